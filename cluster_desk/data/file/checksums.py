"""Checksums of every page of a data file, written behind its last page when it is closed or copied.

SQLite keeps no checksums, so a letter that the disk spoilt in the middle of a word would be read as if it had been
typed. The checksums notice it. They stand where SQLite does not look: the file's header says how many pages there are,
and whatever follows them is passed over, and overwritten when the file grows.

They count only as long as the file has not been written since: they name the header's change counter, which every
transaction raises. A file without valid ones (the program was killed) gets them anew when it is next closed.
"""

import io
import os
import sqlite3
import struct
import threading
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from cluster_desk.data.file.connection import read_apart
from cluster_desk.data.file.handles import Readable, reading, writing

_HEADER = 100
_FOOT = struct.Struct("<8sIIII")  # mark, change counter, page size, pages, checksum of all that stands before it
_MARK = b"CDSEAL\x00\x01"
_PAGES_AT_ONCE = 256
_READ_AT_ONCE = 4 << 20  # bytes that are read faster than a thread begins


class Layout(NamedTuple):
    """A state of a file: its change counter, and how many pages it has of what size."""

    counter: int
    page_size: int
    pages: int


class _Checksums(NamedTuple):
    """What stands behind the last page: for which change counter, how many pages of what size, their checksums."""

    counter: int
    page_size: int
    pages: int
    sums: tuple[int, ...] = ()


class _Stopped(Exception):  # noqa: N818 - nobody wants to know any more
    """The file is being closed."""


def write(connection: sqlite3.Connection, path: Path) -> None:
    """Write the checksums of a data file, unless valid ones stand there. Raises OSError and sqlite3.Error.

    `connection`, which has it open, keeps writers out meanwhile and brings back a file that was cut in a save. One
    that it cannot bring back gets none: its pages may stand behind the end that its header names.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        journal = path.with_name(f"{path.name}-journal")
        if not (journal.exists() and journal.stat().st_size):
            _write(path)
    finally:
        connection.execute("ROLLBACK")


def _write(path: Path) -> None:
    with writing(path) as file:
        there, is_to_be = _read_stored(file), layout(file)
        if is_to_be is None or (there and there.counter == is_to_be.counter):
            return
        sums = _sums(file, is_to_be)
        file.seek(is_to_be.page_size * is_to_be.pages)
        file.write(written(is_to_be, sums))
        file.truncate()


def written(of: Layout, sums: Sequence[int]) -> bytes:
    """The checksums of a file's pages as they stand behind its last page."""
    packed = struct.pack(f"<{len(sums)}I", *sums)
    foot = _FOOT.pack(_MARK, of.counter, of.page_size, of.pages, 0)[:-4]
    return packed + foot + zlib.crc32(packed + foot).to_bytes(4, "little")


def layout(file: Readable) -> Layout | None:
    """What the header of a file says of its pages; None where there is no header or no page."""
    file.seek(0)
    header = file.read(_HEADER)
    counter, size, pages = (int.from_bytes(header[begin:end], "big") for begin, end in ((24, 28), (16, 18), (28, 32)))
    if len(header) < _HEADER or not size or not pages:
        return None
    return Layout(counter, 65536 if size == 1 else size, pages)


class Block:
    """So many pages of a file at once, read into the same memory each time: new memory costs as much as reading."""

    def __init__(self, of: Layout | _Checksums, pages: int) -> None:
        self._of = of
        self._memory = memoryview(bytearray(min(pages, of.pages) * of.page_size))
        begins = range(0, len(self._memory), of.page_size)
        self._pages = [self._memory[begin : begin + of.page_size] for begin in begins]
        self._wanted = self._length = 0

    def read(self, file: Readable, first: int) -> bool:
        """Read the pages that follow the `first` ones; gives whether the file has all of them."""
        self._wanted = min(len(self._pages), self._of.pages - first)
        file.seek(first * self._of.page_size)
        self._length = file.readinto(self._memory[: self._wanted * self._of.page_size])
        return self._length == self._wanted * self._of.page_size

    def content(self) -> memoryview:
        """What was read."""
        return self._memory[: self._length]

    def sums(self) -> list[int]:
        """The checksum of each page that was read; where the file ended before, those of nothing, which differ."""
        whole, rest = divmod(self._length, self._of.page_size)
        sums = list(map(zlib.crc32, self._pages[:whole]))
        if whole < self._wanted:
            sums += [zlib.crc32(self._pages[whole][:rest]), *[0] * (self._wanted - whole - 1)]
        return sums


def differ(file: Readable, of: Layout, sums: Sequence[int]) -> bool:
    """Whether these are other sums than those that stand behind the last page, where any stand there for this state."""
    stored = _read_stored(file)
    return stored is not None and stored.counter == of.counter and stored.sums != tuple(sums)


