"""The page around a release, the same for the server and for files: its look, its only script, what it may reach.

Standard library only. The script is ours, inline, and named by its hash in the page's policy: a browser runs nothing
else, and sends for nothing. A page that takes answers has another one, and runs the screen that its kernel hands it.
"""

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from workbench.markup import text
from workbench.messages import _, language

FOLDER = Path(__file__).parent / "voila" / "templates" / "atelier"


@lru_cache
def script() -> str:
    """The script of every page that is read: filters, and what is unfolded for the paper."""
    return (FOLDER / "page.js").read_text("utf-8").strip()


@lru_cache
def channel() -> str:
    """The script of a page that takes answers: its channel to its kernel, and the screen that comes by it."""
    return (FOLDER / "channel.js").read_text("utf-8").strip()


@lru_cache
def style() -> str:
    """The look of every page."""
    return (FOLDER / "page.css").read_text("utf-8").strip()


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


# A page of findings and figures reaches nothing at all, and runs our script alone, which evaluates nothing; tools that
# drive a browser (tests, reading aids) may evaluate what they ask it. A workshop's page speaks to its kernel on the
# same server.
CLOSED = (
    f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {_hash(script())} 'unsafe-eval'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
OPEN = (
    f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {_hash(channel())} blob: 'unsafe-eval'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def document(title: str, body: str, *, name: str, home: str = "") -> str:
    """A whole page as a file: `body` is what stands in its main part, `home` the address of the list of pages."""
    back = f'<a href="{text(home)}">{text(_("All publications"))}</a>' if home else ""
    policy = CLOSED.replace("frame-ancestors 'none'; ", "")  # which a page may not say of itself
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{text(title)}</title>\n<style>{style()}</style>\n</head>\n"
        f'<body class="wb-page wb-{text(name)}">\n<a class="wb-skip" href="#contenu">{text(_("Skip to content"))}</a>\n'
        f'<header class="wb-banner"><p>{text(_("Evaluation workbench"))}</p>{back}</header>\n'
        f'<main id="contenu" tabindex="-1">\n{body}\n</main>\n'
        f'<footer class="wb-foot"><p>{text(_("This page shows only what was approved for publication."))}</p></footer>'
        "\n"
        f"<script>{script()}</script>\n</body>\n</html>\n"
    )
