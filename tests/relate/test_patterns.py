"""The rare facts that fixed wordings tell."""

from collections.abc import Callable

import pytest

Rows = Callable[..., set[tuple[str | None, str, str, str]]]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("[罗店镇人民政府|Organization]镇长[王小山|Person]", ("王小山", "leads", "罗店镇人民政府", "ongoing")),
        ("[李大海|Person]院士领衔的[光电团队|Organization]成立。", ("李大海", "leads", "光电团队", "ongoing")),
        ("[青山学院|Organization]成立[光伏学院|Organization]。", ("光伏学院", "partOf", "青山学院", "done")),
        ("[宏图建设|Enterprise]承建[云溪大桥|Facility]。", ("宏图建设", "undertakes", "云溪大桥", "done")),
        ("[云溪大桥|Facility]由[宏图建设|Enterprise]投资建设。", ("宏图建设", "undertakes", "云溪大桥", "done")),
    ],
)
def test_a_fixed_wording_tells_its_fact(rows: Rows, sentence: str, row: tuple[str, str, str, str]) -> None:
    assert row in rows(sentence)


def test_a_section_of_plans_makes_an_undertaking_planned(rows: Rows) -> None:
    found = rows("支持[宏图建设|Enterprise]投资建设[云溪大桥|Facility]。", role="plan")
    assert ("宏图建设", "undertakes", "云溪大桥", "planned") in found
