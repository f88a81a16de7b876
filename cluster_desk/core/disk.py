r"""What disks ask for, Windows' above all: paths longer than it takes, files that another program holds for a moment.

Windows takes paths of 259 letters, unless they begin with `\\?\`; such a beginning is for the system, never for a
person: `shown` takes it away, and whatever is said through `UserError` goes through that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath
from typing import TypeVar
from urllib.parse import quote

_WINDOWS = os.name == "nt"
_LONGEST_PATH = 259
ANY_NAME = 255
"""The longest name that a file may have."""
_LONG, _LONG_SHARE = "\\\\?\\", "\\\\?\\UNC\\"
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.6, 0.65)  # two seconds in all: an antivirus that looks at a new file needs less

Answer = TypeVar("Answer")


def reachable(path: Path, room: int = 0) -> Path:
    """The path so that Windows takes it, with `room` letters more behind it; elsewhere and where short as it is."""
    return Path(_long(os.path.abspath(path), room)) if _WINDOWS else path  # noqa: PTH100 - links stay as they are


def shown(path: Path | str) -> str:
    """A path, or words that name paths, as people know it."""
    return str(path).replace(_LONG_SHARE, "\\\\").replace(_LONG, "")


def sqlite_address(path: PurePath, **options: str) -> str:
    r"""The address of a file as SQLite asks for it, whatever stands in its path.

    Another computer's name is part of the path there: between the two slashes, where addresses have it, SQLite takes
    none (so `as_uri` will not do). A path that begins with `\\?\` keeps its own strokes, and asks for the part of
    SQLite that takes long ones.
    """
    whole = path if path.is_absolute() else Path(path).absolute()
    if not isinstance(whole, PureWindowsPath):
        address = f"file://{quote(os.fsencode(whole))}"
    elif str(whole).startswith("\\\\?\\"):
        address, options = f"file:{quote(str(whole), safe='')}", {**options, "vfs": "win32-longpath"}
    else:
        slash = "" if whole.drive.startswith("\\") else "/"
        address = f"file://{slash}{quote(whole.as_posix(), safe='/:')}"
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in options.items())}"


def _long(path: str, room: int) -> str:
    """A whole path of Windows, with the beginning that lifts its limit where it needs one."""
    if len(path) + room <= _LONGEST_PATH or path.startswith((_LONG, "\\\\.\\")):
        return path
    return _LONG_SHARE + path[2:] if path.startswith("\\\\") else _LONG + path


def replace(file: Path, target: Path) -> None:
    """Put a file in the place of another. Raises OSError."""
    patiently(lambda: file.replace(target))


def rename(file: Path, target: Path) -> None:
    """Give a file another name. Raises FileExistsError on Windows when there is such a file, OSError."""
    patiently(lambda: file.rename(target))


def remove(file: Path, *, missing_ok: bool = False) -> None:
    """Remove a file. Raises OSError."""
    patiently(lambda: file.unlink(missing_ok=missing_ok))


def patiently(act: Callable[[], Answer]) -> Answer:
    """Do what Windows refuses while an antivirus or an indexer holds the file: tried again for two seconds there."""
    for seconds in _PAUSES if _WINDOWS else ():
        try:
            return act()
        except PermissionError:
            time.sleep(seconds)
    return act()
