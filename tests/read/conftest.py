"""Reports in every format, made on the spot: no test file of another's making is needed."""

from collections.abc import Callable
from pathlib import Path

import pytest

TITLE = "2024年青溪镇政府工作报告"
MEETING = "——2024年1月8日在青溪镇第十九届人民代表大会第三次会议上"
PARAGRAPHS = (
    "各位代表：",
    "现在，我代表青溪镇人民政府向大会报告工作，请予审议，并请各位列席同志提出意见。",
    "一、2023年工作回顾",
    "过去一年，全镇上下坚持稳中求进，实现地区生产总值46亿元，同比增长6.5%，主要指标好于预期，各项事业取得新的进步。",
    "（一）产业发展提质增效。新招引项目12个，总投资超过30亿元，规上工业企业达到58家，一般公共预算收入增长8.1%。",
    "二、2024年工作安排",
    "新的一年，我们将继续推进青溪湖公园建设，力争固定资产投资增长10%以上，不断提升人民群众的获得感和满意度。",
)


@pytest.fixture
def report() -> str:
    """A short report with a title block, a review and a plan."""
    return "\n".join((TITLE, MEETING, "镇长 王晓明", *PARAGRAPHS))


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Write bytes into a file of this name."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write
