"""Suggestions for texts that are in no study, in plain JSON values."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.coding.codebooks import codebook_from
from workbench.coding.excerpts import Excerpt
from workbench.coding.suggestions import Suggester
from workbench.errors import BadInput
from workbench.messages import _

Rows = Sequence[Mapping[str, Any]]


def suggest_for(codebook: Rows, coded: Rows, texts: Rows, *, top: int) -> list[dict[str, Any]]:
    """For each of `texts` [{"id", "text"}] its ranked codes: [{"id", "suggestions": [{"code", "score", "because"}]}].

    `codebook` is [{"id", "label", "definition"}], `coded` is [{"id", "text", "codes"}]. Raises BadInput when a row
    lacks one of these, BadCodebook, and BadInput for a coded text whose code is not in the codebook.
    """
    for rows, wanted in ((codebook, {"id", "label"}), (coded, {"text", "codes"}), (texts, {"id", "text"})):
        for n, row in enumerate(rows, 1):
            if lacking := wanted - (row.keys() if isinstance(row, Mapping) else set()):
                raise BadInput(why=_("item {n} has no {fields}").format(n=n, fields=", ".join(sorted(lacking))))
    book = codebook_from({"id": "codebook", "codes": list(codebook)})
    for row in coded:
        if unknown := set(row["codes"]) - book.by_id.keys():
            why = _("a coded text has the code {code}, which the codebook has not").format(code=min(unknown))
            raise BadInput(why=why)
    excerpts = [Excerpt(str(row["id"]), 0, len(row["text"]), row["text"]) for row in texts]
    found = Suggester(book, [(row["text"], row["codes"]) for row in coded]).suggest(excerpts, top=top, least=0.0)
    return [
        {
            "id": row["id"],
            "suggestions": [{"code": s.code, "score": s.score, "because": list(s.because)} for s in suggestions],
        }
        for row, suggestions in zip(texts, found, strict=True)
    ]
