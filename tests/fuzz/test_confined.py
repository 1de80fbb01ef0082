"""Building asks no network, starts no program, runs nothing that a document or a model file says."""

import io
import json
import pickle
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from kg.backends.tagger import NeuralTagger
from kg.errors import ReadError, UsageError
from kg.read import read_document
from kg.resources import locate_data
from tests.fuzz.seeds import make_seeds, write_docx, write_html

# An audit hook cannot be taken off again, so this needs a process of its own.
CONFINED = """
import sys
FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pickle.find_class", "webbrowser.open",
    "urllib.Request"}
def refuse(event, args):
    if event in FORBIDDEN:
        sys.stderr.write(f"forbidden: {event} {args!r}\\n")
        sys.stderr.flush()
        raise SystemExit(9)
from pathlib import Path
from kg.building import build_folder
from kg.cli import main
sys.addaudithook(refuse)
sys.argv = ["kg", *sys.argv[1:]]
if sys.argv[1] == "build-here":  # in this process, where the hook sees what readers do
    build_folder([Path(sys.argv[2])], Path(sys.argv[4]))
else:
    main()
"""


class _Counting(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server, and what it has been asked for."""
    _Counting.asked = []
    with HTTPServer(("127.0.0.1", 0), _Counting) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", _Counting.asked
        running.shutdown()
        thread.join()


def confined(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CONFINED, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_whole_build_needs_no_network_and_no_other_program(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for ending, seeds in make_seeds().items():
        (folder / f"a{ending}").write_bytes(seeds[0])
    answer = confined("build-here", folder, "-o", tmp_path / "out")
    assert "forbidden" not in answer.stderr
    assert answer.returncode == 0
    assert len((tmp_path / "out/documents.jsonl").read_text("utf-8").splitlines()) >= 4
    answer = confined("build", folder / "a.txt", "-o", tmp_path / "text")
    assert ("forbidden" in answer.stderr, answer.returncode) == (False, 0)


def test_the_hook_that_watches_a_build_does_watch(server: tuple[str, list[str]], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://a/s> <http://a/p> <http://a/o> .", "utf-8")
    answer = confined("load", tmp_path / "a.ttl", "--to", f"{server[0]}/store")
    assert "forbidden: " in answer.stderr
    assert server[1] == []


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html SYSTEM "{url}/x.dtd">',
        '<!DOCTYPE html [<!ENTITY % e SYSTEM "{url}/e.dtd"> %e;]>',
        '<!DOCTYPE html [<!ENTITY e SYSTEM "{file}">]><p>&e;</p>',
        '<?xml version="1.0"?><?xml-stylesheet href="{url}/s.xsl"?>',
        '<link rel="stylesheet" href="{url}/s.css"><img src="{url}/i.png"><iframe src="{url}/f"></iframe>',
    ],
)
@pytest.mark.parametrize("kind", [".html", ".docx"])
def test_nothing_outside_a_file_is_fetched(
    kind: str, doctype: str, server: tuple[str, list[str]], tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("绝密内容", "utf-8")
    head = doctype.format(url=server[0], file=(tmp_path / "secret.txt").as_uri())
    path = tmp_path / f"a{kind}"
    path.write_bytes(_put_in(head, kind))
    try:
        text = read_document(path).text
    except ReadError:
        text = ""
    assert server[1] == []
    assert "绝密" not in text


def _put_in(head: str, kind: str) -> bytes:
    if kind == ".html":
        return head.encode() + write_html("全镇工作取得进步。")
    data = write_docx("全镇工作取得进步。")
    path = "word/document.xml"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"<w:document", head.encode() + b"<w:document", 1) if name == path else part
            )
    return buffer.getvalue()


class _Trap:
    """Unpickling it writes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


def _write_pickle(path: Path, trap: _Trap) -> None:
    path.write_bytes(pickle.dumps(trap))


def _write_objects(path: Path, trap: _Trap) -> None:
    with path.open("wb") as file:
        np.savez(file, embedding=np.array([trap], dtype=object))


def _write_array(path: Path, trap: _Trap) -> None:
    with path.open("wb") as file:
        np.save(file, np.array([trap], dtype=object), allow_pickle=True)


@pytest.mark.parametrize("write", [_write_pickle, _write_objects, _write_array])
def test_a_pickle_in_the_place_of_weights_is_refused_and_not_run(
    write: Callable[[Path, _Trap], None], tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(locate_data("tagger"), folder)
    write(folder / "weights.npz", _Trap(tmp_path / "mark"))
    with pytest.raises(UsageError, match=r"weights\.npz.*plain arrays"):
        NeuralTagger(folder)
    assert not (tmp_path / "mark").exists()


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    shutil.copytree(locate_data("tagger"), tmp_path / "model")
    settings = tmp_path / "model" / "model.json"
    settings.write_text(json.dumps({"vocabulary": []}), "utf-8")
    with pytest.raises(UsageError, match=r"model\.json"):
        NeuralTagger(tmp_path / "model")
