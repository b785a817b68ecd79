"""The one border where code points (Python, the store) become UTF-16 units (the browser) and back."""

import re
from bisect import bisect_left, bisect_right

from workbench.errors import BadSpan

ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # a code point that takes two UTF-16 units


class Units:
    """The two numberings of one text. Building it reads the text once; each conversion is a binary search."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._wide = [found.start() for found in ASTRAL.finditer(text)] if not text.isascii() else []
        self._wide_units = [point + before for before, point in enumerate(self._wide)]

    def of(self, point: int) -> int:
        """The UTF-16 index of a code-point index."""
        return point + bisect_left(self._wide, point)

    def point(self, unit: int) -> int:
        """The code-point index of a UTF-16 index; raises BadSpan outside the text and inside a surrogate pair."""
        before = bisect_right(self._wide_units, unit - 1)  # wide signs that begin before this unit
        point = unit - before
        if not 0 <= point <= self.length or (before and self._wide_units[before - 1] + 1 == unit):
            raise BadSpan(start=unit, end=unit, source="?", length=self.length, why="no character begins there")
        return point
