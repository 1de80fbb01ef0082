"""Mentions of a document in, the entities they mean out: places with their codes, and one entity per real thing."""

from kg.link.jurisdiction import resolve_jurisdiction

__all__ = ["resolve_jurisdiction"]
