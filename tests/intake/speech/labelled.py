"""Reports written for the tests whose every quotation is labelled, and what reading them gives beside the labels."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from workbench.intake.speech import Kind, Quoted, find_excerpts

REPORTS = sorted((Path(__file__).parent / "unread").glob("*.toml"))
AROUND = ' \n\t\u00a0\u202f.,;:!?«»“”"…[]'  # whether a full stop is inside the marks is no matter of speech


@dataclass(frozen=True, slots=True)
class Label:
    """One quotation as a person reads it; [start, end) in code points, marks and stops around left out."""

    start: int
    end: int
    kind: str
    category: str
    certainty: str
    who: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How many there are, were found and are right; `doubtful` are the speech spans found but not all right."""

    speech: int
    found: int
    right: int
    category: int
    unknown: int
    certainty: int
    named: int
    attribution: int
    doubtful: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.speech)


def _places(words: str, text: str, since: int) -> tuple[int, int]:
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, since)
    assert found, words
    return found.span()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(AROUND)), start + len(words.rstrip(AROUND))


def labels(path: Path) -> tuple[str, list[Label]]:
    """The text of a report and its labels, in order."""
    report = tomllib.loads(path.read_text("utf-8"))
    text, found, since = report["text"], [], 0
    for begins, ends, kind, category, certainty, who in report["span"]:
        start, first = _places(begins, text, since)
        end = first if begins == ends else _places(ends, text, start)[1]
        found.append(Label(*_trimmed(text, start, end), kind, category, certainty, who))
        since = start + 1
    return text, found


def first_measured(path: Path) -> str:
    """What the report gave when no rule had been made with it in sight, as its head says."""
    head = " ".join(line.lstrip("# ") for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    return head.partition("First measured: ")[2].partition(". Slips")[0]


def read(path: Path) -> Reading:
    """What the rules give on a report, beside its labels."""
    text, every = labels(path)
    wanted = {(one.start, one.end): one for one in every if one.kind == "speech"}
    given = {_trimmed(text, q.start, q.end): q for q in find_excerpts(text) if q.kind is Kind.SPEECH}
    both = [(wanted[place], given[place]) for place in wanted if place in given]
    sides = [one.category == q.category for one, q in both]
    certain = [one.certainty == q.said.certainty for one, q in both]
    named = [_names(one.who, q) for one, q in both if one.who]
    doubtful = [one for one, q in both if one.category != q.category or one.certainty != q.said.certainty]
    return Reading(
        speech=len(wanted),
        found=len(given),
        right=len(both),
        category=sum(sides),
        unknown=sum(q.category == "unknown" != one.category for one, q in both),
        certainty=sum(certain),
        named=len(named),
        attribution=sum(named),
        doubtful=tuple(text[one.start : one.start + 40] for one in doubtful),
    )


def _names(who: str, q: Quoted) -> bool:
    printed = " ".join(f"{q.said.printed} {q.said.speaker}".split()).casefold()
    return who.casefold() in printed
