"""One stylesheet a screen: what all screens share, then its own rules.

`common.css` is written for `.wb`, which stands for the prefix of a screen's classes. Each screen has a copy of it under
its own prefix, because a notebook has one stylesheet for all that it shows: rules under one name for all would come
again with every further screen, after the rules by which an earlier one differs.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
PREFIX = re.compile(r"\.wb(?=[-\s,:])")
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def styled(prefix: str, name: str) -> str:
    """The rules of a screen whose classes begin with `prefix`: `common.css`, then the file `name` beside it."""
    common, own = ((FOLDER / one).read_text("utf-8") for one in ("common.css", name))
    return INDENT.sub("", COMMENT.sub("", PREFIX.sub(f".{prefix}", common) + own))
