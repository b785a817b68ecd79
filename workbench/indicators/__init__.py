"""Quantities, definitions and their computation on frames."""
