"""Joint displays of one study: its codings, its indicators and its evaluators' links, as frames for the notebooks."""

from typing import TYPE_CHECKING

from workbench import joint
from workbench.indicators.display import display
from workbench.indicators.registry import label
from workbench.messages import _, ngettext
from workbench.study.results import results_of
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

LINKS = "joint.yaml"


def joint_display(study: Study) -> "DataFrame":
    """One row a theme, contradictions first: figures, excerpts and people by side, and what one does to the other."""
    from pandas import DataFrame

    figures = {r.indicator: f"{label(r.indicator)} : {display(r.quantity)}" for r in results_of(study) if not r.failed}
    book = study.codebook(str(study.settings["codebook"]))
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
            _("remark"): row.remark,
        }
        for row in joint.rows(study.codings_frame(), book, links(study), figures)
    ]
    return DataFrame(rows)


def households(study: Study) -> "DataFrame":
    """One row a household: territory, composition, way out, then one 0/1 column a theme (NA when not interviewed)."""
    cohort = study.table(str(study.settings.get("cohort", "households")))
    kept = [c for c in ("household", "territory", "composition", "exit_kind") if c in cohort]
    book = study.codebook(str(study.settings["codebook"]))
    frame = joint.household_frame(study.codings_frame(), cohort[kept], book)
    return frame.rename(columns={code.id: code.label for code in book.codable()}).set_index("household")


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
    return f"{said}, {by}"
