"""Document, outline and mentions in; each sentence with names, masked, with its setting in the report, out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.model import Document, Mention, Outline, Sentence
from kg.relate.features import Setting
from kg.relate.lexicon import read_rows
from kg.relate.masking import MaskedSentence, mask_sentence

_SPACES = re.compile(r"\s+")
_STOPS = "。！？!?；;，,：:"
_WORRY_LENGTH = 14  # sentences that a list of worries lasts at most, should nothing end it


def mask_document(
    document: Document, outline: Outline, mentions: Sequence[Mention]
) -> Iterator[tuple[MaskedSentence, Setting]]:
    """The sentences that hold at least one mention, in order."""
    starts = [mention.start for mention in mentions]
    moods = _find_moods(document.text, outline.sentences)
    for sentence, mood in zip(outline.sentences, moods, strict=True):
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if inside := tuple(mention for mention in inside if mention.end <= sentence.end):
            yield mask_sentence(document.text, sentence, inside), _setting(document.text, sentence, mood)


def _setting(text: str, sentence: Sentence, mood: str) -> Setting:
    return Setting(
        role=sentence.role.value,
        tenth=10 * sentence.start // len(text),
        mood=mood,
        heading=text[sentence.end - 1] not in _STOPS and sentence.end - sentence.start < 40,
    )


def _find_moods(text: str, sentences: Sequence[Sentence]) -> list[str]:
    """For each sentence `worry`, `thanks` or nothing: what is lacking is no fact, nor is whom the speaker thanks."""
    cues = {kind: re.compile(pattern) for kind, pattern in read_rows("moods")}
    moods, left = [], 0
    for sentence in sentences:
        words = _SPACES.sub("", text[sentence.start : sentence.end])
        if cues["worry"].search(words):
            left = _WORRY_LENGTH
        elif cues["end"].search(words):
            left = 0
        thanks = "thanks" if cues["thanks"].search(words) else ""
        moods.append("worry" if left else thanks)
        left = max(0, left - 1)
    return moods
