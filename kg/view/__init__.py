"""Graphs and extractions in, pages for the browser out: they make no request and run no script but their own."""

from kg.view.document import render_document, write_document, write_documents
from kg.view.network import find_entity, write_view

__all__ = ["find_entity", "render_document", "write_document", "write_documents", "write_view"]
