"""Which quotes an audience may read, and the most that may be said of who speaks.

An attribution counts together with everything already said of that speaker: what at least k people of the cohort
share may be said, and the rarest of it that is still shared is the most informative. One speaker gets one attribution
in a release, so that several of their quotes say no more than one. What the words themselves tell counts as said.
Others, who were not asked, are not told of: nobody named, nobody else's health, violence or trouble with the law.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pandas as pd

from workbench.disclosure.chains import Printed, chained
from workbench.disclosure.told import COMMON, told
from workbench.disclosure.words import delicate, hits, lexicon, tells_of_others, territory_said
from workbench.messages import _
from workbench.people import Audience, Consent, Voice, allows_quote

Attribute = tuple[str, str]  # a column of the households, or "family", and the speaker's value
NOBODY = frozenset[Attribute]()
NUMBERED = re.compile(r"\[(prénom|nom|personne|enfant|commune|lieu)\s*\d+\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be published. `excerpt` and `person` stay in the study; `id` tells nothing of either.

    `attributes` is what the attribution and the words say of the speaker: what later releases must count.
    """

    id: str
    excerpt: str
    person: str
    text: str
    attribution: str
    attributes: frozenset[Attribute] = NOBODY


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words that may not be published, and why."""

    excerpt: str
    person: str | None
    why: str


def releasable(
    excerpts: pd.DataFrame,
    consents: list[Consent],
    households: pd.DataFrame,
    audience: Audience,
    *,
    k: int,
    disclosed: Mapping[str, AbstractSet[Attribute | str]] | None = None,
    earlier: Sequence[Printed] = (),
) -> tuple[list[Quote], list[Refusal]]:
    """The quotes that may go to an audience and the refusals, in the order of the excerpts.

    `excerpts` has the columns excerpt, text, kind, person, voice; `households` one row a household: household,
    territory, composition (children is used if there). `disclosed` holds what earlier releases said of each speaker:
    pairs of column and value, or columns. At least `k` households share all that is known of a speaker afterwards.
    For the public the numbers of labels ([prénom 1]) go, so that they join no two quotes. Quotes that can be chained to
    one person nevertheless are refused, but for the first of each chain; what these readers were given `earlier`
    counts.
    """
    cohort = _cohort(households)
    rows = [row for _index, row in excerpts.iterrows()]
    refusals, kept = {}, []
    for row in rows:
        why = _refused(row, consents, audience)
        if why is None and str(row["voice"]) == Voice.HOUSEHOLD.value:
            why = _not_in(cohort, str(row["person"]), k) or _number_told(cohort, row, k)
        if why is None:
            kept.append(row)
        else:
            refusals[row["excerpt"]] = Refusal(str(row["excerpt"]), _person(row), why)
    touchy = {str(row["person"]) for row in kept if delicate(str(row["text"]))}
    words = _words_of(kept)
    said: dict[str, tuple[str, frozenset[Attribute]]] = {}
    quotes = []
    for row in kept:
        person = str(row["person"])
        if person not in said:
            before = {*(disclosed or {}).get(person, set()), *words.get(person, NOBODY)}
            said[person] = _attribution(person, str(row["voice"]), cohort, before, k, territory=person not in touchy)
        digest = sha256(f"{row['excerpt']}\n{row['text']}".encode()).hexdigest()[:10]
        text = _unnumbered(str(row["text"]), audience)
        attribution, attributes = said[person]
        attributes |= words.get(person, NOBODY)
        quotes.append(Quote(f"q-{digest}", str(row["excerpt"]), person, text, attribution, attributes))
    shown = [Printed(q.excerpt, q.person, q.text, q.attribution) for q in quotes]
    joined = chained(shown, [replace(one, text=_unnumbered(one.text, audience)) for one in earlier])
    for quote in quotes:
        if quote.excerpt in joined:
            why = _("it can be chained to another quote of the same person")
            refusals[quote.excerpt] = Refusal(quote.excerpt, quote.person, why)
    order = [refusals[row["excerpt"]] for row in rows if row["excerpt"] in refusals]
    return [quote for quote in quotes if quote.excerpt not in refusals], order


def _unnumbered(text: str, audience: Audience) -> str:
    return NUMBERED.sub(r"[\1]", text) if audience is Audience.T3 else text


def _words_of(rows: "Sequence[pd.Series[Any]]") -> dict[str, frozenset[Attribute]]:
    """What each household's own words say of how many children there are."""
    found: dict[str, frozenset[Attribute]] = {}
    for row in rows:
        number = told(str(row["text"])).children
        if number is not None and str(row["voice"]) == Voice.HOUSEHOLD.value:
            person = str(row["person"])
            found[person] = found.get(person, NOBODY) | {("children", str(number))}
    return found


