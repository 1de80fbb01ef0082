"""A number that nothing names is no measure: nobody could check it."""

from pathlib import Path

from kg.measure import find_measures
from kg.read import read_document
from kg.structure import outline_document


def test_a_number_without_a_name_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、2021年工作回顾\n全县8805户21869名贫困人口全部脱贫。\n完成投资3亿元。\n", "utf-8")
    document = read_document(path)
    measures = find_measures(document, outline_document(document))
    assert "3亿元" in {measure.value for measure in measures}
    assert all(measure.indicator for measure in measures)
