"""French that everybody can read: what makes a wording hard, where, why, and what may be said instead.

An aid and never a verdict: a remark suggests and explains, the writer decides. Words and limits are data
(`corpus/lexicons/plain_language.toml`, `glossary.toml`). Pure regular expressions: a page, a test and a notebook get
the same remarks, with or without a language model.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.messages import _

SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[»”\"]?|$)", re.DOTALL)
WORD = re.compile(r"[\w’'-]+", re.UNICODE)
PERCENT = re.compile(r"(\d+(?:[,.]\d+)?)[\s\u00a0\u202f]?%|(\d+(?:,\d+)?)[\s\u00a0\u202f]pour[\s\u00a0]cent")
INITIALS = re.compile(r"\b[A-ZÉÈÀ]{2,}\d*(?:e|er|ème)?\b")
ROMAN = re.compile(r"\b(?=[IVXLC]{2,})(?:X{0,3}(?:IX|IV|V?I{0,3}))(?:e|er|ème)?\b")
NUMBER = re.compile(r"\b\d{1,3}(?:[\u202f\u00a0 ]\d{3})+\b|\b\d{4,}\b")
TENTHS = ("presque personne", "1 sur 10", "2 sur 10", "3 sur 10", "4 sur 10", "la moitié", "6 sur 10", "7 sur 10",
          "8 sur 10", "9 sur 10", "presque tout le monde")  # fmt: skip
ENOUGH_READERS = 2


class Rule(StrEnum):
    """What a remark is about."""

    LONG = "long_sentence"
    IDEAS = "several_ideas"
    PASSIVE = "passive"
    PERCENT = "percent"
    INITIALS = "initials"
    ABSTRACT = "abstract_noun"
    HARD = "hard_word"
    ROMAN = "roman_numeral"
    NUMBER = "large_number"


@dataclass(frozen=True, slots=True)
class Remark:
    """[start, end) in code points of the text, why it is hard to read, and what may be said instead."""

    rule: Rule
    start: int
    end: int
    text: str
    why: str
    instead: str = ""


def lexicon() -> Mapping[str, Any]:
    """Limits, endings and words, as shipped."""
    return resources.lexicon("plain_language")


def glossary() -> Mapping[str, Any]:
    """`initials` (said, plain) and `words` in plain words, as shipped."""
    return resources.lexicon("glossary")


def lint(text: str) -> list[Remark]:
    """Every remark on a French text, in reading order; none says nothing against it."""
    found = [remark for start, end in sentences(text) for remark in _sentence(text, start, end)]
    found += [*_percents(text), *_initials(text), *_numbers(text), *_words(text)]
    return sorted(found, key=lambda r: (r.start, r.end, r.rule))


def sentences(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence; a full stop inside a number ends none."""
    guarded = re.sub(r"(?<=\d)[.](?=\d)", ",", text)
    found = []
    for match in SENTENCE.finditer(guarded):
        inside = match[0]
        start = match.start() + len(inside) - len(inside.lstrip())
        end = match.start() + len(inside.rstrip())
        if WORD.search(text[start:end]):
            found.append((start, end))
    return found


def _sentence(text: str, start: int, end: int) -> Iterator[Remark]:
    said, limits = text[start:end], lexicon()["limits"]
    count = len([w for w in WORD.findall(said) if w.strip("’'-")])
    if count > limits["words"]:
        yield Remark(
            Rule.LONG, start, end, said,
            _("{n} words in one sentence; up to {most} are read easily").format(n=count, most=limits["words"]),
            _("cut it in two"),
        )  # fmt: skip
    links = _links(said)
    if len(links) > limits["links"]:
        yield Remark(
            Rule.IDEAS, start, end, said,
            _("several ideas in one sentence ({links})").format(links=", ".join(links)),
            _("one idea a sentence: begin a new one at “{link}”").format(link=links[0]),
        )  # fmt: skip
    yield from _passives(text, start, end)


def _links(said: str) -> list[str]:
    low = " ".join(said.casefold().split())  # a sentence may begin with "mais": it ties nothing inside it
    low = next((low[len(w) :] for w in lexicon()["links"]["words"] if low.startswith(f"{w} ")), low)
    words = [
        w for w in lexicon()["links"]["words"] for _hit in re.finditer(rf"(?<![\w’'-]){re.escape(w)}(?![\w-])", low)
    ]
    return words + [mark for mark in lexicon()["links"]["marks"] for _hit in range(said.count(mark))]


@lru_cache
def _passive() -> re.Pattern[str]:
    rules = lexicon()["passive"]
    be = "|".join(rules["be"])
    adverb = r"(?:\s+(?:pas|plus|jamais|toujours|souvent|bien|mal|déjà|aussi|tous|toutes|donc|ensuite|trop|\w+ment))?"
    return re.compile(rf"(?<![\w’'-])((?:\w+[’'])?)({be}){adverb}\s+(\w+{rules['participle']})\b", re.IGNORECASE)


