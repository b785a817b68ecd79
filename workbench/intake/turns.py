"""Who speaks when in an interview: turns found by the labels that transcribers put at the start of a line."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from workbench.intake.documents import Turn
from workbench.resources import lexicon

BLANK = "[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
FEW = BLANK + "{0,4}"  # bounded, or a line of a thousand blanks would be tried in a million ways
MOMENT = r"\d{1,2}(?::|h)\d{2}(?:[:m]\d{2}s?)?(?:[.,]\d{1,3})?"
TIME = rf"[\[(]?{MOMENT}(?:{FEW}(?:-->|→|-|–){FEW}{MOMENT})?[\])]?"
# a name or a function, or the labels that stand for a name in a text already pseudonymised: "[prénom 1] [nom 1]"
PUT = r"\[[^\W\d_][^\[\]\n]{0,30}\]"
NAME = rf"(?P<label>[^\W\d_][^\n:–—<>*\[\]]{{0,38}}?|{PUT}(?:{BLANK}{PUT})?)"
AFTER = NAME.replace("label", "after")
TABBED = re.compile(rf"^{NAME}[ \u00a0]?\t+(?=\S)", re.M)  # a label, a tabulation, the words
FORMS = (
    # <v Madame U.>, as captions mark voices
    re.compile(rf"^{FEW}<v(?:\.[^\s>]*)?[ \t]+(?P<label>[^>\n]{{1,40}})>{FEW}", re.M),
    # "Enquêteur :", "Mme U. –", "[00:01:12] E. (suite) :", "**Q** :", "- R :"
    re.compile(
        rf"^{BLANK}*(?:[-–—•]{BLANK}{FEW})?\**(?:{TIME}{FEW}[-–:]?{FEW})?\**{NAME}{FEW}(?:{TIME}{FEW})?\**{FEW}"
        rf"(?::(?!\d\d(?!\d))|[–—](?=\s)|(?<=\s)-(?=\s))\**{BLANK}?(?:{TIME}{FEW})?",
        re.M,
    ),
    # a name and a time alone on their line, the words under it
    re.compile(rf"^{FEW}\**(?:{NAME}\**{BLANK}{FEW}{TIME}|{TIME}{BLANK}{FEW}{AFTER}\**){FEW}\n", re.M),
    # "E. Et les clés ?": initials and a dot
    re.compile(rf"^{FEW}(?P<label>[A-ZÉ]{{1,3}}\d?)\.{BLANK}{FEW}(?=\S)", re.M),
    TABBED,
)
NUMBERED = re.compile(r"([qr])\d+")  # "Q1", "R1", "Q2": the number is the question's
MOST_SPEAKERS = 8  # a text with more "labels" than that is a report whose lines happen to hold colons
FEWEST_TURNS = 6  # of speakers who are known by nothing but what they say
HEAD = 1500  # characters (or a quarter of the text) within which a conversation begins
ASKING = 0.5  # share of an interviewer's turns that hold a question...
MARGIN = 0.3  # ...and how far above that of the others it is
ALTERNATE = 0.6  # share of turns that answer somebody else's


WORD = re.compile(r"[^\W\d_]+")
MYSELF = frozenset({"je", "j", "moi", "me", "m", "mon", "ma", "mes"})
FEWEST_WORDS = 40
PERSONAL = 0.015  # share of such words: interviews of the demonstration have 0.03 and more, reports 0.003 and less


def told_by_somebody(text: str) -> bool:
    """Whether a text without turns is still what one person said, told in the first person from end to end."""
    words = [word.casefold() for word in WORD.findall(text)]
    return len(words) >= FEWEST_WORDS and sum(word in MYSELF for word in words) >= PERSONAL * len(words)


@lru_cache
def _interviewers() -> frozenset[str]:
    return frozenset(lexicon("speakers")["interviewer"])


def asks(label: str) -> bool:
    """Whether a label is an interviewer's, by its word alone."""
    words = [re.sub(r"\(.*?\)", "", label), *re.findall(r"\((.*?)\)", label)]
    return any(re.sub(r"[\s.]*\d*[\s.]*$", "", word.strip()).casefold() in _interviewers() for word in words)


