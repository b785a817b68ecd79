"""The parts of a release as accessible HTML: pure functions from its JSON values to text, nothing heavy imported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench import markup
from workbench.markup import text
from workbench.messages import _
from workbench.publishing import cards, words
from workbench.publishing.facts import Fact
from workbench.publishing.manifest import Manifest

Json = Mapping[str, Any]
SHORT = 12  # letters of the digest that a page shows; enough to compare two printed copies
FAR = 240  # units of drawing: two figures whose heights differ by more leave a hole when they stand side by side
MANY = 5  # columns from which a table does not fit beside its drawing
LIST = 40  # height of a filter's list, in the same units


@dataclass(frozen=True, slots=True)
class Choice:
    """One approved choice of a filter and what it shows."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a heading, what is always shown, and what one of several choices shows.

    A `wide` part takes the whole line; two parts that are not stand side by side on a wide screen.
    """

    key: str
    title: str
    html: str
    filter: str = ""  # what is chosen, such as "Territoire"
    choices: tuple[Choice, ...] = ()
    wide: bool = True


def header(manifest: Manifest, facts: Sequence[Fact] = ()) -> str:
    """The first screen: what the page is, for whom, its day, the short digest of this exact release, its key facts."""
    told = "".join(f"<li><strong>{text(fact.value)}</strong> {text(fact.label)}</li>" for fact in facts)
    return (
        f'<div class="wb-head"><p class="wb-study">{text(manifest.study)}</p><h1>{text(manifest.title)}</h1>'
        f"{_paragraph('wb-lead', words.purpose(manifest.page))}"
        f'<p class="wb-release">{text(_("Release of {day}").format(day=words.day(manifest.created)))} · '
        f"{text(_('reference'))} <code>{text(manifest.digest[:SHORT])}</code></p>"
        f"{_paragraph('wb-readers', ' '.join((words.readers(manifest.page), words.circulation(manifest.audience))))}"
        + (f'<ul class="wb-facts">{told}</ul>' if told else "")
        + "</div>"
    )


def body(header: str, sections: Sequence[Section]) -> str:
    """The whole of a page's main part: its head, its contents, then each part with its list of choices."""
    links = "".join(f'<li><a href="#{text(part.key)}">{text(part.title)}</a></li>' for part in sections)
    contents = f'<nav class="wb-contents" aria-label="{text(_("On this page"))}"><ul>{links}</ul></nav>'
    return header + contents + "".join(map(part, sections))


def part(one: Section) -> str:
    """One part: its title, what is always shown, and its choices, under a native list when there are several."""
    title = f'<h2 class="wb-part-title" id="{text(one.key)}">{text(one.title)}</h2>'
    inside = _filter(one) if len(one.choices) > 1 else "".join(choice.html for choice in one.choices)
    kind = "wb-part wb-wide" if one.wide else "wb-part"
    return f'<section class="{kind}">{title}{one.html}{inside}</section>'


def _filter(one: Section) -> str:
    """Every approved choice, and the list that a script brings to life: nothing else can be asked for."""
    key = f"choix-{text(one.key)}"
    options = "".join(f"<option>{text(choice.label)}</option>" for choice in one.choices)
    listed = (
        f'<p hidden><label for="{key}">{text(_("{filter}:").format(filter=one.filter))}</label>'
        f'<select id="{key}" autocomplete="off">{options}</select></p>'
    )
    shown = "".join(f'<div class="wb-choice">{choice.html}</div>' for choice in one.choices)
    return f'<div class="wb-filter">{listed}{shown}<p class="wb-chosen wb-hidden" role="status"></p></div>'


def _paragraph(kind: str, said: str) -> str:
    return f'<p class="{kind}">{text(said.strip())}</p>' if said.strip() else ""


def sections(
    manifest: Manifest,
    figures: Sequence[Json],
    findings: Sequence[Json],
    quotes: Sequence[Json],
    lists: Sequence[Json] = (),
) -> tuple[Section, ...]:
    """The parts of the page in reading order: figures by section, lists, findings, other quotes, what is not shown."""
    parts = [*_figures(figures), *_lists(lists)]
    by_id = {quote["id"]: quote for quote in quotes}
    drawn = {figure["id"]: figure["title"] for figure in figures}
    if findings:
        each = "".join(cards.finding(one, by_id, drawn) for one in findings)
        parts.append(
            Section("findings", _("Findings"), f'{cards.themes(findings)}<div class="wb-findings">{each}</div>')
        )
    cited = {ref for f in findings for side in ("for", "against") for ref in f["evidence"].get(side, []) if _is_id(ref)}
    if others := [quote for quote in quotes if quote["id"] not in cited]:
        parts.append(Section("quotes", _("In their own words"), "".join(cards.quotation(q) for q in others)))
    parts.append(Section("notices", _("What this page does not show, and why"), notices(manifest)))
    return tuple(parts)


