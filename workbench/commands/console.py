"""What all commands share: their arguments, what they read, how they print."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.commands.help import App
from workbench.errors import BadInput, UnreadableFile
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.study.study import Study as Opened

Study = Annotated[Path, typer.Argument(metavar=_("STUDY"), help=_("The study's folder."), show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print for machines."))]


def group() -> typer.Typer:
    """An empty group of commands, whose names stand directly after `workbench`."""
    return App()


def example(command: str) -> str:
    """The line that ends a command's help."""
    return _("Example: {command}").format(command=f"workbench {command}")


def who() -> str:
    """Who acts, as the journal writes it: a chosen pseudonym, never the machine's account."""
    return os.environ.get("WORKBENCH_WHO", "E1")


def passphrase(study: "Opened", *, new: bool = False) -> str | None:
    """The passphrase of a study's vault: WORKBENCH_PASSPHRASE, else typed by whoever sits at the terminal, else None.

    Where there is no vault it is asked for only when one may be made (`new`); nothing typed means none.
    """
    from workbench.study.pseudonymised import has_vault

    if said := os.environ.get("WORKBENCH_PASSPHRASE"):
        return said
    there = has_vault(study)
    if not (there or new) or not sys.stdin.isatty():
        return None
    if there:
        return _typed(_("Passphrase of the vault")) or None
    return _typed_twice(_("Passphrase of the vault to make (empty: no vault)")) or None


def new_passphrase() -> str:
    """The passphrase that is to open a vault from now on: WORKBENCH_NEW_PASSPHRASE, else typed twice; "" for none."""
    said = os.environ.get("WORKBENCH_NEW_PASSPHRASE", "")
    return said or (_typed_twice(_("New passphrase of the vault")) if sys.stdin.isatty() else "")


def _typed(asked: str) -> str:
    return str(typer.prompt(asked, hide_input=True, default="", show_default=False))


def _typed_twice(asked: str) -> str:
    typed = _typed(asked)
    if typed and _typed(_("The same passphrase again")) != typed:
        raise BadInput(why=_("The two passphrases differ.").rstrip("."))
    return typed


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that was typed; raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=path.name, why=why.strerror or str(why)) from why


def read_json(path: Path) -> Any:
    """The JSON of a file that was typed; raises UnreadableFile."""
    try:
        return json.loads(read_bytes(path).decode("utf-8-sig"))
    except ValueError as why:
        raise UnreadableFile(file=path.name, why=str(why)) from why


def show_json(value: object) -> None:
    """Prints for machines."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def show_cells(output: dict[str, Any]) -> None:
    """Prints protected tables: each cell's count, or the interval that stands in its place; refusals apart."""
    for table in output["tables"]:
        typer.echo(table["id"])
        for cell in table["cells"]:
            key = ", ".join(map(str, cell["key"].values())) or _("all")
            low, high = cell["interval"]
            count = cell.get("count")
            typer.echo(f"  {key} : {_('from {low} to {high}').format(low=low, high=high) if count is None else count}")
    for refused in output.get("refused", ()):
        typer.echo(str(refused), err=True)
