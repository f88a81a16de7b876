"""A file that must not be held twice: a lock of the operating system, which frees it when the program dies.

A lock file left by a crash holds nobody back. What the holder wrote into it can be read by the others.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

_LOCKED_BYTE = 1 << 20  # far behind the text, which others must be able to read


class LockFile:
    """The lock at `path`; `held` says whether this object has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether the lock is held by this object."""
        return self._file is not None

    def take(self, words: str) -> bool:
        """Take the lock and tell `words` to those who come after; False when somebody else has it.

        OSError when the folder cannot be written to.
        """
        opened = self.path.open("a+", encoding="utf-8")
        if not _lock(opened):
            opened.close()
            return False
        if not _still_there(opened, self.path):  # its last holder removed it between our opening and locking
            opened.close()
            return self.take(words)
        with suppress(OSError):  # a full disk: the lock holds all the same, only who has it is not told
            os.ftruncate(opened.fileno(), 0)
            os.write(opened.fileno(), words.encode())
        self._file = opened
        return True

    def words(self) -> str:
        """What its holder told; "" when that cannot be read."""
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file is None:
            return
        if os.name == "posix":  # removed while still held: nobody can take a file that is about to go
            with suppress(OSError):
                self.path.unlink()
            self._file.close()
        else:
            self._file.close()
            with suppress(OSError):
                self.path.unlink()
        self._file = None


def _still_there(opened: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened.fileno()), path.stat())
    except OSError:
        return False


def _lock(opened: IO[str]) -> bool:
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
