"""What each page shows: its figures, in order, drawn from protected tables and from figures that count no household.

The words are French: a release is a document of the study, in the study's language.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.charts.bars import bars
from workbench.charts.figure import Figure
from workbench.charts.funnel import funnel
from workbench.charts.notebook import sides, voices_frame
from workbench.charts.voices import code_by_voice
from workbench.charts.worktime import working_time
from workbench.indicators import frames
from workbench.publishing import cohort, evidence, words
from workbench.publishing.material import Material
from workbench.publishing.workshop_charts import charts

if TYPE_CHECKING:
    from pandas import DataFrame

WITHHELD = "Un intervalle remplace un nombre qui permettrait de reconnaître des ménages."
PROFILE = ("composition", "resources", "debts", "rental", "shelter")
RENT = ("rent_6", "rent_12")
SPOKEN = 8  # themes shown in a page's chart of voices; the notebooks have them all


def coordination_cell(material: Material) -> list[Figure]:
    """A territory's cohort, its dwellings, what is worked, who comes, who speaks of what."""
    return [
        *_cohort(material, ("state",), "Où en sont les ménages"),
        *_cohort(material, PROFILE, "Qui sont les ménages", choose="Profil"),
        *_cohort(material, RENT, "Le loyer", choose="Étape"),
        _let(material),
        *_dwellings(material),
        _work(material),
        _voices(material),
        *_partners(material),
    ]


def steering_committee(material: Material) -> list[Figure]:
    """The whole cohort against its target, the contingents, the référents' time, the voices heard."""
    return [
        _target(material),
        *_by_territory(material),
        *_cohort(material, ("state",), "Où en sont les ménages"),
        *_cohort(material, PROFILE, "Qui sont les ménages", choose="Profil"),
        *_cohort(material, RENT, "Le loyer", choose="Étape"),
        _let(material),
        *_dwellings(material),
        _work(material),
        _voices(material),
    ]


def public(material: Material) -> list[Figure]:
    """What may be told to anybody: the target, who was housed, where dwellings came from, who was heard."""
    return [
        _target(material),
        *_cohort(material, PROFILE, "Qui sont les ménages", choose="Profil"),
        _let(material),
        *_dwellings(material),
        _voices(material),
    ]


def comparison(material: Material) -> list[Figure]:
    """Operations and sites against the headings on which they are compared; no household is counted."""
    from workbench.publishing.comparisons import figures

    return figures(material.study.settings["audience"][material.audience].get("frames", ()))


def workshop(material: Material) -> list[Figure]:
    """One simple chart a finding, where one may be shown; nothing else competes with the words that are discussed."""
    return charts(material, evidence.concerned(material))


PAGES: dict[str, Callable[[Material], list[Figure]]] = {
    "coordination_cell": coordination_cell,
    "steering_committee": steering_committee,
    "public": public,
    "comparison": comparison,
    "workshop": workshop,
}


def _where(material: Material) -> str:
    """The territory by the name that study.toml gives it for this audience (`place`), or by its number."""
    place = material.study.settings["audience"][material.audience].get("place", "")
    if material.territory is None:
        return str(place) or "les deux départements"
    return str(place) or f"département {material.territory}"


def _cohort(material: Material, variables: tuple[str, ...], section: str, choose: str = "") -> list[Figure]:
    drawn = []
    for variable in cohort.VARIABLES:
        if variable.id not in variables:
            continue
        table = next(t for t in material.tables if t["id"] == variable.id)
        frame = cohort.cells(table, variable)
        hidden = frame["count"].isna().any()
        drawn.append(
            bars(
                frame,
                id=f"menages-{variable.id.replace('_', '-')}",
                title=f"{variable.title}, {_where(material)}",
                caption=f"En nombre de ménages, au {_day(material)}." + (f" {WITHHELD}" if hidden else ""),
                section=section,
                what=variable.title,
                unit="ménages",
                choice=((choose, variable.title),) if choose else (),
            )
        )
    return drawn


def _day(material: Material) -> str:
    return words.day(str(material.study.settings["at"]))


