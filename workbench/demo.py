"""The main job on the bundled study: from files to verified releases, and their dashboards."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from workbench import study
from workbench.coding.suggestions import Suggester, coded_texts
from workbench.errors import FolderTaken
from workbench.findings.findings import wording_hash
from workbench.messages import _
from workbench.publishing.ports import require_free
from workbench.resources import shipped
from workbench.study.arrivals import add_table, add_text
from workbench.study.displays import LINKS
from workbench.study.machine import without_suggestion
from workbench.study.template import Template, open_template

BY = "E1"
APPROVERS = ("E1", "E2")


@dataclass
class Making:
    """The study being made, and what each step hands to the next ones."""

    study: study.Study
    template: Template
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # person -> (source id, text)
    releases: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """What one step made, in words, and how many seconds it took."""

    step: str
    outcome: str
    seconds: float


def people(making: Making) -> str:
    """Households, professionals and what each of them allowed."""
    everybody, answers = making.template.people(), making.template.consents()
    making.study.add_people(everybody, by=BY)
    making.study.add_attributes(making.template.attributes(), by=BY)
    making.study.add_consents(answers, by=BY)
    return _("{people} people, {answers} consent answers").format(people=len(everybody), answers=len(answers))


def documents(making: Making) -> str:
    """The interviews, in the formats in which they came."""
    turns = words = 0
    for interview in making.template.interviews():
        added = add_text(making.study, interview.file, by=BY, speakers=interview.speakers, decided=interview.decided)
        source = making.study.source(added.id)
        making.texts[interview.person] = (source.id, source.text)
        turns += len(source.turns)
        words += len(source.text.split())
    return _("{n} interviews, {turns} turns, {words} words").format(n=len(making.texts), turns=turns, words=words)


def tables(making: Making) -> str:
    """The follow-up tables, each checked against the data dictionary."""
    files = making.template.tables()
    for file in files:
        add_table(making.study, file, by=BY)
    return _("{n} tables, {rows} rows").format(n=len(files), rows=sum(len(making.study.table(f.stem)) for f in files))


def codebooks(making: Making) -> str:
    """The themes of analysis, the themes of intervention, the nomenclature of support."""
    books = making.template.codebooks()
    for book in books:
        making.study.add_codebook(book, by=BY)
    return _("{n} codebooks, {codes} codes").format(n=len(books), codes=sum(len(b.codable()) for b in books))


def codings(making: Making) -> str:
    """What two coders read in the interviews."""
    coders = making.template.coders()
    for coder in coders:
        making.study.add_codings(list(making.template.codings(coder, making.texts)), by=coder)
    return _("{n} codings by {coders} coders").format(n=len(making.study.codings()), coders=len(coders))


def suggestions(making: Making) -> str:
    """Codes proposed, never applied, for the interviewees' turns that nobody coded; none for the control sample."""
    book = making.study.codebook(str(making.template.settings["codebook"]))
    codings = making.study.codings(codebook=book.id)
    uncoded = [t for t in making.study.uncoded_turns(book.id) if not without_suggestion(making.study, t)]
    proposed = Suggester(book, coded_texts(codings)).suggest(uncoded)
    flat = [s for several in proposed for s in several]
    making.study.keep_suggestions(flat, codebook=book.id, by=BY)
    return _("{n} suggestions for {turns} uncoded turns").format(n=len(flat), turns=len(uncoded))


def indicators(making: Making) -> str:
    """Every indicator, as a quantity with its base."""
    from workbench.study.results import results_of

    found = results_of(making.study)
    missing = sum(bool(result.failed) for result in found)
    return _("{n} indicators, {missing} without a value").format(n=len(found), missing=missing)


def findings(making: Making) -> str:
    """Statements with their evidence for and against, and which figures bear on which themes."""
    excerpts = {
        key: making.study.add_excerpt(excerpt, by=BY) for key, excerpt in making.template.quoted(making.texts).items()
    }
    shutil.copyfile(making.template.folder / LINKS, making.study.root / LINKS)
    found = making.template.findings(excerpts)
    for finding in found:
        making.study.add_finding(finding, by=finding.author)
    for audience, reader, day, read in making.template.signatures(excerpts):
        making.study.sign_quotes(read, audience=audience, reader=reader, at=day, by=reader)
    evidence = sum(len(finding.evidence) for finding in found)
    return _("{n} findings resting on {evidence} pieces of evidence").format(n=len(found), evidence=evidence)


def reviews(making: Making) -> str:
    """What households and professionals said of these statements."""
    wordings = {finding.id: wording_hash(finding) for finding in making.study.findings()}
    said = making.template.reviews(wordings)
    making.study.add_reviews(said, by=BY)
    from workbench.findings.reviews import dissents

    return _("{n} reviews, of which {dissents} nuance or contest").format(n=len(said), dissents=len(dissents(said)))


def releases(making: Making) -> str:
    """One release for each audience: `release` gives a folder its name only once it is attacked and verified."""
    from workbench.publishing.assemble import release

    for audience in making.template.settings["audience"]:
        folder = making.study.root / "releases" / audience
        release(making.study, audience, folder, approved=list(APPROVERS), by=BY)
        making.releases.append(folder)
    return _("{n} releases verified: {names}").format(
        n=len(making.releases), names=", ".join(f.name for f in making.releases)
    )


def steps() -> list[tuple[str, Callable[[Making], str]]]:
    """The chain, in order, each step under the name that the user reads."""
    return [
        (_("People and consent"), people),
        (_("Interviews"), documents),
        (_("Follow-up tables"), tables),
        (_("Codebooks"), codebooks),
        (_("Codings"), codings),
        (_("Suggestions"), suggestions),
        (_("Indicators"), indicators),
        (_("Findings"), findings),
        (_("Reviews"), reviews),
        (_("Releases"), releases),
    ]


def run(into: Path, *, serve_at: int | None) -> list[Made]:
    """Make the demonstration study in `into`, to be served at that port afterwards (None: not served).

    Prints what each step made. Raises FolderTaken or PortInUse before anything is made; a failure on the way
    leaves no folder.
    """
    if into.exists():
        raise FolderTaken(folder=into)
    if serve_at is not None:
        require_free(serve_at)
    made = make(into)
    width = max(len(m.step) for m in made)
    for m in made:
        print(f"  {m.step:<{width}}  {m.outcome}  ({m.seconds:.1f} s)")  # noqa: T201 - this is the command's answer
    print(_("Study made in {folder} and verified.").format(folder=into))  # noqa: T201
    print(_("Open its notebooks with: workbench lab {folder}").format(folder=into))  # noqa: T201
    return made


def make(into: Path) -> list[Made]:
    """The demonstration study, whole or not at all."""
    template = open_template(shipped("corpus") / "asg")
    made: list[Made] = []
    try:
        with study.create(
            into, title=str(template.settings["title"]), settings=template.settings_text(), by=BY
        ) as opened:
            making = Making(opened, template)
            chain = steps()
            with tqdm(chain, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}", leave=False) as bar:
                for name, step in bar:
                    bar.set_description(name)
                    start = time.perf_counter()
                    outcome = step(making)
                    made.append(Made(name, outcome, time.perf_counter() - start))
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        raise
    return made
