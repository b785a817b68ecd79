"""Which words are French: the forms that the French language model knows, and a list of endings and beginnings."""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbench import resources
from workbench.errors import MissingPart
from workbench.language import MODEL


@lru_cache(maxsize=1)
def forms() -> frozenset[str]:
    """Some 700,000 forms from the vocabulary of the French model, read from its file, not the model.

    Raises MissingPart where it is not installed.
    """
    found = find_spec(MODEL)
    if found is None or found.origin is None:
        raise MissingPart(extra="atelier")
    strings = next(Path(found.origin).parent.glob("*/vocab/strings.json"))
    return frozenset(json.loads(strings.read_text("utf-8")))


def known(word: str) -> bool:
    """Whether a word is French as it is written, or without its capitals."""
    word = word.replace("’", "'")
    return word in forms() or word.lower() in forms() or word.lower() in habits()["words"]["more"]


def habits() -> dict[str, Any]:
    """The hand-made part: `corpus/lexicons/reading.toml`."""
    return resources.lexicon("reading")
