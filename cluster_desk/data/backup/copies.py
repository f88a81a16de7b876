"""Copies of a data file: made while it is open, verified, thinned with age, restored.

The copies of one file lie in a folder of their own, named by the file and its cluster's uuid, so that files of the same
name do not mix. What it is a folder of stands in it (`source.txt`): a file that was copied by hand to another place has
the same name and uuid. A copy's name tells when it was made (local time), so a folder is understood without us.
"""

from __future__ import annotations

import datetime as dt
import errno
import filecmp
import os
import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from cluster_desk.core.disk import ANY_NAME, reachable, remove, replace, shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import (
    draft_beside,
    give_name,
    is_data_file,
    lengthened,
    real_path,
    sync_folder,
    wrong_ending,
)
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.regex import regex
from cluster_desk.data.backup.page_copy import copy_pages, sync, verify
from cluster_desk.data.file.connection import UNREADABLE, FileConnection, connect
from cluster_desk.data.file.create import made_aside
from cluster_desk.data.file.handles import reading
from cluster_desk.data.file.lock import FileLock, Holder, computer_name
from cluster_desk.data.file.open import SUFFIX, FileInUse, recognise, take_back_cut_save

_STAMP = "%Y-%m-%d %H-%M-%S"
_NAME = regex(r"(?P<stem>.+) (?P<stamp>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)" + re.escape(SUFFIX))
_SOURCE = "source.txt"
_FOLDERS = 100  # of files of one name and origin, that are all still there
_LONGEST_SOURCE = 40_000  # letters
_DRAFT = 20  # letters more than the copy's name has that of its draft, at most
_SECONDS = 600  # so many copies in one second have names of their own
_KEPT = (  # for how long, one copy of how long
    (dt.timedelta(hours=2), dt.timedelta(0)),
    (dt.timedelta(days=2), dt.timedelta(hours=1)),
    (dt.timedelta(days=30), dt.timedelta(days=1)),
    (dt.timedelta(days=180), dt.timedelta(days=7)),
)
_MONTH = dt.timedelta(days=30)
_JUMP = dt.timedelta(days=40)  # nobody worked so long, or the clock went wrong: no age
_AT_ONCE = 3  # more copies than that do not go because of one new one
_OF_THE_PLACE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)


@dataclass(frozen=True)
class Backup:
    """A copy: where it lies and when it was made (local time)."""

    path: Path
    made: dt.datetime

    @property
    def size(self) -> int:
        """Its size in bytes; 0 when it is gone."""
        with suppress(OSError):
            return self.path.stat().st_size
        return 0

    @property
    def source(self) -> str:
        """The file that it is a copy of, as a path; "" where that is not known."""
        return _source_in(self.path.parent)[1]


def folder_for(data_file: Path, cluster_uuid: str, inside: Path) -> Path:
    """The folder inside `inside` that holds the copies of one data file.

    Where a file of the same name and origin is still where it was, it keeps that folder, and this one gets another.
    A file that was moved keeps its own.
    """
    room = len(_copy_name(data_file.stem, dt.datetime.max)) + _DRAFT

    def folder(number: int) -> Path:
        return reachable(inside / lengthened(data_file.stem, _folder_ending(number, cluster_uuid)), room)

    source = _compared(_source_of(data_file))
    there = takewhile(Path.exists, map(folder, range(_FOLDERS)))
    own = next((each for each in there if _compared(_source_in(each)) == source), None)
    free = (each for each in map(folder, range(_FOLDERS)) if _may_be_taken(each, data_file))
    return own or next(free, folder(0))


def backups_of(cluster_uuid: str, inside: Path) -> list[Backup]:
    """The copies inside `inside` of every file of one cluster, under whatever name it had, newest first."""
    ending = _folder_ending(0, cluster_uuid)
    return [backup for backup in all_backups_in(inside) if backup.path.parent.name.endswith(ending)]


def _folder_ending(number: int, cluster_uuid: str) -> str:
    letters = "".join(letter for letter in cluster_uuid[:8] if letter.isalnum() or letter == "-")  # never a path
    return f" {letters}" if not number else f" ({number + 1}) {letters}"


