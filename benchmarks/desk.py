"""The coding desk's store on SQLite, with an interview of 300 000 characters that bears 2 000 codings.

The bar for a coding, from the key press to the screen, is 50 ms at the 95th percentile: this is the store's part of it.
"""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench import study
from workbench.coding import search
from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding
from workbench.coding.excerpts import cut
from workbench.intake.documents import Turn
from workbench.intake.readers import assemble
from workbench.people import Person, Voice
from workbench.study import SourceRecord, Study

CHARACTERS, CODINGS, MORE, CODES = 300_000, 2_000, 200, 60
BAR = 50  # milliseconds
QUESTION = "E : Alors ?\n"
ANSWER = "M : " + "Après, l’association est venue chaque semaine, et on a parlé du loyer. " * 6 + "\n"


def interview() -> tuple[str, list[Turn]]:
    """The text and its turns."""
    turns, at = [], 0
    while at < CHARACTERS:
        turns.append(Turn(at + 4, at + len(QUESTION) - 1, "E", True))
        at += len(QUESTION)
        turns.append(Turn(at + 4, at + len(ANSWER) - 1, "M", False))
        at += len(ANSWER)
    return (QUESTION + ANSWER) * (len(turns) // 2), turns


def filled(folder: Path) -> tuple[Study, SourceRecord, list[Coding]]:
    """The study with its 2 000 codings, and those to come."""
    text, turns = interview()
    opened = study.create(folder / "study", title="Mesure", by="E1")
    opened.add_person(Person("M01", Voice.HOUSEHOLD, "77"), by="E1")
    codes = tuple(Code(f"c{n}", f"Code {n}", definition="x" * 200, terms=("a", "b")) for n in range(CODES))
    opened.add_codebook(Codebook("b", "Livre", 1, codes), by="E1")
    document = assemble("e.txt", [("", text)], text.encode())
    source = opened.add_source(
        document, kind="interview", original=text.encode(), turns=turns, speakers={"M": "M01"}, by="E1"
    )
    chance, said = random.Random(1), [turn for turn in source.turns if not turn.asks]
    new = []
    while len(new) < CODINGS + MORE:
        turn = chance.choice(said)
        start = chance.randrange(turn.start, turn.end - 40)
        excerpt = cut(source.id, source.text, start, start + chance.randrange(10, 40))
        new.append(Coding(excerpt, "b", f"c{len(new) % CODES}", "E1"))
    opened.add_codings(new[:CODINGS], by="E1")
    return opened, source, new[CODINGS:]


def each(what: str, job: Callable[[int], object], times: int) -> None:
    """Median and 95th percentile of wall and of processor time, in milliseconds."""
    wall, busy = [], []
    for n in range(times):
        begun, worked = time.perf_counter(), time.process_time()
        job(n)
        wall.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    wall.sort()
    busy.sort()
    p95 = int(times * 0.95)
    figures = f"median {wall[times // 2]:6.1f}, p95 {wall[p95]:6.1f} (processor {busy[p95]:6.1f}) ms"
    print(f"{what:<34} {figures}   bar {BAR} ms")


def once(what: str, job: Callable[[], object]) -> None:
    begun = time.perf_counter()
    job()
    print(f"{what:<34} {(time.perf_counter() - begun) * 1000:8.1f} ms")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened, source, more = filled(Path(folder))
        opened.add_coding(more[0], by="E1")
        each("one coding", lambda n: opened.add_coding(more[n + 1], by="E1"), MORE - 1)
        each("undo", lambda _n: opened.undo(by="E1"), MORE // 2)
        each("redo", lambda _n: opened.redo(by="E1"), MORE // 2)
        each("turns read", lambda n: opened.mark_read(source.id, [n + 1], by="E1"), MORE)
        each("a code renamed", lambda n: opened.rename_code("b", "c0", f"Nom {n}", by="E1"), 50)
        once("two codes merged", lambda: opened.merge_codes("b", "c1", "c2", by="E1"))
        once("the merge undone", lambda: opened.undo(by="E1"))
        opened.codings_frame()  # loads pandas
        once("excerpts of two codes together", lambda: opened.retrieve("b", "c1 et c2"))
        once("words found, first time", lambda: opened.search("ASSOCIATION est", source.id))
        once("words found, again", lambda: opened.search("loyer", source.id))
        once("spaCy reads the interview, once", lambda: search.in_any_form(source.text, "venir"))
        once("words found in any form", lambda: opened.search("parler du loyer", source.id, inflections=True))
        opened.close()


if __name__ == "__main__":
    main()
