"""Figures as files: without a browser, without the network."""

import socket
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from workbench.charts.bars import bars
from workbench.charts.drawing import save
from workbench.errors import BadInput

FIGURE = bars(
    pd.DataFrame({"label": ["payé", "en retard"], "count": [18, 6]}),
    id="loyer", title="Le loyer", caption="24 ménages.", section="s", what="État", unit="ménages",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_it_is_saved_under_each_ending(tmp_path):
    heads = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF"}
    for ending, head in heads.items():
        content = save(FIGURE, tmp_path / f"loyer{ending}").read_bytes()
        assert content.startswith(head)
        assert len(content) > 1000


def test_the_svg_alone_keeps_its_words_and_gets_a_size(tmp_path):
    root = ET.parse(save(FIGURE, tmp_path / "loyer.svg")).getroot()
    assert float(root.get("width")) > 300
    assert "Le loyer" in [e.text for e in root.iter()]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"\.gif"):
        save(FIGURE, tmp_path / "loyer.gif")
    assert list(tmp_path.iterdir()) == []
