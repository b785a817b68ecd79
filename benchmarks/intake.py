"""How long 200 kB of text from a PDF take, and how many words come out as their author wrote them.

The interviews of the demonstration are printed as reports are: justified lines with split words, one column or two,
a running head, page numbers, calls of notes, then read back and cleaned. Told in the first person, such a text is an
interview, in which names are looked for before it enters; without "je" and "moi" it is a document, and they are not.
The bar: 200 kB within 10 s. Seconds on the clock, and of the processor, which other programs do not slow.
Run: python benchmarks/intake.py [kB]
"""

import re
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.intake.a_pdf import pdf, text_at
from workbench.intake.cleaning import clean
from workbench.intake.cleaning.lexicon import forms
from workbench.intake.cleaning.repeats import repeated
from workbench.intake.identifiers import propose
from workbench.intake.readers import read_document
from workbench.intake.turns import MYSELF, told_by_somebody
from workbench.resources import shipped
from workbench.study import create
from workbench.study.arrivals import add_files

HEAD = "Le logement accompagné / n°8"
SYLLABLE = re.compile(r"(?<=[aeiouyéèêàâîïôûœ])(?=[bcdfgjklmnpqrstvz][aeiouyéèêàâîïôûœr])")
ROWS = 54


def words_of(size: int) -> list[str]:
    """So many bytes of the demonstration's interviews, in words that the font of the benchmark can draw."""
    files = sorted((shipped("corpus") / "asg" / "interviews").iterdir())
    text = " ".join(read_document(path)[0].text for path in files)
    text = text.encode("cp1252", "ignore").decode("cp1252")
    return ((text + " ") * (size // len(text.encode()) + 1)).encode()[:size].decode("utf-8", "ignore").split()


def printed(words: list[str], width: int) -> list[str]:
    """Lines of at most so many characters, words split where the language lets them, true hyphens used as they are."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) < width:
            line += f"{word} "
            continue
        room = width - len(line) - 1
        cuts = [m.start() for m in SYLLABLE.finditer(word.lower()) if 2 <= m.start() <= min(room, len(word) - 3)]
        true = [m.end() for m in re.finditer(r"(?<=\w)-(?=\w)", word) if m.end() <= room]
        if true:
            lines.append(line + word[: max(true)])
            line = f"{word[max(true) :]} "
        elif cuts and word.isalpha():
            lines.append(f"{line}{word[: max(cuts)]}-")
            line = f"{word[max(cuts) :]} "
        else:
            lines.append(line.rstrip())
            line = f"{word} "
    return [*lines, line.rstrip()]


def paged(lines: list[str], columns: int) -> bytes:
    """A PDF of these lines, with a head and a number on each page; two columns are written row by row."""
    pages = []
    for n, start in enumerate(range(0, len(lines), ROWS * columns), 1):
        here = lines[start : start + ROWS * columns]
        size = 8 if columns == 2 else 10
        rows = [
            text_at(50 + 260 * c, 780 - 13 * r, here[c * ROWS + r], size)
            for r in range(ROWS)
            for c in range(columns)
            if c * ROWS + r < len(here)
        ]
        pages.append(b"\n".join([text_at(50, 810, HEAD), *rows, text_at(290, 40, str(n + 10))]))
    return pdf(*pages)


def recovered(words: list[str], text: str) -> float:
    """The share of the words that stand in the text, in their order."""
    same = SequenceMatcher(None, words, text.split(), autojunk=False) if len(words) < 6000 else None
    if same is not None:
        return sum(block.size for block in same.get_matching_blocks()) / len(words)
    half, cut = len(words) // 2, len(text.split()) // 2
    parts = text.split()
    return (recovered(words[:half], " ".join(parts[:cut])) + recovered(words[half:], " ".join(parts[cut:]))) / 2


def taken_in(content: bytes) -> tuple[str, str]:
    """The text of a PDF as the study has it, and how long its entry took, in words."""
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "e", title="e", by="b") as study:
        path = Path(folder) / "rapport.pdf"
        path.write_bytes(content)
        start, used = perf_counter(), process_time()
        (outcome,) = add_files(study, [path], by="b", decided=True)
        seconds = f"{perf_counter() - start:.1f} s ({process_time() - used:.1f} s of processor; bar 10)"
        return study.source(outcome.id).text, seconds


def main() -> None:
    size = int(sys.argv[1]) * 1000 if len(sys.argv) > 1 else 200_000
    words = words_of(size)
    start, used = perf_counter(), process_time()
    propose("Bonjour Aminata.")
    print(
        f"first proposals, the French pipeline and the lists read once: {perf_counter() - start:.1f} s "
        f"({process_time() - used:.1f} s of processor)"
    )
    start = perf_counter()
    forms()
    print(f"dictionary read once in {perf_counter() - start:.1f} s")
    impersonal = [word for word in words if not MYSELF & set(re.findall(r"[^\W\d_]+", word.casefold()))]
    for name, said in (("document", impersonal), ("interview", words)):
        text, seconds = taken_in(paged(printed(said, 88), 1))
        assert told_by_somebody(text) is (name == "interview")
        print(f"{len(text.encode()) / 1000:.0f} kB, {name}: taken in {seconds}", flush=True)
    for columns in (1, 2):
        text, seconds = taken_in(paged(printed(words, 88 if columns == 1 else 56), columns))
        start = perf_counter()
        cleaned = clean(text)
        repeats = repeated(cleaned.text)
        print(
            f"{columns} column(s), {len(text.encode()) / 1000:.0f} kB of text: taken in {seconds}, cleaned in "
            f"{perf_counter() - start:.1f} s; words as written: {recovered(words, text):.1%} as printed, "
            f"{recovered(words, cleaned.text):.2%} cleaned; "
            f"heads left {cleaned.text.count(HEAD)} of {text.count(HEAD)}; "
            f"{len(repeats)} repeats marked",
            flush=True,
        )


if __name__ == "__main__":
    main()
