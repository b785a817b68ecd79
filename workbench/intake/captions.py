"""Captions (.vtt, .srt) from transcription software: one line a speaker's turn, each cue's time kept."""

import re

from workbench.intake.plain import decode
from workbench.messages import _

TIME = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2})[.,]\d{3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}")
VOICE = re.compile(r"^<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?(?:v|c|b|i|u|ruby|rt|lang)(?:[ .][^>]*)?>|<\d[\d:.]*>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": "\N{NO-BREAK SPACE}", "&lrm;": "", "&rlm;": "", "&amp;": "&"}


def cues(text: str) -> list[tuple[str, str | None, str]]:
    """(start time, speaker if marked, words) of every cue, in the file's order; raises ValueError without any."""
    found = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines) if TIME.match(line)), None)
        if at is None:
            continue  # the head, a note or a style block
        match = TIME.match(lines[at])
        words = " ".join(line.strip() for line in lines[at + 1 :])
        voice = VOICE.match(words)
        words = TAG.sub("", words)
        for entity, sign in ENTITIES.items():
            words = words.replace(entity, sign)
        found.append((match.group(1) if match else "", voice.group(1).strip() if voice else None, words.strip()))
    if not found:
        raise ValueError(_("it holds no timed caption"))
    return found


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """One line for each stretch of one speaker, "Nom : " before the first cue; each cue keeps its own time.

    Cues of one speaker are joined by a space, so that a sentence cut by the screen is whole again.
    """
    lines: list[tuple[str, str]] = []
    before: str | None = None
    for time, voice, words in cues(decode(data)):
        if not words:
            continue
        if voice is not None and voice == before and lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {words}")
        else:
            lines.append((time, f"{voice} : {words}" if voice else words))
        before = voice
    return lines
