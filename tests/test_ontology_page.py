"""The page and the pictures of the ontology say what the ontology says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from docs.ontology import list_groups, write_ontology
from docs.pictures import _LINES, _draw_line, draw_overview, draw_predicates
from kg.model import EntityType, Predicate
from kg.vocabulary import PK

OWN = sorted(str(term).removeprefix(str(PK)) for term in dir(PK) if str(term).startswith(str(PK)))
PAGE = write_ontology()


def test_the_groups_hold_every_term_once() -> None:
    assert sorted(name for _, names in list_groups() for name in names) == OWN


@pytest.mark.parametrize("name", OWN)
def test_every_term_has_a_row_with_both_languages(name: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f'| <a id="{name}"></a>'))
    chinese = [c for c in row if "\u4e00" <= c <= "\u9fff"]
    assert len(chinese) > 3


def test_a_property_tells_what_it_joins_and_what_it_is_close_to() -> None:
    (row,) = (line for line in PAGE.splitlines() if '<a id="leads">' in line)
    assert "| [Person](#Person) | [Organization](#Organization), [Place](#Place) |" in row
    assert "`org:headOf`" in row


def test_links_on_the_page_lead_to_terms() -> None:
    text = PAGE
    linked = {part.split(")")[0] for part in text.split("](#")[1:]}
    assert sorted(linked - set(OWN)) == []


@pytest.mark.parametrize("draw", [draw_overview, draw_predicates])
def test_a_picture_is_well_formed_and_says_the_types(draw: Callable[[], str]) -> None:
    text = draw()
    words = " ".join(etree.fromstring(text).itertext())
    assert text == draw()
    assert [kind for kind in EntityType if kind not in words] == []


def test_the_second_picture_has_every_predicate() -> None:
    words = " ".join(etree.fromstring(draw_predicates()).itertext())
    assert [name for name in Predicate if name not in words] == []


def test_a_line_that_the_ontology_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="pk:refersTo does not join pk:Source and pk:Entity"):
        _draw_line(replace(_LINES[3], source="Source"))
