"""Where the notebooks, the dashboards and the demonstration study are: in the package, or beside it in a checkout."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `corpus`, `notebooks` or `dashboards`, as installed or as checked out."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


@cache
def lexicon(name: str) -> dict[str, Any]:
    """What `corpus/lexicons/NAME.toml` lists, read once; nobody changes it."""
    return tomllib.loads((shipped("corpus") / "lexicons" / f"{name}.toml").read_text("utf-8"))
