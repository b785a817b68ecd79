"""The name of a finding's chart, for the drawing side and the reading side alike."""

import re


def chart_id(finding: str) -> str:
    """A slug."""
    return "constat-" + re.sub(r"[^a-z0-9]+", "-", finding.lower()).strip("-")