def corrupt_pages(path: Path, stopped: threading.Event | None = None) -> frozenset[int]:
    """The pages (the first is 1) that are no longer what their checksums were written for; none without checksums.

    Another program may write the file meanwhile, so what is found is looked at once more while SQLite keeps writers
    out. Gives none when `stopped` is set on the way. Raises OSError when the file cannot be read.
    """
    with suppress(_Stopped), reading(path) as file:
        pages = _corrupt(file, stopped)
        if not pages:
            return pages
        with suppress(sqlite3.Error), closing(read_apart(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return _corrupt(file, stopped)
        return pages
    return frozenset()


def without(content: bytes) -> tuple[bytes, frozenset[int]]:
    """A file's bytes without their checksums, and the pages that are corrupt by them."""
    file = io.BytesIO(content)
    stored = _read_stored(file)
    if stored is None:
        return content, frozenset()
    return content[: stored.page_size * stored.pages], _differing(file, stored, None)


def valid_foot(path: Path) -> bytes:
    """What ends the checksums of a file as it stands, and sums them up; b"" where they are missing or out of date.

    They themselves are not read. Raises OSError.
    """
    with reading(path) as file:
        end = file.seek(0, os.SEEK_END)
        if end < _HEADER + _FOOT.size:
            return b""
        file.seek(end - _FOOT.size)
        foot = file.read(_FOOT.size)
        mark, counter, page_size, pages, _sum = _FOOT.unpack(foot)
        is_whole = mark == _MARK and page_size * pages + 4 * pages + _FOOT.size == end
        return foot if is_whole and _counter(file) == counter else b""


class Comparison:
    """The checksums of a file compared: of a long one in a thread of its own, so that nobody who opens it waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stopped = threading.Event()
        self._corrupt: frozenset[int] = frozenset()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._compare, name="checksums", daemon=True) if _is_long(path) else None
        try:
            if self._thread:
                self._thread.start()
        except RuntimeError:  # memory is so short that there is none for a thread
            self._thread = None
        if self._thread is None:
            self._compare()

    def result(self) -> frozenset[int]:
        """The spoilt pages; waits until they are known. Raises what went wrong in finding out."""
        if self._thread:
            self._thread.join()
        if self._error:
            raise self._error
        return self._corrupt

    def found_corrupt(self) -> bool:
        """Whether spoilt pages were found so far."""
        return bool(self._corrupt)

    def stop(self) -> None:
        """End it; the file is no longer read afterwards."""
        self._stopped.set()
        if self._thread:
            self._thread.join()

    def _compare(self) -> None:
        try:
            self._corrupt = corrupt_pages(self._path, self._stopped)
        except OSError:
            pass  # a file that cannot be read is reported by whoever reads it
        except Exception as error:  # noqa: BLE001 - raised to whoever asks; nothing may be written before
            self._error = error


def _is_long(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > _READ_AT_ONCE
    return False


def _corrupt(file: Readable, stopped: threading.Event | None) -> frozenset[int]:
    stored = _read_stored(file)
    return _differing(file, stored, stopped) if stored else frozenset()


def _differing(file: Readable, stored: _Checksums, stopped: threading.Event | None) -> frozenset[int]:
    """The pages that differ from their checksums; none when the file was written after they were."""
    if _counter(file) != stored.counter:
        return frozenset()
    now = layout(file)
    # One of both may be wrong: told before anything else is read.
    if now is None or (now.page_size, now.pages) != (stored.page_size, stored.pages):
        return frozenset({1})
    sums = _sums(file, stored, stopped)
    differing = frozenset(
        page for page, (now, then) in enumerate(zip(sums, stored.sums, strict=True), 1) if now != then
    )
    if differing:
        differing -= _free_leaves(file, stored)
    return differing if _counter(file) == stored.counter else frozenset()


def _is_page_size(size: int) -> bool:
    return 512 <= size <= 65536 and size & (size - 1) == 0


def _free_leaves(file: Readable, stored: _Checksums) -> frozenset[int]:
    """The pages that stand for nothing.

    When a save that used them is taken back, SQLite does not restore what stood there, though it restores the counter.
    The pages that list them it does restore, so a corrupt list is named itself.
    """
    file.seek(32)
    trunk = int.from_bytes(file.read(4), "big")
    seen: set[int] = set()
    numbers: set[int] = set()
    while 1 < trunk <= stored.pages and trunk not in seen:
        seen.add(trunk)
        file.seek((trunk - 1) * stored.page_size)
        page = file.read(stored.page_size)
        trunk, many = struct.unpack_from(">II", page)
        if many <= stored.page_size // 4 - 2:
            numbers.update(struct.unpack_from(f">{many}I", page, 8))
    return frozenset(numbers - seen)


def _counter(file: Readable) -> int | None:
    """The change counter in the header; None where there is no header."""
    file.seek(0)
    header = file.read(_HEADER)
    return int.from_bytes(header[24:28], "big") if len(header) == _HEADER else None


def _read_stored(file: Readable) -> _Checksums | None:
    """The checksums at the end of the file; None when there are none or they are not whole."""
    end = file.seek(0, os.SEEK_END)
    if end < _FOOT.size:
        return None
    file.seek(end - _FOOT.size)
    foot = file.read(_FOOT.size)
    mark, counter, page_size, pages, sum_ = _FOOT.unpack(foot)
    begin = page_size * pages
    if mark != _MARK or not _is_page_size(page_size) or begin + 4 * pages + _FOOT.size != end:
        return None
    file.seek(begin)
    content = file.read(4 * pages)
    if zlib.crc32(content + foot[:-4]) != sum_:
        return None
    return _Checksums(counter, page_size, pages, struct.unpack(f"<{pages}I", content))


def _sums(file: Readable, stored: Layout | _Checksums, stopped: threading.Event | None = None) -> list[int]:
    """The checksum of each of the pages."""
    block = Block(stored, _PAGES_AT_ONCE)
    sums: list[int] = []
    while len(sums) < stored.pages:
        if stopped is not None and stopped.is_set():
            raise _Stopped
        block.read(file, len(sums))
        sums += block.sums()
    return sums
