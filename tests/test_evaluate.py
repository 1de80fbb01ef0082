"""The figures are the gold scorer's: checked on small records whose counts can be done by hand."""

from pathlib import Path
from typing import Any

import pytest

from kg.errors import NotFoundError
from kg.evaluate import evaluate, normalise, read_gold

META = {"jurisdiction": ["罗店镇", "罗店"], "organ": "罗店镇人民政府", "year": 2021, "level": "town"}


def gold(**items: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"document": "a", "meta": META, "ranges": [[0, 100]]}
    return record | {"mentions": [], "measures": [], "facts": []} | items


def mention(start: int, end: int, kind: str = "Program", text: str = "河长制") -> dict[str, Any]:
    return {"start": start, "end": end, "text": text, "type": kind}


def fact(name: str, *, subject: str | None = None, status: str = "done", start: int = 0) -> dict[str, Any]:
    row = {"start": start, "end": start + 20, "subject": subject, "predicate": "implements"}
    return row | {"object": name, "status": status}


def measure(value: str = "46亿元", **changes: Any) -> dict[str, Any]:
    row = {"start": 10, "end": 14, "value": value, "indicator": "GDP", "kind": "level", "status": "actual"}
    return row | {"period": "2021", "subject": None} | changes


def score(figure: str, wanted: dict[str, Any], given: dict[str, Any]) -> tuple[int, int, int]:
    result = evaluate({"a": wanted}, [{"document": "a.txt"} | given]).figures[figure]
    return result.hits, result.gold, result.found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (mention(0, 3), (1, 1, 1)),
        (mention(0, 4), (0, 1, 1)),
        (mention(0, 3, "Slogan"), (0, 1, 1)),
        (mention(100, 103), (0, 1, 0)),
    ],
    ids=["same", "other span", "other type", "outside the annotated range"],
)
def test_a_mention_needs_its_span_and_type(found: dict[str, Any], expected: tuple[int, int, int]) -> None:
    assert score("mentions", gold(mentions=[mention(0, 3)]), {"mentions": [found]}) == expected


def test_an_overlap_of_half_counts_in_its_own_figure() -> None:
    assert score("overlap", gold(mentions=[mention(0, 4)]), {"mentions": [mention(0, 2)]}) == (1, 1, 1)


def test_names_count_once_a_document() -> None:
    both = [mention(0, 3), mention(20, 23, text="“河长制”")]
    assert score("names", gold(mentions=both), {"mentions": both[:1]}) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, 1), ({"kind": "share"}, 0), ({"status": "target"}, 0), ({"indicator": "人口"}, 0), ({"period": None}, 1)],
    ids=["same", "kind", "status", "indicator", "period does not count"],
)
def test_a_measure_needs_kind_status_and_indicator(changes: dict[str, Any], expected: int) -> None:
    result = score("measures", gold(measures=[measure()]), {"measures": [measure(**changes)]})
    assert result == (expected, 1, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (fact("最多跑一次", subject="罗店镇人民政府"), (1, 1, 1)),
        (fact("“最多跑一次”改革"), (1, 1, 1)),
        (fact("河长制"), (0, 1, 1)),
        (fact("最多跑一次", subject="诸暨"), (0, 1, 1)),
    ],
    ids=["the government is the jurisdiction", "a tail is forgiven", "other object", "other subject"],
)
def test_a_fact_needs_subject_and_object(given: dict[str, Any], expected: tuple[int, int, int]) -> None:
    assert score("facts", gold(facts=[fact("最多跑一次")]), {"facts": [given]}) == expected


def test_the_first_status_of_a_fact_is_the_one_that_counts() -> None:
    given = [fact("河长制", status="planned"), fact("河长制", start=30)]
    assert score("facts+status", gold(facts=[fact("河长制")]), {"facts": given}) == (0, 1, 1)


def test_founding_a_school_counts_neither_way() -> None:
    wanted = gold(mentions=[mention(0, 4, "Organization", "罗店小学")])
    assert score("facts", wanted, {"facts": [fact("罗店小学")]}) == (0, 0, 0)


def test_a_document_without_a_record_is_named() -> None:
    result = evaluate({"a": gold(mentions=[mention(0, 3)])}, [])
    assert result.as_json()["absent"] == ["a"]
    assert result.figures["mentions"].f1 == 0


def test_width_quotes_and_case_do_not_matter_in_a_name() -> None:
    assert normalise("“ＡＢ 计划”") == normalise("ab计划")


def test_a_folder_without_gold_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"gold record"):
        read_gold(tmp_path)


def test_the_dev_gold_scores_itself_perfectly() -> None:
    records = read_gold(Path(__file__).parent / "gold")
    figures = evaluate(records, records.values()).as_json()["figures"]
    assert {name: row["f1"] for name, row in figures.items()} == dict.fromkeys(figures, 1.0)
    assert len(figures) == 7
