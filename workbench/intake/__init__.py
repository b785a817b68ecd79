"""Files to source texts, turns and follow-up tables."""
