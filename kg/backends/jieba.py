"""jieba's dictionary and keyword weights → words and keywords: an own tokenizer, no cache file, no global state.

jieba keeps one tokenizer for the whole process and writes a cache into the temp folder, which it would also read from
there without asking who wrote it. Ours is made from jieba's dictionary alone.
"""

import logging
import warnings
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import inf, log
from pathlib import Path
from statistics import median_high
from typing import Any


class JiebaWords:
    """Segmentation and TF-IDF keywords by jieba."""

    def __init__(self, stop_words: Iterable[str] = ()) -> None:
        """Load jieba's dictionary and its inverse document frequencies, in less than a second."""
        self._tokenizer = _make_tokenizer()
        self._rarities = _read_rarities()
        self._usual_rarity = median_high(self._rarities.values())
        self._stop_words = frozenset(stop_words)

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; joined they are the text."""
        return list(self._tokenizer.cut(text))

    def rank_keywords(self, text: str, *, limit: int) -> tuple[str, ...]:
        """The words that weigh most by TF-IDF, heaviest first; equals in the order of their characters."""
        found = Counter(self._tokenizer.cut(text))
        counts = {word: count for word, count in found.items() if self._is_telling(word)}
        total, rarities, usual = sum(counts.values()), self._rarities, self._usual_rarity
        weights = {word: count * (rarities.get(word, usual) / total) for word, count in counts.items()}
        return tuple(sorted(weights, key=lambda word: (-round(weights[word], 9), word)))[:limit]

    def _is_telling(self, word: str) -> bool:
        return len(word.strip()) > 1 and not word.isascii() and word.lower() not in self._stop_words


def _make_tokenizer() -> Any:  # noqa: ANN401 -- jieba has no types
    tokenizer = _define_tokenizer()()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    return tokenizer


@cache
def _define_tokenizer() -> Any:  # noqa: ANN401 -- jieba has no types
    """The tokenizer of jieba with one loop for two: words are weighed as they are found. It cuts the same."""

    class Tokenizer(import_jieba().Tokenizer):  # type: ignore[misc]
        def get_DAG(self, sentence: str) -> None:  # noqa: N802 -- jieba's name
            """Nothing: `calc` finds the words itself."""

        def calc(self, sentence: str, _: None, route: dict[int, tuple[float, int]]) -> None:
            """The best way from each character to the end: its weight, and the last character of its first word."""
            find, whole, length = self.FREQ.get, log(self.total), len(sentence)
            route[length] = (0, 0)
            for start in range(length - 1, -1, -1):
                best, last = -inf, start
                end, count = start + 1, find(sentence[start])
                while count is not None:  # 0 for what only begins a word
                    if count and (weight := log(count) - whole + route[end][0]) >= best:
                        best, last = weight, end - 1
                    if end == length:
                        break
                    end += 1
                    count = find(sentence[start:end])
                route[start] = (route[start + 1][0] - whole, start) if best == -inf else (best, last)

    return Tokenizer


def _read_rarities() -> dict[str, float]:
    """The table of `jieba.analyse`, which itself would first load a second dictionary, for parts of speech."""
    table = Path(import_jieba().__file__).with_name("analyse") / "idf.txt"
    rows = (line.split(" ") for line in table.read_text("utf-8").splitlines())
    return {word: float(rarity) for word, rarity in rows}


@cache
def import_jieba() -> Any:  # noqa: ANN401 -- jieba has no types
    """The module, without its warnings and its DEBUG handler."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old escapes and pkg_resources, neither of them ours
        import jieba
    jieba.setLogLevel(logging.WARNING)  # importing sets DEBUG
    return jieba
