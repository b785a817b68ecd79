import pytest

from tests.a_demo import copied
from workbench.charts.coding import learning_curve, saturation
from workbench.coding.codings import Suggestion
from workbench.coding.guards import DECOY
from workbench.study import machine, open_study


@pytest.fixture(scope="module")
def study(demo, tmp_path_factory):
    with open_study(copied(demo[0], tmp_path_factory.mktemp("machine"))) as opened:
        yield opened


def test_followed_suggestions_and_decoys_are_counted_apart(study):
    assert set(machine.guarding(study, "asg-analyse").iloc[:2, 1]) == {machine._share(0, 0)}
    one, two, three = list(dict.fromkeys(c.excerpt for c in study.codings(codebook="asg-analyse")))[:3]
    for excerpt, model, accepted in ((one, "m", True), (two, "m", False), (three, "m" + DECOY, True)):
        proposal = Suggestion(excerpt, "budget-loyer", 0.6, 1, model, ("loyer",))
        study.decide(proposal, accepted, codebook="asg-analyse", by="E1")
    shown = machine.guarding(study, "asg-analyse").iloc[:, 1].tolist()
    assert shown[:2] == [machine._share(1, 2), machine._share(1, 1)]
    assert shown[3] == machine._varied(2, 1, 1.0)


def test_the_first_interview_brings_codes_and_none_is_counted_twice(study):
    frame = machine.new_codes(study, "asg-analyse")
    assert frame["new"].iloc[0] > 0
    assert frame["new"].sum() == frame["met"].iloc[-1] == len({c.code for c in study.codings(codebook="asg-analyse")})
    assert [row[1] for row in saturation(study, "asg-analyse").rows] == [str(n) for n in frame["new"]]


def test_numbers_are_read_as_halves_and_words_as_they_are():
    assert len(set(machine._halved(["100", "200,5", "300", "400"]))) == 2
    assert machine._halved(["oui", "non"]) == ["oui", "non"]
    assert machine._halved(["1", "2", "1"]) == ["1", "2", "1"]


def test_errors_are_told_by_attribute_with_their_base(study, monkeypatch):
    people = sorted({s.person for s in study.sources() if s.person and s.person.startswith("M")})
    odd = set(study.attributes().query("name == 'Dettes' and value == 'oui'")["person"])
    errors = [(person, person in odd) for person in people for _ in range(20)]
    monkeypatch.setattr(machine, "machine_errors", lambda *_: errors)
    frame = machine.bias_table(study, "asg-analyse").set_index(machine._("attribute"))
    assert float(frame.loc["Dettes"].iloc[1].replace(",", ".")) < 0.15
    known_odd = len(odd & set(people))
    assert machine._share(20 * known_odd, 20 * known_odd) in frame.loc["Dettes"].iloc[0]
    assert all(frame.iloc[:, 2].str.len() > 10)


def test_the_curve_has_its_words_and_its_table():
    from pandas import DataFrame

    rows = [("a", 0, 0.4), ("a", 5, 0.5), ("b", 0, 0.1), ("b", 5, 0.25)]
    figure = learning_curve(DataFrame(rows, columns=["way", "coded", "recall"]))
    assert figure.rows == (("a", "0,40", "0,50"), ("b", "0,10", "0,25"))
    assert "0,25" in figure.description
    assert "<svg" in figure.svg
