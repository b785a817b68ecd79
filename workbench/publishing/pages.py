"""The parts of a release as accessible HTML: pure functions from its JSON values to text, nothing heavy imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench import markup
from workbench.markup import text
from workbench.messages import _, ngettext
from workbench.publishing import words
from workbench.publishing.manifest import Manifest

Json = Mapping[str, Any]
SHORT = 12  # letters of the digest that a page shows; enough to compare two printed copies


@dataclass(frozen=True, slots=True)
class Choice:
    """One approved choice of a filter and what it shows."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a heading, what is always shown, and what one of several choices shows."""

    key: str
    title: str
    html: str
    filter: str = ""  # what is chosen, such as "Territoire"
    choices: tuple[Choice, ...] = ()


def header(manifest: Manifest) -> str:
    """The head of the page: title, study, day, and the short digest that names this exact release."""
    return (
        f'<div class="wb-head"><p class="wb-study">{text(manifest.study)}</p><h1>{text(manifest.title)}</h1>'
        f'<p class="wb-release">{text(_("Release of {day}").format(day=words.day(manifest.created)))} · '
        f"{text(_('reference'))} <code>{text(manifest.digest[:SHORT])}</code></p></div>"
    )


def sections(
    manifest: Manifest, figures: Sequence[Json], findings: Sequence[Json], quotes: Sequence[Json]
) -> tuple[Section, ...]:
    """The parts of the page in reading order: figures by section, findings, other quotes, what is not shown."""
    parts = [_drawn(n, name, figures) for n, name in enumerate(dict.fromkeys(f["section"] for f in figures), 1)]
    by_id = {quote["id"]: quote for quote in quotes}
    drawn = {figure["id"]: figure["title"] for figure in figures}
    if findings:
        cards = "".join(finding(one, by_id, drawn) for one in findings)
        parts.append(Section("findings", _("Findings"), f'<div class="wb-findings">{cards}</div>'))
    cited = {ref for f in findings for side in ("for", "against") for ref in f["evidence"].get(side, []) if _is_id(ref)}
    if others := [quote for quote in quotes if quote["id"] not in cited]:
        parts.append(Section("quotes", _("In their own words"), "".join(quotation(q) for q in others)))
    parts.append(Section("notices", _("What this page does not show, and why"), notices(manifest)))
    return tuple(parts)


def _is_id(ref: object) -> bool:
    return isinstance(ref, str)


def _drawn(n: int, name: str, figures: Sequence[Json]) -> Section:
    """One section of figures: those that are always shown, and one choice for each approved combination."""
    mine = [figure for figure in figures if figure["section"] == name]
    always = [figure for figure in mine if not figure["choice"]]
    chosen: dict[str, list[Json]] = {}
    for figure in (f for f in mine if f["choice"]):
        chosen.setdefault(" · ".join(value for _name, value in figure["choice"]), []).append(figure)
    what = next((" · ".join(name for name, _value in f["choice"]) for f in mine if f["choice"]), "")
    choices = tuple(Choice(label, _grid(several)) for label, several in chosen.items())
    return Section(f"part-{n}", name, _grid(always) if always else "", what, choices)


def _grid(figures: Iterable[Json]) -> str:
    return f'<div class="wb-grid">{"".join(markup.figure(figure) for figure in figures)}</div>'


def finding(one: Json, quotes: Mapping[str, Json], figures: Mapping[str, str]) -> str:
    """A finding as a card: its words, what speaks for and against it, who was heard, and the dissents beside it."""
    key = text(one["id"])
    tags = (
        f'<p class="wb-tags"><span>{text(one["theme"])}</span><span>{text(words.strength(one["strength"]))}</span></p>'
    )
    sides = "".join(
        f'<h4>{text(title)}</h4><ul class="wb-evidence">{"".join(_proof(ref, quotes, figures) for ref in refs)}</ul>'
        for title, refs in (
            (_("What supports it"), one["evidence"].get("for", [])),
            (_("What speaks against it"), one["evidence"].get("against", [])),
        )
        if refs
    )
    limits = (
        f'<p class="wb-limits"><strong>{text(_("Limits"))}</strong> {text(one["limits"])}</p>' if one["limits"] else ""
    )
    advice = (
        f'<p class="wb-advice"><strong>{text(_("Recommendation"))}</strong> {text(one["recommendation"])}</p>'
        if one["recommendation"]
        else ""
    )
    return (
        f'<article class="wb-card" id="finding-{key}" aria-labelledby="title-{key}">{tags}'
        f'<h3 id="title-{key}">{text(one["statement"])}</h3><p class="wb-plain">{text(one["plain"])}</p>'
        f'<div class="wb-sides"><div class="wb-proofs">{sides}{limits}</div>'
        f'<div class="wb-heard">{_voices(one)}{_reviews(one)}{_dissents(one)}</div></div>{advice}</article>'
    )


def _proof(ref: Any, quotes: Mapping[str, Json], figures: Mapping[str, str]) -> str:
    if not _is_id(ref):
        return f"<li>{text(ref['text'])}</li>"
    if ref in quotes:
        return f"<li>{quotation(quotes[ref])}</li>"
    return f'<li><a href="#figure-{text(ref)}">{text(_("Figure: {title}").format(title=figures[ref]))}</a></li>'


def quotation(quote: Json) -> str:
    """A quote with its attribution, and nothing else of its speaker."""
    return (
        f'<figure class="wb-quote"><blockquote><p>«\u00a0{text(quote["text"])}\u00a0»</p></blockquote>'
        f"<figcaption>{text(quote['attribution'])}</figcaption></figure>"
    )


def _voices(one: Json) -> str:
    heard = sorted(((n, who) for who, n in one["voices"].items() if n), reverse=True)
    if not heard:
        return f"<h4>{text(_('Voices heard'))}</h4><p>{text(_('No excerpt: this finding rests on figures alone.'))}</p>"
    most = max(n for n, _who in heard)
    lines = "".join(
        f"<li><span>{text(words.voice(who))}</span>"
        f'<span class="wb-bar" style="--share:{100 * n // most}%" aria-hidden="true"></span>'
        f"<span>{text(ngettext('{n} excerpt', '{n} excerpts', n).format(n=n))}</span></li>"
        for n, who in heard
    )
    return f'<h4>{text(_("Voices heard"))}</h4><ul class="wb-voices">{lines}</ul>'


def _reviews(one: Json) -> str:
    """Positions taken; those held by fewer than five people are said to be few, and never counted."""
    if not one["reviews"]:
        return ""
    lines = "".join(
        f"<li><span>{text(words.position(p))}</span> <span>{text(_('fewer than 5') if n is None else n)}</span></li>"
        for p, n in one["reviews"].items()
    )
    return f'<h4>{text(_("Positions of those who reviewed it"))}</h4><ul class="wb-reviews">{lines}</ul>'


def _dissents(one: Json) -> str:
    if not one["dissents"]:
        return ""
    said = "".join(
        f'<li class="wb-dissent"><p><strong>{text(d["who"])}</strong> — {text(words.position(d["position"]))}</p>'
        f"<blockquote><p>«\u00a0{text(d['words'])}\u00a0»</p></blockquote></li>"
        for d in one["dissents"]
    )
    return f'<h4>{text(_("They see it differently"))}</h4><ul class="wb-dissents">{said}</ul>'


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
                {"text": by_id[ref]["text"], "attribution": by_id[ref]["attribution"]}
                for ref in one["evidence"].get("for", [])
                if _is_id(ref) and ref in by_id
            ],
        }
        for one in findings
    ]
