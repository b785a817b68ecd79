"""The command line: parses, calls one function, prints. Exit status 0 done, 1 refused, 2 wrong use."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from workbench.errors import MissingPart, WorkbenchError
from workbench.messages import _

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Code interviews, join them with figures, have households review, publish what is safe."),
)

Study = Annotated[Path, typer.Argument(metavar=_("STUDY"), help=_("The study's folder."), show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print for machines."))]


def example(command: str) -> str:
    return _("Example: {command}").format(command=f"workbench {command}")


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


@app.command(help=_("Create an empty study."), epilog=example('new mon-etude --title "Mon évaluation"'))
def new(
    folder: Study,
    title: Annotated[str, typer.Option(help=_("What the evaluation is called."))] = "",
    url: Annotated[str | None, typer.Option(help=_("A PostgreSQL address, for a team."))] = None,
) -> None:
    from workbench import study

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
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.study.arrivals import add_files

    with study.open_study(folder) as opened:
        outcomes = add_files(opened, files, by=who())
    if json_:
        show_json([{"file": str(o.file), "id": o.id, "kind": o.kind, "refused": o.refused} for o in outcomes])
    else:
        for outcome in outcomes:
            typer.echo(str(outcome))
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


@app.command(
    help=_("Propose codes, with reasons, for texts."),
    epilog=example("suggest --codebook livre.json --coded codes.json --texts textes.json --json"),
)
def suggest(
    codebook: Annotated[Path, typer.Option(help=_("Codes: a list of id, label, definition."))],
    texts: Annotated[Path, typer.Option(help=_("Texts: a list of id, text."))],
    coded: Annotated[Path | None, typer.Option(help=_("Texts already coded: a list of id, text, codes."))] = None,
    top: Annotated[int, typer.Option(help=_("Suggestions for each text, at most."))] = 3,
    json_: AsJson = False,
) -> None:
    from workbench.coding.exchange import suggest_for

    found = suggest_for(read_json(codebook), read_json(coded) if coded else [], read_json(texts), top=top)
    if json_:
        show_json(found)
        return
    for text in found:
        typer.echo(text["id"])
        for s in text["suggestions"]:
            typer.echo(f"  {s['score']:.2f}  {s['code']}  ({', '.join(s['because'])})")


@app.command(
    help=_("Find what people are quoted as saying in a report, and who speaks."),
    epilog=example("excerpts rapport.txt --json"),
)
def excerpts(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("A report."), show_default=False)],
    with_source: Annotated[
        bool, typer.Option("--with-source", help=_("With --json, print the text that the offsets count in, too."))
    ] = False,
    json_: AsJson = False,
) -> None:
    from workbench.intake.readers import read_document
    from workbench.intake.speech import Kind, find_excerpts, kind_name

    document, _original = read_document(file)
    found = find_excerpts(document.text)
    if json_:
        listed = [quoted.as_dict() for quoted in found]
        show_json({"source": document.text, "excerpts": listed} if with_source else listed)
        return
    for quoted in (q for q in found if q.kind in (Kind.SPEECH, Kind.REPORTED)):
        who = quoted.said.printed or _("nobody is named")
        typer.echo(
            f"{document.where(quoted.start)}  {kind_name(quoted.kind)}  {' '.join(quoted.text.split())}  [{who}]"
        )


@app.command(
    help=_("Propose the identifiers to replace in texts; nothing is changed."),
    epilog=example("pseudonymise entretien.docx --json"),
)
def pseudonymise(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=_("FILE..."), help=_("Files: interviews and documents"), show_default=False),
    ],
    json_: AsJson = False,
    with_source: Annotated[
        bool, typer.Option("--with-source", help=_("Print the text that the offsets count in."))
    ] = False,
) -> None:
    from workbench.intake.identifiers import propose
    from workbench.intake.readers import read_document

    documents = [(file, read_document(file)[0]) for file in files]
    found = [(file, document, propose(document.text)) for file, document in documents]
    if json_:
        show_json(
            [
                {"file": str(file), "proposals": [p.as_json() for p in proposals]}
                | ({"source": document.text} if with_source else {})
                for file, document, proposals in found
            ]
        )
        return
    for file, document, proposals in found:
        typer.echo(file.name)
        for p in proposals:
            typer.echo(f"  {document.where(p.start)}  {p.label}  {p.text!r}")


@app.command(
    help=_("Say how far two coders agree, and where they differ."), epilog=example("agreement E1.json E2.json --json")
)
def agreement(
    first: Annotated[
        Path,
        typer.Argument(metavar=_("FIRST.json"), help=_("One coder's codes by unit, or passages."), show_default=False),
    ],
    second: Annotated[Path, typer.Argument(metavar=_("SECOND.json"), help=_("Another coder's."), show_default=False)],
    codebook: Annotated[Path | None, typer.Option(help=_("Codes: a list of id, label, definition."))] = None,
    json_: AsJson = False,
) -> None:
    from workbench.coding.compared import codes_of, compare, in_words

    found = compare([read_json(first), read_json(second)], codes_of(read_json(codebook)) if codebook else None)
    show_json(found) if json_ else typer.echo("\n".join(in_words(found)))


@app.command(help=_("Compute every indicator of a study."), epilog=example("indicators demo-asg --json"))
def indicators(folder: Study, json_: AsJson = False) -> None:
    from workbench.indicators.compute import as_json
    from workbench.indicators.display import display
    from workbench.indicators.registry import label
    from workbench.study.results import results

    found = results(folder)
    if json_:
        typer.echo(as_json(found))
        return
    for result in found:
        typer.echo(f"{label(result.indicator)} : {display(result.quantity)}")


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
    json_: AsJson = False,
) -> None:
    from workbench.disclosure.audit import audit as attacked

    found = attacked(read_json(output))
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


@app.command(
    help=_("Build and verify a release for one audience."),
    epilog=example("release demo-asg --audience cellule-77 --out sortie"),
)
def release(
    folder: Study,
    audience: Annotated[str, typer.Option(help=_("An audience of study.toml."))],
    out: Annotated[Path, typer.Option(help=_("The folder to make."))],
    approved: Annotated[list[str], typer.Option(help=_("Who approves; twice, two different people."))],
) -> None:
    from workbench import study
    from workbench.publishing.assemble import release as build

    with study.open_study(folder) as opened:
        manifest = build(opened, audience, out, approved=approved, by=who())
    typer.echo(
        _("Release {digest} for {audience} in {out}, verified.").format(
            digest=manifest.digest[:12], audience=audience, out=out
        )
    )


@app.command(help=_("Check a release from its own files alone."), epilog=example("verify sortie"))
def verify(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
) -> None:
    from workbench.publishing.verify import verify as check

    check(bundle)
    typer.echo(_("{bundle}: verified.").format(bundle=bundle))


@app.command(
    help=_("Serve a release, or a folder of releases, on this machine."), epilog=example("serve sortie --port 8866")
)
def serve(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
    port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8866,
) -> None:
    keep_serving(bundle, port)


@app.command(help=_("List everybody by pseudonym, with their sources."), epilog=example("people demo-asg --json"))
def people(folder: Study, json_: AsJson = False) -> None:
    from workbench import study
    from workbench.study.tracing import roles

    with study.open_study(folder) as opened:
        found = roles(opened)
    show_json(found) if json_ else typer.echo(
        "\n".join(f"{p['id']}  {p['role']}  {', '.join(p['sources'])}" for p in found)
    )


@app.command(
    help=_("Follow a person, source, excerpt, coding or finding to wherever it went."),
    epilog=example("trace demo-asg M02 --json"),
)
def trace(folder: Study, id_: Annotated[str, typer.Argument(metavar="ID")], json_: AsJson = False) -> None:
    from workbench import study
    from workbench.study.accounts import chain

    with study.open_study(folder) as opened:
        found = opened.trace(id_)
    show_json(found) if json_ else typer.echo("\n".join(chain(found)))


@app.command(
    help=_("Take a person out of every later release, and list where their words went."),
    epilog=example("withdraw demo-asg M02 --erase"),
)
def withdraw(
    folder: Study,
    person: Annotated[str, typer.Argument(metavar=_("PERSON"))],
    erase: Annotated[bool, typer.Option("--erase", help=_("Leave nothing they said in the folder."))] = False,
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.study import accounts

    with study.open_study(folder) as opened:
        done = opened.withdraw(person, by=who(), erase=erase)
        show_json(accounts.as_dict(done)) if json_ else typer.echo("\n".join(accounts.outcome(done, opened)))


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


def keep_serving(folder: Path, port: int) -> None:
    """Serve until Ctrl+C, saying where."""
    from workbench.publishing.serve import serve as start

    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))  # so that the server is stopped with us
    with start(folder, port=port) as served:
        typer.echo(_("Served at {url} (Ctrl+C stops it)").format(url=served.url))
        served.wait()


def who() -> str:
    """Who acts, as the journal writes it: a chosen pseudonym, never the machine's account."""
    return os.environ.get("WORKBENCH_WHO", "E1")


