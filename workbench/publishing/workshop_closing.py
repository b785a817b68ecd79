"""Ending a workshop: what lies in its inbox is brought in, the study notes the end, and the page says so."""

import json
import os
from pathlib import Path

from workbench.findings.sessions import Workshop
from workbench.publishing.workshop_reader import CLOSED
from workbench.study.collecting import Collected
from workbench.study.study import Study


def close(study: Study, workshop_id: str = "", *, inbox: Path | None = None, by: str) -> tuple[Workshop, Collected]:
    """Collects what came, ends the session, and tells the page through its inbox; running it again collects again.

    The inbox is by default the one beside the workshop's folder. Raises UnknownId, or what `collect` raises.
    """
    known = study.workshop(workshop_id)
    box = inbox if inbox is not None else Path(known.path).parent / "inbox"
    found = study.collect(box, by=by)
    done = study.close_workshop(known.id, by=by)
    if box.is_dir():
        _tell(box, done)
    return done, found


def _tell(box: Path, done: Workshop) -> None:
    """Adds this workshop to those that the page knows to be over."""
    file = box / CLOSED
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    part = file.with_suffix(".part")
    part.write_text(json.dumps({**known, done.id: done.closed}, ensure_ascii=False) + "\n", "utf-8")
    os.replace(part, file)
