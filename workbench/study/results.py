"""The indicators of a study, or of a study template that has no store yet."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotAStudy
from workbench.study.folder import open_study
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.compute import Result


def results(folder: Path) -> "list[Result]":
    """Every indicator of the study in a folder; raises NotAStudy. A template's tables are read as they lie there."""
    if (folder / "tables").is_dir() and (folder / "study.toml").is_file():
        settings = tomllib.loads((folder / "study.toml").read_text("utf-8"))
        return _computed({f.stem: _read(f) for f in sorted((folder / "tables").glob("*.csv"))}, settings)
    if not folder.is_dir():
        raise NotAStudy(folder=folder)
    with open_study(folder) as study:
        return results_of(study)


def results_of(study: Study) -> "list[Result]":
    """Every indicator of an open study, from its tables, on the day that study.toml names."""
    return _computed({name: study.table(name) for name in study.tables()}, study.settings)


def _computed(tables: "dict[str, DataFrame]", settings: dict[str, object]) -> "list[Result]":
    from workbench.indicators.compute import compute

    return compute(tables, at=str(settings["at"])) if "at" in settings else compute(tables)


def _read(file: Path) -> "DataFrame":
    import pandas as pd

    return pd.read_csv(file, dtype={"territory": str, "household": str})
