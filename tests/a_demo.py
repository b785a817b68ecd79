"""The demonstration study, made once for all the tests that look at it, whichever process runs them."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

LONGEST = 600  # seconds that a test waits for the study that another process is making


def workbench(*words, **more):
    """Run the command line as a user would."""
    command = [str(Path(sys.executable).with_name("workbench")), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def make_once(shared: Path) -> tuple[Path, str]:
    """The demonstration study under `shared`, and what the command printed; the first caller makes it."""
    study, said, lock = shared / "demo-asg", shared / "demo-said.txt", shared / "demo-lock"
    try:
        os.mkdir(lock)
    except FileExistsError:
        until = time.monotonic() + LONGEST
        while not said.exists() and time.monotonic() < until:
            time.sleep(0.5)
    else:
        done = workbench("demo", "--no-serve", "--into", study)
        said.with_suffix(".part").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}", "utf-8")
        said.with_suffix(".part").rename(said)
    status, _, printed = said.read_text("utf-8").partition("\n")
    assert status == "0", printed
    return study, printed


def copied(study: Path, folder: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(study, folder / "etude"))
