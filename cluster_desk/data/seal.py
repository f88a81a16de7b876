"""Checksums of every page of a data file, written behind its last page when it is closed or copied.

SQLite keeps no checksums, so a letter that the disk spoilt in the middle of a word would be read as if it had been
typed. The *seal* notices it. It stands where SQLite does not look: the file's header tells how many pages there are,
and whatever follows them is passed over, and overwritten when the file grows.

A seal counts only as long as the file has not been written since: it names the header's change counter, which every
transaction raises. A file without a seal (the program was killed) is sealed anew when it is next closed.
"""

from __future__ import annotations

import io
import os
import sqlite3
import struct
import threading
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEADER = 100
_FOOT = struct.Struct("<8sIIII")  # mark, change counter, page size, pages, checksum of all that stands before it
_MARK = b"CDSEAL\x00\x01"
_PAGES_AT_ONCE = 256


@dataclass(frozen=True)
class _Seal:
    """What is told behind the last page: for which change counter, how many pages of what size, their checksums."""

    counter: int
    page_size: int
    pages: int
    sums: tuple[int, ...] = ()


class _Stopped(Exception):  # noqa: N818 - nobody wants to know any more
    """The file is being closed."""


def write(path: Path) -> None:
    """Seal a data file that nobody is writing, unless a seal that counts stands there. Raises OSError."""
    with path.open("rb+") as file:
        counter, there = _counter(file), _told(file)
        file.seek(0)
        header = file.read(_HEADER)
        size, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
        if counter is None or not size or not pages or (there and there.counter == counter):
            return
        seal = _Seal(counter, 65536 if size == 1 else size, pages)
        sums = b"".join(sum_.to_bytes(4, "little") for sum_ in _sums(file, seal))
        foot = _FOOT.pack(_MARK, seal.counter, seal.page_size, seal.pages, 0)[:-4]
        file.seek(seal.page_size * seal.pages)
        file.write(sums + foot + zlib.crc32(sums + foot).to_bytes(4, "little"))
        file.truncate()


def spoilt_pages(path: Path, stopped: threading.Event | None = None) -> frozenset[int]:
    """The pages (the first is 1) that are no longer what they were when the file was sealed; none without a seal.

    Another program may write the file meanwhile, so what is found is looked at once more while SQLite keeps writers
    out. Gives none when `stopped` is set on the way. Raises OSError when the file cannot be read.
    """
    with suppress(_Stopped):
        found = _spoilt(path, stopped)
        if not found:
            return found
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as reader,
        ):
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return _spoilt(path, stopped)
        return found
    return frozenset()


def without(content: bytes) -> tuple[bytes, frozenset[int]]:
    """A file's bytes without their seal, and the pages that the seal tells to be spoilt."""
    file = io.BytesIO(content)
    seal = _told(file)
    if seal is None:
        return content, frozenset()
    return content[: seal.page_size * seal.pages], _differing(file, seal, None)


class Comparison:
    """The checksums of a file compared in a thread of its own, so that nobody who opens it waits for a long file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stopped = threading.Event()
        self._spoilt: frozenset[int] = frozenset()
        self._thread = threading.Thread(target=self._compare, name="seal", daemon=True)
        self._thread.start()

    def result(self) -> frozenset[int]:
        """The spoilt pages; waits until they are known."""
        self._thread.join()
        return self._spoilt

    def stop(self) -> None:
        """End it; the file is no longer read afterwards."""
        self._stopped.set()
        self._thread.join()

    def _compare(self) -> None:
        with suppress(OSError):  # a file that cannot be read is told by whoever reads it
            self._spoilt = spoilt_pages(self._path, self._stopped)


def _spoilt(path: Path, stopped: threading.Event | None) -> frozenset[int]:
    with path.open("rb") as file:
        seal = _told(file)
        return _differing(file, seal, stopped) if seal else frozenset()


def _differing(file: BinaryIO, seal: _Seal, stopped: threading.Event | None) -> frozenset[int]:
    """The pages that differ from the seal; none when the file was written after it was sealed."""
    if _counter(file) != seal.counter:
        return frozenset()
    sums = _sums(file, seal, stopped)
    differing = frozenset(page for page, (now, then) in enumerate(zip(sums, seal.sums, strict=True), 1) if now != then)
    return differing if _counter(file) == seal.counter else frozenset()


def _counter(file: BinaryIO) -> int | None:
    """The change counter in the header; None where there is no header."""
    file.seek(0)
    header = file.read(_HEADER)
    return int.from_bytes(header[24:28], "big") if len(header) == _HEADER else None


def _told(file: BinaryIO) -> _Seal | None:
    """The seal at the end of the file; None when there is none or it is not whole."""
    end = file.seek(0, os.SEEK_END)
    if end < _FOOT.size:
        return None
    file.seek(end - _FOOT.size)
    foot = file.read(_FOOT.size)
    mark, counter, page_size, pages, sum_ = _FOOT.unpack(foot)
    begin = page_size * pages
    if mark != _MARK or begin + 4 * pages + _FOOT.size != end:
        return None
    file.seek(begin)
    told = file.read(4 * pages)
    if zlib.crc32(told + foot[:-4]) != sum_:
        return None
    return _Seal(counter, page_size, pages, struct.unpack(f"<{pages}I", told))


def _sums(file: BinaryIO, seal: _Seal, stopped: threading.Event | None = None) -> list[int]:
    """The checksum of each of the pages."""
    file.seek(0)
    found: list[int] = []
    while len(found) < seal.pages:
        if stopped is not None and stopped.is_set():
            raise _Stopped
        wanted = min(_PAGES_AT_ONCE, seal.pages - len(found))
        read = memoryview(file.read(wanted * seal.page_size))
        # A file that became shorter meanwhile gives sums of nothing, which differ.
        found += [zlib.crc32(read[page * seal.page_size : (page + 1) * seal.page_size]) for page in range(wanted)]
    return found
