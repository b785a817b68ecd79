"""What the comparison screen asks: the figures, one difference in its context, a third person's decision."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _, language, ngettext
from workbench.widgets.coder_desk import Message, guarded
from workbench.widgets.review_marks import around

if TYPE_CHECKING:
    from workbench.coding.codings import Coding
    from workbench.coding.side_by_side import Difference
    from workbench.study import SourceRecord, Study
    from workbench.study.adjudication import Comparison, Decided

REMEMBERED = 200  # answers kept for a page that asks again


class CompareDesk:
    """One person before the comparison. A decision is in the study before it is answered."""

    def __init__(
        self,
        study: "Study",
        codebook: str,
        by: str,
        sources: Sequence[str] | None = None,
        coders: Sequence[str] | None = None,
    ) -> None:
        self.study, self.codebook, self.by = study, codebook, by
        self.sources, self.coders = sources, coders
        self.found: Comparison = self._compared()
        self._texts: dict[str, SourceRecord] = {}
        self._answered: dict[str, Message] = {}

    def _compared(self) -> "Comparison":
        return self.study.comparison(self.codebook, sources=self.sources, coders=self.coders)

    def answer(self, message: Message) -> Message:
        """The answer to one message; a page that asks again gets the same answer without a new act."""
        id_ = str(message.get("id"))
        if id_ not in self._answered:
            self._answered[id_] = guarded(message, lambda: self._act(message))
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        return self._answered[id_]

    def _act(self, message: Message) -> Message:
        match message.get("op"):
            case "open":
                self.found = self._compared()
                return self._open()
            case "show":
                return self._show(int(message["n"]))
            case "decide":
                return self._decide(int(message["n"]), bool(message["holds"]), str(message.get("reason", "")))
            case "ping":
                return {"kind": "pong"}
        raise BadInput(why=_("the page asked for something unknown"))

    def _open(self) -> Message:
        found = self.found
        figures = [
            [
                row["code"],
                row["label"],
                int(row["everyone"]),
                int(row["some"]),
                _percent(row["percent"]),
                _alpha(row["alpha"], row["low"], row["high"]),
                row["why"] or "",
            ]
            for row in found.agreement.to_dict("records")
        ]
        return {
            "kind": "all",
            "said": _told(found),
            "coders": list(found.coders),
            "may_decide": self.by not in found.coders,
            "figures": figures,
            "differences": [self._head(one) for one in found.differences],
        }

    def _head(self, one: "Difference") -> list[Any]:
        """What a list shows: code, its label, source, turn, and whether the code holds ("" while nobody decided)."""
        made = self._decision(one)
        return [one.code, self.found.book.label(one.code), one.source, one.turn, "" if made is None else made.holds]

    def _decision(self, one: "Difference") -> "Decided | None":
        return self.found.decisions.get((one.source, one.turn, one.code))

    def _show(self, n: int) -> Message:
        one = self._difference(n)
        record = self._texts.get(one.source) or self.study.source(one.source)
        self._texts[one.source] = record
        code = self.found.book.by_id[one.code]
        return {
            "kind": "difference",
            "n": n,
            "where": _("{source}, turn {n}").format(source=one.source, n=one.turn),
            "label": code.label,
            "definition": code.definition,
            "sides": [self._side(record, one, coder) for coder in one.sides],
            "decision": self._said(self._decision(one)),
        }

    def _side(self, record: "SourceRecord", one: "Difference", coder: str) -> dict[str, Any]:
        put = one.sides[coder]
        spans = [(c.excerpt.start, c.excerpt.end) for c in put]
        return {
            "coder": coder,
            "put": bool(put),
            "memos": [c.memo for c in put if c.memo],
            "others": self._labels(one.others[coder]),
            **around(record, one.start, one.end, spans),
        }

    def _labels(self, codings: "Sequence[Coding]") -> list[str]:
        return list(dict.fromkeys(self.found.book.label(c.code) for c in codings))

    def _said(self, made: "Decided | None") -> str:
        if made is None:
            return ""
        facts = {"who": made.who, "when": made.at[:10], "reason": made.reason}
        if made.holds:
            return _("{who} decided on {when} that the code holds: {reason}").format(**facts)
        return _("{who} decided on {when} that the code does not hold: {reason}").format(**facts)

    def _difference(self, n: int) -> "Difference":
        if not 0 <= n < len(self.found.differences):
            raise BadInput(why=_("this difference is no longer there"))
        return self.found.differences[n]

    def _decide(self, n: int, holds: bool, reason: str) -> Message:
        one = self._difference(n)
        start, end = one.span if holds else (one.start, one.end)
        self.study.adjudicate(self.codebook, one.source, start, end, one.code, holds, by=self.by, reason=reason)
        self.found = self._compared()
        after = next((m for m, d in enumerate(self.found.differences) if _same(d, one)), None)
        if after is None:
            raise BadInput(why=_("this difference is no longer there"))
        return self._show(after) | {"kind": "decided", "head": self._head(self.found.differences[after])}


def _same(a: "Difference", b: "Difference") -> bool:
    return (a.source, a.turn, a.code) == (b.source, b.turn, b.code)


def _told(found: "Comparison") -> list[str]:
    """What is compared, and what that is worth."""
    lines = []
    drawn, seen = len(found.blind), len(found.seen)
    if drawn:
        said = ngettext("{n} interview drawn and coded blind.", "{n} interviews drawn and coded blind.", drawn)
        lines.append(said.format(n=drawn))
    if seen:
        said = ngettext(
            "{n} interview that was not drawn: the coders may have seen each other’s work.",
            "{n} interviews that were not drawn: the coders may have seen each other’s work.",
            seen,
        )
        lines.append(said.format(n=seen))
    if found.waiting:
        lines.append(_("Left out, still coded blind: {sources}.").format(sources=", ".join(found.waiting)))
    if not found.blind and not found.seen:
        lines.append(_("There is nothing to compare yet: no interview was coded by two people."))
    return lines


def _percent(value: float | None) -> str:
    return "" if value is None or isnan(value) else f"{value * 100:.0f}\N{NO-BREAK SPACE}%"


def _alpha(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or isnan(value):
        return "–"
    if low is None or high is None or isnan(low) or isnan(high):
        return _decimal(value)
    return f"{_decimal(value)} [{_decimal(low)}\N{NO-BREAK SPACE}; {_decimal(high)}]"


def _decimal(value: float) -> str:
    """Two decimals, with the mark of the language."""
    said = f"{value:.2f}".replace("-", "−")
    return said if language() == "en" else said.replace(".", ",")
