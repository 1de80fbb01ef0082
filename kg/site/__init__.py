"""A build in, a small static site out: documents, entities, answers, charts and downloads, without any request."""

from kg.site.write import write_site

__all__ = ["write_site"]
