"""Parameters: bound as terms, looked up as names, and told apart from mistakes."""

import io
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import NotFoundError, QueryError, UsageError
from kg.query import load_query, parse_question, run_query
from kg.store import Store, Table

HOSTILE = '珍珠" } UNION { ?s ?p ?o } #\n\\'


def count_rows(store: Store, question: str, /, **params: str) -> int:
    answer = run_query(store, load_query(question), params)
    assert isinstance(answer, Table)
    return len(answer.rows)


def test_a_misspelt_name_is_told_with_near_matches(store: Store) -> None:
    with pytest.raises(NotFoundError, match="Did you mean 最多跑一次"):
        count_rows(store, "program_places", program="最多跑一趟")


def test_a_name_of_another_class_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="There is no Program “人民至上”"):
        count_rows(store, "program_places", program="人民至上")


def test_a_misspelt_parameter_is_told_with_near_matches(store: Store) -> None:
    with pytest.raises(NotFoundError, match="Did you mean program"):
        count_rows(store, "program_places", programme="最多跑一次")


def test_a_misspelt_question_is_told_with_near_matches() -> None:
    with pytest.raises(NotFoundError, match="Did you mean honours_won"):
        load_query("honour_won")


def test_a_parameter_that_must_be_given_is_asked_for(store: Store) -> None:
    with pytest.raises(UsageError, match=r"needs --param name=…"):
        count_rows(store, "facts_of_entity")


@pytest.mark.parametrize("value", ["zweitausend", "2021 }", "", "²"])
def test_a_year_must_be_a_number(store: Store, value: str) -> None:
    with pytest.raises(UsageError, match="whole number"):
        count_rows(store, "honours_won", year=value)


@pytest.mark.parametrize(("status", "count"), [("done", 1), ("已完成", 1), ("进行中", 0), ("planned", 1)])
def test_a_status_may_be_given_in_either_language(store: Store, status: str, count: int) -> None:
    assert count_rows(store, "facilities_built", status=status) == count


def test_an_unknown_status_is_told_with_the_known_ones(store: Store) -> None:
    with pytest.raises(NotFoundError, match="done"):
        count_rows(store, "facilities_built", status="don")


@pytest.mark.parametrize("place", ["甲溪镇", "330681901", "https://w3id.org/policykg/id/place/330681901"])
def test_a_place_may_be_given_by_name_code_or_iri(store: Store, place: str) -> None:
    assert count_rows(store, "enterprises_of_place", place=place) == 1


def test_a_hostile_text_stays_a_text(store: Store) -> None:
    assert count_rows(store, "sentences_with", text=HOSTILE) == 0


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    with pytest.raises(NotFoundError):
        count_rows(store, "facts_of_entity", name=HOSTILE)


@pytest.mark.parametrize("iri", ["http://x> } ?s ?p ?o . { <http://y", "https://example.org/#a b"])
def test_a_hostile_iri_is_no_iri(store: Store, iri: str) -> None:
    with pytest.raises(NotFoundError):
        count_rows(store, "facts_of_entity", name=iri)


def test_any_in_words_is_a_name_like_any_other(store: Store) -> None:
    with pytest.raises(NotFoundError):
        count_rows(store, "program_places", program="any")


def test_a_question_comes_from_a_file_or_standard_input(store: Store, tmp_path: Path) -> None:
    text = 'SELECT ?x WHERE { VALUES ?x { "a" } # param x\n}'
    file = tmp_path / "mine.rq"
    file.write_text(f"# Mine?\n# 中文：我的？\n# param x: a word (default b)\n{text}", "utf-8")
    question = load_query(str(file))
    assert (question.name, question.question, question.question_zh) == ("mine", "Mine?", "我的？")
    assert [(p.name, p.kind, p.default) for p in question.params] == [("x", "text", "b")]
    assert run_query(store, question) == Table(columns=("x",), rows=((Literal("b"),),))
    assert load_query("-", stdin=io.StringIO(text)).sparql == text


def test_a_broken_question_is_an_error_with_its_name(store: Store) -> None:
    with pytest.raises(QueryError, match="The query mine cannot be run"):
        run_query(store, parse_question("SELECT WHERE", name="mine"))


def test_a_parameter_without_its_line_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="no line VALUES"):
        run_query(store, parse_question("# param x: a word\nSELECT ?x WHERE { }", name="mine"), {"x": "a"})
