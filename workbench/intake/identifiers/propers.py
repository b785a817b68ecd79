"""Capitalised words that nothing explained: in a sentence, a name of some kind until the evaluator says otherwise."""

import re
from bisect import bisect_right

from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import NOBODY, context, gazetteer, working
from workbench.intake.identifiers.numbers import value
from workbench.intake.identifiers.words import Prepared, Word

SMALL = r"(?:de la|de l[’']|des|du|de|d[’']|sur|sous|lès|les|la|le|l[’']|et de|&)"
CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w&]*(?:[’'-]\w+)*"
RUN = re.compile(rf"(?<![\w-]){CAPITAL}(?:(?:[ \u00a0]{SMALL}){{0,2}}[ \u00a0’']{CAPITAL}|(?<=[’']){CAPITAL})*")
BETWEEN = re.compile(rf"[ \u00a0]?(?:[ \u00a0’'-]?{SMALL})?[ \u00a0’'-]?", re.IGNORECASE)
GROUPS = {"landlord", "school", "employer", "association", "organisation", "place"}
HYPHENATED = re.compile(r"(?-i:[A-ZÀ-ÖØ-Þ])\w*(?:[’']\w+)?(?:-(?:\w[’'])?\w+)+")
ARTICLE = re.compile(r"(?<![\w’'-])(?:Les?|La|L[’'])[ \u00a0]?$")
INITIALS = re.compile(r"(?<![\w.])(?!M\.\s?$)(?:[A-ZÀ-Þ]\.[ -]?){1,3}$")
SUBJECT = re.compile(
    r"(?<![\w’'-])(?:(?:madame|monsieur|elles?|ils?|on|je|qui)\s)?(?:[smlj][’'])?(?:ai|a|est|ont|sont|suis|était|avait)"
    r"\s(?:été\s)?$",
    re.IGNORECASE,
)
DONE = re.compile(r"[^\W\d_]{3,}(?:é|i|u|t)e?s?(?!\w)")  # a participle
OPENS = re.compile(r"(?:er|ir|re|ez|ee|ees|s|t|ent|ant|ment|que|u|ue)$")  # verbs, participles, adverbs
TO = re.compile(r"[àa]u?x?$|^(?:en|à)$")
TOWARD = re.compile(r"(?:\bchez|\bau|\baux|\bà la|\bà l[’']|\bà|\bde chez|\bdans (?:le|la|les))\s?$", re.IGNORECASE)
PLACED = re.compile(r"(?:\bà|\ben|\bvers|\bsur|\bquartier(?: des?| du)?|\bgare(?: de| du)?|\baux)\s$", re.IGNORECASE)


def find(prepared: Prepared, known: list[Span]) -> list[Span]:
    """Runs of capitalised words inside sentences that no other rule proposed and no list calls public."""
    owned = bytearray(len(prepared.text))
    for span in known:
        owned[span.start : span.end] = b"\1" * (span.end - span.start)
    closed = _closed(prepared)
    words = {word.start: word for word in prepared.words}
    found = []
    shouted = _headings(prepared.text)
    for match in RUN.finditer(prepared.text):
        line = bisect_right(shouted, (match.start(), len(prepared.text) + 1)) - 1
        heading = line >= 0 and match.start() <= shouted[line][1]
        if not heading and not prepared.is_bare(match.start()):
            found += _run(prepared, match.start(), match.end(), owned, closed, words)
    return found


def joined(prepared: Prepared, spans: list[Span]) -> list[Span]:
    """Groups and places with only a small word between them as one: "Novotel de Marne-la-Vallée"."""
    out: list[Span] = []
    tokens = [m.span() for m in HYPHENATED.finditer(prepared.text)]
    spans = [_with_subject(span, prepared) for span in spans]
    whole = [_with_opening(_with_article(_whole(span, tokens, prepared), prepared), prepared) for span in spans]
    for span in sorted(whole, key=lambda s: s.start):
        last = out[-1] if out else None
        gap = prepared.text[last.end : span.start] if last else ""
        if last and span.start < last.end:
            out[-1] = Span(last.start, max(last.end, span.end), last.kind)
            continue
        near = last is not None and {last.kind, span.kind} <= GROUPS and len(gap) < 8
        small = gap.strip() not in {"", ","} and BETWEEN.fullmatch(gap) and not TO.search(gap.strip())
        if near and last is not None and small:
            out[-1] = Span(last.start, span.end, last.kind)
            continue
        out.append(span)
    return out


def _whole(span: Span, tokens: list[tuple[int, int]], prepared: Prepared) -> Span:
    """A place or a group grown to the end of its hyphenated word: "Marne" in "Marne-la-Vallée"."""
    if span.kind in GROUPS | {"name", "first_name"}:
        at = max(0, bisect_right(tokens, (span.start, 0)) - 1)
        for start, end in tokens[at : at + 4]:  # no token overlaps another
            inside = start <= span.start < end or start < span.end <= end
            last = prepared.text[start:end].rpartition("-")[2]
            if inside and last[:1].isupper():
                return Span(min(start, span.start), max(end, span.end), span.kind)
    return span


def _with_article(span: Span, prepared: Prepared) -> Span:
    """A group with the capital article of its name, "La Rose des Vents"; a person with the initials, "J.-M. Roux"."""
    before = prepared.text[max(0, span.start - 12) : span.start]
    if span.kind in {"name", "first_name"} and (initials := INITIALS.search(before)):
        return Span(span.start - len(initials[0].lstrip()), span.end, "name")
    article = ARTICLE.search(before) if span.kind in GROUPS else None
    if article is None or not re.search(r"(?:[\w,]\s|[(«“]\s?)$", before[: article.start()]):
        return span
    return Span(span.start - len(article[0]), span.end, span.kind)


def _with_subject(span: Span, prepared: Prepared) -> Span:
    """What happened with whom it happened to: "Madame a accouché dans le camion"."""
    before = prepared.text[max(0, span.start - 40) : span.start]
    done = span.kind == "event" and DONE.match(prepared.text, span.start)
    subject = SUBJECT.search(before) if done else None
    return Span(span.start - len(before) + subject.start(), span.end, "event") if subject else span


def _with_opening(span: Span, prepared: Prepared) -> Span:
    """A group or a name with the capital that opens the sentence before it: "Terra Loghju"."""
    if span.kind not in GROUPS | {"name"} or prepared.text[span.start - 1 : span.start] != " ":
        return span
    n = bisect_right(prepared.starts, span.start) - 1
    if n < 1 or prepared.words[n].known or prepared.words[n].bare:
        return span
    opening = prepared.words[n - 1]
    offices = context("oral") | context("institution") | context("titles") | context("public") | context("kin")
    verb = OPENS.search(opening.folded) is not None
    if not opening.head or opening.end != span.start - 1 or len(opening.text) < 4 or opening.folded in offices or verb:
        return span
    return Span(opening.start, span.end, span.kind) if prepared.printed_capital(opening) else span


def _closed(prepared: Prepared) -> set[int]:
    """The words inside expressions that name nobody."""
    return {
        word.start for start, end, kinds in prepared.phrases if NOBODY in kinds for word in prepared.words[start:end]
    }


def _headings(text: str) -> list[tuple[int, int]]:
    """The bounds of the lines that shout, as titles do."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        letters = [c for c in line[0] if c.isalpha()]
        if sum(c.isupper() for c in letters) > 0.6 * len(letters):
            found.append(line.span())
    return found


def _run(
    prepared: Prepared, start: int, end: int, owned: bytearray, closed: set[int], words: dict[int, Word]
) -> list[Span]:
    inside = [words[n] for n in range(start, end) if n in words and prepared.printed_capital(words[n])]
    free = [w for w in inside if not owned[w.start] and not _common(prepared, w, closed)]
    beside = {w.n + step for w in inside if owned[w.start] for step in (-1, 1)}  # "SK" beside "Rénov"
    if not free or not any(_tells(prepared, w, len(inside)) or w.n in beside for w in free):
        return []
    first, last = free[0], free[-1]
    for word in reversed(inside[: inside.index(first)]):
        if owned[word.start] or not _stays(word, closed):
            break
        first = word
    opening = inside[0]
    if opening.head and inside[1:2] == [first] and first.start - opening.end > 2:  # "Immobilière du Moulin Vert"
        first = opening if not _office(opening, closed) and not owned[opening.start] else first
    for word in inside[inside.index(last) + 1 :]:
        if owned[word.start] or not _stays(word, closed):
            break
        last = word
    return [Span(first.start, last.end, _kind(prepared, first))]


def _stays(word: Word, closed: set[int]) -> bool:
    """Whether a word belongs to the name beside it: "Maison des Potes", "SK Rénov", "Foncier Logement"."""
    firm = word.text.isupper() and len(word.text) < 5
    if word.folded == "france":  # "Scouts de France"
        return True
    return word.start not in closed and not word.head and (firm or word.folded in context("kept"))


def _common(prepared: Prepared, word: Word, closed: set[int]) -> bool:
    """Whether a word names nobody: a public body's, a title, a month, one that opens a sentence."""
    if _office(word, closed):
        return True
    if word.folded.isdigit() or re.fullmatch(r"[A-Z]?\d+[A-Z]?", word.text):
        return True
    if NOBODY in gazetteer().get((word.folded,), frozenset()) or len(word.text) < 2:
        return True
    bracketed = _in_brackets(prepared, word)  # "Leïla Amrani (Équinoxe)"
    return word.known and ((word.head and not bracketed) or value(word.text) is not None)


def _in_brackets(prepared: Prepared, word: Word) -> bool:
    """Whether a capital stands alone in brackets behind another: after a name, whom the person works for."""
    before = prepared.text[max(0, word.start - 40) : word.start]
    after = prepared.text[word.end : word.end + 1]
    return after == ")" and re.search(rf"{CAPITAL} \($", before) is not None


def _office(word: Word, closed: set[int]) -> bool:
    """Whether a word opens the name of an office, a scheme, a document, or is said at every turn."""
    offices = context("oral") | context("institution") | context("titles") | context("public")
    return word.start in closed or word.folded in offices or word.folded.removesuffix("s") in context("institution")


def _tells(prepared: Prepared, word: Word, size: int) -> bool:
    """Whether a word is enough for its run to be proposed: unknown to the dictionary, or named as a place is."""
    if word.text.isupper() and len(word.text) < 7:
        return len(word.text) > 2
    before = prepared.text[max(0, word.start - 20) : word.start]
    if not word.known:
        return not word.head or len(word.text) > 3
    return size > 1 or TOWARD.search(before) is not None or re.search(r"«\s?$", before) is None


def _kind(prepared: Prepared, word: Word) -> str:
    before = prepared.text[max(0, word.start - 20) : word.start]
    low, high = prepared.sentence(word.start)
    if TOWARD.search(before) and working().search(prepared.text, low, high):
        return "employer"
    return "place" if PLACED.search(before) and not word.text.isupper() else "organisation"
