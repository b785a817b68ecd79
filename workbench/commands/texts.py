"""Texts and codings that need no study."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, example, group, read_json, show_json
from workbench.messages import _

app = group()


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

    known = read_json(coded) if coded else []
    found = suggest_for(
        read_json(codebook), known, read_json(texts), top=top, say=lambda note: typer.echo(note, err=True)
    )
    if json_:
        show_json(found)
        return
    for text in found:
        typer.echo(text["id"])
        for s in text["suggestions"]:
            typer.echo(f"  {s['score']:.2f}  {s['code']}  ({', '.join(s['because'])})")


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
