"""People: who is in, where what they said went, how to stop using it."""

from typing import Annotated

import typer

from workbench.commands.console import AsJson, Study, example, group, show_json, who
from workbench.messages import _

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
