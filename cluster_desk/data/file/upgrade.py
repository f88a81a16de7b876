"""A file of an older version brought up to this one when it is opened: copied first, then in one transaction.

A file that is only read is left as it is and brought up in memory.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.data.file import migrations
from cluster_desk.data.file.connection import UNREADABLE, FileConnection, prepare, store
from cluster_desk.data.file.error_messages import code_of, write_error
from cluster_desk.data.file.open import OpenFile, damaged
from cluster_desk.data.history import links

if TYPE_CHECKING:
    from cluster_desk.data.backup.copies import Backup


class Upgraded(NamedTuple):
    """What an upgrade did: the copy made before (None where nothing was written), links emptied that led nowhere."""

    copy: Backup | None = None
    emptied: tuple[str, ...] = ()


def upgrade(opened: OpenFile, copies: Path | None) -> Upgraded:
    """Bring an open file up to this version, if it is of an older one.

    The copy goes into the folder of the file's copies inside `copies`, or beside the file for None. Raises UserError
    when the copy cannot be made or the file cannot be written or is damaged; then the file is as it was.
    """
    try:
        version = int(opened.connection.execute("PRAGMA user_version").fetchone()[0])
        if version == migrations.NEWEST:
            return Upgraded()
        if opened.read_only:
            return _upgrade_aside(opened, version)
        return _upgrade_in_place(opened, version, copies)
    except UNREADABLE as error:
        raise _not_upgraded(opened.path, error) from error


def _upgrade_in_place(opened: OpenFile, version: int, copies: Path | None) -> Upgraded:
    from cluster_desk.data.backup.copies import folder_for, make_backup

    opened.make_sure()
    cluster = str(opened.connection.execute("SELECT uuid FROM cluster").fetchone()[0])
    folder = folder_for(opened.path, cluster, copies) if copies else opened.path.parent
    backup = make_backup(opened.connection, opened.path, folder, thin=bool(copies))
    with opened.writing():
        return Upgraded(backup, _in_one_transaction(opened.connection, version))


def _upgrade_aside(opened: OpenFile, version: int) -> Upgraded:
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, factory=FileConnection)
    prepare(memory)
    opened.connection.backup(memory)
    emptied = _in_one_transaction(memory, version)
    opened.connection.close()
    opened.connection = memory
    return Upgraded(emptied=emptied)


def _in_one_transaction(connection: FileConnection, version: int) -> tuple[str, ...]:
    """Bring the tables up; earlier versions could leave links that lead nowhere, which are emptied and reported."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        migrations.apply(connection, version)
        emptied = links.mend(connection, links.dead_links(connection))
        store(connection)
    except BaseException:
        if connection.in_transaction:
            store(connection, "ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return tuple(emptied)


def _not_upgraded(path: Path, error: BaseException) -> UserError:
    trouble = write_error(error)
    if trouble is None or code_of(error) == sqlite3.SQLITE_CORRUPT:
        return damaged(path)
    return UserError(
        _("The file is of an older version and could not be brought up to this one: %(path)s") % {"path": path},
        do=f"{trouble.what} {_('Free some space and see that the folder can be written to, then open it again.')}",
        kept=_("The file was not changed."),
    )
