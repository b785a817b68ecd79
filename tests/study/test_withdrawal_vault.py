"""Erasing a person's words from the vault too: files, names and log, under the passphrase or not at all."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a_transcript import PASSPHRASE, TEXT, study_for, transcript
from workbench.errors import PassphraseNeeded, VaultDamaged, WrongPassphrase
from workbench.intake.identifiers import propose, replace
from workbench.intake.readers import read_document
from workbench.intake.turns import find_turns
from workbench.people import Person, Voice
from workbench.study import Study, erasure, vault
from workbench.study.accounts import as_dict, outcome
from workbench.study.pseudonymised import Entry, enter
from workbench.study.vault_contents import Original, Vault, from_json, without

OTHER = """Enquêteur : Vous suivez ce ménage ?
Sophie : Oui, Aminata Diallo, au 06 12 34 56 78. Elle habite Meaux, près de la gare routière.
Enquêteur : Depuis quand ?
Sophie : Depuis le début. Moi, je suis Sophie Lemaire, je travaille à Chelles.
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 6)


def brought_in(study: Study, file: Path, speakers: dict[str, str]) -> str:
    """The file's interview with everything that was proposed accepted, as the screen does."""
    document, original = read_document(file)
    entry = Entry(document, original, find_turns(document.text), file.stem.split()[0], speakers)
    proposed = propose(document.text)
    return enter(study, entry, lambda key: replace(document.text, proposed, key), PASSPHRASE, by="eva", fresh=True).id


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Study]:
    with study_for(tmp_path / "essai") as study:
        study.add_person(Person("P01", Voice.ASSOCIATION, "77", "référente"), by="eva")
        brought_in(study, transcript(tmp_path), {"Aminata": "M02"})
        brought_in(study, transcript(tmp_path, OTHER, "sophie.txt"), {"Sophie": "P01"})
        yield study


def files(study: Study) -> dict[str, bytes]:
    study.close()
    return {p.relative_to(study.root).as_posix(): p.read_bytes() for p in study.root.rglob("*") if p.is_file()}


def test_what_was_theirs_leaves_the_vault_and_what_is_anothers_stays(full: Study) -> None:
    before = vault.read(full.root, PASSPHRASE)
    mine, theirs = full.source("entretien"), full.source("sophie")
    done = full.withdraw("M02", by="eva", erase=True, passphrase=PASSPHRASE)
    left = vault.read(full.root, PASSPHRASE)
    assert mine.sha256 in before.originals
    assert set(left.originals) == set(left.log) == {theirs.sha256}
    assert left.originals[theirs.sha256].content == OTHER.encode()
    known = {words for identity in left.key.identities.values() for words in identity.words}
    assert {"Sophie", "Chelles", "Meaux"} <= known
    assert not any("Aminata" in words or "06 12" in words or "Ibrahima" in words for words in known)
    assert set(left.key.identities) == set(before.key.identities)  # no label is ever given to somebody else
    assert not any("Aminata" in row.words for row in left.log[theirs.sha256])
    assert done.vault is not None
    assert (done.vault.files, done.vault.elsewhere) == (1, 1)
    assert done.vault.identities > 2
    assert "identities.vault" in done.rewritten
    assert "identities.vault" not in done.sealed
    assert as_dict(done)["vault"]["files"] == 1
    assert any("vault" in line or "coffre" in line for line in outcome(done, full))
    full.verify_journal()


def test_a_new_interview_gets_new_labels_afterwards(full: Study, tmp_path: Path) -> None:
    full.withdraw("M02", by="eva", erase=True, passphrase=PASSPHRASE)
    text = TEXT.replace("Aminata", "Fatoumata")
    full.add_person(Person("M09", Voice.HOUSEHOLD), by="eva")
    brought_in(full, transcript(tmp_path, text, "neuf.txt"), {"Fatoumata": "M09"})
    labels = {turn.speaker for turn in full.source("neuf").turns if turn.person == "M09"}
    assert labels
    assert "[prénom 1]" not in labels


@pytest.mark.parametrize(
    ("passphrase", "refusal"), [(None, PassphraseNeeded), ("une autre phrase de passe", WrongPassphrase)]
)
def test_without_the_passphrase_nothing_is_done(full: Study, passphrase: str | None, refusal: type[Exception]) -> None:
    before = files(full)
    with pytest.raises(refusal) as said:
        full.withdraw("M02", by="eva", erase=True, passphrase=passphrase)
    assert "\n" not in str(said.value)
    after = files(full)
    assert {n: c for n, c in after.items() if n != ".identities.vault.lock"} == {
        n: c for n, c in before.items() if n != ".identities.vault.lock"
    }
    assert full.withdrawn() == set()


def test_a_damaged_vault_stops_the_erasure_and_not_the_withdrawal(full: Study) -> None:
    (full.root / vault.VAULT).write_bytes(b"x" * 200)
    with pytest.raises(VaultDamaged):
        full.withdraw("M02", by="eva", erase=True, passphrase=PASSPHRASE)
    assert full.withdrawn() == set()
    full.withdraw("M02", by="eva")
    assert full.withdrawn() == {"M02"}


def test_a_failure_on_the_way_puts_the_vault_back(full: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (full.root / vault.VAULT).read_bytes()

    def full_disk(*_words: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbench.study.withdrawal.amend", full_disk)
    with pytest.raises(Exception, match=r"full|plein"):
        full.withdraw("M02", by="eva", erase=True, passphrase=PASSPHRASE)
    assert (full.root / vault.VAULT).read_bytes() == before
    assert full.source("entretien").text


def test_somebody_with_nothing_in_the_vault_leaves_it_as_it_is(full: Study) -> None:
    full.add_person(Person("M11", Voice.HOUSEHOLD), by="eva")
    before = (full.root / vault.VAULT).read_bytes()
    done = full.withdraw("M11", by="eva", erase=True, passphrase=PASSPHRASE)
    assert (full.root / vault.VAULT).read_bytes() == before
    assert done.rewritten == ()


def test_anothers_file_that_quotes_them_at_length_goes_too() -> None:
    held = Vault().with_original(Original("a.txt", b"cite", "a")).with_original(Original("b.txt", b"autre", "b"))
    left, done = without(held, (), (), lambda o: o.content == b"cite")
    assert (set(left.originals), done.files) == ({"b"}, 1)


def test_a_vault_of_the_first_version_is_read() -> None:
    row = {"start": 0, "end": 7, "at": 0, "label": "[prénom 1]", "kind": "first_name", "words": "Aminata"}
    log = json.dumps({"text": "t", "replacements": [row]}).encode()
    files = [("e.txt", b"Aminata", "t"), ("e.txt.replacements.json", log, "l")]
    given = [{"name": n, "content": base64.b64encode(c).decode(), "sha256": s} for n, c, s in files]
    read = from_json({"originals": given, "key": {}})
    assert set(read.originals) == {"t"}
    assert read.log["t"][0].words == "Aminata"


def test_the_labels_of_a_person_are_those_printed_before_their_words(full: Study) -> None:
    with full.store.read() as connection:
        labels = erasure._labels(connection, "M02")
    assert labels == {"[prénom 1]"}
