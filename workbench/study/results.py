"""The indicators of a study, or of a study template that has no store yet."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotAStudy
from workbench.study import voices
from workbench.study.folder import open_study, read_settings
from workbench.study.study import Study
from workbench.study.template import Template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from pandas import DataFrame

    from workbench.indicators.compute import Result
    from workbench.indicators.definitions import Indicator


def results(folder: Path) -> "list[Result]":
    """Every indicator of the study in a folder; raises NotAStudy. A template's tables are read as they lie there."""
    if (folder / "tables").is_dir() and (folder / "study.toml").is_file():
        settings = tomllib.loads((folder / "study.toml").read_text("utf-8"))
        tables = {f.stem: read_table(f) for f in sorted((folder / "tables").glob("*.csv"))}
        if (folder / "codings").is_dir():
            tables[voices.TABLE] = voices.of_template(Template(folder, settings))
        return _computed(tables, settings)
    if not folder.is_dir():
        raise NotAStudy(folder=folder)
    with open_study(folder) as study:
        return results_of(study)


def results_of(study: Study) -> "list[Result]":
    """Every indicator of an open study, from its tables, on the day that study.toml names."""
    tables = {name: study.table(name) for name in study.tables()}
    return _computed(tables | {voices.TABLE: voices.of_study(study)}, study.settings)


def labels(folder: Path) -> dict[str, str]:
    """The labels of the indicators that a study, or a template, declares itself; the registry knows the others."""
    settings = read_settings(folder)
    return {str(spec["id"]): str(spec["label"]) for spec in settings.get("indicator", ())}


def _computed(tables: "dict[str, DataFrame]", settings: "Mapping[str, Any]") -> "list[Result]":
    from workbench.indicators.compute import AT, compute

    return compute(tables, at=str(settings.get("at", AT)), registry=_asked(tables, settings))


def _asked(tables: "dict[str, DataFrame]", settings: "Mapping[str, Any]") -> "Sequence[Indicator]":
    """What the study declares, then what the registry can compute from its tables; all of it when none is declared."""
    from workbench.indicators.declared import declared
    from workbench.indicators.registry import REGISTRY

    own = declared(settings)
    filled = {name for name, table in tables.items() if len(table)}
    return (*own, *(i for i in REGISTRY if i.needs.keys() <= filled)) if own else REGISTRY


def read_table(file: Path) -> "DataFrame":
    """One table of a template, with its identifiers as text."""
    import pandas as pd

    # the whole column decides its type, not each stretch of it
    return pd.read_csv(file, dtype={"territory": str, "household": str}, low_memory=False)
