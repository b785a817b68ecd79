"""What a reader sees when something fails: one sentence with a reference. The reason goes to the server's log.

Voila hides the errors of cells and not those of callbacks, which would reach the browser with their values; and a
kernel sends to the browser whatever is printed, on either stream. So the log is a file.
"""

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from html import escape
from typing import Any

from IPython.display import HTML, display

from workbench.errors import WorkbenchError
from workbench.messages import _

VARIABLE = "WORKBENCH_LOG"


@lru_cache
def _log() -> logging.Logger:
    """The log of pages: the server's file when there is a server, nothing otherwise."""
    logger = logging.getLogger("workbench.pages")
    logger.propagate = False
    where = os.environ.get(VARIABLE)
    handler = logging.FileHandler(where, encoding="utf-8") if where else logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger


def said(failure: Exception) -> str:
    """The sentence for a reader; for an unforeseen failure, a reference under which the log holds the reason."""
    if isinstance(failure, WorkbenchError):
        return str(failure)
    reference = secrets.token_hex(4)
    _log().error("%s", reference, exc_info=failure)
    return _("This could not be done; tell the evaluation team the reference {reference}.").format(reference=reference)


def guarded(act: Callable[..., Any], status: Callable[[str], None]) -> Callable[..., Any]:
    """The callback, whose failures become one sentence given to `status`; an empty sentence means that it worked."""

    @wraps(act)
    def safe(*args: Any, **kwargs: Any) -> Any:
        try:
            result = act(*args, **kwargs)
        except Exception as failure:
            status(said(failure))
            return None
        status("")
        return result

    return safe


@contextmanager
def plainly() -> Iterator[None]:
    """Around the making of a page: a refusal is shown as its sentence, and nothing else of it."""
    try:
        yield
    except Exception as failure:
        display(HTML(f'<p class="wb-refusal" role="alert">{escape(said(failure))}</p>'))
