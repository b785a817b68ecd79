"""Every stored excerpt is the original's words under the map, whatever the file: emoji, accents apart, CRLF, BOM."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.coding.excerpts import cut
from workbench.intake.documents import text_digest
from workbench.intake.identifiers import Proposal, replace
from workbench.intake.readers import read_document
from workbench.intake.turns import find_turns
from workbench.study import Study, create, vault
from workbench.study.pseudonymised import Entry, enter

PASSPHRASE = "trois chaises bleues"
NUMBERS = count()
# what real texts hold: a face of two code points and one of one, accents on their own, blanks that are no blank
PIECES = st.sampled_from(
    ["😀", "👩🏽‍🦱", "e\u0301", "o\u0302", "é", "œ", "a", "Z", " ", "\u00a0", "\u202f", "« ", " »", "’", "-", "–", "…",
     "\t", "\u2028", "\x85", "\x0c", "ﬁ", "1", "[…]", " : ", "\u200b"]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=8).filter(
    lambda lines: any(line.strip() for line in lines)
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WRITTEN = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("mots")
    with pytest.MonkeyPatch.context() as patch, create(folder / "e", title="e", by="eva") as made:
        patch.setattr(vault, "COST", 2)
        vault.create(made.root, PASSPHRASE)
        yield made


def written(study: Study, lines: list[str], end: str, encoding: str) -> Path:
    n = next(NUMBERS)
    file = study.root.parent / f"f{n}.txt"
    # the last line names the file, so that no two have the same bytes
    file.write_bytes(end.join([*lines, f"fin {n:06d}"]).encode(encoding))
    return file


@QUIET
@given(LINES, ENDS, WRITTEN, st.data())
def test_an_excerpt_is_the_words_of_its_line(
    study: Study, lines: list[str], end: str, encoding: str, data: st.DataObject
) -> None:
    file = written(study, lines, end, encoding)
    document, original = read_document(file)
    source = study.add_source(document, kind="report", original=original, by="eva")
    start = data.draw(st.integers(0, len(source.text) - 1))
    stop = data.draw(st.integers(start + 1, len(source.text)))
    chosen = cut(source.id, source.text, start, stop)
    kept = study.excerpt(study.add_excerpt(chosen, by="eva"))
    assert kept.text == source.text[kept.start : kept.end]
    # the way back, from the bytes alone: the line that the place names, counted as an editor counts
    printed = file.read_bytes().decode(encoding).split(end)
    number = int(document.where(kept.start).removeprefix("ligne "))
    column = kept.start - next(p.start for p in source.places if p.where == f"ligne {number}")
    assert "\n".join(printed[number - 1 :])[column : column + kept.end - kept.start] == kept.text
    assert (study.root / "originals" / f"{source.original_sha256}.txt").read_bytes() == file.read_bytes()


@QUIET
@given(LINES, ENDS, WRITTEN, st.data())
def test_what_was_replaced_leaves_every_other_word_and_leads_back(
    study: Study, lines: list[str], end: str, encoding: str, data: st.DataObject
) -> None:
    file = written(study, lines, end, encoding)
    document, original = read_document(file)
    text = document.text
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [
        (a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if "[" not in text[a:b] and text[a:b].strip()
    ]
    proposals = [Proposal(a, b, text[a:b], "place") for a, b in spans if "\n" not in text[a:b] and "]" not in text[a:b]]
    entry = Entry(document, original, find_turns(text), file.stem)
    done = []

    def decided(key):  # type: ignore[no-untyped-def]
        done.append(replace(text, proposals, key))
        return done[-1]

    source = enter(study, entry, decided, PASSPHRASE, by="eva")
    replaced = done[-1]
    assert source.text == replaced.text
    assert replaced.restored() == text
    held = vault.read(study.root, PASSPHRASE)
    assert held.originals[source.sha256].content == file.read_bytes()
    assert source.sha256 == text_digest(source.text)
    labels = [(r.at, r.at + len(r.label)) for r in replaced.replacements]
    start = data.draw(st.integers(0, len(source.text) - 1))
    stop = data.draw(st.integers(start + 1, len(source.text)))
    kept = study.excerpt(study.add_excerpt(cut(source.id, source.text, start, stop), by="eva"))
    # a label that the excerpt touches counts whole, on both sides of the map
    first = min([kept.start, *(a for a, b in labels if a < kept.end and kept.start < b)])
    last = max([kept.end, *(b for a, b in labels if a < kept.end and kept.start < b)])
    behind, here = replaced.to_original(kept.start, kept.end), source.text[first:last]
    for r in reversed([r for r in replaced.replacements if first <= r.at < last]):
        here = here[: r.at - first] + r.words + here[r.at - first + len(r.label) :]
    assert text[slice(*behind)] == here
    for place in source.places:  # each place still begins a line of the original
        at = replaced.to_original(place.start, place.start)[0]
        assert at in {p.start for p in document.places} or any(a <= place.start <= b for a, b in labels)
