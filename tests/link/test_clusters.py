"""How well names are joined and kept apart, against clusters made by people; and the scores themselves."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.link import score_b_cubed, score_pairs
from kg.model import Links

GOLD = json.loads((Path(__file__).parents[1] / "gold" / "clusters.json").read_text("utf-8"))
FLOOR = 0.97  # 0.997 and 0.978 when this was written; the project asks for 0.92


@pytest.fixture
def found(link: Callable[..., Links]) -> dict[str, str]:
    """Each name of the gold, as report|type|name, with the key that it is linked to."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in (item for cluster in GOLD["clusters"] for item in cluster):
        report, kind, name = item.split("|")
        names[report].append((kind, name))
    keys = {}
    for report, code in GOLD["reports"].items():
        for mention, entity in link(code, names[report]).of.items():
            keys[f"{report}|{mention.type}|{mention.text}"] = entity.key
    return keys


@pytest.mark.parametrize("score", [score_b_cubed, score_pairs])
def test_clusters_of_six_reports_are_found(found: dict[str, str], score: Callable[..., object]) -> None:
    gold = {item: str(number) for number, cluster in enumerate(GOLD["clusters"]) for item in cluster}
    assert score(found, gold).f1 >= FLOOR  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("found_clusters", "b_cubed", "pairs"),
    [
        ("aabb", (1.0, 1.0), (1.0, 1.0)),
        ("aaaa", (0.5, 1.0), (2 / 6, 1.0)),
        ("abcd", (1.0, 0.5), (1.0, 0.0)),
        ("aabc", (1.0, 0.75), (1.0, 0.5)),
    ],
)
def test_scores_are_those_of_their_definition(
    found_clusters: str, b_cubed: tuple[float, float], pairs: tuple[float, float]
) -> None:
    gold = dict(enumerate("xxyy"))
    said = dict(enumerate(found_clusters))
    cubed, paired = score_b_cubed(said, gold), score_pairs(said, gold)
    assert (cubed.precision, cubed.recall) == pytest.approx(b_cubed)
    assert (paired.precision, paired.recall) == pytest.approx(pairs)
