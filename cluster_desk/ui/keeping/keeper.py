"""Makes the copies of the open file while one works: once a day, before an import, every half hour of work.

Each copy is made in a thread of its own, by a connection of its own, so that nobody waits for it. Trouble is told once,
in the status line.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cluster_desk.core.errors import Cancelled, UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import AREA_OF_TABLE
from cluster_desk.data.backup import Backup, SecondPlaceTrouble, back_up_file, backups_in, folder_for
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.hearing import hear
from cluster_desk.ui.keeping.told_times import made_words

EVERY_SECONDS = 30 * 60
_LOOK_EVERY, _AFTER_OPENING = 60_000, 1_500  # milliseconds
_PATIENCE = 20.0  # seconds that a document waits for the copy made before it


class Keeper(QObject):
    """Keeps copies of one open file until `end`; `told` hears the age of the last good copy and whether that is well.

    `troubled` hears a sentence, once until a copy succeeds again. `clock` counts seconds whatever the calendar says.
    """

    told = Signal(str, bool)
    troubled = Signal(str)
    _made = Signal(object)
    _failed = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._desk, self._settings, self._clock = desk, settings, clock
        self._uuid = str(desk.read.value("SELECT uuid FROM cluster"))
        self._newest: Backup | None = None
        self._changed = False
        self._since = clock()
        self._trouble = ""
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._tell_trouble, Qt.ConnectionType.QueuedConnection)
        hear(desk, frozenset(AREA_OF_TABLE.values()), self._note_change, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, today: dt.date | None = None) -> None:
        """Tell the age of the last copy; make one when the file is opened for the first time that day."""
        newest = self._newest = self.newest()
        self.tell()
        self._timer.start()
        if self._desk.read_only:
            return
        if newest is None or newest.made.date() != (today or dt.date.today()):
            QTimer.singleShot(_AFTER_OPENING, self, self.back_up)

    def newest(self) -> Backup | None:
        """The last good copy."""
        return next(iter(backups_in(self._folder(self._settings.copies_folder()))), None)

    def look(self) -> None:
        """Make a copy when something changed and half an hour has passed since the last; tell its age anew."""
        self.tell()
        if self._changed and self._clock() - self._since >= EVERY_SECONDS:
            self.back_up()

    def back_up(self) -> None:
        """Begin to make a copy now, unless one is being made."""
        if self._stop.is_set() or (self._thread is not None and self._thread.is_alive()):
            return
        self._changed, self._since = False, self._clock()
        second = self._settings.second_copies_folder()
        folders = self._folder(self._settings.copies_folder()), second and self._folder(second)
        path = self._desk.path

        def work() -> None:
            try:
                self._made.emit(back_up_file(path, *folders, progress=self))
            except Cancelled:
                pass
            except UserError as error:
                self._failed.emit(error)

        self._thread = threading.Thread(target=work, name="copy")
        self._thread.start()

    def wait(self, seconds: float = _PATIENCE) -> None:
        """Wait until the copy under way is made."""
        if self._thread is not None:
            self._thread.join(seconds)

    def step(self, done: int, total: int, text: str = "") -> None:
        """Part of `Progress`: stops the copy when the file is closed."""
        if self._stop.is_set():
            raise Cancelled

    def end(self) -> None:
        """Make no more copies; one that is not whole yet is dropped."""
        self._timer.stop()
        self._stop.set()
        self.wait()
        self.deleteLater()

    def tell(self) -> None:
        """Tell the age of the last good copy anew."""
        newest = self._newest
        words = _("Copy: %s") % made_words(newest.made) if newest else _("No copy yet")
        self.told.emit(words, newest is not None and not self._trouble)

    def _folder(self, inside: Path) -> Path:
        return folder_for(self._desk.path, self._uuid, inside)

    def _note_change(self) -> None:
        self._changed = True

    def _take(self, backup: Backup) -> None:
        self._trouble, self._newest = "", backup
        self.tell()

    def _tell_trouble(self, error: UserError) -> None:
        if not isinstance(error, SecondPlaceTrouble):
            self._changed = True
        else:
            self._newest = self.newest()
        if error.what != self._trouble:
            self._trouble = error.what
            self.troubled.emit(f"{error.what} {error.do}")
        self.tell()
