"""How long agreement takes on long texts, on passages and on turns, and beside it the coders' own arithmetic.

Run: python benchmarks/agreement.py     (half a minute)

Two coders, 300 000 characters, 50 codes, 1 000 and 3 000 passages each; every coefficient overall and per code, each
with its interval of 1 000 resamples, and the list of disagreements. Bar: 2 s. The last line checks one figure, alpha of
one code on characters, by counting the characters one by one.
"""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

import numpy as np

from workbench.coding.agreement import binary_alpha
from workbench.coding.compared import compare

LENGTH, CODES = 300_000, 50
BAR = 2.0


def passages(seed: int, number: int) -> list[dict[str, Any]]:
    """One coder's passages; both see most of the same places, each cuts them in an own way and misses some."""
    places, own = np.random.default_rng(7), np.random.default_rng(seed)
    found = []
    for _passage in range(number):
        start, length, code = (places.integers(*span) for span in ((0, LENGTH - 900), (20, 500), (0, CODES)))
        left, right, other, missed = own.integers(0, 40), own.integers(0, 40), own.integers(0, CODES), own.random()
        if missed < 0.8:
            kept = int(other if missed < 0.15 else code)
            row = {"source": "s", "start": int(start + left), "end": int(start + left + length + right)}
            found.append(row | {"code": f"c{kept}"})
    return found


def turns(seed: int, number: int = 5000) -> dict[str, list[str]]:
    same, own = np.random.default_rng(7), np.random.default_rng(seed)
    codes = same.integers(0, CODES, (number, 2))
    return {
        f"t{n}": [f"c{own.integers(CODES) if own.random() < 0.2 else code}" for code in codes[n, : 1 + n % 2]]
        for n in range(number)
    }


def timed(name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    best, found = (9e9, 9e9), {}
    for _again in range(3):
        start, spent = perf_counter(), process_time()
        found = act()
        best = min(best, (process_time() - spent, perf_counter() - start))
    print(f"{name:42} {best[0]:6.2f} s of work ({best[1]:.2f} s), bar {BAR} s", flush=True)
    return found


def by_hand(coders: list[list[dict[str, Any]]], code: str) -> float | None:
    marks = np.zeros((2, max(row["end"] for rows in coders for row in rows)), bool)
    for coder, rows in enumerate(coders):
        for row in rows:
            if row["code"] == code:
                marks[coder, row["start"] : row["end"]] = True
    one, two = marks
    return binary_alpha(int((one & two).sum()), int((one ^ two).sum()), int((~one & ~two).sum()))


def main() -> None:
    few, many = ([passages(seed, number) for seed in (1, 2)] for number in (1000, 3000))
    timed("300 000 characters, 1 000 passages a coder", lambda: compare(few))
    found = timed("300 000 characters, 3 000 passages a coder", lambda: compare(many))
    timed("5 000 turns", lambda: compare([turns(1), turns(2)]))
    shown = found["per_code"]["c0"]["alpha"]
    print(f"alpha of one code on characters: {shown:.6f}, counted one by one {by_hand(many, 'c0'):.6f}")


if __name__ == "__main__":
    main()
