"""Taking releases back: the study looks at every release it ever made, and marks those that it would no longer make.

A release is taken back when somebody whose words it quotes has withdrawn, or no longer agrees to be quoted to its
audience, or when somebody whose disagreement it shows has withdrawn. The mark is a notice beside the release
(`withdrawn.write`), wherever on this machine the release still lies as it was recorded.
"""

from dataclasses import dataclass
from pathlib import Path

from workbench.people import Audience, allows_quote
from workbench.publishing import withdrawn
from workbench.publishing.manifest import load
from workbench.study.register import today
from workbench.study.rights import as_agreed
from workbench.study.study import Study


@dataclass(frozen=True, slots=True)
class Recalled:
    """A release that must not be served any more; `notice` is None where it no longer lies where it was made."""

    id: str
    digest: str
    path: str
    notice: Path | None


def recall(study: Study) -> list[Recalled]:
    """Every release to take back, oldest first, each with the notice that now stands beside it."""
    gone, speakers, held = study.withdrawn(), study.speakers(), study.released_words()
    reviewers = {review.answer_id: review.reviewer for review in study.reviews()}
    agreed = {tier: _agreed(study, tier) for tier in (Audience.T1, Audience.T2, Audience.T3)}
    found = []
    for row in study.releases().to_dict("records"):
        quoted, sealed, answers = held.get(row["id"], (frozenset(), frozenset(), frozenset()))
        ended = (
            not quoted <= agreed.get(Audience(row["audience"]), frozenset())
            or any(e not in speakers or speakers[e][0] in gone for e in quoted | sealed)
            or any(a not in reviewers or reviewers[a] in gone for a in answers)
        )
        if ended:
            found.append(Recalled(row["id"], row["digest"], row["path"], _mark(study, row["path"], row["digest"])))
    return found


def _agreed(study: Study, tier: Audience) -> frozenset[str]:
    """The excerpts that may be quoted to an audience as things stand: what is erased is agreed to by nobody."""
    consents = study.consents()
    rows = as_agreed(study, study.excerpts(), tier)
    pairs = zip(rows["excerpt"], rows["person"], strict=True)
    return frozenset(str(e) for e, person in pairs if allows_quote(consents, str(person), tier))


def _mark(study: Study, path: str, digest: str) -> Path | None:
    folder = Path(path) if Path(path).is_absolute() else study.root / "releases" / path
    try:
        if load(folder).digest != digest:
            return None
    except Exception:  # gone, or no longer a release
        return None
    there = withdrawn.notice(folder)
    return there if there.exists() else withdrawn.write(folder, digest, today().isoformat())
