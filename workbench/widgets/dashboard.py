"""A published page: the parts of a release in order, with a list wherever several approved choices exist.

What is always shown is plain HTML, there before any widget comes to life. Nothing is computed here: a choice shows
a part that was drawn and approved when the release was built.
"""

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

import ipywidgets
from IPython.display import HTML, display

from workbench.messages import _
from workbench.widgets.guard import guarded


class Choice(Protocol):
    """One approved choice: its label, and the HTML that it shows."""

    @property
    def label(self) -> str: ...
    @property
    def html(self) -> str: ...


class Section(Protocol):
    """A part of a page, as `workbench.publishing.pages.Section` gives it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def filter(self) -> str: ...
    @property
    def choices(self) -> Sequence[Choice]: ...
    @property
    def wide(self) -> bool: ...


class Release(Protocol):
    """What a page needs of an open release, as `workbench.publishing.reader.Bundle` gives it."""

    @property
    def header(self) -> str: ...
    @property
    def sections(self) -> Sequence[Section]: ...


def page(bundle: Release) -> None:
    """Show a release: its head, its contents, then each part with its list of choices when it has several."""
    sections = bundle.sections
    links = "".join(f'<li><a href="#{escape(part.key)}">{escape(part.title)}</a></li>' for part in sections)
    display(HTML(bundle.header))
    display(HTML(f'<nav class="wb-contents" aria-label="{escape(_("On this page"))}"><ul>{links}</ul></nav>'))
    for part in sections:
        inside = f'<h2 class="wb-part-title" id="{escape(part.key)}">{escape(part.title)}</h2>{part.html}'
        if len(part.choices) > 1:
            _show_with_list(part, inside)
        else:
            shown = "".join(choice.html for choice in part.choices)
            kind = "wb-part wb-wide" if part.wide else "wb-part"
            display(HTML(f'<section class="{kind}">{inside}{shown}</section>'))


def _show_with_list(part: Section, inside: str) -> None:
    """The part and its list as one output: the template puts both in one box, whose words need no widget."""
    still = f"{inside}<noscript>{part.choices[0].html}</noscript>"
    view = chooser(part.filter, part.choices)._repr_mimebundle_()
    display({**view, "text/html": still}, metadata={"wide": part.wide}, raw=True)


def chooser(name: str, choices: Sequence[Choice]) -> ipywidgets.VBox:
    """A native list of the approved choices and what the chosen one shows; its first one is shown at once."""
    listed = ipywidgets.Dropdown(
        options=[(choice.label, n) for n, choice in enumerate(choices)],
        value=0,
        description=_("{filter}:").format(filter=name),
        style={"description_width": "initial"},
    )
    shown = ipywidgets.HTML(choices[0].html)
    status = ipywidgets.HTML("")

    def say(sentence: str) -> None:
        status.value = f'<p class="wb-refusal" role="alert">{escape(sentence)}</p>' if sentence else ""

    def choose(change: dict[str, Any]) -> None:
        shown.value = choices[int(change["new"])].html

    listed.observe(guarded(choose, say), names=["value"])
    box = ipywidgets.VBox([listed, shown, status])
    box.add_class("wb-filter")
    return box
