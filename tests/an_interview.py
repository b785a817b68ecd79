"""A small study with one interview, for the tests of what people see: invented words, with emoji and accents."""

import hashlib
from pathlib import Path

from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt
from workbench.intake.documents import Document, Turn
from workbench.intake.turns import find_turns
from workbench.people import Person, Voice
from workbench.study import Attribute, Study, create

OPENING = """Entretien M02, chez la personne, un mardi.

E : Vous pouvez me raconter l’arrivée dans l’appartement ?
M : On a eu les clés 🔑 en mars, après l’hôtel. Franchement 😀😀 c’était un soulagement ! Les enfants couraient partout.
E : Et le budget ?
M : Le loyer passe, mais l’électricité… non. J’ai une dette de quatre cents euros, je paie vingt par mois. \
L’assistante sociale m’a aidée à écrire la lettre.
E : Quelqu’un venait vous voir ?
M : La référente, toutes les semaines au début. Après moins. J’aurais voulu qu’elle vienne encore un peu.
"""
MORE = """E : Et depuis, au numéro {n} ?
M : Depuis la visite {n}, les voisins me parlent, je connais le gardien, je reçois mon courrier. \
Le loyer numéro {n} est payé. Il reste une facture que je n’ai pas ouverte, parce que ça me fait peur.
"""
BOOK = Codebook(
    "themes",
    "Thèmes de l’entretien",
    1,
    (
        Code("logement", "Le logement", codable=False),
        Code(
            "cles",
            "Remise des clés",
            group="logement",
            definition="Le jour où l’on entre.",
            include=("état des lieux",),
            exclude=("les visites d’avant",),
            example="On a eu les clés en mars.",
            terms=("clés",),
        ),
        Code("hotel", "Vie à l’hôtel", group="logement"),
        Code("argent", "L’argent", codable=False),
        Code("loyer", "Loyer et charges", group="argent", terms=("loyer",)),
        Code("energie", "Électricité et énergie", group="argent"),
        Code("dette", "Dettes", group="argent", terms=("dette", "euro")),
        Code("visites", "Visites de la référente", terms=("référente",)),
    ),
)


def interview(more: int = 12) -> str:
    """The opening, and as many further questions and answers as wanted."""
    return OPENING + "".join(MORE.format(n=n) for n in range(1, more + 1))


def study_with_interview(folder: Path, more: int = 12) -> Study:
    """A new study in this folder with the household M02, its interview `entretien-m02` and the codebook `themes`."""
    study = create(folder, title="Essai", by="eva")
    study.add_person(Person("M02", Voice.HOUSEHOLD, "77"), by="eva")
    study.add_attributes(
        [
            Attribute("M02", "composition", "une adulte, deux enfants", "2015-01-05", "suivi"),
            Attribute("M02", "ressources", None, "2015-01-05", "suivi", "n’a pas répondu"),
        ],
        by="eva",
    )
    study.add_codebook(BOOK, by="eva")
    text = interview(more)
    original = text.encode()
    sha256 = hashlib.sha256(original).hexdigest()
    turns: tuple[Turn, ...] = find_turns(text)
    document = Document("entretien-m02.txt", text, sha256, sha256, ())
    study.add_source(document, kind="interview", original=original, turns=turns, speakers={"M": "M02"}, by="eva")
    return study


class Proposer:
    """Proposes, for any passage, the codes whose first term it holds; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def suggest(self, excerpts: list[Excerpt], top: int = 3) -> list[list[Suggestion]]:
        self.asked += 1
        return [
            [
                Suggestion(excerpt, code.id, 0.9 - rank / 10, rank, "test-1", (code.terms[0],))
                for rank, code in enumerate((c for c in BOOK.codes if c.terms and c.terms[0] in excerpt.text), 1)
            ][:top]
            for excerpt in excerpts
        ]
