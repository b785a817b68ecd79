"""Figures and tables that need no study."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, example, group, read_bytes, read_json, show_cells, show_json
from workbench.messages import _

app = group()


@app.command(
    help=_("Find contradictions among printed figures, with the arithmetic."),
    epilog=example("check chiffres.csv --json"),
)
def check(
    figures: Annotated[
        Path,
        typer.Argument(
            metavar=_("FIGURES.csv"),
            help=_("A CSV file, one row a figure: id, value, unit, kind, wording, relation, of, base, source."),
            show_default=False,
        ),
    ],
    json_: AsJson = False,
) -> None:
    from workbench.errors import UnreadableFile
    from workbench.indicators.consistency import check as checked
    from workbench.intake.plain import decode

    try:
        text = decode(read_bytes(figures))
    except ValueError as why:
        raise UnreadableFile(file=figures.name, why=str(why)) from why
    found = checked(text, figures.name)
    if json_:
        show_json(found)
        return
    said = {"contradiction": _("contradiction"), "agrees": _("agrees"), "cannot_tell": _("cannot tell")}
    for entry in found:
        typer.echo(f"{entry['id']} ({said[entry['verdict']]}) : {entry['why']}")


@app.command(
    help=_("Protect the tables of a data file: what may be published, and intervals elsewhere."),
    epilog=example("protect menages.csv --tables tableaux.json --json"),
)
def protect(
    data: Annotated[
        Path, typer.Argument(metavar=_("DATA.csv"), help=_("A CSV file, one row a person."), show_default=False)
    ],
    tables: Annotated[Path, typer.Option(help=_("The tables wanted, as JSON."))],
    json_: AsJson = False,
) -> None:
    from workbench.disclosure.tables import protect as protected
    from workbench.intake.tables import read_table

    found = protected(read_table(data.name, read_bytes(data)), read_json(tables))
    show_json(found) if json_ else show_cells(found)


@app.command(
    help=_("Work out what a reader could recover from published tables."), epilog=example("audit sortie.json --json")
)
def audit(
    output: Annotated[
        Path, typer.Argument(metavar=_("OUTPUT.json"), help=_("What `workbench protect` printed."), show_default=False)
    ],
    partner: Annotated[
        Path | None, typer.Option(help=_("The rows of a partner’s own households, as CSV: what can that partner find?"))
    ] = None,
    json_: AsJson = False,
) -> None:
    from workbench.disclosure.audit import audit as attacked
    from workbench.intake.tables import read_table

    table = read_table(partner.name, read_bytes(partner)) if partner else None
    rows = [] if table is None else [{str(c): v for c, v in row.items()} for row in table.to_dict("records")]
    found = attacked(read_json(output), theirs=rows)
    show_json(found) if json_ else show_cells(found)


@app.command(help=_("Find quotes that can be chained to one person."), epilog=example("linkage citations.json --json"))
def linkage(
    quotes: Annotated[
        Path, typer.Argument(metavar=_("QUOTES.json"), help=_("A list of id, text, attribution."), show_default=False)
    ],
    json_: AsJson = False,
) -> None:
    from workbench.disclosure.linkage import linkage as chained

    found = chained(read_json(quotes))
    if json_:
        show_json(found)
        return
    for profile in found["profiles"]:
        typer.echo(f"{', '.join(profile['quotes'])} : {profile['why']}")
