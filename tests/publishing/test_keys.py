import pytest

from workbench.publishing.keys import ALL_TRIES, TRIES, WITHIN, Patience, keys_for, new_password

NOW = 1_450_000_000.0


@pytest.fixture(scope="module")
def keys():
    return keys_for("un mot de passe")


def test_only_the_password_opens(keys):
    assert keys.opens("un mot de passe")
    assert not keys.opens("un mot de passe ")
    assert not keys.opens("")
    assert "passe" not in repr(keys)


def test_a_link_lets_in_until_its_hour(keys):
    link = keys.link(2, NOW)
    assert keys.admits(link, NOW + 7199)
    assert not keys.admits(link, NOW + 7200)


@pytest.mark.parametrize(
    "change", [lambda s: "9" + s[1:], lambda s: s[:-1], lambda s: "", lambda s: "é.ü", lambda s: "."]
)
def test_a_link_that_was_changed_lets_nobody_in(keys, change):
    assert not keys.admits(change(keys.link(2, NOW)), NOW)


def test_a_link_of_another_start_lets_nobody_in(keys):
    assert not keys.admits(keys_for("un mot de passe").link(2, NOW), NOW)


def test_who_guesses_waits():
    patience = Patience()
    for _n in range(TRIES):
        assert patience.waits("192.0.2.1", 100) == 0
        patience.failed("192.0.2.1", 100)
    assert patience.waits("192.0.2.1", 101) == WITHIN
    assert patience.waits("192.0.2.2", 101) == 0
    assert patience.waits("192.0.2.1", 101 + WITHIN) == 0


def test_many_machines_that_guess_are_one():
    patience = Patience()
    for n in range(ALL_TRIES):
        patience.failed(f"192.0.2.{n}", 100)
    assert patience.waits("198.51.100.1", 101) > 0


def test_passwords_differ_and_can_be_read_out():
    made = {new_password() for _n in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 and not set(one) & set("0o1il") for one in made)
