"""Speech told from terms, titles and documents, on short reports written for these tests."""

import json
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.speech import labelled
from workbench.intake.speech import Kind, find_excerpts
from workbench.intake.speech.namings import Certainty
from workbench.intake.speech.surroundings import surroundings
from workbench.people import Voice

KNOWN = Path(__file__).parent / "known_speech.toml"
INVENTED = KNOWN.with_name("invented_reports.toml")
PIECES = [
    "« On a revu nos critères. » (bailleur, 77)\n\n",
    "« logement d’abord »",
    " la notion de ",
    "“je n’osais pas”, confie une locataire.\n",
    "Selon la charte, « le ménage est associé à la mesure ».",
    "\r\n",
    "e\u0301😀 ",
    "[ “ on y va ” ]",
    "« ",
    " »",
    "\n\n",
    "Le directeur précise : ",
    "(",
    ")",
    "*",
    "\ud800",
]


def one(text):
    [found] = find_excerpts(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("La boutique ferme tôt.\n« On passe le matin, les gens sont moins fatigués. » L’équipe tourne.", Kind.SPEECH),
        ("Le bail est signé. « Les voisins ont apporté du thé » raconte un gardien.", Kind.SPEECH),
        ("Par exemple, « sur dix familles, huit paient à l’heure et deux ont un plan ».", Kind.SPEECH),
        ("Ils ont cessé de « courir après les papiers du matin au soir ».", Kind.REPORTED),
        ("Le préfet a promis une maison « ouverte à tous » dans le bourg.", Kind.TERM),
        ("Il faut revenir sur la notion de « capacité à tenir un logement ».", Kind.TERM),
        ("Les ménages « en attente » sont reçus.", Kind.TERM),
        ("L’appel à projets « Un toit pour chaque hiver » finance deux postes.", Kind.TITLE),
        ("Une séance intitulée « comment lire sa facture sans peur ? » a eu lieu.", Kind.TITLE),
        ("Selon le cahier des charges, « l’opérateur remet un bilan chaque semestre au comité ».", Kind.DOCUMENT),
        ("La loi, à l’article 3, indique : « Le bailleur peut refuser la garantie du fonds. »", Kind.DOCUMENT),
        ("« Habiter, c’est être relié à d’autres et à un lieu durable »4\n\nLa suite.", Kind.DOCUMENT),
    ],
)
def test_what_a_quotation_is(text, kind):
    assert one(text).kind is kind


@pytest.mark.parametrize(
    ("text", "printed", "certainty", "category", "territory"),
    [
        (
            "« On a repris confiance, tous les deux. »\n(Femme seule, 2 enfants (4 et 9 ans), hôtel, 77)\n\n",
            "(Femme seule, 2 enfants (4 et 9 ans), hôtel, 77)",
            Certainty.PRINTED,
            Voice.HOUSEHOLD,
            "77",
        ),
        ("« On les voit moins, c’est bon signe. » (SIAO)", "(SIAO)", Certainty.PRINTED, Voice.SIAO, None),
        (
            "« Nous gardons la porte ouverte. »\n— Directrice d’association, Val-de-Marne\n",
            "Directrice d’association, Val-de-Marne",
            Certainty.PRINTED,
            Voice.ASSOCIATION,
            "94",
        ),
        (
            "Une mère de famille raconte : « ma fille dort enfin seule dans sa chambre ».",
            "Une mère de famille raconte",
            Certainty.PRINTED,
            Voice.HOUSEHOLD,
            None,
        ),
        (
            "« Il faut dix visites avant que la porte s’ouvre », précise une infirmière de rue.",
            "précise une infirmière de rue",
            Certainty.PRINTED,
            Voice.HEALTH,
            None,
        ),
        (
            "Pour le maire, « on ne peut pas fermer les yeux sur ces caves ».",
            "Pour le maire",
            Certainty.PRINTED,
            Voice.LOCAL_AUTHORITY,
            None,
        ),
        (
            "Comme le rappelle un agent de la préfecture : « on regarde chaque dossier deux fois ».",
            "rappelle un agent de la préfecture",
            Certainty.PRINTED,
            Voice.STATE,
            None,
        ),
        (
            "L’association Les Tilleuls passe chaque lundi chez les nouveaux venus :\n\n« on boit un café d’abord »\n",
            "L’association Les Tilleuls",
            Certainty.INFERRED,
            Voice.ASSOCIATION,
            None,
        ),
        (
            "Les ménages ont emménagé en mars. « On ne sait jamais qui ouvre la porte. »",
            None,
            Certainty.NONE,
            Voice.UNKNOWN,
            None,
        ),
    ],
)
def test_who_speaks(text, printed, certainty, category, territory):
    found = one(text)
    assert found.kind is Kind.SPEECH
    assert (found.said.printed, found.said.certainty) == (printed, certainty)
    assert (found.category, found.territory) == (category, territory)


def test_a_household_written_about_is_not_a_household_that_speaks():
    text = "La famille a deux enfants et un long passé d’hôtel :\n\n« On avance avec eux, ça prend du temps. »\n\n"
    assert one(text).category is Voice.UNKNOWN


