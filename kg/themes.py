"""Document → its themes: the words that set this report apart, by jieba's TF-IDF.

Words that stand in most reports say nothing about one of them; `data/themes/stop_words.txt` lists them.
"""

from functools import cache

from kg.backends.jieba import JiebaWords
from kg.model import Document, Outline
from kg.resources import read_data

THEMES = 12


def find_themes(document: Document, outline: Outline) -> tuple[str, ...]:
    """The keywords of the report's sentences, heaviest first; at most `THEMES`."""
    text = "\n".join(document.text[sentence.start : sentence.end] for sentence in outline.sentences)
    return _load_words().rank_keywords(text, limit=THEMES)


@cache
def _load_words() -> JiebaWords:
    lines = read_data("themes/stop_words.txt").splitlines()
    return JiebaWords(line for line in lines if line and not line.startswith("#"))
