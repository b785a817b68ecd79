from workbench.coding.discovery import groups, saturation, similar
from workbench.coding.excerpts import Excerpt

TEXTS = [
    "Le loyer est trop cher pour nous",
    "On paie le loyer et les charges",
    "Le loyer, les dettes, le loyer encore",
    "Les enfants vont à l’école à pied",
    "La maîtresse de l’école connaît les enfants",
    "L’école des enfants est loin",
]


def excerpts(texts=TEXTS):
    return [Excerpt("s", 100 * n, 100 * n + max(1, len(t)), t) for n, t in enumerate(texts)]


def test_similar_excerpts_come_with_the_words_in_common():
    several = excerpts()
    first, *_rest = similar(several[0], several, top=3)
    assert "loyer" in first.excerpt.text.lower()
    assert "loyer" in first.because
    assert several[0] not in [a.excerpt for a in similar(several[0], several, top=9)]


def test_groups_gather_what_resembles_and_name_it():
    found = groups(excerpts(), number=2)
    assert sorted(len(g.excerpts) for g in found) == [3, 3]
    assert {"loyer", "école"} <= {term.casefold() for g in found for term in g.terms}
    assert found == groups(excerpts(), number=2)


def test_nothing_gives_nothing():
    assert similar(Excerpt("s", 0, 1, " "), excerpts()) == []
    assert similar(excerpts()[0], []) == []
    assert groups([]) == []
    assert groups(excerpts(["", "…"])) == []
    assert len(groups(excerpts(["un seul loyer"]), number=8)) == 1


def test_saturation_counts_codes_never_met_before():
    found = saturation([("M1", ["a", "b"]), ("M2", ["a"]), ("M3", ["b", "c"])])
    assert found == [("M1", 2, 2), ("M2", 0, 2), ("M3", 1, 3)]
