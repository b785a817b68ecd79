"""What the machine's suggestions did to a study's codings: are they followed blindly, and does the machine err evenly?

Everything is computed from what the study keeps; nothing here suggests, decides or codes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Origin, Suggestion
from workbench.coding.discovery import saturation
from workbench.coding.excerpts import Excerpt
from workbench.coding.guards import Bias, acceptance, bias, diversity, is_control, with_decoys
from workbench.indicators.display import number
from workbench.messages import _
from workbench.people import Voice

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

Place = tuple[str, int, int, str]  # source, start, end and words of an excerpt
CONTROL = 0.1  # share of turns shown without suggestion
DECOYS = 0.05  # share of turns whose last suggestion is known to be wrong
FIRST = 3  # the machine errs on an excerpt when none of its first three codes was put there
HALVED = 4  # different numbers from which an attribute is read as lower and higher half
ODD = 0.05  # below, a spread of errors is said to go with the attribute


def without_suggestion(study: "Study", turn: Excerpt) -> bool:
    """Whether a turn belongs to the sample that everybody is shown without suggestion."""
    return is_control(turn, CONTROL, study.title)


def mixed(study: "Study", book: Codebook, shown: Sequence[Suggestion]) -> list[Suggestion]:
    """One turn's suggestions as a coder is to see them: on a few turns the last one is replaced by a decoy."""
    if not shown:
        return []
    e = shown[0].excerpt
    there = [
        c for c in study.codings(e.source, codebook=book.id) if c.excerpt.start < e.end and e.start < c.excerpt.end
    ]
    right = {coding.code for coding in there if coding.retracted is None}
    return with_decoys(shown, [code.id for code in book.offered()], right, DECOYS, study.title)


def in_control(study: "Study", codings: list[Coding]) -> list[bool]:
    """Whether each coding begins in a turn of the sample shown without suggestion."""
    turns = {source.id: source.turns for source in study.sources()}
    found = []
    for coding in codings:
        e = coding.excerpt
        around = next((t for t in turns.get(e.source, ()) if t.start <= e.start < t.end), None)
        found.append(is_control(replace(e, start=around.start) if around else e, CONTROL, study.title))
    return found


def guarding(study: "Study", codebook: str) -> "DataFrame":
    """What was followed and what was refused, decoys apart, and how varied codes are with and without suggestions."""
    from pandas import DataFrame

    decided = study.decisions()
    decided = decided[decided["codebook"] == codebook]
    found = acceptance(zip(decided["model"], decided["accepted"], strict=True))
    codings = [c for c in study.codings(codebook=codebook) if c.retracted is None]
    helped = diversity(c.code for c in codings if c.origin is Origin.SUGGESTION)
    alone = diversity(c.code for c in codings if c.origin is not Origin.SUGGESTION)
    control = sum(in_control(study, codings))
    rows = [
        (_("Suggestions accepted"), _share(found.accepted, found.decided)),
        (_("Decoys accepted (codes known to be wrong)"), _share(found.decoys_accepted, found.decoys)),
        (_("Codings on excerpts shown without suggestion"), _share(control, len(codings))),
        (_("Different codes, with suggestions"), _varied(helped.codings, helped.codes, helped.effective)),
        (_("Different codes, without"), _varied(alone.codings, alone.codes, alone.effective)),
    ]
    return DataFrame(rows, columns=[_("measure"), _("figure")])


def _share(part: int, whole: int) -> str:
    return _("{part} out of {whole}").format(part=part, whole=whole) if whole else _("none yet")


def _varied(codings: int, codes: int, effective: float | None) -> str:
    if effective is None:
        return _("none yet")
    return _("{codes} in {codings} codings, as varied as {n} used equally").format(
        codes=codes, codings=codings, n=number(effective)
    )


