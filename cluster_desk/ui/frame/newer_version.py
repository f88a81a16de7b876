"""The calm line that tells of a newer version on the stick. It is never started from here: its folder is shown."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel

from cluster_desk import __version__
from cluster_desk.core.disk import shown
from cluster_desk.core.language import _
from cluster_desk.core.newer_version import Found, kind_here, newest_in, with_its_disk
from cluster_desk.places import portable_program
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.ui.frame.shell import Shell


class NewerVersionBar(QFrame):
    """Tells of `found`; `passed_over` is called when the user does not want to hear of it again."""

    def __init__(self, found: Found, passed_over: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._found, self._passed_over = found, passed_over
        icon = QLabel()
        icon.setPixmap(picture("info", 20, "info", self))
        words = _("There is version %(version)s of the program: %(path)s")
        self.words = widgets.ElidedLabel("")
        self.words.set_whole(words % {"version": found.version, "path": shown(found.path)})
        self.show_folder = widgets.button(_("Show its folder"), self._show_folder, look="small")
        self.leave = widgets.button(_("Not this one"), self._leave, look="small")
        self.setLayout(widgets.row((14, 6, 12, 6), 10, of=(icon, (self.words, 1), self.show_folder, self.leave)))

    def _show_folder(self) -> None:
        from cluster_desk.ui.frame.opening import open_folder

        open_folder(self._found.path.parent)

    def _leave(self) -> None:
        self.hide()
        self._passed_over(self._found.version)


class NewerVersionSearch(QObject):
    """Looks in another thread, for a stick or a share may be slow; `found` tells a newer version."""

    found = Signal(object)

    def __init__(self, shell: Shell, settings: Settings, file: Path, passed_over: Callable[[str], object]) -> None:
        super().__init__(shell)
        self._shell, self._settings, self._passed_over = shell, settings, passed_over
        program = portable_program()
        self._folders = [file.parent, Path(sys.executable).parent]
        if program:
            self._folders.append(program.parent)
        if settings.second_copies:
            self._folders.append(Path(settings.second_copies))
        self._kind = kind_here(portable=program is not None)
        self.found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.thread_at_work = threading.Thread(target=self._look, name="newer version", daemon=True)
        self.thread_at_work.start()

    def _look(self) -> None:
        everywhere = [place for folder in self._folders for place in with_its_disk(folder)]
        found = newest_in(everywhere, __version__, self._kind)
        if found and found.version != self._settings.passed_version:
            with suppress(RuntimeError):  # the window has gone meanwhile
                self.found.emit(found)

    def _tell(self, found: Found) -> None:
        self._shell.show_notice(NewerVersionBar(found, self._passed_over))
