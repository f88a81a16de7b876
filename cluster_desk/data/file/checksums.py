"""Checksums of every page of a data file, written behind its last page when it is closed or copied.

SQLite keeps no checksums, so a letter that the disk spoilt in the middle of a word would be read as if it had been
typed. The checksums notice it. They stand where SQLite does not look: the file's header says how many pages there are,
and whatever follows them is passed over, and overwritten when the file grows.

They count only as long as the file has not been written since: they name the header's change counter, which every
transaction raises. A file without valid ones (the program was killed) gets them anew when it is next closed.

Where locks are POSIX's, a process loses those it has on a file when it closes that file, however often it has it open:
SQLite's too. So a file that a connection of ours has open is read through one descriptor that is closed after it.
"""

from __future__ import annotations

import io
import os
import sqlite3
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEADER = 100
_FOOT = struct.Struct("<8sIIII")  # mark, change counter, page size, pages, checksum of all that stands before it
_MARK = b"CDSEAL\x00\x01"
_PAGES_AT_ONCE = 256
_READ_AT_ONCE = 4 << 20  # bytes that are read faster than a thread begins
Identity = tuple[int, int]
"""What tells a file from another of the same name."""


@dataclass(frozen=True)
class _Checksums:
    """What stands behind the last page: for which change counter, how many pages of what size, their checksums."""

    counter: int
    page_size: int
    pages: int
    sums: tuple[int, ...] = ()


class _Stopped(Exception):  # noqa: N818 - nobody wants to know any more
    """The file is being closed."""


def write(path: Path) -> None:
    """Write the checksums of a data file that nobody is writing, unless valid ones stand there. Raises OSError.

    A file cut in the middle of a save gets none: its pages may stand behind the end that its header names.
    """
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        return
    with path.open("rb+") as file:
        counter, there = _counter(file), _read_stored(file)
        file.seek(0)
        header = file.read(_HEADER)
        size, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
        if counter is None or not size or not pages or (there and there.counter == counter):
            return
        stored = _Checksums(counter, 65536 if size == 1 else size, pages)
        sums = b"".join(sum_.to_bytes(4, "little") for sum_ in _sums(file, stored))
        foot = _FOOT.pack(_MARK, stored.counter, stored.page_size, stored.pages, 0)[:-4]
        file.seek(stored.page_size * stored.pages)
        file.write(sums + foot + zlib.crc32(sums + foot).to_bytes(4, "little"))
        file.truncate()


def hold(path: Path) -> Identity | None:
    """Keep a file open for reading as long as a connection has it open; gives what `let_go` wants to know."""
    if os.name == "nt":
        return None  # there, locks go with the handle that took them
    with suppress(OSError), _HELD_BY_ONE:
        held = _HELD.get(_identity(path.stat()))
        if held is None:
            number = os.open(path, os.O_RDONLY)
            held = _HELD[_identity(os.fstat(number))] = _Held(number)
        held.connections += 1
        return _identity(os.fstat(held.number))
    return None


def let_go(identity: Identity | None) -> None:
    """The connection is closed: close the file too, unless another connection of ours has it open."""
    with _HELD_BY_ONE:
        held = _HELD.get(identity) if identity else None
        if identity and held:
            held.connections -= 1
            if not held.connections:
                os.close(_HELD.pop(identity).number)


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """The file open for reading, in a way that costs no connection of ours its locks. Raises OSError."""
    identity = _identity(path.stat())
    with _HELD_BY_ONE:
        held = _HELD.get(identity)
        if held:
            held.connections += 1  # a reader holds it too: it stays open until the last has gone
    if held:
        try:
            yield cast("BinaryIO", _Shared(held.number))
        finally:
            let_go(identity)
    else:
        with path.open("rb") as file:
            yield file


def corrupt_pages(path: Path, stopped: threading.Event | None = None) -> frozenset[int]:
    """The pages (the first is 1) that are no longer what their checksums were written for; none without checksums.

    Another program may write the file meanwhile, so what is found is looked at once more while SQLite keeps writers
    out. Gives none when `stopped` is set on the way. Raises OSError when the file cannot be read.
    """
    with suppress(_Stopped), reading(path) as file:
        pages = _corrupt(file, stopped)
        if not pages:
            return pages
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as reader,
        ):
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


def _corrupt(file: BinaryIO, stopped: threading.Event | None) -> frozenset[int]:
    stored = _read_stored(file)
    return _differing(file, stored, stopped) if stored else frozenset()


@dataclass
class _Held:
    """A file that connections of ours have open: the descriptor it is read by, how many they are."""

    number: int
    connections: int = 0


_HELD: dict[Identity, _Held] = {}
_HELD_BY_ONE = threading.Lock()


class _Shared(io.RawIOBase):
    """Reads a descriptor that others read too: the place is its own, and closing it closes nothing."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._at = number, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        self._at = offset + (os.fstat(self._number).st_size if begin is None else begin)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read from where it is."""
        view = memoryview(buffer)
        read = os.pread(self._number, len(view), self._at)
        view[: len(read)] = read
        self._at += len(read)
        return len(read)


def _identity(result: os.stat_result) -> Identity:
    return result.st_dev, result.st_ino


def _differing(file: BinaryIO, stored: _Checksums, stopped: threading.Event | None) -> frozenset[int]:
    """The pages that differ from their checksums; none when the file was written after they were."""
    if _counter(file) != stored.counter:
        return frozenset()
    sums = _sums(file, stored, stopped)
    differing = frozenset(
        page for page, (now, then) in enumerate(zip(sums, stored.sums, strict=True), 1) if now != then
    )
    if differing:
        differing -= _free_leaves(file, stored)
    return differing if _counter(file) == stored.counter else frozenset()


def _free_leaves(file: BinaryIO, stored: _Checksums) -> frozenset[int]:
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


def _counter(file: BinaryIO) -> int | None:
    """The change counter in the header; None where there is no header."""
    file.seek(0)
    header = file.read(_HEADER)
    return int.from_bytes(header[24:28], "big") if len(header) == _HEADER else None


def _read_stored(file: BinaryIO) -> _Checksums | None:
    """The checksums at the end of the file; None when there are none or they are not whole."""
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
    content = file.read(4 * pages)
    if zlib.crc32(content + foot[:-4]) != sum_:
        return None
    return _Checksums(counter, page_size, pages, struct.unpack(f"<{pages}I", content))


def _sums(file: BinaryIO, stored: _Checksums, stopped: threading.Event | None = None) -> list[int]:
    """The checksum of each of the pages."""
    file.seek(0)
    numbers: list[int] = []
    while len(numbers) < stored.pages:
        if stopped is not None and stopped.is_set():
            raise _Stopped
        wanted = min(_PAGES_AT_ONCE, stored.pages - len(numbers))
        read = memoryview(file.read(wanted * stored.page_size))
        # A file that became shorter meanwhile gives sums of nothing, which differ.
        numbers += [zlib.crc32(read[page * stored.page_size : (page + 1) * stored.page_size]) for page in range(wanted)]
    return numbers
