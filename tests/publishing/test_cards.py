"""A finding's card: its dissents in the open, its evidence folded, nothing that a reader wrote becomes an element."""

import re

import pytest

from tests import a_release
from workbench.messages import _
from workbench.publishing import cards

FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)


@pytest.fixture
def card():
    quotes = {quote["id"]: quote for quote in a_release.quotes()}
    return cards.finding(a_release.findings()[0], quotes, {"loyer": "Le loyer"})


def test_a_finding_travels_with_its_dissents_voices_and_evidence(card):
    finding = a_release.findings()[0]
    assert all(dissent["words"] in card for dissent in finding["dissents"])
    assert finding["statement"] in card
    assert 'href="#figure-loyer"' in card
    assert "trié les papiers" in card
    assert _("fewer than 5 for each") in card


def test_only_the_evidence_is_folded(card):
    finding = a_release.findings()[0]
    (folded,) = FOLDED.findall(card)
    in_the_open = FOLDED.sub("", card)
    for said in (finding["statement"], finding["plain"], finding["recommendation"], finding["limits"]):
        assert said in in_the_open
    assert all(dissent["words"] in in_the_open for dissent in finding["dissents"])
    assert "trié les papiers" in folded
    assert _("The evidence: {pro} for, {con} against").format(pro=3, con=1) in folded


def test_a_position_held_by_one_person_is_said_to_be_few():
    one = a_release.findings()[0] | {"reviews": {"agree": 9, "disagree": None}}
    card = cards.finding(one, {q["id"]: q for q in a_release.quotes()}, {"loyer": ""})
    assert _("fewer than 5") in card
    assert _("fewer than 5 for each") not in card
    assert "<span>9</span>" in card


def test_each_theme_leads_to_its_first_finding():
    first, second = a_release.findings()
    third = second | {"id": "F3"}
    listed = cards.themes([first, second, third])
    assert re.findall(r'href="#([^"]+)"', listed) == ["finding-F1", "finding-F2"]


def test_words_of_people_cannot_become_elements():
    quote = {"text": "<img src=x onerror=alert(1)>", "attribution": "<b>"}
    assert "<img" not in cards.quotation(quote)
    assert "<b>" not in cards.quotation(quote)


def test_a_quote_within_a_quote_has_the_inner_marks():
    quote = {"text": "On m’a dit : «\u00a0non\u00a0», et puis « voilà ».", "attribution": "un ménage"}
    assert "«\u00a0On m’a dit : “non”, et puis “voilà”.\u00a0»" in cards.quotation(quote)
