"""What an audience would read, before anything is built, and what was built: for the evaluators' notebook."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.messages import _
from workbench.publishing import cohort
from workbench.publishing.evidence import cited
from workbench.publishing.material import gather
from workbench.publishing.recall import recall
from workbench.publishing.verify import verify
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame


def tables(study: Study, audience: str) -> "DataFrame":
    """One row a cell of the audience's protected tables: the trait, the category, the count or its interval."""
    from pandas import DataFrame

    parts = {table["id"]: table for table in gather(study, audience).tables}
    rows = []
    for variable in cohort.VARIABLES:
        if variable.id not in parts:
            continue
        for cell in cohort.cells(parts[variable.id], variable).to_dict("records"):
            interval = _("from {low} to {high}").format(low=cell["low"], high=cell["high"])
            withheld = cell["count"] is None or cell["count"] != cell["count"]
            rows.append(
                {
                    _("trait"): variable.title,
                    _("category"): cell["label"],
                    _("published"): interval if withheld else str(int(cell["count"])),
                }
            )
    return DataFrame(rows)


def signatures(study: Study, audience: str) -> "DataFrame":
    """One row an excerpt on which this audience's findings rest: its id, words, and who has signed them so far."""
    from pandas import DataFrame

    material = gather(study, audience)
    signed, texts = study.quote_signatures(material.tier), material.excerpts().set_index("excerpt")["text"]
    return DataFrame(
        [
            {_("excerpt"): e, _("words"): texts[e], _("readers"): ", ".join(signed.get(e, ())) or _("nobody yet")}
            for e in dict.fromkeys(cited(material))
            if e in texts
        ]
    )


def standing(study: Study) -> "DataFrame":
    """One row a release: its id, for whom, and whether it may still be read or was taken back, marked where it lies."""
    from pandas import DataFrame

    back = {one.id: one for one in recall(study)}
    said = {True: _("taken back"), False: _("taken back: carry the notice to it")}
    rows = [
        (
            row["id"],
            row["audience"],
            said[back[row["id"]].notice is not None] if row["id"] in back else _("may be read"),
        )
        for row in study.releases().to_dict("records")
    ]
    return DataFrame(rows, columns=[_("release"), _("audience"), _("state")])


def verified(folder: Path) -> str:
    """What a release holds, once it has been verified from its own files; raises what `verify` raises."""
    report = verify(folder)
    return _(
        "Verified: {figures} figures, {findings} findings with {dissents} dissents, {quotes} quotes, {tables} tables"
        " in which {withheld} counts are intervals. Approved by {approved}. Reference {digest}."
    ).format(
        figures=report.figures,
        findings=report.findings,
        dissents=report.dissents,
        quotes=report.quotes,
        tables=report.tables,
        withheld=report.withheld,
        approved=", ".join(report.approved),
        digest=report.digest[:12],
    )
