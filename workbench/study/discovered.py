"""What a study's speech shows to coders who build their codes as they read; nothing here codes."""

from typing import TYPE_CHECKING

from workbench import language
from workbench.coding.discovery import Alike, groups, similar
from workbench.coding.excerpts import Excerpt, shortened
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

FEWEST = 8  # words of a sentence from which it says something on its own: "oui, voilà" resembles everything
TOGETHER = 8  # sentences that a group gathers at least, on the whole: fewer would be a list of sentences
MOST = 400  # characters shown of a passage


def resembling(study: "Study", codebook: str, asked: "str | Excerpt", top: int = 6) -> "DataFrame":
    """The coded passages most like one passage, or like words typed, of which each shows its codes and its interview.

    Columns: interview, words in common, codes put on it by anybody, the passage. Raises BadInput for words that say
    nothing.
    """
    from pandas import DataFrame

    if isinstance(asked, str):
        if not asked.strip():
            raise BadInput(why=_("say some words to look for"))
        asked = Excerpt("", 0, len(asked), asked)
    label = study.codebook(codebook).label
    put: dict[Excerpt, set[str]] = {}
    for coding in study.codings(codebook=codebook):
        put.setdefault(coding.excerpt, set()).add(label(coding.code))
    found: list[Alike] = []
    for one in similar(asked, [e for e in put if not _meet(e, asked)], len(put)):
        if len(found) < top and not any(_meet(one.excerpt, other.excerpt) for other in found):  # cut twice, said once
            found.append(one)
    rows = [
        (one.excerpt.source, ", ".join(one.because), ", ".join(sorted(put[one.excerpt])), _short(one.excerpt))
        for one in found
    ]
    return DataFrame(rows, columns=[_("interview"), _("words in common"), _("codes"), _("passage")])


def uncoded_groups(study: "Study", codebook: str, number: int = 8) -> "DataFrame":
    """What nobody has coded yet, gathered by what it is about: the words that mark each group, and typical sentences.

    Sentences of fewer than FEWEST words are left out. Empty when everything is coded.
    """
    from pandas import DataFrame

    said = uncoded_sentences(study, codebook)
    several = groups(said, max(1, min(number, len(said) // TOGETHER)))
    rows = [
        (", ".join(g.terms), len(g.excerpts), _where(g.excerpts), " / ".join(_short(e) for e in g.excerpts[:2]))
        for g in several
    ]
    return DataFrame(rows, columns=[_("typical words"), _("sentences"), _("interviews"), _("typical sentences")])


def uncoded_sentences(study: "Study", codebook: str) -> list[Excerpt]:
    """The interviewees' sentences that no standing coding touches, of FEWEST words or more, in order of place."""
    touched: dict[str, list[Excerpt]] = {}
    for coding in study.codings(codebook=codebook):
        touched.setdefault(coding.excerpt.source, []).append(coding.excerpt)
    turns = [(source, turn) for source in study.sources() for turn in source.turns if not turn.asks]
    found = []
    for (source, turn), doc in zip(turns, language.read(s.text[t.start : t.end] for s, t in turns), strict=True):
        for sentence in doc.sents:
            words = sentence.text.strip()
            start = turn.start + sentence.start_char + sentence.text.index(words)
            here = Excerpt(source.id, start, start + len(words), words, person=turn.person)
            if len(words.split()) >= FEWEST and not any(_meet(here, e) for e in touched.get(source.id, ())):
                found.append(here)
    return found


def _meet(one: Excerpt, two: Excerpt) -> bool:
    return one.source == two.source and one.start < two.end and two.start < one.end


def _where(excerpts: tuple[Excerpt, ...]) -> str:
    names = dict.fromkeys(e.source for e in excerpts)
    first = ", ".join(list(names)[:3])
    return first if len(names) <= 3 else _("{names} and {n} more").format(names=first, n=len(names) - 3)


def _short(one: Excerpt) -> str:
    return shortened(one.text, MOST)
