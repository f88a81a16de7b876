"""A data file on the disk: recognised, opened, checked, closed (`create` makes a new one).

What is known trouble here becomes a `UserError` with a sentence for the user; nothing of the file is changed by it.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import SQLITE_MAGIC, real_path
from cluster_desk.core.language import _
from cluster_desk.core.lock_file import NoLockFile
from cluster_desk.data.file import checksums, foreign_journal, migrations, tables, values
from cluster_desk.data.file.connection import UNREADABLE, FileConnection, connect, looking_once, read_apart
from cluster_desk.data.file.error_messages import code_of, read_error
from cluster_desk.data.file.handles import hold, identity_of, let_go, reading
from cluster_desk.data.file.known import KnownFiles
from cluster_desk.data.file.lock import FileLock, Holder, computer_name, user_name

Refused = Literal["", "folder", "file"]
Elsewhere = Literal["", "changed", "replaced"]
SUFFIX = ".cdesk"
APPLICATION_ID = 0x4344534B  # "CDSK"
_HEADER_SIZE = 100
_PAGES_NAMED = 20
_TABLES_NAMED = 5
_LAST_CHANGE = """
    SELECT steps.*, row_changes.* FROM steps LEFT JOIN row_changes ON row_changes.step_id = steps.id
    WHERE steps.id = (SELECT max(id) FROM steps) ORDER BY row_changes.id"""
_CHECKED_BY_COPIES = ("steps", "row_changes", "contents")


class FileInUse(UserError):  # noqa: N818 - it says what is the matter
    """Somebody else has the file open; it can still be opened for reading."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        super().__init__(
            _("The file is open in another program: %(path)s") % {"path": path},
            do=_("Close it there and try again, or open it here for reading only."),
            kept=_describe_holder(holder),
        )


class DamagedFile(UserError):  # noqa: N818 - it says what is the matter
    """The file is ours but not whole; a copy can be restored, or what stands in it salvaged."""


class ForeignTables(DamagedFile):
    """The file holds tables or programs that this program did not make; none of them was run."""


