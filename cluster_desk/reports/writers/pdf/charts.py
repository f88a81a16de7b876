"""A chart of the PDF: vector bars that stay apart in black and white."""

from __future__ import annotations

from cluster_desk.reports import document as doc
from cluster_desk.reports.writers.pdf.flow import Box, Drawn, height_of
from cluster_desk.reports.writers.pdf.page import MM, Pages
from cluster_desk.reports.writers.pdf.text import ASCENT, LINE, Line, wrap

_SIZE, _SMALL = 9.5, 8.5
_BAR, _GAP = 8.0, 5.0  # points: a bar's height, between the groups
_LABELS = 62 * MM
_NUMBERS = 18 * MM
_SAMPLE, _APART = 22.0, 18.0  # points: a bar before its title, between two titles of the legend


def chart_boxes(chart: doc.Chart, room: float, whole: float) -> list[Box]:
    """The legend, a box a line of bars, and the caption below, on one page.

    A chart higher than a page goes on overleaf, where the legend is told again.
    `whole`: the height of an empty page, points.
    """
    legend = _legend(chart, room) if len(chart.series) > 1 or chart.target is not None else None
    bars = [_group(chart, each, room) for each in chart.bars]
    boxes = [legend, *bars] if legend else bars
    if chart.caption:
        boxes.append(_caption(chart.caption, room))
    if not boxes:
        return []
    boxes[0].before = chart.before
    fits = height_of(boxes) <= whole
    for n, box in enumerate(boxes[:-1]):
        box.keep_next = fits or n in (0, 1, len(boxes) - 3, len(boxes) - 2)
        box.overleaf = legend if n else None
    return boxes


def _legend(chart: doc.Chart, room: float) -> Box:
    """What each kind of bar is, in as many rows as that takes."""
    titles = [(n, title) for n, title in enumerate(chart.series)] if len(chart.series) > 1 else []
    entries = [(n, line) for n, title in titles for line in wrap(title, _SIZE, room - _SAMPLE)[:1]]
    if chart.target is not None:
        entries.append((-1, wrap("целевое значение", _SIZE, room - _SAMPLE)[0]))
    rows: list[list[tuple[int, Line]]] = [[]]
    for entry in entries:
        if rows[-1] and _width([*rows[-1], entry]) > room:
            rows.append([])
        rows[-1].append(entry)

    def draw(pages: Pages, x: float, y: float) -> None:
        for row in rows:
            at = x + max(0.0, (room - _width(row)) / 2)
            for n, word in row:
                if n < 0:
                    pages.upright(at + 8, y + 1, _SIZE, dashed=True)
                else:
                    _bar(pages, n, at, y + 2, 16)
                pages.line(word, at + _SAMPLE, y + _SIZE * ASCENT, "left", room)
                at += word.width + _SAMPLE + _APART
            y += _SIZE * LINE

    return Drawn(height=len(rows) * _SIZE * LINE + 4, drawing=draw)


def _width(row: list[tuple[int, Line]]) -> float:
    return sum(word.width + _SAMPLE for _n, word in row) + _APART * (len(row) - 1)


def _group(chart: doc.Chart, bars: doc.Bars, room: float) -> Box:
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
