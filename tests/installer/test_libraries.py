"""What is shipped in the place of Pillow answers as Pillow does, and a workbook's pictures stay in it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing import image
from PIL import Image as Pillow

from installer.libraries.PIL import Image as Ours


def _picture(form: str, **how: object) -> bytes:
    kept = io.BytesIO()
    Pillow.new("RGB", (37, 11), (200, 20, 20)).save(kept, form, **how)
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [_picture("PNG"), _picture("GIF"), _picture("JPEG"), _picture("JPEG", progressive=True, comment=b"\xff\xc0 no")],
)
def test_a_picture_is_told_as_pillow_tells_it(content: bytes) -> None:
    ours, theirs = Ours.open(io.BytesIO(content)), Pillow.open(io.BytesIO(content))
    assert (ours.format, ours.size, ours.fp.read()) == (theirs.format, theirs.size, content)


@pytest.mark.parametrize(
    "content", [b"", b"PK", _picture("PNG")[:18], _picture("JPEG")[:9], b"\xff\xd8\xff\xd9", b"GIF89a"]
)
def test_what_is_no_picture_is_refused_as_pillow_refuses_it(content: bytes) -> None:
    with pytest.raises(OSError, match="picture|frame|PNG"):
        Ours.open(io.BytesIO(content))


def test_a_picture_of_a_workbook_stays_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "PILImage", Ours)
    content, first, second = _picture("JPEG"), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].add_image(image.Image(io.BytesIO(content)))
    book.save(first)
    openpyxl.load_workbook(first).save(second)
    [kept] = openpyxl.load_workbook(second).worksheets[0]._images  # type: ignore[attr-defined]
    assert (kept.width, kept.height, kept._data()) == (37, 11, content)
