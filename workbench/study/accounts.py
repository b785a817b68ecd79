"""What a person is told of their own words, line by line: the chain of a thing, and what a withdrawal did."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from workbench.messages import _, ngettext
from workbench.study.outflow import Held
from workbench.study.study import Study
from workbench.study.withdrawal import Withdrawal


def chain(traced: dict[str, Any]) -> Iterator[str]:
    """A trace as lines: each excerpt, then where it went; then what the person said of findings."""
    if traced["withdrawn"]:
        yield _("{person} withdrew on {date}.").format(person=traced["id"], date=traced["withdrawn"]["at"][:10])
    for one in traced["excerpts"]:
        yield f"{one['id']}  {one['source']}, {one['place']}  « {one['text']} »"
        for coding in one["codings"]:
            yield "    " + _("coded {code} by {coder}").format(code=coding["code"], coder=coding["coder"])
        for finding in one["findings"]:
            yield "    " + _("evidence of the finding {finding}").format(finding=finding["id"])
        yield from _went(one["went"])
    for one in traced["reviews"]:
        yield f"{one['answer_id']}  {one['finding']}, {one['position']}  « {one['words']} »"
        yield from _went(one["went"])
    if not traced["excerpts"] and not traced["reviews"]:
        yield _("No words of this chain are in the study.")
        yield from _went(traced["went"])


def _went(places: list[dict[str, Any]]) -> Iterator[str]:
    for place in places:
        yield "    " + _where(place["kind"], place["id"], place["audience"], place["date"], place["there"])


def _where(kind: str, id_: str, audience: str, date: str, there: bool) -> str:
    names = {"release": _("release"), "export": _("export"), "print": _("print")}
    where = _("in the study’s folder") if there else _("outside the study")
    return f"{names[kind]} {id_} ({audience}, {date[:10]}), {where}"


def outcome(done: Withdrawal, study: Study) -> Iterator[str]:
    """A withdrawal as lines: what holds from now on, the places to clean, and what an erasure did to the folder."""
    yield _("{person} has withdrawn: nothing of theirs enters a later release.").format(person=done.person)
    if done.held:
        yield _("What went out before and held something of theirs, to be taken back or destroyed:")
    for held in done.held:
        yield f"  {_held(held, erased=done.erased is not None)}"
    if not done.held:
        yield _("Nothing of theirs had gone out.")
    if done.erased is None:
        return
    yield _("Nothing that they said stays in {folder}; removed: {removed}, written anew: {anew}.").format(
        folder=study.root, removed=len(done.removed), anew=len(done.rewritten)
    )
    yield from (f"  - {name}" for name in done.removed)
    yield from (f"  ~ {name}" for name in done.rewritten)
    if done.cleaned:
        yield _("Their words were cut out of these texts; read them again: {texts}").format(
            texts=", ".join(done.cleaned)
        )
    if done.vault is not None:
        files = ngettext("{n} kept file", "{n} kept files", done.vault.files).format(n=done.vault.files)
        names = ngettext("{n} identity", "{n} identities", done.vault.identities).format(n=done.vault.identities)
        lines = ngettext("{n} line of the log", "{n} lines of the log", done.vault.lines).format(n=done.vault.lines)
        yield _("Out of the vault: {files}, {names}, {lines}.").format(files=files, names=names, lines=lines)
        if done.vault.elsewhere:
            told = _("They may still be named in other people’s files, encrypted in the vault ({n}).")
            yield told.format(n=done.vault.elsewhere)
    if done.sealed:
        yield _("These files could not be looked into; look yourself: {files}").format(files=", ".join(done.sealed))
    if "url" in study.settings:
        yield _("The server’s own backups are its keeper’s: ask for them to be destroyed.")


def _held(held: Held, *, erased: bool) -> str:
    """One place; after an erasure a release that lay in the study is gone from it."""
    excerpts = ngettext("{n} excerpt", "{n} excerpts", len(held.excerpts)).format(n=len(held.excerpts))
    answers = ngettext("{n} answer", "{n} answers", len(held.reviews)).format(n=len(held.reviews))
    place = _where(held.kind, held.id, held.audience, held.date, held.there)
    removed = _(", now removed") if erased and held.there and held.kind == "release" else ""
    return f"{place}{removed} ({excerpts}, {answers})"


def as_dict(done: Withdrawal) -> dict[str, Any]:
    """The same for machines; `releases` are all the places that held something, exports and prints included."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(done).items()}
    del plain["held"]
    return {**plain, "releases": [held.as_dict() for held in done.held]}
