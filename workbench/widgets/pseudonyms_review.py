"""One text under review: what was proposed, what the evaluator decided on each, and the labels that follow from it.

Nothing here knows a screen, a study or a vault: texts, spans in code points, and a key that somebody else keeps.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from workbench.errors import BadInput, BadSpan, UnknownId
from workbench.intake.identifiers import DIRECT, KINDS, Identity, Key, Proposal, Replaced
from workbench.intake.identifiers import replace as replaced_in
from workbench.intake.identifiers.labels import LABEL, parts
from workbench.intake.identifiers.lexicons import ATOM, atoms, fold
from workbench.messages import _

BETWEEN = 3  # signs between two words of one expression: "Ben  Ali", "Ben-Ali"
Span = tuple[int, int]


class Decision(StrEnum):
    """What the evaluator said of one proposal; nothing is replaced in silence, and nothing is kept in silence."""

    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch [start, end) of the text and what was decided on it; `by_hand` when the evaluator found it."""

    id: int
    start: int
    end: int
    text: str
    kind: str
    decision: Decision = Decision.UNDECIDED
    by_hand: bool = False

    @property
    def direct(self) -> bool:
        return self.kind in DIRECT

    @property
    def proposal(self) -> Proposal:
        return Proposal(self.start, self.end, self.text, self.kind)


