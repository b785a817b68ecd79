"""Excerpts, codebooks, codings, suggestions and agreement: values and pure functions."""