def _source_of(data_file: Path) -> tuple[str, str]:
    """Which file it is: the computer and the path."""
    return computer_name(), shown(real_path(data_file))


def _compared(source: tuple[str, str]) -> tuple[str, str]:
    return source[0], os.path.normcase(source[1])


def _source_in(folder: Path) -> tuple[str, str]:
    """Which file's copies a folder holds; ("", "") where nobody has written it down."""
    with suppress(OSError, ValueError):
        with (folder / _SOURCE).open(encoding="utf-8") as file:
            computer, path = file.read(_LONGEST_SOURCE).splitlines()
        return computer, path
    return "", ""


def _may_be_taken(folder: Path, data_file: Path) -> bool:
    """Whether a folder of copies is nobody else's: new, of an unknown file, or of one that was moved away.

    A file on a stick that is not plugged in was not moved: its folder is not there either.
    """
    computer, path = _source_in(folder)
    if not path:
        return True
    if computer != computer_name():
        return False
    source = Path(path)
    with suppress(OSError):
        return source.samefile(data_file) if source.exists() else source.parent.is_dir()
    return False


def _note_source(folder: Path, source: tuple[str, str]) -> None:
    if _source_in(folder) == source:
        return
    with suppress(OSError, ValueError), draft_beside(folder / _SOURCE) as draft:  # a name may be no text
        draft.write_text("\n".join(source) + "\n", encoding="utf-8")
        replace(draft, folder / _SOURCE)


def is_copy_of(backup: Backup, data_file: Path) -> bool:
    """Whether a copy is one of a file that is called so."""
    return backup.path.name == _copy_name(data_file.stem, backup.made)


def _copy_name(stem: str, made: dt.datetime) -> str:
    return lengthened(stem, f" {made.strftime(_STAMP)}{SUFFIX}")


def backups_in(folder: Path) -> list[Backup]:
    """The copies in a folder, newest first; other files are passed over. [] when there is no such folder."""
    backups = []
    with suppress(OSError):
        for path in reachable(folder, ANY_NAME).iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                with suppress(ValueError):
                    backups.append(Backup(reachable(Path(shown(path))), _moment(match["stamp"])))
    return sorted(backups, key=lambda backup: backup.made, reverse=True)


def _moment(stamp: str) -> dt.datetime:
    """When a copy was made, as its name tells it (`_STAMP`). Raises ValueError."""
    day, _gap, hour = stamp.partition(" ")
    return dt.datetime.fromisoformat(f"{day}T{hour.replace('-', ':')}")


def all_backups_in(inside: Path) -> list[Backup]:
    """The copies of every data file in the folder of copies `inside`, newest first; [] when there is no such folder."""
    backups: list[Backup] = []
    with suppress(OSError):
        for folder in reachable(inside, ANY_NAME).iterdir():
            backups += backups_in(folder)
    return sorted(backups, key=lambda backup: backup.made, reverse=True)


def make_backup(
    connection: FileConnection,
    data_file: Path,
    folder: Path,
    now: dt.datetime | None = None,
    progress: Progress = SILENT,
    *,
    thin: bool = True,
) -> Backup:
    """Copy an open data file into `folder`, verify the copy, then thin the older ones, unless asked not to.

    The copy appears under its name only when it is whole. Raises UserError when it cannot be made; older copies stay.
    """
    made = now or dt.datetime.now()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with draft_beside(folder / _copy_name(data_file.stem, made)) as draft:
            copy_pages(connection, data_file, draft, progress)
            backup = _put(draft, folder, data_file.stem, made)
        sync_folder(folder.parent)
    except (OSError, *UNREADABLE) as error:
        raise _not_made(folder, error) from error
    if thin:
        _note_source(folder, _source_of(data_file))
        _thin(folder, backup.made)
    return backup


def _put(draft: Path, folder: Path, stem: str, made: dt.datetime) -> Backup:
    """Give a whole copy the first name that is free, from its own second on: none takes the place of another."""
    for later in range(_SECONDS):
        at = made.replace(microsecond=0) + dt.timedelta(seconds=later)
        path = folder / _copy_name(stem, at)
        with suppress(FileExistsError):
            give_name(draft, path)
            return Backup(path, at)
    raise FileExistsError(errno.EEXIST, "no free name", str(folder))


