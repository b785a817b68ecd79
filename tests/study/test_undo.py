"""Undo and redo: what one coder sees against a list of snapshots, and that nobody's work is undone by another."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from workbench.coding.codings import Origin, Suggestion
from workbench.coding.excerpts import cut
from workbench.errors import BadInput, WorkbenchError
from workbench.study import Study, create, open_study

from .examples import Filled, coding, fill

Seen = tuple[frozenset[tuple[str, str, str]], tuple[tuple[str, str, str | None, bool], ...]]


def seen(study: Study) -> Seen:
    """What stands: words, label and coder of each coding; and the codebook's codes that are offered."""
    book = study.codebook("themes")
    codes = tuple((code.id, code.label, code.group, code.id in book.retired) for code in book.codes)
    return frozenset((c.excerpt.text, c.code, c.coder) for c in study.codings()), codes


def test_what_was_undone_is_done_again_after_reopening(filled: Filled) -> None:
    study, root = filled.study, filled.study.root
    states = [seen(study)]
    study.add_coding(coding(filled), by="ana")
    states.append(seen(study))
    study.rename_code("themes", "keys", "Clés", by="ana")
    states.append(seen(study))
    study.add_codings([coding(filled, "petit"), coding(filled, "mars", "support")], by="ana")
    states.append(seen(study))
    study.merge_codes("themes", "keys", "support", by="ana", why="trop proches")
    states.append(seen(study))
    study.retract_coding(study.codings()[0].id, by="ana")
    states.append(seen(study))
    study.close()
    with open_study(root) as again:
        for state in states[-2::-1]:
            assert again.undo(by="ana").done
            assert seen(again) == state
        last = again.undo(by="ana")
        assert (last.done, last.sentence) == (False, "There is nothing left to undo.")
        for state in states[1:]:
            assert again.redo(by="ana").done
            assert seen(again) == state
        assert again.redo(by="ana").sentence == "There is nothing left to redo."
        again.verify_journal()


def test_each_step_is_told_in_words(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled), by="ana")
    assert study.undoable("ana") == ("“Remise des clés” put on « les clés »", "")
    assert study.undo(by="ana").sentence == "Undone: “Remise des clés” put on « les clés »."
    assert study.undoable("ana") == ("", "“Remise des clés” put on « les clés »")
    assert study.redo(by="ana").sentence == "Done again: “Remise des clés” put on « les clés »."
    study.merge_codes("themes", "keys", "support", by="ana")
    merged = "the code “Remise des clés” was merged into “Accompagnement” (1 coding went over)"
    step = study.undo(by="ana")
    assert step.sentence == f"Undone: {merged}."
    assert (step.codebook, step.version, study.codebook("themes").version) == ("themes", 3, 3)
    assert study.undoable("bob") == ("", "")


def test_something_new_forgets_what_was_undone(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled), by="ana")
    study.undo(by="ana")
    study.add_coding(coding(filled, "petit"), by="ana")
    assert not study.redo(by="ana").done
    study.undo(by="ana")
    assert study.codings() == []
    assert not study.undo(by="ana").done


def test_an_import_is_not_on_anybodys_list(filled: Filled) -> None:
    brought = replace(coding(filled), origin=Origin.IMPORT)
    filled.study.add_codings([brought, replace(brought, code="support")], by="ana")
    assert filled.study.undoable("ana") == ("", "")
    assert not filled.study.undo(by="ana").done
    assert len(filled.study.codings()) == 2


def test_undo_is_each_coders_own(filled: Filled) -> None:
    study = filled.study
    mine = study.add_coding(coding(filled), by="ana")
    theirs = study.add_coding(coding(filled, coder="bob"), by="bob")
    assert [c.id for c in study.undo(by="ana").removed] == [mine.id]
    assert study.codings() == [theirs]
    assert not study.undo(by="ana").done
    assert study.codings() == [theirs]


def test_a_coding_that_another_took_away_is_not_brought_back(filled: Filled) -> None:
    study = filled.study
    one = study.add_coding(coding(filled), by="ana")
    study.undo(by="ana")
    study.restore_coding(one.id, by="bob")
    study.retract_coding(one.id, by="bob")
    step = study.redo(by="ana")
    assert not step.done
    assert "somebody has changed these codings since" in step.sentence
    assert study.codings() == []


