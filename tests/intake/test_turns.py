import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.turns import asks, find_turns, told_by_somebody


def spoken(text):
    return [(t.speaker, t.asks, text[t.start : t.end]) for t in find_turns(text)]


def test_turns_are_cut_at_labels_and_the_interviewer_is_known():
    text = (
        "Enquêtrice : Et les clés ?\n\nMadame : En mars.\nDeux jours après, la CAF.\nEnquêtrice : Ah.\nMadame : Voilà."
    )
    assert spoken(text) == [
        ("Enquêtrice", True, "Et les clés ?"),
        ("Madame", False, "En mars.\nDeux jours après, la CAF."),
        ("Enquêtrice", True, "Ah."),
        ("Madame", False, "Voilà."),
    ]


@pytest.mark.parametrize("sign", [":", " :", "\N{NO-BREAK SPACE}:", " –"])
def test_labels_end_with_a_colon_or_a_dash(sign):
    text = f"E.{sign} Bonjour.\nMme U.{sign} Bonjour.\nE.{sign} Alors ?\nMme U.{sign} Alors rien."
    assert [speaker for speaker, _, _ in spoken(text)] == ["E.", "Mme U."] * 2


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Enquêtrice : Vous y êtes depuis quand ?\n\nMme U. : Moi, depuis mars.\nEt j’y reste.",
            ["Enquêtrice", "Mme U."],
        ),
        ("Q : Et alors ?\nR : J’ai signé.", ["Q", "R"]),
        ("E. Comment ça va ?\nM. Je dors, c’est déjà ça.", ["E", "M"]),
        ("Entretien du 3 mai\n\nQ1 : Et là ?\nR1 : Je suis chez moi.", ["Q1", "R1"]),
    ],
)
def test_an_interview_of_one_question_has_its_two_turns(text, speakers):
    assert [(speaker, asking) for speaker, asking, _ in spoken(text)] == [(speakers[0], True), (speakers[1], False)]


@pytest.mark.parametrize(
    "text",
    [
        "Question : combien de logements ?\nRéponse : douze, dont trois adaptés.",
        "Q : Combien ?\nR : Je dirais dix.\nSource : bilan.",
        "Enquêtrice : Nous sommes le 3 mai.\nLieu : chez moi.",
        "Bailleur : Qui paie ?\nLocataire : Moi, je paie.",
        "Je me souviens.\nQ : Et alors ?",
    ],
)
def test_a_question_and_an_answer_of_a_report_are_no_interview(text):
    assert find_turns(text) == ()


def test_a_report_with_colons_is_no_interview():
    text = "Objectif : loger.\nBilan : contrasté.\nObjectif : accompagner.\nQuestion : combien ?"
    assert find_turns(text) == ()


def test_a_colon_inside_speech_starts_no_turn():
    text = "Q : Alors ?\nR : Il a dit : « non ».\nMême chose : rien.\nQ : Et ?\nR : Rien."
    assert len(find_turns(text)) == 4


@pytest.mark.parametrize("label", ["E", "e.", "Enquêteur", "ENQUÊTRICE", "Q", "Int."])
def test_interviewers_labels(label):
    assert asks(label)


@pytest.mark.parametrize("label", ["R", "Madame", "Ménage", "Bailleur"])
def test_other_labels(label):
    assert not asks(label)


words = st.text(
    st.characters(exclude_characters="\n\r:–—", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), min_size=1
).filter(str.strip)


@given(st.lists(words, min_size=4, max_size=12))
def test_no_word_is_lost_between_turns(said):
    labels = ["Enquêteur", "Ménage"]
    text = "\n".join(f"{labels[n % 2]} : {words}" for n, words in enumerate(said))
    assert [text[t.start : t.end] for t in find_turns(text)] == [words.strip() for words in said]


SAID = [
    "Et les clés ?",
    "En mars.",
    "Et depuis ?",
    "Ça va, on a repris pied.",
    "Qui vous aide ?",
    "Le référent, surtout.",
]
TURNS = [("E.", True), ("Mme U.", False)] * 3


def transcribed(form, speakers=("E.", "Mme U.")):
    lines = [
        form.format(who=speakers[n % 2], words=words, t=f"00:0{n}:12", s=f"0:0{n}") for n, words in enumerate(SAID)
    ]
    return "Entretien du 3 mars\n\n" + "\n".join(lines)


