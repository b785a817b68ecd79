"""What stands around a quotation: the author's words before it, the sentence before that, and what follows."""

import re
from dataclasses import dataclass
from itertools import pairwise

from workbench.intake.speech.quotations import BLANK_LINE, Quotation

REACH = 900  # code points looked at on either side
LONGEST_LEAD = 500  # of which the author's own sentence, or the one before, takes so many at most
SPLIT_WORD = re.compile(r"(\w)[-\u00ad\u2010]\s*\n\s*(?=[a-zà-öø-ÿ])")
SPLIT_NAME = re.compile(r"(?<=[A-ZÀ-ÖØ-Þ])\s+-(?=[A-ZÀ-ÖØ-Þ]{2})")
STARS = re.compile(r"\*+|</?(?:b|i|em|strong|sup|br|li|ul|p)\s*/?>|(?m:^#+\s)")
# a sentence ends at a full stop that is not an initial's or a title's, or at a blank line before a capital or a bullet
SENTENCE = re.compile(
    r"(?:(?<=\b[A-Z])\.\s+(?=(?:Ils?|Elles?|L[ea]s?|L['’]|Une?|Son|Sa|Ses|Ce|Cette|Mais|Et|On)\b)"
    r"|(?<!\bM)(?<!\bMme)(?<!\bMM)(?<!\b[A-Z])(?<!\bcf)[.!?…](?:\s?[»”])?[»”\")\]*\d]*\s+(?=[A-ZÀ-ÖØ-Þ«“\"\[(*])"
    r"|(?<=[.!?…:;»”)\]])[*\s]*\n[^\S\n]*\n\s*|\n[^\S\n]*\n\s*(?=[A-ZÀ-ÖØ-Þ«“\"\[*#])"
    r"|\n\s*(?:[•›▶w]|\d\.)\s+|\n\s*[-–—]\s+(?=[A-ZÀ-ÖØ-Þ«]))"
)
HEADING_LINES = re.compile(r"^(?:[^a-zà-öø-ÿ\n]{6,}\n)+")
CLOSES_BLOCK = re.compile(
    r"[\s*.]{0,20}(?:\([^()]{0,200}(?:\([^()]{0,80}\)[^()]{0,80}){0,4}\))?[^\n]{0,60}(?:\n[^\S\n]*\n|\s*\Z)|\s*+\Z"
)
BULLET = re.compile(r"^(?:w|[•›▶–—-])(?:\s+|$)")
LIST_ITEM = re.compile(r"\n[^\S\n]*(?:[•›▶▪■●○◦✓➢➤*–—\uf0a7\uf0b7\uf0a2-]|w|o|\d{1,2}[.)])$")
MID_LINE = re.compile(r"[a-zà-ÿ)»”][.!?…][»”)]?\s+[^\s.!?…]+(?:\s[^\s.!?…]+){0,3}$")  # a sentence ends, another begins
ENDS = re.compile(r"[\s*_]*(?:[.!?…]|$|\n|[A-ZÀ-ÖØ-Þ«“(\[•›▶–—\uf0a2])")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Plain words (one line, no split words) around one quotation.

    `lead` is the author's part of the same sentence, empty where the quotation opens it; `sentence_before` the one
    before; `after` what follows, whose line ends are kept; `displayed` tells a paragraph of its own.
    """

    words: str
    lead: str
    sentence_before: str
    after: str
    displayed: bool
    ends_sentence: bool


def plain(text: str) -> str:
    """One line, words split at line ends joined, straight apostrophes, no stars nor tags."""
    joined = STARS.sub("", SPLIT_WORD.sub(r"\1", text))
    line = " ".join(joined.replace("’", "'").replace("\u02bc", "'").split())
    return SPLIT_NAME.sub("-", line)


def surroundings(text: str, q: Quotation) -> Surroundings:
    """What stands around a quotation of this text."""
    before = text[max(0, q.start - REACH) : q.start]
    after = text[q.end : q.end + REACH]
    body = before.rstrip().rstrip("*_>#").rstrip()
    gap = before[len(body) :]
    if item := LIST_ITEM.search(body):  # the mark of a list is no word of the author's
        body, gap = body[: item.start()].rstrip(), item[0] + gap
    sentences = _sentences(body)
    opens = _opens_sentence(body, gap, text[q.inner : q.stop])
    lead = "" if opens else BULLET.sub("", plain(sentences[-1][-LONGEST_LEAD:]))
    previous = sentences[-1] if opens else sentences[-2] if len(sentences) > 1 else ""
    inner = text[q.inner : q.stop]
    return Surroundings(
        words=plain(inner),
        lead=lead,
        sentence_before=plain(previous[:LONGEST_LEAD]),
        after=STARS.sub("", after).replace("’", "'"),
        displayed=_displayed(body, gap, after),
        ends_sentence=bool(ENDS.match(after)) or inner[-1] in ".!?…",
    )


def _sentences(body: str) -> list[str]:
    """The last sentences of a text, in order; at least one, perhaps empty."""
    cuts = [0, *(m.end() for m in SENTENCE.finditer(body)), len(body)]
    parts = [part for a, b in pairwise(cuts) if (part := HEADING_LINES.sub("", body[a:b])).strip()]
    return parts or [""]


def _opens_sentence(body: str, gap: str, inner: str) -> bool:
    """Whether nothing of the author's stands before the quotation in its sentence."""
    last = body[-1:]
    if last in ("", ".", "!", "?", "…", "\uf0a2"):
        return True
    if "\n" not in gap:
        return False
    if last in "»”)]":
        return True
    # a heading, or a line whose full stop was lost: what follows is a new sentence if it looks like one
    line = body[body.rfind("\n") + 1 :]
    starts = inner[:1].isupper() and len(inner.split()) > 4
    return starts and last not in ",;:('’" and (bool(BLANK_LINE.search(gap)) or not _hanging(line))


def _hanging(line: str) -> bool:
    """Whether a line stops in the middle of a phrase."""
    words = line.split()
    return (
        MID_LINE.search(line) is not None
        or not words
        or len(words[-1].strip("'’")) <= 3
        or words[-1].endswith(("'", "’"))
    )


def _displayed(body: str, gap: str, after: str) -> bool:
    apart = bool(BLANK_LINE.search(gap)) or ("\n" in gap and body[-1:] in (":", "")) or not body
    return apart and CLOSES_BLOCK.match(after) is not None
