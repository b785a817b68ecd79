"""That an acknowledged coding survives the death of its writer, and that two writers at once lose none."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench.coding.codings import Coding
from workbench.coding.excerpts import cut
from workbench.study import open_study

from .examples import Filled, coding

KILLS = 20


def codings_of(filled: Filled, coder: str, many: int) -> list[Coding]:
    turn = filled.source.turns[3]
    spans = [(start, end) for start in range(turn.start, turn.end) for end in range(start + 1, turn.end)]
    model = coding(filled, coder=coder)
    return [replace(model, excerpt=cut(filled.source.id, filled.source.text, *span)) for span in spans[:many]]


def in_a_process(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Forks a writer; returns its process id and the end from which its acknowledgements can be read."""
    reads, writes = os.pipe()
    child = os.fork()
    if child:
        os.close(writes)
        return child, reads
    status = 1
    try:
        work(lambda word: void(os.write(writes, f"{word}\n".encode())))
        status = 0
    finally:
        os._exit(status)


def void(_: object) -> None:
    return None


def everything(reads: int) -> list[str]:
    with os.fdopen(reads, "rb") as pipe:
        return pipe.read().decode().split()


def writer(root: Path, new: list[Coding]) -> Callable[[Callable[[str], None]], None]:
    def work(acknowledge: Callable[[str], None]) -> None:
        with open_study(root) as study:  # a connection of its own: none is shared across a fork
            for one in new:
                acknowledge(study.add_coding(one, by=one.coder).id)

    return work


def test_no_acknowledged_coding_is_lost_when_its_writer_is_killed(filled: Filled) -> None:
    root = filled.study.root
    filled.study.close()
    chance = random.Random(2015)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        new = codings_of(filled, f"coder{kill}", 1000)
        child, reads = in_a_process(writer(root, new))
        first = os.read(reads, 64).decode()  # it is at work
        time.sleep(chance.uniform(0, 0.04))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)  # killed in mid-work, not done before
        words = (first + "".join(f"{word}\n" for word in everything(reads))).split()
        acknowledged |= set(words)
        with open_study(root) as study:
            assert acknowledged <= {one.id for one in study.codings()}
    assert len(acknowledged) >= KILLS
    with open_study(root) as study:
        study.verify_journal()
        assert len({one.id for one in study.codings()}) == len(study.codings())


def test_two_writers_at_once_lose_nothing(filled: Filled) -> None:
    root = filled.study.root
    filled.study.close()
    children = [in_a_process(writer(root, codings_of(filled, coder, 40))) for coder in ("ana", "bob")]
    acknowledged = [id_ for _child, reads in children for id_ in everything(reads)]
    assert [os.waitpid(child, 0)[1] for child, _reads in children] == [0, 0]
    assert len(set(acknowledged)) == len(acknowledged) == 80
    with open_study(root) as study:
        assert {one.id for one in study.codings()} == set(acknowledged)
        assert len(study.excerpts()) == 40  # both pointed at the same spans: one row each
        assert len(study.codings(coder="ana")) == len(study.codings(coder="bob")) == 40
        study.verify_journal()
