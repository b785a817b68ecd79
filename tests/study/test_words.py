from workbench.study.words import BLANK, GONE, blanked, cut_out, folded, words

SAID = "Le radiateur chante la nuit, alors je chante plus fort que lui."


def test_typography_does_not_hide_words() -> None:
    known = words(["J’ai pleuré dans l’escalier\u00a0!"], ())
    assert known.own_in("elle dit : j'ai PLEURÉ dans l'escalier !") == [(11, 40)]
    assert known.own_in("J’ai pleure\u0301 dans l’escalier")  # the accent apart, as some systems write it


def test_folding_keeps_every_position() -> None:
    assert len(folded("İstanbul\u202f: L'É\tß")) == len("İstanbul\u202f: L'É\tß")


def test_nineteen_characters_are_nothing_and_twenty_are() -> None:
    known = words([SAID], ())
    assert known.all_of(SAID[:19]) == []
    assert known.all_of(f"x{SAID[:20]}x") == [(1, 21)]
    assert known.all_of("-" * 40) == words(["-" * 40], ()).all_of("-" * 40) == []


def test_what_others_say_is_theirs_until_it_is_a_quotation() -> None:
    known = words([SAID], [f"Chez moi, {SAID[3:30]} aussi"])
    assert known.own_in(SAID[3:30]) == []
    assert known.own_in(SAID[:40]) != []
    assert known.quoted(SAID[:59]) == []
    assert known.quoted(SAID) == [(0, len(SAID))]


def test_cutting_marks_the_place_and_blanking_keeps_the_length() -> None:
    assert cut_out("Elle dit : « abc » et « def ».", [(13, 16), (24, 27)]) == f"Elle dit : « {GONE} » et « {GONE} »."
    assert blanked("ab\ncd e", [(1, 4)]) == f"a{BLANK}\n{BLANK}d e"
