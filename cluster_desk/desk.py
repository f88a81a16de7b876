"""An open data file: read it, change it, take changes back, be told what changed.

The desk is the one door for writing. A change is checked by the rules, stored in one transaction, recorded by the
journal under a name, and announced to its listeners by the areas it touched. What only a change needs (the rules,
SQLAlchemy) is imported by the first one, not before a list is painted.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.catalog import records_by_table
from cluster_desk.core.records.fields import Record
from cluster_desk.data import rows
from cluster_desk.data.blobs import drop_unused, keep
from cluster_desk.data.changed_rows import ChangedRows
from cluster_desk.data.file.connection import store
from cluster_desk.data.file.error_messages import corrupt_value, reading, write_error
from cluster_desk.data.file.known import KnownFiles
from cluster_desk.data.file.open import SUFFIX, Elsewhere, OpenFile, Refused, changed_by_another, faults, open_file
from cluster_desk.data.file.upgrade import upgrade
from cluster_desk.data.history import branches, journal, links
from cluster_desk.data.history.journal import RowChange, Transaction
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.search import index as search
from cluster_desk.data.search.finding import Finder

if TYPE_CHECKING:
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.data.backup.copies import Backup
    from cluster_desk.data.backup.package import Manifest
    from cluster_desk.data.merge.merge import Merge
    from cluster_desk.data.privacy.erase import Somebody

_R = TypeVar("_R", bound=Record)
Listener = Callable[[frozenset[str]], None]


class Desk:
    """One cluster's file, open. Safe to use from several threads; one thread works at a time."""

    SUFFIX: ClassVar[str] = SUFFIX  # of the file's name

    def __init__(self, opened: OpenFile, origin: str) -> None:
        self._file = opened
        self._origin = origin
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self.changed_rows = ChangedRows()
        self.upgraded_from: Backup | None = None  # the copy of the file as it was before it was brought up
        self.emptied_links: tuple[str, ...] = ()  # those that led nowhere then
        self._reserved: dict[str, tuple[int, int]] = {}  # by table: since which change, the highest row number given
        self._finder = Finder(opened.connection, self._lock, self._transaction)
        self.read = Reader(opened.connection, self._lock, self._finder.find, self._finder.find_kind)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        origin: str = "window",
        copies: Path | None = None,
        known: KnownFiles | None = None,
    ) -> Desk:
        """Open a data file. Raises UserError, or FileInUse when somebody else has it open for change.

        `origin` ("window", "command line") is written beside every change. A file of an older version is brought up
        to this one; before that it is copied, into its folder inside `copies` or beside it (see `upgraded_from`),
        and links that lead nowhere are emptied (see `emptied_links`). A long file that is `known` opens sooner.
        """
        opened = open_file(path, read_only=read_only, known=known)
        try:
            upgraded = upgrade(opened, copies)
        except BaseException:
            opened.close(with_checksums=False)
            raise
        desk = cls(opened, origin)
        desk.upgraded_from, desk.emptied_links = upgraded.copy, upgraded.emptied
        return desk

    @classmethod
    def create(cls, path: Path, cluster: Cluster, *records: Record, origin: str = "window") -> Desk:
        """Create a data file for `cluster` and open it; `records` are its first ones, with row numbers.

        What a file begins with is no change that could be undone. Raises UserError when the file cannot be created,
        Problems for the cluster or a record; then no file is left.
        """
        from cluster_desk.core.normalize import normalize_record
        from cluster_desk.data.file.create import create_file, made_aside
        from cluster_desk.data.queries.cluster import CLUSTER_ID
        from cluster_desk.rules.fields import field_problems

        normalize_record(cluster)
        problems = field_problems(cluster)
        if problems:
            raise Problems(problems)
        with made_aside(path) as draft:
            desk = cls(create_file(draft), origin)
            try:
                wrong = desk.problems(*records)
                if wrong:
                    raise wrong
                cluster.id = CLUSTER_ID
                with desk._transaction():
                    desk._store([cluster, *records], ())
                desk._finder.build()
            finally:
                desk.close()
        return cls.open(path, origin=origin)

    @property
    def path(self) -> Path:
        """Where the data file stands."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._file.read_only

    @property
    def refused(self) -> Refused:
        """What may not be written to, where that is why the file is only read."""
        return self._file.refused

    def make_sure(self) -> None:
        """Wait until the checksums of the file are compared, which goes on in another thread after opening.

        Raises DamagedFile when the disk spoilt something; then the file can be read but not changed.
        """
        self._file.make_sure()

    def close(self) -> None:
        """Close the file; nothing stays beside it."""
        with self._lock:
            self.read.is_open = False
            self._file.close()

    def look_again(self) -> Elsewhere:
        """Whether another program changed a file that is only read, which is announced, or put another in its place."""
        with self._lock:
            happened = self._file.look_again() if self.read.is_open else ""
            if happened == "changed":
                self._finder.forget()
        if happened == "changed":
            self.changed_rows.forget()
            self._announce(set(records_by_table()))
        return happened

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the areas touched after every change; gives a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def draft(self, record: type[_R], **values: Any) -> _R:
        """A new record, not stored yet, with a row number of its own so that others can link to it at once."""
        with self._lock:
            table = record.TABLE
            changes = self._file.connection.total_changes
            at, last = self._reserved.get(table, (-1, 0))
            if at != changes:
                last = max(last, self.read.value("SELECT seq FROM sqlite_sequence WHERE name = ?", table) or 0)
            self._reserved[table] = changes, last + 1
            return record(id=last + 1, **values)

    def problems(self, *records: Record) -> Problems | None:
        """What keeps these records from being stored, None for nothing; first they are prepared (`rules.catalog`)."""
        from cluster_desk.rules.catalog import prepare

        prepare(records, self.read)
        return self._problems(records)

    def _problems(self, records: Sequence[Record]) -> Problems | None:
        from cluster_desk.rules.catalog import problems_of

        problems = [problem for record in records for problem in problems_of(record, self.read)]
        return Problems(problems) if problems else None

    def change(
        self,
        name: str,
        *records: Record,
        remove: Sequence[Record] = (),
        subject: str = "",
        origin: str = "",
        contents: Iterable[bytes] = (),
    ) -> list[int]:
        """Store `records` and delete those in `remove`, as one change called `name` (a msgid). Gives row numbers.

        What follows from them by the rules (a plan item done by its event) is stored along; `contents` are the bytes
        of new attachments. Raises Problems when a rule does not hold, UserError when something leans on what is to be
        deleted or the file cannot be written; in both cases nothing is changed.
        """
        from cluster_desk.rules.catalog import prepare, side_effects

        with self._lock:
            stored = prepare(records, self.read)
            problems = self._problems(records)
            if problems:
                raise problems
            for record in remove:
                self._check_free(record, remove)
            along = side_effects(records, remove, self.read)
            with self._change():
                connection = self._file.connection
                transaction = journal.begin(connection, name, subject, origin or self._origin)
                keep(connection, contents)
                ids = self._store([*records, *along], remove, stored)
                changes = journal.end(connection, transaction)
                search.update_index(connection, changes)
        self._announce(self.changed_rows.note(changes))
        return ids[: len(records)]

    def next_undo(self) -> Transaction | None:
        """The change that `undo` would take back."""
        with self._lock, reading():
            return journal.next_undo(self._file.connection)

    def next_redo(self) -> Transaction | None:
        """The change that `redo` would bring back."""
        with self._lock, reading():
            return journal.next_redo(self._file.connection)

    def next_transactions(self) -> tuple[Transaction | None, Transaction | None]:
        """The changes that `undo` would take back and `redo` would bring back."""
        with self._lock, reading():
            return journal.next_transactions(self._file.connection)

    def undo(self) -> Transaction | None:
        """Take back the last change; None when there is none. Raises UserError when it cannot be."""
        done = self._apply_transaction(journal.next_undo, journal.undo)
        with self._lock, reading():
            irreversible = done is None and journal.last_irreversible(self._file.connection)
        if irreversible:
            raise UserError(
                _("The changes before this one can no longer be taken back."),
                do=_("What they changed is no longer kept. An older copy of the file may still hold it."),
                kept=_("Nothing was changed."),
            )
        return done

    def redo(self) -> Transaction | None:
        """Bring back the change undone last; None when there is none."""
        return self._apply_transaction(journal.next_redo, journal.redo)

    def put_back(self, name: str, images: Mapping[tuple[str, int], str | None], *, subject: str = "") -> None:
        """Make rows what their images (see `data.history`) say, as one change called `name`; parts follow their owner.

        Raises UserError when what they lean on is no longer there; then nothing is changed.
        """
        from cluster_desk.rules.council.minutes_lock import refuse_locked

        with self._lock, self._links_unwatched(), self._change():
            connection = self._file.connection
            transaction = journal.begin(connection, name, subject, self._origin)
            for (table, row), image in images.items():
                journal.put_back(connection, table, row, image)
            changes = journal.end(connection, transaction)
            if links.dead_links_of(connection, [(table, row) for table, row, *_images in changes]):
                raise UserError(
                    _("This cannot be taken back: other records lean on what came later, or are gone."),
                    kept=_("Nothing was changed."),
                )
            refuse_locked(self.read, changes, may_unlock=False)
            search.update_index(connection, changes)
        self._announce(self.changed_rows.note(changes))

    def compare_with(self, other: Desk) -> Merge:
        """Set this file beside another copy of it that was worked on too. Raises UserError for another cluster's."""
        from cluster_desk.data.merge.merge import compare
        from cluster_desk.rules.council.minutes_lock import free_columns

        with self._lock, other._lock, reading():
            return compare(self._file.connection, other._file.connection, free_columns())

    def merge(self, name: str, merge: Merge, answers: Mapping[str, str], *, subject: str = "") -> int:
        """Take in what another file brings, as one change; gives how many rows changed.

        `merge` is what `compare_with` told; `answers` what was chosen, by the names of its conflicts.
        """
        from cluster_desk.data.merge.storing import images_of
        from cluster_desk.rules.catalog import derive_again

        with self._lock, self._links_unwatched(), self._change():
            connection = self._file.connection
            images = images_of(merge, answers)
            transaction = journal.begin(connection, name, subject, merge.origin)
            keep(connection, images.contents)
            for (table, row), image in images.rows.items():
                journal.put_back(connection, table, row, image)
            rows.save(connection, derive_again(self.read, images.mixed))
            changes = journal.end(connection, transaction, keep=merge.is_new)
            search.update_index(connection, changes)
        self._announce(self.changed_rows.note(changes))
        return len(changes)

    def empty_trash(self) -> int:
        """Forget for good all that was deleted, imports of it included; gives how many records. Cannot be undone."""
        from cluster_desk.data import imports
        from cluster_desk.data.history import views as history

        with self._lock:
            connection = self._file.connection
            deleted = history.trash_of(self.read)
            gone = {row for one in deleted for row in history.rows_of(self.read, one.record, one.row)}
            with self._change():
                journal.forget_rows(connection, gone | imports.forget_gone(connection))
                drop_unused(connection)
            self._compact()
        self.changed_rows.forget()
        self._announce({one.record.TABLE for one in deleted})
        return len(deleted)

    def _compact(self) -> None:
        """Leave nothing of what was deleted in the file's bytes."""
        try:
            with self._file.writing():
                self._file.connection.execute("PRAGMA secure_delete = ON")
                store(self._file.connection, "VACUUM")
        except sqlite3.DatabaseError as error:
            raise UserError(
                _("The file could not be written anew: the disk is full or refuses."),
                do=_("Free some space and do it once more."),
                kept=_("What was to go is gone from every list, but its letters may still stand in the file's bytes."),
            ) from error

    def erase(self, who: Somebody, *, doubtful: bool = False) -> None:
        """Take a person's data out of the file for good, history included (`data.privacy.erase`). Cannot be undone."""
        from cluster_desk.data.privacy import erase as personal

        with self._lock:
            connection = self._file.connection
            with self._change():
                touched = personal.erase(connection, self.read, who, doubtful=doubtful)
                journal.count_images(connection)
                search.drop(connection)
                drop_unused(connection)
            self._finder.forget()
        self.changed_rows.forget()
        self._announce(touched)  # before compacting, which may fail and be done once more
        with self._lock:
            self._compact()

    def back_up(self, inside: Path, progress: Progress = SILENT) -> Backup:
        """Copy the file as it is now into the folder of its copies inside `inside`. Raises UserError when it cannot."""
        from cluster_desk.data.backup.copies import back_up_file

        self.make_sure()
        with self._lock:
            return back_up_file(self.path, self.backups_folder(inside), progress=progress)

    def save_as(self, target: Path) -> None:
        """Make the new file `target` of this one as it is now. Refuses to overwrite; raises UserError."""
        from cluster_desk.data.backup.copies import save_as

        self.make_sure()
        with self._lock:
            save_as(self.path, target)

    def pack(self, target: Path, *, password: str = "", carried: Collection[str] = ()) -> Manifest:
        """Write the file as it is now as a package for the stick (`data.backup.package`). Raises UserError."""
        from cluster_desk.data.backup.package import write_package

        self.make_sure()
        with self._lock:
            return write_package(self._file.connection, self.path.stem, target, password=password, carried=carried)

    def backups_folder(self, inside: Path) -> Path:
        """The folder inside `inside` that holds the copies of this file."""
        from cluster_desk.data.backup.copies import folder_for

        return folder_for(self.path, str(self.read.value("SELECT uuid FROM cluster")), inside)

    def backups(self, inside: Path) -> list[Backup]:
        """The copies inside `inside` of this file, and of others of its cluster (see `Backup.source`), newest first."""
        from cluster_desk.data.backup.copies import backups_of

        return backups_of(str(self.read.value("SELECT uuid FROM cluster")), inside)

    def has_index(self) -> bool:
        """Whether the file holds the index that the search asks; else it makes one in memory, each time."""
        return self._finder.is_ready()

    def make_index(self) -> None:
        """Make the index of the search in the file. Nothing else in it changes."""
        self._finder.build()

    def verify(self) -> list[str]:
        """Check the whole file; gives what is wrong with it, one sentence each, [] for a sound file."""
        with self._lock:
            return faults(self._file)

    def _store(
        self, records: Sequence[Record], remove: Sequence[Record], stored: rows.Stored | None = None
    ) -> list[int]:
        """Store and delete, in the transaction under way; `stored` is what is known of what the file holds of them."""
        numbers = rows.save(self._file.connection, records, stored)
        rows.delete(self._file.connection, remove)  # last: what has moved out of a record does not go with it
        return numbers

    def _check_free(self, record: Record, to_delete: Sequence[Record]) -> None:
        from cluster_desk.data.queries.references import references_to
        from cluster_desk.rules.catalog import removal_problem

        held = removal_problem(record, self.read)
        if held:
            title = _("“%(title)s” cannot be deleted.") % {"title": record.display_name()}
            raise UserError(f"{title} {held}", kept=_("Nothing was changed."))
        references = references_to(self.read, record, to_delete)
        if references:
            raise UserError(
                _("“%(title)s” cannot be deleted: others lean on it.") % {"title": record.display_name()},
                do=_("First change: %(list)s.") % {"list": "; ".join(references)},
                kept=_("Nothing was changed."),
            )

    def _apply_transaction(
        self, find: Callable[[Any], Transaction | None], apply: Callable[[Any, Transaction], list[RowChange]]
    ) -> Transaction | None:
        from cluster_desk.rules.council.minutes_lock import refuse_locked

        with self._lock:
            connection = self._file.connection
            with reading():
                transaction = find(connection)
            if transaction is None:
                return None
            # Every row is put back just as it was, so no cascade may act on the way; what results is checked below.
            with self._links_unwatched(), self._change():
                changes = apply(connection, transaction)
                if not transaction.origin.startswith(journal.MERGED):  # that brought minutes in as they were confirmed
                    refuse_locked(self.read, changes, may_unlock=True)
                # Links that led nowhere before this change was made hold it back no more than they did then.
                dead = links.dead_links_of(connection, [(table, row) for table, row, *_images in changes])
                links.mend(connection, dead)
                changes = [*((one.table, one.row, None, None) for one in dead), *changes]
                search.update_index(connection, changes)
        self._announce(self.changed_rows.note(changes))
        return transaction

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One transaction; whatever goes wrong, all of it is taken back."""
        if self.read_only:
            raise UserError(
                _("The file is open for reading only."),
                do=_("Open it where it can be changed."),
                kept=_("Nothing was changed."),
            )
        self.make_sure()
        connection = self._file.connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            if not self._file.is_as_we_left_it():
                raise changed_by_another(self.path)
            with self._file.writing():
                connection.execute("PRAGMA defer_foreign_keys = ON")
                yield
                store(connection)
        except BaseException as error:
            if connection.in_transaction:
                store(connection, "ROLLBACK")
            trouble = write_error(error)
            if trouble:
                raise trouble from error
            if isinstance(error, json.JSONDecodeError):  # a row before or after it, as the history holds it
                raise corrupt_value() from error
            raise

    @contextmanager
    def _links_unwatched(self) -> Iterator[None]:
        """Meanwhile SQLite acts on no link: rows are put back one by one, and may lead nowhere on the way."""
        self._file.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self._file.connection.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _change(self) -> Iterator[None]:
        """A transaction that changes what the file says, here."""
        with self._transaction():
            branches.go_on(self._file.connection, self.path)
            yield

    def _announce(self, tables: set[str]) -> None:
        known = records_by_table()
        areas = frozenset(known[table].AREA for table in tables if table in known)
        for listener in list(self._listeners) if areas else ():
            listener(areas)
