"""jieba's dictionary and keyword weights → words and keywords: an own tokenizer, no cache file, no global state.

jieba keeps one tokenizer for the whole process and writes a cache into the temp folder, which it would also read from
there without asking who wrote it. Ours is made from jieba's dictionary alone.
"""

import logging
import warnings
from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import Any


class JiebaWords:
    """Segmentation and TF-IDF keywords by jieba."""

    def __init__(self, stop_words: Iterable[str] = ()) -> None:
        """Load jieba's dictionary and its inverse document frequencies, in about a second."""
        self._tokenizer = _make_tokenizer()
        self._keywords = _make_keywords(self._tokenizer, frozenset(stop_words))

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; joined they are the text."""
        return list(self._tokenizer.cut(text))

    def rank_keywords(self, text: str, *, limit: int) -> tuple[str, ...]:
        """The words that weigh most by TF-IDF, heaviest first; equals in the order of their characters."""
        weighed = self._keywords.extract_tags(text, topK=None, withWeight=True)
        ranked = sorted(weighed, key=lambda pair: (-round(pair[1], 9), pair[0]))
        return tuple(word for word, _ in ranked if not word.isascii())[:limit]


def _make_tokenizer() -> Any:  # noqa: ANN401 -- jieba has no types
    jieba = import_jieba()
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    return tokenizer


def _make_keywords(tokenizer: Any, stop_words: frozenset[str]) -> Any:  # noqa: ANN401 -- jieba has no types
    keywords = copy(import_jieba().analyse.default_tfidf)  # shares its table of weights, and nothing that we change
    keywords.tokenizer = tokenizer
    keywords.stop_words = keywords.stop_words | stop_words
    return keywords


@cache
def import_jieba() -> Any:  # noqa: ANN401 -- jieba has no types
    """The module, without its warnings and its DEBUG handler."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old escapes and pkg_resources, neither of them ours
        import jieba
        import jieba.analyse
    jieba.setLogLevel(logging.WARNING)  # importing sets DEBUG
    return jieba
