"""Random cohorts of 24: how many cells are published, how far that is from the best possible, what the auditor finds.

Then the time for a large file. Bars: no empty cell known within less than 3; 82 % of the cells of 1-way tables and
32 % of those of 1- and 2-way tables published; 24 households in 10 s; 100 000 households x 6 columns in 60 s.

Run: python benchmarks/disclosure.py [cohorts]     (100 of each kind by default)
"""

import sys
from itertools import combinations
from time import perf_counter

import numpy as np
import pandas as pd

from workbench.disclosure.audit import audit
from workbench.disclosure.cases import Case
from workbench.disclosure.plan import facts_from, plan_from
from workbench.disclosure.released import earlier_from
from workbench.disclosure.tables import protect

TRAITS = {"territory": 2, "age": 3, "sex": 2, "children": 2}
LARGE = {"a": 4, "b": 6, "c": 5, "d": 10, "e": 3, "f": 4}


def cohort(rng: np.random.Generator, even: bool) -> pd.DataFrame:
    """24 households, 15 and 9 in two territories; other traits at random, evenly or with random weights."""
    rows = {"territory": [0] * 15 + [1] * 9}
    for name, size in list(TRAITS.items())[1:]:
        weights = np.full(size, 1 / size) if even else rng.dirichlet(np.ones(size) * 2)
        rows[name] = rng.choice(size, 24, p=weights).tolist()
    return pd.DataFrame(rows)


def spec_for(traits: dict[str, int], ways: int) -> dict[str, object]:
    sets = [list(by) for way in range(1, ways + 1) for by in combinations(traits, way)]
    tables = [{"id": "-".join(by), "by": by, "margins": False} for by in sets]
    return {
        "threshold": 5,
        "width": 3,
        "known": [[], ["territory"]] if "territory" in traits else [[]],
        "tables": tables,
    }


def measured(data: pd.DataFrame, ways: int) -> tuple[float, float, bool, int | None, bool, float]:
    """Share published, share that the bound would allow, proven best, narrowest interval, safe, seconds."""
    spec = spec_for(TRAITS, ways)
    start = perf_counter()
    output = protect(data, spec)
    seconds = perf_counter() - start
    cells = [cell for table in output["tables"] for cell in table["cells"]]
    wanted = sum(int(np.prod([TRAITS[c] for c in t["by"]])) for t in spec["tables"])
    plan = plan_from(spec)
    earlier = earlier_from(())
    choice = Case(plan, plan.tables, facts_from(data, plan), earlier).choice()
    found = audit(output)
    told = all(
        c["interval"] == a["interval"]
        for c, a in zip((c for c in cells if c["count"] is None), found["cells"], strict=True)
    )
    shown = sum(c["count"] is not None for c in cells) / wanted
    least = shown if choice.proven else (len(cells) - int(choice.least)) / wanted
    return shown, least, choice.proven, found["narrowest"], found["safe"] and told, seconds


def large() -> None:
    rng = np.random.default_rng(6)
    data = pd.DataFrame({c: rng.choice(n, 100_000, p=rng.dirichlet(np.ones(n))) for c, n in LARGE.items()})
    for ways in (2, 3):
        start = perf_counter()
        output = protect(data, spec_for(LARGE, ways))
        seconds = perf_counter() - start
        cells = [cell["count"] for table in output["tables"] for cell in table["cells"]]
        start = perf_counter()
        checked = audit(output)
        print(
            f"100 000 households x 6 columns, tables of up to {ways}: {seconds:.1f} s (bar 60), "
            f"{sum(c is not None for c in cells)} of {len(cells)} cells published, {len(output['refused'])} refused; "
            f"audit {perf_counter() - start:.1f} s, narrowest {checked['narrowest']}, safe {checked['safe']}",
            flush=True,
        )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for even in (True, False):
        rng = np.random.default_rng(24)
        cohorts = [cohort(rng, even) for _one in range(number)]
        print(f"{number} cohorts of 24, traits {'even' if even else 'uneven'}, threshold 5, width 3")
        for ways, bar in ((1, 82), (2, 32)):
            results = [measured(data, ways) for data in cohorts]
            shares, possible, proven, widths, safe, seconds = zip(*results, strict=True)
            narrowest = min((w for w in widths if w is not None), default=None)
            print(
                f"  tables up to {ways} columns: {np.mean(shares):.1%} of cells published (bar {bar} %; from "
                f"{min(shares):.0%} to {max(shares):.0%}); proven best in {sum(proven)} of {number}, mean distance to "
                f"the optimum at most {np.mean(possible) - np.mean(shares):.2%}; narrowest interval {narrowest}; "
                f"safe for the auditor {sum(safe)} of {number}; {max(seconds):.1f} s at most (bar 10)",
                flush=True,
            )
    large()


if __name__ == "__main__":
    main()
