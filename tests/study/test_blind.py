"""Blind coding: the draw, the curtain, the declarations, the comparison and the third person's decision."""

from dataclasses import replace

import pytest

from workbench.coding.codings import Origin, Suggestion
from workbench.errors import BadInput, UnknownId
from workbench.study import Study

from .examples import Filled, coding, document, turns_of

MORE = "E : Et le loyer ?\nM : On paie le loyer, et les voisins aident.\nE : Bien.\nM : Voilà, les clés, tout ça.\n"


def interviews(study: Study, n: int) -> list[str]:
    ids = []
    for i in range(n):
        taken, original = document(MORE + f"\nE : {i}\n", f"Entretien {i}.txt")
        ids.append(
            study.add_source(
                taken, kind="interview", original=original, turns=turns_of(MORE), speakers={"M": "M02"}, by="eva"
            ).id
        )
    return ids


def test_a_draw_can_be_done_again_from_its_seed(filled: Filled) -> None:
    study = filled.study
    ids = [filled.source.id, *interviews(study, 9)]
    draw = study.draw_sample("themes", coders=["ana", "bob"], share=0.2, seed=7, by="eva", why="accord")
    assert len(draw.sources) == 2
    assert (draw.seed, draw.coders, draw.who, draw.among) == (7, ("ana", "bob"), "eva", tuple(sorted(ids)))
    again = study.draw_sample("themes", coders=["ana", "bob"], n=8, by="eva")
    assert set(again.sources) == set(ids) - set(draw.sources)  # none is drawn twice
    assert again.seed >= 0
    assert [d.sources for d in study.draws("themes")] == [draw.sources, again.sources]
    assert study.draws("other") == []
    study.verify_journal()


