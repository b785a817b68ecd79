"""What a vault holds: the files as they were given, whom each label stands for, and, apart from both, the log.

The log says what each label replaced and where. It is kept apart from the files and from the key, because who may see
how a text was made need not see whom it is about; `without` takes one person out of all three.
"""

import base64
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from workbench.errors import BadInput
from workbench.intake.identifiers.labels import PERSON, Identity, Key
from workbench.intake.identifiers.proposals import DIRECT
from workbench.intake.identifiers.replacements import Replacement
from workbench.messages import _

FORMER_LOG = ".replacements.json"  # how the first vaults named a log, which they kept among the files


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was given, before its identifiers were replaced; `sha256` is of the text that replaced it."""

    name: str
    content: bytes
    sha256: str


Log = Mapping[str, tuple[Replacement, ...]]


@dataclass(frozen=True, slots=True)
class Vault:
    """Files by the sha256 of the text made of them, the key of the study, and the log, by the same sha256."""

    originals: Mapping[str, Original] = field(default_factory=lambda: MappingProxyType({}))
    key: Key = field(default_factory=Key)
    log: Log = field(default_factory=lambda: MappingProxyType({}))

    def with_original(self, original: Original) -> "Vault":
        """The vault with one file more, in place of another of the same text."""
        return replace(self, originals=MappingProxyType({**self.originals, original.sha256: original}))

    def with_log(self, sha256: str, replaced: Iterable[Replacement]) -> "Vault":
        """The vault with what was replaced in one text; nothing is logged where nothing was."""
        rows = tuple(replaced)
        return replace(self, log=MappingProxyType({**self.log, sha256: rows})) if rows else self

    def with_key(self, key: Key) -> "Vault":
        """The vault with a key that knows at least as much; raises BadInput for one that forgot or changed anything."""
        for label, identity in self.key.identities.items():
            there = key.identities.get(label)
            if there is None or there.kind != identity.kind or not set(identity.words) <= set(there.words):
                raise BadInput(why=_("the new key forgets who {label} is").format(label=label))
        return replace(self, key=key)


@dataclass(frozen=True, slots=True)
class Emptied:
    """How many files, identities and lines of the log an erasure took out of a vault.

    `elsewhere` is the number of other texts in whose files, which are other people's, the person may still be named.
    """

    files: int
    identities: int
    lines: int
    elsewhere: int


def without(
    vault: Vault, texts: Collection[str], mine: Collection[str], quotes: Callable[[Original], bool]
) -> tuple[Vault, Emptied]:
    """The vault without one person, and what went.

    `texts` are the sha256 of the texts in which the person spoke, `mine` the labels that stand for them; `quotes` says
    whether another's file holds their words. A label stays, standing for nobody, so that it is never given again.
    """
    gone = {o.sha256 for o in vault.originals.values() if o.sha256 in texts or quotes(o)}
    gone |= set(texts) & set(vault.log)
    rows = [r for sha256 in gone for r in vault.log.get(sha256, ())]
    used = {r.label for sha256, others in vault.log.items() if sha256 not in gone for r in others}
    # a name alone may be somebody else's of whom the person spoke; a number or an address leads to one door only
    doors = {r.label for r in rows if r.kind in DIRECT and r.kind not in PERSON}
    nobody = {label for label in {r.label for r in rows} - used | doors | set(mine) if label in vault.key.identities}
    key = {
        label: Identity(identity.kind, ()) if label in nobody else identity
        for label, identity in vault.key.identities.items()
    }
    log = {
        sha256: tuple(replace(r, words="") if r.label in nobody else r for r in kept)
        for sha256, kept in vault.log.items()
        if sha256 not in gone
    }
    left = Vault(
        MappingProxyType({s: o for s, o in vault.originals.items() if s not in gone}),
        Key(MappingProxyType(key)),
        MappingProxyType(log),
    )
    hidden = {sha256 for sha256, kept in log.items() if any(r.label in nobody for r in kept)}
    done = Emptied(
        len(vault.originals) - len(left.originals),
        sum(bool(vault.key.identities[label].words) for label in nobody),
        len(rows) + sum(r.label in nobody for kept in log.values() for r in kept),
        len(hidden),
    )
    return left, done


def as_json(vault: Vault) -> dict[str, object]:
    """The vault as plain values, for its file."""
    originals = [
        {"name": o.name, "content": base64.b64encode(o.content).decode(), "sha256": o.sha256}
        for o in vault.originals.values()
    ]
    key = {label: {"kind": i.kind, "words": list(i.words)} for label, i in vault.key.identities.items()}
    log = {sha256: [asdict(row) for row in rows] for sha256, rows in vault.log.items()}
    return {"originals": originals, "key": key, "log": log}


def from_json(data: Mapping[str, Any]) -> Vault:
    """The vault of plain values; raises KeyError, TypeError or ValueError for any others."""
    rows, labels, log = data["originals"], data["key"], dict(data.get("log", {}))
    if not isinstance(rows, list) or not isinstance(labels, dict):
        raise TypeError
    files = [Original(o["name"], base64.b64decode(o["content"]), o["sha256"]) for o in rows]
    for former in [o for o in files if o.name.endswith(FORMER_LOG)] if "log" not in data else ():
        read = json.loads(former.content)
        log[read["text"]] = read["replacements"]
        files.remove(former)
    identities = {label: Identity(i["kind"], tuple(i["words"])) for label, i in labels.items()}
    return Vault(
        MappingProxyType({o.sha256: o for o in files}),
        Key(MappingProxyType(identities)),
        MappingProxyType({sha256: tuple(Replacement(**row) for row in replaced) for sha256, replaced in log.items()}),
    )
