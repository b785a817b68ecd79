"""Long lists of words as one expression that tries a beginning once, whatever the number of words that share it."""

import re
from collections.abc import Iterable
from typing import Any

END = ""


def alternation(words: Iterable[str], space: str = " ") -> str:
    """An expression for any of these words, the longest that fits first; `space` stands for the blanks in them.

    A list written one word after the other costs its length at every place of a text; shared beginnings cost one.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for sign in word:
            node = node.setdefault(sign, {})
        node[END] = {}
    return _written(root, space) if root else r"(?!)"


def _written(node: dict[str, Any], space: str) -> str:
    branches = []
    for sign in sorted(node):
        if sign != END:
            branches.append((space if sign == " " else re.escape(sign)) + _written(node[sign], space))
    if not branches:
        return ""
    one = branches[0] if len(branches) == 1 and END not in node else f"(?:{'|'.join(branches)})"
    return f"{one}?" if END in node else one