def test_the_same_seed_draws_the_same_whatever_the_order_of_arrival(filled: Filled) -> None:
    ids = interviews(filled.study, 6)
    one = filled.study.draw_sample("themes", coders=["a", "b"], n=3, seed=1, among=ids[:5], by="eva")
    import random

    assert one.sources == tuple(sorted(random.Random(1).sample(sorted(ids[:5]), 3)))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"coders": ["ana"], "n": 1}, "codings of two coders"),
        ({"coders": ["ana", "ana "], "n": 1}, "codings of two coders"),
        ({"coders": ["ana", "bob"]}, "how many"),
        ({"coders": ["ana", "bob"], "n": 1, "share": 0.5}, "how many"),
        ({"coders": ["ana", "bob"], "n": 2}, "1 interviews left"),
        ({"coders": ["ana", "bob"], "n": 0}, "1 interviews left"),
        ({"coders": ["ana", "bob"], "share": 1.5}, "between 0 and 1"),
        ({"coders": ["ana", "bob"], "n": 1, "seed": -1}, "whole number"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(filled: Filled, more: dict[str, object], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        filled.study.draw_sample("themes", by="eva", **more)  # type: ignore[arg-type]
    for bad in ({"codebook": "none"}, {"among": ["none"]}):
        with pytest.raises(UnknownId, match="none"):
            filled.study.draw_sample(**{"codebook": "themes", "coders": ["a", "b"], "n": 1, "by": "e", **bad})  # type: ignore[arg-type]


def test_others_are_hidden_until_everybody_is_done(filled: Filled) -> None:
    study, source = filled.study, filled.source.id
    assert study.curtain(source, "themes", "ana").suggestions
    study.draw_sample("themes", coders=["ana", "bob"], n=1, by="eva")
    mine = study.add_coding(coding(filled), by="ana")
    theirs = study.add_coding(coding(filled, "petit", coder="bob"), by="bob")
    curtain = study.curtain(source, "themes", "ana")
    assert (curtain.drawn, curtain.hidden, curtain.suggestions, curtain.declared) == (True, True, False, False)
    assert study.visible_codings(source, "themes", "ana") == [mine]
    assert study.visible_codings(source, "themes", "eva") == []
    with pytest.raises(BadInput, match="no suggestion is taken there"):
        study.decide(Suggestion(mine.excerpt, "support", 0.5, 1, "m", ()), True, codebook="themes", by="ana")
    with pytest.raises(BadInput, match="still being coded blind"):
        study.comparison("themes", sources=[source])
    assert study.comparison("themes").waiting == (source,)
    after = study.declare_done(source, "themes", by="ana")
    assert (after.hidden, after.declared, after.waiting) == (True, True, ("bob",))
    for act in (
        lambda: study.add_coding(coding(filled, "mars"), by="ana"),
        lambda: study.retract_coding(mine.id, by="ana"),
        lambda: study.revise_coding(mine.id, by="ana", memo="x"),
    ):
        with pytest.raises(BadInput, match="it stays as it is until bob have"):
            act()
    assert not study.undo(by="ana").done
    assert study.visible_codings(source, "themes", "ana") == [mine]
    assert not study.declare_done(source, "themes", by="bob").hidden
    assert study.visible_codings(source, "themes", "ana") == [mine, theirs]
    study.add_coding(coding(filled, "mars"), by="ana")
    assert not study.curtain(source, "themes", "ana").suggestions  # they stay off: the sample is a sample for good
    study.verify_journal()


def test_only_the_coders_of_the_sample_declare(filled: Filled) -> None:
    with pytest.raises(BadInput, match="was not drawn"):
        filled.study.declare_done(filled.source.id, "themes", by="ana")
    filled.study.draw_sample("themes", coders=["ana", "bob"], n=1, by="eva")
    with pytest.raises(BadInput, match="eva does not code this sample"):
        filled.study.declare_done(filled.source.id, "themes", by="eva")


def differing(filled: Filled) -> None:
    """Ana and Bob agree on the keys, differ on the support, and have both declared; then they change their minds."""
    study, source = filled.study, filled.source.id
    study.draw_sample("themes", coders=["ana", "bob"], n=1, by="eva")
    study.add_codings([coding(filled), coding(filled, "l’association est venue", "support")], by="ana")
    study.add_coding(coding(filled, "petit", coder="bob"), by="bob")
    study.declare_done(source, "themes", by="ana")
    study.declare_done(source, "themes", by="bob")
    study.add_coding(coding(filled, "association", "support", "bob"), by="bob")  # after talking: too late to count
    study.retract_coding(study.codings(coder="ana")[0].id, by="ana")


def test_what_is_compared_is_what_stood_at_the_declarations(filled: Filled) -> None:
    differing(filled)
    found = filled.study.comparison("themes")
    assert (found.blind, found.seen, found.coders) == ((filled.source.id,), (), ("ana", "bob"))
    rows = {row["code"]: row for row in found.agreement.to_dict("records")}
    assert (rows["keys"]["everyone"], rows["keys"]["some"], rows["keys"]["percent"]) == (1, 0, 1.0)
    assert (rows["support"]["everyone"], rows["support"]["some"], rows["support"]["turns"]) == (0, 1, 2)
    [one] = found.differences
    assert (one.code, one.turn, one.pro, one.contra) == ("support", 4, ("ana",), ("bob",))
    assert found.decisions == {}


def test_a_third_person_decides_and_everything_is_kept(filled: Filled) -> None:
    differing(filled)
    study = filled.study
    [one] = study.comparison("themes").differences
    before = study.codings()
    args = ("themes", one.source, *one.span, "support")
    for by, reason, why in (
        ("ana", "x", "ana is one of those who differ"),
        ("eva", " ", "says its reason"),
    ):
        with pytest.raises(BadInput, match=why):
            study.adjudicate(*args, True, by=by, reason=reason)
    turn = filled.source.turns[1]
    with pytest.raises(BadInput, match="do not differ there"):
        study.adjudicate("themes", one.source, turn.start, turn.end, "keys", True, by="eva", reason="x")
    made = study.adjudicate(*args, True, by="eva", reason="la visite est dite")
    own = next(c for c in study.codings() if c.id == made.coding)
    assert (own.coder, own.origin, own.memo, own.code) == ("eva", Origin.DECISION, "la visite est dite", "support")
    assert [c for c in study.codings() if c.id != own.id] == before
    assert study.comparison("themes").decisions[one.source, one.turn, one.code] == made
    second = study.adjudicate(*args, False, by="eva", reason="à la réflexion, non")
    assert (second.holds, second.coding, second.codings) == (False, None, made.codings)
    assert study.codings() == before
    assert study.decided("themes") == [made, second]
    study.verify_journal()


def test_merged_codes_are_compared_as_one(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled), by="ana")
    study.add_coding(coding(filled, "petit", "support", "bob"), by="bob")
    assert len(study.comparison("themes").differences) == 2
    study.merge_codes("themes", "keys", "support", by="eva")
    found = study.comparison("themes")
    assert found.differences == ()
    assert (found.blind, found.seen) == ((), (filled.source.id,))


def test_a_source_of_a_single_coder_is_not_compared(filled: Filled) -> None:
    study = filled.study
    study.add_coding(replace(coding(filled), coder="ana"), by="ana")
    assert study.comparison("themes").seen == ()
    assert len(study.comparison("themes").agreement) == 0
    with pytest.raises(BadInput, match="a single coder"):
        study.adjudicate("themes", filled.source.id, 45, 60, "keys", True, by="eva", reason="x")
