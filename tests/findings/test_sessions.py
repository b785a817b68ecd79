from dataclasses import replace

import pytest

from workbench.errors import BadInput
from workbench.findings.changes import Reply, change, compared
from workbench.findings.findings import Finding, Strength
from workbench.findings.reviews import Position, Review
from workbench.findings.rights import QuoteAnswer, Say, standing, words_for
from workbench.findings.sessions import Side, heard_apart, plain_code, require_peers_first
from workbench.people import Audience


def review(voice, session, finding="c1", **more):
    base = Review(
        finding,
        1,
        "w",
        f"{voice}-1",
        voice,
        Position.AGREE,
        "Oui.",
        session,
        "2026-01-01",
        "E1",
        True,
        f"{voice}{session}",
    )
    return replace(base, **more)


def test_a_side_is_heard_when_it_was_alone():
    together = [review("household", "s2"), review("landlord", "s2")]
    assert heard_apart([review("household", "s1"), *together]) == {"c1": {Side.HOUSEHOLDS}}


def test_a_mixed_circle_comes_after_each_side_met_alone():
    sides = {Side.HOUSEHOLDS, Side.PARTNERS}
    with pytest.raises(BadInput):
        require_peers_first(["c1"], sides, [review("household", "s1")])
    require_peers_first(["c1"], sides, [review("household", "s1"), review("siao", "s2")])
    with pytest.raises(BadInput):
        require_peers_first(["c1"], sides, [review("household", "s1"), review("siao", "s1")])


def test_a_code_is_the_same_however_it_is_typed():
    assert plain_code(" k7mp-2xwt ") == plain_code("K7MP2XWT") == "K7MP2XWT"


def said(answer, at="2026-01-01", audience=Audience.T2, words=""):
    return QuoteAnswer("M02", "e1", audience, answer, at, "self", words=words)


def test_the_last_answer_on_a_quote_holds_reader_by_reader():
    stand = standing([said(Say.NOT_HERE), said(Say.AS_IS, "2026-01-02")])
    assert words_for("e1", "Mots.", Audience.T2, stand) == "Mots."
    assert words_for("e1", "Mots.", Audience.T3, standing([said(Say.NOT_HERE)])) == "Mots."
    assert words_for("e1", "Mots.", Audience.T2, standing([said(Say.NOT_HERE)])) is None
    assert words_for("e1", "Mots.", Audience.T3, standing([said(Say.NEVER)])) is None
    assert words_for("e1", "Mots.", Audience.T2, standing([said(Say.CHANGED, words="Autres.")])) == "Autres."


def test_words_are_compared_and_nothing_is_lost():
    pieces = compared("On a choisi la date.", "On n’a pas choisi la date.")
    assert "".join(p.words for p in pieces if p.kind != "new") == "On a choisi la date."
    assert "".join(p.words for p in pieces if p.kind != "gone") == "On n’a pas choisi la date."


def test_what_changed_keeps_what_is_owed_and_every_dissent():
    first = Finding("c1", 1, "A b.", "A.", "", "t", Strength.DECLARED, "E1")
    second = replace(first, version=2, plain="A autrement.")
    told = [
        review("household", "s1", answer_id="a1", position=Position.NUANCE),
        review("siao", "s1", answer_id="a2", position=Position.DISAGREE, words="Non."),
    ]
    made = change([second, first], told, [Reply("a1", "c1", 2, True, "Nous avons écrit autrement.", "2026", "E1")])
    assert made.before == first
    assert [(r.answer_id, reply.words) for r, reply in made.answered] == [("a1", "Nous avons écrit autrement.")]
    assert [r.answer_id for r in made.owed] == ["a2"]
    assert {r.answer_id for r in made.dissents} == {"a1", "a2"}
