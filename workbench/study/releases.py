"""What left the study: one row for each release, which is never changed."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.errors import IdTaken
from workbench.messages import _
from workbench.people import Audience
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import canonical, frame, next_ids, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

COLUMNS = ("id", "audience", "page", "digest", "path", "approved", "at", "by")


def record_release(
    study: "Study",
    *,
    id: str,  # noqa: A002 - the contract's word
    audience: Audience | str,
    page: str,
    digest: str,
    path: str,
    approved: list[str],
    excerpts: Mapping[str, str] | None = None,
    reviews: Iterable[str] = (),
    by: str,
) -> None:
    """Records a built bundle: for whom, which page, its digest, where it lies and who approved it; IdTaken if known.

    `excerpts` maps each excerpt that it quotes to the id of the quote, `reviews` are the answers whose words it shows:
    who withdraws is told where their words went even when the bundle is gone.
    """
    table = schema.releases
    with study.store.write() as connection:
        if connection.scalar(select(table.c.id).where(table.c.id == id)):
            raise IdTaken(what=_("release"), id=id)
        row = {
            "id": id,
            "n": next_ids(connection, "release", 1)[0][0],
            "audience": Audience(audience).value,
            "page": page,
            "digest": digest,
            "path": str(path),
            "approved": canonical(list(approved)),
            "at": now(),
            "who": by,
        }
        record(connection, table, [row], kind="release.recorded", by=by)
        quoted = [{"release": id, "excerpt": e, "quote": quote} for e, quote in (excerpts or {}).items()]
        record(connection, schema.release_excerpts, quoted, kind="release.excerpt", by=by)
        said = [{"release": id, "answer": answer} for answer in dict.fromkeys(reviews)]
        record(connection, schema.release_reviews, said, kind="release.review", by=by)


def releases(study: "Study") -> "DataFrame":
    """Every release, oldest first: id, audience, page, digest, path, approved (JSON list), at, by."""
    table = schema.releases.c
    columns = [table.id, table.audience, table.page, table.digest, table.path, table.approved, table.at, table.who]
    with study.store.read() as connection:
        rows = connection.execute(select(*columns).order_by(table.n)).all()
    return frame(rows, dict.fromkeys(COLUMNS, "str"))


def released_words(study: "Study") -> dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    """What each release holds, by its id: excerpts quoted, excerpts sealed in for their own speaker, answers shown."""
    excerpts, answers = schema.release_excerpts.c, schema.release_reviews.c
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    with study.store.read() as connection:
        for held in connection.execute(select(excerpts.release, excerpts.excerpt, excerpts.quote)):
            found.setdefault(held.release, (set(), set(), set()))[0 if held.quote else 1].add(held.excerpt)
        for shown in connection.execute(select(answers.release, answers.answer)):
            found.setdefault(shown.release, (set(), set(), set()))[2].add(shown.answer)
    return {id_: (frozenset(q), frozenset(s), frozenset(a)) for id_, (q, s, a) in found.items()}
