"""The language of what users read: French by default, English with WORKBENCH_LANG=en."""

import gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "workbench"


def language() -> str:
    """The two-letter language in force, from WORKBENCH_LANG; anything but "en" is French."""
    return "en" if os.environ.get("WORKBENCH_LANG", "fr").startswith("en") else "fr"


@lru_cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, languages=[lang], fallback=True)


def _(message: str) -> str:
    """The message in the user's language; the message itself is the English text."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for n things; French counts zero as one thing."""
    return _catalogue(language()).ngettext(one, many, n)
