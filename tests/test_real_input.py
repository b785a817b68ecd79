"""The five published reports that the field is described from, where their folder is at hand; they are not shipped."""

from pathlib import Path

import pytest

from tests.a_demo import workbench
from workbench import study

REPORTS = sorted((Path(__file__).parent.parent.parent / "shared" / "sources").glob("*.txt"))

if REPORTS:

    @pytest.fixture(scope="module")
    def library(tmp_path_factory):
        folder = tmp_path_factory.mktemp("rapports") / "etude"
        assert workbench("new", folder).returncode == 0
        done = workbench("add", folder, *REPORTS)
        assert done.returncode == 0, done.stderr
        return folder, done.stdout

    def test_each_report_is_taken_word_for_word(library):
        folder, said = library
        assert len(said.splitlines()) == len(REPORTS)
        with study.open_study(folder) as opened:
            sources = {s.name: s for s in opened.sources()}
            assert set(sources) == {p.name for p in REPORTS}
            for path in REPORTS:
                source = sources[path.name]
                assert source.text == path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
                assert source.kind == "report"
                assert source.turns == ()

    def test_a_second_import_changes_nothing(library):
        folder, _ = library
        done = workbench("add", folder, REPORTS[0])
        assert done.returncode == 1
        assert REPORTS[0].name in done.stdout + done.stderr
        with study.open_study(folder) as opened:
            assert len(opened.sources()) == len(REPORTS)
