"""What could tell who somebody is: proposed, never decided. `propose` reads a text, `replace` applies decisions."""

from workbench.intake.identifiers.labels import Identity, Key
from workbench.intake.identifiers.proposals import DIRECT, KINDS, Proposal, propose
from workbench.intake.identifiers.replacements import Replaced, Replacement, replace

__all__ = ["DIRECT", "KINDS", "Identity", "Key", "Proposal", "Replaced", "Replacement", "propose", "replace"]