class OpenFile:
    """An open data file: its connection, and the lock that keeps others out (None when only read).

    `refused` tells what may not be written to, where that is why it is only read. `comparison` of its checksums is
    under way; None for a file just created. `known` remembers it.
    """

    def __init__(self, path: Path, connection: FileConnection, lock: FileLock | None, refused: Refused = "") -> None:
        """Remember which file it is and how it stands: another program may write it, or put another in its place."""
        self.path, self.connection, self.lock, self.refused = path, connection, lock, refused
        self.comparison: checksums.Comparison | None = None
        self.known: KnownFiles | None = None
        self._held = hold(path)
        self._which = identity_of(path)
        self._standing: tuple[int, int] | None
        self._written = False
        self._data_version = self._version_of_data()
        self._remember()

    @property
    def read_only(self) -> bool:
        """Whether the file was opened for reading only."""
        return self.lock is None

    def corrupt_pages(self) -> frozenset[int]:
        """The pages whose checksums do not agree; waits until they are compared."""
        return self.comparison.result() if self.comparison else frozenset()

    def make_sure(self) -> None:
        """Wait until the checksums are compared. Raises DamagedFile when they do not agree."""
        if self.corrupt_pages():
            raise damaged(self.path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A change of ours, committed inside: how the file stands afterwards is taken note of.

        After one that failed nothing is known for a while: SQLite may have pages to bring back still.
        """
        self._standing = None
        yield
        self._written = True
        self._remember()

    def _remember(self) -> None:
        self._standing, self._own_changes = _standing(self.path), self.connection.total_changes

    def is_as_we_left_it(self) -> bool:
        """Whether no other program has written the file since; True too where it is gone, which SQLite tells.

        A program that puts another version into the file past SQLite (a cloud disk) may leave the counter in its
        header as it was; then pages of both versions would be mixed.
        """
        now = _standing(self.path)
        if now is None or (self._which and identity_of(self.path) != self._which):
            return now is None
        if self._standing in (None, now) or self.connection.total_changes != self._own_changes:
            return True
        return self._written and self._shows_our_last_change()

    def look_again(self) -> Elsewhere:
        """What another program did to a file that is only read, since it was opened or looked at last."""
        now = _standing(self.path)
        if now is None or now == self._standing or _was_cut_short(self.path):  # a save is under way: next time
            return ""
        replaced = bool(self._which) and identity_of(self.path) != self._which
        changed = not replaced and self._version_of_data() != self._data_version
        replaced = replaced or not (changed or self._shows_our_last_change())
        self._which, self._data_version = identity_of(self.path), self._version_of_data()
        self._remember()
        return "replaced" if replaced else "changed" if changed else ""

    def _shows_our_last_change(self) -> bool:
        """Whether the last change that the disk holds is the one we know: servers of files tell its time late.

        The disk is asked by a connection of its own, which has nothing kept in memory.
        """
        with suppress(*UNREADABLE), closing(read_apart(self.path)) as reader:
            if self._data_version == self._version_of_data():
                return reader.execute(_LAST_CHANGE).fetchall() == self.connection.execute(_LAST_CHANGE).fetchall()
        return False

    def _version_of_data(self) -> int:
        """A number that changes when another program has changed the file by SQLite, and for no change of ours.

        0 where it is not told.
        """
        with suppress(*UNREADABLE):
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        return 0

    def close(self, *, with_checksums: bool = True) -> None:
        """Close the file, with its checksums unless it was only read or is no longer ours; nothing stays beside it."""
        if self.comparison:
            self.comparison.stop()
        if self.lock and with_checksums:
            with suppress(OSError, sqlite3.Error):  # a file without checksums is as good, only less watched
                if self.path.exists() and self.is_as_we_left_it():
                    checksums.write(self.connection, self.path)
        self.connection.close()
        let_go(self._held)
        self._note_whether_known(closed_well=with_checksums)
        if self.lock:
            self.lock.release()

    def _note_whether_known(self, *, closed_well: bool) -> None:
        """What was changed here is still known; what the disk spoilt, or another program wrote, no longer."""
        if self.known and self.comparison and self.comparison.found_corrupt():
            self.known.forget(self.path)
        elif self.known and self._written and closed_well:
            self.known.remember(self.path)


def open_file(path: Path, *, read_only: bool = False, known: KnownFiles | None = None) -> OpenFile:
    """Open an existing data file. Raises UserError (or FileInUse) with a sentence for everything that can be wrong.

    What only its checksums show comes out a moment later: see `OpenFile.make_sure`. The records of a `known` file are
    not read again.
    """
    path = real_path(path)
    recognise(path)
    take_back_cut_save(path)
    opened = _open_for_reading(path) if read_only else _open_for_change(path)
    opened.known = known
    try:
        if known and known.holds(path):
            _check_its_tables(opened)
        else:
            _check_whole(opened)
            if known:
                known.remember(path)
    except BaseException:
        opened.close(with_checksums=False)
        raise
    opened.comparison = checksums.Comparison(path)
    return opened


def recognise(path: Path) -> None:
    """Check by the first bytes that `path` is a data file of ours that this version can read."""
    foreign_journal.put_aside(path)
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would be waited for, a device never ends
            raise _foreign(path)
        with reading(path) as file:
            header, size = file.read(_HEADER_SIZE), file.seek(0, os.SEEK_END)
    except FileNotFoundError as error:
        raise UserError(
            _("There is no such file: %(path)s") % {"path": path},
            do=_("Check the name, or plug in the stick it was on."),
        ) from error
    except IsADirectoryError as error:
        raise UserError(_("This is a folder, not a file: %(path)s") % {"path": path}) from error
    except OSError as error:
        raise UserError(
            _("The file cannot be read: %(path)s") % {"path": path}, do=_reason(error), kept=_("It was not changed.")
        ) from error
    if not header.startswith(SQLITE_MAGIC):
        _refuse_foreign(path, header)
    if len(header) < _HEADER_SIZE or (_declared_size(header) > size and not _was_cut_short(path)):
        raise damaged(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _foreign(path)
    version = int.from_bytes(header[60:64], "big")
    if version > migrations.NEWEST:
        raise UserError(
            _("The file was made by a newer version of Cluster Desk: %(path)s") % {"path": path},
            do=_("Install the newer version here too, then open the file."),
            kept=_("The file was not changed."),
        )
    if version < 1:
        raise damaged(path)


def damaged(path: Path) -> DamagedFile:
    """The sentence for a file that is ours but not whole."""
    return DamagedFile(
        _("The file is damaged: %(path)s") % {"path": path},
        do=_("Open the latest copy of it instead; the damaged file may be only half copied."),
        kept=_("The file was not changed."),
    )


def _refuse_foreign(path: Path, header: bytes) -> None:
    if not header.strip(b"\0") and path.suffix == SUFFIX:
        raise damaged(path)
    raise _foreign(path)


def _foreign(path: Path) -> UserError:
    return UserError(
        _("This is not a Cluster Desk file: %(path)s") % {"path": path},
        do=_("Choose a file whose name ends in .cdesk. Word and Excel files are read through Import."),
        kept=_("The file was not changed."),
    )


def _standing(path: Path) -> tuple[int, int] | None:
    """What tells that the file that stands there was written; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _declared_size(header: bytes) -> int:
    page = int.from_bytes(header[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _was_cut_short(path: Path) -> bool:
    """Whether SQLite's own journal lies beside the file: power failed in the middle of a save, or one is going on."""
    try:
        return path.with_name(f"{path.name}-journal").stat().st_size > 0
    except OSError:
        return False


def changed_by_another(path: Path) -> UserError:
    """The sentence for a file that another program wrote while it was open here."""
    return UserError(
        _("Another program has changed the file while it was open here: %(path)s") % {"path": path},
        do=_("Close it and open it again, and look whether your last changes are in it; if not, a copy may hold them."),
        kept=_("This change is not stored."),
    )


def take_back_cut_save(path: Path) -> None:
    """Let SQLite bring a file cut in a save back to its last whole one, which it cannot do in a file open for reading.

    Whoever has the file open for change does that without us. Raises UserError for a journal that is not ours.
    """
    foreign_journal.put_aside(path)
    if not _was_cut_short(path):
        return
    lock = FileLock(path)
    with suppress(OSError, *UNREADABLE):
        if lock.take():
            try:
                connection = connect(path, read_only=False)
                with closing(connection):
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                lock.release()


def _open_for_reading(path: Path, refused: Refused = "") -> OpenFile:
    try:
        return OpenFile(path, connect(path, read_only=True), None, refused)
    except UNREADABLE as error:
        raise _not_opened(path, error) from error


def _open_for_change(path: Path) -> OpenFile:
    """Open the file for change, or for reading where it or its folder may not be written to.

    That is tried, not asked: Windows answers for a folder what its attributes say, not its rights.
    """
    lock = FileLock(path)
    try:
        taken = lock.take()
    except NoLockFile as error:
        raise UserError(
            _("Something else stands where the program tells that the file is open: %s") % lock.path,
            do=_("Delete or move it, then open the file again, or open it for reading only."),
            kept=_("The file was not changed."),
        ) from error
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            return _open_for_reading(path, "folder")
        raise cannot_write(path, error) from error
    if not taken:
        raise FileInUse(path, lock.holder or Holder("", "", ""))
    if lock.file_refuses:
        lock.release()
        return _open_for_reading(path, "file")
    try:
        return OpenFile(path, connect(path, read_only=False), lock)
    except UNREADABLE as error:
        lock.release()
        raise _not_opened(path, error) from error


def _not_opened(path: Path, error: BaseException) -> UserError:
    """The sentence for a file that SQLite does not even begin with."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return FileInUse(path, Holder("", "", ""))
    if code == sqlite3.SQLITE_CANTOPEN:
        return UserError(
            _("The file cannot be read: %(path)s") % {"path": path},
            do=_("Its path is too long, or its folder refuses: move it where the path is short, to Documents say."),
            kept=_("It was not changed."),
        )
    return damaged(path)


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ForeignTables unless an open file's tables, indexes and triggers are those that this program makes.

    Nothing may be asked of a file before. Raises one of UNREADABLE.
    """
    wrong = tables.foreign(connection)
    if wrong:
        names = ", ".join(wrong[:_TABLES_NAMED]) + (", …" if len(wrong) > _TABLES_NAMED else "")
        raise ForeignTables(
            _("The file is not as Cluster Desk makes it; another program changed its tables: %(path)s")
            % {"path": path},
            do=_("It was not opened, for what was put into it could run (%s). Open a copy, or save what it holds.")
            % names.strip(", "),
            kept=_("The file was not changed."),
        )


def _check_whole(opened: OpenFile) -> None:
    """Read every table of records once; a damaged page or a missing table comes out now, not in the middle of work.

    History, photos and the search index grow with the years: they are read whole by the copy that is made when the
    file is opened first that day, and are not waited for here.
    """
    connection = opened.connection
    with _telling_damage(opened), looking_once(connection):
        check_tables(connection, opened.path)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        checked = [name for (name,) in names if name not in _CHECKED_BY_COPIES and not name.startswith("search")]
        answers = [connection.execute(f'PRAGMA quick_check("{name}")').fetchone() for name in checked]
        answers.append(connection.execute("SELECT 'ok' FROM cluster").fetchone())
        unfit = values.unfit(connection)
    if unfit or any(answer is None or answer[0] != "ok" for answer in answers):
        raise damaged(opened.path)


def _check_its_tables(opened: OpenFile) -> None:
    """What is asked of a file whose records were read before: whether its tables are ours."""
    with _telling_damage(opened):
        check_tables(opened.connection, opened.path)
        there = opened.connection.execute("SELECT 1 FROM cluster").fetchone()
    if there is None:
        raise damaged(opened.path)


@contextmanager
def _telling_damage(opened: OpenFile) -> Iterator[None]:
    """Turns what SQLite finds while a file is looked through, in bounded time, into a UserError."""
    try:
        with tables.within_time(opened.connection):
            yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise FileInUse(opened.path, Holder("", "", "")) from error
        raise damaged(opened.path) from error
    except UNREADABLE as error:
        raise damaged(opened.path) from error


def faults(opened: OpenFile) -> list[str]:
    """Read the whole file, history, photos and checksums too; gives what is wrong with it, one sentence each."""
    sentences = [row[0] for row in _checked(opened, "PRAGMA integrity_check(20)") if row[0] != "ok"]
    corrupt = sorted(opened.corrupt_pages())
    if corrupt:
        numbers = ", ".join(map(str, corrupt[:_PAGES_NAMED])) + (", …" if len(corrupt) > _PAGES_NAMED else "")
        sentences.append(_("These pages are no longer what was stored, by their checksums: %s.") % numbers)
    return sentences + [
        row[0]
        if len(row) == 1
        else _("Row %(row)s of %(table)s points at a row of %(other)s that is not there.")
        % {"row": row[1], "table": row[0], "other": row[2]}
        for row in _checked(opened, "PRAGMA foreign_key_check")
    ]


def _checked(opened: OpenFile, check: str) -> list[tuple[Any, ...]]:
    """The rows that a check gives; where it cannot go on, for the file is too damaged, one row with a sentence."""
    try:
        return opened.connection.execute(check).fetchall()
    except UNREADABLE as error:
        return [((read_error(error) or damaged(opened.path)).what,)]


def cannot_write(path: Path, error: Exception) -> UserError:
    """The sentence for a place where no data file can be written."""
    return UserError(
        _("The file cannot be written here: %(path)s") % {"path": path},
        do=_reason(error) or _("Choose another folder, for example Documents."),
    )


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return _("You have no right to write or read in this folder; choose another one.")
    if isinstance(error, FileNotFoundError):
        return _("There is no such folder; choose another one.")
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return _("Its name is too long; give it a shorter one.")
    full = code_of(error) == sqlite3.SQLITE_FULL
    if full or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        return _("The disk is full; free some space and try again.")
    return ""


def _describe_holder(holder: Holder) -> str:
    since = holder.since
    with suppress(ValueError):
        since = dt.datetime.fromisoformat(holder.since).strftime("%d.%m.%Y %H:%M")
    if not holder.computer:
        return _("Who has opened it is not known.")
    if (holder.user, holder.computer) == (user_name(), computer_name()):
        words = _("You have it open yourself, on this computer (%(computer)s), since %(since)s.")
        return words % {"computer": holder.computer, "since": since}
    return _("Computer %(computer)s, user %(user)s, since %(since)s.") % {
        "computer": holder.computer,
        "user": holder.user or "?",
        "since": since,
    }
