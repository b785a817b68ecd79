"""Where the notebooks, the dashboards and the demonstration study are: in the package, or beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `corpus`, `notebooks` or `dashboards`, as installed or as checked out."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
