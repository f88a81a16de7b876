"""A file that must not be held twice: a lock of the operating system, which frees it when the program dies.

A lock file left by a crash holds nobody back. What the holder wrote into it can be read by the others.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from cluster_desk.core.disk import remove

_LOCKED_BYTE = 1 << 20  # far behind the text, which others must be able to read
_LONGEST = 4_096  # bytes; what a holder tells is far shorter
_TURNS = 10
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOINHERIT", "O_BINARY"))


class NoLockFile(OSError):  # noqa: N818 - it says what stands there
    """In the place of the lock file stands a link, a folder or whatever else must not be written to."""


class LockFile:
    """The lock at `path`; `held` says whether this object has it.

    Somebody else may have put something there: no link is followed, and words that are not `ours` stay and are not
    removed; the lock holds all the same.
    """

    def __init__(self, path: Path, ours: Callable[[str], bool]) -> None:
        self.path = path
        self._ours = ours
        self._file: IO[bytes] | None = None
        self._foreign = False

    @property
    def held(self) -> bool:
        """Whether the lock is held by this object."""
        return self._file is not None

    def take(self, words: str) -> bool:
        """Take the lock and tell `words` to those who come after; False when somebody else has it.

        NoLockFile when something else stands in its place, OSError when the folder cannot be written to.
        """
        opened = self._lock_there()
        if opened is None:
            return False
        self._foreign = not self._may_write(opened)
        if not self._foreign:
            with suppress(OSError):  # a full disk: the lock holds all the same, only who has it is not told
                os.ftruncate(opened.fileno(), 0)
                opened.seek(0)
                opened.write(words.encode())
        self._file = opened
        return True

    def _lock_there(self) -> IO[bytes] | None:
        """The file, open and locked; None when somebody else has it."""
        for turn in range(_TURNS):
            try:
                opened = _open(self.path)
            except PermissionError:
                if not self.path.exists():
                    raise  # the folder refuses
                if not self._clear_of_another_user():
                    return None
                continue
            if not _lock(opened):
                opened.close()
                return None
            # Its last holder may have removed it between our opening and locking. Drivers of network disks that give
            # a file another number at each asking look like that too: at the last turn the lock is believed.
            if _still_there(opened, self.path) or turn == _TURNS - 1:
                return opened
            opened.close()
        return None

    def _clear_of_another_user(self) -> bool:
        """Remove another user's lock file that nobody holds: it cannot be written to."""
        try:
            opened = _open(self.path, os.O_RDONLY)
        except PermissionError:
            return False
        with opened:
            free = _lock(opened) and self._may_write(opened)
            if free and _still_there(opened, self.path):
                remove(self.path)
        return free

    def _may_write(self, opened: IO[bytes]) -> bool:
        """Whether what stands in it is ours."""
        if not os.fstat(opened.fileno()).st_size:  # new
            return True
        opened.seek(0)
        content = b""
        with suppress(OSError):  # what cannot be read is not known to be ours
            content = opened.read(_LONGEST + 1)
        if content and not content.strip(b"\0"):  # a power failure took the words
            return len(content) <= _LONGEST
        with suppress(ValueError):
            return len(content) <= _LONGEST and self._ours(content.decode())
        return False

    def words(self) -> str:
        """What its holder told; "" when that cannot be read."""
        try:
            with _open(self.path, os.O_RDONLY) as file:
                return file.read(_LONGEST).decode()
        except (OSError, ValueError):
            return ""

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file is None:
            return
        if self._foreign:
            self._file.close()
        elif os.name == "posix":  # removed while still held: nobody can take a file that is about to go
            with suppress(OSError):
                remove(self.path)
            self._file.close()
        else:
            self._file.close()
            with suppress(OSError):
                remove(self.path)
        self._file = None


def _open(path: Path, flags: int = os.O_RDWR | os.O_CREAT) -> IO[bytes]:
    """Open a file without following a link. Raises NoLockFile unless it is a regular file with one name."""
    try:
        if path.is_symlink():  # where the system cannot refuse it itself
            raise NoLockFile(errno.ELOOP, "link", str(path))
        number = os.open(path, flags | _CAREFULLY, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) or path.is_dir():
            raise NoLockFile(error.errno, "no lock file", str(path)) from error
        raise
    described = os.fstat(number)
    if not stat.S_ISREG(described.st_mode) or described.st_nlink > 1:
        os.close(number)
        raise NoLockFile(errno.EINVAL, "no lock file", str(path))
    return os.fdopen(number, "r+b" if flags & os.O_RDWR else "rb", buffering=0)


def _still_there(opened: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened.fileno()), path.lstat())
    except OSError:
        return False


def _lock(opened: IO[bytes]) -> bool:
    """Lock one byte of an open file for this process; False when another has it."""
    if os.name == "nt":
        import msvcrt

        opened.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