def test_the_document_says_what_its_names_are():
    text = (
        "Le Foyer du Vieux Moulin accueille dix personnes.\n\n« On les attend toujours le lundi. » (Responsable FVM)\n"
    )
    assert one(text).category is Voice.ASSOCIATION
    text = "L’association Passerelle Nord suit vingt baux.\n\n« On y va à deux. » (Responsable, Passerelle Nord)\n"
    assert one(text).category is Voice.ASSOCIATION


def test_words_after_the_speaker_are_still_the_speakers():
    first, second = find_excerpts("« J’ai pris ce poste » précise Zoé ARNO, « car je connais le quartier par cœur ».")
    assert first.said.speaker == second.said.speaker == "Zoé ARNO"
    assert second.kind is Kind.SPEECH


def test_a_form_kept_for_speech_decides_for_the_doubtful():
    spoken = "[ “ on y va, je vous dis, c’est prêt pour eux ” ]\n\nLe texte reprend ici.\n\n"
    doubtful = "[ “ venir en appui des équipes de terrain, le premier but de la mesure ” ]\n\nFin."
    assert one(doubtful).kind is not Kind.SPEECH
    assert find_excerpts(spoken * 3 + doubtful)[-1].kind is Kind.SPEECH


def test_a_term_inside_speech_stays_a_term():
    outer, inside = find_excerpts("« On parle de « sas », mais personne n’y reste. » (bailleur)")
    assert (outer.kind, inside.kind) == (Kind.SPEECH, Kind.TERM)
    assert inside.said.printed is None


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
def test_offsets_give_the_text_back_whatever_the_text(text):
    for found in find_excerpts(text):
        assert text[found.start : found.end] == found.text == found.text.strip() != ""
        if found.kind not in (Kind.SPEECH, Kind.REPORTED):
            assert found.said.certainty is Certainty.NONE
        assert (found.said.printed is None) == (found.said.certainty is Certainty.NONE)


def run(monkeypatch, capsys, *arguments):
    from workbench import cli

    monkeypatch.setattr(sys, "argv", ["workbench", "excerpts", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_command_prints_its_contract(tmp_path, monkeypatch, capsys):
    file = tmp_path / "rapport.txt"
    file.write_bytes("\ufeffUn début 😀.\r\n« On a dit oui tout de suite. » (bailleur, 77)\r\n".encode())
    listed = json.loads(run(monkeypatch, capsys, file, "--json"))
    whole = json.loads(run(monkeypatch, capsys, file, "--json", "--with-source"))
    assert whole["excerpts"] == listed
    [found] = listed
    assert whole["source"][found["start"] : found["end"]] == found["text"] == "On a dit oui tout de suite."
    assert {k: v for k, v in found.items() if k not in ("start", "end", "text")} == {
        "kind": "speech",
        "attribution": "(bailleur, 77)",
        "attribution_certainty": "printed",
        "speaker": "bailleur, 77",
        "category": "landlord",
        "territory": "77",
    }
    assert "On a dit oui tout de suite." in run(monkeypatch, capsys, file)


def test_invented_reports_give_their_speech_and_nothing_else():
    for report in tomllib.loads(INVENTED.read_text("utf-8"))["report"]:
        spoken = [q for q in find_excerpts(report["text"]) if q.kind is Kind.SPEECH]
        assert len(spoken) == len(report["said"])
        for found, (words, side) in zip(spoken, report["said"], strict=True):
            assert found.text.startswith(words)
            assert (words, found.category.value) == (words, side)


@pytest.mark.parametrize("path", labelled.REPORTS, ids=lambda path: path.stem)
def test_reports_labelled_before_they_were_read(path):
    reading = labelled.read(path)
    assert reading.f1 >= 0.95
    assert reading.category >= 0.94 * reading.right
    assert reading.category + reading.unknown == reading.right  # where it is not known who speaks, nothing is claimed
    assert reading.attribution >= 0.9 * reading.named
    assert labelled.first_measured(path).startswith("F1 0.")


def test_known_answers_are_whole():
    reports = tomllib.loads(KNOWN.read_text("utf-8"))["report"]
    assert [len(r["speech"]) for r in reports] == [62, 21, 11]
    for r in reports:
        assert set(r["named"]) <= set(r["speech"])
        assert len(r["sha256"]) == 64


@pytest.mark.parametrize("marks", ["«", "“ ", "«a»", '"a" ', "‘a’ ", "«a", "a»", "«“‹"])
def test_a_file_of_marks_costs_no_more_than_a_report(monkeypatch, marks):
    from workbench.intake.speech import excerpts

    looked = []
    monkeypatch.setattr(excerpts, "surroundings", lambda text, q: looked.append(q) or surroundings(text, q))
    n = 12_000
    find_excerpts((marks * n)[:n])
    assert len(looked) <= excerpts.MOST_NEAR * (n // excerpts.A_PAGE + 1)


def test_marks_without_words_between_them_quote_nothing():
    assert find_excerpts("«»" * 40 + '"' * 9 + " « « « « « ") == []
