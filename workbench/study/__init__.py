"""A study folder: the store and its verbs, its journal and its migrations. The only room that knows the database."""

from workbench.study.folder import create, open_default, open_study
from workbench.study.people import Attribute
from workbench.study.sources import SourceKind, SourceRecord, SpokenTurn
from workbench.study.study import Study
from workbench.study.versions import upgrade

__all__ = [
    "Attribute",
    "SourceKind",
    "SourceRecord",
    "SpokenTurn",
    "Study",
    "create",
    "open_default",
    "open_study",
    "upgrade",
]
