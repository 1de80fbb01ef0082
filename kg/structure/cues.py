"""roles.tsv in, weighted patterns out: how much a heading or a paragraph speaks for plan or for review."""

import re
from collections.abc import Callable
from functools import lru_cache

from kg.periods import Timeframe
from kg.resources import read_data

_GAP = re.compile(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+")  # PDF text has them within words
Cue = tuple[float, re.Pattern[str]]


@lru_cache(maxsize=64)
def _load_cues(where: str, reviewed: str, planned: str) -> tuple[Cue, ...]:
    cues = []
    for line in read_data("structure/roles.tsv").splitlines():
        if line and not line.startswith("#"):
            place, weight, pattern = line.split("\t")
            if place == where:
                cues.append((float(weight), re.compile(pattern.replace("{R}", reviewed).replace("{P}", planned))))
    return tuple(cues)


def make_scorer(frame: Timeframe | None, *, halfway: bool) -> Callable[[str, bool], float]:
    """A function of (paragraph, is it a heading) that is positive for a plan and negative for a review.

    `halfway` reports look back on a part of the year they are given in, so the year itself says nothing there.
    """
    none = "(?!)"
    known = frame is not None and not halfway
    years = (str(frame.year), str(frame.now)) if known and frame else (none, none)
    heading, once, each = (_load_cues(where, *years) for where in ("heading", "text", "each"))

    def score(text: str, is_heading: bool) -> float:
        if " " in text:
            text = _GAP.sub("", text)
        total = sum(weight for weight, pattern in once if pattern.search(text))
        total += sum(weight * min(3, len(pattern.findall(text))) for weight, pattern in each)
        if is_heading:
            total += sum(weight for weight, pattern in heading if pattern.search(text))
        return total

    return score
