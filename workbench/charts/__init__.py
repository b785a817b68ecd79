"""Aggregated tables to altair charts to accessible inline SVG figures."""
