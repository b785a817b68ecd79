"""Study frames: templates under corpus/ that hold a document's figures and comparisons; studies made on them."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.resources import shipped
from workbench.study.folder import create
from workbench.study.results import results
from workbench.study.study import Study
from workbench.study.template import Template, open_template

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.compute import Result


@dataclass(frozen=True)
class Frame:
    """One frame as data. `tables` hold text cells, NA where the cell is blank: a blank is not zero."""

    name: str
    title: str
    settings: Mapping[str, Any]
    tables: "Mapping[str, DataFrame]"

    def __repr__(self) -> str:
        return f"Frame({self.name}, {len(self.tables)} tables)"

    def table(self, name: str) -> "DataFrame":
        """One of its tables; raises UnknownId."""
        if name not in self.tables:
            raise UnknownId(what=_("table"), id=name)
        return self.tables[name]


def names() -> list[str]:
    """The frames that are shipped, in alphabetical order; the demonstration study is none of them."""
    return sorted(f.parent.name for f in shipped("corpus").glob("*/study.toml") if _is_frame(f.parent))


def frame(name: str) -> Frame:
    """A shipped frame; raises BadInput when there is none of that name."""
    template = _template(name)
    return Frame(
        name, str(template.settings["title"]), template.settings, {f.stem: _cells(f) for f in template.tables()}
    )


def results_of(name: str) -> "list[Result]":
    """Every indicator of a shipped frame."""
    return results(_template(name).folder)


def make(folder: Path, name: str, *, title: str = "", url: str | None = None, by: str) -> None:
    """Makes a study on a frame, with its settings, codebooks and tables; after a failure nothing is left.

    Raises BadInput for a frame that there is not, and what `create` and the arrival of tables raise.
    """
    template = _template(name)
    with create(folder, title=title or str(template.settings["title"]), url=url, settings=template.settings_text(),
                by=by) as made:  # fmt: skip
        try:
            _fill(made, template, by)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _fill(made: Study, template: Template, by: str) -> None:
    from workbench.study.arrivals import add_table

    for book in template.codebooks():
        made.add_codebook(book, by=by)
    for file in template.tables():
        add_table(made, file, by=by)


def _is_frame(folder: Path) -> bool:
    return not (folder / "interviews.toml").exists()


def _template(name: str) -> Template:
    if name not in names():
        why = _("there is no frame called {name}; the frames are {all}")
        raise BadInput(why=why.format(name=name, all=", ".join(names())))
    return open_template(shipped("corpus") / name)


def _cells(file: Path) -> "DataFrame":
    import pandas as pd

    return pd.read_csv(file, dtype="str")
