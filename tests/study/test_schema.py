"""That the migrations, run from nothing, make exactly the tables that the schema says, on both databases."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from workbench.study import Study, schema, versions

POSTGRESQL_SHAPE = (
    """SELECT table_name, ordinal_position, column_name, data_type, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'alembic_version'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = current_schema()::regnamespace AND conrelid::regclass::text <> 'alembic_version'""",
    """SELECT tablename, indexname, regexp_replace(indexdef, ' ON [a-z0-9_]+\\.', ' ON ') FROM pg_indexes
       WHERE schemaname = current_schema() AND tablename <> 'alembic_version'""",
)


def shape(connection: Connection) -> set[object]:
    """Everything that the database knows of its tables, columns, keys, checks and indexes; not their order."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND tbl_name <> 'alembic_version'"
        return {
            (name, re.sub(r"\s+", " ", part).strip(" ,"))
            for name, sql in connection.execute(text(query))
            for part in (sql or "made by a constraint").splitlines()
        }
    return {tuple(row) for query in POSTGRESQL_SHAPE for row in connection.execute(text(query))}


@contextmanager
def direct(url: str | None) -> Iterator[Connection]:
    """A database in which the tables are made from the schema, without migrations."""
    engine = create_engine((url or "sqlite://").replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        yield connection
    engine.dispose()


@pytest.fixture
def second_url(url: str | None, request: pytest.FixtureRequest) -> str | None:
    return request.getfixturevalue("server")() if url else None


def test_the_migrated_store_is_what_the_schema_says(study: Study, second_url: str | None) -> None:
    with study.store.read() as connection, direct(second_url) as other:
        migrated, declared = shape(connection), shape(other)
        assert migrated == declared
        assert len(declared) > 150
        other.execute(text("CREATE INDEX one_more ON codings (coder)"))
        assert shape(other) != declared  # the comparison sees a difference when there is one


@pytest.mark.filterwarnings("ignore:.*expression-based")
def test_alembic_finds_nothing_to_change(study: Study) -> None:
    with study.store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_every_table_is_strict(local: Study) -> None:
    with local.store.read() as connection:
        rows = connection.execute(text("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")).all()
    strict = {row.name: row.strict for row in rows if not row.name.startswith("sqlite_")}
    assert strict.pop("alembic_version") == 0  # Alembic makes that one
    assert set(strict) == set(schema.metadata.tables)
    assert set(strict.values()) == {1}


def test_the_versions_are_those_of_the_migrations(study: Study) -> None:
    with study.store.read() as connection:
        scripts = ScriptDirectory.from_config(versions.configuration(connection))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.VERSIONS
    assert scripts.get_heads() == [schema.VERSIONS[-1]]


def test_migrations_can_be_taken_back(study: Study) -> None:
    with study.store.write() as connection:
        versions.remove(connection)
    with study.store.read() as connection:
        assert inspect(connection).get_table_names() == []
        if connection.dialect.name == "postgresql":
            functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            assert connection.scalar(text(functions)) == 0


def test_the_migrations_are_in_the_package() -> None:
    package = Path(str(versions.__file__)).parent
    assert package / "migrations" == versions.MIGRATIONS
    assert len(list((versions.MIGRATIONS / "versions").glob("0*.py"))) == len(schema.VERSIONS)


def test_the_fixture_runs_a_real_server(server: Callable[[], str]) -> None:
    with direct(server()) as connection:
        assert "PostgreSQL" in str(connection.scalar(text("SELECT version()")))
