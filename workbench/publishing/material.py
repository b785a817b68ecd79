"""What a release is cut from: everything in a study that one audience could be shown, gathered once."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.coding.codebooks import Codebook
from workbench.errors import UnknownId, Withheld
from workbench.findings.reviews import Review
from workbench.messages import _
from workbench.people import Audience, Consent
from workbench.publishing import cohort, ledger
from workbench.study.results import results_of
from workbench.study.rights import as_agreed
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.definitions import Result


@dataclass(frozen=True)
class Material:
    """One audience's material. `tables` are its protected tables; `speech` is the codings of its territory's people."""

    audience: str
    title: str
    page: str
    tier: Audience
    territory: str | None
    study: Study
    results: "list[Result]"
    tables: list[dict[str, Any]]
    known: list[dict[str, Any]]  # the counts that every reader has anyway, with which the auditor reckons
    speech: "DataFrame"
    previous: list[dict[str, Any]]  # what these readers have from the public release and from their earlier ones
    withdrawn: frozenset[str] = frozenset()  # of whom nothing enters a release any more

    @cached_property
    def speakers(self) -> dict[str, tuple[str, str]]:
        """Who speaks in each excerpt: its id -> (person, voice)."""
        return self.study.speakers()

    @cached_property
    def places(self) -> dict[str | None, str | None]:
        """How each territory is called in titles, as the audiences of study.toml say."""
        return {a.get("territory"): a.get("place") for a in self.study.settings["audience"].values()}

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook of the study's themes."""
        return self.study.codebook(str(self.study.settings["codebook"]))

    @cached_property
    def consents(self) -> list[Consent]:
        """Everything that anybody allowed or refused."""
        return self.study.consents()

    def reviews(self, finding: str) -> list[Review]:
        """What was said of a finding, by those who still take part."""
        return [review for review in self.study.reviews(finding) if review.reviewer not in self.withdrawn]

    def excerpts(self) -> "DataFrame":
        """Every excerpt of those who still take part, as far and in the words that their own answers leave it."""
        rows = self.study.excerpts()
        return as_agreed(self.study, rows[~rows["person"].isin(self.withdrawn)], self.tier)

    def households(self) -> "DataFrame":
        """The cohort as the speakers of quotes may be described in it: those who still take part."""
        rows = self.study.table("households")
        return rows[~rows["household"].isin(self.withdrawn)]

    @property
    def counts(self) -> set[int]:
        """The counts of households that this audience may read in a sentence."""
        return cohort.published_counts(self.tables)

    @property
    def topics(self) -> dict[str, set[int]]:
        """The same counts by the table that gives them: what a sentence on its subject may say."""
        return {table["id"]: cohort.published_counts([table]) for table in self.tables}

    def people(self, territory: str | None) -> int | None:
        """How many households there are in a territory, or in all; None where not everybody knows it."""
        key = {} if territory is None else {"territory": territory}
        return next((int(cell["count"]) for cell in self.known if cell["key"] == key), None)


def gather(study: Study, audience: str) -> Material:
    """The material of one audience of study.toml; raises UnknownId, UnsafeTable, Withheld."""
    settings = study.settings.get("audience", {}).get(audience)
    if settings is None:
        raise UnknownId(what=_("audience"), id=audience)
    tier, territory = Audience(settings["tier"]), settings.get("territory")
    if tier not in cohort.THRESHOLD:
        raise Withheld(why=_("no rule says how to protect tables for the audience {tier}").format(tier=tier))
    gone = frozenset(study.withdrawn())
    speech = study.codings_frame()
    speech = speech[~speech["person"].isin(gone)]
    if territory is not None:
        speech = speech[speech["territory"] == territory]
    before = ledger.earlier(study, tier)
    frames = {name: study.table(name) for name in ("households", "follow_up")}
    partners = cohort.partners_of(study.settings["audience"])
    rows = cohort.cohort_rows(frames, str(study.settings["at"]), sorted({column for column, _value in partners}))
    safe = cohort.protected(rows, tier, before, partners)
    mine = cohort.still_true([one for one in before if one["audience"] == audience], rows)
    return Material(
        audience,
        settings["title"],
        settings["page"],
        tier,
        territory,
        study,
        results_of(study),
        cohort.part(safe, territory),
        safe["known"],
        speech,
        [*cohort.public(safe, tier), *mine],
        gone,
    )
