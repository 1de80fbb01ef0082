"""Mentions and the clause of a number in, whose number it is out: a project, a firm; None for the report's own place.

A name that opens the clause owns the number (林海水库完成投资8亿元), so does the one that the number describes
(总投资1.8亿元的富泉食品项目). Numbers joined to it by 、 are its own too.
"""

from bisect import bisect_left
from collections.abc import Sequence

from kg.measure.clauses import Clause
from kg.measure.indicator import strip_openers
from kg.model import Document, EntityType, Mention

_OWNERS = frozenset(
    {
        *(EntityType.PLACE, EntityType.PROJECT, EntityType.FACILITY, EntityType.ENTERPRISE, EntityType.EVENT),
        *(EntityType.ORGANIZATION, EntityType.BRAND),
    }
)
_NO_OWNER = (
    *(
        "等",
        "和",
        "与",
        "及",
        "的",
        "”",
        "》",
        "考核",
        "以",
        "级",
        "提案",
        "委员",
        "代表",
        "建议",
        "交办",
        "专项",
        "督办",
    ),
    *("赛区", "工程改造", "地区", "方向", "地块"),
)
_WINDOW = 60
_PREPOSITIONS = ("与", "和", "同", "从", "在", "向", "对", "为", "到", "以", "由", "比", "用", "于", "“")


class SubjectFinder:
    """Finds whose number a number is. Made for one document and its mentions."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._text = document.text
        self._own = document.metadata.organ + document.metadata.title + document.metadata.congress
        self._mentions = tuple(sorted(mentions, key=lambda mention: mention.start))
        self._starts = [mention.start for mention in self._mentions]

    def is_inside_name(self, start: int, end: int) -> bool:
        """Whether the span lies within a name and is shorter than it."""
        index = bisect_left(self._starts, start + 1) - 1
        if index < 0:
            return False
        mention = self._mentions[index]
        return end <= mention.end and (mention.start, mention.end) != (start, end)

    def find_subject(self, clause: Clause, name: str, before: str | None) -> str | None:
        """The owner of the number of a clause with that indicator; `before` is the owner of the number before it."""
        owner = self._opening(clause) or self._listed(clause, name) or self._described(clause)
        return owner or (None if clause.opens else before)

    def _opening(self, clause: Clause) -> str | None:
        """市公交集团 in 市公交集团减亏1430万元."""
        raw = self._text[clause.left_start : clause.quantity.start]
        kept = strip_openers(raw)
        mention = self._mention_at(clause.left_start + raw.find(kept)) if kept else None
        if mention is None or not self._text[mention.end : clause.quantity.start].strip():
            return None
        if self._text.startswith((*_NO_OWNER, "、"), mention.end):
            return None
        return None if self._text.endswith(_PREPOSITIONS, 0, mention.start) else mention.text

    def _listed(self, clause: Clause, name: str) -> str | None:
        """金秀县 in 忻城县、金秀县工业投资分别增长6%、7%."""
        if "分别" not in clause.left and clause.left.strip("、和与及 "):
            return None
        index = bisect_left(self._starts, clause.quantity.start) - 1
        while index >= 0 and clause.quantity.start - self._mentions[index].start < _WINDOW:
            mention = self._mentions[index]
            if self._is_owner(mention) and name.startswith(mention.text) and name != mention.text:
                return mention.text
            index -= 1
        return None

    def _described(self, clause: Clause) -> str | None:
        end = clause.quantity.end
        if not self._text.startswith("的", end):
            return None
        mention = self._mention_at(end + 1)
        return mention.text if mention else None

    def _mention_at(self, start: int) -> Mention | None:
        index = bisect_left(self._starts, start)
        if index >= len(self._mentions) or self._mentions[index].start != start:
            return None
        mention = self._mentions[index]
        return mention if self._is_owner(mention) else None

    def _is_owner(self, mention: Mention) -> bool:
        return mention.type in _OWNERS and mention.text not in self._own
