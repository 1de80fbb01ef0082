"""A sentence and its mentions in, the sentence with one letter for each mention out.

A name hides its own words: the 改造 of 中医院迁建改造 governs nothing. So every mention becomes one private-use letter
that tells its type, quotes, spaces and footnote marks go, and what is left is short: 推进 and a letter. Lists of
names become runs of letters, which the chains here record.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import EntityType, Mention, Sentence
from kg.relate.lexicon import Word, adverbs, verbs

LETTER = {kind: chr(0xE000 + number) for number, kind in enumerate(EntityType)}
TYPE_OF = {letter: kind for kind, letter in LETTER.items()}
LETTERS = "".join(TYPE_OF)
_NOISE = re.compile(rf"[\s“”‘’\"'《》〈〉「」『』{LETTERS}]+|\[\d{{1,3}}\]|〔\d{{1,3}}〕")
_CHAIN = re.compile(rf"[{LETTERS}](?:(?:以及|[、和与及暨或·/])?[{LETTERS}])*")
_BREAK = re.compile(r"[，,；;：:。！？!?]|——")


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """`letters[i]` is where `mentions[i]` stands in `text`; `chains` are the half-open spans of lists of names."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    text: str
    letters: tuple[int, ...]
    chains: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    verbs: tuple[Word, ...]
    adverbs: tuple[Word, ...]

    def clause_of(self, position: int) -> int:
        """The number of the clause that a position of `text` stands in."""
        return bisect_right(self.breaks, position)

    def chain_of(self, position: int) -> tuple[int, int]:
        """The chain that holds the letter at a position of `text`."""
        return self.chains[bisect_right(self.chains, (position, len(self.text) + 1)) - 1]


def mask_sentence(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> MaskedSentence:
    """The masked view of one sentence of `text`; `mentions` are those inside it, sorted by start."""
    pieces: list[str] = []
    letters: list[int] = []
    length, last = 0, sentence.start
    for mention in mentions:
        piece = _NOISE.sub("", text[last : mention.start])
        letters.append(length + len(piece))
        pieces += (piece, LETTER[mention.type])
        length, last = letters[-1] + 1, mention.end
    masked = "".join((*pieces, _NOISE.sub("", text[last : sentence.end])))
    return MaskedSentence(
        sentence=sentence,
        mentions=tuple(mentions),
        text=masked,
        letters=tuple(letters),
        chains=tuple(match.span() for match in _CHAIN.finditer(masked)),
        breaks=tuple(match.end() for match in _BREAK.finditer(masked)),
        verbs=verbs()(masked),
        adverbs=adverbs()(masked),
    )
