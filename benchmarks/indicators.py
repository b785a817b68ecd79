"""All indicators on 100 000 households x 7 waves beside plain DuckDB group-bys of the same figures, in the same run.

Run: python benchmarks/indicators.py [households]     (about a minute; memory is measured in processes of their own)

Both sides are given the same made-up tables: first from CSV files to the figures, then with the tables in memory
(DataFrames for the workbench, DuckDB's own tables for DuckDB). The best of three is kept. Before that the figures of
both sides are compared, so that neither leaves work out.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pandas as pd

AT = "2015-11-01"
RUNS = 3
BAR, MEMORY = 2.0, 2048  # times DuckDB's time; MiB
SQL = Path(__file__).with_suffix(".sql")
DATES = {"entered", "exited", "date", "proposed", "decided", "started", "ended", "from", "until"}
TERRITORIES = ["77", "94", "91", "78"]
Tables = Mapping[str, pd.DataFrame]


def cohort(homes: int, seed: int = 2011) -> dict[str, pd.DataFrame]:
    """Made-up tables with the columns of the demonstration study, and some that are as long as it takes."""
    rng = np.random.default_rng(seed)

    def pick(options: list[str], n: int, blank: float = 0.0) -> np.ndarray:
        found = rng.choice(np.array(options, dtype=object), n)
        found[rng.random(n) < blank] = None
        return found

    def some(values: np.ndarray, keep: np.ndarray) -> np.ndarray:
        return np.where(keep, values, None)

    ids = np.array([f"M{n:06d}" for n in range(homes)], dtype=object)
    entered = np.datetime64("2013-01-01") + rng.integers(0, 1000, homes).astype("timedelta64[D]")
    exited = entered + rng.integers(60, 700, homes).astype("timedelta64[D]")
    gone, territory = rng.random(homes) < 0.6, pick(TERRITORIES, homes)
    owing = pick(["oui", "non"], homes, 0.2)
    told = rng.random(homes) > 0.08
    kinds = ["relais droit commun", "fin d'accompagnement", "rupture", "expulsion", "décès", "départ choisi"]
    persons = rng.integers(1, 7, homes)
    households = pd.DataFrame({
        "household": ids, "territory": territory, "entered": entered.astype(str),
        "exited": some(exited.astype(str), gone), "exit_kind": some(pick(kinds, homes), gone),
        "composition": pick(["isolé", "couple", "couple avec enfant(s)", "famille monoparentale"], homes),
        "adults": rng.integers(1, 3, homes), "children": rng.integers(0, 5, homes),
        "origin": pick(["hôtel", "rue ou voiture", "hébergé chez un tiers", "PU DAHO"], homes),
        "emergency_shelter": pick(["oui", "non"], homes),
        "resources_entry": np.where(told, rng.integers(200, 2600, homes), np.nan),
        "resources_missing": some(pick(["non demandé"], homes), ~told), "debts": owing,
        "debts_missing": some(pick(["non demandé"], homes), owing == None),  # noqa: E711
        "debt_amount": np.where(owing == "oui", rng.integers(50, 20_000, homes), np.nan),
        "debt_types": some(pick(["dette locative", "hôpital", "dette locative;hôpital"], homes), owing == "oui"),
        "rental_experience": pick(["oui", "non"], homes),
        "adhesion": pick(["sans difficulté", "difficile au début"], homes),
    })  # fmt: skip
    rent = rng.integers(250, 700, homes)
    budgets = pd.DataFrame({
        "household": ids, "rent": rent, "annexes": 0, "charges": rng.integers(40, 120, homes), "works": 0,
        "water_heating": rng.integers(0, 60, homes), "housing_aid": (rent * rng.random(homes)).round(),
        "other_charges": rng.integers(40, 200, homes), "debt_repayment": rng.integers(0, 60, homes),
        "persons": persons, "under_14": np.maximum(persons - 2, 0),
    })  # fmt: skip
    episodes = pd.DataFrame({
        "household": ids, "episode": 1, "started": entered.astype(str), "ended": some(exited.astype(str), gone),
        "end_kind": some(pick(kinds[:3], homes), gone),
    })  # fmt: skip
    again = episodes[gone].sample(frac=0.1, random_state=1)
    later = pd.to_datetime(again["ended"]) + pd.Timedelta(days=30)
    again = again.assign(episode=2, started=later.dt.strftime("%Y-%m-%d"), ended=None, end_kind=None)
    return {
        "households": households, "budgets": budgets, "episodes": pd.concat([episodes, again], ignore_index=True),
        "follow_up": _follow_up(rng, pick, some, ids, entered), "dwellings": _dwellings(rng, pick, ids, entered),
        "targets": pd.DataFrame({"territory": TERRITORIES, "target": homes // 3}),
        "staff": pd.DataFrame({"referent": ["A", "B", "C", "D"], "territory": TERRITORIES, "time": [100, 80, 50, 100],
                               "from": "2013-01-01", "until": None}),
    }  # fmt: skip


def _follow_up(rng: np.random.Generator, pick: Callable[..., Any], some: Callable[..., Any], ids: np.ndarray,
               entered: np.ndarray) -> pd.DataFrame:  # fmt: skip
    n = len(ids) * 7
    wave = np.tile(np.arange(7) * 3, len(ids))
    date = np.repeat(entered, 7) + (wave * 30 + rng.integers(0, 10, n)).astype("timedelta64[D]")
    met = (rng.random(n) > 0.1) | (wave == 0)
    due = met & (wave > 0)
    themes = ["budget", "droits", "logement", "quartier", "insertion", "sante", "parentalite", "autre"]
    cells = [";".join(rng.permutation(themes)[: rng.integers(1, 5)]) for _ in range(300)]

    def count(low: int, high: int, kept: np.ndarray) -> np.ndarray:
        return np.where(kept & (rng.random(n) > 0.02), rng.integers(low, high, n), np.nan)

    arrears = np.where(rng.random(n) < 0.6, 0, count(20, 3000, due))
    return pd.DataFrame({
        "household": np.repeat(ids, 7), "wave": wave, "date": date.astype(str),
        "status": np.where(met, "réalisé", "manqué"),
        "missing_reason": some(pick(["vacances", "ménage absent", "référent en arrêt"], n), ~met),
        "rent_paid": some(pick(["oui", "oui", "oui", "partiel", "non"], n, 0.03), due),
        "arrears": np.where(due, arrears, np.nan), "resources": count(200, 2600, met), "resources_missing": None,
        "themes": some(pick(cells, n, 0.01), met), "visits": count(0, 20, due),
        "rights_opened": some(pick(["APL", "CMU-C", "RSA", "APL;CMU-C", "FSL énergie"], n, 0.6), met),
        "employment": some(pick(["emploi stable", "emploi précaire", "formation", "recherche"], n, 0.02), met),
        "health_access": some(pick(["oui", "partiel", "non"], n, 0.02), met),
        "rent_streak": count(0, 12, due), "plan": some(pick(["respecté", "non respecté", "sans plan"], n), due),
        "schooling": some(pick(["tous", "en partie", "aucun"], n, 0.02), met), "unanswered": count(0, 4, due),
    })  # fmt: skip


def _dwellings(
    rng: np.random.Generator, pick: Callable[..., Any], ids: np.ndarray, entered: np.ndarray
) -> pd.DataFrame:
    n = len(ids) * 6 // 5
    proposed = np.datetime64("2013-01-01") + rng.integers(0, 1000, n).astype("timedelta64[D]")
    proposed[: len(ids)] = entered - np.timedelta64(40, "D")
    outcome = pick(["refus du bailleur", "refus du ménage", "sans suite"], n)
    outcome[: len(ids)] = "attribué"
    reason = pick(["localisation", "mixité sociale", "dossier incomplet"], n, 0.1)
    return pd.DataFrame({
        "dwelling": [f"L{k:06d}" for k in range(n)], "territory": pick(TERRITORIES, n),
        "proposed": proposed.astype(str),
        "contingent": pick(["préfecture", "Action Logement", "bailleur"], n, 0.01), "outcome": outcome,
        "household": np.r_[ids, np.full(n - len(ids), None)],
        "decided": (proposed + rng.integers(5, 30, n).astype("timedelta64[D]")).astype(str),
        "refusal_reason": np.where(np.char.startswith(outcome.astype(str), "refus"), reason, None),
    })  # fmt: skip


def tables(homes: int) -> dict[str, pd.DataFrame]:
    """The made-up tables, and the demonstration study's own where a cohort's size does not lengthen them."""
    from workbench.resources import shipped
    from workbench.study.template import Template
    from workbench.study.voices import of_template

    folder = shipped("corpus") / "asg"
    own = {p.stem: pd.read_csv(p, dtype={"territory": str}) for p in sorted((folder / "tables").glob("*.csv"))}
    return own | {"voices": of_template(Template(folder, {"cohort": "households"}))} | cohort(homes)


def queries() -> dict[str, str]:
    """The SQL of each indicator by its id."""
    parts = re.split(r"^-- ([a-z0-9-]+)\n", SQL.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], (sql.strip() for sql in parts[2::2]), strict=True))


def loaded(source: Path | Tables, at: str = AT) -> Any:
    """A DuckDB connection with the tables (from a folder of CSV files, or from DataFrames) and the views."""
    import duckdb

    base = duckdb.connect()
    if isinstance(source, Path):
        for file in sorted(source.glob("*.csv")):
            names = file.open(encoding="utf-8").readline().strip().split(",")
            types = {n: "DATE" for n in names if n in DATES} | {n: "VARCHAR" for n in names if n in {"territory"}}
            told = ", types={" + ", ".join(f"'{n}': '{kind}'" for n, kind in types.items()) + "}" if types else ""
            base.execute(f"CREATE TABLE {file.stem} AS FROM read_csv('{file}', header=true{told})")
    else:
        for name, frame in source.items():
            text = {"territory": frame["territory"].astype(str)} if "territory" in frame else {}
            typed = frame.assign(**text, **{c: pd.to_datetime(frame[c]) for c in DATES & set(frame.columns)})
            base.register("given", typed)
            cast = ", ".join(f'"{c}"::DATE AS "{c}"' for c in typed.columns if c in DATES)
            base.execute(f"CREATE TABLE {name} AS SELECT * " + (f"REPLACE ({cast}) " if cast else "") + "FROM given")
    # a view takes no parameter: the day is a variable of the connection
    base.execute(f"SET VARIABLE day = DATE '{at}'")
    for name, told in {
        "homes": "households WHERE entered <= getvariable('day')",
        "offers": "dwellings WHERE proposed <= getvariable('day')",
        "fu": "follow_up WHERE date <= getvariable('day')",
        "after": "follow_up WHERE date <= getvariable('day') AND wave > 0",
        "log": "working_time WHERE date <= getvariable('day')",
    }.items():
        base.execute(f"CREATE VIEW {name} AS SELECT * FROM {told}")
    return base


def in_sql(base: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every indicator's rows (path, count or value, base) in plain SQL."""
    return {id_: base.execute(sql.replace("$at", "getvariable('day')")).fetchall() for id_, sql in queries().items()}


