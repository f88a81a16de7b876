"""Where words wrap: the one place that breaks a text into the lines of a cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def wrapped(text: str, font: QFont, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """`text` as at most `lines` lines no wider than `width` logical pixels in `font`; the last one is elided."""
    text = " ".join(text.split("\n")) if "\n" in text else text
    if lines == 1 or metrics.horizontalAdvance(text) <= width:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    texts: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if len(texts) == lines - 1:
            rest = text[line.textStart() :]
            texts.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        texts.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return texts