def _target(material: Material) -> Figure:
    found = frames.result(material.results, "rehoused")
    import pandas as pd

    whole = found.quantity
    frame = pd.DataFrame({"step": ["Objectif", "Ménages relogés"], "count": [whole.denominator, whole.numerator]})
    return funnel(
        frame,
        id="objectif",
        title="Ménages relogés et objectif de l’expérimentation",
        caption="Objectif fixé au départ pour les deux départements.",
        section="Objectif et relogements",
        what="Étape",
        unit="ménages",
    )


def _by_territory(material: Material) -> list[Figure]:
    """Leases against the target of each département, which the experiment announced itself."""
    found = frames.result(material.results, "rehoused").by
    import pandas as pd

    drawn = []
    for territory, result in sorted(found.items()):
        whole = result.quantity
        place = str(material.places.get(territory) or f"département {territory}")
        drawn.append(
            funnel(
                pd.DataFrame({"step": ["Objectif", "Ménages relogés"], "count": [whole.denominator, whole.numerator]}),
                id=f"objectif-{territory}",
                title=f"Ménages relogés et objectif, {place}",
                caption="Objectif fixé au départ pour ce département.",
                section="Les deux départements",
                what="Étape",
                unit="ménages",
                choice=(("Département", place),),
            )
        )
    return drawn


def _let(material: Material) -> Figure:
    """From the dwellings proposed to those that a household holds: dwellings, and no household's refusal."""
    import pandas as pd

    proposed = int(_of_territory(frames.contingent(material.results), material)["count"].sum())
    housed = frames.result(material.results, "rehoused")
    let = housed if material.territory is None else housed.by[material.territory]
    return funnel(
        pd.DataFrame(
            {"step": ["Logements proposés", "Logements attribués"], "count": [proposed, let.quantity.numerator]}
        ),
        id="logements-attribues",
        title=f"De la proposition à l’attribution, {_where(material)}",
        caption="En nombre de logements. Un logement qui n’aboutit pas n’est pas un ménage refusé.",
        section="De la proposition au bail",
        what="Étape",
        unit="logements",
    )


def _of_territory(frame: "DataFrame", material: Material) -> "DataFrame":
    kept = frame if material.territory is None else frame[frame["territory"] == material.territory]
    return kept.groupby("label", sort=False, as_index=False)[["count", "base"]].sum()


def _dwellings(material: Material) -> list[Figure]:
    frame = _of_territory(frames.contingent(material.results), material)
    frame = frame[frame["count"] > 0].sort_values("count", ascending=False)
    return [
        bars(
            frame[["label", "count"]],
            id="logements-contingent",
            title=f"Logements proposés, selon le contingent, {_where(material)}",
            caption="En nombre de logements : un ménage peut en avoir visité plusieurs.",
            section="Les logements proposés",
            what="Contingent",
            unit="logements",
        )
    ]


def _work(material: Material) -> Figure:
    frame = frames.working_time(material.results).rename(columns={"label": "task"})
    return working_time(
        frame[["task", "hours"]],
        id="temps-de-travail",
        title="Une moyenne mensuelle du temps de travail d’un référent",
        caption="En heures par mois et par référent, sur une année de relevés datés des trois référents.",
        section="Le temps des référents",
    )


def _partners(material: Material) -> list[Figure]:
    frame = _of_territory(frames.partners(material.results), material).sort_values("count", ascending=False)
    if frame.empty:
        return []
    held = int(frame["base"].max())
    return [
        bars(
            frame[["label", "count"]],
            id="partenaires-presents",
            title=f"Présence des partenaires en cellule de coordination, {_where(material)}",
            caption=f"En nombre de réunions, sur {held} réunions tenues.",
            section="La cellule de coordination",
            what="Partenaire",
            unit="réunions",
        )
    ]


def _voices(material: Material) -> Figure:
    labels = {code.id: code.label for code in material.codebook.codes}
    frame = voices_frame(material.speech, labels, SPOKEN)
    return code_by_voice(
        frame,
        id="voix",
        title="Qui parle de quoi : extraits d’entretiens par thème et par voix",
        caption=f"Les {frame['code'].nunique()} thèmes dont on parle le plus. Un extrait compte une fois, quel que"
        " soit le nombre de codeurs. Le nombre d’extraits dit qui a parlé, non qui a raison.",
        section="Les thèmes, et qui en parle",
        voices=sides(frame),
    )
