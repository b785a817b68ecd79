"""A release for one audience: gathered from the study, made safe, built, verified, and recorded."""

import shutil
from collections.abc import Callable, Collection, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.disclosure.chains import Printed
from workbench.disclosure.quotes import Quote, releasable
from workbench.errors import Withheld
from workbench.findings.reviews import dissents
from workbench.messages import _, ngettext
from workbench.people import QUOTE_USE, Audience
from workbench.publishing import cohort, contents, evidence, ledger
from workbench.publishing.bundle import build
from workbench.publishing.lists import lists
from workbench.publishing.manifest import Manifest
from workbench.publishing.material import Material, gather
from workbench.publishing.withdrawn import notice
from workbench.publishing.workshop_names import chart_id
from workbench.study.register import today
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

READERS = 2  # different people who have read the words of a quote
SHARED_BY = {Audience.T1: 5, Audience.T2: 5, Audience.T3: 11}  # people of the cohort who share a quote's attribution


def release(
    study: Study,
    audience: str,
    out: Path,
    *,
    approved: list[str],
    by: str,
    only: Collection[str] | None = None,
    workshop: Callable[[Material], tuple[Mapping[str, Any], Collection[str]]] | None = None,
) -> Manifest:
    """Build and verify the release of one audience of study.toml in the folder `out`, and record it.

    Raises UnknownId for an audience that does not exist, FolderTaken, and Withheld (or a kind of it) when anything
    may not leave; nothing is left behind then. A workshop shows the findings `only`, and `workshop` gives what it opens
    with besides, and the excerpts that are sealed in there.
    """
    material = gather(study, audience)
    quotes, notices = _quotes(material)
    findings, kept_back = evidence.findings(material, quotes)
    figures = contents.PAGES[material.page](material)
    besides: Mapping[str, Any] | None = None
    sealed: Collection[str] = ()
    if only is not None:
        findings = _chosen(findings, only)
        cited = {ref for one in findings for refs in one["evidence"].values() for ref in refs if isinstance(ref, str)}
        quotes = {key: quote for key, quote in quotes.items() if quote.id in cited}
        figures = [figure for figure in figures if figure.id in {chart_id(id_) for id_ in only}]
    if workshop is not None:
        besides, sealed = workshop(material)
    told = lists(material, findings)
    day = today().isoformat()  # the day on the evaluators' wall
    manifest = build(
        out,
        id=audience,
        page=material.page,
        audience=material.tier,
        title=material.title,
        study_title=study.title,
        figures=figures,
        findings=findings,
        quotes=[_as_dict(quote, material) for quote in quotes.values()],
        tables=material.tables,
        notices=[*_table_notices(material), *notices, *kept_back],
        approvals=[{"who": who, "date": day} for who in approved],
        forbidden=forbidden(study),
        known=material.known,
        previous=material.previous,
        settings=rules(material),
        lists=told,
        quarantine=study.root,
        workshop=besides,
    )
    notice(out).unlink(missing_ok=True)  # of an earlier release that bore this name
    kept = ledger.keep(
        study, manifest.digest, audience=audience, tier=material.tier,
        output={"tables": material.tables, "known": material.known},
        said={quote.excerpt: quote.attributes for quote in quotes.values()},
        printed={quote.excerpt: quote.attribution for quote in quotes.values()},
    )  # fmt: skip
    try:
        study.record_release(
            id=f"{out.name}-{manifest.digest[:12]}",
            audience=material.tier,
            page=material.page,
            digest=manifest.digest,
            path=_where(study, out),
            approved=approved,
            excerpts=dict.fromkeys(sealed, "") | {quote.excerpt: quote.id for quote in quotes.values()},
            reviews=[review.answer_id for one in findings for review in dissents(material.reviews(one["id"]))],
            by=by,
        )
    except BaseException:
        kept.unlink(missing_ok=True)
        shutil.rmtree(out)  # what the study does not know of has not been published
        raise
    return manifest


def _chosen(findings: list[dict[str, Any]], only: Collection[str]) -> list[dict[str, Any]]:
    """The findings of these ids; raises Withheld when one of them may not be shown."""
    chosen = [one for one in findings if one["id"] in only]
    if missing := sorted(set(only) - {one["id"] for one in chosen}):
        why = _("{findings}: not ready for this page, or kept back because of a number")
        raise Withheld(why=why.format(findings=", ".join(missing)))
    return chosen


