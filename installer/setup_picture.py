"""The picture of the setup's last page, drawn of the program's icon: `python setup_picture.py ICON.svg TARGET.bmp`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_WIDTH, _HEIGHT, _ICON = 492, 942, 264  # three times what NSIS shows, for screens of 300 %
_GROUND, _LINE = "#F4F5F7", "#2459B0"


def draw(icon: Path, target: Path) -> None:
    """Draw the icon on the program's light ground, with a line of its colour at the side of the words."""
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB888)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    QSvgRenderer(str(icon)).render(painter, QRectF((_WIDTH - _ICON) / 2, (_HEIGHT - _ICON) / 2.6, _ICON, _ICON))
    painter.fillRect(_WIDTH - 6, 0, 6, _HEIGHT, QColor(_LINE))
    painter.end()
    image.save(str(target))  # as its ending says


if __name__ == "__main__":
    application = QGuiApplication([])
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