def here(data: Tables) -> dict[str, Any]:
    """Every indicator's quantities by path, with the workbench."""
    from workbench.indicators.compute import compute, quantities

    return dict(quantities(compute(data, AT)))


def differences(ours: Mapping[str, Any], theirs: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[str]:
    """The figures of the SQL that the workbench does not tell, or tells otherwise."""
    for id_, rows in theirs.items():
        for path, value, base in rows:
            name = f"{id_}/{path}" if path else id_
            q = ours.get(name)
            said = None if q is None else q.high if q.kind == "range" else q.value
            if q is None and not value:
                continue
            if q is None or (value is None) != (said is None) or (said is not None and abs(said - float(value)) > 1e-6):
                yield f"{name}: {said} here, {value} in SQL"
            elif base is not None and q.denominator is not None and abs(q.denominator - float(base)) > 1e-6:
                yield f"{name}: base {q.denominator} here, {base} in SQL"


def best(work: Callable[[], Any]) -> tuple[float, float]:
    """The least seconds, and the least processor seconds, of several runs."""
    times = []
    for _ in range(RUNS):
        wall, cpu = perf_counter(), process_time()
        work()
        times.append((perf_counter() - wall, process_time() - cpu))
    return min(t[0] for t in times), min(t[1] for t in times)


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables as a study reads them."""
    from workbench.study.results import read_table

    return {file.stem: read_table(file) for file in sorted(folder.glob("*.csv"))}


def peak(folder: Path, side: str) -> float:
    """MiB that one side's process needs at most, from the files to the figures."""
    done = subprocess.run([sys.executable, __file__, side, str(folder)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    if len(sys.argv) > 2:  # one side alone, in a process of its own
        folder = Path(sys.argv[2])
        here(read(folder)) if sys.argv[1] == "workbench" else in_sql(loaded(folder))
        # the kernel's own high-water mark: getrusage would count the parent that started this process
        print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
        return
    homes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    data = tables(homes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table, frame in data.items():
            frame.to_csv(folder / f"{table}.csv", index=False)
        base, frames = loaded(folder), read(folder)
        ours, theirs = here(frames), in_sql(base)  # also warms both up
        wrong = list(differences(ours, theirs))
        told = sum(len(rows) for rows in theirs.values())
        print(f"{homes} households, {len(data['follow_up'])} follow-up rows, {len(theirs)} indicators")
        print(f"{told} figures of the SQL compared with {len(ours)} of the workbench: {len(wrong)} differ")
        for line in wrong[:20]:
            print("  ", line)
        for title, one, other in (
            ("tables in memory", lambda: here(frames), lambda: in_sql(base)),
            ("from CSV files", lambda: here(read(folder)), lambda: in_sql(loaded(folder))),
        ):
            (a, b), (c, d) = best(one), best(other)
            print(f"{title}: workbench {a:.2f} s (processor {b:.2f}), DuckDB {c:.2f} s (processor {d:.2f}); "
                  f"ratio {a / c:.2f} (processor {b / d:.2f}); bar {BAR}")  # fmt: skip
        mine, sql = peak(folder, "workbench"), peak(folder, "duckdb")
        print(f"peak memory, files to figures: workbench {mine:.0f} MiB, DuckDB {sql:.0f} MiB; bar {MEMORY} MiB")


if __name__ == "__main__":
    main()
