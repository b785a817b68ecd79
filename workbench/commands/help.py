"""Help in the user's language: the few words that typer writes by itself are said in it too."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from workbench.messages import _

Function = TypeVar("Function", bound=Callable[..., Any])
KIND = re.compile(r"<(?:path|int|float|str|list\[str\])>")  # of a value: its help says it better


def told(text: str) -> str:
    """A help text with typer's own words in the user's language; typer keeps them in English alone."""
    words = {
        "Usage: ": _("Usage: "),
        "\nOptions:\n": _("\nOptions:\n"),
        "\nArguments:\n": _("\nArguments:\n"),
        "\nCommands:\n": _("\nCommands:\n"),
        "Show this message and exit.": _("Show this help."),
        "[required]": _("[required]"),
        "[default: ": _("[by default: "),
        "[OPTIONS]": _("[OPTIONS]"),
        "COMMAND [ARGS]...": _("COMMAND [ARGUMENTS]..."),
    }
    for english, said in words.items():
        text = text.replace(english, said)
    return KIND.sub(lambda found: " " * len(found[0]), text)


class Command(TyperCommand):
    """A command that helps in the user's language."""

    def get_help(self, ctx: Any) -> str:
        return told(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands that helps in the user's language."""

    def get_help(self, ctx: Any) -> str:
        return told(super().get_help(ctx))


class App(typer.Typer):
    """A typer application of such commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, add_completion=False, rich_markup_mode=None, **settings)

    def command(self, *names: Any, **settings: Any) -> Callable[[Function], Function]:
        return super().command(*names, cls=Command, **settings)
