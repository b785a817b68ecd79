"""Findings, their evidence, and what people say of them."""
