"""Who read a quote before it leaves: two different people sign the words, for one audience."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.errors import BadInput, IdTaken, UnknownId
from workbench.messages import _
from workbench.people import Audience
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study


def sign_quotes(
    study: "Study", excerpts: Iterable[str], *, audience: Audience | str, reader: str, by: str, at: str | None = None
) -> list[str]:
    """Records that `reader` read the words of these excerpts and would let the audience have them; the ids.

    A signature holds for the words as they stand. `at` is the day of the reading, now when it is not given.
    Raises UnknownId for an excerpt, BadInput without a reader, IdTaken when this reader has signed one of them already;
    nothing is recorded then.
    """
    reader, tier = reader.strip(), Audience(audience).value
    if not reader:
        raise BadInput(why=_("a signature needs the name of a reader"))
    wanted = list(dict.fromkeys(excerpts))
    table, known = schema.quote_signatures, schema.excerpts.c
    with study.store.write() as connection:
        rows_there = connection.execute(select(known.id, known.text).where(known.id.in_(wanted)))
        texts = {row.id: row.text for row in rows_there}
        signed = select(table.c.excerpt).where(table.c.reader == reader, table.c.audience == tier)
        before = set(connection.scalars(signed))
        for excerpt in wanted:
            if excerpt not in texts:
                raise UnknownId(what=_("excerpt"), id=excerpt)
            if excerpt in before:
                raise IdTaken(what=_("signature of {reader} on").format(reader=reader), id=excerpt)
        rows = [
            {
                "id": id_,
                "n": n,
                "excerpt": excerpt,
                "audience": tier,
                "reader": reader,
                "words": sha256(texts[excerpt].encode()).hexdigest(),
                "at": at or now(),
                "who": by,
            }
            for (n, id_), excerpt in zip(next_ids(connection, "signature", len(wanted)), wanted, strict=True)
        ]
        record(connection, table, rows, kind="quote.signed", by=by)
    return [str(row["id"]) for row in rows]


def quote_signatures(study: "Study", audience: Audience | str) -> Mapping[str, tuple[str, ...]]:
    """The readers who signed each excerpt for this audience, by excerpt; those of other words do not count."""
    table, known = schema.quote_signatures.c, schema.excerpts.c
    wanted = (
        select(table.excerpt, table.reader, table.words, known.text)
        .join(schema.excerpts, known.id == table.excerpt)
        .where(table.audience == Audience(audience).value)
        .order_by(table.n)
    )
    found: dict[str, tuple[str, ...]] = {}
    with study.store.read() as connection:
        for row in connection.execute(wanted):
            if sha256(row.text.encode()).hexdigest() == row.words:
                found[row.excerpt] = (*found.get(row.excerpt, ()), row.reader)
    return found