def read_bytes(path: Path) -> bytes:
    from workbench.errors import UnreadableFile

    try:
        return path.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=path.name, why=why.strerror or str(why)) from why


def read_json(path: Path) -> Any:
    from workbench.errors import UnreadableFile

    try:
        return json.loads(read_bytes(path).decode("utf-8-sig"))
    except ValueError as why:
        raise UnreadableFile(file=path.name, why=str(why)) from why


def show_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def show_cells(output: dict[str, Any]) -> None:
    for table in output["tables"]:
        typer.echo(table["id"])
        for cell in table["cells"]:
            key = ", ".join(map(str, cell["key"].values())) or _("all")
            low, high = cell["interval"]
            count = cell.get("count")
            typer.echo(f"  {key} : {_('from {low} to {high}').format(low=low, high=high) if count is None else count}")
    for refused in output.get("refused", ()):
        typer.echo(str(refused), err=True)


# what typer raises for wrong use; it exports only one kind of it
UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])


def misuse(error: Any) -> str:
    """What is wrong in what was typed, in one sentence."""
    name = type(error).__name__
    parameter = getattr(error, "param", None)
    what = (getattr(parameter, "metavar", None) or parameter.opts[0]) if parameter is not None else ""
    command = error.ctx.command_path if error.ctx else "workbench"
    if name == "NoArgsIsHelpError":
        return str(error.ctx.get_help())
    if name == "MissingParameter":
        said = _("{what} is missing.").format(what=what)
    elif name == "NoSuchOption":
        said = _("There is no option {what}.").format(what=error.option_name)
    elif parameter is not None:
        said = _("{what} has a value that does not fit.").format(what=what)
    elif error.ctx and not error.ctx.parent:
        said = _("There is no such command.")
    else:
        said = str(error.message)
    return said + " " + _("See: {command} --help").format(command=command)


def main() -> None:
    """Run, and say a refusal in one sentence."""
    try:
        status = app(standalone_mode=False)
    except WorkbenchError as why:
        typer.echo(str(why), err=True)
        sys.exit(why.status)
    except UsageError as why:
        typer.echo(misuse(why), err=True)
        sys.exit(2)
    except ModuleNotFoundError as why:
        if (why.name or "").startswith("workbench"):
            raise
        serving = sys.argv[1:2] in (["serve"], ["verify"])
        typer.echo(str(MissingPart(extra="publication" if serving else "atelier,publication")), err=True)
        sys.exit(1)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(status or 0)
