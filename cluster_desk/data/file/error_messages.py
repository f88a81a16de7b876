"""What SQLite says when the disk or the file fails, as a sentence for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import check

_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def write_error(error: BaseException) -> UserError | None:
    """A sentence for a write that the disk or the file refused; None for anything else."""
    code = code_of(error)
    kept = _("This change is not stored; everything before it is.")
    if code == sqlite3.SQLITE_FULL:
        return UserError(_("The disk is full."), do=_("Free some space and save again."), kept=kept)
    if code in _HELD:
        return UserError(_("Another program holds the file."), do=_("Close it and save again."), kept=kept)
    if code in _REFUSED:
        return UserError(
            _("The file cannot be written any more."),
            do=_("Check that the file is where it was, the stick is in and its folder can be written; save again."),
            kept=kept,
        )
    return _damaged(kept) if code in _DAMAGED else None


def read_error(error: BaseException) -> UserError | None:
    """A sentence for a read that the disk or the file refused; None for anything else."""
    code = code_of(error)
    kept = _("Nothing was changed.")
    if code in _HELD:
        return UserError(_("Another program holds the file."), do=_("Close it and try again."), kept=kept)
    if code in _REFUSED or code == sqlite3.SQLITE_FULL:
        return UserError(
            _("The file cannot be read any more."),
            do=_("Check that the stick is plugged in, then try again, or close the file and open it anew."),
            kept=kept,
        )
    return _damaged(kept) if code in _DAMAGED else None


@contextmanager
def reading() -> Iterator[None]:
    """Raises UserError for a read that the disk or the file refused."""
    try:
        yield
    except Exception as error:
        check()  # a query that was stopped ends in an error as well
        trouble = read_error(error)
        if trouble:
            raise trouble from error
        raise


def corrupt_value() -> UserError:
    """The sentence for a value that cannot be what it stands for: a day that no calendar knows."""
    return _damaged(_("Nothing was changed."))


def _damaged(kept: str) -> UserError:
    return UserError(
        _("The file is damaged, or its disk gives out wrong letters."),
        do=_("Close it and open it again: then its latest copy is offered, or what can be read of it."),
        kept=kept,
    )


def code_of(error: BaseException) -> int:
    """SQLite's own code for the error that is behind `error`; 0 for none.

    Letters that are none are damage too: Python, not SQLite, stumbles over them, and tells no code.
    """
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, (sqlite3.Error, UnicodeDecodeError)):
        cause = cause.__cause__
    if isinstance(cause, UnicodeDecodeError) or (cause is not None and str(cause).startswith("Could not decode")):
        return sqlite3.SQLITE_CORRUPT
    return (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF
