import pytest

from tests import a_release
from workbench.errors import DissentMissing, FolderTaken, Withheld
from workbench.publishing.bundle import scan
from workbench.publishing.manifest import FILES, MANIFEST


def test_a_release_is_its_files_and_nothing_else(tmp_path):
    a_release.make(tmp_path / "r")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r"]
    assert sorted(p.name for p in (tmp_path / "r").iterdir()) == sorted([*FILES, MANIFEST])


def test_the_same_content_has_the_same_digest_and_another_word_another(tmp_path):
    one, same = a_release.make(tmp_path / "a"), a_release.make(tmp_path / "b")
    other = a_release.make(tmp_path / "c", notices=["Autre chose."])
    assert one.digest == same.digest != other.digest


def refused(tmp_path, error, **changes):
    with pytest.raises(error) as no:
        a_release.make(tmp_path / "releases" / "r", **changes)
    assert not (tmp_path / "releases").exists() or list((tmp_path / "releases").iterdir()) == []
    return str(no.value)


@pytest.mark.parametrize("key", ["un ménage", "MARTIN", "Vingt-quatre"])
def test_a_forbidden_string_anywhere_is_refused_without_being_said(tmp_path, key):
    assert key not in refused(tmp_path, Withheld, forbidden=[key])


def test_a_forbidden_string_in_a_drawing_is_refused(tmp_path):
    refused(tmp_path, Withheld, forbidden=["Bail signé à leur nom"])


@pytest.mark.parametrize("approvals", [[], [{"who": "A"}], [{"who": "A"}, {"who": " a "}], [{"who": "A"}, {"who": ""}]])
def test_one_approver_is_not_two(tmp_path, approvals):
    refused(tmp_path, Withheld, approvals=approvals)


def test_a_page_that_does_not_exist_is_refused(tmp_path):
    refused(tmp_path, Withheld, page="partout")


def with_first_finding(**changes):
    first, *others = a_release.findings()
    return [first | changes, *others]


def test_evidence_must_travel_with_its_finding(tmp_path):
    refused(tmp_path, Withheld, findings=with_first_finding(evidence={"for": ["absent"], "against": []}))


def test_positions_of_few_people_are_not_counted(tmp_path):
    refused(tmp_path, Withheld, findings=with_first_finding(reviews={"agree": 4}))


def test_a_counted_disagreement_without_words_is_refused(tmp_path):
    refused(tmp_path, DissentMissing, findings=with_first_finding(reviews={"disagree": 6}, dissents=[]))


@pytest.mark.parametrize("consent", [None, {}, {"audience": "T3", "answer": "oui", "date": "2016-01-01"}])
def test_silence_is_not_consent(tmp_path, consent):
    refused(tmp_path, Withheld, quotes=[quote | {"consent": consent} for quote in a_release.quotes()])


def test_a_folder_that_exists_is_left_alone(tmp_path):
    (tmp_path / "r").mkdir()
    with pytest.raises(FolderTaken):
        a_release.make(tmp_path / "r")
    assert list((tmp_path / "r").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("le ménage M07 dit", True),
        ("le ménage m07.", True),
        ("menage_M07_x", True),
        ("M071", False),
        ("AM07", False),
        ("<svg xmlns='http://www.w3.org/2000/svg'><path d='M07,3'/></svg>", False),
        ("<svg xmlns='http://www.w3.org/2000/svg'><text>M07</text></svg>", True),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g class='M07'/></svg>", True),
    ],
)
def test_a_key_is_found_as_a_word_and_not_in_the_geometry(words, found):
    import json

    files = {"x.json": json.dumps([words]).encode()}
    if found:
        with pytest.raises(Withheld):
            scan(files, ["M07"])
    else:
        scan(files, ["M07"])
