"""Aggregated tables -> drawn figures. Importing this room draws nothing and needs no drawing library."""
