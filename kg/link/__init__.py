"""Mentions of a document in, the entities they mean out: places with their codes, and one entity per real thing."""

from kg.link.decisions import Decision, read_decisions
from kg.link.jurisdiction import resolve_jurisdiction
from kg.link.mentions import link_mentions
from kg.link.score import ClusterScore, score_b_cubed, score_pairs

__all__ = [
    "ClusterScore",
    "Decision",
    "link_mentions",
    "read_decisions",
    "resolve_jurisdiction",
    "score_b_cubed",
    "score_pairs",
]
