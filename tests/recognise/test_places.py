"""Places by gazetteer and context."""

import pytest

from kg.recognise import PlaceRecogniser
from tests.recognise.test_patterns import whole

RECOGNISER = PlaceRecogniser()


def sources(text: str) -> dict[str, str]:
    return {text[each.start : each.end]: each.source for each in RECOGNISER.propose(text, whole(text))}


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("浙江省发展", "浙江省", "place/province"),
        ("诸暨市推进", "诸暨市", "place/county-full-far"),
        ("绍兴市的诸暨发展", "诸暨", "place/county-short-near"),
        ("诸暨市推进，诸暨发展", "诸暨", "place/county-short-whole"),
        ("赴浙江绍兴考察", "浙江绍兴", "places-joined"),
        ("推进平安诸暨建设", "平安诸暨", "place-branded:Program"),
        ("建设美丽诸暨", "美丽诸暨", "place-branded:Slogan"),
    ],
)
def test_a_place_is_found_with_its_context(text: str, name: str, source: str) -> None:
    assert sources(text)[name] == source


def test_a_short_form_counts_for_more_near_its_city() -> None:
    near = next(m for m in RECOGNISER("绍兴市诸暨", whole("绍兴市诸暨")) if m.text == "诸暨")
    assert near.score > 0.4
