"""Exchange with other coding tools: REFI-QDA projects and codebooks, out and in."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.commands.console import AsJson, Study, example, group, show_json, who
from workbench.errors import BadInput
from workbench.messages import _, ngettext

if TYPE_CHECKING:
    from workbench.coding.exchange.values import Project

app = group()


@app.command(
    "export-qda",
    help=_("Write a study as a REFI-QDA project (.qdpx) for other tools, or its codebook (.qdc). Pseudonyms only."),
    epilog=example("export-qda mon-etude mon-etude.qdpx"),
)
def export_qda(
    folder: Study,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The .qdpx or .qdc to write."), show_default=False)],
    with_codings_of: Annotated[
        list[str] | None,
        typer.Option(metavar=_("CODER"), help=_("Only the codings of this coder; may be given several times.")),
    ] = None,
    codebook_only: Annotated[bool, typer.Option("--codebook-only", help=_("Only the codebook, as a .qdc."))] = False,
    codebook: Annotated[str | None, typer.Option(help=_("With --codebook-only: which one, if several."))] = None,
    utf16: Annotated[
        bool, typer.Option("--utf-16", help=_("Count positions as NVivo for Windows does, in UTF-16 units."))
    ] = False,
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.study.exchange import export_codebook, export_project

    with study.open_study(folder) as opened:
        if codebook_only or file.suffix.lower() == ".qdc":
            done = export_codebook(opened, file, codebook=codebook)
        else:
            coders = [name.strip() for said in with_codings_of or () for name in said.split(",") if name.strip()]
            done = export_project(opened, file, by=who(), coders=coders, utf16=utf16)
    if json_:
        show_json(done.as_dict())
        return
    typer.echo(_("{file} written: {what}.").format(file=file.name, what=_counted(done.as_dict())) + _left(done.left))


@app.command(
    "import-qda",
    help=_(
        "Take a REFI-QDA project (.qdpx) or codebook (.qdc) of another tool into a study; without a study, say what it"
        " holds."
    ),
    epilog=example("import-qda mon-etude projet.qdpx"),
)
def import_qda(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar=_("[STUDY] FILE"), help=_("The study's folder, then the file."), show_default=False),
    ],
    by: Annotated[str | None, typer.Option(metavar=_("CODER"), help=_("Who takes it in."))] = None,
    names_decided: Annotated[
        bool, typer.Option("--names-decided", help=_("State that you decided on every name; the journal keeps it."))
    ] = False,
    case: Annotated[
        list[str] | None,
        typer.Option(metavar=_("NAME=PERSON"), help=_("Who a case is; a new person as NAME=PERSON:role:territory.")),
    ] = None,
    without_cases: Annotated[bool, typer.Option("--without-cases", help=_("Leave the cases out."))] = False,
    coder: Annotated[
        list[str] | None, typer.Option(metavar=_("NAME=CODER"), help=_("What a coder is called in this study."))
    ] = None,
    json_: AsJson = False,
) -> None:
    folder, file = _study_and_file(paths)
    if folder is None:
        from workbench.coding.exchange.reading import read_exchange

        held = read_exchange(file)
        show_json(_described(held)) if json_ else typer.echo(_summary(file, held))
        return
    from workbench import study
    from workbench.study.exchange import import_exchange
    from workbench.study.exchange_in import Wanted
    from workbench.study.speaking import read_speakers

    cases, people = read_speakers(case or ())
    wanted = Wanted(names_decided, cases, people, _coders(coder or ()), without_cases)
    with study.open_study(folder) as opened:
        done = import_exchange(opened, file, by=by or who(), wanted=wanted)
    if json_:
        show_json(done.as_dict())
        return
    said = _("{file} taken in: {what}.").format(file=file.name, what=_counted(done.as_dict()))
    if done.positions:
        said += " " + done.positions[:1].upper() + done.positions[1:] + "."
    typer.echo(said + _left(done.left))


def _study_and_file(paths: list[Path]) -> tuple[Path | None, Path]:
    """The study, if one is named, and the file, in whichever order they were typed."""
    if len(paths) > 2:
        raise typer.BadParameter(_("one study and one file are expected"))
    if len(paths) == 1:
        return None, paths[0]
    folder, file = paths
    return (file, folder) if file.is_dir() and not folder.is_dir() else (folder, file)


def _coders(typed: Iterable[str]) -> dict[str, str]:
    names = {}
    for one in typed:
        name, equals, coder = (part.strip() for part in one.rpartition("="))
        if not (name and equals and coder):
            raise BadInput(why=_("“{said}” does not say who codes: write NAME=CODER").format(said=one))
        names[name] = coder
    return names


def _counted(counts: dict[str, Any]) -> str:
    """What was written or is new, in words; what there is none of is left unsaid."""
    many = {name: counts.get(name, 0) for name in ("sources", "codes", "codings", "memos", "people")}
    said = (
        (many["sources"], ngettext("{n} text", "{n} texts", many["sources"])),
        (many["codes"], ngettext("{n} code", "{n} codes", many["codes"])),
        (many["codings"], ngettext("{n} coding", "{n} codings", many["codings"])),
        (many["memos"], ngettext("{n} memo", "{n} memos", many["memos"])),
        (many["people"], ngettext("{n} person", "{n} persons", many["people"])),
    )
    return ", ".join(words.format(n=n) for n, words in said if n) or _("nothing new")


def _left(left: tuple[str, ...]) -> str:
    return " " + _("Left out: {what}.").format(what=", ".join(left)) if left else ""


def _counts(held: "Project") -> dict[str, int]:
    marks = sum(len(text.marks) + sum(len(one.marks) for one in text.selections) for text in held.texts)
    codes = sum(1 for _node in held.nodes())
    return {
        "sources": len(held.texts),
        "codes": codes,
        "codings": marks,
        "memos": len(held.notes),
        "people": len(held.cases),
    }


def _summary(file: Path, held: "Project") -> str:
    said = _("{file} holds: {what}.").format(file=file.name, what=_counted(_counts(held)))
    return (
        said + _left(held.left) + " " + _("Take it in with: workbench import-qda STUDY {file}").format(file=file.name)
    )


def _described(held: "Project") -> dict[str, Any]:
    """The whole of a file for machines; positions are code points, [start, end), of texts with line feeds only."""
    names = {node.guid: node.name for node, _above in held.nodes()}
    notes = {note.guid: note.text for note in held.notes}
    return {
        "name": held.name,
        "origin": held.origin,
        **_counts(held),
        "coders": sorted(set(held.users.values())),
        "codebook": [
            {
                "guid": node.guid,
                "name": node.name,
                "parent": above.guid if above else None,
                "codable": node.codable,
                "color": node.colour,
                "definition": node.description,
            }
            for node, above in held.nodes()
        ],
        "texts": [
            {
                "guid": text.guid,
                "name": text.name,
                "text": text.text,
                "codings": [
                    {
                        "code": names.get(mark.code, ""),
                        "start": one.start,
                        "end": one.end,
                        "text": text.text[one.start : one.end],
                        "coder": mark.who,
                        "created": mark.at,
                        "memo": "\n\n".join(notes[guid] for guid in mark.notes if guid in notes),
                    }
                    for one in text.selections
                    for mark in one.marks
                ],
            }
            for text in held.texts
        ],
        "positions": held.positions,
        "left": list(held.left),
    }