def test_a_new_code_that_another_uses_stays_and_is_no_longer_offered(filled: Filled) -> None:
    study = filled.study
    excerpt = coding(filled, "petit").excerpt
    change = study.new_code("themes", "Petit logement", by="ana", excerpt=excerpt)
    assert [c.code for c in change.added] == [change.code]
    study.add_coding(replace(coding(filled, "mars", change.code, "bob"), version=change.version), by="bob")
    step = study.undo(by="ana")
    assert [c.excerpt.text for c in step.removed] == ["petit"]
    assert change.code in study.codebook("themes").retired
    assert [c.coder for c in study.codings()] == ["bob"]
    assert study.redo(by="ana").done
    assert change.code not in study.codebook("themes").retired
    assert {c.coder for c in study.codings()} == {"ana", "bob"}
    study.verify_journal()


def test_a_new_code_that_nobody_uses_goes_and_comes_back(filled: Filled) -> None:
    change = filled.study.new_code("themes", "Voisins", by="ana", group="entry", definition="Le palier")
    filled.study.undo(by="ana")
    assert change.code not in filled.study.codebook("themes").by_id
    filled.study.redo(by="ana")
    back = filled.study.codebook("themes").by_id[change.code]
    assert (back.label, back.group, back.definition) == ("Voisins", "entry", "Le palier")


def test_a_name_that_another_changed_since_is_kept_and_undo_goes_on(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled), by="ana")
    study.rename_code("themes", "keys", "Clés", by="ana")
    study.rename_code("themes", "keys", "Les clés", by="bob")
    step = study.undo(by="ana")
    assert not step.done
    assert "bob has changed it since" in step.sentence
    assert study.codebook("themes").label("keys") == "Les clés"
    assert study.undo(by="ana").done  # the act before it
    assert study.codings() == []


def test_a_merge_taken_back_leaves_what_others_did_with_their_codings(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled), by="ana")
    theirs = study.add_coding(coding(filled, coder="bob"), by="bob")
    change = study.merge_codes("themes", "keys", "support", by="ana")
    carried = next(c for c in change.added if c.coder == "bob")
    study.retract_coding(carried.id, by="bob")
    study.undo(by="ana")
    assert [(c.coder, c.code) for c in study.codings()] == [("ana", "keys")]
    assert study.undo(by="bob").done  # bob puts back what he took away, under the code that it had then
    assert {(c.coder, c.code) for c in study.codings()} == {("ana", "keys"), ("bob", "support")}
    assert [c.id for c in study.lineage(carried.id)] == [theirs.id, carried.id]


def test_undoing_a_coding_reaches_it_where_a_merge_carried_it(filled: Filled) -> None:
    study = filled.study
    study.add_coding(coding(filled, coder="bob"), by="bob")
    study.merge_codes("themes", "keys", "support", by="ana")
    assert [c.code for c in study.undo(by="bob").removed] == ["support"]
    assert study.codings() == []
    assert [c.code for c in study.redo(by="bob").added] == ["support"]
    study.undo(by="bob")
    study.undo(by="ana")
    assert study.redo(by="bob").done
    assert [(c.code, c.coder) for c in study.codings()] == [("keys", "bob")]


def test_what_was_taken_away_before_a_merge_comes_back_under_the_code_that_took_its_place(filled: Filled) -> None:
    study = filled.study
    one = study.add_coding(coding(filled, coder="bob"), by="bob")
    study.retract_coding(one.id, by="bob")
    study.merge_codes("themes", "keys", "support", by="ana")
    assert [(c.code, c.coder) for c in study.undo(by="bob").added] == [("support", "bob")]
    study.undo(by="ana")
    assert [(c.code, c.coder) for c in study.codings()] == [("keys", "bob")]
    study.verify_journal()


def test_an_accepted_suggestion_is_undone_and_its_decision_stays(filled: Filled) -> None:
    suggestion = Suggestion(coding(filled).excerpt, "keys", 0.5, 1, "tf-idf", ("clés",))
    filled.study.decide(suggestion, True, codebook="themes", by="ana")
    assert filled.study.undo(by="ana").done
    assert filled.study.codings() == []
    assert filled.study.decisions()["accepted"].tolist() == [True]


