"""labels.tsv in, the words and colours of the pages out: one table, so that graph page and document page agree."""

from dataclasses import dataclass
from functools import cache

from kg.resources import read_data

JURISDICTION = "Jurisdiction"  # a legend entry of its own: the places whose reports were read


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The name of a thing in both languages of the pages, and how it reads from the other side."""

    key: str
    zh: str
    en: str
    colour: str = ""
    inverse_zh: str = ""
    inverse_en: str = ""


@cache
def read_labels(kind: str) -> dict[str, Label]:
    """The labels of one kind (type, predicate, status, measure, role, ui) by key, in the order of the file."""
    rows = (line.split("\t") for line in read_data("view/labels.tsv").splitlines() if line and not line.startswith("#"))
    fields = ("key", "zh", "en", "colour", "inverse_zh", "inverse_en")
    labels = (Label(**dict(zip(fields, row[1:], strict=False))) for row in rows if row[0] == kind)
    return {label.key: label for label in labels}
