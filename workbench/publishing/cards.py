"""A finding as a card of accessible HTML: its words, who was heard, the dissents in the open, the evidence folded."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.markup import text
from workbench.messages import _, ngettext
from workbench.publishing import words

Json = Mapping[str, Any]


def themes(findings: Sequence[Json]) -> str:
    """The themes as links, each to the first of its findings, in reading order."""
    first: dict[str, str] = {}
    for one in findings:
        first.setdefault(one["theme"], one["id"])
    links = "".join(f'<li><a href="#finding-{text(key)}">{text(theme)}</a></li>' for theme, key in first.items())
    return f'<nav class="wb-themes" aria-label="{text(_("Themes of the findings"))}"><ul>{links}</ul></nav>'


def finding(one: Json, quotes: Mapping[str, Json], figures: Mapping[str, str]) -> str:
    """A finding as a card. Its dissents stand beside the statement and never behind a disclosure."""
    key = text(one["id"])
    tags = (
        f'<p class="wb-tags"><span>{text(one["theme"])}</span><span>{text(words.strength(one["strength"]))}</span></p>'
    )
    said = (
        f'{tags}<h3 id="title-{key}">{text(one["statement"])}</h3><p class="wb-plain">{text(one["plain"])}</p>'
        f"{_named('wb-advice', _('Recommendation'), one['recommendation'])}"
        f"{_named('wb-limits', _('Limits'), one['limits'])}"
    )
    return (
        f'<article class="wb-card" id="finding-{key}" aria-labelledby="title-{key}">'
        f'<div class="wb-sides"><div class="wb-said">{said}</div>'
        f'<div class="wb-heard">{_dissents(one)}{_voices(one)}{_positions(one)}</div></div>'
        f"{_proofs(one, quotes, figures)}</article>"
    )


def _named(kind: str, name: str, said: str) -> str:
    return f'<p class="{kind}"><strong>{text(name)}</strong> {text(said)}</p>' if said else ""


def _proofs(one: Json, quotes: Mapping[str, Json], figures: Mapping[str, str]) -> str:
    """What speaks for and against, in one disclosure whose words say how much of each there is."""
    pro, con = one["evidence"].get("for", []), one["evidence"].get("against", [])
    if not pro and not con:
        return ""
    sides = "".join(
        f'<div><h4>{text(title)}</h4><ul class="wb-evidence">'
        f"{''.join(_proof(ref, quotes, figures) for ref in refs)}</ul></div>"
        for title, refs in ((_("What supports it"), pro), (_("What speaks against it"), con))
        if refs
    )
    count = _("The evidence: {pro} for, {con} against").format(pro=len(pro), con=len(con))
    theme = _(": {title}").format(title=one["theme"])  # several summaries of the same words must be told apart
    return (
        f'<details class="wb-proofs"><summary>{text(count)}<span class="wb-hidden">{text(theme)}</span></summary>'
        f'<div class="wb-pair">{sides}</div></details>'
    )


def _proof(ref: Any, quotes: Mapping[str, Json], figures: Mapping[str, str]) -> str:
    if not isinstance(ref, str):
        return f"<li>{text(ref['text'])}</li>"
    if ref in quotes:
        return f"<li>{quotation(quotes[ref])}</li>"
    return f'<li><a href="#figure-{text(ref)}">{text(_("Figure: {title}").format(title=figures[ref]))}</a></li>'


def quotation(quote: Json) -> str:
    """A quote with its attribution, and nothing else of its speaker."""
    return (
        f'<figure class="wb-quote"><blockquote><p>«\u00a0{text(words.quoted(quote["text"]))}\u00a0»</p></blockquote>'
        f"<figcaption>{text(quote['attribution'])}</figcaption></figure>"
    )


def _inline(title: str, items: Iterable[tuple[str, str]]) -> str:
    """A heading and its few words on as few lines as they need."""
    lines = "".join(f"<li>{text(name)} <span>{text(said)}</span></li>" for name, said in items)
    return f'<h4>{text(title)}</h4><ul class="wb-inline">{lines}</ul>'


def _voices(one: Json) -> str:
    heard = sorted(((n, who) for who, n in one["voices"].items() if n), reverse=True)
    if not heard:
        return f"<h4>{text(_('Voices heard'))}</h4><p>{text(_('No excerpt: this finding rests on figures alone.'))}</p>"
    total = sum(n for n, _who in heard)
    counted = ngettext("{n} excerpt", "{n} excerpts", total).format(n=total)
    return _inline(f"{_('Voices heard')} ({counted})", ((words.voice(who), str(n)) for n, who in heard))


def _positions(one: Json) -> str:
    """Positions taken; those held by fewer than five people are said to be few, and never counted."""
    if not one["reviews"]:
        return ""
    held = [(words.position(p), str(n)) for p, n in one["reviews"].items() if n is not None]
    if few := [words.position(p) for p, n in one["reviews"].items() if n is None]:
        held.append((", ".join(few), _("fewer than 5") if len(few) == 1 else _("fewer than 5 for each")))
    return _inline(_("Positions of those who reviewed it"), held)


def _dissents(one: Json) -> str:
    if not one["dissents"]:
        return ""
    said = "".join(
        f'<li class="wb-dissent"><p><strong>{text(d["who"])}</strong>, {text(words.position(d["position"]))}</p>'
        f"<blockquote><p>«\u00a0{text(words.quoted(d['words']))}\u00a0»</p></blockquote></li>"
        for d in one["dissents"]
    )
    return f'<h4>{text(_("They see it differently"))}</h4><ul class="wb-dissents">{said}</ul>'
