"""Changing the codebook from the coding screen: each verb of the study with its answer for the page."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.coding.codebooks import Codebook
    from workbench.study.codebook_edits import Change
    from workbench.widgets.coder_desk import Desk, Message, Verb


def book_of(book: "Codebook") -> dict[str, Any]:
    """A codebook as the page knows it: every code, headings and retired ones included; aliases left out."""
    offered = {code.id for code in book.offered()}
    codes = [
        {
            "id": c.id,
            "label": c.label,
            "group": c.group,
            "codable": c.codable,
            "offered": c.id in offered,
            "into": book.retired.get(c.id) or None,
            "definition": c.definition,
            "include": list(c.include),
            "exclude": list(c.exclude),
            "example": c.example,
        }
        for c in book.codes
        if c.alias_of is None
    ]
    return {"id": book.id, "title": book.title, "version": book.version, "codes": codes}


class Bookwork:
    """The codebook under a coder's hands."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.verbs: dict[str, Verb] = {
            "new_code": self._new,
            "rename_code": self._rename,
            "edit_code": self._edit,
            "move_code": self._move,
            "merge_codes": self._merge,
            "split_code": self._split,
            "retire_code": self._retire,
            "reinstate_code": self._reinstate,
            "history": self._history,
        }

    def _changed(self, change: "Change") -> "Message":
        more = self.desk.changed(said=change.sentence, code=change.code)
        return self.desk.done(change.added, change.removed, **more)

    def _new(self, message: "Message") -> "Message":
        desk = self.desk
        excerpt = desk.excerpt(*desk.span(message)) if "start" in message else None
        return self._changed(
            desk.study.new_code(
                desk.book.id,
                str(message["label"]),
                by=desk.coder,
                group=str(message.get("group") or "") or None,
                definition=str(message.get("definition") or ""),
                excerpt=excerpt,
            )
        )

    def _rename(self, message: "Message") -> "Message":
        return self._changed(
            self.desk.study.rename_code(*self._on(message), str(message["label"]), **self._by(message))
        )

    def _edit(self, message: "Message") -> "Message":
        words = {name: str(message.get(name) or "") for name in ("definition", "include", "exclude", "example")}
        return self._changed(
            self.desk.study.edit_code(
                *self._on(message),
                **self._by(message),
                definition=words["definition"],
                include=_lines(words["include"]),
                exclude=_lines(words["exclude"]),
                example=words["example"],
            )
        )

    def _move(self, message: "Message") -> "Message":
        group = str(message.get("group") or "") or None
        return self._changed(self.desk.study.move_code(*self._on(message), group, **self._by(message)))

    def _merge(self, message: "Message") -> "Message":
        return self._changed(self.desk.study.merge_codes(*self._on(message), str(message["into"]), **self._by(message)))

    def _split(self, message: "Message") -> "Message":
        chosen = [str(id_) for id_ in message.get("codings") or []]
        if not chosen:
            raise BadInput(why=_("tick the passages that go to the new code"))
        parts = {str(message["label"]): chosen}
        return self._changed(self.desk.study.split_code(*self._on(message), parts, **self._by(message)))

    def _retire(self, message: "Message") -> "Message":
        return self._changed(self.desk.study.retire_code(*self._on(message), **self._by(message)))

    def _reinstate(self, message: "Message") -> "Message":
        return self._changed(self.desk.study.reinstate_code(*self._on(message), **self._by(message)))

    def _history(self, message: "Message") -> "Message":
        code = str(message.get("code") or "") or None
        found = self.desk.study.code_history(self.desk.book.id, code)
        return {"kind": "history", "rows": found[["version", "at", "who", "what", "why"]].to_dict("records")}

    def _on(self, message: "Message") -> tuple[str, str]:
        return self.desk.book.id, str(message["code"])

    def _by(self, message: "Message") -> dict[str, str]:
        return {"by": self.desk.coder, "why": str(message.get("why") or "").strip()}


def _lines(given: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in given.splitlines() if line.strip())
