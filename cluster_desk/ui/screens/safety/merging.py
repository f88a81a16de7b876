"""Merging the open file with another copy of it, which the user chooses or which lies beside it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from sqlite3 import ProgrammingError
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QLabel

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import is_same_file
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.ui.frame.main_window import MainWindow
    from cluster_desk.ui.frame.shell import Shell

PACKAGE = ".cdpack"
_MARKS = regex(
    r"конфликт|conflict|\bкопия\b|\bcopy\b|-[A-Z0-9-]{3,}$|\(\d+\)$",
    re.IGNORECASE,
)
"""What cloud disks and Windows put behind the name: «(конфликтующая копия …)», «(case conflict)», «— копия», «-ПК2»."""


def copies_beside(path: Path) -> Iterator[Path]:
    """The files beside a data file whose names say that they are copies of it, the newest first."""
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        for each in path.parent.iterdir():
            name = each.stem
            behind = name[len(path.stem) :].strip() if name.startswith(path.stem) else ""
            ours = each.suffix.lower() == path.suffix.lower() and each != path
            if ours and behind and _MARKS.search(behind) and each.is_file():
                found.append((each.stat().st_mtime, each))
    return (each for _time, each in sorted(found, reverse=True))


class CopyBar(QFrame):
    """The calm line that tells of a copy beside the file; `merge` is called to see what it brings."""

    def __init__(self, copy: Path, merge: Callable[[Path], object]) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        icon = QLabel()
        icon.setPixmap(picture("info", 20, "info", self))
        self.words = widgets.ElidedLabel("")
        self.words.set_whole(_("Beside this file lies a copy of it that was changed apart: %s") % shown(copy.name))
        self.merge = widgets.button(_("See what it brings…"), lambda: self._see(copy, merge), look="small")
        self.leave = widgets.button(_("Not now"), self.hide, look="small")
        self.setLayout(widgets.row((14, 6, 12, 6), 10, of=(icon, (self.words, 1), self.merge, self.leave)))

    def _see(self, copy: Path, merge: Callable[[Path], object]) -> None:
        self.hide()
        merge(copy)


class CopySearch(QObject):
    """Looks in another thread for a copy that was changed apart; `found` tells it."""

    found = Signal(object)

    def __init__(self, shell: Shell, desk: Desk, merge: Callable[[Path], object]) -> None:
        super().__init__(shell)
        self._shell, self._desk, self._merge = shell, desk, merge
        self.found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.thread_at_work = threading.Thread(target=self._look, name="copies beside", daemon=True)
        self.thread_at_work.start()

    def _look(self) -> None:
        path = changed_apart(self._desk)
        if path:
            with suppress(RuntimeError):  # the window has gone meanwhile
                self.found.emit(path)

    def _tell(self, path: Path) -> None:
        self._shell.show_notice(CopyBar(path, self._merge))


def changed_apart(desk: Desk) -> Path | None:
    """A copy beside the open file that holds changes which this one does not know."""
    for path in copies_beside(desk.path):
        with suppress(UserError, ProgrammingError), closing(_opened(path)) as other:  # or closed meanwhile
            if desk.compare_with(other).brings:
                return path
    return None


def choose_file(window: MainWindow, desk: Desk) -> Path | None:
    """Ask with which file the open one is to be merged."""
    beside = next(copies_beside(desk.path), desk.path.parent)
    path, _chosen = QFileDialog.getOpenFileName(
        window, _("Merge with another file"), str(beside), f"Cluster Desk (*{desk.SUFFIX} *{PACKAGE})"
    )
    return Path(path) if path else None


def merge_with(window: MainWindow, desk: Desk, path: Path, *, back_up: Callable[[], object]) -> bool:
    """Show what another copy of the open file, or a package of it, brings; take it in as the user answers, or not."""
    if path.suffix.lower() != PACKAGE:
        return _merge_file(window, desk, path, (), path, back_up)
    from cluster_desk.data.backup.package import WrongPassword, unpacked
    from cluster_desk.ui.screens.safety.package_dialog import PasswordDialog

    password = ""
    while True:
        try:
            with ExitStack() as opened:
                with widgets.waiting():
                    file, manifest = opened.enter_context(unpacked(path, password))
                return _merge_file(window, desk, file, manifest.left_out, path, back_up)
        except WrongPassword as error:
            question = PasswordDialog(" ".join(filter(None, (error.what, error.do))), window)
            agreed = question.exec() == QDialog.DialogCode.Accepted
            password = question.password.text()
            question.deleteLater()
            if not agreed:
                return False
        except UserError as error:
            messages.show_error(window, error)
            return False


def _merge_file(
    window: MainWindow, desk: Desk, path: Path, left_out: tuple[str, ...], named: Path, back_up: Callable[[], object]
) -> bool:
    from cluster_desk.data.backup.package import refuse_missing
    from cluster_desk.data.merge.words import NAME
    from cluster_desk.ui.screens.safety.merge_dialog import MergeDialog

    if is_same_file(path, desk.path):
        messages.inform(window, _("This is one and the same file."), _("Choose its other copy."))
        return False
    try:
        with widgets.waiting():
            other = _opened(path)
            merge = desk.compare_with(other)
            refuse_missing(merge.missing(left_out))
    except UserError as error:
        messages.show_error(window, error)
        return False
    if not merge.rows:
        with closing(other), messages.show_trouble(window):
            desk.merge(NAME, merge, {}, subject=named.name)  # they are equal from now on, whatever was done before
        messages.inform(window, _("The other file brings nothing that is not here."), shown(named))
        return False
    with closing(other):
        dialog = MergeDialog(merge, shown(named), window)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        answers = dict(dialog.answers)
        dialog.deleteLater()
        if not agreed:
            return False
        back_up()
        try:
            with widgets.waiting():
                desk.merge(NAME, merge, answers, subject=named.name)
        except UserError as error:
            messages.show_error(window, error)
            return False
    return True


def _opened(path: Path) -> Desk:
    from cluster_desk.desk import Desk

    other = Desk.open(path, read_only=True)
    try:
        other.make_sure()
    except UserError:
        other.close()
        raise
    return other
