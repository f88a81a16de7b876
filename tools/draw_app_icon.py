"""Draw app.svg into app.ico, in every size that Windows asks for. Run it after changing app.svg."""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent.parent / "resources" / "icons"
SIZES = (16, 20, 24, 32, 48, 64, 256)


def draw(drawing: QSvgRenderer, size: int) -> bytes:
    """`drawing` as a PNG of `size` x `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(written.data())


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """An .ico file of PNG pictures: a header, a 16-byte entry for each size (0 stands for 256), then the pictures."""
    entries, offset = b"", 6 + 16 * len(pictures)
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def main() -> None:
    """Write app.ico beside app.svg."""
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(ICONS / "app.svg"))
    (ICONS / "app.ico").write_bytes(icon_file({size: draw(drawing, size) for size in SIZES}))
    application.quit()


if __name__ == "__main__":
    main()
