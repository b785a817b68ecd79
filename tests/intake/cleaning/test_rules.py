"""Each rule alone, on lines such as PDF files give."""

import pytest

from workbench.intake.cleaned import reading
from workbench.intake.cleaning import bullets, columns, dropcaps, footnotes, heads, hyphens, vertical


def read(rule, text):
    return reading(text, rule(text))


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("difficul-\ntés", "difficultés"),
        ("difficul-\n\ntés", "difficultés"),
        ("l’accom-\npagnement", "l’accompagnement"),
        ("ACCOM-\nPAGNEMENT", "ACCOMPAGNEMENT"),
        ("orga-**\n\n**nismes", "organismes"),
        ("pair-ai-\ndants", "pair-aidants"),
        ("mono-\nparentales", "monoparentales"),
        ("vil-\nles", "villes"),
        ("loge\u00ad\nment", "logement"),
        ("loge\u2010\nment", "logement"),
        ("sous-\nlocation", "sous-location"),
        ("la sous-\nlocataire", "la sous-locataire"),
        ("bien-\nêtre", "bien-être"),
        ("au-\ndevant", "au-devant"),
        ("au-\nprès", "auprès"),
        ("Ile-de-\nFrance", "Ile-de-France"),
        ("vis-à-\nvis", "vis-à-vis"),
        ("sont-\nils", "sont-ils"),
        ("médico-\nsociale", "médico-sociale"),
        ("le non-\nrecours", "le non-recours"),
        ("médico-\net psychosocial", "médico-\net psychosocial"),
        ("- un tiret\n- un autre", "- un tiret\n- un autre"),
        ("2014-\n2015", "2014-\n2015"),
        ("un mi-lieu : le mi-\nlieu, un mi-lieu", "un mi-lieu : le mi-lieu, un mi-lieu"),
    ],
)
def test_words_split_by_the_printer_are_joined_and_true_hyphens_kept(printed, read_as):
    assert read(hyphens.rejoined, printed) == read_as


def test_two_breaks_in_one_word():
    assert read(hyphens.rejoined, "accom-\npagne-\nment") == "accompagnement"


PAGE = (
    "Les ménages relogés depuis plus d’un an {n} disent avoir trouvé, avec {n} autres, une stabilité que les équipes\n"
)


@pytest.mark.parametrize("head", ["Rapport d’évaluation – novembre", "Le logement accompagné / n°8"])
def test_heads_and_page_numbers_that_cut_a_sentence_go(head):
    text = "".join(f"{PAGE.format(n=n) * 6}\n{head}\n{n + 7}\n\nchacun reconnaît ici, " for n in range(6))
    done = read(heads.without, text)
    assert head not in done
    assert "\n7\n" not in done
    assert done.count("que les équipes\nchacun reconnaît ici") == 6


def test_heads_at_form_feeds_go():
    text = "\f".join(f"Bilan de l’action {n}\nUne phrase qui finit ici, en {n}.\n" for n in range(2011, 2017))
    assert "Bilan de l’action" not in read(heads.without, text)


def test_rubrics_notes_and_figures_are_no_heads():
    rubric = "Outils utilisés\nUn carnet et une grille, remplis avec le ménage au fil des visites.\n\n" * 6
    notes = "".join(
        f"Un texte assez long pour une page. {PAGE * 5}\n{n}\n {'abcde'[n]} : un rapport\n" for n in range(5)
    )
    figures = "1\n2\n3\n4\n5\n"
    for text in (rubric, notes, figures):
        assert read(heads.without, text) == text


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("au risque de pauvreté1. On", "au risque de pauvreté. On"),
        ("la grille de son choix1, puis", "la grille de son choix, puis"),
        ("toujours en relation »7 et", "toujours en relation » et"),
        ("des places2\n", "des places\n"),
        ("sans rupture.1\n", "sans rupture.\n"),
        ("dans cette histoire ?12 Oui", "dans cette histoire ? Oui"),
        ("présentant<sup>30</sup> des", "présentant des"),
        ("l’AFFIL mène. L’AFFIL1 dit.\n1 Cf. le site", "l’AFFIL mène. L’AFFIL dit.\n1 Cf. le site"),
    ],
)
def test_calls_of_notes_come_off_their_word(printed, read_as):
    assert read(footnotes.unglued, printed) == read_as