def _where(study: Study, out: Path) -> str:
    """How the study finds a release again: its name among the study's own, or where on this machine it was made."""
    return out.name if out.resolve().parent == (study.root / "releases").resolve() else str(out.resolve())


def rules(material: Material) -> dict[str, Any]:
    """Every rule that was applied, for whoever checks the release."""
    return {
        "audience": material.tier.value,
        "threshold": cohort.THRESHOLD[material.tier],
        "width": cohort.WIDTH,
        "sensitive": list(cohort.SENSITIVE),
        "quotes": {"shared_by": SHARED_BY[material.tier], "readers": READERS},
        "positions_counted_from": evidence.FEWEST[material.tier],
        "workbench": version("workbench"),
    }


def free_folder(study: Study, audience: str) -> Path:
    """A folder in the study's releases that no release of this audience has yet."""
    releases = study.root / "releases"
    n = 1
    while (folder := releases / f"{audience}-{n}").exists():
        n += 1
    return folder


def forbidden(study: Study) -> list[str]:
    """The strings that no file of a release may hold: every pseudonym, every source, and what study.toml adds."""
    names = [source.name for source in study.sources()] + [source.id for source in study.sources()]
    return [person.id for person in study.people()] + names + list(study.settings.get("secret", ()))


def _quotes(material: Material) -> tuple[dict[str, Quote], list[str]]:
    """The quotes that this audience may read, by excerpt, and what is said of those that it may not."""
    wanted = set(evidence.cited(material))
    excerpts = material.excerpts()
    allowed, refused = releasable(
        excerpts[excerpts["excerpt"].isin(wanted)],
        material.consents,
        material.households(),
        material.tier,
        k=SHARED_BY[material.tier],
        disclosed=ledger.disclosed(material.study, material.tier),
        earlier=_printed(material, excerpts),
    )
    signed = material.study.quote_signatures(material.tier)
    unread = [quote for quote in allowed if len(set(signed.get(quote.excerpt, ()))) < READERS]
    allowed = [quote for quote in allowed if quote not in unread]
    notices = []
    if unread:
        notices.append(
            ngettext(
                "{n} excerpt is not shown: two different readers have not signed it yet.",
                "{n} excerpts are not shown: two different readers have not signed them yet.",
                len(unread),
            ).format(n=len(unread))
        )
    if refused:
        notices.append(
            ngettext(
                "{n} excerpt is not shown: its speaker has not agreed, or could be recognised.",
                "{n} excerpts are not shown: their speakers have not agreed, or could be recognised.",
                len(refused),
            ).format(n=len(refused))
        )
    return {quote.excerpt: quote for quote in allowed}, notices


def _printed(material: Material, excerpts: "DataFrame") -> list[Printed]:
    """The quotes that these readers have from earlier releases, in the words that the study still holds."""
    words = {str(row["excerpt"]): (str(row["person"]), str(row["text"])) for row in excerpts.to_dict("records")}
    out = ledger.printed(material.study, material.tier)
    return [Printed(excerpt, *words[excerpt], attribution) for excerpt, attribution in out if excerpt in words]


def _as_dict(quote: Quote, material: Material) -> dict[str, Any]:
    use = QUOTE_USE[material.tier]
    consents = [c for c in material.consents if c.person == quote.person and c.use is use]
    answer = max(consents, key=lambda consent: consent.date)
    consent = {"audience": material.tier.value, "answer": answer.answer.value, "date": answer.date}
    signed = list(dict.fromkeys(material.study.quote_signatures(material.tier)[quote.excerpt]))
    told = {"id": quote.id, "text": quote.text, "attribution": quote.attribution}
    return told | {"consent": consent, "signed": signed}


def _table_notices(material: Material) -> list[str]:
    hidden = sum(c["count"] is None for t in material.tables for c in t["cells"])
    if not hidden:
        return []
    return [
        _("Where a number would let a household be recognised, an interval stands in its place: {n} cells.").format(
            n=hidden
        )
    ]
