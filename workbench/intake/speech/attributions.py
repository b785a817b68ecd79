"""Who a report says is speaking: behind the words in brackets or after a dash, in their sentence, in the one before."""

import re

from workbench.intake.speech.inquits import (
    said_after,
    said_before,
    said_inside,
    said_next,
    tells,
    verbs_of_saying,
    with_noun,
)
from workbench.intake.speech.namings import (
    LONGEST_NAME,
    Attribution,
    Certainty,
    actor,
    has_verb,
    household_alone,
    speaker_like,
    subject,
)
from workbench.intake.speech.quotations import BLANK_LINE
from workbench.intake.speech.surroundings import Surroundings, plain

# where a signature ends and the author goes on; the full stop of an initial or of a title ends nothing
END_OF_NAME = re.compile(r"(?<=[a-zà-ÿ)\d])(?<!\bMme)(?<!\bMlle)\.(?=\s+[A-ZÀ-ÖØ-Þ«“\[(])")

NEXT_ITEM = re.compile(r"\s*(?:$|\n|[•›▶▪■●○–—-]\s|[«“])")
# what somebody else said, or began to say, names nobody
QUOTED = re.compile(r"«[^«»]*(?:»|$)|“[^“”]*(?:”|$)|^[^«»]*»")


def attribution(around: Surroundings) -> Attribution:
    """Who speaks, by the surest of the ways that reports have; the empty attribution when none says it."""
    for way in (signed, said_after, said_before, said_inside, said_next, named_before):
        if found := way(around):
            return found
    return Attribution()


def signed(around: Surroundings) -> Attribution | None:
    """Behind the words: "(Directrice, CHRS)", "[Directrice]", "– Mme B., locataire", or a line of its own."""
    after = around.after
    opening = re.match(r"[\s.,]*[(\[]", after)
    if opening and after[: opening.end()].count("\n") <= 3:
        inside = _balanced(after, opening.end() - 1)
        if inside and speaker_like(inside[1:-1]):
            return Attribution(plain(inside), plain(inside[1:-1]), Certainty.PRINTED)
    gap = after[: len(after) - len(after.lstrip(" \t\n\u00a0."))]
    line, _end, below = after[len(gap) :].partition("\n")
    dash = re.match(r"[–—-]\s+", line)
    if dash and (stop := END_OF_NAME.search(line, dash.end(), dash.end() + 100)):
        line = line[: stop.start() + 1]
    name = plain(line[dash.end() :] if dash else line)
    if gap.count("\n") > 1 or not 2 <= len(name) <= 120 or has_verb(name) or re.search("[«»“”]", name):
        return None
    if not dash and re.search(rf"(?<![\w'-])(?:{verbs_of_saying()})(?![\w'-])", name):
        return None
    item = "\n" not in gap and around.ends_sentence and name[:1].isupper() and NEXT_ITEM.match(below) is not None
    last = item or not below.strip() or below[:1] == " " or BLANK_LINE.match("\n" + below) is not None
    apart = (
        item or around.displayed or ("\n" in gap and around.ends_sentence) or ("\n" not in gap and name.endswith("."))
    )
    if not dash and not (apart and (last or name.endswith(".")) and len(name.split()) <= LONGEST_NAME):
        return None
    named = speaker_like(name) and name[:1] not in "«“[("
    return Attribution(name, name.rstrip("."), Certainty.PRINTED) if named else None


def _balanced(text: str, opening: int) -> str | None:
    """From a bracket, round or square, to the one that closes it, both included."""
    pair = "()" if text[opening] == "(" else "[]"
    depth = 0
    for i, sign in enumerate(text[opening : opening + 320]):
        depth += (sign == pair[0]) - (sign == pair[1])
        if not depth:
            return text[opening : opening + i + 1]
    return None


def named_before(around: Surroundings) -> Attribution | None:
    """Guessed: the sentence before says that somebody speaks, or a colon follows what a body or a trade does.

    A household is not guessed from being written about: a verb of saying must make it speak, or its own first person.
    """
    sentences = [s for s in (around.lead, QUOTED.sub("", around.sentence_before).strip()) if s]
    if around.lead and not re.match(r"(?:elles?|ils?)\b", around.lead, re.IGNORECASE):
        sentences = sentences[:1]
    for n, sentence in enumerate(sentences):
        if (n or not around.lead) and (headed := with_noun(f"{sentence.rstrip(' :')} :", around)):
            return Attribution(sentence, headed.speaker, Certainty.INFERRED)
        if who := tells(sentence):
            return Attribution(who, who, Certainty.PRINTED if sentence is around.lead else Certainty.INFERRED)
        verb = re.search(rf"(?<![\w'-])(?:{verbs_of_saying()})(?![\w'-])", sentence)
        if verb and (who := subject(sentence[: verb.start()])) and not has_verb(who):
            return Attribution(who, who, Certainty.INFERRED)
        announced = sentence.endswith(":") or n
        if announced and (who := actor(sentence)):
            introduced = sentence.endswith(":") and not around.displayed
            return Attribution(who, who, Certainty.PRINTED if introduced else Certainty.INFERRED)
        if sentence is around.lead and not around.displayed and (who := household_alone(sentence, around.words)):
            return Attribution(who, who, Certainty.INFERRED)
    return None
