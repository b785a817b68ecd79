"""What can be done to a codebook while coding goes on: each change gives the next version, the old one stays.

A change that would leave two codes of one name (case and blanks apart), a code inside itself or a code that
cannot be found is refused with a sentence; so is one that would leave codings without a code to read.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from workbench.coding.codebooks import Code, Codebook, checked
from workbench.errors import BadCodebook, UnknownId
from workbench.messages import _


def code_of(book: Codebook, id_: str) -> Code:
    """The code of that identifier; raises UnknownId."""
    code = book.by_id.get(id_)
    if code is None:
        raise UnknownId(what=_("code"), id=id_)
    return code


def with_code(book: Codebook, code: Code) -> Codebook:
    """One code more, after the last one of its group."""
    if code.id in book.by_id:
        raise _refused(book, _("two codes are called {name}").format(name=code.id))
    _free(book, code.label)
    if code.group is not None:
        code_of(book, code.group)
    beside = [n for n, other in enumerate(book.codes, 1) if code.group in (other.group, other.id)]
    place = beside[-1] if beside and code.group is not None else len(book.codes)
    return _next(book, [*book.codes[:place], code, *book.codes[place:]])


def renamed(book: Codebook, id_: str, label: str) -> Codebook:
    """The code under another label; the definition, the codings and the identifier stay."""
    code = code_of(book, id_)
    _free(book, label, but=id_)
    return _put(book, replace(code, label=label.strip()))


def edited(book: Codebook, id_: str, **fields: object) -> Codebook:
    """The code with another definition, examples or terms; None leaves a field as it is."""
    code = code_of(book, id_)
    return _put(book, replace(code, **{name: new for name, new in fields.items() if new is not None}))  # type: ignore[arg-type]


def moved(book: Codebook, id_: str, group: str | None) -> Codebook:
    """The code under another one, after those that are there; None is the top level."""
    code = code_of(book, id_)
    up = group
    while up is not None:
        if up == id_:
            raise _refused(book, _("{code} is inside itself").format(code=code.label))
        up = code_of(book, up).group
    rest = [other for other in book.codes if other.id != id_]
    beside = [n for n, other in enumerate(rest, 1) if group is not None and group in (other.group, other.id)]
    place = beside[-1] if beside else len(rest)
    return _next(book, [*rest[:place], replace(code, group=group), *rest[place:]])


def retired(book: Codebook, id_: str, into: str = "") -> Codebook:
    """The code no longer offered, `into` the one that took its place; what bears it stays readable."""
    code = code_of(book, id_)
    if id_ in book.retired:
        raise _refused(book, _("{code} is retired already").format(code=code.label))
    if any(other.group == id_ and other.id not in book.retired for other in book.codes):
        raise _refused(book, _("{code} has codes under it; move them first").format(code=code.label))
    return _retire(book, {**book.retired, id_: into})


def reinstated(book: Codebook, id_: str) -> Codebook:
    """A retired code offered again."""
    code = code_of(book, id_)
    if id_ not in book.retired:
        raise _refused(book, _("{code} is not retired").format(code=code.label))
    return _retire(book, {other: into for other, into in book.retired.items() if other != id_})


def merged(book: Codebook, id_: str, into: str) -> Codebook:
    """The code retired in favour of another one; raises BadCodebook for a heading, itself, or one retired already."""
    code, target = code_of(book, id_), code_of(book, into)
    if id_ == into:
        raise _refused(book, _("{code} cannot be merged into itself").format(code=code.label))
    for one in (code, target):
        if not one.codable:
            raise BadCodebook(codebook=book.id, why=_("{code} is a heading, not a code").format(code=one.label))
    if into in book.retired:
        raise _refused(book, _("{code} is retired already").format(code=target.label))
    return retired(book, id_, into)


def split(book: Codebook, id_: str, parts: Sequence[Code]) -> Codebook:
    """New codes right after the one that they share out, which stays offered.

    Raises BadCodebook for a heading, and for a label that is taken.
    """
    code = code_of(book, id_)
    if not code.codable:
        raise BadCodebook(codebook=book.id, why=_("{code} is a heading, not a code").format(code=code.label))
    for part in parts:
        _free(book, part.label)
        place = book.codes.index(code) + 1 + parts.index(part)
        book = _next(book, [*book.codes[:place], replace(part, group=code.group), *book.codes[place:]])
    return book


def without_code(book: Codebook, id_: str) -> Codebook:
    """The codebook without a code that nothing bears and nothing refers to; raises BadCodebook otherwise."""
    code = code_of(book, id_)
    referring = [c.id for c in book.codes if id_ in (c.group, c.alias_of)]
    if referring or id_ in book.retired.values():
        raise _refused(book, _("other codes refer to {code}").format(code=code.label))
    gone = _retire(book, {other: into for other, into in book.retired.items() if other != id_})
    return _next(gone, [other for other in book.codes if other.id != id_])


def _put(book: Codebook, code: Code) -> Codebook:
    return _next(book, [code if other.id == code.id else other for other in book.codes])


def _next(book: Codebook, codes: Sequence[Code]) -> Codebook:
    return checked(replace(book, codes=tuple(codes)))


def _retire(book: Codebook, retired_: dict[str, str]) -> Codebook:
    rest = {name: value for name, value in book.extra.items() if name != "retired"}
    return checked(replace(book, extra=rest | ({"retired": retired_} if retired_ else {})))


def _free(book: Codebook, label: str, but: str = "") -> None:
    """Raises BadCodebook when the label says nothing or another code has it, retired ones included."""
    if not label.strip():
        raise _refused(book, _("a code needs a name"))
    for code in book.codes:
        if code.id != but and code.alias_of is None and same(code.label) == same(label):
            why = _("a retired code is called {name}; take it back instead")
            if code.id not in book.retired:
                why = _("two codes are called {name}")
            raise _refused(book, why.format(name=code.label))


def same(label: str) -> str:
    """What two labels that a reader takes for one have in common."""
    return " ".join(unicodedata.normalize("NFC", label.replace("’", "'")).casefold().split())


def _refused(book: Codebook, why: str) -> BadCodebook:
    return BadCodebook(codebook=book.title, why=why)
