"""People: who is in, where what they said went, how to stop using it."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, Study, example, group, new_passphrase, passphrase, show_json, who
from workbench.messages import _, ngettext

app = group()


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
    help=_("Show what each person allowed, or record answers from a table."),
    epilog=example("consents demo-asg --add reponses.csv"),
)
def consents(
    folder: Study,
    add: Annotated[
        Path | None,
        typer.Option(
            metavar=_("FILE"),
            help=_("A table, one row an answer: personne, usage, réponse, date, recueilli_par, relu, relecture…"),
        ),
    ] = None,
    json_: AsJson = False,
) -> None:
    from workbench import study
    from workbench.study.register import answer_name, audience_name, audience_of, register, use_name
    from workbench.study.register_file import add_answers

    with study.open_study(folder) as opened:
        added = add_answers(opened, add, by=who()) if add else []
        found = register(opened)
    if json_:
        show_json([entry.as_dict() for entry in found])
        return
    if add:
        typer.echo(ngettext("{n} answer recorded.", "{n} answers recorded.", len(added)).format(n=len(added)))
        return
    for entry in found:
        circle = audience_of(entry.use)
        said = f"{entry.person}  {use_name(entry.use)} ({circle}, {audience_name(circle)}) : {answer_name(entry)}"
        typer.echo(f"{said}, {entry.latest.date}" if entry.latest and not entry.withdrawn else said)


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
    from workbench.publishing.recall import recall
    from workbench.study import accounts

    with study.open_study(folder) as opened:
        done = opened.withdraw(person, by=who(), erase=erase, passphrase=passphrase(opened) if erase else None)
        recall(opened)  # what still lies on this machine is not served any more
        show_json(accounts.as_dict(done)) if json_ else typer.echo("\n".join(accounts.outcome(done, opened)))


@app.command(
    "passphrase",
    help=_("Change the passphrase of a study's vault; copies made before still open with the old one."),
    epilog=example("passphrase my-study"),
)
def change(folder: Study) -> None:
    from workbench import study
    from workbench.errors import NoVault, PassphraseNeeded
    from workbench.study import vault
    from workbench.study.pseudonymised import has_vault

    with study.open_study(folder) as opened:
        if not has_vault(opened):
            raise NoVault(folder=folder)
        old = passphrase(opened)
        if not old:
            raise PassphraseNeeded(folder=folder)
        vault.read(opened.root, old)  # a wrong one is said before the new one is asked for
        vault.change_passphrase(opened.root, old, new_passphrase())
    typer.echo(_("The vault of {folder} opens with its new passphrase; the old one opens only older copies.").format(
        folder=folder))  # fmt: skip
