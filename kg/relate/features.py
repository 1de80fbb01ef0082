"""A name in its masked sentence in, short strings that describe its surroundings out.

The strings are what the weights speak of. Words of the text stand beside the frames and statuses of the lexicon, so
that a verb never seen in training still says something. The list of names that a name stands in counts as one: what
governs the list governs its members.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.relate.lexicon import Word
from kg.relate.masking import LETTERS, TYPE_OF, MaskedSentence

NO_WORD = Word("", -1, -1, ("",))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands in its report: `tenth` counts tenths of the text, `mood` tells thanks and worries."""

    role: str
    tenth: int
    mood: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words about one name: what governs it from the left, what follows it, in its own clause where possible."""

    start: int  # of the list of names
    end: int
    left: Word
    before_left: Word
    clauses_back: int
    right: Word
    last: Word
    head: Word
    nearby_adverbs: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """The features of one mention: `alone` speak for themselves, `paired` also together with its type or section."""

    around: Surroundings
    alone: list[str]
    paired: list[str]

    @property
    def unpaired(self) -> list[str]:
        """All features, each for itself."""
        return [*self.alone, *self.paired]

    def pair_with(self, *partners: str) -> list[str]:
        """All features, and the paired ones once more with each partner."""
        pairs = (f"{partner}|{feature}" for partner in partners for feature in self.paired)
        return [*self.unpaired, *pairs]


def describe_mention(masked: MaskedSentence, number: int, setting: Setting) -> Description:
    """The features of one mention, in a fixed order."""
    position = masked.letters[number]
    around = look_around(masked, position)
    return Description(
        around=around,
        alone=[
            *_of_neighbours(masked, position, around),
            *_of_name(masked, number),
            *_of_setting(masked, around, setting),
        ],
        paired=[
            f"role={setting.role}",
            f"head={setting.heading}{setting.role}",
            *_of_verbs(around),
            *_of_text(masked, position, around),
            *_of_list(masked, position, around),
        ],
    )


def look_around(masked: MaskedSentence, position: int) -> Surroundings:
    """Find the words that matter for the name at a position of the masked text."""
    start, end = masked.chain_of(position)
    clause = masked.clause_of(start)
    opening = masked.breaks[clause - 1] if clause else 0
    closing = (
        masked.breaks[masked.clause_of(end - 1)] if masked.clause_of(end - 1) < len(masked.breaks) else len(masked.text)
    )
    # Words stand in order, and one sentence may have thousands.
    verbs, adverbs = masked.verbs, masked.adverbs
    past = bisect_right(verbs, start, key=lambda verb: verb.end)
    after = verbs[_first_from(verbs, end) : _first_from(verbs, closing)]
    inside = verbs[_first_from(verbs, opening) : past]
    left = verbs[past - 1] if past else NO_WORD
    return Surroundings(
        start=start,
        end=end,
        left=left,
        before_left=verbs[past - 2] if past > 1 else NO_WORD,
        clauses_back=min(clause - masked.clause_of(left.start), 3) if past else 9,
        right=after[0] if after else NO_WORD,
        last=after[-1] if after else NO_WORD,
        head=inside[0] if inside else NO_WORD,
        nearby_adverbs=tuple(adverbs[_first_from(adverbs, opening) : _first_from(adverbs, closing)]),
    )


def _first_from(words: Sequence[Word], position: int) -> int:
    """The number of the first word that starts at or after a position."""
    return bisect_left(words, position, key=lambda word: word.start)


def _of_verbs(around: Surroundings) -> list[str]:
    left, right = around.left, around.right
    gap = _bucket(around.start - left.end) if left.text else "-"
    found = [
        f"l={left.text}",
        f"lf={left.tags[0]}",
        f"ld={around.clauses_back}",
        f"lfd={left.tags[0]}{around.clauses_back}",
        f"ldg={around.clauses_back}{gap}",
        f"r={right.text}",
        f"rf={right.tags[0]}",
        f"rg={_bucket(right.start - around.end) if right.text else '-'}",
        f"lfrf={left.tags[0]}{around.clauses_back}_{right.tags[0]}",
    ]
    if around.clauses_back == 0:
        found += (f"l0={left.text}", *(f"lt={tag}" for tag in left.tags))
    if around.before_left.end == left.start and left.text:
        found.append(f"ll={around.before_left.text}{left.text}")
    found += (f"rt={tag}" for tag in right.tags)
    for word in around.nearby_adverbs:
        side = "<" if word.end <= around.start else ">"
        found += (f"a{side}{word.text}", f"at{side}{word.tags[0]}")
    return found


def _of_text(masked: MaskedSentence, position: int, around: Surroundings) -> list[str]:
    text, start = masked.text, around.start
    end = around.end + 1 if text[around.end : around.end + 1] == "等" else around.end
    return [
        f"L1={text[max(0, start - 1) : start]}",
        f"L2={text[max(0, start - 2) : start]}",
        f"L3={text[max(0, start - 3) : start]}",
        f"R1={text[end : end + 1]}",
        f"R2={text[end : end + 2]}",
        f"R3={text[end : end + 3]}",
        f"p2={text[position + 1 : position + 3]}",
    ]


def _of_neighbours(masked: MaskedSentence, position: int, around: Surroundings) -> list[str]:
    text, left, right = masked.text, around.left, around.right
    return [
        f"L4={text[max(0, around.start - 4) : around.start]}",
        f"R4={text[around.end : around.end + 4]}",
        f"LR={text[max(0, around.start - 2) : around.start]}_{text[around.end : around.end + 2]}",
        f"o1={text[max(0, position - 1) : position]}",
        f"p1={text[position + 1 : position + 2]}",
        f"z={around.last.text}",
        f"h={around.head.text}",
        f"lr={left.text}{around.clauses_back or ''}_{right.text}",
    ]


def _of_name(masked: MaskedSentence, number: int) -> list[str]:
    name = "".join(masked.mentions[number].text.split())
    return [
        f"n={name}",
        f"s1={name[-1:]}",
        f"s2={name[-2:]}",
        f"s3={name[-3:]}",
        f"b2={name[:2]}",
        f"nl={min(len(name), 12)}",
    ]


def _of_list(masked: MaskedSentence, position: int, around: Surroundings) -> list[str]:
    members = [letter for letter in masked.text[around.start : around.end] if letter in LETTERS]
    place = (
        "1" if len(members) == 1 else "<" if position == around.start else ">" if position == around.end - 1 else "="
    )
    kinds = "+".join(sorted({TYPE_OF[letter].value for letter in members}))
    return [f"c={place}", f"cl={min(len(members), 4)}", f"ck={kinds}"]


def _of_setting(masked: MaskedSentence, around: Surroundings, setting: Setting) -> list[str]:
    clause = masked.clause_of(around.start)
    clauses = len(masked.breaks)
    return [
        f"tenth={setting.role}{setting.tenth}",
        f"mood={setting.mood}",
        f"cn={min(clause, 4)}",
        f"cz={min(clauses - clause, 3)}",
        f"open={around.start == 0}",
        f"mark={masked.text[-1:]}",
        f"first={masked.verbs[0].text if masked.verbs else ''}",
        f"next={_next_clause_verb(masked, around)}",
    ]


def _next_clause_verb(masked: MaskedSentence, around: Surroundings) -> str:
    clause = masked.clause_of(around.end - 1)
    later = (verb.text for verb in masked.verbs if verb.start >= around.end and masked.clause_of(verb.start) > clause)
    return next(later, "")


def _bucket(distance: int) -> str:
    return str(distance) if distance < 4 else "4" if distance < 7 else "7" if distance < 12 else "12"
