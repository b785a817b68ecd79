"""Consent, then words, then an attribution that at least k people of the cohort share."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.disclosure.chains import Printed
from workbench.disclosure.quotes import releasable
from workbench.people import Answer, Audience, Consent, Use

COMPOSITIONS = ["famille monoparentale"] * 16 + ["couple avec enfant(s)"] * 4 + ["isolé"] * 3 + ["couple"]
HOUSEHOLDS = pd.DataFrame(
    {
        "household": [f"M{i:02}" for i in range(24)],
        "territory": ["77"] * 13 + ["94"] * 3 + ["77"] * 6 + ["94"] * 2,
        "composition": COMPOSITIONS,
    }
)


def excerpts(*people, text="On a eu les clés, enfin.", voice="household", kind="speech"):
    rows = [(f"e{i}", text, kind, person, voice) for i, person in enumerate(people)]
    return pd.DataFrame(rows, columns=["excerpt", "text", "kind", "person", "voice"])


def yes(*people, use=Use.QUOTE_T2):
    return [Consent(person, use, Answer.YES, "2026-01-01", "AV") for person in people]


def only(excerpts_, consents, audience=Audience.T2, k=5, **more):
    quotes, refusals = releasable(excerpts_, consents, HOUSEHOLDS, audience, k=k, **more)
    assert len(quotes) + len(refusals) == len(excerpts_)
    return quotes, refusals


def test_silence_is_no():
    quotes, refusals = only(excerpts("M00", "M01"), yes("M00"))
    assert [q.person for q in quotes] == ["M00"]
    assert [r.excerpt for r in refusals] == ["e1"]
    assert only(excerpts("M00"), yes("M00"), Audience.T3)[0] == []
    withdrawn = [*yes("M00"), Consent("M00", Use.QUOTE_T2, Answer.NO, "2026-02-01", "AV")]
    assert only(excerpts("M00"), withdrawn)[0] == []


def test_the_rarest_attribution_that_is_shared_is_chosen():
    quotes, _refusals = only(excerpts("M00", "M16", "M20", "M23"), yes("M00", "M16", "M20", "M23"))
    said = {q.person: q.attribution for q in quotes}
    assert said["M00"] == "un parent seul avec enfants, Seine-et-Marne"
    assert "couple" not in said["M16"]
    assert said["M23"].endswith(", Val-de-Marne")  # the only couple is one of five households there
    assert "couple" not in said["M23"]


def test_what_was_said_before_counts():
    told = {"M00": {("territory", "77")}}
    before = only(excerpts("M00"), yes("M00"), k=14, disclosed=told)[0][0]
    assert before.attribution != only(excerpts("M00"), yes("M00"), k=14)[0][0].attribution
    assert "territory" not in dict(before.attributes) or len(before.attributes) == 1
    unknown = only(excerpts("M00"), yes("M00"), disclosed={"M00": {("nationality", "x")}})[0][0]
    assert unknown.attributes == frozenset()


@pytest.mark.parametrize("text", ["Il me frappait.", "J’étais à l’hôpital, malade."])
def test_health_and_violence_never_stand_with_a_departement(text):
    both = pd.concat([excerpts("M00", text=text), excerpts("M00").assign(excerpt="e9")])
    quotes, _refusals = only(both, yes("M00"))
    assert len(quotes) == 2
    assert all("territory" not in dict(q.attributes) for q in quotes)
    assert all("Seine" not in q.attribution for q in quotes)


def test_words_that_point_to_a_person_are_refused():
    quotes, refusals = only(excerpts("M00", text="C’est Inaya qui est née le 12 mars."), yes("M00"))
    assert quotes == []
    assert refusals[0].why


def test_a_professional_is_a_kind_of_organisation():
    quotes, _refusals = only(excerpts("P01", voice="association"), yes("P01"))
    assert "association" in quotes[0].attribution
    assert "P01" not in quotes[0].id + quotes[0].attribution


def test_only_own_words_of_somebody_known_are_quoted():
    assert only(excerpts("M00", kind="reported"), yes("M00"))[0] == []
    assert only(excerpts(None), yes("M00"))[0] == []
    assert only(excerpts("M99"), yes("M99"))[0] == []
    assert only(excerpts("M00"), yes("M00"), k=25)[0] == []


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([5, 11]),
    st.dictionaries(st.sampled_from(list(HOUSEHOLDS["household"])), st.sampled_from(["territory", "composition"])),
)
def test_at_least_k_households_share_all_that_is_known(k, told):
    everybody = list(HOUSEHOLDS["household"])
    table = HOUSEHOLDS.set_index("household")
    known = {person: {(column, table.at[person, column])} for person, column in told.items()}
    quotes, _refusals = only(excerpts(*everybody), yes(*everybody), k=k, disclosed=known)
    assert len(quotes) == 24
    with_children = table["composition"].str.contains("enfant|monoparent")
    for quote in quotes:
        if not quote.attributes:
            continue
        same = pd.Series(True, index=table.index)
        for column, value in quote.attributes | known.get(quote.person, set()):
            same &= with_children if column == "family" else table[column] == value
        assert same.sum() >= k
        assert same[quote.person]
        assert len(quote.attributes) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "Ma voisine Mme K. m’a prêté un lit.",
        "C’est Monsieur D qui décide.",
        "Ma voisine est alcoolique, on entend tout.",
        "Mon fils, il est handicapé.",
        "Mon mari est en prison.",
        "Mon ex a fait une dépression.",
        "Mes triplés tiennent dans une chambre.",
        "Après l’incendie, on n’avait plus rien.",
        "J’ai perdu mon bébé à l’hôtel.",
        "J’ai accouché à l’hôtel.",
        "Ma grande, elle a 14 ans, dort enfin.",
        "Dans le 94, on attend plus longtemps.",
        "J’étais la seule à avoir un piano.",
        "On m’a pris 450 € le 3 mars.",
    ],
)
def test_hostile_words_are_kept_back(text):
    for audience, use in ((Audience.T2, Use.QUOTE_T2), (Audience.T3, Use.QUOTE_T3)):
        quotes, refusals = only(excerpts("M00", text=text), yes("M00", use=use), audience)
        assert quotes == []
        assert refusals[0].why


@pytest.mark.parametrize(
    "text",
    [
        "Il me frappait, alors je suis partie.",
        "Mon mari me frappait.",
        "Ma voisine m’a prêté un lit.",
        "J’étais malade, ma fille faisait les courses.",
        "Mes enfants ont chacun leur lit.",
        "Monsieur a signé, moi aussi.",
        "Depuis 3 ans, j’attendais.",
    ],
)
def test_ordinary_words_pass(text):
    assert len(only(excerpts("M00", text=text), yes("M00"))[0]) == 1


def test_nationality_never_stands_with_a_departement():
    quotes, _refusals = only(excerpts("M00", text="Je suis malienne, j’ai mon titre de séjour."), yes("M00"))
    assert "territory" not in dict(quotes[0].attributes)


def test_for_the_public_no_label_joins_two_quotes():
    text = "Avec [prénom 3] on a attendu [commune 2]."
    public, _refusals = only(excerpts("M00", text=text), yes("M00", use=Use.QUOTE_T3), Audience.T3, k=11)
    assert public[0].text == "Avec [prénom] on a attendu [commune]."
    assert only(excerpts("M00", text=text), yes("M00"))[0][0].text == text


def test_what_the_words_tell_counts_as_said():
    children = [3] * 6 + [2] * 10 + [1] * 4 + [0] * 4
    households = HOUSEHOLDS.assign(children=children)

    def of(text, person="M00", **more):
        return releasable(excerpts(person, text=text), yes(person), households, Audience.T2, k=5, **more)

    quotes, _refusals = of("Mes trois enfants dorment.")
    told = quotes[0].attributes
    assert ("children", "3") in told
    assert ("composition", "famille monoparentale") in told  # six have both; the département would tell no more
    assert of("Mon fils dort, j’ai un enfant.", "M16")[0] == []  # four households have one child
    later = of("On dort.", disclosed={"M00": {("children", "3"), ("family", "yes")}})[0][0]
    assert later.attribution == "un parent seul avec enfants"
    few = of("On dort.", disclosed={"M00": {("children", "3"), ("nationality", "x")}})[0][0]
    assert few.attribution == "un ménage accompagné"


def test_a_chain_in_a_release_keeps_its_first_quote_only():
    texts = ["J’ai cinq enfants, ils dorment.", "On a eu les clés.", "Mes cinq enfants rient."]
    rows = pd.concat([excerpts("M00", text=t).assign(excerpt=f"e{i}") for i, t in enumerate(texts)])
    households = HOUSEHOLDS.assign(children=5)
    quotes, refusals = releasable(rows, yes("M00"), households, Audience.T2, k=5)
    assert [q.excerpt for q in quotes] == ["e0", "e1"]
    assert [r.excerpt for r in refusals] == ["e2"]
    # What these readers have already counts as the first, and may be printed again.
    out = [Printed("e2", "M00", texts[2], quotes[0].attribution)]
    quotes, refusals = releasable(rows, yes("M00"), households, Audience.T2, k=5, earlier=out)
    assert ([q.excerpt for q in quotes], [r.excerpt for r in refusals]) == (["e1", "e2"], ["e0"])
    quotes, refusals = releasable(rows[:2], yes("M00"), households, Audience.T2, k=5, earlier=out)
    assert ([q.excerpt for q in quotes], [r.excerpt for r in refusals]) == (["e1"], ["e0"])
    others = [Printed("e9", "M01", texts[2], quotes[0].attribution)]  # somebody else's: nobody is told of
    assert len(releasable(rows[:2], yes("M00"), households, Audience.T2, k=5, earlier=others)[0]) == 2
