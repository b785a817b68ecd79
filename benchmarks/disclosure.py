"""Share of cells published on random cohorts of 24, what the auditor finds in them, and the time it takes.

Run: python benchmarks/disclosure.py [cohorts]     (60 cohorts take about 8 minutes on one core)
"""

import sys
from itertools import combinations
from time import perf_counter

import numpy as np
import pandas as pd

from workbench.disclosure.audit import audit
from workbench.disclosure.tables import protect

TRAITS = {"territory": 2, "age": 3, "sex": 2, "children": 2}


def cohort(rng: np.random.Generator, even: bool) -> pd.DataFrame:
    """24 households, 15 and 9 in two territories; other traits at random, evenly or with random weights."""
    rows = {"territory": [0] * 15 + [1] * 9}
    for name, size in list(TRAITS.items())[1:]:
        weights = np.full(size, 1 / size) if even else rng.dirichlet(np.ones(size) * 2)
        rows[name] = rng.choice(size, 24, p=weights).tolist()
    return pd.DataFrame(rows)


def measured(data: pd.DataFrame, ways: int) -> tuple[float, int | None, bool, float]:
    """Share published, narrowest interval, whether the auditor agrees, seconds for one cohort."""
    sets = [list(by) for way in range(1, ways + 1) for by in combinations(TRAITS, way)]
    tables = [{"id": "-".join(by), "by": by, "margins": False} for by in sets]
    start = perf_counter()
    output = protect(data, {"threshold": 5, "width": 3, "known": [[], ["territory"]], "tables": tables})
    seconds = perf_counter() - start
    cells = [cell for table in output["tables"] for cell in table["cells"]]
    wanted = sum(int(np.prod([TRAITS[c] for c in by])) for by in sets)
    found = audit(output)
    told = all(
        c["interval"] == a["interval"]
        for c, a in zip((c for c in cells if c["count"] is None), found["cells"], strict=True)
    )
    return sum(c["count"] is not None for c in cells) / wanted, found["narrowest"], found["safe"] and told, seconds


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for even in (True, False):
        rng = np.random.default_rng(24)
        cohorts = [cohort(rng, even) for _one in range(number)]
        print(f"{number} cohorts of 24, traits {'even' if even else 'uneven'}, threshold 5, width 3")
        for ways in (1, 2):
            results = [measured(data, ways) for data in cohorts]
            shares, widths, safe, seconds = zip(*results, strict=True)
            narrowest = min((w for w in widths if w is not None), default=None)
            print(
                f"  tables up to {ways} columns: {np.mean(shares):.1%} of cells published "
                f"(from {min(shares):.0%} to {max(shares):.0%}); narrowest interval {narrowest}; "
                f"safe for the auditor {sum(safe)} of {number}; {max(seconds):.1f} s at most",
                flush=True,
            )


if __name__ == "__main__":
    main()
