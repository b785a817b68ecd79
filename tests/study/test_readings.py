import gzip
import io
import json
import zipfile

import pytest

from workbench.study import readings
from workbench.study.readings import Sealed, without_outputs

SAID = "J’ai pleuré dans l’escalier & après"


def texts(name: str, content: bytes) -> list[str]:
    return list(readings.readings(name, content))


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SAID.encode(),
        b"\xff\x00\x01" + SAID.encode("utf-16-le"),
        SAID.encode("cp1252"),
        json.dumps({"a": SAID}).encode(),
        SAID.replace("&", "&amp;").replace("p", "<b>p</b>").encode(),
        packed(SAID.encode()),
        gzip.compress(packed(packed(SAID.encode()))),
    ],
)
def test_a_text_is_read_however_it_is_written(content: bytes) -> None:
    assert any(SAID in text for text in texts("x.bin", content))
    assert not any("autre chose" in text for text in texts("x.bin", content))


def test_what_cannot_be_opened_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in (("a.zip", b"PK\x03\x04 no"), ("a.gz", gzip.compress(b"x" * 999)[:-9]), ("a.pdf", b"%PDF no")):
        with pytest.raises(Sealed):
            texts(name, content)
    monkeypatch.setattr(readings, "LARGEST", 10)
    with pytest.raises(Sealed):
        texts("a.gz", gzip.compress(b"x" * 11))


def test_a_notebook_loses_what_it_printed_and_nothing_else() -> None:
    cell = {"cell_type": "code", "source": ["1"], "outputs": [{"text": SAID}], "execution_count": 1}
    note = {"cell_type": "markdown", "source": ["mot"]}
    found = without_outputs(json.dumps({"cells": [cell, note], "metadata": {"widgets": 1, "k": 2}}).encode())
    assert found is not None
    notebook, printed = found
    assert printed
    assert notebook["cells"] == [cell | {"outputs": [], "execution_count": None}, note]
    assert notebook["metadata"] == {"k": 2}
    assert without_outputs(b"[]") is None
    assert without_outputs(b"{") is None
