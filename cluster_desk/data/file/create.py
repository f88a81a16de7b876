"""A new data file, made beside its place: it gets its name when it is whole, and nothing is left of one that failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cluster_desk.core.disk import reachable, replace
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import BESIDE, draft_beside, give_name
from cluster_desk.core.language import _
from cluster_desk.data.file import migrations, tables
from cluster_desk.data.file.connection import FileConnection, connect, store
from cluster_desk.data.file.lock import FileLock
from cluster_desk.data.file.open import APPLICATION_ID, OpenFile, cannot_write


@contextmanager
def made_aside(path: Path) -> Iterator[Path]:
    """Where to make the new file `path`: beside it, so that it gets its name whole or not at all. Refuses to overwrite.

    Raises UserError when there is such a file or it cannot be written there; then nothing is left of it.
    """
    path = reachable(path, BESIDE)
    try:
        if path.exists():
            raise FileExistsError
        with draft_beside(path) as draft:
            yield draft
            _give_name(draft, path)
    except FileExistsError as error:
        raise UserError(
            _("There is already a file with this name: %(path)s") % {"path": path},
            do=_("Choose another name, or open that file."),
        ) from error
    except (OSError, sqlite3.Error) as error:
        raise cannot_write(path, error) from error
    except UserError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            raise cannot_write(path, error.__cause__) from error
        raise


def create_file(path: Path) -> OpenFile:
    """Make an empty data file of the draft that `made_aside` gives and open it. Raises OSError and sqlite3.Error."""
    lock = FileLock(path)
    lock.take()
    try:
        opened = OpenFile(path, connect(path, read_only=False), lock)
    except BaseException:
        lock.release()
        raise
    try:
        store(opened.connection, f"PRAGMA application_id = {APPLICATION_ID}")
        with opened.writing():
            _create_tables(opened.connection)
    except BaseException:
        opened.close(with_checksums=False)
        raise
    return opened


def _create_tables(connection: FileConnection) -> None:
    """Create all that stands in an empty file of this version, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    tables.create(connection)
    connection.execute(f"PRAGMA user_version = {migrations.NEWEST}")
    store(connection)


def _give_name(draft: Path, path: Path) -> None:
    """Give a whole file its name. Raises FileExistsError when somebody has taken it meanwhile.

    What SQLite left beside a file that is gone would be played into the new one; it is put aside.
    """
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        replace(journal, journal.with_name(f"{journal.name}.left"))
    give_name(draft, path)
