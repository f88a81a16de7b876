"""Makes the copies of the open file while one works: once a day, before an import, every half hour of work.

Each copy is made in a thread of its own, by a connection of its own, so that nobody waits for it; there the second
place is looked for too, which may be slow to answer. A stick that is plugged in later gets the newest copy then.
Trouble is told once, in the status line.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import Cancelled, UserError, as_user_error
from cluster_desk.core.language import _
from cluster_desk.data.backup.copies import Backup, SecondPlaceError, back_up_file, backups_in, copy_on, folder_for
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.subscriptions import EVERYTHING, subscribe
from cluster_desk.ui.screens.safety.time_phrases import ago_words, made_words

EVERY_SECONDS = 30 * 60
_CHECK_EVERY, _AFTER_OPENING = 60_000, 1_500  # milliseconds
_PATIENCE = 20.0  # seconds that a document waits for the copy made before it
_OLD = dt.timedelta(days=1)  # a copy is made every day; an older one, when work went on, is worth a warning


class CopyMaker(QObject):
    """Keeps copies of one open file until `end`.

    `age_changed` tells the age of the last good copy, whether that is well, and more about it. `troubled` tells a
    sentence, once until a copy succeeds again. `clock` counts seconds whatever the calendar says.
    """

    age_changed = Signal(str, bool, str)
    troubled = Signal(str)
    _made = Signal(object)
    _failed = Signal(object)
    _second_seen = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._desk, self._settings, self._clock = desk, settings, clock
        self._uuid = str(desk.read.value("SELECT uuid FROM cluster"))
        self._newest: Backup | None = None
        self._second = ""  # what is known of the second place, in words
        self._changed = False
        self._since = clock()
        self._trouble: UserError | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        queued = Qt.ConnectionType.QueuedConnection
        self._made.connect(self._note_copy, queued)
        self._failed.connect(self._show_error, queued)
        self._second_seen.connect(self._note_second, queued)
        subscribe(desk, EVERYTHING, self._note_change, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_EVERY)
        self._timer.timeout.connect(self.check)

    def begin(self, today: dt.date | None = None) -> None:
        """Tell the age of the last copy; make one when the file is opened for the first time that day."""
        newest = self._newest = self.newest()
        self.announce_age()
        self._timer.start()
        if self._desk.read_only:
            return
        first_today = newest is None or newest.made.date() != (today or dt.date.today())
        QTimer.singleShot(_AFTER_OPENING, self, self.back_up if first_today else self.copy_to_second_place)

    def newest(self) -> Backup | None:
        """The last good copy."""
        return next(iter(backups_in(self._folder(self._settings.copies_folder()))), None)

    def check(self) -> None:
        """Make a copy when something changed and half an hour has passed since the last; tell its age anew."""
        self.announce_age()
        if self._changed and self._clock() - self._since >= EVERY_SECONDS:
            self.back_up()
        else:
            self.copy_to_second_place()

    def back_up(self) -> None:
        """Begin to make a copy now, unless one is being made."""
        path, first = self._desk.path, self._folder(self._settings.copies_folder())

        def work() -> None:
            second = self._second_folder()
            self._made.emit(back_up_file(path, first, second, progress=self))
            self._report_second(second)

        if self._begin(work):
            self._changed, self._since = False, self._clock()

    def copy_to_second_place(self) -> None:
        """Put the newest copy into the second place when that is there and does not have it yet."""
        newest = self._newest
        if newest is None or not self._settings.second_copies or self._desk.read_only:
            return

        def work() -> None:
            second = self._second_folder()
            if second is not None and all(copy.made < newest.made for copy in backups_in(second)):
                copy_on(newest, second)
            self._report_second(second)

        self._begin(work)

    def wait(self, seconds: float = _PATIENCE) -> None:
        """Wait until the copy under way is made."""
        if self._thread is not None:
            self._thread.join(seconds)

    def report(self, done: int, total: int, text: str = "") -> None:
        """Part of `Progress`: stops the copy when the file is closed."""
        if self._stop.is_set():
            raise Cancelled

    def end(self) -> None:
        """Make no more copies; one that is not whole yet is dropped."""
        self._timer.stop()
        self._stop.set()
        self.wait()
        self.deleteLater()

    def announce_age(self) -> None:
        """Tell the age of the last good copy anew, and whether work went on for long without one."""
        newest, trouble = self._newest, self._trouble
        more = [shown(self._folder(self._settings.copies_folder())), self._second]
        if trouble:
            more += [trouble.what, trouble.do]
        self.age_changed.emit(self._age_words(), newest is not None and not trouble and not self._is_old(newest),
                       "\n".join(part for part in more if part))  # fmt: skip

    def _age_words(self) -> str:
        newest, trouble = self._newest, self._trouble
        if newest is None:
            return _("No copy could be made") if trouble else _("No copy yet")
        made = made_words(newest.made)
        if isinstance(trouble, SecondPlaceError):
            return _("Copy: %s, none in the second place") % made
        if trouble:
            return _("No copy could be made; the last: %s") % made
        return _("The last copy: %s") % ago_words(newest.made) if self._is_old(newest) else _("Copy: %s") % made

    def _is_old(self, newest: Backup) -> bool:
        """Whether the last copy is older than a day and the file was changed after it."""
        if dt.datetime.now() - newest.made < _OLD:
            return False
        last = self._desk.read.value("SELECT at FROM steps ORDER BY id DESC LIMIT 1")
        with suppress(TypeError, ValueError):
            return dt.datetime.fromisoformat(last) > newest.made.astimezone()
        return False

    def _folder(self, inside: Path) -> Path:
        return folder_for(self._desk.path, self._uuid, inside)

    def _second_folder(self) -> Path | None:
        """Where the copies of this file lie in the second place, where that is there. Asked in the other thread."""
        second = self._settings.second_copies_folder()
        return second and self._folder(second)

    def _begin(self, work: Callable[[], object]) -> bool:
        """Do `work` in a thread of its own, unless something is done in one; False then."""
        if self._stop.is_set() or (self._thread is not None and self._thread.is_alive()):
            return False

        def guarded() -> None:
            try:
                work()
            except Cancelled:
                pass
            except Exception as error:
                trouble = as_user_error(error)
                if trouble is None:
                    raise
                self._failed.emit(trouble)

        self._thread = threading.Thread(target=guarded, name="copy")
        self._thread.start()
        return True

    def _report_second(self, second: Path | None) -> None:
        if self._settings.second_copies:
            self._second_seen.emit((second is not None, next(iter(backups_in(second)), None) if second else None))

    def _note_change(self) -> None:
        self._changed = True

    def _note_copy(self, backup: Backup) -> None:
        self._trouble, self._newest = None, backup
        self.announce_age()

    def _note_second(self, rows: tuple[bool, Backup | None]) -> None:
        there, newest = rows
        if not there:
            self._second = _("Second place: not plugged in")
        elif newest:
            self._second = _("Second place: copy %s") % made_words(newest.made)
            if isinstance(self._trouble, SecondPlaceError):
                self._trouble = None
        self.announce_age()

    def _show_error(self, error: UserError) -> None:
        if isinstance(error, SecondPlaceError):
            self._newest = self.newest()
        else:
            self._changed = True
        before, self._trouble = self._trouble, error
        if before is None or error.what != before.what:
            self.troubled.emit(f"{error.what} {error.do}")
        self.announce_age()
