"""One script out of several: anywidget takes a single ES module per widget, and we write small ones.

Each file under `scripts/` is a module of its own: it imports from its neighbours by relative path and exports what
they need, so that editors and `node` understand it. Here they are put end to end in the order given, a part after
those it imports from; imports between parts and the word `export` go, for all now share one scope, and so do comments
and indentation, for the whole is sent to the browser with every screen. A name may therefore be declared once only.
"""

import re
from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"
IMPORT = re.compile(r"^import\s[^;]*?from\s+\"(\.[^\"]+)\";\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/)\n", re.MULTILINE | re.DOTALL)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def composed(*parts: str) -> str:
    """The module that these files of `scripts/` make, "common/dom.js" for one.

    Raises ValueError for a part that imports from one that does not come before it.
    """
    texts, before = [], set()
    for part in parts:
        path = SCRIPTS / part
        text = path.read_text("utf-8")
        for found in IMPORT.finditer(text):
            wanted = (path.parent / found[1]).resolve()
            if wanted not in before:
                raise ValueError(f"{part} imports {found[1]}, which does not come before it")
        before.add(path.resolve())
        bare = EXPORT.sub("", IMPORT.sub("", text))
        texts.append(INDENT.sub("", COMMENT.sub("", bare)))
    return "".join(texts)
