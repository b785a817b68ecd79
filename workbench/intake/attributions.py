"""Who a report says is speaking: behind the words in brackets or after a dash, in their sentence, in the one before."""

import re

from workbench.intake.inquits import said_after, said_before, said_inside, verbs_of_saying
from workbench.intake.namings import LONGEST_NAME, Attribution, Certainty, actor, has_verb, speaker_like, subject
from workbench.intake.surroundings import Surroundings, plain


def attribution(around: Surroundings) -> Attribution:
    """Who speaks, by the surest of the ways that reports have; the empty attribution when none says it."""
    for way in (signed, said_after, said_before, said_inside, named_before):
        if found := way(around):
            return found
    return Attribution()


def signed(around: Surroundings) -> Attribution | None:
    """Behind the words: "(Directrice, CHRS)", "– Mme B., locataire", or a line of its own."""
    after = around.after
    opening = re.match(r"[\s.,]*\(", after)
    if opening and after[: opening.end()].count("\n") <= 3:
        inside = _balanced(after, opening.end() - 1)
        if inside and speaker_like(inside):
            return Attribution(f"({plain(inside)})", plain(inside), Certainty.PRINTED)
    line = re.match(r"(?P<gap>[\s.]*)(?P<dash>[–—-]\s+)?(?P<name>[^\n]{2,120}?)\s*(?:\n\s*\n|\n|$)", after)
    if not line or line["gap"].count("\n") > 1:
        return None
    name = plain(line["name"])
    if has_verb(name) or (not line["dash"] and len(name.split()) > LONGEST_NAME):
        return None
    below = (
        "\n" in line["gap"]
        and around.ends_sentence
        and re.match(r"[^\n]*(?:\n\s*\n|\s*$)", after[line.start("name") :])
    )
    alone = around.displayed or below or ("\n" not in line["gap"] and name.endswith("."))
    if not line["dash"] and not (alone and re.match(r"[^\n]*(?:\n\s*\n|\n \S|\s*$)", after[line.start("name") :])):
        return None
    named = speaker_like(name) and name[:1] not in "«“["
    return Attribution(name, name.rstrip("."), Certainty.PRINTED) if named else None


def _balanced(text: str, opening: int) -> str | None:
    depth = 0
    for i, sign in enumerate(text[opening : opening + 320]):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[opening + 1 : opening + i]
    return None


def named_before(around: Surroundings) -> Attribution | None:
    """Guessed: the sentence before says that somebody speaks, or a colon follows what a body or a trade does.

    A household is never guessed from being written about: a verb of saying must make it speak.
    """
    sentences = [s for s in (around.lead, around.sentence_before) if s]
    if around.lead and not re.match(r"(?:elles?|ils?)\b", around.lead, re.IGNORECASE):
        sentences = sentences[:1]
    for n, sentence in enumerate(sentences):
        verb = re.search(rf"(?<![\w'-])(?:{verbs_of_saying()})(?![\w'-])", sentence)
        if verb and (who := subject(sentence[: verb.start()])):
            return Attribution(who, who, Certainty.INFERRED)
        announced = sentence.endswith(":") or n
        if announced and (who := actor(sentence)):
            return Attribution(who, who, Certainty.INFERRED)
    return None
