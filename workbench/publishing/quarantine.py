"""A release that failed a check: kept aside in the study for the evaluators to look at, never where one is served."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "quarantine"
REASON = "refusal.json"


def set_aside(files: dict[str, bytes], root: Path, name: str, why: str) -> Path:
    """Put what was refused into `quarantine/` of the study at `root`, with the reason and the instant; its folder.

    Its manifest is kept under another name: nothing takes this folder for a release.
    """
    at = datetime.now(UTC)
    folder = root / FOLDER / f"{name}-{at:%Y%m%dT%H%M%S%f}"
    folder.mkdir(parents=True)
    try:
        for file, content in files.items():
            (folder / f"refused-{file}").write_bytes(content)
        told = {"release": name, "why": why, "at": at.isoformat(timespec="seconds")}
        (folder / REASON).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder
