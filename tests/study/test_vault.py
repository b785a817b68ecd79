"""The vault: opens with its passphrase only, changes whole or not at all."""

import threading

import pytest

from workbench.errors import BadInput, NoVault, StudyRefused, VaultDamaged, WrongPassphrase
from workbench.intake.documents import text_digest
from workbench.intake.identifiers import Key
from workbench.study import vault
from workbench.study.vault import VAULT, Original

WORDS = "quatre mots de passe"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)  # the cost is in the file, so the same code reads it


def known(*names):
    key = Key()
    for name in names:
        _label, key = key.with_words("first_name", name)
    return key


def test_it_gives_back_what_it_was_given(tmp_path):
    vault.create(tmp_path, WORDS)
    original = Original("entretien.docx", b"\x00PK\xff" * 50, text_digest("[prénom 1] vit ici"))
    vault.change(tmp_path, WORDS, lambda v: v.with_original(original).with_key(known("Yasmina")))
    held = vault.read(tmp_path, WORDS)
    assert held.originals == {original.sha256: original}
    assert held.key.identities["[prénom 1]"].words == ("Yasmina",)
    content = (tmp_path / VAULT).read_bytes()
    assert b"Yasmina" not in content
    assert b"entretien" not in content


def test_a_wrong_passphrase_is_one_sentence_and_loses_nothing(tmp_path):
    vault.create(tmp_path, WORDS)
    before = (tmp_path / VAULT).read_bytes()
    with pytest.raises(WrongPassphrase) as refused:
        vault.read(tmp_path, "quatre mots de passes")
    assert str(refused.value).count("\n") == 0
    with pytest.raises(WrongPassphrase):
        vault.change(tmp_path, "autre chose encore", lambda v: v.with_key(known("Yasmina")))
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase(tmp_path, "autre chose encore", "une phrase nouvelle")
    assert (tmp_path / VAULT).read_bytes() == before


def test_the_passphrase_can_be_typed_in_either_form_of_accents(tmp_path):
    vault.create(tmp_path, "mémé a chanté là")
    assert vault.read(tmp_path, "me\u0301me\u0301 a chante\u0301 la\u0300 ") == vault.Vault()


@pytest.mark.parametrize("at", [0, 8, 9, 12, 30, 45, 60, -1])
def test_a_changed_byte_is_noticed_wherever_it_is(tmp_path, at):
    vault.create(tmp_path, WORDS)
    content = bytearray((tmp_path / VAULT).read_bytes())
    content[at] ^= 1
    (tmp_path / VAULT).write_bytes(content)
    with pytest.raises((VaultDamaged, WrongPassphrase)):
        vault.read(tmp_path, WORDS)


@pytest.mark.parametrize(
    "content", [b"", b"WBVAULT\x01", b"SQLite format 3\0" * 9, b"WBVAULT\x01\xff\x08\x01" + b"x" * 90]
)
def test_what_is_no_vault_is_refused_without_effort(tmp_path, content):
    (tmp_path / VAULT).write_bytes(content)
    with pytest.raises(VaultDamaged):
        vault.read(tmp_path, WORDS)


def test_there_is_one_vault_and_it_is_made_on_purpose(tmp_path):
    with pytest.raises(NoVault):
        vault.read(tmp_path, WORDS)
    with pytest.raises(NoVault):
        vault.create(tmp_path / "nowhere", WORDS)
    with pytest.raises(BadInput):
        vault.create(tmp_path, "court")
    vault.create(tmp_path, WORDS)
    with pytest.raises(StudyRefused):
        vault.create(tmp_path, WORDS)


def test_a_change_that_fails_leaves_the_vault_as_it_was(tmp_path, monkeypatch):
    vault.create(tmp_path, WORDS)
    vault.change(tmp_path, WORDS, lambda v: v.with_key(known("Yasmina")))
    before = (tmp_path / VAULT).read_bytes()
    with pytest.raises(BadInput):
        vault.change(tmp_path, WORDS, lambda v: v.with_key(known("Ousmane")))  # forgets who [prénom 1] is

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StudyRefused):
        vault.change(tmp_path, WORDS, lambda v: v.with_key(known("Yasmina", "Ousmane")))
    assert (tmp_path / VAULT).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_a_new_passphrase_takes_over(tmp_path):
    vault.create(tmp_path, WORDS)
    vault.change(tmp_path, WORDS, lambda v: v.with_key(known("Yasmina")))
    vault.change_passphrase(tmp_path, WORDS, "une tout autre phrase")
    assert vault.read(tmp_path, "une tout autre phrase").key == known("Yasmina")
    with pytest.raises(WrongPassphrase):
        vault.read(tmp_path, WORDS)


def test_two_writers_lose_nothing(tmp_path):
    vault.create(tmp_path, WORDS)

    def put(n):
        original = Original(f"{n}.txt", b"x", str(n))
        vault.change(tmp_path, WORDS, lambda v: v.with_original(original))

    writers = [threading.Thread(target=put, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert set(vault.read(tmp_path, WORDS).originals) == {str(n) for n in range(8)}


def test_the_shipped_cost_is_the_recommended_one(monkeypatch):
    monkeypatch.undo()
    assert (vault.COST, vault.R, vault.P) == (17, 8, 1)
