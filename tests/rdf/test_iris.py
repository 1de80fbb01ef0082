"""IRIs: readable, safe whatever a document says, and the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import URIRef

from kg.errors import UsageError
from kg.rdf.iris import Iris, check_base, encode, entity_iri

BASE = "https://example.org/kg/"
IRIS = Iris(base=BASE, sha256="0123456789abcdef" * 4)


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("facility/330681108/珍珠湖公园", "facility/330681108/珍珠湖公园"),
        ("slogan/云想尖峰 花享罗店", "slogan/云想尖峰%20花享罗店"),
        ('a<b>"c"{d}|e\\f^g`h', "a%3Cb%3E%22c%22%7Bd%7D%7Ce%5Cf%5Eg%60h"),
        ("100%#1?[2]", "100%25%231%3F%5B2%5D"),
        (
            "a\u202eb\u200bc\u3000d\u2028e\x00f\ufeffg\ue000h",
            "a%E2%80%AEb%E2%80%8Bc%E3%80%80d%E2%80%A8e%00f%EF%BB%BFg%EE%80%80h",
        ),
        ("brand/../x", "brand/%2E%2E/x"),
        ("enterprise/A.B Co.", "enterprise/A.B%20Co%2E"),
        ("brand/5.0", "brand/5.0"),
        ("“四好”路·𠮷", "“四好”路·𠮷"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_what_an_iri_may_not_hold_is_encoded(text: str, encoded: str) -> None:
    assert encode(text) == encoded


@given(st.text())
def test_any_text_gives_an_iri_that_both_libraries_take(text: str) -> None:
    iri = entity_iri(f"brand/{text}", base=BASE)
    assert NamedNode(iri).value == iri
    assert URIRef(iri).n3() == f"<{iri}>"


@given(st.text(), st.text())
def test_different_texts_give_different_iris(one: str, other: str) -> None:
    assert (encode(one) == encode(other)) is (one == other)


@pytest.mark.parametrize("base", ["", "kg", "https://example.org", "example.org/", "https://a b/", "https://a/<x>/"])
def test_what_is_no_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="ends in / or #"):
        check_base(base)


@pytest.mark.parametrize(
    "base", ["https://example.org/", "http://localhost:8080/kg#", "urn:kg:/", "https://example.org/%E4/"]
)
def test_a_base_stays_as_it_is(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (IRIS.source, "doc/0123456789abcdef"),
        (IRIS.sentence(65, 130), "doc/0123456789abcdef#char=65,130"),
        (IRIS.mention(65, 70), "doc/0123456789abcdef/mention#char=65,70"),
        (IRIS.section(2), "doc/0123456789abcdef/section/2"),
        (IRIS.indicator("GDP"), "indicator/GDP"),
        (IRIS.worded_indicator("工业用电量"), "indicator/zh/工业用电量"),
        (IRIS.period("2021-01/2021-06"), "period/2021-01/2021-06"),
        (IRIS.statement("a", "b"), "statement/f04cdced9736a69da610"),
    ],
)
def test_each_kind_of_node_has_its_place(iri: str, expected: str) -> None:
    assert iri == BASE + expected


def test_parts_of_an_identity_do_not_run_together() -> None:
    assert IRIS.statement("ab", "c") != IRIS.statement("a", "bc")
