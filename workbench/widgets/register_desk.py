"""What the register's screen asks of the study: everything that holds, and one more answer. No rule is decided here."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _
from workbench.people import Answer, Consent, Use
from workbench.study.register import (
    LONGEST,
    Entry,
    answer_name,
    audience_name,
    audience_of,
    record_answer,
    register,
    today,
    use_name,
)
from workbench.widgets.coder_desk import Message, guarded

if TYPE_CHECKING:
    from workbench.study import Study


class RegisterDesk:
    """An evaluator's session on the register of one study."""

    def __init__(self, study: "Study", by: str) -> None:
        self.study, self.by = study, by

    def answer(self, message: Message) -> Message:
        """The answer to one message; a refusal is an answer too: {"kind": "refused", "why": one sentence}."""

        def act() -> Message:
            match message.get("op"):
                case "open":
                    return self._all()
                case "record":
                    self._record(message)
                    return self._all()
            raise BadInput(why=_("the page asked for something unknown"))

        return guarded(message, act)

    def _all(self) -> Message:
        entries = register(self.study)
        people = {p.id: [p.id, p.function or "", p.territory or "", str(p.voice)] for p in self.study.people()}
        circles = [(use, audience_of(use)) for use in Use]
        return {
            "kind": "all",
            "by": self.by,
            "today": today().isoformat(),
            "longest": LONGEST,
            "uses": [[use.value, use_name(use), circle.value, audience_name(circle)] for use, circle in circles],
            "people": list(people.values()),
            "cells": [_cell(entry) for entry in entries],
        }

    def _record(self, message: Message) -> None:
        """Records what the form says; the study refuses what does not hold together."""
        said = {name: str(message.get(name) or "").strip() for name in ("date", "recorded_by", "how", "representative")}
        if message.get("use") not in set(Use) or message.get("answer") not in set(Answer):
            raise BadInput(why=_("choose an answer"))
        consent = Consent(
            str(message["person"]),
            Use(message["use"]),
            Answer(message["answer"]),
            said["date"],
            said["recorded_by"],
            bool(message.get("read_back")),
            said["representative"] or None,
            said["how"] or None,
        )
        record_answer(self.study, consent, by=self.by)


def _cell(entry: Entry) -> dict[str, Any]:
    """One person's answer for one use, in words, with what was answered before."""
    state = "withdrawn" if entry.withdrawn else {Answer.YES: "yes", Answer.NO: "no"}.get(entry.answer, "silence")
    return {
        "person": entry.person,
        "use": entry.use.value,
        "state": state,
        "said": answer_name(entry),
        "history": [
            [c.answer.value, c.date, c.recorded_by, c.read_back, c.how or "", c.representative or ""]
            for c in entry.history
        ],
    }
