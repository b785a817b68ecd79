"""The command line. Exit status 0 done, 1 refused, 2 wrong use; a refusal is one sentence."""

import sys
from typing import Any, cast

import typer

from workbench.commands import exchange, figures, persons, releases, studies, texts, workshops
from workbench.commands.help import App
from workbench.errors import MissingPart, WorkbenchError
from workbench.messages import _

app = App(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=_("Code interviews, join them with figures, have households review, publish what is safe."),
)
for part in (studies, texts, figures, releases, persons, workshops, exchange):
    app.add_typer(part.app)

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
