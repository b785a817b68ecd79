"""A workshop from the evaluator’s notebook: prepared, run and closed, one call each."""

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.charts.shown import in_notebook
from workbench.findings.plain_language import lint
from workbench.findings.words import state
from workbench.markup import text
from workbench.messages import _, ngettext
from workbench.publishing.ports import free_port
from workbench.publishing.workshop import Opened, label, open_workshop
from workbench.publishing.workshop_closing import close as end
from workbench.publishing.workshop_minutes import write
from workbench.publishing.workshop_serving import Room
from workbench.publishing.workshop_serving import serve as start
from workbench.publishing.workshop_sheets import SHEETS, keep_sheet
from workbench.study.collecting import Collected
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Evening:
    """One workshop at one stage of its evening; a notebook shows its sentences."""

    opened: Opened
    said: tuple[str, ...]
    room: Room | None = None

    def _repr_html_(self) -> str:
        inside = "".join(f"<li>{text(line)}</li>" for line in self.said)
        return in_notebook(f"<ul>{inside}</ul>")


def ready(study: Study) -> "DataFrame":
    """One row a finding: where it stands, what its next step waits for, how hard its plain wording is to read."""
    from pandas import DataFrame

    rows = []
    for finding in study.findings():
        following, lacking = study.next_step(finding.id)
        remarks = lint(finding.plain)
        rows.append(
            {
                _("finding"): finding.id,
                _("plain wording"): finding.plain,
                _("called"): label(study, finding),
                _("hard to read"): ", ".join(dict.fromkeys(r.text for r in remarks)),
                _("state"): state(finding.state.value),
                _("next step"): state(following.value) if following else "",
                _("what is missing for it"): lacking,
            }
        )
    return DataFrame(rows)


def prepare(study: Study, findings: Sequence[str], *, by: str = "E1", side: str = "households") -> Evening:
    """Opens a workshop on these findings for one side; the sheet of codes lies in the study’s folder `workshops`."""
    opened = open_workshop(study, findings, by=by, side=side)
    sheet = keep_sheet(study, opened.workshop)
    return Evening(
        opened,
        (
            _("Workshop {id}: {n} codes.").format(id=opened.workshop.id, n=len(opened.cards)),
            _("Codes to print and cut: {sheet}").format(sheet=sheet.relative_to(study.root)),
        ),
    )


def run(evening: Evening, *, port: int = 0, everybody: bool = True) -> Evening:
    """Serves the workshop to the room until `close`, or until the notebook’s kernel ends; port 0 takes a free one."""
    room = start(evening.opened.folder, port=port or free_port(), everybody=everybody)
    atexit.register(room.stop)
    said = (
        _("The workshop is open at {url}").format(url=room.address),
        _("Phones and tablets on the same Wi-Fi open this address; no internet is needed."),
    )
    return Evening(evening.opened, said, room)


def close(study: Study, evening: Evening, *, by: str = "E1") -> Evening:
    """Stops serving, brings the answers in, ends the workshop; what was set aside is named."""
    inbox: Path | None = None
    if evening.room is not None:
        evening.room.stop()
        inbox = evening.room.inbox
    done, found = end(study, evening.opened.workshop.id, inbox=inbox, by=by)
    return Evening(evening.opened, _told(done.id, found))


def _told(id_: str, found: Collected) -> tuple[str, ...]:
    aside = [_("Set aside: {id}, {why}").format(id=answer, why=why) for answer, why in found.set_aside]
    return (
        ngettext(
            "{id} is closed; {n} new answer was brought in.",
            "{id} is closed; {n} new answers were brought in.",
            found.answers,
        ).format(id=id_, n=found.answers),
        _("Choices on quotes: {n}.").format(n=found.quotes),
        *aside,
    )


def account(study: Study, evening: Evening, *, by: str = "E1") -> Evening:
    """Writes the minutes for the group into the study’s folder `workshops`, and says what is still owed."""
    id_ = evening.opened.workshop.id
    folder, n = study.root / SHEETS, 1
    while (out := folder / f"{id_}-{n}.html").exists():
        n += 1
    folder.mkdir(exist_ok=True)
    owed = write(study, id_, out, by=by)
    said = (
        _("Minutes: {out}").format(out=out.relative_to(study.root)),
        ngettext("{n} remark still waits for an answer.", "{n} remarks still wait for an answer.", owed).format(n=owed),
    )
    return Evening(evening.opened, said)
