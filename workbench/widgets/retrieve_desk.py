"""What the retrieval screen asks: the choices, the excerpts found, one of them in its place, and the tables."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _, ngettext
from workbench.widgets.coder_desk import Message, guarded
from workbench.widgets.retrieve_words import column_name, value_name
from workbench.widgets.review_marks import around

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study import SourceRecord, Study

PAGE = 50  # excerpts sent at once
FILTERS = {"voice": "voices", "territory": "territories", "wave": "waves", "coder": "coders", "source": "sources",
           "person": "people"}  # fmt: skip


class RetrieveDesk:
    """One person before the excerpts. Everything is read anew at each question: another coder may be at work."""

    def __init__(self, study: "Study", codebook: str, by: str) -> None:
        self.study, self.codebook, self.by = study, codebook, by
        self.book = study.codebook(codebook)
        self._records: dict[str, SourceRecord] = {}

    def answer(self, message: Message) -> Message:
        """The answer to one message; nothing here changes the study, so that asking again is harmless."""
        return guarded(message, lambda: self._act(message))

    def _act(self, message: Message) -> Message:
        match message.get("op"):
            case "open":
                return self._open()
            case "find":
                return self._find(message)
            case "context":
                return self._context(str(message["source"]), int(message["start"]), int(message["end"]))
            case "table":
                return self._table(str(message["table"]), str(message.get("attribute") or "voice"))
            case "ping":
                return {"kind": "pong"}
        raise BadInput(why=_("the page asked for something unknown"))

    def _open(self) -> Message:
        from workbench.study.retrieve import attribute_names, material

        self.book = self.study.codebook(self.codebook)
        found = material(self.study, self.codebook, by=self.by)
        columns = ["voice", "territory", "wave", *attribute_names(self.study), "coder", "source"]
        choices = []
        for column in columns:
            values = sorted({str(value) for value in found[column].dropna()} - {""}, key=_numbers_first)
            if values:
                pairs = [[value, value_name(column, value)] for value in values]
                choices.append([column, column_name(column), pairs])
        codes = [[code.id, code.label] for code in self.book.codes if code.alias_of is None]
        return {"kind": "choices", "codes": codes, "choices": choices}

    def _find(self, message: Message) -> Message:
        given = {name: value for name, value in dict(message.get("filters") or {}).items() if value}
        attributes = {name: value for name, value in given.items() if name not in FILTERS}
        found = self.study.retrieve(
            self.codebook,
            str(message.get("where") or ""),
            near=str(message.get("near") or "overlap"),
            attributes=attributes,
            by=self.by,
            settled=bool(message.get("settled")),
            **{FILTERS[name]: [value] for name, value in given.items() if name in FILTERS},
        )
        first = int(message.get("first") or 0)
        people = found["person"].nunique()
        said = ngettext("{n} excerpt", "{n} excerpts", len(found)).format(n=len(found))
        by = ngettext("{n} person", "{n} persons", people).format(n=people)
        return {
            "kind": "found",
            "first": first,
            "total": len(found),
            "said": f"{said}, {by}",
            "rows": [self._row(row) for row in found.iloc[first : first + PAGE].to_dict("records")],
        }

    @staticmethod
    def _row(row: dict[Any, Any]) -> dict[str, Any]:
        names = ("excerpt", "source", "text", "codes", "coders", "reference")
        return {name: str(row[name]) for name in names} | {"start": int(row["start"]), "end": int(row["end"])}

    def _context(self, source: str, start: int, end: int) -> Message:
        record = self._records.get(source) or self.study.source(source)
        self._records[source] = record
        return {"kind": "context", **around(record, start, end, [(start, end)])}

    def _table(self, table: str, attribute: str) -> Message:
        """A table as cells: each is a text, or [text, combination, filters] when it leads to excerpts."""
        match table:
            case "by":
                return self._by(attribute)
            case "pairs":
                return self._pairs()
            case "households":
                return self._households()
        raise BadInput(why=_("the page asked for something unknown"))

    def _by(self, attribute: str) -> Message:
        found = self.study.code_by_attribute(self.codebook, attribute, by=self.by)
        values = sorted(set(found["value"]), key=_numbers_first)
        unknown = _("not known")
        cells = {(r["code"], r["value"]): r for r in found.to_dict("records")}
        rows = []
        for code in [code for code in self.book.codable() if code.id in set(found["code"])]:
            row: list[Any] = [code.label]
            for value in values:
                counted = cells.get((code.id, value))
                filters = {attribute: value} if value != unknown else {}
                row.append([_counted(counted), code.id, filters] if counted and filters else _counted(counted))
            rows.append(row)
        head = [_("code"), *(value_name(attribute, value) for value in values)]
        caption = _("Excerpts (people) by code and by: {what}").format(what=column_name(attribute))
        return {"kind": "table", "caption": caption, "head": head, "rows": rows}

    def _pairs(self) -> Message:
        found = self.study.code_by_code(self.codebook, by=self.by).sort_values("excerpts", ascending=False)
        rows = [
            [r["label"], r["label_with"], [_counted(r), f"{r['code']} & {r['code_with']}", {"near": "excerpt"}]]
            for r in found.to_dict("records")
        ]
        head = [_("code"), _("with"), _("excerpts (people)")]
        return {"kind": "table", "caption": _("Codes put on the same words"), "head": head, "rows": rows}

    def _households(self) -> Message:
        frame: DataFrame = self.study.household_codes(self.codebook, by=self.by)
        kept = [code for code in frame if frame[code].any()]
        rows = [
            [household, *(["1", code, {"person": household}] if value else "0" for code, value in row.items())]
            for household, row in frame[kept].to_dict("index").items()
        ]
        head = [_("household"), *(self.book.label(str(code)) for code in kept)]
        caption = _("Households interviewed and what they speak of: 1 for a code that their own words bear")
        return {"kind": "table", "caption": caption, "head": head, "rows": rows}


def _counted(row: Any) -> str:
    return "0" if row is None else f"{row['excerpts']}\N{NO-BREAK SPACE}({row['people']})"


def _numbers_first(value: str) -> tuple[int, float, str]:
    """Numbers in their order, then words."""
    return (0, float(value), "") if value.replace(".", "", 1).isdigit() else (1, 0.0, value)
