import zipfile
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from workbench.coding.exchange import archive, offsets, suggest_for
from workbench.coding.exchange.reading import read_exchange
from workbench.coding.exchange.values import Case, Group, Mark, Node, Note, Project, Selection, Text
from workbench.coding.exchange.writing import write_codebook, write_project
from workbench.errors import BadCodebook, BadInput, UnknownFormat, UnreadableFile

BOOK = [{"id": "a", "label": "Argent", "definition": "Loyer et dettes."}, {"id": "e", "label": "École"}]
CODED = [{"id": "1", "text": "le loyer est trop cher", "codes": ["a"]}]


def test_every_text_with_words_is_ranked_with_reasons():
    found = suggest_for(BOOK, CODED, [{"id": "t", "text": "Le loyer tombe."}, {"id": "v", "text": ""}], top=5)
    assert [f["id"] for f in found] == ["t", "v"]
    assert [s["code"] for s in found[0]["suggestions"]] == ["a", "e"]
    assert found[0]["suggestions"][0]["because"][0] == "loyer"
    assert found[0]["suggestions"][0]["score"] > found[0]["suggestions"][1]["score"]
    assert found[1]["suggestions"] == []


@pytest.mark.parametrize(
    ("codebook", "coded", "texts", "top"),
    [
        (BOOK, CODED, [{"id": "t"}], 3),
        (BOOK, CODED, [{"id": "t", "text": 3}], 3),
        (BOOK, CODED, {"id": "t"}, 3),
        (BOOK, CODED, ["t"], 3),
        (BOOK, [{"text": "x", "codes": ["z"]}], [], 3),
        (BOOK, [{"text": "x", "codes": "a"}], [], 3),
        (BOOK, [], [], 0),
        ([{"id": "a"}], [], [], 3),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(codebook, coded, texts, top):
    with pytest.raises(BadInput):
        suggest_for(codebook, coded, texts, top=top)


def test_an_empty_codebook_is_refused():
    with pytest.raises(BadCodebook):
        suggest_for([], [], [{"id": "t", "text": "x"}], top=3)


# --- REFI-QDA: what is written is read again, others' ways of counting are found out, what is hostile is refused


def guid(n):
    return str(UUID(int=n))


PARTS = ["a", "é", "e\u0301", "🏠", "👩‍👧", "ﬁ", "\n", " ", "’", "&", "<", "]]>", "\x0c", "œ", "ü"]
PROSE = st.lists(st.sampled_from(PARTS), min_size=1).map("".join)


@st.composite
def projects(draw):
    texts, notes = [], []
    for n in range(draw(st.integers(1, 3))):
        text = draw(PROSE)
        selections = []
        for m in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            note = Note(guid(9000 + n * 10 + m), draw(PROSE), "", "E2", "2026-01-02T03:04:05.000006Z", {"on": "field"})
            notes.append(note)
            mark = Mark(guid(500 + n * 10 + m), guid(12), "E1", "2026-01-02T03:04:05.000006Z", (note.guid,))
            selections.append(Selection(guid(700 + n * 10 + m), start, end, (mark,), (), "", {"kind": "speech"}))
        texts.append(Text(guid(100 + n), f"Entretien {n}", text, b"", tuple(selections), own={"kind": "interview"}))
    under = Node(
        guid(12), draw(st.sampled_from(["Clés 🏠", 'A&B "c"', "<x>"])), True, "#0072B2", "déf.", (), (), {"id": "k"}
    )
    return Project(
        "Étude",
        "workbench 1",
        "2026-01-02T03:04:05.000006Z",
        {guid(1): "E1", guid(2): "E2"},
        (Node(guid(11), "Entrée", False, "", "", (), (under,)),),
        tuple(texts),
        (
            Case(
                guid(40),
                "M02",
                (("dette", "oui > non"),),
                (guid(100),),
                (),
                {"person": ["M02", "household", None, None]},
            ),
        ),
        tuple(notes),
        (Group(guid(60), "Tous", (guid(12),), (guid(100),)),),
        own={"books": [{"id": "b", "say": "?> & <"}]},
    )


@settings(max_examples=60, deadline=None)
@given(projects())
def test_a_project_that_was_written_is_read_the_same(tmp_path_factory, project):
    file = tmp_path_factory.mktemp("x") / "p.qdpx"
    file.write_bytes(write_project(project))
    assert read_exchange(file) == project


@settings(max_examples=60, deadline=None)
@given(projects())
def test_positions_written_as_nvivo_counts_are_read_back(tmp_path_factory, project):
    file = tmp_path_factory.mktemp("x") / "p.qdpx"
    utf16 = Project(**{f: getattr(project, f) for f in project.__slots__ if f != "origin"}, origin="workbench 1 UTF-16")
    file.write_bytes(write_project(utf16, count=offsets.utf16))
    assert read_exchange(file).texts == project.texts


# the children of each element in the order of the published schema, and what it must bear
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "CodeBook": "Codes Sets",
    "Code": "Description NoteRef Code",
    "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "Note": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "Set": "Description MemberCode MemberSource MemberNote",
    "VariableValue": "VariableRef TextValue",
}
REQUIRED = {
    "Project": {"name"},
    "Code": {"guid", "name", "isCodable"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Set": {"guid", "name"},
    "Variable": {"guid", "name", "typeOfVariable"},
    "CodeRef": {"targetGUID"},
}


def faults(root):
    """Where an element of a project does not follow the schema's structure."""
    found, seen = [], set()
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        children = [etree.QName(c).localname for c in element if isinstance(c.tag, str)]
        order = ORDER.get(tag)
        if order:
            places = [order.split().index(c) if c in order.split() else -1 for c in children]
            found += [(tag, children)] if places != sorted(places) or -1 in places else []
        found += [(tag, "lacks")] if not REQUIRED.get(tag, set()) <= set(element.keys()) else []
        if (guid_ := element.get("guid")) and tag != "MemberCode":
            found += [(tag, "twice")] if guid_ in seen else []
            seen.add(guid_)
    return found


@settings(max_examples=20, deadline=None)
@given(projects())
def test_what_is_written_follows_the_schema_and_its_files_are_there(tmp_path_factory, project):
    file = tmp_path_factory.mktemp("x") / "p.qdpx"
    file.write_bytes(write_project(project))
    with zipfile.ZipFile(file) as inside:
        data = inside.read("project.qde")
        names = set(inside.namelist()) - {"project.qde"}
        assert not any(inside.read(name).startswith(b"\xef\xbb\xbf") for name in names)
    assert data.startswith(b"<?xml")
    root = etree.fromstring(data)
    assert faults(root) == []
    paths = {e.get("plainTextPath") for e in root.iter(etree.Element)} - {None}
    assert {path.replace("internal://", "sources/") for path in paths} == names


def test_a_codebook_is_written_and_read_the_same(tmp_path):
    node = Node(guid(12), "Clés", True, "#abcdef", "déf.", (), (Node(guid(13), "Dessous"),), {"id": "k"})
    project = Project("livre", "workbench 1", codes=(node,), sets=(Group(guid(60), "Tous", (guid(12),)),))
    (tmp_path / "livre.qdc").write_bytes(write_codebook(project))
    assert read_exchange(tmp_path / "livre.qdc") == project
    assert faults(etree.fromstring((tmp_path / "livre.qdc").read_bytes())) == []


WORDS = "Bah 🏠 oui, la clé.\r\nEt 👩‍👧 puis le loyer, c’était 😀 cher.\r\nVoilà, les dettes.\r\n"


def made(folder, positions, *, origin="", text=WORDS, mark=True, more="", head="", codes="", name="sources/t.txt"):
    """A project as another tool writes one: a passage coded for each (start, end)."""
    passages = "".join(
        f'<PlainTextSelection guid="{guid(700 + n)}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{guid(800 + n)}" creatingUser="{guid(1)}"><CodeRef targetGUID="{guid(12)}"/></Coding>'
        "</PlainTextSelection>"
        for n, (start, end) in enumerate(positions)
    )
    codes = codes or f'<Code guid="{guid(12)}" name="Logement" isCodable="true"/>'
    xml = (
        f'<?xml version="1.0" encoding="utf-8"?>{head}'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}">'
        f'<Users><User guid="{{{guid(1).upper()}}}" name="E1"/></Users><CodeBook><Codes>{codes}</Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid(100)}" name="T" plainTextPath="internal://t.txt">{passages}</TextSource>{more}'
        "</Sources></Project>"
    )
    file = folder / "p.qdpx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as inside:
        inside.writestr("Etude.qde", xml)
        inside.writestr(name, (b"\xef\xbb\xbf" if mark else b"") + text.encode())
    return file


WANTED = ["la clé", "👩‍👧", "le loyer", "cher", "les dettes", "Voilà"]


def as_nvivo(words):
    start = len(WORDS[: WORDS.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


@pytest.mark.parametrize("origin", ["NVivo 12", ""])
def test_positions_in_utf_16_units_with_crlf_and_a_mark_give_the_right_words(tmp_path, origin):
    read = read_exchange(made(tmp_path, [as_nvivo(words) for words in WANTED], origin=origin, name="Sources/T.TXT"))
    [text] = read.texts
    assert [text.text[s.start : s.end] for s in text.selections] == WANTED
    assert "\r" not in text.text
    assert text.text.startswith("Bah")
    assert "100 p" in read.positions  # per cent, pour cent
    assert {mark.who for s in text.selections for mark in s.marks} == {"E1"}


@pytest.mark.parametrize("once", [True, False])
def test_the_standards_positions_with_line_ends_of_two_characters_give_the_right_words(tmp_path, once):
    raw = WORDS.replace("\r\n", "\n") if once else WORDS
    spans = [(raw.index(words), raw.index(words) + len(words)) for words in WANTED]
    [text] = read_exchange(made(tmp_path, spans, origin="ATLAS.ti 26" if once else "qc 1")).texts
    assert [text.text[s.start : s.end] for s in text.selections] == WANTED


def test_a_single_passage_is_read_as_the_standard_says(tmp_path):
    [text] = read_exchange(made(tmp_path, [(2, 5)], text="abcdef gh", mark=False)).texts
    assert text.text[text.selections[0].start : text.selections[0].end] == "cde"


def test_pictures_pages_and_recordings_are_passed_over_and_named(tmp_path):
    kinds = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")
    more = "".join(f'<{kind} guid="{guid(200 + n)}" name="n{n}" path="internal://x"/>' for n, kind in enumerate(kinds))
    read = read_exchange(made(tmp_path, [(0, 3)], more=more))
    assert len(read.texts) == 1
    assert [f"n{n}" in said for n, said in enumerate(read.left)] == [True] * 4


BOMB = '<!DOCTYPE a [<!ENTITY b "xxxx"><!ENTITY c "&b;&b;&b;">]>'
CYCLE = f'<Code guid="{guid(12)}" name="A" isCodable="true"><Code guid="{guid(12)}" name="B" isCodable="true"/></Code>'
TWICE = f'<Code guid="{guid(12)}" name="A" isCodable="true"/><Code guid="{guid(12)}" name="B" isCodable="true"/>'


@pytest.mark.parametrize(
    ("positions", "more"),
    [
        ([(0, 3)], {"head": BOMB}),
        ([(0, 3)], {"codes": CYCLE}),
        ([(0, 3)], {"codes": TWICE}),
        ([(0, 3)], {"codes": f'<Code guid="{guid(99)}" name="A" isCodable="true"/>'}),  # the coding's code is unknown
        ([(0, 3)], {"codes": f'<Code guid="{guid(12)}" name=" " isCodable="true"/>'}),
        ([(0, 3000)], {}),
        ([(-1, 3)], {}),
        ([(5, 3)], {}),
        ([("un", 3)], {}),
        ([(0, 3)], {"name": "sources/other.txt"}),
        ([(0, 3)], {"more": "<TextSource><PlainTextContent>a</PlainTextContent></TextSource>"}),
        ([(0, 3)], {"more": f"<TextSource guid='{guid(101)}' plainTextPath='internal://../../t.txt'/>"}),
        ([(0, 3)], {"more": "<"}),
    ],
)
def test_what_cannot_be_trusted_is_refused_in_one_sentence(tmp_path, positions, more):
    file = made(tmp_path, positions, **more)
    with pytest.raises((UnreadableFile, BadCodebook)) as why:
        read_exchange(file)
    assert file.name in str(why.value)
    assert len(str(why.value).splitlines()) == 1


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TEXT", 1000)
    with pytest.raises(UnreadableFile):
        read_exchange(made(tmp_path, [(0, 3)], text="a" * 5000))
    monkeypatch.setattr(archive, "MEMBERS", 1)
    with pytest.raises(UnreadableFile):
        read_exchange(made(tmp_path, [(0, 3)]))


def test_what_is_no_exchange_file_is_refused(tmp_path):
    for name, content in [("a.qdpx", b"not a zip"), ("a.qdpx", b""), ("a.qdc", b"<Project/>"), ("a.qdc", b"<x")]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadInput):
            read_exchange(tmp_path / name)
    for name, error in [("none.qdpx", UnreadableFile), ("none.txt", UnknownFormat)]:
        with pytest.raises(error):
            read_exchange(tmp_path / name)


def test_positions_that_look_wrong_are_told(tmp_path):
    words = "abcdefghij klmnopqrst uvwxyzabcd"
    read = read_exchange(made(tmp_path, [(n, n + 4) for n in (1, 3, 13, 14, 24)], text=words, mark=False))
    assert " cent " in read.positions
