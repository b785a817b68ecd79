"""A study: made, filled, opened, kept."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, Study, example, group, passphrase, show_json, who
from workbench.commands.serving import keep_serving
from workbench.messages import _

app = group()


@app.command(
    help=_("Make the demonstration study, from files to a verified release, and serve its dashboards."),
    epilog=example("demo --into demo-asg"),
)
def demo(
    into: Annotated[Path, typer.Option(help=_("The folder to make."))] = Path("demo-asg"),
    no_serve: Annotated[bool, typer.Option("--no-serve", help=_("Stop after verification."))] = False,
    port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8866,
) -> None:
    from workbench import demo as main_job

    main_job.run(into, serve_at=None if no_serve else port)
    if not no_serve:
        keep_serving(into / "releases", port)


@app.command(
    help=_("Create a study: empty, or with the codebooks, dictionary, indicators and tables of a frame."),
    epilog=example("new mon-etude --template partenariats"),
)
def new(
    folder: Study,
    title: Annotated[str, typer.Option(help=_("What the evaluation is called."))] = "",
    url: Annotated[str | None, typer.Option(help=_("A PostgreSQL address, for a team."))] = None,
    template: Annotated[str | None, typer.Option(help=_("A frame: besoins, hlm, partenariats, referentiel."))] = None,
) -> None:
    from workbench import study
    from workbench.study.frames import make

    if template is not None:
        make(folder, template, title=title, url=url, by=who())
    else:
        with study.create(folder, title=title or folder.name, url=url, by=who()):
            pass
    typer.echo(_("Study created in {folder}. Add files with: workbench add {folder} FILE…").format(folder=folder))


@app.command(
    help=_("Add interviews, documents and follow-up tables to a study."),
    epilog=example("add mon-etude entretiens/*.docx suivi.csv"),
)
def add(
    folder: Study,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=_("FILE..."),
            help=_("Files: .txt .md .docx .odt .pdf .rtf .vtt .srt, tables .csv .tsv .xlsx .ods"),
            show_default=False,
        ),
    ],
    names_decided: Annotated[
        bool,
        typer.Option(
            "--names-decided", help=_("State that you decided on every name in these interviews; the journal keeps it.")
        ),
    ] = False,
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("LABEL=PERSON"),
            help=_("Who a printed label stands for; a new person as LABEL=PERSON:role:territory."),
        ),
    ] = None,
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.study.arrivals import Taking, arrivals, is_table
    from workbench.study.speaking import read_speakers

    speakers, people = read_speakers(speaker or ())
    outcomes = []
    with study.open_study(folder) as opened:
        secret = None if all(map(is_table, files)) else passphrase(opened, new=True)
        how = Taking(who(), names_decided, secret, speakers, people)
        for outcome in arrivals(opened, files, how):
            outcomes.append(outcome)
            if not json_:
                typer.echo(str(outcome))
    if json_:
        show_json([{"file": str(o.file), "id": o.id, "kind": o.kind, "refused": o.refused} for o in outcomes])
    if any(outcome.refused for outcome in outcomes):
        raise typer.Exit(1)


@app.command(help=_("Open the notebooks of a study in JupyterLab."), epilog=example("lab demo-asg"))
def lab(
    folder: Study,
    port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8888,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=_("Do not open the browser."))] = False,
) -> None:
    from workbench import lab as desk

    desk.run(folder, port=port, browser=not no_browser)


@app.command(help=_("Compute every indicator of a study."), epilog=example("indicators demo-asg --json"))
def indicators(
    folder: Study,
    json_: AsJson = False,
    intervals: Annotated[
        str, typer.Option(help=_("Intervals: “wilson”, or “clopper-pearson” (exact, wider)."))
    ] = "wilson",
) -> None:
    from workbench.indicators.compute import as_json, with_intervals
    from workbench.indicators.display import display
    from workbench.indicators.registry import label
    from workbench.study.results import labels, results

    found = with_intervals(results(folder), intervals)
    if json_:
        show_json(as_json(found))
        return
    own = labels(folder)
    for result in found:
        typer.echo(f"{own.get(result.indicator) or label(result.indicator)} : {display(result.quantity)}")


@app.command(
    help=_("Bring an older study's store to this version; a copy is kept."), epilog=example("upgrade mon-etude")
)
def upgrade(folder: Study) -> None:
    from workbench.study import upgrade as migrate

    copy = migrate(folder, by=who())
    if copy is None:
        typer.echo(_("This study's store is up to date."))
    else:
        typer.echo(_("Upgraded; the former store is kept as {copy}.").format(copy=copy))
