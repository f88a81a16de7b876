"""A SQLite file read page by page, without trusting it: what SQLite itself refuses to open can still be read here.

Source of the rules: the description of the database file format at sqlite.org/fileformat2.html. Only tables are read
(b-tree leaves and what overflows from them); indexes are made anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LEAF, _INTERIOR = 13, 5
_FILE_HEADER = 100
_DEEPEST = 64  # no table of any size is deeper


class Torn(Exception):  # noqa: N818 - said of a page
    """A page or a row that does not hold together."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its number and its values; the column that stands for the number is None among them.

    `pages`: where it was read.
    """

    number: int
    values: tuple[Any, ...]
    pages: tuple[int, ...] = ()


class Pages:
    """The pages of one file; numbers begin at 1, as in SQLite."""

    def __init__(self, content: bytes, page_size: int | None = None) -> None:
        number = int.from_bytes(content[16:18], "big")
        number = 65536 if number == 1 else number
        sound = 512 <= number <= 65536 and number & (number - 1) == 0
        self.size = page_size or (number if sound else 4096)
        self._content = content
        self._usable = self.size - (content[20] if len(content) > _FILE_HEADER and content[20] < 64 else 0)
        self.count = len(content) // self.size
        self.version = int.from_bytes(content[60:64], "big")
        """Of the tables, as the program that made the file wrote it."""

    def kind(self, number: int) -> int:
        """13 for a leaf of a table, 5 for a page above leaves, anything else is of no use here."""
        if not 1 <= number <= self.count:
            return 0
        return self._page(number)[self._start(number)]

    def children(self, number: int) -> list[int]:
        """The pages below an interior page. Raises Torn."""
        page, start = self._page(number), self._start(number)
        cells = self._cells(number, header=12)
        below = [int.from_bytes(page[offset : offset + 4], "big") for offset in cells]
        return [*below, int.from_bytes(page[start + 8 : start + 12], "big")]

    def rows(self, number: int) -> Iterator[Row | None]:
        """The rows of a leaf; None for one that does not hold together. Raises Torn for a page that is no leaf."""
        for offset in self._cells(number, header=8):
            try:
                yield self._row(number, offset)
            except (Torn, IndexError, struct.error, UnicodeDecodeError, OverflowError):
                yield None

    def leaves_below(self, root: int) -> tuple[list[int], bool]:
        """The leaves of the table that begins at page `root`, and whether every page on the way could be read."""
        leaves: list[int] = []
        seen: set[int] = set()
        whole = True
        waiting = [(root, 0)]
        while waiting:
            number, depth = waiting.pop()
            kind = self.kind(number)
            if number in seen or depth > _DEEPEST or kind not in (_LEAF, _INTERIOR):
                whole = False
                continue
            seen.add(number)
            if kind == _LEAF:
                leaves.append(number)
                continue
            try:
                waiting += [(child, depth + 1) for child in self.children(number)]
            except Torn:
                whole = False
        return leaves, whole

    def free_pages(self) -> set[int]:
        """The pages that the file says it no longer uses; their rows were deleted."""
        numbers: set[int] = set()
        trunk = int.from_bytes(self._content[32:36], "big")
        while 1 < trunk <= self.count and trunk not in numbers:
            numbers.add(trunk)
            page = self._page(trunk)
            trunk, many = struct.unpack_from(">II", page)
            if many <= (self._usable - 8) // 4:
                numbers |= set(struct.unpack_from(f">{many}I", page, 8))
        return numbers

    def _page(self, number: int) -> bytes:
        return self._content[(number - 1) * self.size : number * self.size]

    @staticmethod
    def _start(number: int) -> int:
        return _FILE_HEADER if number == 1 else 0

    def _cells(self, number: int, header: int) -> tuple[int, ...]:
        page, start = self._page(number), self._start(number)
        many = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + header
        if page[start] not in (_LEAF, _INTERIOR) or first + 2 * many > self.size:
            raise Torn
        cells: tuple[int, ...] = struct.unpack_from(f">{many}H", page, first)
        if any(not first <= cell < self.size for cell in cells):
            raise Torn
        return cells

    def _row(self, number: int, offset: int) -> Row:
        page = self._page(number)
        length, offset = _varint(page, offset)
        row, offset = _varint(page, offset)
        local = self._local(length)
        if offset + local > self.size or length > len(self._content):
            raise Torn
        payload = page[offset : offset + local]
        pages = [number]
        if local < length:
            following = int.from_bytes(page[offset + local : offset + local + 4], "big")
            payload += self._overflow(following, length - local, pages)
        signed = row - (1 << 64) if row >= 1 << 63 else row
        return Row(signed, _values(payload), tuple(pages))

    def _local(self, length: int) -> int:
        """How many bytes of a row stand on its own page."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        rest = least + (length - least) % (self._usable - 4)
        return rest if rest <= most else least

    def _overflow(self, number: int, length: int, pages: list[int]) -> bytes:
        """So many bytes from page `number` on; the pages are added to `pages`."""
        count = b""
        for _step in range(self.count):
            if not 1 < number <= self.count:
                break
            page = self._page(number)
            pages.append(number)
            count += page[4 : self._usable]
            number = int.from_bytes(page[:4], "big")
            if len(count) >= length:
                return count[:length]
        raise Torn


def _varint(page: bytes, offset: int) -> tuple[int, int]:
    value = 0
    for transaction in range(8):
        byte = page[offset + transaction]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset + transaction + 1
    return value << 8 | page[offset + 8], offset + 9


_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(payload: bytes) -> tuple[Any, ...]:
    """The values of a record, by the serial types at its head."""
    end, offset = _varint(payload, 0)
    if end > len(payload):
        raise Torn
    types = []
    while offset < end:
        kind, offset = _varint(payload, offset)
        types.append(kind)
    values: list[Any] = []
    for kind in types:
        value, offset = _value(payload, offset, kind)
        values.append(value)
    if offset != len(payload):
        raise Torn
    return tuple(values)


def _value(payload: bytes, offset: int, kind: int) -> tuple[Any, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), offset
    if kind in _WHOLE:
        end = offset + _WHOLE[kind]
        return int.from_bytes(payload[offset:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, offset)[0], offset + 8
    if kind < 12:
        raise Torn
    end = offset + (kind - 12) // 2
    if end > len(payload):
        raise Torn
    raw = payload[offset:end]
    return (raw.decode("utf-8") if kind % 2 else raw), end
