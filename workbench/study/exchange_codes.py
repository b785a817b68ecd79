"""Codebooks to and from an exchange file: our own come back as they were, another tool's codes become one codebook."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.coding.codebooks import Code, Codebook, checked
from workbench.coding.codings import Coding
from workbench.coding.exchange.elements import changed
from workbench.coding.exchange.values import Group, Node, Own, Project
from workbench.messages import _
from workbench.study.codebooks import LISTS, codebook
from workbench.study.exchange_guids import Out
from workbench.study.rows import plain
from workbench.study.sources import free_id, slug

if TYPE_CHECKING:
    from workbench.study.study import Study

# told apart without red against green, dark enough beside black text
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#6A3D9A", "#8C6D31")
KEPT = ("definition", "include", "exclude", "example", "terms", "plain", "alias_of")
MOST_VERSIONS = 1_000_000


def heads(books: list[Codebook], out: Out) -> dict[str, object]:
    """What the format has no place for in a codebook; with several of them, each is a heading of its own."""
    several = len(books) > 1
    told = [
        {
            "id": book.id,
            "title": book.title,
            "version": book.version,
            "language": book.language,
            "source": book.source,
            "note": book.note,
            "extra": plain(book.extra),
            "heading": out.guid("book", book.id) if several else None,
        }
        for book in books
    ]
    return {"books": told}


def roots(study: "Study", books: list[Codebook], out: Out, shown: Iterable[Coding]) -> tuple[Node, ...]:
    """The codes as trees, with every code that a coding `shown` bears; several codebooks are a heading each."""
    used = {(c.codebook, c.version, c.code) for c in shown}
    trees = [(book, _tree(study, book, out, used)) for book in books]
    if len(trees) == 1:
        return trees[0][1]
    return tuple(Node(out.guid("book", b.id), b.title, False, "", b.note, (), under) for b, under in trees)


def _tree(study: "Study", book: Codebook, out: Out, used: set[tuple[str, int, str]]) -> tuple[Node, ...]:
    codes = list(book.codes)
    for id_, version, code in sorted(used):  # standing codings may bear a code that the latest version has no more
        if id_ == book.id and code not in {c.id for c in codes}:
            codes.append(codebook(study, id_, version).by_id[code])
    known = {code.id for code in codes}
    tops = [code for code in codes if code.group not in known]
    more = book.extra.get("codes") or {}

    def node(code: Code, colour: str) -> Node:
        own_colour = str((more.get(code.id) or {}).get("color") or colour)
        under = tuple(node(c, own_colour) for c in codes if c.group == code.id)
        target = f"{book.id}/{code.id}"
        notes = tuple(out.about.get(("code", target), ()))
        said = {name: value for name in KEPT if (value := getattr(code, name))}
        own = {"id": code.id, **{k: out.clean(v) if isinstance(v, str) else list(v) for k, v in said.items()}}
        guid = out.guid("code", target)
        return Node(guid, code.label, code.codable, own_colour, _described(code, out), notes, under, own)

    return tuple(node(code, COLOURS[n % len(COLOURS)]) for n, code in enumerate(tops))


def _described(code: Code, out: Out) -> str:
    """A code's definition, and what belongs to it or not, for people who read it in another tool."""
    lines = [out.clean(code.definition)]
    lines += [_("To include: {what}").format(what=" ; ".join(code.include))] if code.include else []
    lines += [_("To leave out: {what}").format(what=" ; ".join(code.exclude))] if code.exclude else []
    lines += [_("Example: {what}").format(what=out.clean(code.example))] if code.example else []
    return "\n".join(line for line in lines if line).strip()


def book_sets(books: list[Codebook], out: Out) -> tuple[Group, ...]:
    """One set a codebook that has codes, for tools that know codes by sets."""
    return tuple(
        Group(
            out.guid("set", book.id), book.title, tuple(out.guid("code", f"{book.id}/{code.id}") for code in book.codes)
        )
        for book in books
        if book.codes
    )


@dataclass(frozen=True)
class CodesIn:
    """Codebooks, and which (codebook, code) each guid means."""

    books: tuple[Codebook, ...] = ()
    by_guid: dict[str, tuple[str, str]] = field(default_factory=dict)


