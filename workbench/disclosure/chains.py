"""Which quotes of a release can be joined to another of the same person, in it or in what its readers have already."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.disclosure.linkage import linkage


@dataclass(frozen=True, slots=True)
class Printed:
    """A quote as readers see it; `excerpt` and `person` tell which of two of one speaker is the earlier one."""

    excerpt: str
    person: str
    text: str
    attribution: str


def chained(quotes: Sequence[Printed], earlier: Sequence[Printed]) -> set[str]:
    """The excerpts to keep back. `earlier` is what these readers were given before, whichever release it was in.

    What is out already goes before what is new; of a person's quotes that can be chained, the first stays.
    """
    given = {quote.excerpt for quote in earlier}
    now = sorted(quotes, key=lambda quote: quote.excerpt not in given)  # stable: the order of the release otherwise
    wanted = {quote.excerpt for quote in now}
    before = [quote for quote in dict.fromkeys(earlier) if quote.excerpt not in wanted]
    # Read alone too: among more quotes, one may fit two people, and then stands with neither.
    return _later_ones(now) | (_later_ones([*before, *now]) & wanted if before else set())


def _later_ones(quotes: Sequence[Printed]) -> set[str]:
    """The excerpts of all quotes but the first in each chain of one person's."""
    by_id = {str(n): quote for n, quote in enumerate(quotes)}
    found = linkage([{"id": id_, "text": q.text, "attribution": q.attribution} for id_, q in by_id.items()])
    later = set()
    for profile in found["profiles"]:
        met: dict[str, str] = {}
        for quote in (by_id[id_] for id_ in profile["quotes"]):
            if met.setdefault(quote.person, quote.excerpt) != quote.excerpt:
                later.add(quote.excerpt)
    return later
