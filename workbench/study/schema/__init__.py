"""The tables of a study, for SQLite (STRICT) and PostgreSQL alike: text, whole numbers and reals, nothing else.

Spans are code points: `start` is the first, `stop` the one after the last. Instants are ISO 8601 in UTC. A yes is 1.
`n` is the order of arrival. Lists and free mappings are canonical JSON in a text column.
Whoever changes a table here writes a migration beside it; a test compares the two on both databases.
"""

from workbench.study.schema.base import APPLICATION_ID, VERSIONS, counters, journal, metadata
from workbench.study.schema.coding import (
    acts,
    carried,
    code_changes,
    codebooks,
    codes,
    codings,
    decisions,
    excerpts,
    suggestions,
)
from workbench.study.schema.desk import adjudications, declarations, draws, memos, reads, second_readings
from workbench.study.schema.findings import evidence, findings, reviews
from workbench.study.schema.people import attributes, consents, people, read_backs
from workbench.study.schema.releases import (
    copies,
    data_tables,
    quote_signatures,
    release_excerpts,
    release_reviews,
    releases,
    withdrawals,
)
from workbench.study.schema.sources import entries, places, sources, turns
from workbench.study.schema.workshops import (
    finding_steps,
    plain_readings,
    quote_answers,
    replies,
    set_aside,
    workshop_codes,
    workshops,
)

__all__ = [
    "APPLICATION_ID",
    "VERSIONS",
    "acts",
    "adjudications",
    "attributes",
    "carried",
    "code_changes",
    "codebooks",
    "codes",
    "codings",
    "consents",
    "copies",
    "counters",
    "data_tables",
    "decisions",
    "declarations",
    "draws",
    "entries",
    "evidence",
    "excerpts",
    "finding_steps",
    "findings",
    "journal",
    "memos",
    "metadata",
    "people",
    "places",
    "plain_readings",
    "quote_answers",
    "quote_signatures",
    "read_backs",
    "reads",
    "release_excerpts",
    "release_reviews",
    "releases",
    "replies",
    "reviews",
    "second_readings",
    "set_aside",
    "sources",
    "suggestions",
    "turns",
    "withdrawals",
    "workshop_codes",
    "workshops",
]
