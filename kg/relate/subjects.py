"""A statement in its sentence in, the names that are its subject out; none means the report's own jurisdiction.

In 平江获批国家试点，汨罗获评示范县 each honour has its own winner, in 支持汉川打造名城 the town does the
work. Every name to the left that may be the subject by its type is judged by a linear model, its list taken as one.
"""

from collections.abc import Iterator

from kg.model import Jurisdiction, Mention, Predicate
from kg.relate.features import NO_WORD
from kg.relate.lexicon import subject_types
from kg.relate.masking import LETTERS, TYPE_OF, MaskedSentence
from kg.relate.weights import LinearModel

YES, NO = "yes", "no"
_FARTHEST = 4  # clauses between a subject and its object


def find_subjects(
    masked: MaskedSentence, number: int, predicate: Predicate, *, jurisdiction: Jurisdiction, model: LinearModel
) -> tuple[tuple[Mention, float], ...]:
    """The subjects of the statement about `mentions[number]` with their probabilities. Sorted by start."""
    judged = (
        (masked.mentions[other], model.judge(describe_subject(masked, number, other, predicate=predicate))[YES])
        for other in subject_candidates(masked, number, predicate, jurisdiction=jurisdiction)
    )
    return tuple((mention, chance) for mention, chance in judged if chance > 0.5)


def subject_candidates(
    masked: MaskedSentence, number: int, predicate: Predicate, *, jurisdiction: Jurisdiction
) -> Iterator[int]:
    """The numbers of the mentions left of the object that may be its subject by type, not the jurisdiction itself."""
    position = masked.letters[number]
    clause = masked.clause_of(position)
    own = {*jurisdiction.names, jurisdiction.organ}
    chain_start = masked.chain_of(position)[0]
    for other in range(number):
        mention = masked.mentions[other]
        near = clause - masked.clause_of(masked.letters[other]) < _FARTHEST
        if near and mention.type in subject_types()[predicate] and mention.text not in own:
            in_list = masked.letters[other] >= chain_start and mention.type is masked.mentions[number].type
            if not in_list and mention.text != masked.mentions[number].text:
                yield other


def describe_subject(masked: MaskedSentence, number: int, other: int, *, predicate: Predicate) -> list[str]:
    """The features of a candidate `mentions[other]` for a statement about `mentions[number]`."""
    target = masked.chain_of(masked.letters[number])[0]
    start, end = masked.chain_of(masked.letters[other])
    distance = min(masked.clause_of(masked.letters[number]) - masked.clause_of(start), 4)
    features = [
        *_of_candidate(masked, other, distance),
        *_of_words_between(masked, end, target, distance=distance),
    ]
    return ["bias", *features, *(f"{predicate.value}|{feature}" for feature in features)]


def _of_candidate(masked: MaskedSentence, other: int, distance: int) -> list[str]:
    text, (start, end) = masked.text, masked.chain_of(masked.letters[other])
    clause = masked.clause_of(start)
    opening = masked.breaks[clause - 1] if clause else 0
    name, kind = masked.mentions[other].text, masked.mentions[other].type.value
    return [
        f"t={kind}",
        f"d={distance}",
        f"td={kind}{distance}",
        f"open={start == opening}{distance}",
        f"L2={text[max(opening, start - 2) : start]}",
        f"L1={text[max(opening, start - 1) : start]}",
        f"R1={text[end : end + 1]}",
        f"R2={text[end : end + 2]}",
        f"R3={text[end : end + 3]}",
        f"s1={name[-1:]}",
        f"s2={name[-2:]}",
    ]


def _of_words_between(masked: MaskedSentence, end: int, target: int, *, distance: int) -> list[str]:
    between = [verb for verb in masked.verbs if end <= verb.start < target]
    first, last = (between[0], between[-1]) if between else (NO_WORD, NO_WORD)
    gap = masked.text[end:target]
    skipped = [letter for letter in gap if letter in LETTERS]
    return [
        f"v={first.text}{distance}",
        f"vf={first.tags[0]}{distance}",
        f"w={last.text}",
        f"wf={last.tags[0]}",
        f"vg={min(first.start - end, 8)}",
        f"k={min(len(skipped), 3)}{distance}",
        f"ks={'+'.join(sorted({TYPE_OF[letter].value for letter in skipped}))}",
        f"in={end > target}",
        f"gap={gap if target - end < 6 else ''}",
        f"semi={any(mark in gap for mark in '；;。')}",
    ]
