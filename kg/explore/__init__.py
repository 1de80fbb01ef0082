"""A store and a name in, what a researcher asks first out: a profile, a comparison, a timeline."""

from kg.explore.comparison import Comparison, compare_places
from kg.explore.profile import Profile, show_entity
from kg.explore.timeline import Outcome, Timeline, trace_place
from kg.explore.wording import Wording

__all__ = [
    "Comparison",
    "Outcome",
    "Profile",
    "Timeline",
    "Wording",
    "compare_places",
    "show_entity",
    "trace_place",
]
