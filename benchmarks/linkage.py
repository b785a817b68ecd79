"""Chains found in invented reports whose speakers are known: pairs of quotes right, wrong and missed.

Then whether what is proposed chains again by its attributes alone. Bars: no wrong pair; every pair found; none again.

Run: python benchmarks/linkage.py
"""

import tomllib
from itertools import combinations
from pathlib import Path
from time import process_time

from workbench.disclosure.linkage import linkage

REPORTS = Path(__file__).with_suffix(".toml")


def measured(quotes: list[list[str]]) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]], int]:
    """Pairs rightly chained, wrongly, missed; and profiles left under the attributions proposed."""
    listed = [{"id": str(i), "text": text, "attribution": said} for i, (_who, said, text) in enumerate(quotes)]
    found = linkage(listed)
    chained = {pair for p in found["profiles"] for pair in combinations(sorted(map(int, p["quotes"])), 2)}
    who = [one for one, _said, _text in quotes]
    true = {
        (a, b)
        for a, b in combinations(range(len(who)), 2)
        if who[a] and who[a] == who[b] and not who[a].startswith("?")
    }
    unsure = {
        (a, b)
        for a, b in combinations(range(len(who)), 2)
        if "?" in who[a] + who[b] and who[a].lstrip("?") == who[b].lstrip("?")
    }
    again = linkage([{"id": id_, "text": "", "attribution": said} for id_, said in found["proposed"].items()])
    return len(chained & true), sorted(chained - true - unsure), sorted(true - chained), len(again["profiles"])


def main() -> None:
    reports = tomllib.loads(REPORTS.read_text("utf-8"))["report"]
    right = wrong = missed = 0
    for report in reports:
        start = process_time()
        good, bad, lost, again = measured(report["quotes"])
        seconds = process_time() - start
        print(
            f"{report['name']}: {len(report['quotes'])} quotes, {good} pairs found, {len(bad)} wrong, "
            f"{len(lost)} missed, {again} profiles left under what is proposed; {seconds * 1000:.0f} ms"
        )
        for name, pairs in (("wrong", bad), ("missed", lost)):
            for a, b in pairs:
                print(f"  {name}: {report['quotes'][a][1]} | {report['quotes'][b][1]}")
        right, wrong, missed = right + good, wrong + len(bad), missed + len(lost)
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    print(f"all: precision {precision:.1%} (bar 100 %), recall {recall:.1%} (bar 100 %)")


if __name__ == "__main__":
    main()
