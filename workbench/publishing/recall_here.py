"""Before releases leave by a door: whether the study beside them would still make them, where there is a study.

Apart from `recall`, so that a machine which only serves, and has nothing that opens a study, can do without.
"""

from importlib.util import find_spec
from pathlib import Path


def recall_here(folder: Path) -> None:
    """Let the study in which these releases lie take back what it must; nothing where there is no study.

    Raises what opening that study raises: releases of a study that cannot be asked do not leave.
    """
    for root in (folder.resolve(), *folder.resolve().parents[:2]):
        if (root / "study.toml").is_file() and find_spec("sqlalchemy"):
            from workbench.publishing.recall import recall
            from workbench.study import open_study

            with open_study(root) as study:
                recall(study)
            return