def codes_in(
    project: Project, file: str, known: Mapping[str, tuple[str, str]], books: Mapping[str, Codebook]
) -> CodesIn:
    """The codebooks of a project: those that this workbench wrote as they were, anything else as one.

    `known` are the codes that the study has already, by the guid under which it exports them; `books` are
    its codebooks as they stand.
    """
    heads = project.own.get("books")
    if heads is None:
        return _foreign(project, file, known, books)
    try:
        return _ours(project, heads)
    except (TypeError, KeyError, ValueError, AttributeError) as why:
        raise changed(file) from why


def _ours(project: Project, heads: list[Own]) -> CodesIn:
    books, by_guid = [], dict[str, tuple[str, str]]()
    for head in heads:
        roots = project.codes
        if head["heading"] is not None:
            roots = next((node.under for node in project.codes if node.guid == head["heading"]), ())
        codes = []
        for node, above in ((n, a) for root in roots for n, a in root.walk()):
            own = dict(node.own)
            id_ = str(own.pop("id"))
            if any((k in LISTS) != isinstance(v, list) for k, v in own.items()):
                raise ValueError(id_)
            facts = {k: tuple(map(str, v)) if isinstance(v, list) else str(v) for k, v in own.items()}
            group = None if above is None else str(above.own["id"])
            codes.append(Code(id=id_, label=node.name, group=group, codable=node.codable, **facts))  # type: ignore[arg-type]
            by_guid[node.guid] = (str(head["id"]), id_)
        texts = {name: str(head[name]) for name in ("id", "title", "language", "source", "note")}
        extra = dict(head["extra"])
        if not 0 < int(head["version"]) < MOST_VERSIONS:
            raise ValueError(head["version"])
        books.append(checked(Codebook(version=int(head["version"]), codes=tuple(codes), extra=extra, **texts)))
    return CodesIn(tuple(books), by_guid)


def _foreign(
    project: Project, file: str, known: Mapping[str, tuple[str, str]], books: Mapping[str, Codebook]
) -> CodesIn:
    nodes = list(project.nodes())
    if not nodes:
        return CodesIn()
    used = {m.code for t in project.texts for m in (*t.marks, *(m for s in t.selections for m in s.marks))}
    homes = Counter(known[node.guid][0] for node, _above in nodes if node.guid in known)
    book = homes.most_common(1)[0][0] if homes else slug(project.name) or "import"
    times = Counter(node.name for node, _above in nodes)
    ids: dict[str, str] = {}
    there = {code.label: code.id for code in books[book].codes} if homes else {}
    taken = set(there.values())
    by_guid, codes, colours = dict[str, tuple[str, str]](), list[Code](), dict[str, Own]()
    for n, (node, above) in enumerate(nodes, 1):
        label = f"{above.name} › {node.name}" if above is not None and times[node.name] > 1 else node.name
        if node.guid in known or label in there:
            by_guid[node.guid] = known.get(node.guid) or (book, there[label])
            ids[node.guid] = by_guid[node.guid][1]
            continue
        id_ = free_id(slug(node.name) or f"code-{n}", taken)
        taken.add(id_)
        ids[node.guid], by_guid[node.guid] = id_, (book, id_)
        group = ids[above.guid] if above is not None else None
        codable = node.codable or node.guid in used
        codes.append(Code(id_, label, group, codable, definition=node.description))
        if node.colour:
            colours[id_] = {"color": node.colour}
    new = Codebook(book, project.name, 1, tuple(codes), source=file, extra={"codes": colours})
    if homes:  # its groups may be codes that the study has
        return CodesIn((new,), by_guid)
    return CodesIn((checked(new),), by_guid)


def joined(latest: Codebook | None, new: Codebook) -> Codebook:
    """A codebook as the file has it, with every code that the study has besides; raises BadCodebook."""
    if latest is None:
        return checked(new)
    given = new.by_id
    codes = tuple(given.get(code.id, code) for code in latest.codes)
    codes += tuple(code for code in new.codes if code.id not in latest.by_id)
    more = {**(new.extra.get("codes") or {}), **(latest.extra.get("codes") or {})}
    return checked(replace(latest, codes=codes, extra={**new.extra, **latest.extra, "codes": more}))
