"""The totals of the published evaluation report of the experiment (autumn 2015), counted twice over.

Here they are counted from the demonstration study's files with csv and collections only, so that a fault of the
indicators' own formulas cannot hide itself; then the indicators' answers are held against these counts.
"""

import csv
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from workbench.resources import shipped

DAY = "2015-11-01"


def lines(name):
    with (shipped("corpus") / "asg" / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rehoused():
    came = Counter(row["territory"] for row in lines("households") if row["entered"] <= DAY)
    goal = {row["territory"]: int(row["target"]) for row in lines("targets")}
    return {f"rehoused/{t}": (came[t], goal[t]) for t in goal} | {"rehoused": (sum(came.values()), sum(goal.values()))}


def state():
    homes = Counter(row["territory"] for row in lines("households"))
    out = Counter(row["territory"] for row in lines("households") if row["exited"] and row["exited"] <= DAY)
    found = {"support-ended": (sum(out.values()), 24), "support-ongoing": (24 - sum(out.values()), 24)}
    for t in ("77", "94"):
        found |= {f"support-ended/{t}": (out[t], homes[t]), f"support-ongoing/{t}": (homes[t] - out[t], homes[t])}
    return found


def dwellings():
    offers = Counter((row["territory"], row["contingent"]) for row in lines("dwellings"))
    by_territory = Counter(row["territory"] for row in lines("dwellings"))
    found = {f"dwellings-proposed/{t}/{c}": (n, by_territory[t]) for (t, c), n in offers.items()}
    for t, n in by_territory.items():
        found[f"dwellings-prefecture/{t}"] = (offers[t, "préfecture"], n)
    found["dwellings-prefecture"] = (
        offers["77", "préfecture"] + offers["94", "préfecture"],
        sum(by_territory.values()),
    )
    return found


def composition():
    homes = lines("households")
    cells = Counter((row["composition"], row["territory"]) for row in homes)
    whole = Counter(row["composition"] for row in homes)
    base = Counter(row["territory"] for row in homes)
    found = {f"composition/{c}": (n, 24) for c, n in whole.items()}
    return found | {f"composition/{c}/{t}": (cells[c, t], base[t]) for c in whole for t in base}


def resources():
    known = [float(row["resources_entry"]) for row in lines("households") if row["resources_entry"]]
    bands = Counter(
        "<500" if x < 500 else "500-1000" if x < 1000 else ">1500" if x > 1500 else "1000-1500" for x in known
    )
    return {f"resources-entry/{band}": (n, len(known)) for band, n in bands.items()} | {
        "resources-entry": (len(known), 24)
    }


def debts():
    asked = [row for row in lines("households") if row["debts"]]
    owing = [row for row in asked if row["debts"] == "oui"]
    types = Counter(kind for row in owing for kind in row["debt_types"].split(";"))
    found = {f"debt-types/{kind}": (n, len(owing)) for kind, n in types.items()}
    return found | {"debts": (len(owing), len(asked)), "debt-types": (sum(types.values()), None)}


def past():
    homes = lines("households")
    never = Counter(row["territory"] for row in homes if row["rental_experience"] == "non")
    shelter = sum(row["emergency_shelter"] == "oui" for row in homes)
    return {
        "no-rental-experience": (sum(never.values()), 24),
        "no-rental-experience/77": (never["77"], 19),
        "no-rental-experience/94": (never["94"], 5),
        "emergency-shelter": (shelter, 24),
        "support-breaks": (sum(row["exit_kind"] == "rupture" for row in homes), 24),
        "adhesion-hard": (sum(row["adhesion"] == "difficile au début" for row in homes), 24),
    }


def three_themes():
    had = defaultdict(set)
    for row in lines("follow_up"):
        had[row["household"]].update(theme for theme in row["themes"].split(";") if theme)
    return {"three-themes": (sum(len(themes) >= 3 for themes in had.values()), len(had))}


COUNTS = [rehoused, state, dwellings, composition, resources, debts, past, three_themes]

PRINTED = {  # value and base, as the report prints them
    "rehoused": (24, 30), "rehoused/94": (5, 10), "rehoused/77": (19, 20),
    "support-ended": (20, 24), "support-ended/94": (1, 5), "support-ended/77": (19, 19),
    "support-ongoing/94": (4, 5), "support-ongoing/77": (0, 19),
    "dwellings-proposed/77/préfecture": (20, 24), "dwellings-proposed/77/Action Logement": (3, 24),
    "dwellings-proposed/77/bailleur": (1, 24), "dwellings-prefecture/94": (7, 9), "dwellings-prefecture": (27, 33),
    "composition/isolé": (3, 24), "composition/isolé/94": (2, 5), "composition/isolé/77": (1, 19),
    "composition/couple": (1, 24), "composition/couple/94": (0, 5), "composition/couple/77": (1, 19),
    "composition/couple avec enfant(s)": (4, 24), "composition/couple avec enfant(s)/94": (2, 5),
    "composition/couple avec enfant(s)/77": (2, 19), "composition/famille monoparentale": (16, 24),
    "composition/famille monoparentale/94": (1, 5), "composition/famille monoparentale/77": (15, 19),
    "resources-entry": (22, 24), "resources-entry/<500": (2, 22), "resources-entry/500-1000": (8, 22),
    "resources-entry/1000-1500": (5, 22), "resources-entry/>1500": (7, 22),
    "debts": (13, 19), "debt-types": (16, None), "debt-types/téléphonie et divers": (6, 13),
    "debt-types/dette locative": (4, 13), "debt-types/hôpital": (3, 13), "debt-types/crédit à la consommation": (3, 13),
    "no-rental-experience": (14, 24), "no-rental-experience/77": (11, 19), "no-rental-experience/94": (3, 5),
    "emergency-shelter": (13, 24), "support-breaks": (1, 24), "three-themes": (24, 24),
}  # fmt: skip

HOURS = {  # a month of one référent
    "ménages : visites, rendez-vous et accompagnements physiques": "110", "ménages : téléphone et courriels": "14",
    "dossiers administratifs": "14", "partenaires : téléphone": "8", "partenaires : réunions": "5",
    "cellule de coordination": "1.5", "comptes rendus": "2.5",
}  # fmt: skip


@pytest.fixture(scope="module")
def told():
    """What the indicators say of the study, flat: path -> (value, denominator, whole entry)."""
    from workbench.indicators.compute import as_json
    from workbench.study.results import results

    flat, todo = {}, as_json(results(shipped("corpus") / "asg"))
    while todo:
        one = todo.pop()
        flat[one["id"]] = one
        todo += one["by"].values()
    return flat


@pytest.fixture(scope="module")
def counted():
    return {path: pair for count in COUNTS for path, pair in count().items()}


@pytest.mark.parametrize(("path", "printed"), PRINTED.items())
def test_the_files_hold_what_the_report_prints(counted, path, printed):
    assert counted[path] == printed


def test_the_indicators_say_what_the_files_hold(counted, told):
    assert counted.keys() >= PRINTED.keys()
    assert {path: (told[path]["value"], told[path]["denominator"]) for path in counted} == counted


def test_a_year_of_working_time_gives_the_printed_month(told):
    spent, months = defaultdict(Fraction), set()
    for row in lines("working_time"):
        spent[row["task"]] += Fraction(row["hours"])
        months.add((row["referent"], row["date"][:7]))
    assert len(months) == 36
    assert {task: hours / len(months) for task, hours in spent.items()} == {t: Fraction(h) for t, h in HOURS.items()}
    for task, hours in HOURS.items():
        assert told[f"working-hours/{task}"]["value"] == pytest.approx(float(hours))
    whole, visits = sum(spent.values()), spent["ménages : visites, rendez-vous et accompagnements physiques"]
    partners = whole - visits - spent["ménages : téléphone et courriels"] - spent["dossiers administratifs"]
    assert (whole / 36, partners / 36) == (155, 17)
    assert told["working-hours"]["value"] == pytest.approx(155)
    assert told["working-share-visits"]["value"] == pytest.approx(float(visits / whole))
    assert told["working-share-partners"]["value"] == pytest.approx(float(partners / whole))
    assert (round(visits * 100 / whole), round(partners * 100 / whole)) == (71, 11)


def test_the_selection_tables_are_those_printed_with_their_blanks(told):
    totals = defaultdict(lambda: defaultdict(list))
    for row in lines("selection_94"):
        for stage in ("candidates", "retained", "refused_by_landlord", "rehoused"):
            cell = told[f"selection-94/{row['dimension']}/{stage}/{row['category']}"]
            assert cell["value"] == (int(row[stage]) if row[stage] else None)
            assert (cell["kind"] == "missing") == (row[stage] == "")
            totals[row["dimension"]][stage].append(int(row[stage] or 0))
    sums = {name: [sum(stages[s]) for s in ("candidates", "retained", "rehoused")] for name, stages in totals.items()}
    assert sums == {"composition": [41, 15, 3], "origine": [27, 18, 4]}
    assert told["selection-94/composition/retained"]["kind"] == "at_least"


def test_debts_go_from_150_to_22000_euros(told):
    amounts = [float(row["debt_amount"]) for row in lines("households") if row["debts"] == "oui"]
    assert [min(amounts), max(amounts)] == [150, 22_000] == told["debt-amounts"]["value"]


def test_the_cost_is_the_printed_one(told):
    budget = {row["item"]: int(row["value"]) for row in lines("budget")}
    year, households = budget["budget annuel"], budget["ménages budgétés"]
    assert (year, households, budget["budget de l’expérimentation"]) == (150_000, 30, 225_000)
    assert year // households == budget["coût par ménage et par an"] == told["cost-household-year"]["value"] == 5_000
    assert told["cost-household-year"]["kind"] == "planned"


def test_what_was_missing_stays_missing(told):
    blank = sum(not row["resources_entry"] for row in lines("households"))
    assert blank == told["resources-entry"]["missing"] == 2
    unasked = sum(not row["debts"] for row in lines("households"))
    assert unasked == told["debts"]["missing"] == 5
    assert told["debts/94"]["value"] is None
