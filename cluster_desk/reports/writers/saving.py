"""Writing a paper's file whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` when all is written; what was there stays on any trouble.

    Raises UserError: the folder is missing or read-only, the target is open in another program, the disk is full.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:20]}-", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(path))
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
        temporary = ""
    except OSError as trouble:
        raise _told(trouble, path) from trouble
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()


def save_book(book: Any, file: IO[bytes]) -> None:
    """Save a workbook into an open file. In memory first: what openpyxl cannot write it complains of a second time."""
    packed = io.BytesIO()
    book.save(packed)
    file.write(packed.getbuffer())


def _mode(path: Path) -> int:
    """The access rights of the file that is replaced, or those a new file gets here."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _told(trouble: OSError, path: Path) -> UserError:
    """The trouble as a sentence with what to do."""
    kept = _("Nothing was written.")
    if trouble.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return UserError(
            _("The disk is full: the paper “%s” could not be saved.") % path.name,
            _("Free some space or choose another disk."),
            kept,
        )
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return UserError(_("There is no folder “%s”.") % path.parent, _("Choose another folder."), kept)
    if isinstance(trouble, IsADirectoryError):
        return UserError(_("“%s” is a folder, not a file.") % path, _("Choose another name."), kept)
    if isinstance(trouble, PermissionError):
        return UserError(
            _("The paper “%s” could not be saved: it is open in another program or its folder is read-only.")
            % path.name,
            _("Close the file in the other program or choose another name or folder."),
            kept,
        )
    return UserError(
        _("The paper “%s” could not be saved (%s).") % (path.name, trouble.strerror or trouble),
        _("Choose another folder."),
        kept,
    )
