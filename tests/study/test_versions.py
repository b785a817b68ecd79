from pathlib import Path

import pytest
from sqlalchemy import text

from workbench.errors import StoreUnreachable, StoreVersion
from workbench.study import Study, open_study, schema, upgrade, versions

from .examples import fill

NOW = schema.VERSIONS[-1]
NEXT = f'''
"""A version from the future, for this test."""
from alembic import op
import sqlalchemy as sa
revision = "later"
down_revision = "{NOW}"
def upgrade():
    op.add_column("people", sa.Column("note", sa.Text(), nullable=True))
'''


def set_version(study: Study, version: str) -> None:
    with study.store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_a_newer_store_asks_for_a_newer_workbench(study: Study) -> None:
    set_version(study, "9999")
    with pytest.raises(StoreVersion, match=f"has version 9999, this workbench needs {NOW}; install a newer"):
        open_study(study.root)
    with pytest.raises(StoreVersion):
        upgrade(study.root, by="eva")


def test_a_database_that_is_no_store_says_so(study: Study) -> None:
    with study.store.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    for verb in (open_study, lambda root: upgrade(root, by="eva")):
        with pytest.raises(StoreUnreachable, match="not a study's"):
            verb(study.root)


def test_a_current_store_has_nothing_to_upgrade(study: Study) -> None:
    assert upgrade(study.root, by="eva") is None
    assert len(study.journal()) == 1


@pytest.fixture
def future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbench that knows one version more."""
    script = tmp_path / "later" / "later.py"
    script.parent.mkdir()
    script.write_text(NEXT, "utf-8")
    plain = versions.configuration

    def with_later(connection: object) -> object:
        config = plain(connection)  # type: ignore[arg-type]
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", f"{versions.MIGRATIONS / 'versions'}\n{script.parent}")
        return config

    monkeypatch.setattr(versions, "configuration", with_later)
    monkeypatch.setattr(schema, "VERSIONS", (*schema.VERSIONS, "later"))


def test_an_older_store_is_copied_and_brought_along(study: Study, request: pytest.FixtureRequest) -> None:
    filled = fill(study)
    study.close()
    request.getfixturevalue("future")
    with pytest.raises(StoreVersion, match=f"run: workbench upgrade {study.root}"):
        open_study(study.root)
    copy = upgrade(study.root, by="eva")
    with open_study(study.root) as again:
        assert again.sources() == [filled.source]
        assert again.journal()["kind"].tolist()[-1] == "study.upgraded"
        with again.store.read() as connection:
            assert connection.execute(text("SELECT note FROM people")).all() == [(None,)]
    if "url" in study.settings:
        assert copy is None
    else:
        assert copy == study.root / f"study.db.{schema.VERSIONS[-2]}"
        study.root.joinpath("study.db").write_bytes(copy.read_bytes())
        with pytest.raises(StoreVersion, match=f"has version {schema.VERSIONS[-2]}"):
            open_study(study.root)


def test_a_migration_that_fails_changes_nothing(study: Study, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    fill(study)
    study.close()
    request.getfixturevalue("future")
    (tmp_path / "later" / "later.py").write_text(NEXT + "    raise RuntimeError('power cut')\n", "utf-8")
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(study.root, by="eva")
    with pytest.raises(StoreVersion, match=f"has version {schema.VERSIONS[-2]}, this workbench needs later"):
        open_study(study.root)
