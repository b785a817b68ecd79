"""Suggestions for texts that are in no study, in plain JSON values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.coding.codebooks import codebook_from
from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt
from workbench.coding.suggestions import Suggester
from workbench.errors import BadCodebook, BadInput
from workbench.messages import _

Rows = Sequence[Mapping[str, Any]]


def suggest_for(
    codebook: Rows, coded: Rows, texts: Rows, *, top: int, say: Callable[[str], None] | None = None
) -> list[dict[str, Any]]:
    """For each of `texts` [{"id", "text"}] its ranked codes: [{"id", "suggestions": [...]}], best first.

    `say` is told in sentences what the suggestions rest on. A suggestion is {"code", "score", "because", "within"}.
    `within` is the [start, end) of the text, in code points, that the code seems to be about. A text without a word
    has no suggestion; any other has `top`, however unlikely: the score says how much each is worth.
    `codebook` is [{"id", "label", "definition"}], `coded` is [{"id", "text", "codes"}]. Raises BadInput when a row
    lacks one of these, BadCodebook, and BadInput for a coded text whose code is not in the codebook.
    """
    if top < 1:
        raise BadInput(why=_("at least one suggestion must be asked for"))
    for rows, wanted in ((codebook, {"id", "label"}), (coded, {"text", "codes"}), (texts, {"id", "text"})):
        _check(rows, wanted)
    if not codebook:
        raise BadCodebook(codebook="codebook", why=_("it has no code"))
    book = codebook_from({"id": "codebook", "codes": list(codebook)})
    for row in coded:
        if unknown := {str(code) for code in row["codes"]} - book.by_id.keys():
            why = _("a coded text has the code {code}, which the codebook has not").format(code=min(unknown))
            raise BadInput(why=why)
    excerpts = [Excerpt(str(row["id"]), 0, len(row["text"]), row["text"]) for row in texts]
    suggester = Suggester(book, [(row["text"], map(str, row["codes"])) for row in coded])
    if say:
        for note in suggester.notes:
            say(note)
    found = suggester.suggest(excerpts, top=top, least=0.0)
    return [
        {
            "id": row["id"],
            "suggestions": [_plain(s) for s in suggestions],
        }
        for row, suggestions in zip(texts, found, strict=True)
    ]


def _check(rows: Rows, wanted: set[str]) -> None:
    if not isinstance(rows, list):
        raise BadInput(why=_("a list of objects with {fields} is expected").format(fields=", ".join(sorted(wanted))))
    for n, row in enumerate(rows, 1):
        if lacking := wanted - (row.keys() if isinstance(row, Mapping) else set()):
            raise BadInput(why=_("item {n} has no {fields}").format(n=n, fields=", ".join(sorted(lacking))))
        if "text" in wanted and not isinstance(row["text"], str):
            raise BadInput(why=_("item {n}: the text must be words").format(n=n))
        if "codes" in wanted and not isinstance(row["codes"], list):
            raise BadInput(why=_("item {n}: the codes must be a list").format(n=n))


def _plain(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "code": suggestion.code,
        "score": suggestion.score,
        "because": list(suggestion.because),
        "within": suggestion.within,
    }
