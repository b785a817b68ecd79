"""The store under a team's load, on SQLite: codings written at once, one by one, and read as a frame."""

import tempfile
import time
from pathlib import Path

from workbench import study
from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding
from workbench.coding.excerpts import cut
from workbench.intake.documents import Turn
from workbench.intake.readers import assemble
from workbench.people import Person, Voice

WORDS = "Après, l’association est venue chaque semaine, et on a parlé du loyer. "
BATCH, BATCHES, SINGLE = 600, 17, 100


def timed(what: str, job: object) -> None:
    start = time.perf_counter()
    job()  # type: ignore[operator]
    print(f"{time.perf_counter() - start:8.3f} s  {what}")


def main() -> None:
    text = "E : Alors ?\nM : " + WORDS * 40 + "\nE : Ah.\nM : Voilà.\n"
    document = assemble("e.txt", [("", text)], text.encode())
    start = text.index(WORDS)
    turns = [Turn(4, 11, "E", True), Turn(start, start + len(WORDS) * 40, "M", False)]
    with tempfile.TemporaryDirectory() as folder:
        opened = study.create(Path(folder) / "study", title="Mesure", by="E1")
        opened.add_person(Person("M01", Voice.HOUSEHOLD, "77"), by="E1")
        opened.add_codebook(Codebook("b", "b", 1, (Code("c", "c"),)), by="E1")
        source = opened.add_source(
            document, kind="interview", original=text.encode(), turns=turns, speakers={"M": "M01"}, by="E1"
        )
        spans = [(start + n % 700, start + n % 700 + 20 + n // 700) for n in range(BATCH)]
        codings = [[Coding(cut(source.id, text, a, b), "b", "c", f"k{n}") for a, b in spans] for n in range(BATCHES)]
        timed(f"{BATCH} codings in one transaction", lambda: opened.add_codings(codings[0], by="E1"))
        for batch in codings[1:]:
            opened.add_codings(batch, by="E1")
        one = [Coding(cut(source.id, text, start + n, start + n + 9), "b", "c", "one") for n in range(SINGLE)]
        timed(f"{SINGLE} codings, each its own transaction", lambda: [opened.add_coding(c, by="E1") for c in one])
        opened.codings_frame()  # loads pandas
        timed(f"a frame of {BATCH * BATCHES + SINGLE} codings", opened.codings_frame)
        timed("the journal verified", opened.verify_journal)
        opened.close()


if __name__ == "__main__":
    main()
