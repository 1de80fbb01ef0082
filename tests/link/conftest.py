"""Reports by hand: a text's names in, what they were linked to out."""

from collections.abc import Callable, Sequence

import pytest

from kg.link import Decision, link_mentions, resolve_jurisdiction
from kg.model import Document, EntityType, Links, Mention

Names = Sequence[tuple[str, str]]


def make_document(text: str) -> Document:
    """A document of this text."""
    return Document(
        name="report",
        path="report",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        body=((0, len(text)),),
        sha256="",
    )


def link_names(place: str, names: Names, decisions: Sequence[Decision] = (), text: str = "") -> Links:
    """The links of names (type, name) in a report of a place."""
    words = text + "。".join(name for _, name in names)
    mentions = [
        Mention(start=words.find(name), end=words.find(name) + len(name), text=name, type=EntityType(kind))
        for kind, name in names
    ]
    document = make_document(words)
    jurisdiction = resolve_jurisdiction(document, override=place)
    return link_mentions(document, jurisdiction, mentions, decisions=decisions)


@pytest.fixture
def link() -> Callable[..., Links]:
    """Names of a place's report in, links out."""
    return link_names


@pytest.fixture
def key_of() -> Callable[[str, str, str], str]:
    """Place, type and name in, the key of its entity out."""

    def find_key(place: str, kind: str, name: str) -> str:
        return next(iter(link_names(place, [(kind, name)]).of.values())).key

    return find_key
