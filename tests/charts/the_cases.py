"""For every kind of figure, the tables on which it must stand: ordinary, and as bad as data come."""

import pandas as pd

LONG = "Ménages accompagnés dans leur logement après un long passage par l’hébergement d’urgence et par l’hôtel social"
CASES = ("ordinary", "long", "one", "many", "zeros", "missing", "all-or-none", "huge")
HUGE = 12_345_678_901
WORDS = {"id": "essai", "title": "Essai", "caption": "Légende.", "section": "s"}


def names(case, n, stem="Situation"):
    if case == "long":
        return [f"{LONG} {k}" for k in range(n)]
    return [f"{stem} {k}" for k in range(n)]


def size(case, ordinary=4):
    return {"one": 1, "many": 30}.get(case, ordinary)


def numbers(case, n):
    if case == "zeros":
        return [0] * n
    if case == "huge":
        return [HUGE // (k + 1) for k in range(n)]
    if case == "all-or-none":
        return [24 if k % 2 else 0 for k in range(n)]
    return [40 - k for k in range(n)]


def counted(case, label):
    n = size(case)
    counts = numbers(case, n)
    frame = pd.DataFrame({label: names(case, n), "count": counts, "nom": "SECRET"})
    if case == "missing":
        frame["count"] = frame["count"].astype("Int64")
        frame.loc[frame.index[-1], "count"] = pd.NA
        frame["low"], frame["high"] = [None] * (n - 1) + [0], [None] * (n - 1) + [6]
    return frame


def bars(case):
    return counted(case, "label"), {"what": "Situation", "unit": "ménages"}


def funnel(case):
    frame = counted(case, "step")
    frame["count"] = sorted(frame["count"].dropna(), reverse=True) + [None] * int(frame["count"].isna().sum())
    return frame, {"what": "Étape", "unit": "ménages"}


def working_time(case):
    frame = counted(case, "task").rename(columns={"count": "hours"})
    return frame.assign(hours=frame["hours"] + (0.5 if case == "ordinary" else 0)), {}


def milestones(case):
    times = ["Entrée"] if case == "one" else names(case, 10, "Mois") if case == "many" else names(case, 3, "Mois")
    states = ["loyer payé", "retard", "non relevé"]
    if case == "long":
        states = [f"{LONG[:60]} {k}" for k in range(3)]
    lines = [{"milestone": t, "state": s, "count": c} for t in times for s, c in zip(states, triple(case), strict=True)]
    frame = pd.DataFrame(lines).assign(nom="SECRET")
    if case == "missing":
        frame["count"] = frame["count"].astype("Int64")
        frame.loc[0, "count"] = pd.NA
        frame["low"], frame["high"] = [0] + [None] * (len(frame) - 1), [6] + [None] * (len(frame) - 1)
    return frame, {"what": "Étape", "unit": "ménages"}


def triple(case):
    return {"zeros": (0, 0, 0), "all-or-none": (24, 0, 0), "huge": (HUGE, HUGE // 7, 1)}.get(case, (14, 7, 1))


def code_by_voice(case):
    voices = ["ménages", "opérateurs et référents", "bailleurs", "département", "SIAO", "État", "santé"]
    if case == "long":
        voices = [f"{v}, {LONG[:30]}" for v in voices[:4]]
    codes = names(case, size(case, 3), "Thème")
    weights = {"zeros": [0] * 7, "all-or-none": [9, *[0] * 6], "huge": [HUGE] * 7}.get(case, [12, 7, 0, 3, 1, 1, 2])
    rows = [(c, v, w) for c in codes for v, w in zip(voices, weights, strict=False)]
    return pd.DataFrame(rows, columns=["code", "voice", "count"]).assign(nom="SECRET"), {"voices": voices}


def grid(case):
    n = size(case, 5)
    columns = names("long" if case == "long" else "", 1 if case == "one" else 12 if case == "huge" else 6, "Rubrique")
    states = ["documenté", "non documenté", "sans objet"]
    if case == "all-or-none":
        rows = [(r, c, states[0]) for r in names(case, n, "Action") for c in columns]
    else:
        rows = [
            (r, c, states[(i + j) % 3])
            for i, r in enumerate(names(case, n, "Action"))
            for j, c in enumerate(columns)
            if not (case == "missing" and i == j)
        ]
    frame = pd.DataFrame(rows, columns=["row", "column", "state"]).assign(nom="SECRET")
    return frame, {"what": "Action", "states": states}


def shares(case):
    n = size(case)
    bases = [HUGE] * n if case == "huge" else [40] * n
    counts = [min(c, b) for c, b in zip(numbers(case, n), bases, strict=True)]
    if case == "all-or-none":
        counts = [bases[k] if k % 2 else 0 for k in range(n)]
    frame = pd.DataFrame({"label": names(case, n), "count": counts, "of": bases, "nom": "SECRET"})
    share = frame["count"] / frame["of"]
    frame["low"], frame["high"], frame["reason"] = (share - 0.08).clip(0), (share + 0.08).clip(upper=1), ""
    if case == "missing":
        frame["count"] = frame["count"].astype("Int64")
        frame.loc[1, ["count", "low", "high"]] = pd.NA
        frame.loc[1, "reason"] = "table absente"
        frame.loc[2, ["low", "high"]] = pd.NA
    return frame, {"what": "Indicateur", "unit": "ménages"}


def timeline(case):
    lanes = {"p": "logements proposés", "e": "ménages entrés", "m": "réunions"}
    if case == "long":
        lanes = {key: f"{LONG} ({name})" for key, name in lanes.items()}
    months = {"one": ["2014-03"], "many": [f"{2012 + k // 12}-{k % 12 + 1:02}" for k in range(60)]}.get(
        case, [f"2014-{k + 1:02}" for k in range(12)]
    )
    values = {"zeros": [0], "huge": [HUGE, 1], "all-or-none": [24, 0]}.get(case, [3, 5, 0, 12])
    rows = [(m, e, values[(i + j) % len(values)]) for i, m in enumerate(months) for j, e in enumerate("pe")]
    return pd.DataFrame(rows, columns=["month", "event", "count"]).assign(nom="SECRET"), {"lanes": lanes}


def crossed(case):
    themes = names(case, {"one": 1, "many": 12}.get(case, 3), "Thème")
    said = {"spoke": "en parlent", "heard": "n’en parlent pas", "not heard": "non interrogés"}
    states = [f"{LONG[:50]} {k}" for k in range(3)] if case == "long" else ["sans impayé", "impayé", "non relevé"]
    rows = [(t, k, s, c) for t in themes for k in said for s, c in zip(states, triple(case), strict=True)]
    if case == "missing":
        rows = [row for row in rows if row[1] != "heard"]
    frame = pd.DataFrame(rows, columns=["theme", "said", "state", "count"]).assign(nom="SECRET")
    return frame, {"said": said, "unit": "ménages"}


def learning_curve(case):
    ways = names(case, 1 if case == "one" else 2, "mots")
    steps = range(1, {"one": 2, "many": 13}.get(case, 6))
    value = {"zeros": (0.0, 0.0), "all-or-none": (0.0, 1.0)}.get(case, (0.31, 0.05))
    rows = [(w, 10 * k, min(value[0] + value[1] * k * (1 + i), 1.0)) for i, w in enumerate(ways) for k in steps]
    return pd.DataFrame(rows, columns=["way", "coded", "recall"]).assign(nom="SECRET"), {}


MAKERS = {
    "bars": bars, "code_by_voice": code_by_voice, "crossed": crossed, "funnel": funnel, "grid": grid,
    "learning_curve": learning_curve, "milestones": milestones, "shares": shares, "timeline": timeline,
    "working_time": working_time,
}  # fmt: skip
