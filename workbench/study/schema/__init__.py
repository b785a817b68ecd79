"""The tables of a study, for SQLite (STRICT) and PostgreSQL alike: text, whole numbers and reals, nothing else.

Spans are code points: `start` is the first, `stop` the one after the last. Instants are ISO 8601 in UTC. A yes is 1.
`n` is the order of arrival. Lists and free mappings are canonical JSON in a text column.
Whoever changes a table here writes a migration beside it; a test compares the two on both databases.
"""

from workbench.study.schema.base import APPLICATION_ID, VERSIONS, counters, journal, metadata
from workbench.study.schema.coding import codebooks, codes, codings, decisions, excerpts, suggestions
from workbench.study.schema.findings import evidence, findings, reviews
from workbench.study.schema.people import attributes, consents, people
from workbench.study.schema.releases import (
    copies,
    data_tables,
    release_excerpts,
    release_reviews,
    releases,
    withdrawals,
)
from workbench.study.schema.sources import places, sources, turns

__all__ = [
    "APPLICATION_ID",
    "VERSIONS",
    "attributes",
    "codebooks",
    "codes",
    "codings",
    "consents",
    "copies",
    "counters",
    "data_tables",
    "decisions",
    "evidence",
    "excerpts",
    "findings",
    "journal",
    "metadata",
    "people",
    "places",
    "release_excerpts",
    "release_reviews",
    "releases",
    "reviews",
    "sources",
    "suggestions",
    "turns",
    "withdrawals",
]
