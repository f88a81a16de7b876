"""Saving workbooks."""

from __future__ import annotations

import io
from typing import IO, Any


def save_book(book: Any, file: IO[bytes]) -> None:
    """Save a workbook into an open file. In memory first: what openpyxl cannot write it complains of a second time."""
    packed = io.BytesIO()
    book.save(packed)
    file.write(packed.getbuffer())
