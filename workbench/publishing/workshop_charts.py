"""One simple chart a finding, with its sentence: as many little houses as there are households, or one bar.

For a room in which some read little: no axis, no legend, nothing to work out. A count that may not be given is the
interval that the protected table gives, drawn as such. What may be drawn is decided where the figures of a finding are
put into words (`evidence`): here is only how.
"""

from dataclasses import dataclass
from html import escape

from workbench.charts.figure import Figure
from workbench.findings.findings import Finding, Stance
from workbench.indicators.display import UNITS, amount
from workbench.indicators.quantities import Kind, Quantity
from workbench.indicators.registry import BY_ID, label
from workbench.messages import _
from workbench.publishing.evidence import CELLS, KNOWN, OF_PEOPLE
from workbench.publishing.material import Material
from workbench.publishing.workshop_names import chart_id

MOST = 40  # little pictures that an eye still takes in
ROW = 10  # a line of ten can be counted
SIDE, GAP = 30, 8
FULL, EMPTY, EDGE = "#1f3a8a", "#ffffff", "#5a5b66"
HOUSE = "M0 13 L15 0 L30 13 L26 13 L26 30 L4 30 L4 13 Z"
BODY = "M15 0 A7 7 0 1 1 14.9 0 M3 30 C3 18 8 15 15 15 C22 15 27 18 27 30 Z"
PICTURES = {"household": HOUSE, "dwelling": HOUSE}


@dataclass(frozen=True, slots=True)
class Part:
    """`low` to `high` things out of `whole`; the ends are one number when it may be said."""

    low: int
    high: int
    whole: int
    unit: str

    @property
    def said(self) -> str:
        """The part in words: "18 ménages sur 24"."""
        many = amount(self.high, self.unit) if self.unit in UNITS else str(self.high)
        if self.low != self.high:
            many = _("from {low} to {high}").format(low=self.low, high=many)
        return _("{many} of {whole}").format(many=many, whole=self.whole)


def charts(material: Material, findings: list[Finding]) -> list[Figure]:
    """At most one figure for each finding, under its `chart_id`; none where no figure may be shown."""
    drawn = []
    for finding in findings:
        for evidence in finding.evidence:
            if evidence.kind == "indicator" and evidence.stance is Stance.FOR:
                part = _part(material, evidence.ref)
                if part is not None:
                    drawn.append(figure(chart_id(finding.id), label(evidence.ref), part))
                    break
    return drawn


def figure(key: str, title: str, part: Part) -> Figure:
    """The drawing, its sentence and its table."""
    sentence = f"{title} : {part.said}."
    pictured = part.whole <= MOST
    svg = _pictures(key, title, sentence, part) if pictured else _bar(key, title, sentence, part)
    return Figure(
        id=key,
        title=title,
        svg=svg,
        description=sentence,
        caption=sentence,
        columns=(_("what"), _("how many"), _("out of")),
        rows=((title, part.said, str(part.whole)),),
        section=_("Findings"),
    )


def _part(material: Material, indicator: str) -> Part | None:
    """What this audience may be shown of an indicator: a part of a whole, or nothing."""
    result = next((r for r in material.results if r.indicator == indicator), None)
    if result is None or result.failed:
        return None
    if indicator in CELLS:
        return _cell(material, *CELLS[indicator])
    if indicator not in KNOWN and OF_PEOPLE & BY_ID[indicator].needs.keys():
        return None
    return _of(result.quantity)


def _of(quantity: Quantity) -> Part | None:
    if quantity.kind is not Kind.EXACT or not quantity.denominator or quantity.numerator is None:
        return None
    n, whole = quantity.numerator, quantity.denominator
    if n != int(n) or whole != int(whole) or not 0 <= n <= whole:
        return None
    return Part(int(n), int(n), int(whole), quantity.unit)


def _cell(material: Material, variable: str, category: str) -> Part | None:
    table = next((t for t in material.tables if t["id"] == variable), None)
    if table is None:
        return None
    cell = next((c for c in table["cells"] if c["key"].get(variable) == category), None)
    whole = next((c for c in table["cells"] if variable not in c["key"]), None)
    if cell is None or whole is None or whole["count"] is None:
        return None
    low, high = cell["interval"]
    low, high = (cell["count"], cell["count"]) if cell["count"] is not None else (low, high)
    return Part(int(low), int(high), int(whole["count"]), "household")


def _frame(key: str, title: str, sentence: str, width: int, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {width + 4} {height + 4}" role="img"'
        f' aria-labelledby="{key}-t {key}-d" class="wb-drawing"><title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(sentence)}</desc>{inside}</svg>'
    )


def _pictures(key: str, title: str, sentence: str, part: Part) -> str:
    """One picture a thing: full when counted, hatched where only the interval is known, empty otherwise."""
    shape = PICTURES.get(part.unit, BODY)
    rows = -(-part.whole // ROW)
    marks = []
    for n in range(part.whole):
        x, y = n % ROW * (SIDE + GAP), n // ROW * (SIDE + GAP)
        fill = FULL if n < part.low else f"url(#{key}-h)" if n < part.high else EMPTY
        marks.append(
            f'<path d="{shape}" transform="translate({x} {y})" fill="{fill}" stroke="{EDGE}" stroke-width="1.5"/>'
        )
    across = min(part.whole, ROW) * (SIDE + GAP) - GAP
    return _frame(key, title, sentence, across, rows * (SIDE + GAP) - GAP, _hatching(key, part) + "".join(marks))


def _bar(key: str, title: str, sentence: str, part: Part) -> str:
    wide, high = 372, 40
    sure, maybe = (round(wide * n / part.whole, 1) for n in (part.low, part.high))
    inside = (
        f'<rect x="0" y="0" width="{wide}" height="{high}" fill="{EMPTY}" stroke="{EDGE}" stroke-width="1.5"/>'
        + (f'<rect x="0" y="0" width="{maybe}" height="{high}" fill="url(#{key}-h)"/>' if maybe > sure else "")
        + f'<rect x="0" y="0" width="{sure}" height="{high}" fill="{FULL}"/>'
    )
    return _frame(key, title, sentence, wide, high, _hatching(key, part) + inside)


def _hatching(key: str, part: Part) -> str:
    if part.low == part.high:
        return ""
    return (
        f'<defs><pattern id="{key}-h" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect x="0" y="0" width="6" height="6" fill="{EMPTY}"/>'
        f'<path d="M0 6 L6 0" stroke="{FULL}" stroke-width="2"/></pattern></defs>'
    )
