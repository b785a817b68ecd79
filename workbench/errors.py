"""Every way in which the workbench says no. A docstring is the sentence that the user reads (translated).

WorkbenchError
├── BadInput                what was given cannot be taken
│   ├── UnreadableFile
│   ├── EmptyFile
│   ├── UnknownFormat
│   ├── AlreadyImported
│   ├── NamesLeft
│   ├── IdTaken
│   ├── AlreadyWithdrawn
│   ├── BadTable
│   ├── BadFigures
│   ├── BadCodebook
│   ├── BadPlan
│   ├── BadSpan
│   ├── QuoteNotFound
│   ├── UnknownCode
│   ├── WorkshopOver
│   └── BadQuantity
├── StudyRefused            a study folder or its store cannot be used
│   ├── FolderTaken
│   ├── NotAStudy
│   ├── StoreVersion
│   ├── StoreLocked
│   ├── StoreReadOnly
│   ├── StoreFull
│   ├── StoreUnreachable
│   ├── Altered
│   ├── JournalBroken
│   ├── NoVault
│   ├── PassphraseNeeded
│   ├── WrongPassphrase
│   ├── VaultDamaged
│   ├── ErasureUnfinished
│   └── UnknownId
├── Withheld                something may not leave the study
│   ├── UnsafeTable
│   ├── NotReady
│   ├── DissentMissing
│   └── BundleBroken
├── PortInUse               a server cannot start
└── MissingPart             an optional part of the workbench is not installed
"""

import inspect

from workbench.messages import _


class WorkbenchError(Exception):
    """The workbench refused: {why}."""

    status = 1

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        sentence = _(inspect.cleandoc(type(self).__doc__ or ""))
        return sentence.format(**self.facts)


class BadInput(WorkbenchError):
    """What was given cannot be used: {why}."""


class UnreadableFile(BadInput):
    """{file} cannot be read ({why}); nothing was imported."""


class EmptyFile(BadInput):
    """{file} holds no text; nothing was imported."""


class UnknownFormat(BadInput):
    """{file} has a format that the workbench does not read; save it as one of {formats}."""


class AlreadyImported(BadInput):
    """{file} is already in the study as {source}; nothing was changed."""


class NamesLeft(BadInput):
    """{file} may name people: {found}; nothing was imported; {cure}."""


class IdTaken(BadInput):
    """There is already a {what} called {id} in this study; nothing was changed."""


class AlreadyWithdrawn(BadInput):
    """{person} has already withdrawn from this study; nothing was changed."""


class BadTable(BadInput):
    """{file}: {why}; nothing was imported."""


class BadFigures(BadInput):
    """{file}, line {line}: {why}."""


class BadCodebook(BadInput):
    """The codebook {codebook} cannot be used: {why}."""


class BadPlan(BadInput):
    """The plan of the tables cannot be used: {why}."""


class BadSpan(BadInput):
    """The passage {start}-{end} does not fit {source}, which has {length} characters: {why}."""


class QuoteNotFound(BadInput):
    """The words “{text}” stand {times} times in {source}; they must stand there exactly once."""


class UnknownCode(BadInput):
    """This code opens nothing here; look at your card again, or ask the facilitator."""


class WorkshopOver(BadInput):
    """This workshop ended on {day}; tell the facilitator what you wanted to say, it is not too late for that."""


class BadQuantity(BadInput):
    """This calculation makes no sense: {why}."""


class StudyRefused(WorkbenchError):
    """The study {folder} cannot be used: {why}."""


class FolderTaken(StudyRefused):
    """{folder} exists already and was left as it is; choose another folder, or open it with: workbench lab {folder}"""


class NotAStudy(StudyRefused):
    """{folder} is not a study: it has no study.toml; create one with: workbench new {folder}"""


class StoreVersion(StudyRefused):
    """The store of {folder} has version {found}, this workbench needs {expected}; {cure}."""


class StoreLocked(StudyRefused):
    """The store of {folder} is locked by another program; close it and try again, nothing was changed."""


class StoreReadOnly(StudyRefused):
    """The store of {folder} is read-only; make the folder writable and try again, nothing was changed."""


class StoreFull(StudyRefused):
    """The disk that holds {folder} is full; free some space and try again, nothing was changed."""


class StoreUnreachable(StudyRefused):
    """The store of {folder} cannot be opened ({why}); nothing was changed."""


class Altered(StudyRefused):
    """{what} {id} is no longer what was put into this study; restore it from a backup."""


class JournalBroken(StudyRefused):
    """The journal of {folder} does not hold at entry {n}: {why}."""


class ErasureUnfinished(StudyRefused):
    """What {person} said is out of the store of {folder}, but not every trace is ({why}); run the command again."""


class NoVault(StudyRefused):
    """{folder} has no vault of identities; create one first, nothing was changed."""


class PassphraseNeeded(StudyRefused):
    """The vault of {folder} needs its passphrase, typed when asked or in WORKBENCH_PASSPHRASE; nothing was changed."""


class WrongPassphrase(StudyRefused):
    """This passphrase does not open the vault of {folder}; nothing was changed."""


class VaultDamaged(StudyRefused):
    """The vault of {folder} is damaged; restore identities.vault from a backup, nothing was changed."""


class UnknownId(StudyRefused):
    """There is no {what} called {id} in this study."""


class Withheld(WorkbenchError):
    """This cannot be published: {why}."""


class UnsafeTable(Withheld):
    """The table {table} cannot be made safe for this audience: {why}."""


class NotReady(Withheld):
    """The finding {finding} cannot become “{state}” yet: {why}."""


class DissentMissing(Withheld):
    """The finding {finding} travels without the disagreement of those who reviewed it; put it back."""


class BundleBroken(Withheld):
    """The release {folder} is refused: {why}."""


class PortInUse(WorkbenchError):
    """Port {port} is already in use; choose another one with --port."""


class MissingPart(WorkbenchError):
    """This needs a part that is not installed; install it with: pip install "workbench[{extra}]"."""