def _same(label: str) -> str:
    """What the spellings of one label have in common: "Mme U.", "MME U" and "Mme U (suite)"."""
    plain = " ".join(re.sub(r"\(.*?\)", "", label).casefold().replace(".", " ").split()) or label
    numbered = NUMBERED.fullmatch(plain)
    return numbered[1] if numbered else plain


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of an interview in order, markers and surrounding blanks left out; empty for any other text.

    A text is an interview when labels that come back at least twice include an interviewer's and another one. Where
    no label is an interviewer's by its word, it is one whose speakers answer each other from the start, of whom one
    (or some) asks and the others do not; a report with colons has no such one.
    """
    for form in FORMS:
        marks = list(form.finditer(text))
        times = Counter(_same(_label(m)) for m in marks)
        labels = {label for label, n in times.items() if n > 1}
        if not 1 < len(labels) <= MOST_SPEAKERS:
            continue
        if any(map(asks, labels)):  # another spelling of who asks counts even when it comes once
            labels |= {label for label in times if asks(label)}
        turns = _cut(text, [m for m in marks if _same(_label(m)) in labels])
        asking = {_same(t.speaker) for t in turns if asks(t.speaker)}
        if not asking and form is not TABBED:  # the columns of a table hold questions too
            asking = _askers(text, turns)
        if asking and labels - asking:
            return tuple(Turn(t.start, t.end, t.speaker, _same(t.speaker) in asking) for t in turns)
    return _one_question(text)


def _one_question(text: str) -> tuple[Turn, ...]:
    """The turns of an interview of one or two questions, whose labels do not come back; empty for any other text.

    All its labels are an interviewer's, first, and one other person's; they take turns; what the interviewer says is
    a question, and the other answers in the first person. "Question : … Réponse : 12" in a report has no such answer.
    """
    for form in FORMS[:-1]:
        marks = list(form.finditer(text))
        turns = _cut(text, marks) if marks else []
        labels = [_same(t.speaker) for t in turns]
        if len(set(labels)) != 2 or not asks(turns[0].speaker) or turns[0].start > HEAD:
            continue
        in_turn = all(a != b for a, b in pairwise(labels)) and labels[0] != labels[-1]
        put, given = ([text[t.start : t.end] for t in turns[n::2]] for n in (0, 1))
        if in_turn and not asks(turns[1].speaker) and all("?" in words for words in put) and _in_person(given):
            return tuple(Turn(t.start, t.end, t.speaker, n % 2 == 0) for n, t in enumerate(turns))
    return ()


def _in_person(said: Sequence[str]) -> bool:
    """Whether answers are told in the first person, however short they are."""
    words = [word.casefold() for answer in said for word in WORD.findall(answer)]
    return sum(word in MYSELF for word in words) >= max(1, PERSONAL * len(words))


def _cut(text: str, marks: Sequence[re.Match[str]]) -> list[Turn]:
    """What stands between each marker and the next, nobody asking yet; a marker with no words is passed over."""
    ends = [m.start() for m in marks[1:]] + [len(text)]
    turns = []
    for mark, end in zip(marks, ends, strict=True):
        words = text[mark.end() : end]
        start = mark.end() + len(words) - len(words.lstrip())
        stop = mark.end() + len(words.rstrip().removesuffix("</v>").rstrip())
        if start < stop:
            turns.append(Turn(start, stop, _label(mark), False))
    return turns


def _askers(text: str, turns: Sequence[Turn]) -> set[str]:
    """The labels whose turns are questions, when the others' are not; empty when that cannot be told."""
    if len(turns) < FEWEST_TURNS or turns[0].start > max(HEAD, len(text) / 4):
        return set()
    if sum(_same(a.speaker) != _same(b.speaker) for a, b in pairwise(turns)) < ALTERNATE * (len(turns) - 1):
        return set()
    said: dict[str, list[bool]] = defaultdict(list)
    for turn in turns:
        said[_same(turn.speaker)].append("?" in text[turn.start : turn.end])
    rates = {label: sum(questions) / len(questions) for label, questions in said.items()}
    asking = {label for label, rate in rates.items() if rate >= ASKING and rate == max(rates.values())}
    others = [rate for label, rate in rates.items() if label not in asking]
    return asking if asking and others and min(rates[a] for a in asking) - max(others) >= MARGIN else set()


def _label(mark: re.Match[str]) -> str:
    found: dict[str, Any] = mark.groupdict()
    return str(found["label"] or found.get("after")).strip()
