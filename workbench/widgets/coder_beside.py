"""What stands beside the coding: who speaks, the team's progress, the other interviews, memos, words to find."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _
from workbench.widgets.coder_person import speaker_card

if TYPE_CHECKING:
    from workbench.study.memos import Memo
    from workbench.widgets.coder_desk import Desk, Message, Verb

MOST = 200  # places found that a page gets


class Beside:
    """Everything that the coder may ask for while coding and that the first sight of the text does not wait for."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.verbs: dict[str, Verb] = {
            "beside": lambda _message: self._beside(),
            "review": self._review,
            "declare": self._declare,
            "memos": self._memos,
            "memo_save": self._memo_save,
            "find": self._find,
        }

    def _beside(self) -> "Message":
        desk, study = self.desk, self.desk.study
        done = study.progress(desk.book.id)
        here = done[(done["source"] == desk.source.id) & done["coder"].fillna("").ne("")]  # not yet read by anybody
        if desk.hidden:
            here = here[here["coder"] == desk.coder]
        curtain = desk.curtain
        return {
            "kind": "beside",
            "person": speaker_card(study, desk.source),
            "sources": [[source.id, source.name] for source in study.sources()],
            "progress": [_plain(row) for row in here.to_dict("records")],
            "curtain": {
                "drawn": curtain.drawn,
                "hidden": desk.hidden,
                "declared": curtain.declared,
                "sentence": self._sentence(),
            },
        }

    def _sentence(self) -> str:
        """What the coder must know of blind coding here."""
        curtain = self.desk.curtain
        if not curtain.drawn:
            return _("Blind coding: the others’ codings stay hidden.") if self.desk.blind else ""
        if not curtain.declared:
            return _("Drawn for agreement: coded blind and without suggestions until everybody has finished.")
        if curtain.waiting:
            return _("You have finished; waiting for {coders}.").format(coders=", ".join(curtain.waiting))
        return _("Drawn for agreement; everybody has finished.")

    def _review(self, message: "Message") -> "Message":
        desk = self.desk
        desk.study.mark_reviewed(desk.source.id, str(message["coder"]), by=desk.coder, codebook=desk.book.id)
        return self._beside()

    def _declare(self, _message: "Message") -> "Message":
        desk = self.desk
        desk.curtain = desk.study.declare_done(desk.source.id, desk.book.id, by=desk.coder)
        return self._beside()

    def _target(self, message: "Message", *, place: bool) -> tuple[str, str | None]:
        """What a memo is on, as the store names it; an excerpt without a row gets one only if `place` says so."""
        desk, on = self.desk, str(message["on"])
        if on == "code":
            return on, f"{desk.book.id}/{message['target']}"
        if on == "interview":
            return on, desk.source.id
        if on == "household":
            return on, str(message["target"])
        if on != "excerpt":
            raise BadInput(why=_("the page asked for something unknown"))
        start, end = (desk.units.point(int(unit)) for unit in str(message["target"]).split("-"))
        excerpt = desk.excerpt(start, end)
        if place:
            return on, desk.study.add_excerpt(excerpt, by=desk.coder)
        found = desk.study.excerpts()
        same = found[(found["source"] == desk.source.id) & (found["start"] == start) & (found["end"] == end)]
        return on, None if same.empty else str(same["excerpt"].iloc[0])

    def _memos(self, message: "Message") -> "Message":
        on, target = self._target(message, place=False)
        found: list[Memo] = [] if target is None else self.desk.study.memos(on, target)
        return {"kind": "memos", "memos": [asdict(memo) for memo in found]}

    def _memo_save(self, message: "Message") -> "Message":
        desk, text = self.desk, str(message.get("text") or "")
        if message.get("memo"):
            desk.study.edit_memo(str(message["memo"]), text, by=desk.coder, version=int(message["version"]))
        else:
            on, target = self._target(message, place=True)
            desk.study.add_memo(on, str(target), text, by=desk.coder)
        return desk.done(titles=desk.study.undoable(desk.coder))

    def _find(self, message: "Message") -> "Message":
        desk = self.desk
        source = None if message.get("everywhere") else desk.source.id
        found = desk.study.search(
            str(message["words"]), source, inflections=bool(message.get("inflections")), most=MOST
        )
        rows = []
        for place in found:
            spot = [place.start, place.end]
            if place.source == desk.source.id:
                spot = [desk.units.of(point) for point in spot]
            words = {"before": place.before, "words": place.words, "after": place.after, "where": place.where}
            rows.append({"source": place.source, "start": spot[0], "end": spot[1], **words})
        return {"kind": "found", "found": rows}


def _plain(row: "dict[Any, Any]") -> dict[str, Any]:
    """A frame's row for JSON: numbers as numbers, what is missing as an empty text."""
    wanted = ("coder", "turns", "read", "coded", "codings", "reviewed", "reviewers")
    values = {name: row.get(name) for name in wanted}
    return {name: "" if value is None or value != value else _bare(value) for name, value in values.items()}


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value))
    return value.item() if hasattr(value, "item") else value
