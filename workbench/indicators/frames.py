"""The aggregated frames that charts draw: labels and counts, never a row of a household.

Each function takes the results of `compute` and returns the columns that it names, in the order in which they are
shown. A figure that could not be computed gives a frame without rows; a blank stays NA with its reason.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.indicators.definitions import Result
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

COUNTED = ("count", "base", "missing", "reason")


def result(results: Iterable[Result], indicator: str) -> Result:
    """The result of that id; raises KeyError when it is not among them."""
    for found in results:
        if found.indicator == indicator:
            return found
    raise KeyError(indicator)


def composition(results: Iterable[Result]) -> "DataFrame":
    """Columns label (composition), territory, count, base (households of the territory), missing, reason."""
    return _crossed(result(results, "composition"), "territory")


def contingent(results: Iterable[Result]) -> "DataFrame":
    """Columns label (contingent), territory, count (dwellings), base (dwellings proposed there), missing, reason."""
    found = result(results, "dwellings-proposed")
    rows = [
        {"label": name, "territory": territory} | _counted(inner)
        for territory, outer in found.by.items()
        for name, inner in outer.by.items()
    ]
    return _frame(rows, ("label", "territory", *COUNTED))


def working_time(results: Iterable[Result]) -> "DataFrame":
    """Columns label (task), hours (a month of one référent), share (of all hours, in [0, 1]); longest first."""
    found = result(results, "working-hours")
    whole = found.quantity.value
    rows = [
        {"label": task, "hours": r.quantity.value, "share": r.quantity.value / whole}
        for task, r in found.by.items()
        if whole and r.quantity.value is not None
    ]
    return _frame(rows, ("label", "hours", "share"))


def rent_by_wave(results: Iterable[Result]) -> "DataFrame":
    """Columns wave (months), label (whole, part, none, or not recorded), count, base (all due), reason (of blanks)."""
    rows = []
    for wave, outer in result(results, "rent-paid").by.items():
        q = outer.quantity
        due = int(q.denominator or 0) + q.missing
        rows += [
            {"wave": int(wave), "label": name, "count": int(r.quantity.value or 0), "base": due, "reason": ""}
            for name, r in outer.by.items()
            if r.quantity.value is not None
        ]
        if q.missing:
            rows.append(
                {"wave": int(wave), "label": _("not recorded"), "count": q.missing, "base": due, "reason": q.reason}
            )
    return _frame(rows, ("wave", "label", "count", "base", "reason"))


def partners(results: Iterable[Result]) -> "DataFrame":
    """Columns label (partner), territory, count (meetings attended), base (meetings held), missing, reason."""
    return _crossed(result(results, "partners-presence"), "territory")


def _crossed(found: Result, inner: str) -> "DataFrame":
    rows = [
        {"label": label, inner: name} | _counted(r) for label, outer in found.by.items() for name, r in outer.by.items()
    ]
    return _frame(rows, ("label", inner, *COUNTED))


def _counted(found: Result) -> dict[str, Any]:
    q = found.quantity
    return {
        "count": None if q.value is None else int(q.value),
        "base": None if q.denominator is None else int(q.denominator),
        "missing": q.missing,
        "reason": q.reason,
    }


def _frame(rows: list[Mapping[str, Any]] | list[dict[str, Any]], columns: tuple[str, ...]) -> "DataFrame":
    from pandas import DataFrame

    frame = DataFrame(rows, columns=list(columns))
    whole = [name for name in ("count", "base", "missing") if name in frame]
    return frame.astype(dict.fromkeys(whole, "Int64"))
