"""Data files that this program has open: read and written past SQLite without costing it a lock, and locked themselves.

Where locks are POSIX's, a process loses those it has on a file when it closes that file, however often it has it open:
SQLite's too. So no descriptor of a file is closed before the last that uses one has gone.

The lock is a byte of the data file itself, so it is one whatever path led to the file: a link, a second name, another
letter of the same disk.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from cluster_desk.core.disk import patiently

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LOCKED_BYTE = 1 << 62  # far beyond the bytes that SQLite locks, and beyond what any file holds
_HELD_BY_ANOTHER = (errno.EAGAIN, errno.EACCES)
Identity = tuple[int, int]
"""What tells a file from another of the same name."""


def identity_of(path: Path) -> Identity | None:
    """Which file stands at `path`; None when there is none, or when its disk gives no lasting numbers.

    Some drivers of network disks give another at each asking. On Windows nothing can take the place of a file that is
    open, so nobody needs to know.
    """
    with suppress(OSError):
        identity = _identity(path.stat())
        if os.name != "nt" and identity == _identity(path.stat()):
            return identity
    return None


def hold(path: Path) -> Identity | None:
    """Keep a file open for reading as long as a connection has it open; gives what `let_go` wants to know."""
    if os.name == "nt":
        return None  # there, locks go with the handle that took them
    with suppress(OSError), _HELD_BY_ONE:
        held = _HELD.get(_identity(path.stat()))
        if held is None:
            return _keep(os.open(path, os.O_RDONLY))
        held.users += 1
        return _identity(os.fstat(held.numbers[0]))
    return None


def let_go(identity: Identity | None) -> None:
    """The connection is closed: close the file too, unless another connection of ours has it open."""
    with _HELD_BY_ONE:
        held = _HELD.get(identity) if identity else None
        if identity and held:
            held.users -= 1
            if not held.users:
                for number in _HELD.pop(identity).numbers:
                    os.close(number)


class Readable(Protocol):
    """A file, or what stands for one, read from any place of it."""

    def seek(self, offset: int, whence: int = ..., /) -> int: ...  # noqa: D102 - as files have it
    def read(self, size: int = ..., /) -> bytes: ...  # noqa: D102
    def readinto(self, buffer: WriteableBuffer, /) -> int: ...  # noqa: D102


@contextmanager
def reading(path: Path) -> Iterator[Readable]:
    """The file open for reading, in a way that costs no connection of ours its locks. Raises OSError."""
    described = path.stat()
    if not (stat.S_ISREG(described.st_mode) or stat.S_ISDIR(described.st_mode)):
        raise OSError(errno.EINVAL, "a pipe would be waited for, a device never ends", str(path))
    identity = _identity(described)
    with _HELD_BY_ONE:
        held = _HELD.get(identity)
        if held:
            held.users += 1  # a reader holds it too: it stays open until the last has gone
    if held:
        try:
            yield cast("Readable", _Shared(held.numbers[0]))
        finally:
            let_go(identity)
    else:
        with path.open("rb") as file:
            yield file


@contextmanager
def writing(path: Path) -> Iterator[io.BufferedRandom]:
    """The file open for reading and writing, in a way that costs no connection of ours its locks. Raises OSError."""
    if os.name == "nt":
        with path.open("rb+") as file:
            yield file
        return
    with _HELD_BY_ONE:
        identity = _keep(number := os.open(path, os.O_RDWR))
    try:
        with os.fdopen(number, "rb+", closefd=False) as file:
            yield file
    finally:
        let_go(identity)


class ByteLock:
    """The lock of a data file itself, which one program has, or one part of this one.

    `refused` tells, after it was taken, that the file there is may not be written to.
    """

    def __init__(self, path: Path) -> None:
        self.refused = False
        self._path = path
        self._number = -1
        self._identity: Identity | None = None

    def take(self) -> bool:
        """Take it; False when another has it. True too where there is no file to be written, or the disk has no locks.

        Then nobody can write it, or the lock file beside it must do.
        """
        if self._path.exists() and not os.access(self._path, os.W_OK):  # known without trying for two seconds
            self.refused = True
            return True
        try:
            with _HELD_BY_ONE:
                number = patiently(lambda: os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0)))
                self._identity = None if os.name == "nt" else _keep(number)
        except OSError as error:
            self.refused = isinstance(error, PermissionError) or error.errno == errno.EROFS
            return True
        self._number = number
        if _lock(number):
            return True
        self._close()
        return False

    def release(self) -> None:
        """Give it back."""
        if self._number >= 0:
            _unlock(self._number)
            self._close()

    def _close(self) -> None:
        if self._identity:
            let_go(self._identity)
        else:
            os.close(self._number)
        self._number = -1


class _Held:
    """A file that this program has open: its descriptors, the first of which it is read by, and how many use them."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.users = 0


_HELD: dict[Identity, _Held] = {}
_HELD_BY_ONE = threading.Lock()


def _keep(number: int) -> Identity:
    """Count one user more of a file, who has opened it as `number`."""
    identity = _identity(os.fstat(number))
    held = _HELD.setdefault(identity, _Held())
    held.numbers.append(number)
    held.users += 1
    return identity


def _identity(stat: os.stat_result) -> Identity:
    return stat.st_dev, stat.st_ino


if sys.platform == "win32":

    def _lock(number: int) -> bool:
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(number))
        violation = 33  # ERROR_LOCK_VIOLATION; any other: a disk without locks
        return bool(kernel.LockFile(handle, *_halves(), 1, 0)) or ctypes.get_last_error() != violation

    def _unlock(number: int) -> None:
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.UnlockFile(ctypes.c_void_p(msvcrt.get_osfhandle(number)), *_halves(), 1, 0)

    def _halves() -> tuple[int, int]:
        return _LOCKED_BYTE & 0xFFFFFFFF, _LOCKED_BYTE >> 32

else:

    def _lock(number: int) -> bool:
        import fcntl

        return _set_lock(number, fcntl.F_WRLCK)

    def _unlock(number: int) -> None:
        import fcntl

        _set_lock(number, fcntl.F_UNLCK)

    def _set_lock(number: int, kind: int) -> bool:
        """Set a lock that belongs to the descriptor, not to the process; elsewhere than on Linux there is none."""
        import fcntl

        if not hasattr(fcntl, "F_OFD_SETLK"):
            return True
        try:
            fcntl.fcntl(number, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, _LOCKED_BYTE, 1, 0))
        except OSError as error:
            return error.errno not in _HELD_BY_ANOTHER
        return True


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
        read = os.preadv(self._number, [buffer], self._at)
        self._at += read
        return read
