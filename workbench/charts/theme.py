"""How every figure looks: one palette, one font stack, one width. No drawing library is needed here.

The colours are those that keep 3:1 on white (RGAA 3.3). A report is often printed in black and white: the colours of
one figure go from dark to light, so that each is known by its grey and by its place in the legend. Colour never speaks
alone: every mark is labelled, parts stand in the order of their legend, and what is withheld is hatched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt

WIDTH = 400  # units of the drawing; pages scale it between 300 and 480 pixels
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
INK = "#1b1b1f"
SOFT = "#55565e"  # 7.4:1 on white
RULE = "#8a8b94"  # 3.4:1 on white: axes and outlines
MAIN = "#0072B2"
HATCHED = "#fedcba"  # a colour that stands for the hatching until the drawing is finished
PALETTE = ("#332288", "#D55E00", "#0072B2", "#CC79A7", "#882255", "#009E73", "#000000")
RAMPS: tuple[tuple[str, ...], ...] = (  # by number of values, from the first to the last
    ("#0072B2",),
    ("#332288", "#D55E00"),
    ("#332288", "#0072B2", "#CC79A7"),
    ("#000000", "#882255", "#0072B2", "#CC79A7"),
)
# five to seven: narrower steps, still from dark to light, so that parts that meet when one is nil differ too
LONG_RAMP = ("#000000", "#241470", "#701c47", "#005f4a", "#0b6e8f", "#d05b00", "#CC79A7")
SIZE = 15  # of the letters, in units of the drawing: 11 pixels at least on a phone
BAND = 52  # one bar with its label above it
BAR = 16
BELOW = 8  # from the middle of a band to the middle of its bar
LETTERS = 46  # of a label on one line
LINE = 19  # from one line of a label to the next
LETTER = 9.4  # the mean width of a letter of that size in the widest of the fonts


def config() -> dict[str, Any]:
    """The Vega-Lite configuration shared by all figures."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": SIZE, "titleFontSize": SIZE, "labelColor": INK}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, "titleColor": SOFT, "titleFontWeight": "normal", "domainColor": RULE, "grid": False},
        "legend": {
            **words,
            "title": None,
            "orient": "top",
            "symbolType": "square",
            "columns": 2,
            "labelLimit": 220,
            "columnPadding": 20,
        },
        "text": {"font": FONT, "fontSize": SIZE, "color": INK},
    }


@dataclass(frozen=True, slots=True)
class Band:
    """Where things stand in the band of one bar, in units from its middle; all bars of a figure share one."""

    step: float
    bar: float  # middle of the bar
    label: float  # foot of the label


def band(labels: Iterable[str]) -> Band:
    """The band for these labels: higher when one of them takes two lines."""
    more = LINE if any(folded(label)[1] for label in labels) else 0
    bar = BELOW + more / 2
    return Band(step=BAND + more, bar=bar, label=bar - BAR / 2 - 3)


def folded(label: str) -> tuple[str, str]:
    """The label as the line above its bar, and the one above that, empty when one is enough.

    What is longer than two lines is cut there and stands whole in the table.
    """
    lines = wrap(label, LETTERS, max_lines=2, placeholder="…")
    return lines[-1], "".join(lines[:-1])


def cut(text: str, letters: int) -> str:
    """The text on one line, its end cut at that many letters; the whole text stands in the table."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def room(texts: Iterable[str], size: float = SIZE) -> float:
    """The room, in units, that the longest of these bold texts takes."""
    return max((len(text) for text in texts), default=1) * size * 0.62 + 8


def legend(values: list[str]) -> dict[str, Any]:
    """A legend of these values above the drawing, in as many columns as their longest name allows."""
    longest = max((len(value) for value in values), default=1) * 7.2 + 44
    columns = max(1, min(len(values), int(WIDTH // longest)))
    return {"columns": columns, "labelLimit": 0.86 * (WIDTH / columns - 44), "columnPadding": 20, "orient": "top"}


def plane(values: list[dict[str, Any]], x: str = "x", y: str = "y", *, height: float) -> "alt.Chart":
    """Marks put where the fields `x` and `y` of their rows say, in units, on a plane of `WIDTH` by `height`, y down."""
    import altair as alt

    across = alt.Scale(domain=[0, WIDTH], nice=False)
    down = alt.Scale(domain=[0, height], nice=False, reverse=True)
    return alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(f"{x}:Q", scale=across, axis=None), y=alt.Y(f"{y}:Q", scale=down, axis=None)
    )


def labels(base: "alt.Chart", place: Band) -> list["alt.Chart"]:
    """The layers that write the fields `below` and `above` of each row over its bar."""
    import altair as alt

    foot: dict[str, Any] = {"align": "left", "baseline": "bottom", "limit": WIDTH}
    return [
        base.mark_text(**foot, dy=place.label - rise).encode(x=alt.value(0), text=f"{field}:N")
        for field, rise in (("below", 0), ("above", LINE))[: 1 if place.step == BAND else 2]
    ]


def colours(values: list[str]) -> list[str]:
    """One colour for each value, in order, told apart in grey too; more values than colours are refused."""
    if len(values) > len(PALETTE):
        why = _("{n} colours cannot be told apart; group the values into {most}")
        raise BadInput(why=why.format(n=len(values), most=len(PALETTE)))
    if not values:
        return []
    return list(RAMPS[len(values) - 1] if len(values) <= len(RAMPS) else LONG_RAMP[-len(values) :])


def ink_on(ground: str) -> str:
    """White or black, whichever is read better on this ground."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, ground))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