def _passives(text: str, start: int, end: int) -> Iterator[Remark]:
    rules = lexicon()["passive"]
    for match in _passive().finditer(text, start, end):
        word = match[3].casefold()
        stems = {word, word.removesuffix("s"), word.removesuffix("s").removesuffix("e")}
        before = text[start : match.start()].casefold().split()[-1:]
        reflexive = match[1].casefold() in {"s’", "s'"} or before in (["se"], ["me"], ["nous"], ["vous"])
        if stems & {*rules["past"], *rules["state"]} or reflexive:
            continue
        yield Remark(
            Rule.PASSIVE, match.start(), match.end(), match[0],
            _("a passive hides who acts"), _("say who does it: “on”, “l’équipe”, “le bailleur” and the verb"),
        )  # fmt: skip


def _percents(text: str) -> Iterator[Remark]:
    for match in PERCENT.finditer(text):
        share = float((match[1] or match[2]).replace(",", "."))
        instead = TENTHS[round(share / 10)] if 0 <= share <= 100 else ""
        if share in {25, 33, 66, 67, 75}:
            instead = {25: "1 sur 4", 33: "1 sur 3", 66: "2 sur 3", 67: "2 sur 3", 75: "3 sur 4"}[int(share)]
        yield Remark(Rule.PERCENT, *match.span(), match[0], _("a percentage is hard to picture"), instead)


def _initials(text: str) -> Iterator[Remark]:
    known, told = glossary()["initials"], set[str]()
    for match in INITIALS.finditer(text):
        word = match[0]
        if ROMAN.fullmatch(word) and word not in known:
            yield Remark(Rule.ROMAN, *match.span(), word, _("Roman numerals are not read by everybody"), "")
            continue
        around = text[max(0, match.start() - 1) : match.end() + 2]
        defined = around.startswith("(") or "(" in around[-2:]  # « … (CAF) » or « CAF (…) »
        if not defined and word not in told:
            instead = f"{known[word]['said']} ({word})" if word in known else ""
            yield Remark(Rule.INITIALS, *match.span(), word, _("initials that nobody has explained"), instead)
        told.add(word)


def _numbers(text: str) -> Iterator[Remark]:
    limit = lexicon()["limits"]["number"]
    for match in NUMBER.finditer(text):
        value = int(re.sub(r"\D", "", match[0]))
        if value > limit and not 1900 <= value <= 2100:
            yield Remark(
                Rule.NUMBER, *match.span(), match[0], _("a large number is hard to picture"),
                _("compare it with something that everybody knows"),
            )  # fmt: skip


def _words(text: str) -> Iterator[Remark]:
    low, instead = text.casefold().replace("'", "’"), lexicon()["instead"]
    taken: list[tuple[int, int]] = []
    for hard, plain in instead.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(hard)}(?![\w-])", low):
            taken.append(match.span())
            yield Remark(
                Rule.HARD, *match.span(), text[match.start() : match.end()], _("a word of professionals"), plain
            )
    rules = lexicon()["abstract"]
    easy = set(rules["easy"])
    for match in WORD.finditer(low):
        word = match[0].rsplit("’", 1)[-1]
        single = word.removesuffix("s")
        start = match.end() - len(word)
        if len(single) < 7 or {word, single} & easy or any(a <= start < b for a, b in taken):
            continue
        if single.endswith(tuple(rules["endings"])):
            yield Remark(
                Rule.ABSTRACT, start, match.end(), text[start : match.end()],
                _("an abstract noun; a verb shows who does what"), "",
            )  # fmt: skip


def explained(text: str, plain_codes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The words of a text that the glossary explains, in the order in which they come; `plain_codes` adds its own."""
    known = {word: entry["plain"] for word, entry in glossary()["initials"].items()}
    words = {**glossary()["words"], **(plain_codes or {})}
    found: list[tuple[int, str, str]] = []
    for word, meaning in known.items():
        if match := re.search(rf"\b{re.escape(word)}\b", text):
            found.append((match.start(), f"{word} : {glossary()['initials'][word]['said']}", meaning))
    for word, meaning in words.items():
        if match := re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text, re.IGNORECASE):
            found.append((match.start(), word, meaning))
    return {word: meaning for _at, word, meaning in sorted(found)}


def label(readers: Iterable[tuple[str, bool, bool]]) -> str:
    """What a plain wording may be called: "FALC" once two people concerned have read and understood exactly it.

    `readers` are (who, concerned, understood), in the order of reading; the last word of each reader counts.
    """
    latest = {who: concerned and understood for who, concerned, understood in readers}
    return "FALC" if sum(latest.values()) >= ENOUGH_READERS else "texte simplifié"
