"""A workbook as Excel 97 wrote it (.xls), made byte by byte: nothing that we depend on writes one.

Sources: Microsoft's [MS-XLS] (the records) and [MS-CFB] (the file of sectors around them).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_LEAST = 4096  # a smaller stream would have to stand among the small sectors


def old_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet of texts."""
    globals_end = _record(0x0A, b"")
    name = _words("Лист1", "B")
    described_sheet = 8 + len(name) - 2  # what stands before the name in its record, and the name
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 6))
    place = len(begin) + 4 + described_sheet + len(globals_end)
    result = _record(0x85, struct.pack("<IH", place, 0) + name)
    cells = b"".join(
        _record(0x204, struct.pack("<HHH", row, column, 0) + _words(words, "H"))
        for row, values in enumerate(rows)
        for column, words in enumerate(values)
    )
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + cells + globals_end
    return _in_sectors(begin + result + globals_end + sheet)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _words(words: str, length: str) -> bytes:
    """Words behind their length, two bytes a letter."""
    return struct.pack(f"<{length}B", len(words), 1) + words.encode("utf-16-le")


def _in_sectors(stream: bytes) -> bytes:
    """One stream called "Workbook" in a file of sectors: its table of sectors, its list of streams, the stream."""
    stream = stream.ljust(_LEAST, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    many = len(stream) // _SECTOR
    assert many + 2 <= _SECTOR // 4, "longer than one sector of the table tells"
    table = [_FAT, _END, *range(3, many + 2), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, _LEAST, _END, 0, _END, 0, 0,
    )  # fmt: skip
    head += b"\xff" * (_SECTOR - len(head))
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    entries += _entry("", 0, 0, 0) * 2
    return head + struct.pack(f"<{_SECTOR // 4}I", *table) + entries + stream


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    result = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII36xIII", result, len(result), kind, 1, _FREE, _FREE, child, first if kind else 0, size, 0
    )
