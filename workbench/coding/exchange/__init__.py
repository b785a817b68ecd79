"""What goes to and comes from other tools: REFI-QDA projects and codebooks, and suggestions as plain values."""

from workbench.coding.exchange.suggested import suggest_for

__all__ = ["suggest_for"]
