"""Who has a data file open: a small file beside it, held by a lock of the operating system while the program runs.

The system frees the lock when the program dies, so a lock file left by a crash holds nobody back.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

_LOCKED_BYTE = 1 << 20  # far behind the text, which others must be able to read


@dataclass(frozen=True)
class Holder:
    """Who holds a file: the user, the computer and since when (local time, ISO)."""

    user: str
    computer: str
    since: str

    @classmethod
    def here(cls) -> Holder:
        """This user on this computer, from now."""
        return cls(user_name(), platform.node(), dt.datetime.now().isoformat(timespec="minutes"))


def user_name() -> str:
    """The name of the user who is logged in; "" where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def lock_path(data_file: Path) -> Path:
    """Where the lock file of a data file stands."""
    return data_file.with_name(f".~lock.{data_file.name}#")


class FileLock:
    """The lock on one data file; `holder` tells who has it when it could not be taken."""

    def __init__(self, data_file: Path) -> None:
        self.path = lock_path(data_file)
        self.holder: Holder | None = None
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Take the lock; False when somebody else has it. OSError when the folder cannot be written to."""
        opened = self.path.open("a+", encoding="utf-8")
        if not _lock(opened):
            opened.close()
            self.holder = _read_holder(self.path)
            return False
        if not _still_there(opened, self.path):  # its last holder removed it between our opening and locking
            opened.close()
            return self.take()
        with suppress(OSError):  # a full disk: the lock holds all the same, only who has it is not told
            os.ftruncate(opened.fileno(), 0)
            os.write(opened.fileno(), json.dumps(asdict(Holder.here()), ensure_ascii=False).encode())
        self._file = opened
        return True

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


def _read_holder(path: Path) -> Holder:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Holder(str(told["user"]), str(told["computer"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Holder("", "", "")


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
