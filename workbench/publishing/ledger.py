"""The counts that went out, kept by the study for as long as it lives: what later releases must not contradict.

One small file a release, `ledger/<digest>.json` in the study, with protected tables, what its quotes said of their
speakers and under them, and no word of anybody's: it stays when the release itself is carried away, or erased with
somebody's words.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.people import Audience

if TYPE_CHECKING:
    from workbench.study.study import Study

FOLDER = "ledger"


def keep(
    study: "Study",
    digest: str,
    *,
    audience: str,
    tier: Audience,
    output: Mapping[str, Any],
    said: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    printed: Mapping[str, str] | None = None,
) -> Path:
    """Write down what a release shows; gives the file.

    `said` is what it told of who speaks in each excerpt, `printed` the attribution that stood under it.
    """
    folder = study.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest}.json"
    kept = {name: output[name] for name in ("tables", "known") if name in output}
    kept["printed"] = dict(printed or {})
    kept["said"] = {excerpt: sorted(map(list, attributes)) for excerpt, attributes in (said or {}).items()}
    path.write_text(json.dumps({"audience": audience, "tier": tier.value, **kept}, ensure_ascii=False), "utf-8")
    return path


def earlier(study: "Study", tier: Audience) -> list[dict[str, Any]]:
    """What readers of this tier have already, oldest first: partners read what the public reads, and not inversely."""
    return [one for one in _read(study, tier) if one["tables"]]


def disclosed(study: "Study", tier: Audience) -> dict[str, set[tuple[str, str]]]:
    """Everything that releases to these readers have said of each speaker: pairs of column and value, by person."""
    speakers = study.speakers()
    found: dict[str, set[tuple[str, str]]] = {}
    for one in _read(study, tier):
        for excerpt, attributes in one.get("said", {}).items():
            if excerpt in speakers:  # nobody is left to be quoted otherwise
                found.setdefault(speakers[excerpt][0], set()).update((str(c), str(v)) for c, v in attributes)
    return found


def printed(study: "Study", tier: Audience) -> list[tuple[str, str]]:
    """The quotes that these readers have already: excerpt and attribution, oldest first, each once."""
    pairs = (pair for one in _read(study, tier) for pair in one.get("printed", {}).items())
    return list(dict.fromkeys(pairs))


def _read(study: "Study", tier: Audience) -> list[dict[str, Any]]:
    recorded = list(study.releases()["digest"])
    found = []
    for path in (study.root / FOLDER).glob("*.json"):
        if path.stem in recorded:  # what was never recorded has not gone out
            one = json.loads(path.read_text("utf-8"))
            if one["tier"] == tier.value or one["tier"] == Audience.T3.value:
                found.append((recorded.index(path.stem), one))
    return [one for _n, one in sorted(found, key=lambda pair: pair[0])]
