"""The lists behind the proposals: `corpus/lexicons/identifiers/*.toml`, read once."""

import re
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.language import folded

ATOM = re.compile(r"[^\W_]+")
FIRST, LAST, PLACE, LANDLORD, EMPLOYER, SCHOOL, ASSOCIATION, MEDIA, NOBODY = (
    "first",
    "last",
    "place",
    "landlord",
    "employer",
    "school",
    "association",
    "media",
    "nobody",
)


def lexicon(name: str) -> dict[str, Any]:
    """One file of lists as shipped."""
    return resources.lexicon(f"identifiers/{name}")


@lru_cache
def working() -> re.Pattern[str]:
    """What says that somebody works: "travaille", "embauchée"."""
    return re.compile(lexicon("contexts")["working"], re.IGNORECASE)


def fold(word: str) -> str:
    """Lower case, no accents, no ligature: "Sœur" -> "soeur"."""
    return folded(word).replace("œ", "oe").replace("æ", "ae")


def atoms(words: str) -> tuple[str, ...]:
    """The folded letters-and-digits runs of an expression: "Savigny-le-Temple" -> savigny, le, temple."""
    return tuple(fold(atom) for atom in ATOM.findall(words))


def listed(text: str) -> list[str]:
    """The names of one list, as written, separated by commas in the files."""
    return [name.strip() for name in text.replace("\n", " ").split(",") if name.strip()]


@lru_cache
def gazetteer() -> dict[tuple[str, ...], frozenset[str]]:
    """What each listed expression can be; most can be one thing only."""
    lists = [(FIRST, text) for text in lexicon("first_names").values()]
    lists += [(LAST, text) for text in lexicon("last_names").values()]
    places, groups = lexicon("places"), lexicon("organisations")
    lists += [(NOBODY if name == "too_large" else PLACE, text) for name, text in places.items()]
    lists += [(LANDLORD, groups["landlords"]), (EMPLOYER, groups["employers"])]
    lists += [(SCHOOL, groups["schools"]), (NOBODY, groups["nobody"])]
    lists += [(ASSOCIATION, groups["associations"]), (MEDIA, groups["media"])]
    found: dict[tuple[str, ...], set[str]] = {}
    for kind, text in lists:
        for name in listed(text):
            found.setdefault(atoms(name), set()).add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items() if key}


@lru_cache
def _african() -> frozenset[tuple[str, ...]]:
    lists = lexicon("first_names")
    return frozenset(
        atoms(name) for name in listed(lists["west_and_central_africa"] + "," + lists["maghreb_and_middle_east"])
    )


def african(word: str) -> bool:
    """Whether a folded first name is listed among African ones, beside which Bah, Ba or Ly are family names."""
    return (word,) in _african()


@lru_cache
def _longest() -> dict[str, int]:
    found: dict[str, int] = {}
    for key in gazetteer():
        found[key[0]] = max(found.get(key[0], 0), len(key))
    return found


def longest(first: str) -> int:
    """The number of atoms of the longest listed expression that opens with this atom; 0 for none."""
    return _longest().get(first, 0)


@lru_cache
def context(name: str) -> frozenset[str]:
    """One list of words of contexts.toml."""
    return frozenset(lexicon("contexts")[name])


@lru_cache
def sounds() -> dict[str, frozenset[str]]:
    """First and last names of five letters or more by how they sound, for names misspelt by a transcriber."""
    found: dict[str, set[str]] = {}
    for key, kinds in gazetteer().items():
        if len(key) == 1 and len(key[0]) > 4 and kinds & {FIRST, LAST}:
            found.setdefault(sound(key[0]), set()).update(kinds & {FIRST, LAST})
    return {key: frozenset(kinds) for key, kinds in found.items()}


def sound(word: str) -> str:
    """A rough key shared by the spellings of one name: Traoré, Traorai; Mohamed, Mouhammed; Aminata, Aminatta."""
    key = fold(word)
    for old, new in (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("w", "u")):
        key = key.replace(old, new)
    key = key.replace("h", "").replace("c", "k").replace("y", "i").replace("z", "s").replace("j", "g")
    key = re.sub(r"(?:ai|ay|er|ez|et|ei|e)[st]?$", "e", key)
    key = re.sub(r"u([aeio])", r"u\1", key).replace("eau", "o").replace("au", "o").replace("ai", "e").replace("ei", "e")
    return re.sub(r"(.)\1+", r"\1", key)