class Review:
    """The items of one text, none overlapping another, and the key under which their labels are given.

    `names` holds the labels that the evaluator chose, by (kind, words): they go before those given by counting.
    """

    def __init__(self, text: str, proposals: Iterable[Proposal], key: Key | None = None) -> None:
        self.text = text
        self.proposed = tuple(proposals)
        self.items: dict[int, Item] = {}
        self.names: dict[tuple[str, str], str] = {}
        self._last = 0
        self._base = key or Key()
        self._found: dict[tuple[str, ...], list[Span]] = {}
        self._words = [(fold(m[0]), m.start(), m.end()) for m in ATOM.finditer(text)]
        self._first: dict[str, list[int]] = defaultdict(list)
        for n, (word, _start, _end) in enumerate(self._words):
            self._first[word].append(n)
        self._taken = {m[0] for m in LABEL.finditer(text)}
        for p in self.proposed:
            self._keep(Item(self._next(), p.start, p.end, p.text, p.kind))
        self._label()

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _keep(self, item: Item) -> None:
        self.items[item.id] = item

    def item(self, id_: int) -> Item:
        """One item; raises UnknownId."""
        if id_ not in self.items:
            raise UnknownId(what=_("proposal"), id=id_)
        return self.items[id_]

    @property
    def ordered(self) -> list[Item]:
        return sorted(self.items.values(), key=lambda i: i.start)

    def undecided(self, *, direct: bool) -> int:
        """How many direct (or quasi-) identifiers still wait for a decision."""
        return sum(i.decision is Decision.UNDECIDED and i.direct is direct for i in self.items.values())

    # -- decisions

    def decide(self, id_: int, decision: Decision) -> None:
        """One decision, which a later one may change."""
        former = self.item(id_)
        self._keep(replace(former, decision=decision))
        if Decision.REFUSED in (former.decision, decision):  # labels are given to all others, decided or not
            self._label()

    def everywhere(self, id_: int, decision: Decision) -> int:
        """The same decision wherever these words stand, proposed or not; returns how many places it reached.

        What holds the words as a part of something else ("Aminata" in "Aminata Diallo") is left as it is.
        """
        model, reached = self.item(id_), 0
        for start, end in self.occurrences(model.text):
            here = self._over(start, end)
            if [atoms(i.text) for i in here] == [atoms(model.text)]:
                kind = model.kind if decision is Decision.ACCEPTED else here[0].kind
                self._keep(replace(here[0], decision=decision, kind=kind))
            elif not here and decision is Decision.ACCEPTED:
                self._keep(Item(self._next(), start, end, self.text[start:end], model.kind, decision, by_hand=True))
            else:
                continue
            reached += 1
        self._keep(replace(self.item(id_), decision=decision))
        self._label()
        return reached

    def bounds(self, id_: int, start: int, end: int) -> None:
        """Other bounds for an item; items that lie wholly within them go into it. Raises BadSpan."""
        item = self.item(id_)
        self._swallow(start, end, but=id_)
        self._keep(replace(item, start=start, end=end, text=self.text[start:end]))
        self._label()

    def rename_kind(self, id_: int, kind: str) -> None:
        """Another kind of identifier, and so another label."""
        self._keep(replace(self.item(id_), kind=_kind(kind)))
        self._label()

    def add(self, start: int, end: int, kind: str) -> Item:
        """An identifier that nobody proposed, accepted at once. Raises BadSpan."""
        item = Item(self._next(), start, end, self.text[start:end], _kind(kind), Decision.ACCEPTED, by_hand=True)
        self._swallow(start, end)
        self._keep(item)
        self._label()
        return item

    def _over(self, start: int, end: int) -> list[Item]:
        return [i for i in self.items.values() if i.start < end and start < i.end]

    def _swallow(self, start: int, end: int, but: int | None = None) -> None:
        why = ""
        if not 0 <= start < end <= len(self.text) or not self.text[start:end].strip():
            why = _("it holds no words")
        elif any(m.start() < end and start < m.end() for m in LABEL.finditer(self.text)):
            why = _("a label already stands there")
        others = [i for i in self._over(start, end) if i.id != but]
        if any(i.start < start or end < i.end for i in others):
            why = _("it overlaps another proposal; correct that one first")
        if why:
            raise BadSpan(start=start, end=end, source=_("the text"), length=len(self.text), why=why)
        for other in others:
            del self.items[other.id]

    def occurrences(self, words: str) -> list[Span]:
        """Where these words stand, whatever their case and accents, outside brackets."""
        wanted = atoms(words)
        if wanted not in self._found:
            self._found[wanted] = list(self._search(wanted))
        return self._found[wanted] if wanted else [(i.start, i.end) for i in self.items.values() if i.text == words]

    def _search(self, wanted: tuple[str, ...]) -> Iterable[Span]:
        labels = [m.span() for m in LABEL.finditer(self.text)]
        n = len(wanted)
        for at in self._first[wanted[0]] if wanted else ():
            run = self._words[at : at + n]
            if tuple(word for word, _start, _end in run) != wanted:
                continue
            gaps = [self.text[a[2] : b[1]] for a, b in pairwise(run)]
            start, end = run[0][1], run[-1][2]
            if all(len(gap) <= BETWEEN and not set(gap) & set("\n.?!;:") for gap in gaps) and not any(
                a < end and start < b for a, b in labels
            ):
                yield start, end

    # -- labels

    def labels(self, item: Item) -> list[tuple[int, int, str]]:
        """The (start, end, label) that would stand for an item, a full name being two."""
        return [(start, end, self._given.get((kind, self.text[start:end]), "")) for start, end, kind in _pieces(item)]

    def rename(self, id_: int, part: int, label: str) -> None:
        """A label of the evaluator's choice for one part of an item; one that stands already means the same identity.

        Raises BadInput for what is no label, for one of another kind, and for words that the study's key knows already.
        """
        pieces = _pieces(self.item(id_))
        if not 0 <= part < len(pieces):
            raise UnknownId(what=_("proposal"), id=id_)
        start, end, kind = pieces[part]
        words, label = self.text[start:end], label.strip()
        if not LABEL.fullmatch(label):
            raise BadInput(why=_("a label is a few words in square brackets"))
        known = self._base.label(kind, words)
        if known is not None and known != label:
            raise BadInput(why=_("the study’s vault already gives these words the label {label}").format(label=known))
        identity = self._key.identities.get(label)
        if identity is not None and identity.kind != kind:
            raise BadInput(why=_("{label} already stands for something of another kind").format(label=label))
        for same in identity.words if identity else ():
            self.names[(kind, same)] = label  # counted so far, chosen from now on: it may not move to somebody else
        mine = self._key.label(kind, words)
        for spelling in {words, *(self._key.identities[mine].words if mine else ())}:
            self.names[(kind, spelling)] = label
        self._label()

    def unlock(self, key: Key) -> None:
        """The study's key as it stands now: identities it knows get the labels they have there.

        A label chosen before the evaluator could see that the key gives it to somebody else is given up.
        """
        unseen = set(key.identities) - set(self._base.identities)
        self.names = {
            (kind, words): label
            for (kind, words), label in self.names.items()
            if key.label(kind, words) in (None, label) and not (label in unseen and key.label(kind, words) is None)
        }
        self._base = key
        self._label()

    def _label(self) -> None:
        """Gives labels in the order of the text to all that is not refused; each spelling is looked up once."""
        key, given = self._named(), dict[tuple[str, str], str]()
        taken = self._taken - set(key.identities)
        for item in self.ordered:
            if item.decision is not Decision.REFUSED:
                for start, end, kind in _pieces(item):
                    if (kind, words := self.text[start:end]) not in given:
                        given[kind, words], key = key.with_words(kind, words, taken)
        self._key, self._given = key, given

    def _named(self) -> Key:
        """The study's key with the labels that the evaluator chose."""
        chosen: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (kind, words), label in self.names.items():
            chosen[label].append((kind, words))
        identities = dict(self._base.identities)
        for label, names in chosen.items():
            known = identities.get(label, Identity(names[0][0], ()))
            spellings = dict.fromkeys([*known.words, *(w for _kind, w in names)])
            identities[label] = Identity(known.kind, tuple(spellings))
        return Key(MappingProxyType(identities))

    def replaced(self) -> Replaced:
        """The text as it would enter now: accepted items replaced, all others as they stand.

        Its key is the study's with the identities of this text, and nothing of what was refused or left undecided.
        """
        accepted = [i.proposal for i in self.ordered if i.decision is Decision.ACCEPTED]
        done = replaced_in(self.text, accepted, self._named())
        identities = dict(self._base.identities)
        for one in done.replacements:
            known = identities.get(one.label, Identity(one.kind, ()))
            if one.words not in known.words:
                identities[one.label] = Identity(known.kind, (*known.words, one.words))
        return replace(done, key=Key(MappingProxyType(identities)))


def _pieces(item: Item) -> list[tuple[int, int, str]]:
    return [(item.start + first, item.start + last, kind) for first, last, kind in parts(item.kind, item.text)]


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise BadInput(why=_("there is no such kind of identifier"))
    return kind
