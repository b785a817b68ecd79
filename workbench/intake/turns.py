"""Who speaks when in an interview: turns found by the labels that transcribers put at the start of a line."""

import re
import tomllib
from collections import Counter
from functools import lru_cache

from workbench.intake.documents import Turn
from workbench.resources import shipped

MARKER = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_][^\n:–—]{0,28}?)[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]*(?::|[–—](?=\s))\s?",
    re.M,
)
MOST_SPEAKERS = 8  # a text with more "labels" than that is a report whose lines happen to hold colons


@lru_cache
def _interviewers() -> frozenset[str]:
    lexicon = tomllib.loads((shipped("corpus") / "lexicons" / "speakers.toml").read_text("utf-8"))
    return frozenset(lexicon["interviewer"])


def asks(label: str) -> bool:
    """Whether a label is an interviewer's."""
    return label.strip().rstrip(".").casefold() in _interviewers()


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of an interview in order, markers and surrounding blanks left out; empty for any other text.

    A text is an interview when labels that come back at least twice include an interviewer's and another one.
    """
    marks = list(MARKER.finditer(text))
    times = Counter(_label(m) for m in marks)
    labels = {label for label, n in times.items() if n > 1}
    if not any(asks(x) for x in labels) or all(asks(x) for x in labels) or len(labels) > MOST_SPEAKERS:
        return ()
    marks = [m for m in marks if _label(m) in labels]
    ends = [m.start() for m in marks[1:]] + [len(text)]
    turns = []
    for mark, end in zip(marks, ends, strict=True):
        words = text[mark.end() : end]
        start = mark.end() + len(words) - len(words.lstrip())
        stop = mark.end() + len(words.rstrip())
        if start < stop:
            turns.append(Turn(start, stop, _label(mark), asks(_label(mark))))
    return tuple(turns)


def _label(mark: re.Match[str]) -> str:
    return mark["label"].strip()
