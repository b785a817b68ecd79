import pytest

from workbench.errors import BundleBroken
from workbench.widgets import guard


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv(guard.VARIABLE, str(tmp_path / "server.log"))
    guard._log.cache_clear()
    logger = guard._log()
    yield tmp_path / "server.log"
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    guard._log.cache_clear()


def test_a_refusal_is_its_sentence():
    refusal = BundleBroken(folder="r", why="x")
    assert guard.said(refusal) == str(refusal)


def test_an_unforeseen_failure_is_a_reference_found_in_the_log(log, capsys):
    sentence = guard.said(ValueError("SECRET M07"))
    reference = log.read_text().split("ERROR ")[1].split()[0]
    assert reference in sentence
    assert "SECRET" not in sentence
    assert "SECRET M07" in log.read_text()
    assert capsys.readouterr() == ("", "")  # a kernel sends to the browser whatever is printed


def test_what_works_clears_the_status():
    said = []
    assert guard.guarded(lambda x: x + 1, said.append)(1) == 2
    assert said == [""]


def test_a_page_that_is_refused_shows_the_sentence_alone(monkeypatch):
    shown = []
    monkeypatch.setattr(guard, "display", shown.append)
    with guard.plainly():
        raise BundleBroken(folder="<r>", why="y")
    assert len(shown) == 1
    assert "&lt;r&gt;" in shown[0].data
    assert "Traceback" not in shown[0].data
