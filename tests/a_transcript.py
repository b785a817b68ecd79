"""An invented interview with invented names, emoji and accents, for the tests of what happens before a text enters."""

from pathlib import Path

from workbench.people import Person, Voice
from workbench.study import Study, create

NAME = "entretien Aminata Diallo.txt"
TEXT = """Entretien avec Aminata, chez elle.

Enquêteur : Vous pouvez me raconter 😀 l’arrivée ?
Aminata : Je m’appelle Aminata Diallo. On a eu les clés 🔑 à Meaux 😀😀, avec mon fils Ibrahima. \
Mon numéro, c’est le 06 12 34 56 78.
Enquêteur : Et avant, Aminata ?
Aminata : Avant, c’était Savigny-le-Temple. Ibrahima va au collège Jean Moulin. Mme B. de la CAF m’a aidée.
Enquêteur : Quelqu’un venait vous voir ?
Aminata : La référente, Sophie, toutes les semaines. On lui doit 412,37 euros.
"""
SECRETS = ("Aminata", "Diallo", "Ibrahima", "Sophie", "06 12 34 56 78", "Meaux", "Moulin", "412,37")
PASSPHRASE = "trois chaises bleues"


def transcript(folder: Path, text: str = TEXT, name: str = NAME) -> Path:
    """The interview as a file in this folder."""
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def study_for(folder: Path) -> Study:
    """A new study with one household, M02, and nothing else."""
    study = create(folder, title="Essai", by="E1")
    study.add_person(Person("M02", Voice.HOUSEHOLD, "77"), by="E1")
    return study