def test_revising_is_one_step(filled: Filled) -> None:
    study = filled.study
    one = study.add_coding(coding(filled), by="ana")
    wider = study.revise_coding(one.id, by="ana", start=one.excerpt.start - 3)
    assert wider.excerpt.text == "eu les clés"
    noted = study.revise_coding(wider.id, by="ana", memo="premier jour")
    assert (noted.memo, noted.created) == ("premier jour", wider.created)
    assert study.revise_coding(noted.id, by="ana", memo="premier jour") == noted
    for state in (["eu les clés"], ["les clés"], []):
        study.undo(by="ana")
        assert [c.excerpt.text for c in study.codings()] == state
    with pytest.raises(BadInput, match="was taken away meanwhile"):
        study.revise_coding(one.id, by="ana", memo="x")
    study.redo(by="ana")
    with pytest.raises(BadInput, match="only ana can revise"):
        study.revise_coding(one.id, by="bob", memo="x")


WORDS = ("les clés", "petit", "mars", "à moi")


class OneCoder(RuleBasedStateMachine):
    """One coder's study is, after each step, the snapshot that a list of snapshots says."""

    def __init__(self, filled: Filled) -> None:
        super().__init__()
        self.filled, self.study = filled, filled.study
        self.states, self.at, self.n = [seen(filled.study)], 0, 0

    def did(self) -> None:
        now = seen(self.study)
        self.states = [*self.states[: self.at + 1], now]
        self.at += 1

    def code(self, n: int) -> str:
        codes = [code.id for code in self.study.codebook("themes").codes if code.codable]
        return codes[n % len(codes)]

    @rule(words=st.sampled_from(WORDS), n=st.integers(0, 5))
    def put(self, words: str, n: int) -> None:
        standing = len(self.study.codings())
        one = coding(self.filled, words, self.code(n))
        try:
            self.study.add_coding(replace(one, version=self.study.codebook("themes").version), by="ana")
        except BadInput:
            return
        if len(self.study.codings()) > standing:
            self.did()

    @precondition(lambda self: self.study.codings())
    @rule(n=st.integers(0, 20))
    def take_away(self, n: int) -> None:
        there = self.study.codings()
        self.study.retract_coding(there[n % len(there)].id, by="ana")
        self.did()

    @rule(n=st.integers(0, 5), m=st.integers(0, 5))
    def merge(self, n: int, m: int) -> None:
        before = self.study.codebook("themes").version
        try:
            self.study.merge_codes("themes", self.code(n), self.code(m), by="ana")
        except WorkbenchError:
            assert self.study.codebook("themes").version == before
            return
        self.did()

    @rule(n=st.integers(0, 5), half=st.booleans())
    def split(self, n: int, half: bool) -> None:
        code = self.code(n)
        ids = [c.id for c in self.study.codings() if c.code == code]
        self.n += 1
        self.study.split_code("themes", code, {f"Part {self.n}": ids[::2] if half else ids}, by="ana")
        self.did()

    @rule(n=st.integers(0, 5))
    def rename(self, n: int) -> None:
        self.n += 1
        self.study.rename_code("themes", self.code(n), f"Nom {self.n}", by="ana")
        self.did()

    @rule(n=st.integers(0, 5))
    def retire(self, n: int) -> None:
        code = self.code(n)
        if code not in self.study.codebook("themes").retired:
            self.study.retire_code("themes", code, by="ana")
            self.did()

    @rule()
    def create(self) -> None:
        self.n += 1
        spot = cut(self.filled.source.id, self.filled.source.text, 45, 50 + self.n)
        self.study.new_code("themes", f"Neuf {self.n}", by="ana", excerpt=spot)
        self.did()

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _time in range(times):
            assert self.study.undo(by="ana").done == (self.at > 0)
            self.at = max(0, self.at - 1)

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _time in range(times):
            assert self.study.redo(by="ana").done == (self.at < len(self.states) - 1)
            self.at = min(len(self.states) - 1, self.at + 1)

    @invariant()
    def stands(self) -> None:
        assert seen(self.study) == self.states[self.at]
        standing = [(c.excerpt.text, c.code, c.coder, c.memo) for c in self.study.codings()]
        assert len(standing) == len(set(standing))  # one judgement, one row

    def teardown(self) -> None:
        self.study.verify_journal()
        self.study.close()


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_any_sequence_of_steps_is_what_the_snapshots_say(
    where: str, template: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    def machine() -> OneCoder:
        folder = tmp_path_factory.mktemp("undo") / "étude"
        if where == "postgresql":
            server = request.getfixturevalue("server")
            return OneCoder(fill(create(folder, title="Étude", url=server(), by="eva")))
        shutil.copytree(template, folder)
        return OneCoder(fill(open_study(folder)))

    many, steps = (10, 16) if where == "sqlite" else (2, 12)
    how = settings(max_examples=many, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=how)
