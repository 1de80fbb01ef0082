"""The short form of fuzzing: hostile files are read or refused, and whatever is made of them holds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.settings import Settings
from tests.fuzz.drive import Checker, drive
from tests.fuzz.hostile import BREAKOUTS, CODECS, ODDITIES, HostileFile, make_numbered
from tests.fuzz.invariants import check_extraction, check_outputs, check_quads, check_reading
from tests.fuzz.seeds import make_seeds, read_excerpts

SEEDS = st.integers(0, 2**32)
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("ending", sorted(make_seeds()))
def test_what_the_fuzzer_breaks_is_sound_before(ending: str, tmp_path: Path) -> None:
    documents = [check_reading(f"a{ending}", data) for data in make_seeds()[ending]]
    assert all(documents)
    assert documents[0]
    check_outputs(check_extraction(documents[0], Settings()), tmp_path)


def test_the_same_seed_makes_the_same_file() -> None:
    assert make_numbered(7) == make_numbered(7)
    assert len({make_numbered(seed) for seed in range(50)}) == 50


@settings(QUICK, max_examples=300)
@given(SEEDS)
def test_a_reader_lets_nothing_out_but_read_errors(seed: int) -> None:
    file = make_numbered(seed)
    check_reading(file.name, file.data)


@settings(QUICK, max_examples=60)
@given(SEEDS)
def test_whatever_is_read_goes_through_the_stages(seed: int) -> None:
    file = make_numbered(seed)
    if document := check_reading(file.name, file.data):
        check_quads(check_extraction(document))


@settings(QUICK, max_examples=40)
@given(st.text(max_size=30), st.sampled_from(CODECS), st.sampled_from((".txt", ".md", ".html", ".docx", ".pdf")))
def test_any_text_in_any_encoding_under_any_name(words: str, codec: str, ending: str) -> None:
    text = f"{words}\n{read_excerpts()[0][:200]}{words}建成青溪湖公园，增长{words}6.5%。"
    data = text.encode(codec, "surrogatepass" if codec.startswith("utf") else "replace")
    if document := check_reading(f"a{ending}", data):
        check_extraction(document)


@pytest.mark.parametrize("oddity", [*ODDITIES, *BREAKOUTS], ids=ascii)
def test_every_oddity_stands_among_facts(oddity: str, tmp_path: Path) -> None:
    head = "2023年罗店镇政府工作报告\n一、2023年工作回顾\n"
    text = f"{head}建成{oddity}青溪湖{oddity}公园，{oddity}实现增长{oddity}6.5%。\n"
    document = check_reading("a.txt", text.encode("utf-8", "surrogatepass"))
    if document:
        check_outputs(check_extraction(document), tmp_path)


def test_a_finding_is_noted_where_it_broke(tmp_path: Path) -> None:
    checker = Checker(tmp_path)
    checker.check(HostileFile(name="a.txt", data=7), "input 1")  # type: ignore[arg-type]
    assert len(checker.tally.findings) == 1
    assert list(checker.tally.first.values()) == ["input 1"]


@pytest.mark.soak
def test_a_hundred_thousand_hostile_files(inputs: int) -> None:
    report = drive(inputs, seed=1).report()
    assert report["findings"] == {}
    assert isinstance(report["megabytes"], int)
    assert report["megabytes"] < 1500
