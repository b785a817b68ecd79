"""Speech in reports: what is quoted, whether somebody said it, and who. `find_excerpts` is the way in."""

from workbench.intake.speech.excerpts import Kind, Quoted, find_excerpts, kind_name

__all__ = ["Kind", "Quoted", "find_excerpts", "kind_name"]
