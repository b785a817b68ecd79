"""A study goes out to other tools and comes back: the same texts, codes, codings and memos, and nobody's name."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.a_demo import workbench
from tests.coding.test_exchange import faults, guid, made
from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import cut
from workbench.coding.exchange.reading import read_exchange
from workbench.errors import AlreadyWithdrawn, BadInput, NamesLeft, UnreadableFile
from workbench.people import Person, Voice
from workbench.study import create
from workbench.study.exchange import export_codebook, export_project, import_exchange
from workbench.study.exchange_in import Wanted
from workbench.study.people import Attribute
from workbench.study.rows import digest

from .examples import BOOK, coding, document, turns_of

DECIDED = Wanted(decided=True)


@pytest.fixture
def rich(filled):
    """A study with codings of two coders, memos on everything, and what is known of a household."""
    study = filled.study
    one = study.add_coding(coding(filled), by="ana")
    study.add_coding(coding(filled, "mais à moi, é", "support", "bob"), by="bob")
    study.add_coding(coding(filled, "petit 🏠", "keys", "ana"), by="ana")
    excerpt = study.excerpts()["excerpt"].iloc[0]
    study.add_memo("coding", one.id, "à discuter\navec Bob", by="ana")
    study.add_memo("excerpt", excerpt, "le 🏠 & la clé", by="bob")
    study.add_memo("code", "themes/keys", "voir la charte", by="ana")
    study.add_memo("interview", filled.source.id, "entretien à deux", by="ana")
    study.add_memo("household", "M02", "rappeler en mai", by="ana")
    study.add_attributes([Attribute("M02", "dettes", "oui", "2015-03-01", "suivi")], by="ana")
    study.add_attributes([Attribute("M02", "loyer", None, "2015-03-01", "suivi", "pas demandé")], by="ana")
    return filled


def state(study):
    """What a round trip must keep."""
    where = {row["excerpt"]: (row["source"], row["start"], row["end"]) for row in study.excerpts().to_dict("records")}
    codings = {c.id: (c.excerpt.source, c.excerpt.start, c.excerpt.end, c.code, c.coder) for c in study.codings()}
    target = {**where, **codings}
    return {
        "texts": [(s.id, s.name, s.kind, s.sha256, s.turns, s.places, s.person) for s in study.sources()],
        "codes": [(b.id, b.title, b.codes, b.extra, b.note) for b in study.codebooks()],
        "codings": sorted(
            map(str, ((c.excerpt, c.codebook, c.code, c.coder, c.memo, c.created) for c in study.codings()))
        ),
        "memos": sorted(map(str, ((m.on, target.get(m.target, m.target), m.text, m.who, m.at) for m in study.memos()))),
        "people": study.people(),
        "attributes": study.attributes().fillna("").to_dict("records"),
    }


def test_a_study_comes_back_the_same_and_a_second_time_adds_nothing(rich, tmp_path):
    done = export_project(rich.study, tmp_path / "p.qdpx", by="ana")
    assert (done.sources, done.codes, done.codings, done.people, set(done.coders)) == (1, 3, 3, 1, {"ana", "bob"})
    with create(tmp_path / "autre", title="Autre", by="eva") as other:
        taken = import_exchange(other, tmp_path / "p.qdpx", by="eva", wanted=DECIDED)
        assert (taken.sources, taken.codes, taken.codings, taken.memos, taken.people) == (1, 3, 3, 5, 1)
        assert state(other) == state(rich.study)
        assert {c.origin for c in other.codings()} == {Origin.IMPORT}
        before = digest(other.journal().to_dict("records"))
        again = import_exchange(other, tmp_path / "p.qdpx", by="eva", wanted=DECIDED)
        assert (again.sources, again.codes, again.codings, again.memos, again.people, again.attributes) == (0,) * 6
        assert again.there == 3
        assert digest(other.journal().to_dict("records")) == before
        other.verify_journal()
    journal = digest(rich.study.journal().to_dict("records"))
    import_exchange(rich.study, tmp_path / "p.qdpx", by="eva", wanted=DECIDED)
    assert digest(rich.study.journal().to_dict("records")) == journal


def test_several_codebooks_travel_under_a_heading_each(rich, tmp_path):
    rich.study.add_codebook(Codebook("autre", "Autre livre", 3, (Code("keys", "Clés"), Code("z", "Zut"))), by="eva")
    export_project(rich.study, tmp_path / "p.qdpx", by="ana")
    assert {node.name for node in read_exchange(tmp_path / "p.qdpx").codes} == {"Thèmes", "Autre livre"}
    with create(tmp_path / "autre", title="Autre", by="eva") as other:
        import_exchange(other, tmp_path / "p.qdpx", by="eva", wanted=DECIDED)
        assert state(other) == state(rich.study)


def test_a_codebook_alone_comes_back_the_same(rich, tmp_path):
    assert export_codebook(rich.study, tmp_path / "livre.qdc").codes == 3
    with create(tmp_path / "autre", title="Autre", by="eva") as other:
        assert import_exchange(other, tmp_path / "livre.qdc", by="eva").codes == 3
        assert other.codebook("themes").codes == rich.study.codebook("themes").codes
        assert import_exchange(other, tmp_path / "livre.qdc", by="eva").codes == 0
        assert len(other.codebooks()) == 1


def test_what_goes_out_follows_the_schema_names_nobody_and_is_recorded(rich, tmp_path):
    rich.study.add_person(Person("P01", Voice.ASSOCIATION, function="référente"), by="eva")
    export_project(rich.study, tmp_path / "p.qdpx", by="ana")
    with zipfile.ZipFile(tmp_path / "p.qdpx") as inside:
        root = etree.fromstring(inside.read("project.qde"))
    assert faults(root) == []
    assert {e.get("name") for e in root.iter("{*}Case")} == {"M02", "P01"}
    [held] = rich.study.withdraw("M02", by="eva").held
    assert (held.kind, held.there, Path(held.path).name) == ("export", True, "p.qdpx")


def test_a_coder_can_be_chosen_and_a_file_is_never_written_over(rich, tmp_path):
    done = export_project(rich.study, tmp_path / "p.qdpx", by="ana", coders=["bob"])
    assert done.codings == 1
    marks = [m.who for t in read_exchange(tmp_path / "p.qdpx").texts for s in t.selections for m in s.marks]
    assert marks == ["bob"]
    for file, coders in (("p.qdpx", ()), ("q.qdpx", ["nobody"])):
        with pytest.raises(BadInput):
            export_project(rich.study, tmp_path / file, by="ana", coders=coders)
    assert not (tmp_path / "q.qdpx").exists()


def test_who_withdrew_is_not_in_it_and_positions_of_the_others_hold(rich, tmp_path):
    study = rich.study
    words = (
        "E : Et vous deux ?\nM : On a eu les clés en mars, après deux ans d’hôtel et de foyer, voilà.\n"
        "P : Nous passons le mardi, toujours le mardi.\nE : Bien.\n"
    )
    study.add_people([Person("M09", Voice.HOUSEHOLD), Person("P01", Voice.ASSOCIATION)], by="eva")
    taken, original = document(words, "Deux voix.txt")
    both = study.add_source(
        taken, kind="interview", original=original, turns=turns_of(words), speakers={"M": "M09", "P": "P01"}, by="eva"
    )
    start = words.index("le mardi")
    study.add_coding(Coding(cut(both.id, words, start, start + 8), "themes", "support", "ana"), by="ana")
    study.add_memo("household", "M09", "ne plus appeler", by="ana")
    for person in ("M02", "M09"):
        study.withdraw(person, by="eva")
    done = export_project(study, tmp_path / "p.qdpx", by="ana")
    assert (done.sources, done.codings, done.people) == (1, 1, 1)
    with zipfile.ZipFile(tmp_path / "p.qdpx") as inside:
        everything = b"".join(inside.read(name) for name in inside.namelist()).decode()
    for gone in ("les clés en mars", "petit", "hôtel", "ne plus appeler", "rappeler en mai", "M09", "M02"):
        assert gone not in everything
    [text] = read_exchange(tmp_path / "p.qdpx").texts
    [passage] = text.selections
    assert text.text[passage.start : passage.end] == "le mardi"
    assert len(done.left) == 1


def test_what_is_coded_blind_stays_behind_the_curtain(rich, tmp_path):
    rich.study.draw_sample("themes", coders=["ana", "bob"], n=1, by="eva")
    done = export_project(rich.study, tmp_path / "p.qdpx", by="ana")
    assert done.coders == ("ana",)
    assert rich.source.id in done.left[0]


def foreign(folder, *, text="Bien. J’aime ce lieu.\nOui.", cases="", users="E1", notes="", about=""):
    """A small project of another tool."""
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="Autre outil">'
        f'<Users><User guid="{guid(1)}" name="{users}"/></Users>'
        f'<CodeBook><Codes><Code guid="{guid(10)}" name="Lieu" isCodable="false"><Code guid="{guid(12)}" name="Joie"'
        f' isCodable="true" color="#ff0000"><Description>déf.</Description></Code></Code></Codes></CodeBook>{cases}'
        f'<Sources><TextSource guid="{guid(100)}" name="Récit" plainTextPath="internal://t.txt">'
        f'<PlainTextSelection guid="{guid(700)}" startPosition="6" endPosition="20"><Coding guid="{guid(800)}"'
        f' creatingUser="{guid(1)}" creationDateTime="2020-01-02T03:04:05Z"><CodeRef targetGUID="{guid(12)}"/>{about}'
        f"</Coding></PlainTextSelection></TextSource></Sources>{notes}</Project>"
    )
    with zipfile.ZipFile(folder / "f.qdpx", "w") as inside:
        inside.writestr("project.qde", xml)
        inside.writestr("sources/t.txt", text)
    return folder / "f.qdpx"


def case(name, value="oui"):
    return (
        f'<Variables><Variable guid="{guid(30)}" name="dettes" typeOfVariable="Text"/></Variables><Cases>'
        f'<Case guid="{guid(40)}" name="{name}"><VariableValue><VariableRef targetGUID="{guid(30)}"/><TextValue>{value}'
        f'</TextValue></VariableValue><SourceRef targetGUID="{guid(100)}"/></Case></Cases>'
    )


NOTE = f'<Notes><Note guid="{guid(50)}" name="m"><PlainTextContent>beau mot</PlainTextContent></Note></Notes>'
REF = f'<NoteRef targetGUID="{guid(50)}"/>'


def test_another_tools_project_brings_text_code_coding_coder_memo_and_case(study, tmp_path):
    file = foreign(tmp_path, cases=case("M7"), notes=NOTE, about=REF)
    taken = import_exchange(study, file, by="eva")
    counts = taken.as_dict()
    assert [counts[k] for k in ("sources", "codes", "codings", "memos", "people", "attributes")] == [1, 2, 1, 1, 1, 1]
    [one] = study.codings()
    assert (one.excerpt.text, one.coder, one.memo, one.origin) == ("J’aime ce lieu", "E1", "beau mot", Origin.IMPORT)
    assert (one.excerpt.person, one.created[:10]) == ("M7", "2020-01-02")
    book = study.codebook("autre-outil")
    assert [(c.id, c.label, c.group, c.codable) for c in book.codes] == [
        ("lieu", "Lieu", None, False),
        ("joie", "Joie", "lieu", True),
    ]
    assert study.attributes()[["person", "name", "value"]].to_dict("records") == [
        {"person": "M7", "name": "dettes", "value": "oui"}
    ]
    journal = len(study.journal())
    again = import_exchange(study, file, by="eva")
    assert (again.codings, again.there) == (0, 1)
    assert len(study.journal()) == journal


def test_a_loose_memo_becomes_a_note_and_a_coding_taken_away_does_not_come_back(study, tmp_path):
    file = foreign(tmp_path, notes=NOTE)
    assert import_exchange(study, file, by="eva").sources == 2
    assert {s.kind.value for s in study.sources()} == {"report", "note"}
    study.retract_coding(study.codings()[0].id, by="eva")
    assert import_exchange(study, file, by="eva").codings == 0
    assert study.codings() == []


def test_cases_with_names_are_asked_about_and_nothing_enters(study, tmp_path):
    file = foreign(tmp_path, cases=case("Station A"))
    journal = len(study.journal())
    with pytest.raises(BadInput) as why:
        import_exchange(study, file, by="eva")
    assert "--case" in str(why.value)
    assert "Station A" not in str(why.value)
    assert len(study.journal()) == journal
    who = Wanted(cases={"Station A": "M3"}, people=(Person("M3", Voice.HOUSEHOLD, "77"),))
    assert import_exchange(study, file, by="eva", wanted=who).people == 1
    assert study.people() == [Person("M3", Voice.HOUSEHOLD, "77")]


@pytest.mark.parametrize(
    "named",
    [
        {"text": "Je m’appelle Fatima Benali, mon numéro est le 06 12 34 56 78."},
        {"notes": NOTE.replace("beau mot", "appeler Mme Fatima Benali au 06 12 34 56 78")},
        {"cases": case("M7", "Mme Fatima Benali, 06 12 34 56 78")},
    ],
)
def test_names_are_refused_until_they_are_decided(local, tmp_path, named):
    file = foreign(tmp_path, **named)
    journal = len(local.journal())
    with pytest.raises(NamesLeft) as why:
        import_exchange(local, file, by="eva")
    assert "Benali" not in str(why.value)
    assert len(local.journal()) == journal
    assert import_exchange(local, file, by="eva", wanted=DECIDED).sources >= 1


def test_everything_or_nothing(study, tmp_path):
    journal = len(study.journal())
    for bad in (made(tmp_path, [(0, 3000)]), made(tmp_path, [(0, 3)], name="sources/other.txt")):
        with pytest.raises(UnreadableFile):
            import_exchange(study, bad, by="eva", wanted=DECIDED)
    assert len(study.journal()) == journal
    assert study.sources() == []


def test_nobody_who_withdrew_comes_back(study, tmp_path):
    study.add_person(Person("M7", Voice.HOUSEHOLD), by="eva")
    study.withdraw("M7", by="eva")
    with pytest.raises(AlreadyWithdrawn):
        import_exchange(study, foreign(tmp_path, cases=case("M7")), by="eva")
    assert study.sources() == []


def test_what_only_the_interviewer_says_is_left_out_and_told(study, tmp_path):
    text = "E : Et les clés, alors ?\nM : En mars.\nE : Ah bon ?\nM : Voilà, oui.\n"
    taken = import_exchange(study, foreign(tmp_path, text=text), by="eva", wanted=DECIDED)
    assert (taken.sources, taken.codings) == (1, 0)
    assert len(taken.left) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"kind":"interview"', '"kind":"gossip"'),
        ('"kind":"speech"', '"kind":"x"'),
        ('"terms":["', '"terms":"a","terms_":["'),
        ('"version":1', '"version":99999999999999999999'),
        ('"id":"keys"', '"ib":"keys"'),
        ('"turns":[[', '"turns":[["x",'),
        ('"attributes":[[', '"attributes":[[1,'),
        ('"person":["M02"', '"person":["M02",1'),
        ('"books":[', '"books":[1,'),
        ('"books":[', '"books":['),
    ],
)
def test_what_we_wrote_beside_it_is_not_believed_blindly(rich_folder_of_all, tmp_path, was, now):
    written, other = rich_folder_of_all
    file = tmp_path / "t.qdpx"
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            assert name != "project.qde" or was.encode() in data
            new.writestr(name, data.replace(was.encode(), now.encode()) if name == "project.qde" else data)
    journal = len(other.journal())
    if was == now:
        assert import_exchange(other, file, by="eva", wanted=DECIDED).codings == 1
        return
    with pytest.raises(BadInput):
        import_exchange(other, file, by="eva", wanted=DECIDED)
    assert len(other.journal()) == journal


@pytest.fixture
def rich_folder_of_all(filled_local, tmp_path):
    """An export with something of everything, and an empty study."""
    filled_local.study.add_coding(coding(filled_local), by="ana")
    filled_local.study.add_attributes([Attribute("M02", "dettes", "oui", "2015-03-01", "suivi")], by="ana")
    export_project(filled_local.study, tmp_path / "p.qdpx", by="ana")
    with create(tmp_path / "autre", title="Autre", by="eva") as other:
        yield tmp_path / "p.qdpx", other


PARTS = ["a", "mot", "é", "e\u0301", "🏠", "👩‍👧", "\r\n", "\n", " ", "’", "\ufeff"]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=30).map("".join), st.data())
def test_any_text_comes_back_with_its_codings(tmp_path_factory, text, data):
    folder = tmp_path_factory.mktemp("x")
    text = "x" + text.replace("\r\n", "\n")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    with create(folder / "a", title="A", by="eva") as one, create(folder / "b", title="B", by="eva") as two:
        one.add_codebook(BOOK, by="eva")
        taken, original = document(text, "récit.txt")
        source = one.add_source(taken, kind="note", original=original, by="eva")
        made_ = Coding(cut(source.id, text, start, end), "themes", "keys", "ana", memo=text.strip())
        one.add_coding(made_, by="ana")
        for n, utf16 in enumerate((False, True)):
            export_project(one, folder / f"{n}.qdpx", by="ana", utf16=utf16)
            import_exchange(two, folder / f"{n}.qdpx", by="eva", wanted=DECIDED)
        assert state(two) == state(one)


def test_the_commands_say_one_sentence_and_have_three_statuses(rich_folder, tmp_path):
    out = tmp_path / "p.qdpx"
    done = workbench("export-qda", rich_folder, out, "--json")
    assert json.loads(done.stdout)["sources"] == 1
    again = workbench("export-qda", rich_folder, out)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    assert workbench("export-qda", rich_folder).returncode == 2
    held = json.loads(workbench("import-qda", out, "--json").stdout)
    assert [text["name"] for text in held["texts"]] == ["Entretien M02.txt"]
    assert workbench("new", tmp_path / "neuf").returncode == 0
    said = workbench("import-qda", tmp_path / "neuf", out, "--names-decided", "--by", "E2")
    assert (said.returncode, len(said.stdout.splitlines())) == (0, 1)
    assert workbench("import-qda", tmp_path / "neuf", tmp_path / "absent.qdpx").returncode == 1
    assert workbench("import-qda").returncode == 2


@pytest.fixture
def rich_folder(filled_local):
    filled_local.study.add_coding(coding(filled_local), by="ana")
    return filled_local.study.root
