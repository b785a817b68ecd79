"""A release for one audience: gathered from the study, made safe, built, verified, and recorded."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from workbench.disclosure.quotes import Quote, releasable
from workbench.findings.reviews import dissents
from workbench.messages import _, ngettext
from workbench.people import QUOTE_USE, Audience
from workbench.publishing import contents, evidence
from workbench.publishing.bundle import build
from workbench.publishing.manifest import Manifest
from workbench.publishing.material import Material, gather
from workbench.study.study import Study

SHARED_BY = {Audience.T1: 5, Audience.T2: 5, Audience.T3: 11}  # people of the cohort who share a quote's attribution


def release(study: Study, audience: str, out: Path, *, approved: list[str], by: str) -> Manifest:
    """Build and verify the release of one audience of study.toml in the folder `out`, and record it.

    Raises UnknownId for an audience that does not exist, FolderTaken, and Withheld (or a kind of it) when anything
    may not leave; nothing is left behind then.
    """
    material = gather(study, audience)
    quotes, notices = _quotes(material)
    findings, kept_back = evidence.findings(material, quotes)
    today = date.today().isoformat()  # noqa: DTZ011 - the day on the evaluators' wall
    manifest = build(
        out,
        id=audience,
        page=material.page,
        audience=material.tier,
        title=material.title,
        study_title=study.title,
        figures=contents.PAGES[material.page](material),
        findings=findings,
        quotes=[_as_dict(quote, material) for quote in quotes.values()],
        tables=material.tables,
        notices=[*_table_notices(material), *notices, *kept_back],
        approvals=[{"who": who, "date": today} for who in approved],
        forbidden=forbidden(study),
        known=material.known,
    )
    try:
        study.record_release(
            id=f"{out.name}-{manifest.digest[:12]}",
            audience=material.tier,
            page=material.page,
            digest=manifest.digest,
            path=out.name,
            approved=approved,
            excerpts={quote.excerpt: quote.id for quote in quotes.values()},
            reviews=[review.answer_id for one in findings for review in dissents(material.reviews(one["id"]))],
            by=by,
        )
    except BaseException:
        shutil.rmtree(out)  # what the study does not know of has not been published
        raise
    return manifest


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
    )
    notices = []
    if refused:
        notices.append(
            ngettext(
                "{n} excerpt is not shown: its speaker has not agreed, or could be recognised.",
                "{n} excerpts are not shown: their speakers have not agreed, or could be recognised.",
                len(refused),
            ).format(n=len(refused))
        )
    return {quote.excerpt: quote for quote in allowed}, notices


def _as_dict(quote: Quote, material: Material) -> dict[str, Any]:
    use = QUOTE_USE[material.tier]
    consents = [c for c in material.consents if c.person == quote.person and c.use is use]
    answer = max(consents, key=lambda consent: consent.date)
    consent = {"audience": material.tier.value, "answer": answer.answer.value, "date": answer.date}
    return {"id": quote.id, "text": quote.text, "attribution": quote.attribution, "consent": consent}


def _table_notices(material: Material) -> list[str]:
    hidden = sum(c["count"] is None for t in material.tables for c in t["cells"])
    if not hidden:
        return []
    return [
        _("Where a number would let a household be recognised, an interval stands in its place: {n} cells.").format(
            n=hidden
        )
    ]
