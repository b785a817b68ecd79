"""Workshops: opened, served on the room's own network, printed, brought back into the study, closed."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, Study, example, group, show_json, who
from workbench.commands.help import App
from workbench.messages import _, ngettext

app = group()
workshop = App(
    name="workshop",
    no_args_is_help=True,
    help=_("Have those concerned review what is said of them, and bring their answers back."),
)
app.add_typer(workshop)

Bundle = Annotated[Path, typer.Argument(metavar=_("WORKSHOP"), help=_("The workshop’s folder."), show_default=False)]
Id = Annotated[str, typer.Option("--workshop", help=_("Its name; the latest when not given."))]


@workshop.command(
    "open",
    help=_("Make a workshop on some findings: its folder, and one code for each participant."),
    epilog=example("workshop open demo-asg --finding c7 --finding c5 --out atelier"),
)
def open_(
    folder: Study,
    finding: Annotated[list[str], typer.Option("--finding", help=_("A finding; as often as there are."))],
    out: Annotated[Path, typer.Option(help=_("The folder to make."))],
    side: Annotated[str, typer.Option(help=_("households, professionals or partners."))] = "households",
    mixed: Annotated[bool, typer.Option("--mixed", help=_("All sides together, after each among equals."))] = False,
    person: Annotated[list[str] | None, typer.Option(help=_("Somebody invited; without it the whole side."))] = None,
    approved: Annotated[list[str] | None, typer.Option(help=_("Who approves; twice, two different people."))] = None,
    expires: Annotated[str, typer.Option(help=_("When the codes end, such as 2026-11-30T18:00."))] = "",
    title: Annotated[str, typer.Option(help=_("The title on the screen."))] = "",
    address: Annotated[str, typer.Option(help=_("Where the page will be opened, for the QR codes."))] = "",
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.errors import BadInput
    from workbench.findings.sessions import Side
    from workbench.publishing import workshop as workshops
    from workbench.publishing.words import day
    from workbench.publishing.workshop_sheets import keep_sheet

    if side not in set(Side):
        raise BadInput(why=_("a workshop is for households, professionals or partners, not {side}").format(side=side))
    with study.open_study(folder) as opened:
        made = workshops.open_workshop(
            opened,
            finding,
            out,
            by=who(),
            side=Side.ALL if mixed else side,
            people=person or (),
            approved=approved or (),
            expires=expires,
            title=title,
            address=address,
        )
        sheet = keep_sheet(opened, made.workshop)
    if json_:
        show_json(workshops.as_dict(made) | {"sheet": str(sheet)})
        return
    typer.echo(
        _("{id}: {n} codes until {end}.").format(id=made.workshop.id, n=len(made.cards), end=day(made.workshop.expires))
    )
    typer.echo(_("Codes to print and cut: {sheet}").format(sheet=sheet))
    typer.echo(_("Serve it with: workbench workshop serve {out}").format(out=out))


@workshop.command(
    help=_("Serve a workshop on this machine’s local network, without internet."),
    epilog=example("workshop serve atelier"),
)
def serve(
    bundle: Bundle, port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8866,
    here: Annotated[bool, typer.Option("--here", help=_("On this machine alone."))] = False,
) -> None:  # fmt: skip
    import signal
    import sys
    from contextlib import suppress

    from workbench.publishing.workshop_serving import serve as start

    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))  # so that the server is stopped with us
    with start(bundle, port=port, everybody=not here) as served, suppress(KeyboardInterrupt):
        typer.echo(_("The workshop is open at {url}").format(url=served.address))
        typer.echo(_("Phones and tablets on the same Wi-Fi open this address; no internet is needed."))
        typer.echo(_("Answers go to {inbox} (Ctrl+C stops it)").format(inbox=served.inbox))
        served.wait()


@workshop.command(
    help=_("Bring the answers of an inbox into the study, once each however often it is run."),
    epilog=example("workshop collect demo-asg inbox"),
)
def collect(
    folder: Study,
    inbox: Annotated[Path, typer.Argument(metavar=_("INBOX"), help=_("The inbox’s folder."), show_default=False)],
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.errors import UnreadableFile

    if not inbox.is_dir():
        raise UnreadableFile(file=str(inbox), why=_("there is no such folder"))
    with study.open_study(folder) as opened:
        found = opened.collect(inbox, by=who())
    if json_:
        show_json({"answers": found.answers, "quotes": found.quotes, "known": found.known, "torn": found.torn,
                   "set_aside": [{"answer": id_, "why": why} for id_, why in found.set_aside]})  # fmt: skip
        return
    said = ngettext("{n} new answer", "{n} new answers", found.answers).format(n=found.answers)
    quotes = ngettext("{n} new choice on a quote", "{n} new choices on quotes", found.quotes).format(n=found.quotes)
    typer.echo(
        _("{answers}, {quotes}; {known} were there already.").format(answers=said, quotes=quotes, known=found.known)
    )
    for id_, why in found.set_aside:
        typer.echo(_("Set aside: {id}, {why}. Count it with: workbench workshop take-in {folder} {id}").format(
            id=id_, why=why, folder=folder))  # fmt: skip
    if found.torn:
        typer.echo(_("{n} lines were cut off by a crash; nobody was told that they were saved.").format(n=found.torn))


@workshop.command(
    "take-in", help=_("Count an answer that was set aside."), epilog=example("workshop take-in demo-asg ID")
)
def take_in(folder: Study, answer: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    from workbench import study

    with study.open_study(folder) as opened:
        taken = opened.take_in(answer, by=who())
    typer.echo(_("{id} is counted on {finding}.").format(id=taken.answer_id, finding=taken.finding))


@workshop.command(
    help=_("Enter the slips of a workshop held on paper."), epilog=example("workshop enter demo-asg bulletins.csv")
)
def enter(
    folder: Study,
    form: Annotated[Path, typer.Argument(metavar=_("FORM"), help=_("The filled form (CSV)."), show_default=False)],
    id_: Id = "",
    json_: AsJson = False,
) -> None:
    from workbench import study

    with study.open_study(folder) as opened:
        found = opened.enter(form, by=who(), workshop_id=id_)
    if json_:
        show_json({"answers": found.answers, "quotes": found.quotes, "known": found.known})
        return
    said = ngettext("{n} new answer", "{n} new answers", found.answers).format(n=found.answers)
    quotes = ngettext("{n} new choice on a quote", "{n} new choices on quotes", found.quotes).format(n=found.quotes)
    typer.echo(
        _("{answers}, {quotes}; {known} were there already.").format(answers=said, quotes=quotes, known=found.known)
    )


@workshop.command(help=_("End a workshop; what comes later is set aside."), epilog=example("workshop close demo-asg"))
def close(
    folder: Study,
    id_: Id = "",
    inbox: Annotated[Path | None, typer.Option(help=_("The inbox to collect first, and to close."))] = None,
) -> None:
    from workbench import study
    from workbench.publishing.workshop_closing import close as end

    with study.open_study(folder) as opened:
        done, found = end(opened, id_, inbox=inbox, by=who())
    typer.echo(_("{id} is closed; {n} new answers were brought in.").format(id=done.id, n=found.answers))


@workshop.command(
    help=_("Print a workshop: cards, slips, consent sheet, as one page for the printer."),
    epilog=example("workshop kit atelier --out kit.html"),
)
def kit(
    bundle: Bundle,
    out: Annotated[Path, typer.Option(help=_("The HTML file to make."))],
    form: Annotated[Path | None, typer.Option(help=_("Also the empty form to type the slips into (CSV)."))] = None,
) -> None:
    from workbench.publishing.workshop_kit import make

    recorded = make(bundle, out, form=form, by=who())
    typer.echo(_("Kit to print: {out}").format(out=out))
    if not recorded:
        typer.echo(_("No study lies around this folder: note this copy in it with workbench workshop printed."))


@workshop.command(
    help=_("Print the codes again, or for another address."), epilog=example("workshop codes demo-asg --out codes.html")
)
def codes(
    folder: Study,
    out: Annotated[Path, typer.Option(help=_("The HTML file to make."))],
    id_: Id = "",
    address: Annotated[str, typer.Option(help=_("Where the page will be opened, for the QR codes."))] = "",
) -> None:
    from workbench import study
    from workbench.publishing.workshop_sheets import keep_sheet

    with study.open_study(folder) as opened:
        sheet = keep_sheet(opened, opened.workshop(id_), out=out, address=address)
    typer.echo(_("Codes to print and cut: {sheet}").format(sheet=sheet))


@workshop.command(
    help=_("Print one person’s own words, with where each is meant to go and boxes to decide."),
    epilog=example("workshop own demo-asg M10 --out m10.html"),
)
def own(
    folder: Study,
    person: Annotated[str, typer.Argument(metavar=_("PERSON"))],
    out: Annotated[Path | None, typer.Option(help=_("The HTML file to make."))] = None,
    json_: AsJson = False,
) -> None:
    from dataclasses import asdict

    from workbench import study
    from workbench.publishing.workshop_sheets import own_sheet

    with study.open_study(folder) as opened:
        quotes = opened.own_words(person)
        if out is not None:
            own_sheet(opened, person, out, by=who())
    plain = [{**asdict(q), "meant": {a: dict(m) for a, m in q.meant.items()}} for q in quotes]
    show_json(plain) if json_ or out is None else typer.echo(_("Sheet to print: {out}").format(out=out))


@workshop.command(
    help=_("Write the minutes of a workshop for its group: what was said, what changed, what is owed."),
    epilog=example("workshop minutes demo-asg --out compte-rendu.html"),
)
def minutes(folder: Study, out: Annotated[Path, typer.Option(help=_("The HTML file to make."))], id_: Id = "") -> None:
    from workbench import study
    from workbench.publishing.workshop_minutes import write

    with study.open_study(folder) as opened:
        owed = write(opened, id_, out, by=who())
    typer.echo(_("Minutes: {out}").format(out=out))
    if owed:
        typer.echo(_("{n} remarks still wait for an answer.").format(n=owed))


@workshop.command(
    help=_("Note a copy that was printed or taken elsewhere, so that a withdrawal finds it."),
    epilog=example("workshop printed demo-asg kit.html"),
)
def printed(
    folder: Study,
    where: Annotated[
        str, typer.Argument(metavar=_("WHERE"), help=_("The file, the wall, the person."), show_default=False)
    ],
    id_: Id = "",
) -> None:
    from workbench import study

    with study.open_study(folder) as opened:
        copy = opened.record_copy(kind="print", path=where, release=opened.workshop(id_).release, by=who())
    typer.echo(_("Noted as {copy}.").format(copy=copy))


@workshop.command(
    help=_("Say what makes a French text hard to read, and what may be said instead."),
    epilog=example("workshop plain demo-asg --finding c7"),
)
def plain(
    folder: Study,
    finding: Annotated[list[str] | None, typer.Option("--finding", help=_("A finding; all when not given."))] = None,
    json_: AsJson = False,
) -> None:
    from dataclasses import asdict

    from workbench import study
    from workbench.findings.plain_language import lint
    from workbench.publishing.workshop import label

    with study.open_study(folder) as opened:
        wanted = [f for f in opened.findings() if not finding or f.id in finding]
        found = [(f, label(opened, f), lint(f.plain)) for f in wanted]
    if json_:
        show_json(
            [
                {"finding": f.id, "version": f.version, "label": name, "remarks": [asdict(r) for r in remarks]}
                for f, name, remarks in found
            ]
        )
        return
    for f, name, remarks in found:
        typer.echo(f"{f.id} ({name})")
        for r in remarks:
            typer.echo(f"  « {r.text} » : {r.why}" + (f" → {r.instead}" if r.instead else ""))
