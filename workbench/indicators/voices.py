"""Whose words the evaluation rests on: excerpts counted by voice, each once however many coders coded it."""

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import part, total
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.shared import once
from workbench.indicators.words import Ints, Words
from workbench.messages import _
from workbench.people import Voice

TABLE = "voices"
COLUMNS = ("excerpt", "person", "voice", "code")


def balance(tables: Tables, at: str) -> Result:
    """Excerpts from households out of all excerpts coded; below, by voice with the people heard, then by theme.

    Every voice stands there, with 0 where it is not heard: nobody speaks for the households but themselves.
    """
    excerpt, person, voice, code = _rows(tables)
    whole = len(np.unique(excerpt))
    counts = {name: len(np.unique(excerpt[voice.among(name)])) for name in (v.value for v in Voice)}
    by = {}
    for name, count in counts.items():
        heard = len(np.unique(person.codes[voice.among(name) & person.known]))
        inner = {_("people heard"): Result(total(heard, "person"))} | _themes(excerpt, voice, code, name)
        by[name] = Result(part(count, whole, "excerpt", bases.EXCERPTS), inner)
    own = counts[Voice.HOUSEHOLD.value]
    return Result(part(own, whole, "excerpt", bases.EXCERPTS), by)


def _themes(excerpt: Ints, voice: Words, code: Words, name: str) -> dict[str, Result]:
    """The excerpts of this voice under each theme, out of the theme's."""
    found = {}
    for place in code.order():
        there = code.codes == place
        if there.any():
            own = len(np.unique(excerpt[there & voice.among(name)]))
            found[code.names[place]] = Result(
                part(own, len(np.unique(excerpt[there])), "excerpt", bases.THEME_EXCERPTS)
            )
    return found


@once
def _rows(tables: Tables) -> tuple[Ints, Words, Words, Words]:
    excerpt, person, voice, code = (reading.texts(tables, TABLE, column) for column in COLUMNS)
    known = {v.value for v in Voice}
    for place, name in enumerate(voice.names):
        if name not in known:
            reading.refuse_first(TABLE, "voice", voice.codes == place, _("“{name}” is no voice").format(name=name))
    reading.refuse_first(TABLE, "excerpt", ~excerpt.known, _("the excerpt is blank"))
    reading.refuse_first(TABLE, "voice", ~voice.known, _("the voice is blank"))
    if not len(excerpt):
        raise BadQuantity(why=_("the base is zero"))
    return excerpt.codes, person, voice, code