@pytest.mark.parametrize(
    "form",
    [
        "{who} : {words}",
        "{who} – {words}",
        "{who} — {words}",
        "{who} - {words}",
        "{who}\N{NO-BREAK SPACE}: {words}",
        "- {who} : {words}",
        "**{who}** : {words}",
        "**{who} :** {words}",
        "[{t}] {who} : {words}",
        "({t}) {who} : {words}",
        "{t} {who} : {words}",
        "{t} - {who} : {words}",
        "[{t} --> {t}] {who} : {words}",
        "{who} ({t}) : {words}",
        "{who} [{t}] : {words}",
        "{who} : [{t}] {words}",
        "{who} :\n{words}",
        "{who}   {s}\n{words}\n",
        "{who} {t}\n{words}\n",
        "{t} {who}\n{words}\n",
        "<v {who}>{words}</v>",
        "<v.fort {who}>{words}",
    ],
)
def test_every_usual_way_of_marking_speakers_is_read(form):
    text = transcribed(form)
    found = spoken(text)
    assert [(who, asked) for who, asked, _ in found] == TURNS
    assert [words for _, _, words in found] == SAID


def test_initials_with_a_dot_are_labels_when_one_is_the_interviewers():
    assert [w for _, _, w in spoken(transcribed("{who}. {words}", ("E", "R")))] == SAID


@pytest.mark.parametrize(
    "speakers", [("Claire", "Monsieur T."), ("Locuteur 1", "Locuteur 2"), ("A", "B"), ("CD", "M02")]
)
def test_an_unknown_interviewer_is_the_one_who_asks(speakers):
    text = transcribed("{who} : {words}", speakers)
    assert [(who, asked) for who, asked, _ in spoken(text)] == [(speakers[0], True), (speakers[1], False)] * 3


def test_without_one_who_asks_nothing_is_guessed():
    assert find_turns("\n".join(f"{'AB'[n % 2]} : Ah bon ? Oui." for n in range(8))) == ()
    assert find_turns("\n".join(f"{'AB'[n % 2]} : Oui, voilà." for n in range(8))) == ()


def test_a_report_whose_rubrics_hold_questions_is_no_interview():
    card = (
        "Enjeu : comment faire ?\nPublic : les ménages.\nMoyens : deux postes.\nMoyens : un budget.\nPublic : tous.\n"
    )
    report = "Une longue introduction, qui pose le cadre et la méthode. " * 60 + "\n" + card * 4
    assert find_turns(report) == ()


@pytest.mark.parametrize("label", ["E1", "Enquêtrice 2", "Enq. 1", "Enquêtrice (Claire)", "Sociologue"])
def test_numbered_interviewers(label):
    assert asks(label)


def test_the_spellings_of_one_label_are_one_speaker_and_stay_as_printed():
    text = "Enquêteur : Un ?\nenquêtrice: Deux ?\nMme U. : Oui.\nMme U : Non.\nMme U (suite) : Si.\nMME U. : Voilà.\n"
    text += "Enquêteur : Ah."
    assert [(who, asked) for who, asked, _ in spoken(text)] == [
        ("Enquêteur", True),
        ("enquêtrice", True),
        ("Mme U.", False),
        ("Mme U", False),
        ("Mme U (suite)", False),
        ("MME U.", False),
        ("Enquêteur", True),
    ]
    assert [said for _, _, said in spoken(text)] == ["Un ?", "Deux ?", "Oui.", "Non.", "Si.", "Voilà.", "Ah."]


@pytest.mark.parametrize(
    ("form", "speakers"),
    [
        ("{who} : {words}", ("Enquêteur", "[prénom 1]")),
        ("{who} : {words}", ("Enquêteur", "[prénom 1] [nom 1]")),
        ("[{t}] {who} : {words}", ("Enquêteur", "[prénom 1]")),
        ("{who}\t{words}", ("Q", "R")),
        ("{who}\t\t{words}", ("Enquêtrice", "Mme U.")),
        ("{who} : {words}", ("Chargée de mission (enquêtrice)", "Responsable du pôle logement")),
    ],
)
def test_labels_of_texts_already_pseudonymised_tabulations_and_functions(form, speakers):
    found = spoken(transcribed(form, speakers))
    assert [(who, asked) for who, asked, _ in found] == [(speakers[0], True), (speakers[1], False)] * 3
    assert [words for _, _, words in found] == SAID


def test_numbered_questions_and_answers():
    text = "\n".join(f"{'QR'[n % 2]}{n // 2 + 1} : {words}" for n, words in enumerate(SAID))
    assert [(who, asked) for who, asked, _ in spoken(text)] == [
        (f"{'QR'[n % 2]}{n // 2 + 1}", n % 2 == 0) for n in range(6)
    ]


def test_a_table_with_tabulations_is_no_interview():
    rows = "\n".join(f"Ménage\t{n}\nVisite\tOui ?\nQuestion\tNon" for n in range(3))
    assert find_turns("Thème\tNombre\n" + rows.replace("Question", "Bilan")) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Moi je suis arrivée avec mon fils, je ne dormais pas, j’ai appelé ma sœur et je lui ai dit. " * 3, True),
        ("L’opérateur accompagne les ménages. " * 30 + "« Je l’ai dit », rapporte une référente. " * 2, False),
        ("Je dis oui.", False),
    ],
)
def test_what_is_told_in_the_first_person_from_end_to_end(text, told):
    assert told_by_somebody(text) is told
