"""GraphML: any text can stand in it, every edge is told apart, and the bytes are the same each time."""

import re
from pathlib import Path

import networkx as nx

from kg.graph import Evidence
from kg.graphml import write_graphml
from kg.model import Status


def make_graph(label: str = "甲镇") -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    lists = {"alternatives": ("乙", "丙"), "documents": (), "reports": (), "measures": ()}
    for key, name in (("place/a", label), ("program/b", "八八战略")):
        graph.add_node(key, label=name, type="Place", scope="", code="", level="", mentions=2, **lists)
    for predicate in ("implements", "targets"):
        proof = Evidence(document="d", start=0, end=5, sentence="一句话。", status=Status.DONE, period="2021")
        graph.add_edge(
            "place/a", "program/b", key=predicate, predicate=predicate, statuses=("done",), evidence=(proof, proof)
        )
    return graph


def test_networkx_reads_back_what_was_written(tmp_path: Path) -> None:
    write_graphml(make_graph(), tmp_path / "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml")
    assert graph.nodes["place/a"]["label"] == "甲镇"
    assert graph.nodes["place/a"]["alternatives"] == "乙；丙"
    assert graph.edges["place/a", "program/b", "e0"]["sentences"].splitlines() == ["d#char=0,5 一句话。"] * 2


def test_parallel_edges_have_ids_of_their_own(tmp_path: Path) -> None:
    write_graphml(make_graph(), tmp_path / "g.graphml")
    text = (tmp_path / "g.graphml").read_text("utf-8")
    assert re.findall('<edge [^>]*id="([^"]+)"', text) == ["e0", "e1"]


def test_control_characters_and_markup_in_names_do_no_harm(tmp_path: Path) -> None:
    write_graphml(make_graph("甲\x00\x0b<b>&\ufffe镇"), tmp_path / "g.graphml")
    assert nx.read_graphml(tmp_path / "g.graphml").nodes["place/a"]["label"] == "甲<b>&镇"


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    write_graphml(make_graph(), tmp_path / "a.graphml")
    write_graphml(make_graph(), tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()