def _number_told(cohort: pd.DataFrame, row: "pd.Series[Any]", k: int) -> str | None:
    number = told(str(row["text"])).children
    if number is None or shared_by(cohort, {("children", str(number))}) >= k:
        return None
    return _("the words give a number of children that fewer than {k} households have").format(k=k)


def _person(row: "pd.Series[Any]") -> str | None:
    return None if pd.isna(row["person"]) else str(row["person"])


def _refused(row: "pd.Series[Any]", consents: list[Consent], audience: Audience) -> str | None:
    person = _person(row)
    if person is None:
        return _("nobody is known to have said it, so nobody can have agreed")
    if str(row["kind"]) != "speech":
        return _("these are not the speaker’s own words")
    if not allows_quote(consents, person, audience):
        return _("the speaker has not agreed to be quoted to this audience")
    found = hits(str(row["text"]))
    if found:
        return _("the words hold {what}").format(what=", ".join(sorted({hit.why for hit in found})))
    return _recognised(str(row["text"]))


def _recognised(text: str) -> str | None:
    """Why words without any identifier still point to somebody."""
    heard = told(text)
    if heard.events - COMMON:
        return _("the words tell of an event that few people live through")
    if heard.ages:
        return _("the words hold {what}").format(what=_("an exact age"))
    if tells_of_others(text):
        return _("the words tell of somebody else’s health, violence or trouble with the law, who was not asked")
    if territory_said(text):
        return _("the words name a département, which is for the attribution to say or not")
    return None


def _not_in(cohort: pd.DataFrame, person: str, k: int) -> str | None:
    if person not in cohort.index:
        return _("the speaker is not in the table of households")
    return _("fewer than {k} households are in the cohort").format(k=k) if len(cohort) < k else None


def _cohort(households: pd.DataFrame) -> pd.DataFrame:
    """One row a household: the attributes that an attribution may use; missing where not known."""
    found = pd.DataFrame(index=households["household"].astype(str))
    for column in ("composition", "territory"):
        if column in households:
            found[column] = households[column].astype(object).to_numpy()
    if "composition" in found:
        children = found["composition"].map(lambda v: bool(v) and ("enfant" in str(v) or "monoparent" in str(v)))
        found["family"] = children.map({True: "yes", False: "no"}).where(found["composition"].notna(), None)
    if "children" in households:
        numbers = pd.to_numeric(households["children"], errors="coerce").to_numpy()
        found["children"] = [None if n != n else str(int(n)) for n in numbers]
    return found.astype(object).where(found.notna(), None)


def shared_by(cohort: pd.DataFrame, attributes: AbstractSet[Attribute]) -> int:
    """How many households of the cohort have all these attributes; 0 for an attribute that it does not know."""
    same = pd.Series(True, index=cohort.index)
    for column, value in attributes:
        same &= cohort[column].astype(str).eq(str(value)) if column in cohort else False
    return int(same.sum())


def _candidates(person: str, cohort: pd.DataFrame, territory: bool) -> Iterator[frozenset[Attribute]]:
    """Sets of at most two attributes of this household."""
    own = {c: str(v) for c, v in cohort.loc[person].items() if v is not None and v == v}
    for kind in ("composition", "family", None):
        for place in ("territory", None) if territory else (None,):
            columns: Sequence[str | None] = (kind, place)
            if all(c is None or c in own for c in columns) and not (kind == "family" and own["family"] == "no"):
                yield frozenset((c, own[c]) for c in columns if c is not None)


def _attribution(
    person: str,
    voice: str,
    cohort: pd.DataFrame,
    before: AbstractSet[Attribute | str],
    k: int,
    *,
    territory: bool,
) -> tuple[str, frozenset[Attribute]]:
    """The most informative attribution that at least k people share, with all that was said before."""
    if voice != Voice.HOUSEHOLD.value:
        kind = lexicon()["organisation"].get(voice)
        return (_("a professional ({kind})").format(kind=kind) if kind else _("a professional")), NOBODY
    known = {(b, str(cohort[b].get(person))) if isinstance(b, str) and b in cohort else b for b in before}
    pairs = {b if isinstance(b, tuple) else (b, "") for b in known}
    safe = [(shared_by(cohort, c | pairs), c) for c in _candidates(person, cohort, territory) if c]
    safe = [(n, c) for n, c in safe if n >= k]
    if not safe:
        return _("a supported household"), NOBODY
    chosen = min(safe, key=lambda found: (found[0], len(found[1])))[1]
    return _said(dict(chosen)), chosen


def _said(attributes: dict[str, str]) -> str:
    who = lexicon()["composition"].get(attributes.get("composition", ""))
    if who is None and "composition" in attributes:
        who = _("a household ({kind})").format(kind=attributes["composition"])
    if who is None:
        who = _("a family with children") if "family" in attributes else _("a supported household")
    if "territory" not in attributes:
        return str(who)
    return f"{who}, {lexicon()['territory'].get(attributes['territory'], attributes['territory'])}"
