import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.turns import asks, find_turns


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
