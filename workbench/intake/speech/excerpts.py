"""Which quotations of a report are words that somebody spoke, and who: evidence, points, then one decision."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.intake.speech.attributions import attribution
from workbench.intake.speech.evidence import cues, enough, evidence, like_the_others, points
from workbench.intake.speech.kinds import lexicon
from workbench.intake.speech.namings import Attribution, Certainty, is_a_person, may_be
from workbench.intake.speech.quotations import Quotation, find_quotations
from workbench.intake.speech.speakers import category, territory
from workbench.intake.speech.surroundings import Surroundings, plain, surroundings
from workbench.messages import _
from workbench.people import Voice

INFINITIVE = re.compile(r"(?:ne pas |d')?\w+(?:er|ir|re|oir)\b")
A_PAGE, MOST_NEAR = 4000, 50  # code points, and the quotations in so many that are looked at one by one
NEAR = 300  # code points between two quotations of one speaker
PRONOUN_FIRST = re.compile(r"(?:elles?|ils?)\b", re.IGNORECASE)
LIST_BETWEEN = re.compile(r"[\s.,;•›▶▪■●○◦✓➢➤*–—\uf0a7\uf0b7\uf0a2-]|(?<=\n)(?:w|o|\d{1,2}[.)])(?=\s)")
NUMBERED = re.compile(r"\w+ n° ?\d")
NOTE_CALL = re.compile(r"[^\W\d]{3,} ?[1-9]$")  # the call of a footnote behind a name: what is quoted is a book


class Kind(StrEnum):
    """What stands between quotation marks."""

    SPEECH = "speech"  # somebody's own words, a clause at least
    REPORTED = "reported"  # a piece of somebody's words inside the author's sentence
    DOCUMENT = "document"  # a text quoted
    TERM = "term"  # a word held at a distance
    TITLE = "title"  # the name of a scheme, a body, a book


def kind_name(kind: Kind) -> str:
    """A kind in the user's language."""
    return {
        Kind.SPEECH: _("speech"),
        Kind.REPORTED: _("reported words"),
        Kind.DOCUMENT: _("document quoted"),
        Kind.TERM: _("term"),
        Kind.TITLE: _("title"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Quoted:
    """[start, end) in code points of the text, without the quotation marks; `text` is exactly what stands there.

    `because` names the evidence that counted, in the words of `corpus/lexicons/speech_in_reports.toml`.
    """

    start: int
    end: int
    text: str
    kind: Kind
    said: Attribution
    category: Voice
    territory: str | None
    because: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The excerpt as `workbench excerpts --json` prints it."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind.value,
            "attribution": self.said.printed,
            "attribution_certainty": self.said.certainty.value,
            "speaker": self.said.speaker,
            "category": self.category.value,
            "territory": self.territory,
        }


def find_excerpts(text: str) -> list[Quoted]:
    """Every quotation of a text with its kind, and for speech who is said to speak; in order. Any text is taken."""
    every = find_quotations(text)
    near, crowd = _looked_at(every)
    terms = [_plain_term(text, q) for q in crowd if q.whole]
    return sorted([*_judged(text, near), *terms], key=lambda one: (one.start, -one.end))


def _looked_at(quotations: list[Quotation]) -> tuple[list[Quotation], list[Quotation]]:
    """Those worth a look, and those beyond MOST_NEAR within A_PAGE: marks without end cost no more than a report."""
    near: list[Quotation] = []
    crowd: list[Quotation] = []
    for q in quotations:
        crowded = len(near) >= MOST_NEAR and q.start - near[-MOST_NEAR].start < A_PAGE
        (crowd if crowded else near).append(q)
    return near, crowd


def _plain_term(text: str, q: Quotation) -> Quoted:
    return Quoted(q.inner, q.stop, text[q.inner : q.stop], Kind.TERM, Attribution(), Voice.UNKNOWN, None, ())


def _judged(text: str, quotations: list[Quotation]) -> list[Quoted]:
    """Each quotation with its kind and speaker."""
    around = [surroundings(text, q) for q in quotations]
    said = _carried_on(text, quotations, around, [attribution(a) for a in around])
    facts = [evidence(q, a, s) for q, a, s in zip(quotations, around, said, strict=True)]
    facts = like_the_others(quotations, around, facts)
    inside = _holders(quotations)
    kinds: list[Kind] = []
    for i in range(len(quotations)):
        place = inside[i]
        holder = None if place is None else kinds[place]
        apart = text[quotations[i - 1].end : quotations[i].start].strip() if i and holder is None else "-"
        goes_on = not apart and kinds[-1] is Kind.DOCUMENT and "first_person" not in facts[i]
        kinds.append(Kind.DOCUMENT if goes_on else kind(around[i], facts[i], said[i], holder))
        if holder is not None:
            said[i] = Attribution()  # the author's words around it are the outer speaker's
    every = zip(quotations, kinds, said, facts, strict=True)
    # a lone closing mark behind the author's own words is a misprint
    return [_excerpt(text, *each) for each in every if each[1] is Kind.SPEECH or "no_opening_mark" not in each[3]]


def _carries_on(text: str, first: Quotation, second: Quotation, lead: str, said: Attribution) -> bool:
    """Whether the second quotation, for which nobody is named, is of the first's speaker.

    So it is when the author goes on about "elle" or adds "Et de conclure :", when nothing but the words that attribute
    the first stands between them in one paragraph, or when both are items of the list that names who speaks.
    """
    if lead:
        return bool(PRONOUN_FIRST.match(lead) or and_to_say().match(lead))
    between = text[first.end : second.start]
    if not LIST_BETWEEN.sub("", between):
        return "\n" in between and said.certainty is not Certainty.NONE
    in_one_go = said.certainty is Certainty.PRINTED and "\n\n" not in between
    return in_one_go and plain(between).strip(" .,;!?") == (said.printed or "").rstrip(".")


@lru_cache
def and_to_say() -> re.Pattern[str]:
    """ "Et d'ajouter :", "avant de conclure :", at the beginning of a sentence."""
    verbs = "|".join(lexicon()["verbs"]["infinitives"])
    return re.compile(rf"(?:et|puis|avant|pour)\s+(?:(?:de|d'|d’)\s?)?(?:{verbs})\b[^.;]{{0,60}}[:,]$", re.IGNORECASE)


def _carried_on(
    text: str, quotations: list[Quotation], around: list[Surroundings], said: list[Attribution]
) -> list[Attribution]:
    """With the speaker of the quotation just before, where the author goes on about "elle" or "ils", or adds none."""
    out: list[Attribution] = []
    for i, (q, a, s) in enumerate(zip(quotations, around, said, strict=True)):
        before = out[i - 1].speaker if i and q.start - quotations[i - 1].end < NEAR else None
        here = i > 0 and "\n\n" not in text[quotations[i - 1].end : q.start]
        if before and here and s.printed and not s.speaker and may_be(before, s.printed):
            s = Attribution(s.printed, before, s.certainty)  # "ajoute-t-il", "Elle précise"
        elif before and not s.printed and _carries_on(text, quotations[i - 1], q, a.lead, out[i - 1]):
            s = Attribution(before, before, Certainty.INFERRED)
        out.append(s)
    return out


def kind(around: Surroundings, facts: frozenset[str], said: Attribution, holder: Kind | None) -> Kind:
    """The one decision; `holder` is the kind of the quotation around this one, if any."""
    words, lead = around.words, around.lead
    n = len(words.split())
    spoken = points(facts) >= enough()
    if said.speaker and NOTE_CALL.search(said.speaker) and "signed" not in facts and not is_a_person(said.speaker):
        return Kind.DOCUMENT
    by_mouth = {"first_person", "oral"} <= facts or "signed" in facts
    written = cues("before", "document").search(lead) or cues("after", "document").search(around.after)
    if cues("written", "list_inside").search(words) and "first_person" not in facts:
        return Kind.DOCUMENT
    if written and n >= 5 and not by_mouth and ("clause" in facts or "named_before" not in facts):
        return Kind.DOCUMENT
    if holder is not None and holder is not Kind.DOCUMENT:
        return Kind.REPORTED if n >= 3 and facts & {"first_person", "oral", "clause"} else Kind.TERM
    if spoken:
        return Kind.SPEECH
    if (lead and cues("before", "title").search(lead) and (n > 1 or words[0].isupper())) or "capitals" in facts:
        return Kind.TITLE
    a_name = "clause" not in facts or NUMBERED.match(words)
    if n > 1 and a_name and words[0].isupper() and cues("before", "title").search(words.split()[0]):
        return Kind.TITLE  # « Charte des personnes accueillies » says by itself what it is
    pieces = n >= 8 or (n >= 5 and ("clause" in facts or INFINITIVE.match(words)))
    if lead.count("(") > lead.count(")"):
        return Kind.TERM  # a list of headings or examples in brackets
    quoted = n >= 2 and "said_by" in facts
    return Kind.REPORTED if (pieces or quoted) and "named_before" not in facts else Kind.TERM


def _holders(quotations: list[Quotation]) -> list[int | None]:
    """For each quotation, the place in the list of the one that holds it."""
    holders: list[int | None] = []
    open_: list[int] = []
    for i, q in enumerate(quotations):
        while open_ and not quotations[open_[-1]].holds(q):
            open_.pop()
        holders.append(open_[-1] if open_ else None)
        open_.append(i)
    return holders


def _excerpt(text: str, q: Quotation, k: Kind, said: Attribution, facts: frozenset[str]) -> Quoted:
    who = said if k in (Kind.SPEECH, Kind.REPORTED) else Attribution()
    printed = who.printed or ""
    side = category(who.speaker or printed, text, q.start) if printed else Voice.UNKNOWN
    where = territory(printed) if printed else None
    return Quoted(q.inner, q.stop, text[q.inner : q.stop], k, _as_printed(who, text), side, where, tuple(sorted(facts)))


def _as_printed(said: Attribution, text: str) -> Attribution:
    """With the apostrophes of the document, which reading makes straight."""
    if not said.printed or text.count("’") <= text.count("'"):
        return said
    speaker = said.speaker.replace("'", "’") if said.speaker else None
    return Attribution(said.printed.replace("'", "’"), speaker, said.certainty)
