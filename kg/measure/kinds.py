"""A quantity and what stands before it in, the kind of measure out: level, growth, share or rank."""

from kg.measure.indicator import Reading
from kg.measure.quantities import Quantity
from kg.model import MeasureKind

_GROWTH_NAMES = ("增速", "增幅", "增长率", "涨幅", "降幅", "增长", "下降率", "跌幅", "降低率", "提速")
_STRONG = frozenset(
    {
        *(
            "同比增长",
            "增长",
            "同增",
            "净增长",
            "提高",
            "提高了",
            "提升",
            "上升",
            "上涨",
            "攀升",
            "递增",
            "回升",
            "增长了",
        ),
        *(
            "同比下降",
            "下降",
            "下降了",
            "减少",
            "减少了",
            "降低",
            "降低了",
            "压减",
            "缩短",
            "缩短了",
            "压缩",
            "缩减",
            "回落",
        ),
        *("负增长", "收窄", "削减", "下调", "上调", "上浮", "提前", "增加", "增加了", "高出", "核减", "精简", "下浮"),
    }
)


def is_ratio(quantity: Quantity) -> bool:
    """Whether the number is a part of something rather than an amount."""
    return quantity.unit.dimension == "ratio"


def decide_kind(quantity: Quantity, reading: Reading, *, named: bool, after: str) -> MeasureKind:
    """The kind of a quantity; `named` tells that an indicator stands before it, `after` is the noun behind it."""
    dimension = quantity.unit.dimension
    if dimension in {"points", "times"}:
        return MeasureKind.GROWTH
    if dimension == "ratio":
        if reading.name.endswith(_GROWTH_NAMES) or (reading.change and not reading.reaches) or reading.compared:
            return MeasureKind.GROWTH
        return MeasureKind.SHARE
    changed = reading.change_word in _STRONG and (dimension != "count" or reading.compared)
    return MeasureKind.GROWTH if changed and named and not after else MeasureKind.LEVEL
