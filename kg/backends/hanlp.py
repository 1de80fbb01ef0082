"""HanLP component in a local folder → recogniser: its lists and dicts stop here.

HanLP's NER components answer with lists of (text, label, begin, end) over the tokens they were given, its multi-task
models with a dict of such lists beside the tokens they cut themselves. Both become mentions in offsets of the source
text. Nothing is downloaded: the folder must hold the component.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from kg.errors import MissingExtraError, NotFoundError, UsageError
from kg.model import EntityType, Mention, Sentence
from kg.resources import read_data

_SOURCE = "hanlp"
_SCORE = 0.6  # HanLP gives no probability; a middling chance leaves sure rules their say
_BATCH = 32


class _Component(Protocol):
    def __call__(self, data: list[Any]) -> Any: ...  # noqa: ANN401 -- HanLP's own lists and dicts


class HanlpTagger:
    """A HanLP NER or multi-task component behind our own protocol."""

    def __init__(self, folder: Path) -> None:
        """Load the component.

        Raises:
            MissingExtraError: hanlp is not installed.
            NotFoundError: there is no such folder.
            UsageError: the folder holds no HanLP component.
        """
        self._component = _load(folder)
        self._labels = _read_labels()

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """The mentions of the sentences. Sorted by start. Spans do not overlap."""
        found = [
            mention
            for first in range(0, len(sentences), _BATCH)
            for mention in self._tag(text, sentences[first : first + _BATCH])
        ]
        return tuple(_without_overlaps(found))

    def _tag(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Mention]:
        cut = [text[sentence.start : sentence.end] for sentence in sentences]
        answer = self._component([list(part) for part in cut]) if _takes_tokens(self._component) else None
        rows = join_spans(answer, cut) if answer is not None else join_spans(self._component(cut), cut)
        for sentence, spans in zip(sentences, rows, strict=True):
            for label, start, end in spans:
                if kind := self._labels.get(label):
                    begin, stop = sentence.start + start, sentence.start + end
                    yield Mention(start=begin, end=stop, text=text[begin:stop], type=kind, score=_SCORE, source=_SOURCE)


def _load(folder: Path) -> _Component:
    if not folder.is_dir():
        raise NotFoundError("folder with a HanLP component", str(folder))
    if not any((folder / name).exists() for name in ("config.json", "meta.json")):
        raise UsageError(f"{folder} holds no HanLP component: it has neither config.json nor meta.json.")
    try:
        import hanlp
    except ImportError as err:
        raise MissingExtraError("The HanLP tagger", "hanlp") from err
    component = hanlp.load(str(folder), devices=-1)
    crf = getattr(getattr(component, "model", None), "crf", None)
    if crf is not None and not crf.batch_first:
        crf.batch_first = True  # HanLP 2.1.5 passes its constraints where the CRF expects this flag
    return component  # type: ignore[no-any-return]


def _takes_tokens(component: _Component) -> bool:
    """Single NER components want characters, multi-task ones whole sentences."""
    return type(component).__name__ != "MultiTaskLearning"


def join_spans(answer: Any, sentences: Sequence[str]) -> list[list[tuple[str, int, int]]]:  # noqa: ANN401 -- see module
    """Per sentence the (label, start, end) in characters, whatever the component's form of answer."""
    if not isinstance(answer, Mapping):
        return [[(label, begin, end) for _, label, begin, end in spans] for spans in answer]
    tokens = next(value for name, value in answer.items() if name.startswith("tok"))
    rows = next(value for name, value in answer.items() if name.startswith("ner"))
    places = [_locate_tokens(sentence, parts) for sentence, parts in zip(sentences, tokens, strict=True)]
    return [
        [(label, at[begin][0], at[end - 1][1]) for _, label, begin, end in spans]
        for spans, at in zip(rows, places, strict=True)
    ]


def _locate_tokens(sentence: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """The span of each token; between them may stand white space."""
    spans, at = [], 0
    for token in tokens:
        start = max(sentence.find(token, at), at)
        at = start + len(token)
        spans.append((start, at))
    return spans


def _without_overlaps(mentions: Sequence[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.type)):
        if mention.start >= end:
            yield mention
            end = mention.end


@lru_cache(maxsize=1)
def _read_labels() -> dict[str, EntityType]:
    rows = [line.split("\t") for line in read_data("recognise/hanlp_labels.tsv").splitlines() if line[:1] != "#"]
    return {label: EntityType(kind) for label, kind in rows} | {kind.value: kind for kind in EntityType}