@pytest.mark.parametrize(
    "text",
    [
        "40 m2 au sol",
        "du CO2",
        "un T3 en PLAI",
        "de1 000 h",
        "voir groupe1",
        "voir fig.1",
        "au 3.1",
        "fr/pdf/note1.pdf",
        "à 2h30",
        "M02",
        "n°8",
    ],
)
def test_other_digits_stay(text):
    assert read(footnotes.unglued, text) == text


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("TITRE\ne Doubs, département", "TITRE\nLe Doubs, département"),
        ("TITRE\n\nes organismes Hlm", "TITRE\n\nLes organismes Hlm"),
        ("E\nUN GUICHET UNIQUE\n\nn Charente, dans", "\nUN GUICHET UNIQUE\n\nEn Charente, dans"),
        ("L’\n\nUN TITRE\n\naccompagnement social des", "\n\nUN TITRE\n\nL’accompagnement social des"),
        ("TITRE\nréée en 1956 par cinq membres", "TITRE\nCréée en 1956 par cinq membres"),
    ],
)
def test_lost_initials_come_back(printed, read_as):
    assert read(dropcaps.restored, printed) == read_as


@pytest.mark.parametrize(
    "text", ["les clés\nde la maison", "accom-\ne pagné", "il\na dit", "à\ny aller", "ASG\navant tout"]
)
def test_a_line_that_begins_with_a_word_is_left(text):
    assert read(dropcaps.restored, text) == text


@pytest.mark.parametrize("sign", ["\uf0b7", "(cid:127)", "\uf075"])
def test_characters_without_a_name_are_bullets_at_the_head_of_a_line(sign):
    assert read(bullets.plain, f"{sign} un bail\nfin.{' ' + sign if len(sign) == 1 else ''}\n") == "• un bail\nfin.\n"


def test_a_letter_that_opens_many_lines_is_a_bullet():
    text = "w Les jeunes\nw Les sortants\nw vis-à-vis de\nwagon"
    assert read(bullets.plain, text) == "• Les jeunes\n• Les sortants\n• vis-à-vis de\nwagon"


@pytest.mark.parametrize(
    "text", ["y compris\ny aller\ny être\ny a", "n Charente\nautre", "• un\n› deux\n- trois\n[…] « ’ »"]
)
def test_words_and_true_bullets_stay(text):
    assert read(bullets.plain, text) == text


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("avant\nE\nX\nE\nM\nP\nL\nE\naprès", "avant\nEXEMPLE\naprès"),
        ("E\nX\n\nE\nM\n\nP\nL\n\nE", "EXEMPLE"),
        ("À\nN\nO\nT\nE\nR", "À NOTER"),
        ("e\nr\ni\na\nm\nm\no\nS", "Sommaire"),
        ("L\n\nTITRE\n\nE", "L\n\nTITRE\n\nE"),
        ("x\nq\nz\nk\nw", "x\nq\nz\nk\nw"),
    ],
)
def test_letters_under_each_other_are_words_again(printed, read_as):
    assert read(vertical.upright, printed) == read_as


def test_two_columns_of_prose_are_read_one_after_the_other():
    left = [
        "Les ménages relogés ont",
        "trouvé une stabilité que",
        "les équipes n’attendaient",
        "pas, avec un bail direct",
        "et un référent stable.",
    ]
    right = [
        "Le bailleur, de son côté,",
        "a découvert une autre",
        "manière de travailler, et",
        "ne reviendrait pas sur",
        "cet accord signé en mars.",
    ]
    across = "\n".join(f"{a:<30}{b}" for a, b in zip(left, right, strict=True))
    done = read(columns.side_by_side, f"Titre\n{across}\nFin.")
    assert done == "\n".join(["Titre", *left, *right, "Fin."])


def test_a_table_is_read_across():
    table = "\n".join(
        f"{name:<30}{n} ménages" for n, name in enumerate(["Isolés", "Couples", "Familles", "Autres", "Total", "Base"])
    )
    assert read(columns.side_by_side, table) == table