def machine_errors(study: "Study", codebook: str) -> list[tuple[str, bool]]:
    """(household, whether the machine erred) for each coded excerpt of a household's interview.

    Every household is asked of a machine that learned from the others alone. It errs when none of its first FIRST
    codes was put on the excerpt by anybody. Of very many excerpts, only those that the machine learns from are asked.
    """
    from workbench.coding.suggestions import Suggester, coded_texts

    voices = {person.id: person.voice for person in study.people()}
    person = {source.id: source.person or "" for source in study.sources()}
    kept = [coding for coding in study.codings(codebook=codebook) if coding.retracted is None]
    suggester = Suggester(study.codebook(codebook), coded_texts(kept))
    by_household: dict[str, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in kept:
        who, e = person.get(coding.excerpt.source, ""), coding.excerpt
        if voices.get(who) is Voice.HOUSEHOLD and e.text in suggester.place:
            by_household[who][e.source, e.start, e.end, e.text].add(coding.code)
    found = []
    for household, put in sorted(by_household.items()):
        texts = list(dict.fromkeys(place[-1] for place in put))
        proposed = dict(zip(texts, suggester.as_if_uncoded(texts, top=FIRST), strict=True))
        found += [(household, not codes & {*proposed[place[-1]]}) for place, codes in put.items()]
    return found


def bias_table(study: "Study", codebook: str) -> "DataFrame":
    """By household attribute: the machine's errors by value, and what their spread says. Small numbers: team only."""
    from pandas import DataFrame

    errors = machine_errors(study, codebook)
    households = {household for household, _wrong in errors}
    known: dict[str, dict[str, str]] = {household: {} for household in households}
    recorded = study.attributes().dropna(subset=["value"])
    for name, of_name in recorded[recorded["person"].isin(households)].groupby("name"):
        values = _halved([str(value) for value in of_name["value"]])
        for household, value in zip(of_name["person"], values, strict=True):
            known[household][str(name)] = value
    tested = bias(errors, known)
    rows = [
        {
            _("attribute"): one.attribute,
            _("errors by value"): " ; ".join(_errors(one, value) for value in one.errors),
            _("chance of such a spread"): "" if one.p is None else f"{one.p:.2f}".replace(".", ","),
            _("reading"): _reading(one, len(households), len(tested)),
        }
        for one in tested
    ]
    return DataFrame(rows, columns=[_("attribute"), _("errors by value"), _("chance of such a spread"), _("reading")])


def _halved(values: list[str]) -> list[str]:
    """Numbers as below or above their median, so that several households share a value; other values as they are."""
    try:
        numbers = [float(value.replace(",", ".")) for value in values]
    except ValueError:
        return values
    if len(set(numbers)) < HALVED:
        return values
    middle = number(median(numbers))
    low, high = _("{n} or less").format(n=middle), _("more than {n}").format(n=middle)
    return [low if number <= median(numbers) else high for number in numbers]


def _errors(one: Bias, value: str) -> str:
    n = one.excerpts[value]
    return f"{value or _('not recorded')} : {_share(round(one.errors[value] * n), n)}"


def _reading(one: Bias, households: int, tested: int) -> str:
    """In words; among several attributes some look odd by chance, so the bar is shared between them (Bonferroni)."""
    if one.p is None:
        return _("Nothing to compare: every household has the same value.")
    if one.p < ODD / tested:
        return _("The machine errs with this attribute: do not join suggested codings with it.")
    if one.p < ODD:
        return _("Perhaps: of {n} attributes, one may look so by chance. Read the excerpts first.").format(n=tested)
    return _("No link seen between {n} households: too few to rule one out.").format(n=households)


def new_codes(study: "Study", codebook: str) -> "DataFrame":
    """Interview by interview, in the order of coding: codes never met before (`new`) and met so far (`met`)."""
    from pandas import DataFrame

    by_source: dict[str, set[str]] = {}
    for coding in sorted(study.codings(codebook=codebook), key=lambda c: c.created):
        if coding.retracted is None:
            by_source.setdefault(coding.excerpt.source, set()).add(coding.code)
    return DataFrame(saturation(by_source.items()), columns=["interview", "new", "met"])
