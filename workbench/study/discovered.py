"""What a study's speech shows to coders who build their codes as they read; nothing here codes."""

from typing import TYPE_CHECKING

from workbench.coding.discovery import groups, similar
from workbench.coding.excerpts import Excerpt
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

FEWEST = 8  # words of a turn from which it says something on its own: "oui, voilà" resembles everything
MOST = 600  # characters shown of a turn


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
    once = {" ".join(e.text.split()): e for e in put}  # two coders may have cut the same words twice
    found = similar(asked, [e for e in once.values() if e.text != asked.text], top)
    rows = [
        (one.excerpt.source, ", ".join(one.because), ", ".join(sorted(put[one.excerpt])), _short(one.excerpt.text))
        for one in found
    ]
    return DataFrame(rows, columns=[_("interview"), _("words in common"), _("codes"), _("passage")])


def uncoded_groups(study: "Study", codebook: str, number: int = 8) -> "DataFrame":
    """What nobody has coded yet, gathered by what it is about: the words that mark each group, and its typical turn.

    Turns of fewer than FEWEST words are left out. Empty when everything is coded.
    """
    from pandas import DataFrame

    turns = [e for e in study.uncoded_turns(codebook) if len(e.text.split()) >= FEWEST]
    rows = [
        (", ".join(group.terms), len(group.excerpts), _where(group.excerpts), _short(group.excerpts[0].text))
        for group in groups(turns, number)
    ]
    return DataFrame(rows, columns=[_("typical words"), _("turns"), _("interviews"), _("typical turn")])


def _where(excerpts: tuple[Excerpt, ...]) -> str:
    names = dict.fromkeys(e.source for e in excerpts)
    first = ", ".join(list(names)[:3])
    return first if len(names) <= 3 else _("{names} and {n} more").format(names=first, n=len(names) - 3)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST else words[:MOST].rsplit(" ", 1)[0] + "…"
