# ruff: noqa: N999 - Pillow's name
"""What reportlab and openpyxl ask of Pillow, in its place: which kind of picture bytes are, and how large it is.

Papers have no pictures of their own; a workbook that is filled in may, and openpyxl carries their bytes over as they
are once it knows that much. Everything else that Pillow can do would be megabytes that nobody calls.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_PNG, _JPEG, _GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a")
_NO_FRAMES = (0xC4, 0xC8, 0xCC)
"""Between the marks of a JPEG's frames, and none of them: tables, and what is kept for later."""


class UnidentifiedImageError(OSError):
    """The bytes are no picture of a kind known here."""


class Image:
    """A picture that was not drawn: its kind, width and height; `fp` holds its bytes."""

    def __init__(self, fp: BinaryIO, form: str, size: tuple[int, int]) -> None:
        self.fp = fp
        self.format = form
        self.size = size

    def close(self) -> None:
        """Pillow closes the file here; whoever opened it does."""


def open(fp: BinaryIO) -> Image:
    """Look at a picture's head. Raises UnidentifiedImageError for what is no PNG, JPEG or GIF."""
    fp.seek(0)
    content = fp.read()
    fp.seek(0)
    try:
        if content.startswith(_PNG):
            return Image(fp, "PNG", struct.unpack_from(">II", content, 16))
        if content.startswith(_GIF):
            return Image(fp, "GIF", struct.unpack_from("<HH", content, 6))
        if content.startswith(_JPEG):
            return Image(fp, "JPEG", _jpeg_size(content))
    except (struct.error, IndexError) as error:
        raise UnidentifiedImageError("a picture cut short") from error
    raise UnidentifiedImageError("no PNG, JPEG or GIF")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        kind = content[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in _NO_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 1 if kind == 0xFF else 2 + struct.unpack_from(">H", content, at + 2)[0]
    raise UnidentifiedImageError("a JPEG without a frame")
