"""The register of figures of a study frame (table `figures`): what a document prints, as typed quantities."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators.quantities import Kind, Quantity, missing
from workbench.messages import _
from workbench.resources import lexicon

if TYPE_CHECKING:
    from workbench.indicators.definitions import Tables

TABLE = "figures"
COLUMNS = ("id", "label", "value", "unit", "kind", "period", "nature", "status", "source", "note")
# A target or a plan is no observation, whatever the precision with which it is printed.
INTENDED = {"objectif": Kind.TARGET, "prévu": Kind.PLANNED}
RANGE = re.compile(r"(.+?)\s*(?:à|–|-)\s*(\d.*)")


def register(tables: "Tables") -> dict[str, Quantity]:
    """Every printed figure by id. One that the document does not print is missing, with the note as its reason."""
    rows = tables[TABLE].astype(object).where(tables[TABLE].notna(), "").to_dict("records")
    return {str(row["id"]): _quantity({str(k): v for k, v in row.items()}, n + 2) for n, row in enumerate(rows)}


def labels(tables: "Tables") -> dict[str, str]:
    """The label of every figure by id."""
    return dict(zip(tables[TABLE]["id"].astype(str), tables[TABLE]["label"].astype(str), strict=True))


def unit_of(printed: str) -> tuple[str, float]:
    """The slug of a printed unit and the factor of its values; a unit that is not listed is its own slug."""
    known = lexicon("units")["units"].get(printed, printed)
    return (known, 1.0) if isinstance(known, str) else (str(known[0]), float(known[1]))


def _quantity(row: Mapping[str, Any], line: int) -> Quantity:
    unit, times = unit_of(str(row["unit"]))
    source = _("document {source} ({status})").format(source=row["source"], status=row["status"])
    text = str(row["value"]).strip()
    if not text:
        return missing(unit, str(row["note"]) or _("not printed"))
    ends = RANGE.fullmatch(text)
    period = str(row["period"])
    if ends and ends[1].strip("-−– "):
        low, high = (_number(end, line) * times for end in ends.groups())
        return Quantity(None, unit, Kind.RANGE, low=low, high=high, period=period, source=source)
    kind = INTENDED.get(str(row["nature"])) or Kind(str(row["kind"]) or "exact")
    value = _number(text, line)
    # 0.01 x 54 is not 0.54 for a machine
    exact = value / round(1 / times) if times < 1 else value * times
    return Quantity(exact, unit, kind, period=period, source=source)


def _number(text: str, line: int) -> float:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".").replace("−", "-").removeprefix("+")
    try:
        return float(plain)
    except ValueError:
        why = _("table {table}, row {row}, column {column}: {why}")
        raise BadQuantity(
            why=why.format(table=TABLE, row=line, column="value", why=_("“{text}” is not a number").format(text=text))
        ) from None
