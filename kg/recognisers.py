"""Settings → recognisers: which of them find the mentions of a run.

Choosing by name is a dict of factories; heavy imports happen inside the factory that needs them.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from kg.errors import UsageError
from kg.model import Recogniser
from kg.recognise import LexiconRecogniser, PatternRecogniser, PlaceRecogniser
from kg.settings import Settings


def _neural(folder: str) -> tuple[Recogniser, ...]:
    from kg.backends.tagger import NeuralTagger

    return (NeuralTagger(Path(folder) if folder else None),)


def _none(_: str) -> tuple[Recogniser, ...]:
    return ()


def _hanlp(folder: str) -> tuple[Recogniser, ...]:
    from kg.backends.hanlp import HanlpTagger

    if not folder:
        raise UsageError("The HanLP tagger needs the folder of a component: hanlp:FOLDER.")
    return (HanlpTagger(Path(folder)),)


TAGGERS: dict[str, Callable[[str], tuple[Recogniser, ...]]] = {"neural": _neural, "hanlp": _hanlp, "none": _none}


@lru_cache(maxsize=4)
def make_recognisers(settings: Settings) -> tuple[Recogniser, ...]:
    """The recognisers of a run, loaded once a process.

    Raises:
        UsageError: `settings.tagger` is none of the known taggers.
    """
    name, _, argument = settings.tagger.partition(":")
    if name not in TAGGERS:
        raise UsageError(f"There is no tagger “{name}”; choose one of {', '.join(sorted(TAGGERS))}.")
    own = [Path(settings.lexicon)] if settings.lexicon else []
    return (*TAGGERS[name](argument), LexiconRecogniser(own), PatternRecogniser(), PlaceRecogniser())
