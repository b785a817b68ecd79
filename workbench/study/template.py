"""A study template: a folder of plain files from which a whole study can be made (`corpus/asg` is one).

study.toml          title, professionals, audiences, data dictionary
interviews.toml     which file, who speaks in it; the files stand in interviews/
consents.csv        who allowed what
tables/*.csv        follow-up tables
codings/<coder>/<person>.jsonl   {"code", "text", "memo"}: the words stand exactly once in that person's interview
findings.yaml, reviews.csv, joint.yaml   findings with their evidence, what people said of them, theme <-> figure
signatures.csv      who read the words of which quote, for which audience
"""

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.coding.codebooks import Codebook, read_codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import Excerpt, find
from workbench.errors import BadInput
from workbench.findings.findings import Evidence, Finding, Stance, State, Strength
from workbench.findings.reviews import Position, Review
from workbench.joint import Link, links_from
from workbench.messages import _
from workbench.people import Answer, Consent, Person, Use, Voice
from workbench.resources import shipped
from workbench.study.people import Attribute


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview file of a template and the people behind its labels.

    `decided`: whoever made the template states that its names were decided, so that what is still proposed is nobody's.
    """

    file: Path
    person: str
    speakers: Mapping[str, str]
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A study template's folder and its settings."""

    folder: Path
    settings: Mapping[str, Any]

    def settings_text(self) -> str:
        """study.toml without the title, which belongs to the study that is made."""
        text = (self.folder / "study.toml").read_text("utf-8")
        return re.sub(r"^title *=.*\n", "", text, count=1, flags=re.MULTILINE)

    def people(self) -> list[Person]:
        """The households of the cohort's table, then the professionals of study.toml."""
        cohort = self.rows(self.folder / "tables" / f"{self.settings['cohort']}.csv")
        households = [Person(row["household"], Voice.HOUSEHOLD, row["territory"]) for row in cohort]
        return households + [
            Person(row["id"], Voice(row["voice"]), row.get("territory"), row.get("function"))
            for row in self.settings.get("professional", ())
        ]

    def attributes(self) -> list[Attribute]:
        """What is known of each household at entry, with the reason where it is not, under the dictionary's labels."""
        name = str(self.settings["cohort"])
        columns = self.settings["tables"][name]["columns"]
        found = []
        for row in self.rows(self.folder / "tables" / f"{name}.csv"):
            for column in self.settings.get("attributes", ()):
                reason = row.get(columns[column].get("missing", ""), "") or None
                value = row[column] or None
                label = columns[column]["label"]
                found.append(Attribute(row["household"], label, value, row["entered"], name, None if value else reason))
        return found

    def consents(self) -> list[Consent]:
        """Every answer that `consents.csv` holds, in its order."""
        return [
            Consent(
                row["person"],
                Use(row["use"]),
                Answer(row["answer"]),
                row["date"],
                row["recorded_by"],
                row["read_back"] == "oui",
                row["representative"] or None,
            )
            for row in self.rows(self.folder / "consents.csv")
        ]

    def interviews(self) -> list[Interview]:
        """The interviews that `interviews.toml` lists, each with who speaks under which label."""
        listed = tomllib.loads((self.folder / "interviews.toml").read_text("utf-8"))
        decided = bool(listed.get("names_decided", False))
        folder = self.folder / "interviews"
        return [Interview(folder / i["file"], i["person"], i["speakers"], decided) for i in listed["interview"]]

    def tables(self) -> list[Path]:
        """The files of the follow-up tables, by name."""
        return sorted((self.folder / "tables").glob("*.csv"))

    def codebooks(self) -> list[Codebook]:
        """The codebooks that study.toml names, wherever in corpus/codebooks their file is."""
        books = [read_codebook(path) for path in sorted((shipped("corpus") / "codebooks").glob("*.yaml"))]
        return [book for book in books if book.id in self.settings["codebooks"]]

    def coders(self) -> list[str]:
        """Those whose codings the template holds, by name."""
        return sorted(folder.name for folder in (self.folder / "codings").iterdir() if folder.is_dir())

    def codings(self, coder: str, texts: Mapping[str, tuple[str, str]]) -> Iterator[Coding]:
        """One coder's codings; `texts` maps a person to (source id, text). Raises QuoteNotFound."""
        for file in sorted((self.folder / "codings" / coder).glob("*.jsonl")):
            source, text = texts[file.stem]
            for line in file.read_text("utf-8").splitlines():
                row = json.loads(line)
                excerpt = find(source, text, row["text"])
                memo = row.get("memo") or ""
                yield Coding(excerpt, self.settings["codebook"], row["code"], coder, Origin.IMPORT, memo)

    def findings(self, excerpt_id: Mapping[tuple[str, str], str]) -> list[Finding]:
        """The findings; `excerpt_id` maps (person, words) of an excerpt used as evidence to its id."""
        found = []
        for row in self.yaml("findings.yaml"):
            evidence = tuple(
                Evidence(
                    e["kind"],
                    e["ref"] if e["kind"] == "indicator" else excerpt_id[(e["source"], e["text"])],
                    Stance(e.get("stance", "for")),
                )
                for e in row.get("evidence", ())
            )
            found.append(
                Finding(
                    id=row["id"],
                    version=1,
                    statement=row["statement"],
                    plain=row["plain"],
                    recommendation=row["recommendation"],
                    theme=row["theme"],
                    strength=Strength(row["strength"]),
                    author=row["author"],
                    territory=row.get("territory"),
                    limits=row.get("limits") or "",
                    state=State(row["state"]),
                    evidence=evidence,
                )
            )
        return found

    def quoted(self, texts: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], Excerpt]:
        """The excerpts on which the findings rest, by (person, words). Raises QuoteNotFound."""
        return {
            (e["source"], e["text"]): find(*texts[e["source"]], e["text"])
            for row in self.yaml("findings.yaml")
            for e in row.get("evidence", ())
            if e["kind"] == "excerpt"
        }

    def signatures(self, excerpt_id: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, str, list[str]]]:
        """(audience, reader, day, excerpts) of each reading; `excerpt_id` maps (person, words) to the excerpt's id."""
        read: dict[tuple[str, str, str], list[str]] = {}
        for row in self.rows(self.folder / "signatures.csv"):
            excerpt = excerpt_id[(row["person"], row["text"])]
            read.setdefault((row["audience"], row["reader"], row["date"]), []).append(excerpt)
        for (audience, reader, day), excerpts in read.items():
            yield audience, reader, day, excerpts

    def reviews(self, wordings: Mapping[str, str]) -> list[Review]:
        """What people said of the findings; `wordings` maps a finding to the hash of the words they had."""
        return [
            Review(
                finding=row["finding"],
                version=1,
                wording=wordings[row["finding"]],
                reviewer=row["reviewer"],
                voice=row["voice"],
                position=Position(row["position"]),
                words=row["words"],
                session=row["session"],
                at=row["at"],
                written_by=row["written_by"],
                read_back=row["read_back"] == "oui",
                answer_id=row["answer_id"],
                public_words=row["public_words"],
            )
            for row in self.rows(self.folder / "reviews.csv")
        ]

    def links(self) -> tuple[Link, ...]:
        """What `joint.yaml` says of figures and words that bear on each other."""
        return links_from(self.yaml("joint.yaml"))

    def yaml(self, name: str) -> Any:
        """What a YAML file of the template holds."""
        import yaml

        return yaml.safe_load((self.folder / name).read_text("utf-8"))

    @staticmethod
    def rows(file: Path) -> list[dict[str, str]]:
        """The rows of a CSV file, cells as text."""
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))


def open_template(folder: Path) -> Template:
    """The template in a folder; raises BadInput when it has no study.toml."""
    settings = folder / "study.toml"
    if not settings.is_file():
        raise BadInput(why=_("{folder} holds no study.toml").format(folder=folder))
    return Template(folder, tomllib.loads(settings.read_text("utf-8")))
