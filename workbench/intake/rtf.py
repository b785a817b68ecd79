"""Rich text (.rtf), as older word processors and note-taking programs write it."""

import re

NOTE = re.compile(r"\{\\(?:\*\\)?footnote\b")
SIGN = re.compile(r"\\(?:[{}\\]|bin(\d+) ?)|[{}]")


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph that holds text, numbered from 1 in reading order, then the notes; a table's cells have |."""
    body, notes = _apart(data.decode("cp1252", "surrogateescape"))
    kept = [(f"§ {n}", line) for n, line in enumerate(_lines(body), 1)]
    told = [line.strip() for note in notes for line in _lines(f"{_head(body)}{note}}}")]
    return kept + [(f"note {n}", line) for n, line in enumerate(told, 1)]


def _apart(text: str) -> tuple[str, list[str]]:
    """The text without its footnotes, which its reader would lose, and each of these."""
    kept, notes, at = list[str](), list[str](), 0
    while found := NOTE.search(text, at):
        end = _closing(text, found.start())
        kept.append(text[at : found.start()])
        notes.append(text[found.end() : end - 1])
        at = end
    return "".join([*kept, text[at:]]), notes


def _closing(text: str, start: int) -> int:
    """The offset behind the brace that closes the one at `start`; the end of a text that closes none."""
    depth, at = 0, start
    while found := SIGN.search(text, at):
        at = found.end() + int(found[1] or 0)
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                return found.end()
    return len(text)


def _head(text: str) -> str:
    """The control words that open the file: they say in which code page its letters are."""
    found = re.match(r"\s*\{(?:\\[a-z]+-?\d* ?)+", text)
    return f"{found[0]} " if found else "{\\rtf1\\ansi "


def _lines(text: str) -> list[str]:
    from striprtf.striprtf import rtf_to_text

    read = rtf_to_text(text, errors="strict")
    # RTF writes characters beyond the first 65,536 as two halves
    read = read.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return [line for line in read.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
