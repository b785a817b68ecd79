"""What the tests of this room put into a study, and how they stop being root."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding
from workbench.coding.excerpts import find
from workbench.intake.documents import Document, Place, Turn
from workbench.people import Person, Voice
from workbench.study import SourceRecord, Study

WORDS = (
    "E : Pouvez-vous raconter votre entrée ?\n"
    "M : J’ai eu les clés en mars. C’était petit 🏠 mais à moi, é comme été.\n"
    "E : Et après ?\n"
    "M : Après, l’association est venue chaque semaine.\n"
)
BOOK = Codebook(
    "themes",
    "Thèmes",
    1,
    (
        Code("entry", "Entrée", codable=False),
        Code("keys", "Remise des clés", group="entry", definition="Le jour des clés", terms=("clés",)),
        Code("support", "Accompagnement", include=("visites",), exclude=("aides",), example="elle vient", plain="aide"),
    ),
    extra={"codes": {"keys": {"unit": "jour"}}},
)


@dataclass(frozen=True)
class Filled:
    """A study with one person, one interview and one codebook."""

    study: Study
    source: SourceRecord


def document(text: str, name: str = "Entretien M02.txt") -> tuple[Document, bytes]:
    original = text.encode()
    sha256 = hashlib.sha256(original).hexdigest()
    return Document(name, text, sha256, sha256, (Place(0, "ligne 1"),)), original


def turns_of(text: str) -> Sequence[Turn]:
    """The turns of lines that begin with a letter, a space, a colon and a space; E asks."""
    turns, start = [], 0
    for line in text.splitlines(keepends=True):
        turns.append(Turn(start + 4, start + len(line.rstrip("\n")), line[0], line[0] == "E"))
        start += len(line)
    return turns


def fill(study: Study) -> Filled:
    study.add_person(Person("M02", Voice.HOUSEHOLD, "77"), by="eva")
    study.add_codebook(BOOK, by="eva")
    taken, original = document(WORDS)
    source = study.add_source(
        taken, kind="interview", original=original, turns=turns_of(WORDS), speakers={"M": "M02"}, by="eva"
    )
    return Filled(study, source)


def coding(filled: Filled, words: str = "les clés", code: str = "keys", coder: str = "ana") -> Coding:
    """One person's judgement on these words of the interview."""
    return Coding(find(filled.source.id, filled.source.text, words), "themes", code, coder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Acts as nobody in particular, so that a read-only folder is read-only for root's tests too."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
