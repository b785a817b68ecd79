"""Captions (.vtt, .srt) from transcription software: one line a speaker's turn, each cue's time kept."""

import re

from workbench.intake.plain import decode
from workbench.messages import _

TIME = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2})[.,]\d{3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?(?:v|c|b|i|u|s|ruby|rt|lang|font)(?:[ .][^>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.I)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": "\N{NO-BREAK SPACE}", "&lrm;": "", "&rlm;": "", "&amp;": "&"}


def cues(text: str) -> list[tuple[str, str | None, str]]:
    """(start time, speaker if marked, words) of every voice of every cue, in order; raises ValueError without any."""
    found: list[tuple[str, str | None, str]] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines) if TIME.match(line)), None)
        if at is None:
            continue  # the head, a note or a style block
        match = TIME.match(lines[at])
        words = " ".join(line.strip() for line in lines[at + 1 :])
        found += [(match.group(1) if match else "", voice, said) for voice, said in _voices(words)]
    if not found:
        raise ValueError(_("it holds no timed caption"))
    return found


def _voices(words: str) -> list[tuple[str | None, str]]:
    """What each voice says in one cue; what stands before the first mark is nobody's known."""
    before, *marked = VOICE.split(words)
    pairs = [(None, before), *zip(marked[::2], marked[1::2], strict=True)]
    said = [(None if voice is None else voice.strip(), _plain(part)) for voice, part in pairs]
    return [pair for pair in said if pair[1]] or [(None, "")]


def _plain(words: str) -> str:
    words = TAG.sub("", words)
    for entity, sign in ENTITIES.items():
        words = words.replace(entity, sign)
    return words.strip()


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
