"""Opening a workshop: a release made for it alone, one code a participant, and the account of both in the study."""

import secrets
import shutil
import socket
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, NotReady, UnknownId
from workbench.findings import plain_language
from workbench.findings.findings import Finding, State, wording_hash
from workbench.findings.sessions import Side, Workshop
from workbench.findings.words import state as state_name
from workbench.messages import _
from workbench.people import Person, Voice
from workbench.publishing import workshop_codes
from workbench.publishing.assemble import release
from workbench.publishing.manifest import Manifest
from workbench.publishing.material import Material
from workbench.publishing.workshop_reader import EARLIER, PAGE
from workbench.study.replies import replies
from workbench.study.steps import one, readings, told, versions
from workbench.study.study import Study
from workbench.study.workshops import Card, invited, new_id

PORT = 8866
DAYS = 7  # for how long codes open the page unless somebody says otherwise
FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A workshop that is ready: its folder (a verified release), its manifest, and who holds which code."""

    workshop: Workshop
    folder: Path
    manifest: Manifest
    cards: tuple[Card, ...]

    def __repr__(self) -> str:
        return f"Opened({self.workshop.id}, {len(self.cards)} cards)"


def open_workshop(
    study: Study,
    findings: Sequence[str],
    out: Path | None = None,
    *,
    by: str,
    side: Side | str = Side.HOUSEHOLDS,
    people: Sequence[str] = (),
    approved: Sequence[str] = (),
    expires: str = "",
    title: str = "",
    audience: str = "",
    address: str = "",
) -> Opened:
    """Makes the bundle of a workshop on these findings for one side, and one code for each of its people.

    `out` is by default a folder of the study's releases, `approved` two people (by default those that study.toml names
    under `workshop_approvers`), `expires` an ISO instant (by default seven days on), `address` where the page will be
    opened (by default this machine on its local network). Raises NotReady for a finding that nobody checked, UnknownId,
    BadInput, FolderTaken, or what a release raises; nothing is left behind then.
    """
    wanted, group = list(dict.fromkeys(findings)), Side(side)
    shown = [_ready(study, finding) for finding in wanted]
    if not shown:
        raise BadInput(why=_("a workshop needs at least one finding"))
    name = _audience(study, audience)
    territories = {finding.territory for finding in shown}
    there = territories.pop() if len(territories) == 1 else None
    guests = invited(study, group, people, there)
    if not guests:
        raise BadInput(why=_("nobody of this side takes part"))
    ends = _end(expires)
    workshop = Workshop(
        new_id(study, datetime.now(UTC).date().isoformat()),
        title or str(study.settings["audience"][name]["title"]),
        group,
        name,
        tuple((finding.id, finding.version) for finding in shown),
        datetime.now(UTC).isoformat(timespec="seconds"),
        ends,
        address=address or lan_address(PORT),
    )
    folder = (out if out is not None else study.root / "releases" / workshop.id).resolve()
    salt, cards, keys = _minted(guests)
    sealed = {person.id: _own(study, person.id) for person in guests}

    def besides(_material: Material) -> tuple[Mapping[str, Any], Collection[str]]:
        codes = [_entry(card, keys[card.handle], guests, sealed) for card in cards]
        secrets.SystemRandom().shuffle(codes)  # their order would tell who is who
        content = _content(study, workshop, shown, salt, codes)
        return content, {quote["id"] for own in sealed.values() for quote in own}

    signed = list(approved) or [str(who) for who in study.settings.get("workshop_approvers", ())]
    manifest = release(study, name, folder, approved=signed, by=by, only=wanted, workshop=besides)
    try:
        name_there = f"{folder.name}-{manifest.digest[:12]}"
        recorded = replace(workshop, release=name_there, path=str(folder))
        study.open_workshop(recorded, cards, by=by)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return Opened(recorded, folder, manifest, tuple(cards))


def _ready(study: Study, finding_id: str) -> Finding:
    """The finding, once it is past a draft and gives nothing away."""
    finding = one(study, finding_id)
    checked = state_name(State.REVIEWED.value)
    if finding.state is State.DRAFT:
        raise NotReady(finding=finding.id, state=checked, why=_("nobody has checked yet what it gives away"))
    if given_away := told(study, finding):
        why = _("its texts give away {what}").format(what=", ".join(given_away))
        raise NotReady(finding=finding.id, state=checked, why=why)
    return finding


def _audience(study: Study, audience: str) -> str:
    """The audience of study.toml whose page is a workshop's: the one named, else the first."""
    known = study.settings.get("audience", {})
    found = [name for name, settings in known.items() if settings.get("page") == PAGE]
    if (audience and audience not in found) or not found:
        raise UnknownId(what=_("audience with the page of a workshop"), id=audience or "-")
    return audience or str(found[0])


