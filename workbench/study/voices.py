"""Who says what, as the indicators read it: one row a coding, with its excerpt, person, voice and code.

Nothing automatic is in it: codings are what people kept.
"""

import json
from typing import TYPE_CHECKING

from workbench.people import Voice
from workbench.study.codings import codings_frame

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study
    from workbench.study.template import Template

TABLE = "voices"
COLUMNS = ["excerpt", "person", "voice", "code"]


def of_study(study: "Study") -> "DataFrame":
    """The unretracted codings of a study in its own codebook."""
    frame = codings_frame(study)
    book = study.settings.get("codebook")
    return frame.loc[frame["codebook"] == book if book else slice(None), COLUMNS]


def of_template(template: "Template") -> "DataFrame":
    """The same from a template's files: the same words of one person are one excerpt."""
    from pandas import DataFrame

    people = {person.id: person.voice for person in template.people()}
    rows = [
        (f"{file.stem} {row['text']}", file.stem, people.get(file.stem, Voice.UNKNOWN).value, row["code"])
        for coder in template.coders()
        for file in sorted((template.folder / "codings" / coder).glob("*.jsonl"))
        for row in map(json.loads, file.read_text("utf-8").splitlines())
    ]
    return DataFrame(rows, columns=COLUMNS)