def _thin(folder: Path, now: dt.datetime) -> None:
    """Remove the oldest of the copies that may go, a few at a time: what looks old may do so by a wrong clock."""
    for old in superfluous(backups_in(folder), now)[-_AT_ONCE:]:
        with suppress(OSError):
            remove(old.path)


def back_up_file(data_file: Path, folder: Path, second: Path | None = None, progress: Progress = SILENT) -> Backup:
    """Copy a data file that may be open and written to meanwhile, by a connection of its own; see `make_backup`.

    The copy is then put into `second` too (a folder on a stick) where that can be. Raises UserError, for trouble with
    the second place `SecondPlaceError`: the first copy is made then. A file spoilt by the disk is not copied: its
    copy would look sound.
    """
    try:
        connection = _connect(data_file)
    except (OSError, *UNREADABLE) as error:
        raise _not_made(folder, error) from error
    with closing(connection):
        made = make_backup(connection, data_file, folder, progress=progress)
    if second is not None:
        copy_on(made, second)
    return made


def save_as(data_file: Path, target: Path, progress: Progress = SILENT) -> None:
    """Make a whole new file of a data file that may be open and written to meanwhile. Refuses to overwrite.

    It is a branch of its own from its first change on. Raises UserError when it cannot be made; nothing is left then.
    """
    if target.suffix.lower() != SUFFIX:
        raise UserError(wrong_ending(target, SUFFIX), do=_("Choose another name."), kept=_("Nothing was written."))
    with made_aside(target) as draft, closing(_connect(data_file)) as connection:
        copy_pages(connection, data_file, draft, progress)


def _connect(data_file: Path) -> FileConnection:
    """Connect for a copy; raises OSError for a pipe, which SQLite would wait for, and for what else `connect` does."""
    with reading(data_file):
        pass
    return connect(data_file, read_only=True)


class SecondPlaceError(UserError):
    """The copy was made, but could not be put into the second place."""


def copy_on(backup: Backup, second: Path) -> None:
    """Put a copy into the folder `second` too. Raises SecondPlaceTrouble; what is there already stays."""
    target = second / backup.path.name
    try:
        second.mkdir(exist_ok=True)  # not the folder it is in: where that is gone, the stick is
        with draft_beside(target) as draft:
            _copy_whole(backup.path, draft)
            if not (target.exists() and filecmp.cmp(target, draft, shallow=False)):
                _put(draft, second, backup.path.stem.rsplit(" ", 2)[0], backup.made)
        sync_folder(second.parent)
    except (OSError, *UNREADABLE) as error:
        raise SecondPlaceError(
            _("The copy could not be put into the second place, %(folder)s.") % {"folder": second},
            do=_("Check that there is room on the stick, or choose another second place in the settings."),
            kept=_("The copy in the first place is made."),
        ) from error
    source = _source_in(backup.path.parent)
    if source[1]:
        _note_source(second, source)
    _thin(second, backup.made)


def superfluous(backups: Sequence[Backup], now: dt.datetime) -> list[Backup]:
    """The copies that may go, newest first: of two hours none, then all but the newest an hour, a day, a week, a month.

    A copy from the future (the clock was set back) is kept, and so is the newest of all. The age of a copy is told by
    those made after it: a jump of weeks between two, of the clock or of nobody's work, makes no copy old.
    """
    to_delete = []
    taken: set[tuple[int, int]] = set()
    age, after = dt.timedelta(0), now
    for backup in sorted(backups, key=lambda one: one.made, reverse=True):
        if backup.made > now:
            continue
        gap = after - backup.made
        age, after = age + (gap if gap < _JUMP else dt.timedelta(0)), backup.made
        if age < _KEPT[0][0]:
            continue
        rank, span = next(
            ((number, span) for number, (until, span) in enumerate(_KEPT) if age < until), (len(_KEPT), _MONTH)
        )
        slot = (rank, int((backup.made - dt.datetime.min) / span))
        if slot in taken:
            to_delete.append(backup)
        taken.add(slot)
    return to_delete


