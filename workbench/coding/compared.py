"""Agreement of coders' files that are in no study, in plain JSON values."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench.coding import disagreements
from workbench.coding.agreement import agreement
from workbench.coding.coefficients import Value
from workbench.coding.spans import Passage, on_spans
from workbench.errors import BadInput
from workbench.messages import _

EQUATIONS = {
    "alpha": "Krippendorff 2004, ch. 11, 1 - Do/De, nominal",
    "alpha_dominant": "Krippendorff 2004, ch. 11, 1 - Do/De, nominal, first code of each unit",
    "alpha_masi": "Krippendorff 2004, ch. 11, 1 - Do/De, MASI distance of sets (Passonneau 2006)",
    "alpha_unitizing": "Krippendorff 1995 and 2004, section 11.4, squared differences of sections",
    "kappa": "Cohen 1960, (po - pe)/(1 - pe), own margins; mean over pairs of coders",
    "ac1": "Gwet 2008, (pa - pe)/(1 - pe), pe = sum p(1 - p)/(q - 1)",
    "percent": "share of coder pairs that say the same",
    "interval": "bootstrap, 1000 resamples of units (on passages: of blocks of text), middle 95 %",
}


SHOWN = 10  # disagreements shown to a reader; machines get all


def codes_of(codebook: Any) -> set[str]:
    """The codes of a codebook given as [{"id", ...}]; raises BadInput for anything else."""
    if not isinstance(codebook, list) or not all(isinstance(row, dict) and row.get("id") for row in codebook):
        raise BadInput(why=_("the codebook must be a list of codes, each with its id"))
    return {str(row["id"]) for row in codebook}


def in_words(found: Mapping[str, Any]) -> list[str]:
    """What `compare` found, as lines to read: overall, code by code, then the weightiest disagreements."""
    lines = [f"{name} : {_shown(found, name)}" for name in found["equations"] if name in found]
    for code, figures in found["per_code"].items():
        lines.append(f"{code} : {_('alpha')} {_shown(figures, 'alpha')}, {_shown(figures, 'percent')}")
    if found["disagreements"]:
        lines.append(_("The coders differ most on:"))
    for one in found["disagreements"][:SHOWN]:
        place = one["where"] if "start" not in one else f"{one['where']} {one['start']}-{one['end']}"
        said = " / ".join(", ".join(codes) if codes else "—" for codes in one["said"])
        lines.append(f"  {place} : {said}")
    return lines + list(found["notes"])


def _shown(figures: Mapping[str, Any], name: str) -> str:
    if figures[name] is None:
        return _("cannot be computed")
    low, high = figures["intervals"].get(name, (None, None))
    between = "" if low is None else f" [{low:.2f} ; {high:.2f}]"
    return f"{figures[name]:.2f}{between}"


def compare(files: Sequence[Any], codes: Collection[str] | None = None) -> dict[str, Any]:
    """Agreement of two files or more, each {"unit id": ["code", ...]} or [{"source", "start", "end", "code"}].

    Raises BadInput when a file is neither, when they are not of one kind, or for a code that is not in `codes`.
    Figures that cannot be computed are None, each with a sentence in `notes`.
    """
    if len(files) < 2:
        raise BadInput(why=_("agreement needs the codings of two coders"))
    kinds = {type(file) for file in files}
    if kinds == {dict}:
        return _units([_read_units(file, n, codes) for n, file in enumerate(files, 1)])
    if kinds == {list}:
        return _spans([_read_passages(file, n, codes) for n, file in enumerate(files, 1)])
    raise BadInput(
        why=_("each file must hold units with their codes, or a list of passages with source, start, end and code")
    )


def _read_units(file: Mapping[str, Any], n: int, codes: Collection[str] | None) -> dict[str, list[str]]:
    found = {}
    for unit, said in file.items():
        if said is None:  # never seen by this coder
            continue
        several = [said] if isinstance(said, str) else said
        if not isinstance(several, list) or not all(isinstance(code, str) and code for code in several):
            raise BadInput(why=_("file {n}: the unit {unit} must have a list of codes").format(n=n, unit=unit))
        for code in several:
            _known(code, n, codes)
        found[unit] = list(dict.fromkeys(several))
    return found


def _read_passages(file: Sequence[Any], n: int, codes: Collection[str] | None) -> list[Passage]:
    found = []
    for place, row in enumerate(file, 1):
        where = _("file {n}, passage {place}").format(n=n, place=place)
        if not isinstance(row, dict) or not {"source", "start", "end", "code"} <= row.keys():
            raise BadInput(why=_("{where}: it must have source, start, end and code").format(where=where))
        start, end, code = row["start"], row["end"], row["code"]
        whole = all(isinstance(at, int) and not isinstance(at, bool) for at in (start, end))
        if not whole or not 0 <= start < end:
            raise BadInput(why=_("{where}: start and end must be whole numbers, 0 ≤ start < end").format(where=where))
        if not isinstance(code, str) or not code:
            raise BadInput(why=_("{where}: the code must be a word").format(where=where))
        _known(code, n, codes)
        found.append(Passage(str(row["source"]), start, end, code))
    return found


def _known(code: str, n: int, codes: Collection[str] | None) -> None:
    if codes is not None and code not in codes:
        raise BadInput(why=_("file {n}: the code {code} is not in the codebook").format(n=n, code=code))


def _units(coders: Sequence[dict[str, list[str]]]) -> dict[str, Any]:
    found = agreement(coders)
    notes = [_("No unit was coded by two coders: nothing can be compared.")] if not found.shared else []
    if found.alone:
        notes.append(_("Left out, for one coder alone saw them: {n}.").format(n=found.alone))
    per_code = {c.code: _figures(c.values) | _counts(c) for c in found.codes}
    head = {"kind": "units", "coders": len(coders), "units": found.shared, "left_out": found.alone}
    return _report(head, found.values, per_code, notes, disagreements.on_units(coders))


def _spans(coders: Sequence[list[Passage]]) -> dict[str, Any]:
    found = on_spans(coders)
    notes = [] if found.codes else [_("There is no passage in these files: nothing can be compared.")]
    sources = [{p.source for p in passages} for passages in coders]
    alone = {source for several in sources for source in several if not all(source in other for other in sources)}
    if alone:
        several = ", ".join(sorted(alone)[:5])
        notes.append(_("Not every coder coded something in: {sources}. It counts as read.").format(sources=several))
    per_code = {c.code: _figures(c.values) | _counts(c) for c in found.codes}
    head = {"kind": "passages", "coders": len(coders), "characters": found.characters}
    return _report(head, found.values, per_code, notes, disagreements.on_passages(coders))


def _report(
    head: dict[str, Any],
    values: Mapping[str, Value],
    per_code: dict[str, Any],
    notes: list[str],
    differing: Sequence[disagreements.Differing],
) -> dict[str, Any]:
    reasons = {v.why for v in values.values() if v.why} | {w for c in per_code.values() for w in c["why"].values()}
    overall = _figures(values)
    del overall["why"]
    listed = [
        {"where": d.where, "said": d.said, "weight": round(d.weight, 4)}
        | ({} if d.start is None else {"start": d.start, "end": d.end})
        for d in differing
    ]
    rest = {"per_code": per_code, "disagreements": listed, "equations": EQUATIONS, "notes": notes + sorted(reasons)}
    return head | overall | rest


def _figures(values: Mapping[str, Value]) -> dict[str, Any]:
    """Each coefficient under its name, their intervals, and why some are missing."""
    figures: dict[str, Any] = {name: _rounded(v.value) for name, v in values.items()}
    figures["intervals"] = {n: [_rounded(v.low), _rounded(v.high)] for n, v in values.items() if v.low is not None}
    figures["why"] = {name: v.why for name, v in values.items() if v.why}
    return figures


def _counts(code: Any) -> dict[str, int]:
    return {"everyone": code.everyone, "some": code.some, "nobody": code.nobody}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 6)
