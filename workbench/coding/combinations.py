"""Any combination of codes, as an evaluator writes it: `logement et ("Loyer" ou voisinage) sauf travail`.

Codes stand by their identifier, or by their label between quotes; a heading stands for every code under it. Words:
et/and/&, ou/or/|, sauf/non/not/!, parentheses; `a sauf b` is `a et non b`. "et" binds tighter than "ou".
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from workbench.coding.codebook_changes import same
from workbench.coding.codebooks import Codebook
from workbench.coding.side_by_side import in_todays_codes
from workbench.errors import BadInput
from workbench.messages import _

TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[()&|!])|«\s*(?P<guillemets>[^»]+?)\s*»|"(?P<quoted>[^"]+)"|(?P<word>[^\s()&|!"«»]+))"""
)
WORDS = {"et": "&", "and": "&", "ou": "|", "or": "|", "sauf": "!", "non": "!", "not": "!"}

Holds = Callable[[Collection[str]], bool]


@dataclass(frozen=True, slots=True)
class Combination:
    """What an excerpt's codes must be; `named` are those that make it worth showing (said without "not")."""

    holds: Holds
    named: frozenset[str]


def read(text: str, book: Codebook) -> Combination:
    """The combination that the text says; no text is every code. Raises BadInput, naming what cannot be understood."""
    tokens = _tokens(text)
    if not tokens:
        return Combination(lambda codes: True, frozenset())
    reader = _Reader(tokens, book)
    found = reader.either()
    if reader.tokens:
        raise BadInput(why=_("the combination cannot be read at “{word}”").format(word=reader.tokens[0][1]))
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text): a sign or a code."""
    found, at, stripped = [], 0, text.rstrip()
    while at < len(stripped):
        match = TOKEN.match(stripped, at)
        if match is None:
            raise BadInput(why=_("the combination cannot be read at “{word}”").format(word=stripped[at:].strip()[:20]))
        at = match.end()
        word = match["word"]
        if match["sign"] or (word and word.casefold() in WORDS):
            found.append(("sign", match["sign"] or WORDS[word.casefold()]))
        else:
            found.append(("code", word or match["guillemets"] or match["quoted"]))
    return found


class _Reader:
    """Reads the tokens from the left; what is left over stays in `tokens`."""

    def __init__(self, tokens: list[tuple[str, str]], book: Codebook) -> None:
        self.tokens, self.book = tokens, book

    def _next(self, *signs: str) -> bool:
        """Whether one of these signs comes next; takes it."""
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            self.tokens = self.tokens[1:]
            return True
        return False

    def either(self) -> Combination:
        parts = [self.both()]
        while self._next("|"):
            parts.append(self.both())
        holds, named = [p.holds for p in parts], frozenset[str]().union(*(p.named for p in parts))
        return Combination(lambda codes: any(one(codes) for one in holds), named)

    def both(self) -> Combination:
        parts = [self.one()]
        while self._next("&") or (self.tokens and self.tokens[0] == ("sign", "!")):
            parts.append(self.one())
        holds, named = [p.holds for p in parts], frozenset[str]().union(*(p.named for p in parts))
        return Combination(lambda codes: all(one(codes) for one in holds), named)

    def one(self) -> Combination:
        if self._next("!"):
            inner = self.one().holds
            return Combination(lambda codes: not inner(codes), frozenset())
        if self._next("("):
            inside = self.either()
            if not self._next(")"):
                raise BadInput(why=_("a parenthesis is not closed"))
            return inside
        if not self.tokens or self.tokens[0][0] == "sign":
            where = self.tokens[0][1] if self.tokens else _("its end")
            raise BadInput(why=_("a code is missing in the combination, before “{word}”").format(word=where))
        wanted = under(self.book, self.tokens[0][1])
        self.tokens = self.tokens[1:]
        return Combination(lambda codes: not wanted.isdisjoint(codes), wanted)


def under(book: Codebook, name: str) -> frozenset[str]:
    """The code of that identifier or label with every code under it; raises BadInput when there is none."""
    found = book.by_id.get(name) or next((c for c in book.codes if same(c.label) == same(name)), None)
    if found is None:
        raise BadInput(why=_("there is no code called “{name}” in the codebook").format(name=name))
    wanted, more = {found.id}, {found.id}
    while more:
        more = {c.id for c in book.codes if c.group in more} - wanted
        wanted |= more
    return frozenset(wanted | {in_todays_codes(book, code) for code in wanted})
