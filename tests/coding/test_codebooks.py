import pytest

from workbench.coding.codebooks import codebook_from, read_codebook
from workbench.errors import BadCodebook
from workbench.resources import shipped

BOOKS = shipped("corpus") / "codebooks"


def book(*codes):
    return codebook_from({"id": "b", "codes": list(codes)})


@pytest.mark.parametrize(
    "codes",
    [
        [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}],
        [{"id": "a", "label": "A"}, {"id": "b", "label": "A"}],
        [{"id": "a", "label": "A", "group": "x"}],
        [{"id": "a", "label": "A", "alias_of": "x"}],
        [{"id": "a", "label": "A", "group": "b"}, {"id": "b", "label": "B", "group": "a"}],
        [{"id": "a"}],
    ],
)
def test_doubles_strangers_and_cycles_are_refused(codes):
    with pytest.raises(BadCodebook):
        book(*codes)


def test_an_unreadable_file_is_named(tmp_path):
    path = tmp_path / "livre.yaml"
    path.write_text("- [", "utf-8")
    with pytest.raises(BadCodebook, match=r"livre\.yaml"):
        read_codebook(path)


def test_the_analysis_codebook_has_nineteen_defined_themes():
    themes = read_codebook(BOOKS / "themes.yaml").codable()
    assert len(themes) == 19
    assert all(code.definition and code.include and code.exclude and code.example and code.plain for code in themes)


def test_the_intervention_codebook_has_eight_themes():
    assert [c.id for c in read_codebook(BOOKS / "interventions.yaml").codable()] == [
        "budget", "droits", "logement", "quartier", "insertion", "sante", "parentalite", "autre",
    ]  # fmt: skip


def test_the_nomenclature_has_the_published_counts():
    # Référentiel de l'accompagnement vers et dans le logement et de la GLA, 2011: 5 + 7 + 6 bricks,
    # 26 + 35 + 23 headings, two bricks that refer to another group's
    nomenclature = read_codebook(BOOKS / "avdl-gla-2011.yaml")
    codes = nomenclature.codable()
    rubriques = {c.id: len(nomenclature.extra["codes"][c.id].get("rubriques") or []) for c in codes}
    assert [sum(c.group == g for c in codes) for g in ("1", "2", "3")] == [5, 7, 6]
    assert [sum(rubriques[c.id] for c in codes if c.group == g) for g in ("1", "2", "3")] == [26, 35, 23]
    assert {c.id: c.alias_of for c in codes if c.alias_of} == {"2.6": "3.5", "3.1": "2.3"}
    assert nomenclature.resolved("2.6") == "3.5"


def test_the_second_nomenclature_is_empty_and_says_why():
    empty = read_codebook(BOOKS / "ahi-2010.yaml")
    assert empty.codes == ()
    assert empty.note
