"""A chart in Word: a table of shaded bars, so that it needs no picture and can be mended like text."""

from __future__ import annotations

from cluster_desk.reports.document import Align
from cluster_desk.reports.document.charts import Bars, Chart
from cluster_desk.reports.writers.word.text import Shape, bare_table, paragraph, runs

_LABELS, _NUMBERS = 62.0, 18.0  # mm
_PATTERNS = ("solid", "diagStripe", "pct10")
_SIZE = 9.5


def chart(block: Chart, room: float, keep: bool) -> str:
    """The chart with its legend above and its caption below."""
    bars = room - _LABELS - _NUMBERS
    rows = [_row(block, each, bars) for each in block.bars]
    if len(block.series) > 1:
        rows.insert(0, _legend(block, bars))
    caption = paragraph(
        runs(block.caption, 12), Shape("center", 12, before=4, after=block.after, keep_next=keep, together=True)
    )
    return bare_table([_LABELS, bars, _NUMBERS], rows) + caption


def _legend(block: Chart, room: float) -> tuple[str, str, str]:
    words = "".join(paragraph(runs(title, _SIZE), _text("right")) for title in block.series)
    samples = "".join(_bar(n, room, room - 12) for n in range(len(block.series)))
    return words, samples, _empty()


def _row(block: Chart, each: Bars, room: float) -> tuple[str, str, str]:
    drawn, numbers = [], []
    for n, value in enumerate(each.values):
        width = room * (value or 0.0) / block.top
        drawn.append(_bar(n, room, room - width) if width > 0.2 else _empty())
        numbers.append(paragraph(runs(block.value_words(value), _SIZE), _text("left")))
    label = paragraph(runs(each.label, _SIZE), _text("right"))
    return label, "".join(drawn), "".join(numbers)


def _text(align: Align) -> Shape:
    return Shape(align, _SIZE, left=2.0, right=2.0, before=1, after=1, exact=11.0, keep_next=True)


def _bar(series: int, room: float, rest: float) -> str:
    pattern = _PATTERNS[series % 3]
    aside = min(rest, room - 0.5)
    return paragraph("", Shape(size=6, right=aside, before=2, after=2, exact=9.0, keep_next=True, shade=pattern))


def _empty() -> str:
    return paragraph("", Shape(size=6, before=2, after=2, exact=9.0))
