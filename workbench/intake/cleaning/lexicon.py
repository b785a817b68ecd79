"""Which words are French: the forms that the French language model knows, and a list of endings and beginnings."""

import json
import tomllib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbench.errors import MissingPart
from workbench.resources import shipped

MODEL = "fr_core_news_md"


@lru_cache(maxsize=1)
def forms() -> frozenset[str]:
    """Some 700,000 forms from the vocabulary of the French model, read from its file, not the model."""
    found = find_spec(MODEL)
    if found is None or found.origin is None:
        raise MissingPart(extra="atelier")
    strings = next(Path(found.origin).parent.glob("*/vocab/strings.json"))
    return frozenset(json.loads(strings.read_text("utf-8")))


def known(word: str) -> bool:
    """Whether a word is French as it is written, or without its capitals."""
    word = word.replace("’", "'")
    return word in forms() or word.lower() in forms() or word.lower() in habits()["words"]["more"]


@lru_cache(maxsize=1)
def habits() -> dict[str, Any]:
    """The hand-made part: `corpus/lexicons/reading.toml`."""
    return tomllib.loads((shipped("corpus") / "lexicons" / "reading.toml").read_text("utf-8"))
