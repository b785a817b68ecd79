"""A picture for each position, for people who read little: lines on a square of 48, drawn for this project.

The same paths stand on the screen and on the printed slips. A picture never stands alone: its word is beside it.
"""

from workbench.findings.reviews import Position

PATHS: dict[Position, str] = {
    # a tick in a circle, a wave, a cross in a circle, somebody seen from outside, a way round
    Position.AGREE: "M24 4 A20 20 0 1 1 23.9 4 M14 25 L21 32 L35 17",
    Position.NUANCE: "M24 4 A20 20 0 1 1 23.9 4 M12 27 C16 19 21 19 24 24 S32 29 36 21",
    Position.DISAGREE: "M24 4 A20 20 0 1 1 23.9 4 M16 16 L32 32 M32 16 L16 32",
    Position.NOT_ABOUT_ME: "M18 8 A7 7 0 1 1 17.9 8 M5 42 C5 31 11 26 18 26 C25 26 31 31 31 42"
    " M34 20 L45 20 M41 15 L46 20 L41 25",
    Position.NO_ANSWER: "M6 36 C10 14 32 10 38 26 M38 26 L28 24 M38 26 L42 16 M6 42 L42 42",
}


def svg(position: Position) -> str:
    """The picture as inline SVG, hidden from screen readers: the word beside it says it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
        f'<path d="{PATHS[position]}" fill="none" stroke="currentColor" stroke-width="3.5"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
