"""Documents with all direct identifiers found, recall of quasi-identifiers and precision in characters, per kind.

Run: python benchmarks/pseudonymisation.py [--misses]     (half a minute; twenty-five sets of invented texts, in the
order of their writing. The rules were mended after each was measured; what each gave the first time, unseen, stands in
its head and is printed beside)
"""

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.intake.identifiers.marked import SETS, Score, score, texts
from workbench.intake.identifiers import propose
from workbench.intake.identifiers.proposals import DIRECT, KINDS


def unseen(path: Path) -> str:
    """What a set gave before any rule was made for it, as its head says."""
    head = " ".join(line.lstrip("# ") for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    return head.partition("First measured: ")[2].partition(";")[0] or "the rules were made on it"


def show(name: str, found: Score, seconds: float, first: str) -> None:
    print(f"{name}: {found.documents} texts, {seconds:.1f} s; unseen: {first}")
    print(f"  documents with all direct identifiers found  {found.whole} of {found.documents}")
    print(f"  direct identifiers, recall in characters     {found.recall(direct=True):.3f}")
    print(f"  quasi-identifiers, recall in characters      {found.recall(direct=False):.3f}")
    print(f"  precision in characters                      {found.precision:.3f}")
    print(f"  {'kind':18}{'':8}{'recall':>8}{'marked':>8}{'precision':>11}{'proposed':>10}")
    for kind in KINDS:
        wanted, given = found.wanted[kind], found.given[kind]
        if wanted or given:
            recall = f"{found.found[kind] / wanted:.3f}" if wanted else "-"
            precision = f"{found.good[kind] / given:.3f}" if given else "-"
            side = "direct" if kind in DIRECT else "quasi"
            print(f"  {kind:18}{side:8}{recall:>8}{wanted:>8}{precision:>11}{given:>10}")


def main() -> None:
    propose("Chargement.")  # the model's, not counted
    for name, path in SETS.items():
        start = perf_counter()
        found = score([(marked, propose(marked.text)) for marked in texts(path)])
        show(f"set written {name}", found, perf_counter() - start, unseen(path))
        if "--misses" in sys.argv:
            print("  missed", *found.missed, sep="\n    ")
            print("  not marked", *found.extra, sep="\n    ")


if __name__ == "__main__":
    main()