def restore(backup: Path, to: Path, now: dt.datetime | None = None) -> Path | None:
    """Put a copy in the place of the data file `to`; the file replaced is kept beside it, and its path is given.

    Raises UserError when `backup` is no whole data file of ours or `to` cannot be written, FileInUse when somebody has
    it open; then nothing is changed. `to` itself may be damaged.
    """
    backup, to = real_path(backup), real_path(to)
    recognise(backup)
    take_back_cut_save(to)
    lock = FileLock(to)
    taken = True
    with suppress(OSError):  # where nothing can be written, the copy below tells it
        taken = lock.take()
    if not taken:
        raise FileInUse(to, lock.holder or Holder("", "", ""))
    try:
        return _put_in_place(backup, to, now)
    finally:
        lock.release()


def _put_in_place(backup: Path, to: Path, now: dt.datetime | None) -> Path | None:
    kept = None
    try:
        _refuse_other_kind(to)
        name = _free_name(to, now or dt.datetime.now())
        with draft_beside(to) as draft:
            _copy_whole(backup, draft)
            if to.exists():
                kept = name
                _keep(to, kept)
            _give_place(draft, to, name)
    except (OSError, *UNREADABLE) as error:
        with suppress(OSError):
            if kept and to.exists():
                remove(kept)
        raise UserError(
            _("The copy could not be put back: %(path)s") % {"path": backup},
            do=_("Choose another copy, or another folder to restore into."),
            kept=_("The file was not changed."),
        ) from error
    return kept


def _refuse_other_kind(to: Path) -> None:
    """A copy takes the place of a data file, damaged or not, or of nothing."""
    if to.suffix.lower() != SUFFIX and not is_data_file(to):
        raise UserError(wrong_ending(to, SUFFIX), do=_("Choose another name."), kept=_("The file was not changed."))


def _free_name(to: Path, now: dt.datetime) -> Path:
    """What the file that is replaced will be called; one kept before is never taken for it."""
    words = f" ({_('before restoring')} {now.strftime(_STAMP)}"
    numbers = ("", *(f", {again}" for again in range(2, 1_000)))
    names = (lengthened(to.stem, f"{words}{number}){to.suffix}") for number in numbers)
    return next(path for path in map(to.with_name, names) if not path.exists())


def _keep(file: Path, under: Path) -> None:
    """Give a file a second name; where the disk knows no such thing, copy it. There is no moment without the file.

    It stands on the disk afterwards: else a power cut might take it, when another has taken the file's own name.
    """
    try:
        os.link(file, under)
    except OSError:
        try:
            shutil.copyfile(file, under)
            sync(under)
        except OSError:
            with suppress(OSError):
                remove(under, missing_ok=True)
            raise
    sync_folder(under.parent)


def _give_place(draft: Path, to: Path, kept: Path) -> None:
    """Put a whole file in the place of another, which is called `kept` then, or of one that is gone.

    What SQLite left beside one that was cut short and cannot be mended goes with it: in the copy it would do harm.
    """
    journal = to.with_name(f"{to.name}-journal")
    beside = kept.with_name(f"{kept.name}-journal") if journal.exists() else None
    if beside:
        replace(journal, beside)
    try:
        replace(draft, to)
        sync_folder(to.parent)
    except OSError:
        if beside:
            replace(beside, journal)
        raise


def _copy_whole(file: Path, draft: Path) -> None:
    """Copy a data file into its draft, down to the disk, and read it once more."""
    shutil.copyfile(file, draft)
    sync(draft)
    verify(draft)


def _not_made(folder: Path, error: Exception) -> UserError:
    return UserError(
        _("The backup could not be made in %(folder)s.") % {"folder": folder},
        do=_("Free some space there, or choose another folder for backups in the settings.")
        if isinstance(error, OSError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_PLACE
        else _("Close and open the file again; if it is told damaged then, restore an older copy."),
        kept=_("Your work is stored; older copies were not touched."),
    )
