"""A study at a glance, as small frames with headings in the user's language: for the notebooks."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.coding.agreement import by_turn, on_units
from workbench.coding.codings import Origin
from workbench.findings import words
from workbench.findings.reviews import dissents, latest
from workbench.findings.voices import balance
from workbench.messages import _
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame


def corpus(study: Study) -> "DataFrame":
    """One row a source: who speaks, how long, how much of it each coder coded."""
    from pandas import DataFrame

    people = {person.id: person for person in study.people()}
    codings = study.codings()
    coders = sorted({coding.coder for coding in codings})
    rows = []
    for source in study.sources():
        person = people.get(source.person or "")
        per_coder = Counter(coding.coder for coding in codings if coding.excerpt.source == source.id)
        rows.append(
            {
                _("source"): source.id,
                _("file"): source.name,
                _("person"): source.person or "",
                _("who"): (person.function or _("household")) if person else "",
                _("département"): (person.territory or "") if person else "",
                _("turns"): len(source.turns),
                _("words"): len(source.text.split()),
                **{_("codings {coder}").format(coder=coder): per_coder[coder] for coder in coders},
            }
        )
    return DataFrame(rows)


def agreement(study: Study, codebook: str) -> "DataFrame":
    """Agreement of the study's first two coders by code, on interviewees' turns, the most disputed code first."""
    from pandas import DataFrame

    book = study.codebook(codebook)
    hidden = {source for draw in study.draws(codebook) for source in draw.sources if draw.waiting(source)}
    made = [c for c in study.codings(codebook=codebook) if c.origin is not Origin.DECISION]
    codings = [c for c in made if c.excerpt.source not in hidden]  # what is coded blind is not compared yet
    coders = sorted({coding.coder for coding in codings})[:2]
    turns = {
        s.id: [(t.start, t.end) for t in s.turns if not t.asks]
        for s in study.sources()
        if s.turns and s.id not in hidden
    }
    first, second = (by_turn([c for c in codings if c.coder == coder], turns) for coder in coders)
    rows = [
        {
            _("code"): book.label(found.code),
            _("turns"): found.units,
            _("both"): found.both,
            _("{coder} only").format(coder=coders[0]): found.only_first,
            _("{coder} only").format(coder=coders[1]): found.only_second,
            _("nominal alpha"): None if found.alpha is None else round(found.alpha, 2),
        }
        for found in on_units(first, second, [code.id for code in book.codable()])
    ]
    return DataFrame(rows).sort_values(_("nominal alpha"), ignore_index=True)


def progress(study: Study, codebook: str) -> "DataFrame":
    """One row a source and coder: how many turns were read and coded, how many codings a second person has re-read."""
    from pandas import DataFrame

    rows = [
        {
            _("source"): row["source"],
            _("coder"): row["coder"] or _("nobody yet"),
            _("turns to code"): row["turns"],
            _("turns read"): row["read"],
            _("turns coded"): row["coded"],
            _("codings"): row["codings"],
            _("codings re-read"): row["reviewed"],
            _("re-read by"): row["reviewers"],
        }
        for row in study.progress(codebook).to_dict("records")
    ]
    return DataFrame(rows)


def history(study: Study, codebook: str, code: str | None = None) -> "DataFrame":
    """What became of a codebook, or of one of its codes: one row a change, the oldest first."""
    from pandas import DataFrame

    rows = [
        {
            _("version"): row["version"],
            _("date"): row["at"][:10],
            _("who"): row["who"],
            _("what was done"): row["what"],
            _("reason"): row["why"],
        }
        for row in study.code_history(codebook, code).to_dict("records")
    ]
    return DataFrame(rows)


def findings(study: Study) -> "DataFrame":
    """One row a finding: its state, its evidence, whose voices it rests on, and what people said of it."""
    from pandas import DataFrame

    speakers = study.speakers()
    rows = []
    for finding in study.findings():
        heard = balance(finding.evidence, speakers)
        reviews = study.reviews(finding.id)
        rows.append(
            {
                _("finding"): finding.id,
                _("statement"): finding.statement,
                _("state"): words.state(finding.state.value),
                _("evidence"): len(finding.evidence),
                _("household excerpts"): heard.excerpts.get("household", 0),
                _("other excerpts"): sum(heard.excerpts.values()) - heard.excerpts.get("household", 0),
                _("reviewers"): len(latest(reviews)),
                _("dissents"): len(dissents(reviews)),
                _("warning"): heard.warning,
            }
        )
    return DataFrame(rows)


def reviews(study: Study, finding: str) -> "DataFrame":
    """Everything said of one finding, in order of time, earlier positions included."""
    from pandas import DataFrame

    rows = [
        {
            _("date"): review.at[:10],
            _("reviewer"): review.reviewer,
            _("position"): words.position(review.position.value),
            _("words"): review.words,
            _("for others to read"): review.public_words,
        }
        for review in sorted(study.reviews(finding), key=lambda r: r.at)
    ]
    return DataFrame(rows)


def tables(study: Study) -> "DataFrame":
    """One row a column of the follow-up tables: what it means and how many cells are filled."""
    from pandas import DataFrame

    rows = []
    for name in study.tables():
        frame = study.table(name)
        described = study.settings.get("tables", {}).get(name, {})
        for column in frame:
            rules = described.get("columns", {}).get(column, {})
            rows.append(
                {
                    _("table"): described.get("label", name),
                    _("column"): column,
                    _("meaning"): rules.get("label", ""),
                    _("filled"): int(frame[column].notna().sum()),
                    _("rows"): len(frame),
                }
            )
    return DataFrame(rows)


def releases(study: Study) -> "DataFrame":
    """One row a release: when it was made, for whom, who approved, and the short digest that its pages show."""
    from pandas import DataFrame

    rows = [
        {
            _("release"): Path(release["path"]).name,
            _("day"): release["at"][:10],
            _("audience"): release["audience"],
            _("approved by"): ", ".join(json.loads(release["approved"])),
            _("reference"): release["digest"][:12],
        }
        for release in study.releases().to_dict("records")
    ]
    return DataFrame(rows)
