"""Printed figures in, contradictions out, with the arithmetic, and rounding told from error."""

from workbench.indicators.consistency.check import check

__all__ = ["check"]
