"""A chart on a web page: an inline vector drawing."""

from __future__ import annotations

from html import escape

from cluster_desk.reports.document.charts import Chart

_WIDTH, _LABELS, _NUMBERS, _BAR, _GAP = 640.0, 230.0, 60.0, 11.0, 8.0
_FILLS = ("#444", "url(#hatch)", "#e0e0e0")


def chart(block: Chart) -> str:
    """The bars with their numbers, a legend above, the caption below."""
    said, y = [], 4.0
    if len(block.series) > 1:
        for n, title in enumerate(block.series):
            at = _LABELS + n * 150
            said.append(_rect(n, at, y, 16) + f'<text x="{at + 22:g}" y="{y + 10:g}">{escape(title)}</text>')
        y += 22
    scale = (_WIDTH - _LABELS - _NUMBERS) / block.top
    for each in block.bars:
        height = len(block.series) * (_BAR + 1)
        middle = y + height / 2 + 4
        said.append(f'<text x="{_LABELS - 6:g}" y="{middle:g}" text-anchor="end">{escape(each.label)}</text>')
        for n, value in enumerate(each.values):
            width, top = (value or 0.0) * scale, y + n * (_BAR + 1)
            words = escape(block.value_words(value))
            said.append(_rect(n, _LABELS, top, width))
            said.append(f'<text x="{_LABELS + width + 4:.1f}" y="{top + 9:g}">{words}</text>')
        y += height + _GAP
    if block.target is not None:
        at = _LABELS + block.target * scale
        said.append(f'<path d="M{at:.1f} 4V{y:g}" stroke="#000" stroke-dasharray="4 3"/>')
    hatch = (
        '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V4" stroke="#000"/></pattern></defs>'
    )
    return (
        f'<figure style="margin:{block.before:g}pt 0 {block.after:g}pt"><svg viewBox="0 0 {_WIDTH:g} {y:g}" '
        f'width="100%" font-size="11" role="img" aria-label="{escape(block.caption)}">{hatch}{"".join(said)}</svg>'
        f'<figcaption style="text-align:center">{escape(block.caption)}</figcaption></figure>'
    )


def _rect(series: int, x: float, y: float, width: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{_BAR:g}" fill="{_FILLS[series % 3]}" '
        'stroke="#000" stroke-width=".5"/>'
    )
