"""A data file copied page by page, while it is open and perhaps written to: read once, summed up on the way.

Nobody who writes waits longer than for a few pages; when somebody has written meanwhile, the copy is begun anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import BinaryIO, Self

from cluster_desk.core.progress import Progress
from cluster_desk.data.file import checksums
from cluster_desk.data.file.connection import FileConnection, read_apart, write_apart
from cluster_desk.data.file.handles import Readable, reading
from cluster_desk.data.file.open import check_tables, damaged

_PAGES_AT_ONCE = 500
_ATTEMPTS = 100  # somebody who writes all the time holds a copy up no longer than that


class _ChangedError(Exception):
    """Somebody wrote the file meanwhile."""


def copy_pages(connection: FileConnection, source: Path, target: Path, progress: Progress) -> None:
    """Copy the file `source`, which `connection` has open, down to the disk, and read the copy once more.

    A file spoilt by the disk is not copied: its copy would look sound. Raises UserError for it, OSError, sqlite3.Error
    where the copy is not sound.
    """
    with _Syncing(target) as syncing:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            _copy_by_sqlite(connection, source, target, progress)
        else:
            _copy_as_it_stands(connection, source, target, progress, syncing)
        syncing.begin()
        verify(target)


def _copy_by_sqlite(connection: FileConnection, source: Path, target: Path, progress: Progress) -> None:
    """Copy a file that another program left keeping its last changes beside it: its pages alone would lack them."""
    if checksums.corrupt_pages(source):
        raise damaged(source)
    with closing(write_apart(target)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # the copy is written out as a whole afterwards
        connection.backup(
            copy, pages=_PAGES_AT_ONCE, progress=lambda _status, left, total: progress.report(total - left, total)
        )
        copy.isolation_level = None
        copy.execute("PRAGMA journal_mode = DELETE")
        checksums.write(copy, target)


class _Beside:
    """A thread that does one thing after the other beside this one: the disk is busy while the processor is."""

    def __init__(self) -> None:
        from concurrent.futures import Future, ThreadPoolExecutor

        self._thread = ThreadPoolExecutor(1)
        self._begun: list[Future[object]] = []

    def do(self, work: Callable[..., object], *given: object) -> None:
        """Do this once all before is done."""
        self._begun.append(self._thread.submit(work, *given))

    def is_idle(self) -> bool:
        """Whether all is done."""
        return not self._begun or self._begun[-1].done()

    def wait(self) -> None:
        """Until all is done. Raises what went wrong with any of it."""
        for each in self._begun:
            each.result()
        self._begun.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_trouble: object) -> None:
        """Wait for it. Raises what went wrong there, unless something else did."""
        self._thread.shutdown()
        if kind is None:
            self.wait()


class _Syncing(_Beside):
    """Has a file go down to the disk beside other work.

    The system would begin with that when all is written, and would have to be waited for.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def begin(self) -> None:
        """Begin with what is written by now, once what was begun before is done."""
        self.do(sync, self._path)

    def go_on(self) -> None:
        """Begin anew, unless the disk is not done with what was begun before."""
        if self.is_idle():
            self.begin()


def _copy_as_it_stands(
    connection: FileConnection, source: Path, target: Path, progress: Progress, syncing: _Syncing
) -> None:
    for _attempt in range(_ATTEMPTS):
        try:
            with reading(source) as file, target.open("wb") as copy:
                _copy(connection, file, copy, source, progress, syncing)
        except _ChangedError:
            continue
        return
    raise sqlite3.OperationalError("it is written all the time")


def _copy(
    connection: FileConnection, file: Readable, copy: BinaryIO, source: Path, progress: Progress, syncing: _Syncing
) -> None:
    with _nobody_writes(connection):
        layout = checksums.layout(file)
    if layout is None:
        raise sqlite3.DatabaseError("no header")
    sums: list[int] = []
    blocks = cycle(checksums.Block(layout, _PAGES_AT_ONCE) for _each in range(2))
    with _Beside() as writing:
        while len(sums) < layout.pages:
            block = next(blocks)  # the one that is not being written
            with _nobody_writes(connection):
                if checksums.layout(file) != layout:
                    raise _ChangedError
                is_whole = block.read(file, len(sums))
            if not is_whole:
                raise sqlite3.DatabaseError("cut short")
            writing.wait()
            if sums:
                syncing.go_on()
            writing.do(copy.write, block.content())
            sums += block.sums()
            progress.report(len(sums), layout.pages)
    if checksums.differ(file, layout, sums) and checksums.corrupt_pages(source):
        raise damaged(source)
    copy.write(checksums.written(layout, sums))


@contextmanager
def _nobody_writes(connection: FileConnection) -> Iterator[None]:
    """Meanwhile the file stays as it is; what was cut in a save is brought back before."""
    if connection.in_transaction:  # it keeps the file as it is already
        yield
        return
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


def sync(path: Path) -> None:
    """Have a file that was written stand on the disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def verify(path: Path) -> None:
    """Read a copy whole, compare its checksums, have SQLite look through it; sqlite3.DatabaseError, ForeignTables."""
    with _Beside() as beside:
        beside.do(_look_through, path)
        if checksums.corrupt_pages(path):
            raise sqlite3.DatabaseError("checksums")


def _look_through(path: Path) -> None:
    copy = read_apart(path)
    try:
        check_tables(copy, path)
        answer = copy.execute("PRAGMA quick_check(1)").fetchone()
        copy.execute("SELECT count(*) FROM cluster").fetchone()
    finally:
        copy.close()
    if answer is None or answer[0] != "ok":
        raise sqlite3.DatabaseError(str(answer))
