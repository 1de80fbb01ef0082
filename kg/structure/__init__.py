"""Document in, Outline out: headings, sentences, and for each whether it looks back or ahead and at which time.

Roles are decided for whole paragraphs by the cheapest path through two states (review, plan): cues of headings and of
wording pull, and changing the state costs. So a report without headings still falls into two parts, and one stray
“2024年” does not turn a review into a plan.
"""

from kg.model import Document, Outline
from kg.structure.build import build_sections, build_sentences
from kg.structure.paragraphs import read_paragraphs


def outline_document(document: Document) -> Outline:
    """The sections and sentences of a document, with their roles and periods."""
    paragraphs = read_paragraphs(document)
    sections = build_sections(document, paragraphs)
    return Outline(sections=sections, sentences=build_sentences(document, paragraphs, sections))


__all__ = ["outline_document"]
