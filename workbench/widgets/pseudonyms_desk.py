"""One file under review: takes what the page asks, decides nothing, lets the text in when the evaluator says so.

Nothing here knows a browser or a kernel: messages are mappings, offsets in them are UTF-16 units. What is confidential
(the text, the names) goes in answers only; a passphrase is used and forgotten.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.intake.documents import Turn
from workbench.intake.identifiers import propose
from workbench.intake.identifiers.lexicons import atoms
from workbench.intake.readers import read_document
from workbench.intake.turns import find_turns
from workbench.messages import _
from workbench.people import Person, Voice
from workbench.study.pseudonymised import Entry, enter, has_vault, key_of, refuse_again
from workbench.study.sources import Arrival
from workbench.widgets.coder_desk import Message, guarded
from workbench.widgets.coder_offsets import Units
from workbench.widgets.pseudonyms_review import Decision, Item, Review
from workbench.widgets.pseudonyms_view import blocks

if TYPE_CHECKING:
    from workbench.study import SourceRecord, Study

LONGEST = 60  # signs of a name, a pseudonym, a role


class PseudonymsDesk:
    """An evaluator's session on one file. Proposals are computed when the page first asks: it takes seconds."""

    def __init__(self, study: "Study", file: Path, by: str) -> None:
        self.study, self.by = study, by
        self.document, self.original = read_document(file)
        refuse_again(study, self.document)
        self.turns = find_turns(self.document.text)
        self.units = Units(self.document.text)
        self.unlocked = False
        self.entered: SourceRecord | None = None
        self._review: Review | None = None
        self._verbs: dict[str, Callable[[Message], Message]] = {
            "open": self._open,
            "decide": self._decide,
            "bounds": self._bounds,
            "kind": self._kind,
            "label": self._label,
            "add": self._add,
            "preview": self._preview,
            "unlock": self._unlock,
            "enter": self._enter,
        }

    @property
    def review(self) -> Review:
        """What was proposed and decided."""
        if self._review is None:
            self._review = Review(self.document.text, propose(self.document.text))
        return self._review

    def answer(self, message: Message) -> Message:
        """The answer to one message; a refusal is an answer too: {"kind": "refused", "why": one sentence}."""

        def act() -> Message:
            verb = self._verbs.get(str(message.get("op")))
            if verb is None:
                raise BadInput(why=_("the page asked for something unknown"))
            if self.entered is not None and message["op"] not in ("open", "enter"):
                raise BadInput(why=_("this text is in the study already"))
            return verb(message)

        return guarded(message, act)

    # -- what the page is told

    def _open(self, _message: Message) -> Message:
        if self.entered is not None:
            return self._done()
        of = self.units.of
        drawn = [[of(b.start), of(b.end), b.where, b.speaker, b.asks] for b in blocks(self.document, self.turns)]
        labels = {t.speaker: t.asks for t in self.turns}
        people = [[p.id, p.function or str(p.voice), p.territory or ""] for p in self.study.people()]
        return {
            **self._state(),
            "kind": "all",
            "text": self.document.text,
            "file": self.document.name,
            "name": self._suggested_name(),
            "blocks": drawn,
            "speakers": [[label, asks] for label, asks in labels.items()],
            "people": people,
        }

    def _state(self) -> Message:
        review = self.review
        return {
            "kind": "changed",
            "rows": [self._row(item) for item in review.ordered],
            "direct": review.undecided(direct=True),
            "quasi": review.undecided(direct=False),
            "vault": "open" if self.unlocked else "locked" if has_vault(self.study) else "none",
        }

    def _row(self, item: Item) -> list[Any]:
        """id, start, end, kind, direct, decision, [[start, end, label]], number of places with these words, by hand."""
        of = self.units.of
        labels = [[of(start), of(end), label] for start, end, label in self.review.labels(item)]
        places = max(1, len(self.review.occurrences(item.text)))
        span = [item.id, of(item.start), of(item.end)]
        return [*span, item.kind, item.direct, str(item.decision), labels, places, item.by_hand]

    def _suggested_name(self) -> str:
        """The file's name, unless it holds an identifier: then what kind of text it is."""
        stem = Path(self.document.name).stem
        if not propose(stem) and not self._named_in(stem):
            return stem
        return _("interview") if self.turns else _("document")

    def _named_in(self, words: str) -> list[str]:
        """The direct identifiers of the text, not refused, that these words hold."""
        there = set(atoms(words))
        items = self.review.items.values()
        return [i.text for i in items if i.direct and i.decision is not Decision.REFUSED and there & set(atoms(i.text))]

    # -- gestures

    def _span(self, message: Message) -> tuple[int, int]:
        return self.units.point(int(message["start"])), self.units.point(int(message["end"]))

    def _decide(self, message: Message) -> Message:
        id_, decision = int(message["item"]), Decision(message["as"])
        if message.get("everywhere"):
            return {"reached": self.review.everywhere(id_, decision), **self._state()}
        self.review.decide(id_, decision)
        return self._state()

    def _bounds(self, message: Message) -> Message:
        self.review.bounds(int(message["item"]), *self._span(message))
        return self._state()

    def _kind(self, message: Message) -> Message:
        self.review.rename_kind(int(message["item"]), str(message["as"]))
        return self._state()

    def _label(self, message: Message) -> Message:
        self.review.rename(int(message["item"]), int(message["part"]), str(message["label"]))
        return self._state()

    def _add(self, message: Message) -> Message:
        item = self.review.add(*self._span(message), str(message["as"]))
        return {"added": item.id, **self._state()}

    def _preview(self, _message: Message) -> Message:
        done = self.review.replaced()
        units = Units(done.text)
        marks = [[units.of(r.at), units.of(r.at + len(r.label))] for r in done.replacements]
        return {"kind": "preview", "text": done.text, "marks": marks}

    def _unlock(self, message: Message) -> Message:
        self.review.unlock(key_of(self.study, str(message.get("passphrase", ""))))
        self.unlocked = True
        return self._state()

    # -- the end

    def _enter(self, message: Message) -> Message:
        if self.entered is not None:
            return self._done()
        review = self.review
        if review.undecided(direct=True):
            raise BadInput(why=_("some direct identifiers are not decided yet"))
        people, speakers = self._people(message), dict[str, str]()
        turns = self._asking(message)
        answering = {t.speaker for t in turns if not t.asks}
        for label, person in (message.get("speakers") or {}).items():
            if label in answering and person:
                speakers[label] = str(person)
        proposed = review.proposed
        entry = Entry(
            self.document,
            self.original,
            turns,
            self._name(message),
            speakers,
            people,
            kind="interview" if self.turns else "report",
            arrival=Arrival("reviewed", sum(p.direct for p in proposed), sum(not p.direct for p in proposed)),
        )

        def decided(key: Any) -> Any:
            review.unlock(key)
            return review.replaced()

        passphrase = str(message.get("passphrase", ""))
        fresh = bool(message.get("fresh"))
        self.entered = enter(self.study, entry, decided, passphrase, by=self.by, fresh=fresh)
        self._forget()
        return self._done()

    def _asking(self, message: Message) -> tuple[Turn, ...]:
        """The turns, the interviewers among them being those whom the evaluator says; raises BadInput for nobody else.

        Who asks is found by the word before each turn or by who questions whom, and can be mistaken.
        """
        said = message.get("asks")
        if said is None or not self.turns:
            return self.turns
        asking = {str(label) for label in said}
        if all(t.speaker in asking for t in self.turns):
            raise BadInput(why=_("somebody in this text does not ask the questions: say who"))
        return tuple(replace(t, asks=t.speaker in asking) for t in self.turns)

    def _done(self) -> Message:
        source = self.entered
        return {"kind": "entered", "source": source.id if source else "", "name": source.name if source else ""}

    def _forget(self) -> None:
        """What is in the vault now does not stay in the kernel."""
        self._review, self.original, self.turns = None, b"", ()
        self.document, self.units = type(self.document)("", "", "", "", ()), Units("")

    def _name(self, message: Message) -> str:
        name = str(message.get("name", "")).strip()[:LONGEST]
        if not any(c.isalnum() for c in name):
            raise BadInput(why=_("the text needs a name in the study"))
        if self._named_in(name) or any(p.direct for p in propose(name)):
            raise BadInput(why=_("the name in the study holds an identifier; choose another one"))
        return name

    def _people(self, message: Message) -> tuple[Person, ...]:
        """The people whom the study does not know yet; their pseudonym must not be a name of the text."""
        found = []
        for one in message.get("people") or []:
            id_, function = str(one.get("id", "")).strip()[:LONGEST], str(one.get("function", "")).strip()[:LONGEST]
            territory = str(one.get("territory", "")).strip()[:LONGEST]
            if not id_ or self._named_in(f"{id_} {function}"):
                raise BadInput(why=_("a person of the study is a pseudonym: give one that is no name of this text"))
            if one.get("voice") not in set(Voice) - {Voice.AUTHOR}:
                raise BadInput(why=_("each new person needs a role"))
            found.append(Person(id_, Voice(one["voice"]), territory or None, function or None))
        return tuple(found)