def _lists(lists: Sequence[Json]) -> list[Section]:
    """One part for each section of lists; those that are choices of one part come under its list."""
    named: dict[str, list[Json]] = {}
    for one in lists:
        named.setdefault(one["section"], []).append(one)
    parts = []
    for section, mine in named.items():
        always = "".join(_listed(one) for one in mine if not one.get("choice"))
        chosen = [one for one in mine if one.get("choice")]
        choices = tuple(Choice(one["choice"][1], _listed(one)) for one in chosen)
        what = chosen[0]["choice"][0] if chosen else ""
        parts.append(Section(f"list-{mine[0]['id']}", section, always, what, choices))
    return parts


def _listed(one: Json) -> str:
    """A table of words, which becomes one block a line where the screen is narrow."""
    shown = markup.table(one["columns"], one["rows"], one["title"], narrow=True)
    return f'<div class="wb-list">{shown}{_paragraph("wb-note-of", one["caption"])}</div>'


def _is_id(ref: object) -> bool:
    return isinstance(ref, str)


def _figures(figures: Sequence[Json]) -> list[Section]:
    """One part for each section of figures; two of like height stand side by side, any other takes the line."""
    named: dict[str, list[Json]] = {}
    for figure in figures:
        named.setdefault(figure["section"], []).append(figure)
    waiting = list(named.items())
    parts: list[Section] = []
    while waiting:
        pair = waiting[:2]
        side_by_side = len(pair) == 2 and all(map(_small, (f for _name, f in pair))) and _alike(*(f for _n, f in pair))
        for name, mine in pair if side_by_side else pair[:1]:
            parts.append(_drawn(len(parts) + 1, name, mine, wide=not side_by_side))
            waiting.pop(0)
    return parts


def _small(figures: Sequence[Json]) -> bool:
    """Whether one figure at a time is shown."""
    return sum(not figure["choice"] for figure in figures) + any(figure["choice"] for figure in figures) == 1


def _alike(one: Sequence[Json], other: Sequence[Json]) -> bool:
    return abs(_height(one) - _height(other)) <= FAR


def _height(figures: Sequence[Json]) -> float:
    """The height that these figures may need, from the frames of their drawings."""
    frames = (re.search(r'viewBox="\S+ \S+ \S+ ([0-9.]+)"', figure["svg"]) for figure in figures)
    return max(float(found[1]) if found else 0 for found in frames) + LIST * any(f["choice"] for f in figures)


def _drawn(n: int, name: str, mine: Sequence[Json], *, wide: bool) -> Section:
    """One section of figures: those that are always shown, and one choice for each approved combination."""
    always = [figure for figure in mine if not figure["choice"]]
    chosen: dict[str, list[Json]] = {}
    for figure in (f for f in mine if f["choice"]):
        chosen.setdefault(" · ".join(value for _name, value in figure["choice"]), []).append(figure)
    what = next((" · ".join(name for name, _value in f["choice"]) for f in mine if f["choice"]), "")
    choices = tuple(Choice(label, _grid(several, wide=wide)) for label, several in chosen.items())
    return Section(f"part-{n}", name, _grid(always, wide=wide) if always else "", what, choices, wide)


def _grid(figures: Sequence[Json], *, wide: bool) -> str:
    """Figures side by side; one that has a line to itself has its table open beside it."""
    alone = wide and len(figures) == 1 and len(figures[0]["columns"]) < MANY
    return f'<div class="wb-grid">{"".join(markup.figure(figure, opened=alone) for figure in figures)}</div>'


def notices(manifest: Manifest) -> str:
    """What is withheld and why, who approved the release, and its whole digest."""
    held = "".join(f"<li>{text(notice)}</li>" for notice in manifest.notices)
    why = f'<ul class="wb-notices">{held}</ul>' if held else f"<p>{text(_('Nothing was withheld from this page.'))}</p>"
    signed = ", ".join(
        f"{a['who']} ({words.day(a['date'])})" if a.get("date") else a["who"] for a in manifest.approvals
    )
    return (
        f'{why}<p class="wb-signed">{text(_("Approved by {people}.").format(people=signed))} '
        f"{text(_('Full reference of this release:'))} <code>{text(manifest.digest)}</code></p>"
    )


def workshop(findings: Sequence[Json], quotes: Sequence[Json]) -> list[dict[str, Any]]:
    """What a workshop shows of each finding, and what an answer must carry: id, version, hash of the wording.

    The positions of others are left out: nobody is asked after having read what the others answered.
    """
    by_id = {quote["id"]: quote for quote in quotes}
    return [
        {
            "id": one["id"],
            "version": one["version"],
            "wording": one["wording"],
            "theme": one["theme"],
            "statement": one["statement"],
            "plain": one["plain"],
            "quotes": [
                {"text": words.quoted(by_id[ref]["text"]), "attribution": by_id[ref]["attribution"]}
                for ref in one["evidence"].get("for", [])
                if _is_id(ref) and ref in by_id
            ],
        }
        for one in findings
    ]
