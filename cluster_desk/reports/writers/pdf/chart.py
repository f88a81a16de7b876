"""A chart in the PDF: vector bars that stay apart in black and white."""

from __future__ import annotations

from cluster_desk.reports.document.charts import Bars, Chart
from cluster_desk.reports.writers.pdf.flow import Box, Drawn
from cluster_desk.reports.writers.pdf.page import MM, Pages
from cluster_desk.reports.writers.pdf.text import ASCENT, LINE, Line, wrap

_SIZE, _SMALL = 9.5, 8.5
_BAR, _GAP = 8.0, 5.0  # points: a bar's height, between the groups
_LABELS = 62 * MM
_NUMBERS = 18 * MM


def chart_boxes(chart: Chart, room: float) -> list[Box]:
    """The legend, a box a line of bars, and the caption below; a page breaks only between lines of bars."""
    boxes: list[Box] = []
    if len(chart.series) > 1 or chart.target is not None:
        boxes.append(_legend(chart, room))
    boxes += [_group(chart, bars, room) for bars in chart.bars]
    for n, box in enumerate(boxes):
        box.keep_next = n in (0, 1, len(boxes) - 2, len(boxes) - 1)
    if boxes:
        boxes[0].before = chart.before
    if chart.caption:
        boxes.append(_caption(chart.caption, room))
    return boxes


def _legend(chart: Chart, room: float) -> Box:
    several = chart.series if len(chart.series) > 1 else ()
    words = [wrap(title, _SIZE, room)[0] for title in several]
    target = wrap("целевое значение", _SIZE, room)[0] if chart.target is not None else None
    values = [*words, *([target] if target else [])]
    width = sum(word.width + 22 for word in values) + 18 * (len(values) - 1)

    def draw(pages: Pages, x: float, y: float) -> None:
        at = x + max(0.0, (room - width) / 2)
        for n, word in enumerate(values):
            if word is target:
                pages.upright(at + 8, y + 1, _SIZE, dashed=True)
            else:
                _bar(pages, n, at, y + 2, 16)
            pages.line(word, at + 22, y + _SIZE * ASCENT, "left", room)
            at += word.width + 40

    return Drawn(height=_SIZE * LINE + 4, drawing=draw)


def _group(chart: Chart, bars: Bars, room: float) -> Box:
    label = wrap(bars.label, _SIZE, _LABELS)
    series = len(chart.series)
    height = max(len(label) * _SIZE * LINE, series * (_BAR + 1)) + _GAP
    scale = (room - _LABELS - 4 - _NUMBERS) / chart.top

    def draw(pages: Pages, x: float, y: float) -> None:
        start = x + _LABELS + 4
        line_at = None if chart.target is None else start + chart.target * scale
        text_at = y + (height - len(label) * _SIZE * LINE) / 2
        for n, line in enumerate(label):
            pages.line(line, x, text_at + n * _SIZE * LINE + _SIZE * ASCENT, "right", _LABELS)
        top = y + (height - series * (_BAR + 1)) / 2
        for n, value in enumerate(bars.values):
            if value is None:
                continue
            width = max(0.0, value * scale)
            if width:
                _bar(pages, n, start, top + n * (_BAR + 1), width)
            number: Line = wrap(chart.value_words(value), _SMALL, _NUMBERS)[0]
            at = start + width + 3
            if line_at is not None and at - 2 < line_at < at + number.width + 2:
                at = line_at + 3  # behind the target's line, not across it
            pages.line(number, at, top + n * (_BAR + 1) + _SMALL * ASCENT - 0.5, "left", _NUMBERS)
        pages.upright(start, y, height)
        if line_at is not None:
            pages.upright(line_at, y, height, dashed=True)

    return Drawn(height=height, drawing=draw)


def _bar(pages: Pages, series: int, x: float, y: float, width: float) -> None:
    if series % 3 == 1:
        pages.hatch(x, y, width, _BAR)
    else:
        pages.fill(x, y, width, _BAR, 0.3 if series % 3 == 0 else 0.88)


def _caption(text: str, room: float) -> Box:
    lines = wrap(text, 12.0, room)

    def draw(pages: Pages, x: float, y: float) -> None:
        for n, line in enumerate(lines):
            pages.line(line, x, y + n * 12 * LINE + 12 * ASCENT, "center", room)

    return Drawn(height=len(lines) * 12 * LINE, before=4.0, drawing=draw)
