"""Graphs in, pictures for a page out: static SVG without a library, each bar and square a link to its sentence."""

from kg.site.charts.drawing import Picture
from kg.site.charts.indicators import draw_indicators
from kg.site.charts.matrix import TYPES, draw_shared
from kg.site.charts.statuses import StatusRow, draw_statuses

__all__ = ["TYPES", "Picture", "StatusRow", "draw_indicators", "draw_shared", "draw_statuses"]
