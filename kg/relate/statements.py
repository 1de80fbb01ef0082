"""A masked sentence in, what it says of each name out: which predicate, how far it has come, how sure that is.

A name's type nearly names its predicate (guidelines, facts table). What is open is whether this sentence states a fact
at all, for an Honour whether it was won or is sought, and the status. Two linear models decide, over words and frames.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import EntityType, Mention, Predicate, Status
from kg.relate.features import NO_WORD, Description, Setting, Surroundings, describe_mention
from kg.relate.lexicon import object_types, read_rows
from kg.relate.masking import MaskedSentence
from kg.relate.weights import Models

NONE = "none"
LEARNED = (
    Predicate.IMPLEMENTS,
    Predicate.TARGETS,
    Predicate.AWARDED,
    Predicate.UPHOLDS,
    Predicate.HOSTS,
    Predicate.COOPERATES_WITH,
)
_FOUNDING = {"build", "finish", "start", "do"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of `mentions[number]`, before it is known who the subject is."""

    number: int
    mention: Mention
    predicate: Predicate
    status: Status
    score: float
    rule: str


def state_facts(masked: MaskedSentence, setting: Setting, *, models: Models, threshold: float) -> Iterator[Statement]:
    """The statements of one sentence, in the order of their mentions."""
    for number, mention in enumerate(masked.mentions):
        description = describe_mention(masked, number, setting)
        likely = (_judge_predicate(mention, description, models), _judge_founding(mention, description.around))
        found = next((judged for judged in likely if judged and judged[1] >= threshold), None)
        if found:
            status = _judge_status(description, (mention.type, setting.role), models)
            yield Statement(number, mention, found[0], status, found[1], f"{found[2]}:{_governor(description.around)}")


@cache
def allowed_predicates(kind: EntityType) -> tuple[str, ...]:
    """The labels that the model of predicates may give a name of this type."""
    return (NONE, *(predicate.value for predicate in LEARNED if _fits(kind, predicate)))


def _judge_status(description: Description, partners: tuple[str, ...], models: Models) -> Status:
    chances = models.statuses.judge(description.unpaired, paired=description.paired, partners=partners)
    return Status(max(chances, key=chances.__getitem__))


def _fits(kind: EntityType, predicate: Predicate) -> bool:
    built = kind is EntityType.ORGANIZATION and predicate is Predicate.IMPLEMENTS  # left to the rule of founding
    return kind in object_types()[predicate] and not built


def _judge_predicate(mention: Mention, description: Description, models: Models) -> tuple[Predicate, float, str] | None:
    allowed = allowed_predicates(mention.type)
    if len(allowed) == 1:
        return None
    chances = models.predicates.judge(
        description.unpaired, allowed, paired=description.paired, partners=(mention.type,)
    )
    best = max(allowed[1:], key=chances.__getitem__)
    return Predicate(best), chances[best], "model"


def _judge_founding(mention: Mention, around: Surroundings) -> tuple[Predicate, float, str] | None:
    """A school or hospital that is built or founded: the gold leaves it open, the words are plain (decided case 18)."""
    if mention.type is not EntityType.ORGANIZATION or not "".join(mention.text.split()).endswith(_founded()):
        return None
    governs = around.left.tags[0] in _FOUNDING and around.clauses_back == 0 and around.start - around.left.end < 4
    follows = around.right.tags[0] in _FOUNDING and around.right.start - around.end < 4
    return (Predicate.IMPLEMENTS, 0.7, "founding") if governs or follows else None


@cache
def _founded() -> tuple[str, ...]:
    return tuple(row[0] for row in read_rows("founded"))


def _governor(around: Surroundings) -> str:
    return (around.left if around.left is not NO_WORD and around.clauses_back < 9 else around.right).text
