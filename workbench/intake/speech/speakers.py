"""What kind of speaker an attribution names, and where; the lexicon is `corpus/lexicons/speakers_in_reports.toml`."""

import re

from workbench.intake.speech.elsewhere import by_first_name, named_earlier, said_of
from workbench.intake.speech.kinds import (
    NAME,
    SURNAME,
    TITLE,
    all_kinds,
    first_kind,
    folded,
    is_first_name,
    lexicon,
    people_words,
)
from workbench.people import Voice

NUMBER = re.compile(r"(?:^|[\s,(/–-])(\d{2}|2[AB]|97\d)(?=$|[\s,)/.])(?!\s*(?:ans|mois|enfants?|€|euros|h\b|%))")
AGE = re.compile(r"\b\d\d ans\b")  # reports print the age of those they are about, not of those who work with them
OFFICE = re.compile(r"l[ea]\s+(?:direct|responsab|président|chef|coord)\w*$", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:concernée?s? par|intervenant|auprès|suivie?s? par|accompagnée?s? par|à propos)\b")
HEADING = re.compile(r"^(?:#+ .+|[^a-zà-ÿ\n]*[A-ZÀ-Þ]{4}[^a-zà-ÿ\n]{6,})$", re.MULTILINE)
NO_NAME = re.compile(r"(?:[LDC]es|Une|Cette|Son|Sa|Leurs?|Nos|Notre|Deux|Trois|Certains|Pour|Dans)")
EARLIER = 6000  # code points back in which "le coordinateur" has been said to be the one of a body
LONGEST_SECTION = 14_000


def category(speaker: str, document: str = "", at: int = 0) -> Voice:
    """The category of the speaker that these words name, quoted at `at` in the document.

    A body named decides; else what the document says elsewhere of the names in it; else words that names of landlords
    have; else the trade; for a bare surname or "la directrice", the body that the section is about; else `unknown`.
    """
    words = ASIDE.split(speaker)[0]
    if body := first_kind(words):
        return Voice.LANDLORD if _in_a_landlords_name(words, body[1].start()) else body[0]
    names = [name for name in NAME.findall(_without_people(words)) if len(name) > 2 and not NO_NAME.fullmatch(name)]
    for name in names:
        if not is_first_name(name) and (known := said_of(name, document)):
            return known
    for group in ("names", "trades"):
        if likely := first_kind(words, group):
            return likely[0]
    if TITLE.match(words.strip("( ")) or AGE.search(words) or by_first_name(words, document):
        return Voice.HOUSEHOLD
    if earlier := named_earlier(words, document[max(0, at - EARLIER) : at]):
        return earlier
    local = any(SURNAME.search(name) for name in names) or (not names and OFFICE.match(words))
    return _section(document, at) if local else Voice.UNKNOWN


def _section(document: str, at: int) -> Voice:
    """The body that the section around a place is about, by its heading and its first words; never a household."""
    headings = list(HEADING.finditer(document, max(0, at - LONGEST_SECTION), at))
    for heading in reversed(headings[-4:]):
        start = document[heading.start() : heading.end() + 260].replace("*", "")
        found = [f for f in all_kinds(" ".join(start.split())) if f is not Voice.HOUSEHOLD]
        if found:
            return found[0]
    return Voice.UNKNOWN


def _in_a_landlords_name(words: str, at: int) -> bool:
    """Whether a body stands in a name that ends as those of landlords do: "Val Métropole Habitat"."""
    named = [m for m in NAME.finditer(folded(words)) if m.start() <= at < m.end()]
    return any(
        " " in m[0] and first_kind(m[0].split()[-1], "names") and Voice.LOCAL_AUTHORITY in all_kinds(m[0])
        for m in named
    )


def _without_people(words: str) -> str:
    """The words without those that only say that a person speaks: what is left are names."""
    said = people_words()
    kept = [w for w in words.split() if not said.fullmatch(folded(w.strip("(),.")).lower())]
    return " ".join(kept)


def territory(attribution: str) -> str | None:
    """The number of the département that an attribution prints, by number or by name; None when it prints none."""
    if number := NUMBER.search(attribution):
        code = number[1].upper()
        if code in lexicon()["territories"]:
            return code
    plain = folded(attribution)
    names = sorted(lexicon()["territories"].items(), key=lambda item: -len(item[1]))
    for code, name in names:
        spelt = "[ -]".join(map(re.escape, folded(name).split("-")))
        if re.search(rf"(?<![\w-]){spelt}(?![\w-])", plain):
            return str(code)
    return None
