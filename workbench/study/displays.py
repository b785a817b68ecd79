"""Joint displays of one study: its codings, its indicators and its evaluators' links, as frames for the notebooks."""

from typing import TYPE_CHECKING

from workbench import joint
from workbench.indicators.display import NO_BREAK, display
from workbench.indicators.registry import label
from workbench.joint import quotes as quoted
from workbench.joint.timeline import months
from workbench.messages import _, ngettext
from workbench.study.results import results_of
from workbench.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

LINKS = "joint.yaml"


def joint_display(study: Study) -> "DataFrame":
    """One row a theme, contradictions first: figures, excerpts and people by side, for and against, and the fit."""
    from pandas import DataFrame

    fits = {
        joint.Fit.CONTRADICTS: _("contradicts"),
        joint.Fit.EXPANDS: _("expands"),
        joint.Fit.CONFIRMS: _("confirms"),
        joint.Fit.UNKNOWN: _("not compared"),
    }
    rows = [
        {
            _("theme"): row.label,
            _("fit"): fits[row.fit],
            _("figures"): " ; ".join(row.figures) or _("no figure"),
            _("households"): _spoken(row.household_excerpts, row.household_people),
            _("professionals"): _spoken(row.professional_excerpts, row.professional_people),
            _("evidence of the findings"): _placed(row),
            _("remark"): " ".join(filter(None, (_caution(row), row.remark))),
        }
        for row in joint_rows(study)
    ]
    return DataFrame(rows)


def joint_rows(study: Study) -> tuple[joint.Row, ...]:
    """The same as values, for whoever draws them."""
    figures = {r.indicator: f"{label(r.indicator)} : {display(r.quantity)}" for r in results_of(study) if not r.failed}
    book = study.codebook(str(study.settings["codebook"]))
    return joint.rows(study.codings_frame(), book, links(study), figures, stances(study))


def stances(study: Study) -> "DataFrame":
    """Columns theme, excerpt, person, stance: the excerpts that the findings of each theme rest on, for or against."""
    from pandas import DataFrame

    spoken = study.excerpts().set_index("excerpt")["person"]
    lines = [
        (finding.theme, proof.ref, spoken.get(proof.ref), proof.stance.value)
        for finding in study.findings()
        for proof in finding.evidence
        if proof.kind == "excerpt"
    ]
    return DataFrame(lines, columns=["theme", "excerpt", "person", "stance"])


def quotes(study: Study, codes: "Sequence[str]", sides: "Mapping[str, str]") -> "DataFrame":
    """Codes in rows, sides in columns: how many excerpts and people, then the shortest words. For the team alone."""
    from pandas import DataFrame, Index

    book = study.codebook(str(study.settings["codebook"]))
    spoken = study.codings_frame()
    cells = quoted.matrix(spoken, {code: book.label(code) for code in codes}, sides)
    lines = [[_quoted(cell) for cell in row.values()] for row in cells.values()]
    return DataFrame(lines, index=Index(cells, name=_("theme")), columns=list(sides.values()))


def crossed(study: Study, most: int = 4) -> "DataFrame":
    """Households by theme, by whether they spoke of it, and by their arrears at their last known answer.

    The `most` themes that divide the households interviewed most evenly, under their labels; columns as in
    `joint.crossed`.
    """
    cohort = study.table(str(study.settings.get("cohort", "households")))[["household"]]
    book = study.codebook(str(study.settings["codebook"]))
    words = {"none": _("no arrears"), "some": _("in arrears"), "unknown": _("not recorded")}
    state = joint.arrears(study.table("follow_up")).map(words)
    frame = joint.household_frame(study.codings_frame(), cohort, book).merge(
        state.rename("arrears"), left_on="household", right_index=True, how="left"
    )
    heard = frame[[code.id for code in book.codable()]].dropna()
    # a theme that all or none spoke of tells no two groups apart
    apart = heard.sum().combine(len(heard) - heard.sum(), min).sort_values(ascending=False, kind="stable")
    found = joint.crossed(frame, list(apart.index[:most]), "arrears", words["unknown"])
    return found.assign(theme=found["theme"].map(book.label))


def timeline(study: Study, territory: str) -> "DataFrame":
    """Columns month, event, count: what happened in one territory."""
    return months({name: study.table(name) for name in study.tables()}, territory)


def households(study: Study) -> "DataFrame":
    """One row a household: territory, composition, way out, then one 0/1 column a theme (NA when not interviewed)."""
    cohort = study.table(str(study.settings.get("cohort", "households")))
    kept = [c for c in ("household", "territory", "composition", "exit_kind") if c in cohort]
    book = study.codebook(str(study.settings["codebook"]))
    frame = joint.household_frame(study.codings_frame(), cohort[kept], book)
    told = study.settings.get("tables", {}).get(str(study.settings.get("cohort", "households")), {}).get("columns", {})
    named = {name: told[name]["label"] for name in kept[1:] if name in told}
    themes = {code.id: code.label for code in book.codable()}
    return frame.rename(columns=named | themes).set_index("household").rename_axis(_("household"))


def links(study: Study) -> tuple[joint.Link, ...]:
    """The evaluators' judgements on which figures bear on which themes; none when nobody wrote them yet."""
    import yaml

    file = study.root / LINKS
    return joint.links_from(yaml.safe_load(file.read_text("utf-8"))) if file.is_file() else ()


def _spoken(excerpts: int, people: int) -> str:
    if not excerpts:
        return _("no words")
    said = ngettext("{n} excerpt", "{n} excerpts", excerpts).format(n=excerpts)
    by = ngettext("{n} person", "{n} persons", people).format(n=people)
    # a number is not parted from what it counts
    return ", ".join(words.replace(" ", NO_BREAK) for words in (said, by))


def _placed(row: joint.Row) -> str:
    if not row.speaks_for.excerpts and not row.speaks_against.excerpts:
        return _("no finding rests on it")
    sides = ((_("for: {said}"), row.speaks_for), (_("against: {said}"), row.speaks_against))
    return " ; ".join(words.format(said=_spoken(heard.excerpts, heard.people)) for words, heard in sides)


def _caution(row: joint.Row) -> str:
    if row.few:
        return _("Fewer than {n} people speak of it.").format(n=joint.FEW)
    return "" if row.household_people else _("No household speaks of it.")


def _quoted(cell: quoted.Cell) -> str:
    if not cell.excerpts:
        return _("no words")
    return " · ".join([_spoken(cell.excerpts, cell.people), *(_("“{words}”").format(words=q) for q in cell.quotes)])
