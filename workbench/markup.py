"""How a drawn figure and a table are written as accessible HTML: one recipe for notebooks and for releases.

Only the standard library, so that a reader's page can use it without the drawing parts.
The recipe is the one found free of accessibility faults: a figure, an inline image with its own title and
description, a caption, and the figures as a table under the words "see the data".
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from workbench.messages import _


def text(value: object) -> str:
    """The value as HTML text: nothing in it can become an element or leave an attribute."""
    return escape(str(value), quote=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str, *, narrow: bool = False) -> str:
    """A table with its caption and scoped headers; the first cell of each row names the row.

    With `narrow` each cell bears its column's name, which a sheet may show where lines do not fit.
    """
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>'
        + "".join(
            f'<td data-column="{text(name)}">{text(cell)}</td>' if narrow else f"<td>{text(cell)}</td>"
            for name, cell in zip(columns[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wb-table" role="region" tabindex="0" aria-label="{text(caption)}"><table>'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def figure(drawn: Mapping[str, Any], *, opened: bool = False) -> str:
    """A drawn figure as HTML, from the keys id, title, svg, caption, columns and rows; its data at once if `opened`.

    `svg` must already bear `role="img"`, its title and its description under ids made from the figure's id,
    and must be inert (`workbench.publishing.drawings.fault` says whether it is).
    """
    key = text(drawn["id"])
    data = table(drawn["columns"], drawn["rows"], drawn["title"])
    return (
        f'<figure class="wb-figure" id="figure-{key}">'
        f'<p class="wb-figure-title">{text(drawn["title"])}</p>{drawn["svg"]}'
        f"<figcaption>{text(drawn['caption'])}</figcaption>"
        f"<details{' open' if opened else ''}><summary>{text(_('See the data'))}"
        f'<span class="wb-hidden">{text(_(": {title}").format(title=drawn["title"]))}</span></summary>{data}</details>'
        "</figure>"
    )
