"""Where a text stands between quotation marks: « », “ ”, " ", ‹ ›, ‘ ’, [ “ ” ]; nested, unbalanced, across pages."""

import re
from bisect import bisect_left
from dataclasses import dataclass

LONGEST = 4000  # code points; further apart, two marks do not belong together
MOST_AHEAD = 60  # marks looked at to find the pair of one
LONGEST_OPEN = 1200  # a quotation whose closing mark is lost ends with its paragraph, and before that
BREAK_ONLY = re.compile(r"\s*\n[^\S\n]*\n\s*")
LONG_PARAGRAPH, FEWEST_PARAGRAPHS = 20, 3  # words, paragraphs: of words that go on, each opened by a mark
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
BREAK = re.compile(r"(?:[.!?…][»”\")\]]*\s+|\n[^\S\n]*\n\s*|\n[^\S\n]*[•›▶-]\s*)(?=\S)")
BRACKET_LAST = re.compile(r"\s*\([^()\n]{2,120}\)[\s.*]*$")
FAMILIES = {
    "guillemets": ({"«", "<<"}, {"»", ">>"}),
    "double": ({"“", "„", "‟"}, {"”"}),
    "simple guillemets": ({"‹"}, {"›"}),
}
MARK = re.compile(r"<<|>>|[«»“”„‟‹›]")
ROW = re.compile(r"[«»“”„‟‹›<>\"](?:\s?[«»“”„‟‹›<>\"]){4,}")  # marks without words between them quote nothing
SINGLE = re.compile(r"(?<!\w)‘(?=\S)([^‘«»“”\n]*(?:\n[^‘«»“”\n]+){0,4}?)’(?!\w)")
STRAIGHT = re.compile(r'<[a-zA-Z/][^<>\n]{0,300}>|"')  # marks inside an HTML tag quote nothing
OUTER_OPEN, OUTER_CLOSE = re.compile(r"\[\s*$"), re.compile(r"\s*\]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """[start, end) with its marks and [inner, stop) without them nor blanks, in code points; inner < stop.

    `form` is the kind of marks; `whole` is false when one of the two marks is missing.
    """

    start: int
    end: int
    inner: int
    stop: int
    form: str
    whole: bool = True

    def holds(self, other: "Quotation") -> bool:
        """Whether another quotation stands inside this one."""
        return self != other and self.inner <= other.inner and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool


def find_quotations(text: str) -> list[Quotation]:
    """Every quotation of a text in order of its start, an outer one before those it holds. Any text is taken.

    A mark without its pair still gives a quotation, from or to the nearest end of sentence or paragraph.
    """
    given, found = text, []
    text = ROW.sub(lambda m: " " * len(m[0]), given)
    for form, (opening, _closing) in FAMILIES.items():
        marks = [_Mark(m.start(), m.end(), m[0] in opening) for m in MARK.finditer(text) if _of(m[0], form)]
        found += _paired(text, marks, form)
    found += _straight(text)
    found += [q for m in SINGLE.finditer(text) if (q := _quotation(text, m.start(), m.end(), 1, 1, "single"))]
    return _without_crossings([_bracketed(text, q) for q in _reopened(text, found)])


def _reopened(text: str, found: list[Quotation]) -> list[Quotation]:
    """With one quotation for words over several paragraphs of which each opens with a mark and only the last closes.

    Two short paragraphs are rather two quotations, of which the first has lost its closing mark.
    """
    kept: list[Quotation] = []
    row: list[Quotation] = []
    for q in sorted(found, key=lambda q: (q.start, -q.end)):
        goes_on = row and q.form == row[-1].form and BREAK_ONLY.fullmatch(text, row[-1].end, q.start)
        if row and not goes_on:
            kept += row
            row = []
        if q.whole and not row:
            kept.append(q)
        elif q.start == q.inner or (q.end != q.stop and not q.whole):
            kept += [*row, q]
            row = []
        else:
            row.append(q)
            if q.whole:
                short = any(len(text[r.inner : r.stop].split()) < LONG_PARAGRAPH for r in row)
                one = Quotation(row[0].start, q.end, row[0].inner, q.stop, q.form)
                kept += row if (short and len(row) < FEWEST_PARAGRAPHS) or one.end - one.start > LONGEST else [one]
                row = []
    return kept + row


def _of(mark: str, form: str) -> bool:
    return any(mark in side for side in FAMILIES[form])


def _quotation(
    text: str, start: int, end: int, opening: int, closing: int, form: str, whole: bool = True
) -> Quotation | None:
    """The quotation between two places, whose marks have these lengths; None when there is nothing in it."""
    words = text[start + opening : end - closing]
    inner = start + opening + len(words) - len(words.lstrip())
    stop = start + opening + len(words.rstrip())
    return Quotation(start, end, inner, stop, form, whole) if inner < stop else None


def _paired(text: str, marks: list[_Mark], form: str) -> list[Quotation]:
    """Quotations from marks that tell their side, nested ones included; what has no pair is completed."""
    found: list[Quotation | None] = []
    waiting: list[_Mark] = []
    for i, mark in enumerate(marks):
        if mark.opens and _closes(text, marks, i):
            waiting.append(mark)
        elif mark.opens:
            found.append(_never_closed(text, marks, i, form))
        elif waiting:
            first = waiting.pop()
            sizes = first.end - first.start, mark.end - mark.start
            found.append(_quotation(text, first.start, mark.end, *sizes, form))
        elif form == "guillemets":
            found.append(_never_opened(text, mark, form))
    return [q for q in found if q]


def _closes(text: str, marks: list[_Mark], i: int) -> bool:
    """Whether the opening mark i has a closing one of its own, counting those that open in between."""
    depth = 0
    for mark in marks[i : i + MOST_AHEAD]:
        if mark.start - marks[i].start > LONGEST:
            return False
        if mark.opens and depth and _new_paragraph(text, marks[i].end, mark):
            return False
        depth += 1 if mark.opens else -1
        if not depth:
            return True
    return False


def _new_paragraph(text: str, since: int, mark: _Mark) -> bool:
    """Whether a mark opens a new paragraph after a finished sentence: then what was open before it is left behind."""
    if text[mark.start - 1 : mark.start] != "\n" and not text[mark.start - 1 : mark.start].isspace():
        return False
    before = text[max(since, mark.start - 60) : mark.start]
    gap = before[len(before.rstrip()) :]
    after = text[mark.end : mark.end + 4].strip()[:1]
    return bool(BLANK_LINE.search(gap)) and before.rstrip()[-1:] in tuple(".!?…)") and after.isupper()


def _never_closed(text: str, marks: list[_Mark], i: int, form: str) -> Quotation | None:
    """From an opening mark without its pair to the end of the paragraph, a signature in brackets left out.

    When a nested quotation closes the paragraph, its mark serves for both: « The question is « am I right? ».
    """
    mark, following = marks[i], marks[i + 1 : i + 3]
    sizes = mark.end - mark.start, 0
    limit = min(len(text), mark.end + LONGEST_OPEN)
    if len(following) == 2 and following[0].opens and not following[1].opens and following[1].end <= limit:
        shared = following[1]
        if not BLANK_LINE.search(text, mark.end, shared.start) and re.match(r"[\s.*]*(?:\n|\(|$)", text[shared.end :]):
            return _quotation(text, mark.start, shared.end, sizes[0], 0, form, whole=False)
    end = min([limit, *(m.start for m in following[:1] if m.opens)])
    if blank := BLANK_LINE.search(text, mark.end, end):
        end = blank.start()
    if signature := BRACKET_LAST.search(text, mark.end, end):
        end = signature.start()
    return _quotation(text, mark.start, end, *sizes, form, whole=False)


def _never_opened(text: str, mark: _Mark, form: str) -> Quotation | None:
    """The sentence that a closing mark without its pair ends; None when no beginning is in sight."""
    last = mark.start - len(text[: mark.start]) + len(text[: mark.start].rstrip(" \t\n.!?…\u00a0\u2009\u202f"))
    floor = max(0, last - LONGEST_OPEN // 2)
    starts = [m.end() for m in BREAK.finditer(text, floor, max(last, floor))]
    if not starts and floor:
        return None
    start = starts[-1] if starts else 0
    opening = int(text[start] in '“„"‟')  # one kind of mark opens, another closes
    return _quotation(text, start, mark.end, opening, mark.end - mark.start, form, whole=False)


def _straight(text: str) -> list[Quotation]:
    """Quotations between straight marks, whose side only their neighbours tell; 20" is a measure."""
    found = []
    first: int | None = None
    for m in (m for m in STRAIGHT.finditer(text) if m[0] == '"'):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        opens = not before.isalnum() and before not in tuple(".!?…,;)") and bool(after) and not after.isspace()
        if first is None or (opens and before.isspace()):
            first = m.start() if opens or (before.isspace() and after.isspace()) else None
        elif m.end() - first <= LONGEST:
            found.append(_quotation(text, first, m.end(), 1, 1, "straight"))
            first = None
        else:
            first = None
    return [q for q in found if q]


def _bracketed(text: str, q: Quotation) -> Quotation:
    """The same quotation with the square brackets around its marks, if any."""
    opening = OUTER_OPEN.search(text, max(0, q.start - 4), q.start)
    closing = OUTER_CLOSE.match(text, q.end)
    if not (opening and closing):
        return q
    return Quotation(opening.start(), closing.end(), q.inner, q.stop, f"bracketed {q.form}", q.whole)


def _without_crossings(found: list[Quotation]) -> list[Quotation]:
    """In order; of two that cross, the one with both marks stays, else the one that starts first."""
    whole = _nested(sorted((q for q in found if q.whole), key=_order))
    starts = [q.start for q in whole]
    kept = list(whole)
    for q in _nested(sorted((q for q in found if not q.whole), key=_order)):
        near = whole[bisect_left(starts, q.start - LONGEST) : bisect_left(starts, q.end)]
        if all(k.end <= q.start or k.holds(q) or q.holds(k) for k in near):
            kept.append(q)
    return sorted(kept, key=_order)


def _order(q: Quotation) -> tuple[int, int]:
    return q.start, -q.end


def _nested(ordered: list[Quotation]) -> list[Quotation]:
    """Those that do not cross an earlier one."""
    kept: list[Quotation] = []
    around: list[Quotation] = []
    for q in ordered:
        while around and around[-1].end <= q.start:
            around.pop()
        if not around or around[-1].holds(q):
            kept.append(q)
            around.append(q)
    return kept