def _end(expires: str) -> str:
    """The instant at which the codes end, in UTC; raises BadInput for one that is none, or is past."""
    if not expires:
        return (datetime.now(UTC) + timedelta(days=DAYS)).isoformat(timespec="seconds")
    try:
        when = datetime.fromisoformat(expires)
    except ValueError as no:
        raise BadInput(why=_("{text} is no date; write it like 2026-11-30T18:00").format(text=expires)) from no
    when = (when if when.tzinfo else when.astimezone()).astimezone(UTC)
    if when <= datetime.now(UTC):
        raise BadInput(why=_("{text} is past already").format(text=expires))
    return when.isoformat(timespec="seconds")


def _minted(guests: Sequence[Person]) -> tuple[str, list[Card], dict[str, workshop_codes.Keys]]:
    """A salt, one card for each guest and one for the facilitator, and the keys of each by its handle."""
    salt = secrets.token_hex(16)
    cards, keys = list[Card](), dict[str, workshop_codes.Keys]()
    for person in (*(guest.id for guest in guests), None):
        code = workshop_codes.mint()
        made = workshop_codes.keys(code, salt)
        cards.append(Card(made.handle, person, code))
        keys[made.handle] = made
    return salt, cards, keys


def _own(study: Study, person: str) -> list[dict[str, Any]]:
    return [
        {"id": quote.excerpt, "text": quote.text, "meant": {a: dict(m) for a, m in quote.meant.items()}}
        for quote in study.own_words(person)
    ]


def _entry(
    card: Card, keys: workshop_codes.Keys, guests: Sequence[Person], sealed: Mapping[str, list[dict[str, Any]]]
) -> dict[str, str]:
    """A code as the bundle holds it: nothing of the person but the side that they speak for."""
    person = next((guest for guest in guests if guest.id == card.person), None)
    return {
        "handle": card.handle,
        "check": keys.check,
        "role": "participant" if person else FACILITATOR,
        "voice": person.voice.value if person else Voice.HOUSEHOLD.value,
        # everybody's is sealed, also an empty one: nothing tells who was quoted
        "sealed": workshop_codes.sealed(sealed.get(card.person or "", []), keys),
    }


def _content(
    study: Study, workshop: Workshop, shown: Sequence[Finding], salt: str, codes: list[dict[str, str]]
) -> dict[str, Any]:
    book = study.codebook(str(study.settings["codebook"]))
    plain = {code.label.lower(): code.plain for code in book.codes if code.plain}
    return {
        "id": workshop.id,
        "title": workshop.title,
        "side": workshop.side.value,
        "opened": workshop.opened,
        "expires": workshop.expires,
        "salt": salt,
        "codes": codes,
        "order": [f.id for f in shown],
        "glossary": {f.id: plain_language.explained(f"{f.plain}\n{f.statement}", plain) for f in shown},
        "labels": {f.id: label(study, f) for f in shown},
        "changed": {f.id: [r.words for r in _latest_replies(study, f.id) if r.changed] for f in shown},
        EARLIER: {f.id: [[v.version, wording_hash(v)] for v in versions(study, f.id)] for f in shown},
    }


def label(study: Study, finding: Finding) -> str:
    """What its plain wording may be called: "FALC" only once two people concerned have read exactly it."""
    return plain_language.label((r.reader, r.concerned, r.understood) for r in readings(study, finding))


def _latest_replies(study: Study, finding: str) -> list[Any]:
    return list({reply.answer: reply for reply in replies(study, finding)}.values())


def lan_address(port: int) -> str:
    """Where other devices of the same network find this machine; loopback when it is on none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # an address of documentation (RFC 5737): only the way to it is asked for
        return f"http://{probe.getsockname()[0]}:{port}"
    return f"http://127.0.0.1:{port}"


def as_dict(opened: Opened) -> dict[str, Any]:
    """The same for machines; the codes are for the evaluators' eyes."""
    plain = asdict(opened.workshop)
    return {
        **{
            name: plain[name] for name in ("id", "title", "side", "audience", "opened", "expires", "release", "address")
        },
        "findings": [list(finding) for finding in opened.workshop.findings],
        "folder": str(opened.folder),
        "digest": opened.manifest.digest,
        "codes": [{"person": card.person, "code": card.code} for card in opened.cards],
    }
