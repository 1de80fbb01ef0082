"""Sentences with mentions in, facts with status and evidence out.

What governs a name decides what is said of it. So names are masked, verbs found, and small linear models over words and
frames judge predicate, status, subject and place; what knowledge there is of the language lives in `data/relate`.
"""

from kg.relate.facts import relate_mentions

__all__ = ["relate_mentions"]
