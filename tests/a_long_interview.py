"""An interview of 300,000 characters that bears 2,000 codings, as the longest that evaluators meet: invented words."""

import hashlib
import random
from pathlib import Path

from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding
from workbench.coding.excerpts import cut
from workbench.intake.documents import Document
from workbench.intake.turns import find_turns
from workbench.people import Person, Voice
from workbench.study import Study, create

CHARACTERS, CODINGS = 300_000, 2_000
SAID = (
    "On a eu les clés en mars, après l’hôtel.",
    "Franchement, c’était un soulagement pour les enfants !",
    "Le loyer passe, mais l’électricité… non.",
    "J’ai une dette de quatre cents euros, et je paie vingt euros par mois.",
    "La référente venait toutes les semaines au début, après un peu moins.",
    "Les voisins me parlent, je connais le gardien, je reçois mon courrier.",
    "J’aurais voulu qu’elle vienne encore quelque temps.",
    "On a fait la demande à la mairie, puis on a attendu une réponse.",
)
ASKED = ("Et depuis la visite {n} ?", "Vous pouvez me raconter le numéro {n} ?", "Qui vous a aidée, la fois {n} ?")
BOOK = Codebook(
    "long",
    "Thèmes de l’entretien long",
    1,
    tuple(
        code
        for group in range(8)
        for code in (
            Code(f"g{group}", f"Groupe {group}", codable=False),
            *(Code(f"g{group}c{n}", f"Thème {group}.{n} de l’entretien", group=f"g{group}") for n in range(5)),
        )
    ),
)


def long_text(characters: int = CHARACTERS, seed: int = 4) -> str:
    """Questions and answers until there are that many characters."""
    pick, parts, n, size = random.Random(seed), [], 0, 0
    while size < characters:
        n += 1
        answer = " ".join(pick.choice(SAID) for _sentence in range(pick.randint(3, 9)))
        parts.append(f"E : {pick.choice(ASKED).format(n=n)}\nM : {answer} Voilà pour le numéro {n}.\n")
        size += len(parts[-1])
    return "".join(parts)


def long_study(folder: Path, characters: int = CHARACTERS, many: int = CODINGS, coder: str = "E1") -> Study:
    """A new study with the interview `long` of the household M01, the codebook `long` and these codings."""
    study = create(folder, title="Long", by="eva")
    study.add_person(Person("M01", Voice.HOUSEHOLD, "77"), by="eva")
    study.add_codebook(BOOK, by="eva")
    text = long_text(characters)
    original = text.encode()
    sha256 = hashlib.sha256(original).hexdigest()
    document = Document("long.txt", text, sha256, sha256, ())
    turns = tuple(find_turns(text))
    study.add_source(document, kind="interview", original=original, turns=turns, speakers={"M": "M01"}, by="eva")
    study.add_codings(_codings(study, many, coder), by=coder)
    return study


def _codings(study: Study, many: int, coder: str) -> list[Coding]:
    """Codings of one to three sentences all along the text, some nested, some overlapping."""
    source = study.source("long")
    pick, codes = random.Random(7), [code.id for code in BOOK.codable()]
    answers = [turn for turn in source.turns if not turn.asks]
    made: dict[tuple[int, int, str], Coding] = {}
    while len(made) < many:
        turn = answers[len(made) * len(answers) // many]
        words = [n for n in range(turn.start, turn.end) if n == turn.start or source.text[n - 1] == " "]
        start = pick.choice(words[:-1])
        end = min(turn.end, start + pick.randint(20, 160))
        while end > start and source.text[end - 1].isspace():
            end -= 1
        code = pick.choice(codes)
        made[start, end, code] = Coding(cut(source.id, source.text, start, end), "long", code, coder)
    return list(made.values())
