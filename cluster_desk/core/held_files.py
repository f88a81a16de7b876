"""Files that another program holds: opened all the same where that can be, else told which program it is.

Word and Excel leave a small file beside a document that is open (`~$` and its name, of a long name without its first
two letters), LibreOffice `.~lock.NAME#`.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.disk import reachable
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _

_HELD = (32, 33)
"""What Windows says of a file, or a part of it, that another program keeps to itself."""
_OFFICE = {
    **dict.fromkeys((".doc", ".docx", ".docm", ".rtf"), "Word"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".csv"), "Excel"),
}
_WHOLE_NAME = 6
"""Of so many letters or fewer Office keeps the whole name, of one more it drops one letter, else two."""


def open_shared(path: Path) -> BinaryIO:
    """Open a file for reading, also one that another program writes to, renames or deletes.

    Raises OSError, also for what is no file: a pipe is not waited for.
    """
    if sys.platform == "win32":
        import _winapi
        import msvcrt

        for_reading, all_may, existing, usual = 0x80000000, 7, 3, 0x80
        handle = _winapi.CreateFile(str(reachable(path)), for_reading, all_may, 0, existing, usual, 0)
        return os.fdopen(msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY), "rb")
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return os.fdopen(number, "rb")


def holder_of(path: Path, error: OSError) -> str | None:
    """The program that holds a file which refused with `error`: its name, "" where it is not known; None for none."""
    if not isinstance(error, PermissionError):
        return None
    with suppress(OSError):
        if path.with_name(f".~lock.{path.name}#").exists():
            return "LibreOffice"
        cut = min(max(len(path.stem) - _WHOLE_NAME, 0), 2)
        if path.suffix.lower() in _OFFICE and path.with_name(f"~${path.name[cut:]}").exists():
            return _OFFICE[path.suffix.lower()]
    return "" if getattr(error, "winerror", None) in _HELD else None


def held(path: Path, program: str, kept: str = "") -> UserError:
    """The sentence for a file that `program` ("": one that is not known) holds."""
    return UserError(
        _("“%(name)s” is open in %(program)s.") % {"name": path.name, "program": program}
        if program
        else _("“%s” is open in another program.") % path.name,
        _("Close it in %s and do it once more.") % program if program else _("Close it there and do it once more."),
        kept,
    )
