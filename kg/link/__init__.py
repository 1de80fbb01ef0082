"""Mentions of a document in, the entities they mean out: places with their codes, and one entity per real thing."""

from kg.link.jurisdiction import resolve_jurisdiction
from kg.link.mentions import link_mentions

__all__ = ["link_mentions", "resolve_jurisdiction"]
