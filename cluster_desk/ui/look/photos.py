"""A photo made small, upright and free of all that a camera wrote into it. No window is needed for it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from cluster_desk.exchange.site_folder import SitePhoto
from cluster_desk.ui.look.painting import painting

_LONGEST = 1600
_QUALITY = 84
_FORMATS = ("jpeg", "png", "webp", "gif", "bmp")
_MOST_PIXELS = 210_000_000


def clean_photo(content: bytes) -> SitePhoto | None:
    """The photo as it goes out, as JPEG; None for what is no photo, or is cut short."""
    image = _read(content)
    if image is None:
        return None
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    # A new picture: what was written beside the old one's dots stays with that.
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    with painting(QPainter(plain)) as painter:
        painter.drawImage(0, 0, image)
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    return SitePhoto(bytes(made.data()), plain.width(), plain.height()) if writer.write(plain) else None


def _read(content: bytes) -> QImage | None:
    """The picture upright and no larger than it is shown."""
    if content.startswith(b"\xff\xd8") and b"\xff\xd9" not in content[-4096:]:
        return None  # cut short: its last mark is missing
    source = QByteArray(content)
    buffer = QBuffer(source)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > _LONGEST:
        reader.setScaledSize(size.scaled(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
