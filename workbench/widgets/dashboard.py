"""A published page in a notebook: the parts of a release as they were approved, and nothing computed.

The page is plain HTML; its lists of choices are native ones, which the page's own script brings to life where it is
served or printed to a file. In a notebook, where scripts of outputs do not run, every choice is shown.
"""

from typing import Protocol

from IPython.display import HTML, display


class Release(Protocol):
    """What a page needs of an open release, as `workbench.publishing.reader.Bundle` gives it."""

    @property
    def body(self) -> str: ...


def page(bundle: Release) -> None:
    """Show a release: its head, its contents, then each part with its list of choices when it has several."""
    display(HTML(bundle.body))
