"""Who has a data file open: a small file beside it tells, and both are held by locks while the program runs.

The small file tells who; the lock of the data file itself is the same one for whoever came by another path.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

from cluster_desk.core.lock_file import LockFile
from cluster_desk.data.file.handles import ByteLock


class Holder(NamedTuple):
    """Who holds a file: the user, the computer and since when (local time, ISO)."""

    user: str
    computer: str
    since: str

    @classmethod
    def here(cls) -> Holder:
        """This user on this computer, from now."""
        return cls(user_name(), computer_name(), dt.datetime.now().isoformat(timespec="minutes"))


_UNKNOWN = Holder("", "", "")
_BEGINNING = '{"user"'  # of what we write: a crash may have left half of it


def user_name() -> str:
    """The name of the user who is logged in; "" where the system does not tell."""
    import getpass  # asked by whoever may write

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def computer_name() -> str:
    """The name that networks know this computer by."""
    if sys.platform == "win32":
        import platform  # compiles nine patterns

        return platform.node()
    return os.uname().nodename


def lock_path(data_file: Path) -> Path:
    """Where the lock file of a data file stands."""
    return data_file.with_name(f".~lock.{data_file.name}#")


class FileLock:
    """The lock on one data file; `holder` tells who has it when it could not be taken."""

    def __init__(self, data_file: Path) -> None:
        self.path = lock_path(data_file)
        self.holder: Holder | None = None
        self._of_the_file = ByteLock(data_file)
        self._lock = LockFile(self.path, lambda words: words.startswith(_BEGINNING))

    def take(self) -> bool:
        """Take the lock; False when somebody else has it. OSError as `LockFile.take`."""
        taken = self._lock.take(json.dumps(Holder.here()._asdict(), ensure_ascii=False))
        if not taken:
            self.holder = _holder_in(self._lock.words())
        elif not self._of_the_file.take():
            self._lock.release()
            self.holder = Holder("", "", "")  # it has told so beside another name of the file
            return False
        return taken

    @property
    def file_refuses(self) -> bool:
        """Whether the file, whose lock is held, may not be written to."""
        return self._of_the_file.refused

    def release(self) -> None:
        """Give the lock back and remove its file."""
        self._of_the_file.release()
        self._lock.release()


def _holder_in(words: str) -> Holder:
    try:
        data = json.loads(words)
        return Holder(str(data["user"]), str(data["computer"]), str(data["since"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return _UNKNOWN
