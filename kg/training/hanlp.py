"""Gold folder → HanLP component in a folder: HanLP's own BiLSTM-CRF, trained on our types.

Characters are the tokens. The scheme is BIO, since prediction with IOBES raises in HanLP 2.1.5. White space becomes an
underscore, because HanLP's TSV reader would take it for a column break.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import MissingExtraError
from kg.evaluate import Item, read_gold
from kg.read import read_document
from kg.structure import outline_document

Row = tuple[str, str]
_CLASS = "hanlp.components.ner.rnn_ner.RNNNamedEntityRecognizer"


def train_hanlp(gold_dir: Path, folder: Path, *, epochs: int = 30, hidden: int = 128, seed: int = 1) -> None:
    """Train on the annotated sentences of `gold_dir`, each tenth held back to choose the epoch; save into `folder`.

    Raises:
        MissingExtraError: hanlp is not installed.
        NotFoundError: the folder has no `*.gold.json`.
    """
    sentences = list(read_tagged_sentences(gold_dir))
    component = _make_component()
    with tempfile.TemporaryDirectory() as scratch:
        train, dev = Path(scratch, "train.tsv"), Path(scratch, "dev.tsv")
        _write_tsv(train, (rows for number, rows in enumerate(sentences) if number % 10))
        _write_tsv(dev, sentences[::10])
        size = {"rnn_hidden": hidden, "embed": 100, "batch_size": 16}
        choice = {"tagging_scheme": "BIO", "devices": -1, "seed": seed, "lr": 3e-3, "patience": epochs}
        component.fit(str(train), str(dev), str(folder), epochs=epochs, **size, **choice)
    _name_hanlp_class(folder / "config.json")


def read_tagged_sentences(gold_dir: Path) -> Iterator[list[Row]]:
    """Each annotated sentence of the gold as (character, BIO label) rows, in the order of documents and text."""
    for name, gold in read_gold(gold_dir).items():
        document = read_document(gold_dir / f"{name}.txt")
        labels = _label_characters(document.text, gold)
        for sentence in outline_document(document).sentences:
            if any(start <= sentence.start < end for start, end in gold["ranges"]):
                span = range(sentence.start, sentence.end)
                yield [("_" if document.text[i].isspace() else document.text[i], labels[i]) for i in span]


def _label_characters(text: str, gold: Item) -> list[str]:
    labels = ["O"] * len(text)
    for mention in gold["mentions"]:
        start, end = mention["start"], mention["end"]
        labels[start:end] = [f"B-{mention['type']}"] + [f"I-{mention['type']}"] * (end - start - 1)
    return labels


def _write_tsv(path: Path, sentences: Iterable[Iterable[Row]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for rows in sentences:
            file.writelines(f"{character}\t{label}\n" for character, label in rows)
            file.write("\n")


def _name_hanlp_class(config: Path) -> None:
    """Name HanLP's own class in the saved component, so that HanLP loads it without us."""
    fields = json.loads(config.read_text("utf-8")) | {"classpath": _CLASS}
    config.write_text(json.dumps(fields, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")


def _make_component() -> Any:  # noqa: ANN401 -- HanLP has no types
    try:
        from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
    except ImportError as err:
        raise MissingExtraError("Training a HanLP component", "hanlp") from err

    class BatchFirstRecognizer(RNNNamedEntityRecognizer):  # type: ignore[misc]
        """HanLP 2.1.5 passes its constraints where the CRF expects `batch_first`, and then learns nothing."""

        def build_model(self, **config: Any) -> Any:  # noqa: ANN401 -- HanLP's own signature
            model = super().build_model(**config)
            model.crf.batch_first = True
            return model

    return BatchFirstRecognizer()
