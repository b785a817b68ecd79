import pytest

from workbench.errors import EmptyFile, UnreadableFile
from workbench.intake.cleaning import clean
from workbench.intake.readers import pages_without_text, read_document

from .a_pdf import IMAGE, LOCKED, lines, pdf, text_at

LEFT = [
    "Les ménages relogés ont trouvé",
    "une stabilité que les équipes",
    "n’attendaient pas si tôt, avec",
    "un bail direct et un référent",
    "que la famille connaît depuis",
    "le premier jour, sans rupture",
    "et sans attendre la fin.",
]
RIGHT = [
    "Le bailleur, de son côté, dit",
    "avoir découvert une manière",
    "de travailler autrement, qui",
    "ne coûte pas plus et apaise",
    "les relations dans la cage",
    "d’escalier ; il ne reviendrait",
    "pas sur l’accord de mars.",
]


@pytest.fixture
def taken(tmp_path):
    def take(data):
        path = tmp_path / "r.pdf"
        path.write_bytes(data)
        return read_document(path)[0]

    return take


def test_lines_come_as_printed_with_their_page(taken):
    document = taken(pdf(lines("« L’hôtel, […] c’est fini »", "dit Mme B."), lines("Œuvre : 12 % – 3 €")))
    assert document.text == "« L’hôtel, […] c’est fini »\ndit Mme B.\nŒuvre : 12 % – 3 €"
    assert document.where(0) == "p. 1"
    assert document.where(document.text.index("Œuvre")) == "p. 2"


def test_a_gap_between_paragraphs_is_an_empty_line(taken):
    assert taken(pdf(lines("un", "deux", None, "trois"))).text == "un\ndeux\n\ntrois"


def rows(order):
    return pdf(b"\n".join(text_at(60 if side == 0 else 310, 700 - 13 * n, (LEFT, RIGHT)[side][n]) for side, n in order))


@pytest.mark.parametrize(
    "order",
    [
        [(side, n) for n in range(7) for side in (0, 1)],
        [(side, n) for side in (0, 1) for n in range(7)],
    ],
    ids=["written across", "written by column"],
)
def test_two_columns_are_read_one_after_the_other(taken, order):
    assert taken(rows(order)).text.split("\n") == [*LEFT, *RIGHT]


def test_a_title_over_two_columns_stays_before_both(taken):
    order = [(side, n) for n in range(7) for side in (0, 1)]
    words = b"\n".join(text_at(60 if s == 0 else 310, 700 - 13 * n, (LEFT, RIGHT)[s][n]) for s, n in order)
    title = "Un titre assez long pour aller d’un bord de la page à l’autre, par-dessus les deux colonnes"
    assert taken(pdf(text_at(60, 713, title) + b"\n" + words)).text.split("\n") == [title, *LEFT, *RIGHT]


def test_the_rows_of_a_table_stay_rows(taken):
    cells = [("Isolés", "12"), ("Couples sans enfant ou avec un seul", "3"), ("Familles", "7"), ("Autres", "2")] * 2
    content = b"\n".join(
        text_at(x, 700 - 13 * n, words) for n, row in enumerate(cells) for x, words in zip((60, 310), row, strict=True)
    )
    assert taken(pdf(content)).text.split("\n") == [" ".join(row) for row in cells]


def test_a_word_over_two_pages_is_rejoined_in_the_reading_only(taken):
    document = taken(pdf(lines("Cela rompt l’accom-"), lines("pagnement des ménages.")))
    assert document.text == "Cela rompt l’accom-\npagnement des ménages."
    cleaned = clean(document.text)
    assert cleaned.text == "Cela rompt l’accompagnement des ménages."
    start, end = cleaned.original_span(11, 27)
    assert (document.where(start), document.where(end)) == ("p. 1", "p. 2")


def test_pages_without_text_are_told(taken):
    assert pages_without_text(taken(pdf(lines("un"), IMAGE, lines("trois"), b""))) == ["p. 2", "p. 4"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(IMAGE, IMAGE), "aucun texte : ce PDF est une image"),
        (pdf(lines("un"), trailer=LOCKED), "mot de passe"),
        (pdf(lines("un"))[:-200], "la fin du fichier manque"),
        (b"%PDF-1.4\nrien\n%%EOF", "endommagé"),
        (pdf(b" " * 40_000_000), "décompressé"),
    ],
    ids=["image", "locked", "cut short", "damaged", "bomb"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(taken, data, why):
    with pytest.raises(UnreadableFile) as refusal:
        taken(data)
    sentence = str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")
    assert why in sentence
    assert sentence.startswith("r.pdf")
    assert "\n" not in sentence


def test_empty_pages_are_an_empty_file(taken):
    with pytest.raises(EmptyFile):
        taken(pdf(b"", b""))


def test_a_title_written_upwards_is_one_line(taken):
    upwards = b"BT /F1 10 Tf 0 1 -1 0 580 300 Tm (Sommaire) Tj ET"
    assert taken(pdf(lines("un", "deux") + b"\n" + upwards)).text.split("\n")[-1] == "Sommaire"
