"""What kind of speaker an attribution names, and where; the lexicon is `corpus/lexicons/speakers_in_reports.toml`."""

import re
import tomllib
import unicodedata
from collections import Counter
from enum import StrEnum
from functools import lru_cache
from typing import Any

from workbench.resources import shipped

TITLE = re.compile(r"^(?:M|MM|Mme|Mmes|Mlle|Mr|Monsieur|Madame|Mademoiselle)\.?\s+[A-Z](?:\.|\b)(?!\w)")
NAME = re.compile(
    r"(?<![\w'])[A-ZÀ-ÖØ-Þ](?:[\w’-]*[A-ZÀ-ÖØ-Þa-zà-öø-ÿ\d])?"
    r"(?:(?:[ ]+-?|[ ]d['’]|[ ]de[ ]|[ ]et[ ])[A-ZÀ-ÖØ-Þ][\w’-]*|[ ]\d{1,2}\b)*"
)
NUMBER = re.compile(r"(?:^|[\s,(/–-])(\d{2}|2[AB]|97\d)(?=$|[\s,)/.])(?!\s*(?:ans|mois|enfants?|€|euros|h\b|%))")
MOST_MENTIONS = 60


class Category(StrEnum):
    """The side a speaker speaks from; `unknown` whenever nothing says it."""

    HOUSEHOLD = "household"
    ASSOCIATION = "association"
    LANDLORD = "landlord"
    STATE = "state"
    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"
    SIAO = "siao"
    UNKNOWN = "unknown"


@lru_cache
def lexicon() -> dict[str, Any]:
    """The lexicon of speakers, as written."""
    return tomllib.loads((shipped("corpus") / "lexicons" / "speakers_in_reports.toml").read_text("utf-8"))


def folded(text: str) -> str:
    """Without accents, with straight apostrophes; the length may change, the case does not."""
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def any_of(words: list[str]) -> re.Pattern[str]:
    """One expression for plain words; those with a capital keep it, a plural s or x is understood."""

    def each(some: list[str]) -> str:
        ordered = sorted((folded(w) for w in some), key=len, reverse=True)
        return "|".join("[sx]? ".join(map(re.escape, w.split())) for w in ordered) or r"(?!)"

    exact = each([w for w in words if w != w.lower()])
    loose = each([w for w in words if w == w.lower()])
    return re.compile(rf"(?<![\w-])(?:(?:{exact})|(?i:{loose}))(?i:[sx])?(?![\w-])")


@lru_cache
def _patterns(group: str) -> tuple[tuple[Category, re.Pattern[str]], ...]:
    return tuple((Category(name), any_of(words)) for name, words in lexicon()[group].items())


def first_kind(text: str, group: str = "bodies") -> tuple[Category, re.Match[str]] | None:
    """The category named first in a text (the longest of those that start together) and where, in `folded(text)`."""
    found = [(m.start(), -m.end(), category, m) for category, p in _patterns(group) if (m := p.search(folded(text)))]
    if not found:
        return None
    _start, _end, category, match = min(found, key=lambda f: f[:2])
    return category, match


def category(attribution: str, document: str = "") -> Category:
    """The category of the speaker that an attribution names.

    A body named decides, else what the document says elsewhere of the names in it, else the trade, else `unknown`.
    """
    if body := first_kind(attribution):
        return body[0]
    for name in NAME.findall(attribution):
        if known := _said_of(name, document):
            return known
    trade = first_kind(attribution, "trades")
    if trade:
        return trade[0]
    return Category.HOUSEHOLD if TITLE.match(attribution.strip("( ")) else Category.UNKNOWN


@lru_cache(maxsize=512)
def _said_of(name: str, document: str) -> Category | None:
    """What a document says that a name is: "l'association X", "X, bailleur", "Foyer d'accueil … (X)"."""
    if len(name) < 3 or not document:
        return None
    votes: Counter[Category] = Counter()
    for n, m in enumerate(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document)):
        if n >= MOST_MENTIONS:
            break
        before = " ".join(document[max(0, m.start() - 60) : m.start()].replace("*", "").split())
        after = " ".join(document[m.end() : m.end() + 60].replace("*", "").split())
        if before.endswith("("):
            near = re.split(r"[.,;:(]", before[:-1])[-1]
        else:
            near = re.split(r"[.,;:()]", before)[-1][-28:]
            near = near if re.search(r"(?:\w{4,}|\ble|\bla|[ld]['’])$", near.strip()) else ""
        apposed = re.match(r"\s*(?:[,(–-]|est (?:une?|le|la)\b)([^.;)]{0,50})", after)
        said = _last_kind(near) or (first_kind(apposed[1]) if apposed else None)
        if said and said[0] is not Category.HOUSEHOLD:
            votes[said[0]] += 1
    return votes.most_common(1)[0][0] if votes else None


def _last_kind(text: str) -> tuple[Category, re.Match[str]] | None:
    """The body whose words end the text, or nearly: "l'association", "le bailleur social"."""
    return first_kind(text) if text.strip() else None


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
