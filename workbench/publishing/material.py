"""What a release is cut from: everything in a study that one audience could be shown, gathered once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import UnknownId
from workbench.people import Audience
from workbench.publishing import cohort
from workbench.study.results import results_of
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.definitions import Result


@dataclass(frozen=True)
class Material:
    """One audience's material. `tables` are its protected tables; `speech` is codings of its territory's people."""

    audience: str
    title: str
    page: str
    tier: Audience
    territory: str | None
    study: Study
    results: "list[Result]"
    tables: list[dict[str, Any]]
    speech: "DataFrame"

    @property
    def counts(self) -> set[int]:
        """The counts of households that this audience may read in a sentence."""
        return cohort.published_counts(self.tables)


def gather(study: Study, audience: str) -> Material:
    """The material of one audience of study.toml; raises UnknownId, UnsafeTable."""
    settings = study.settings.get("audience", {}).get(audience)
    if settings is None:
        raise UnknownId(what="audience", id=audience)
    tier, territory = Audience(settings["tier"]), settings.get("territory")
    speech = study.codings_frame()
    if territory is not None:
        speech = speech[speech["territory"] == territory]
    tables = []
    if tier in cohort.THRESHOLD:
        frames = {name: study.table(name) for name in ("households", "follow_up")}
        rows = cohort.cohort_rows(frames, str(study.settings["at"]))
        tables = cohort.part(cohort.protected(rows, tier), territory)
    return Material(
        audience, settings["title"], settings["page"], tier, territory, study, results_of(study), tables, speech
    )
