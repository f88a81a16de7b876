"""Copies, history and the bin as the program offers them: its menus, the status line, a file that is damaged."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cluster_desk.core.language import _
from cluster_desk.settings import save
from cluster_desk.ui.keeping.of_record import HISTORY_KEYS, show_history_of
from cluster_desk.ui.keeping.restoring import Program, Restoring
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cluster_desk.core.errors import UserError
    from cluster_desk.desk import Desk
    from cluster_desk.ui.keeping.keeper import Keeper
    from cluster_desk.ui.shell import Shell

_BETWEEN_LOOKS = 300  # milliseconds


class Keeping(Restoring):
    """Connects what keeps the file safe with the window; one for the program's life."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._keeper: Keeper | None = None
        self._news = ""  # to be told once, when there is a status line

    def begin(self, desk: Desk) -> None:
        """Keep copies of `desk`, which was just opened, and tell should its checksums not agree."""
        from cluster_desk.ui.hearing import hear_of_damage
        from cluster_desk.ui.keeping.keeper import Keeper

        self._keeper = Keeper(desk, self._program.settings)
        if desk.upgraded_from:
            words = _("The file was brought up to this version of the program; a copy of it as it was: %s")
            self._news = words % desk.upgraded_from.path
        hear_of_damage(desk, partial(self._tell_damage, desk), self._keeper)

    def fill(self, shell: Shell) -> None:
        """Put the menu, where the file lies and the age of the last copy into `shell`."""
        desk = self._program.desk
        if desk:
            shell.status.tell_path(str(desk.path), read_only=desk.read_only, why=_why_read_only(desk.path))
        action = partial(widgets.action, shell)
        shell.strip.add(
            "edit", None, action(_("History…"), self.show_history, keys="Ctrl+H", icon="history"),
            action(_("History of the record…"), self.show_record_history, keys=HISTORY_KEYS),
            action(_("Bin…"), self.show_bin, icon="delete"),
            action(_("What is kept of a person…"), self.ask_whose, icon="info"),
        )  # fmt: skip
        shell.status.copy_asked.connect(self.show_copies)
        if self._keeper:
            # Bound methods: they untie themselves when the shell is built anew in another language.
            self._keeper.told.connect(shell.status.tell_copy)
            self._keeper.troubled.connect(shell.status.tell)
            self._keeper.begin()

    def tell_news(self) -> None:
        """Tell once, in the status line, what opening the file did to it."""
        if self._news and self._program.window.shell:
            self._program.window.shell.status.tell(self._news)
        self._news = ""

    def file_actions(self, shell: Shell) -> list[QAction]:
        """What the file's menu offers of copies."""
        writable = self._program.desk is not None and not self._program.desk.read_only
        return [
            widgets.action(shell, _("Copies…"), self.show_copies, icon="history"),
            widgets.action(shell, _("Make a copy now"), self.back_up, enabled=writable),
        ]

    def end(self) -> None:
        """The file is closed: make no more copies of it."""
        if self._keeper:
            self._keeper.end()
            self._keeper = None

    def back_up(self) -> None:
        """Begin to make a copy now."""
        if self._keeper and self._program.desk and not self._program.desk.read_only:
            self._keeper.back_up()

    def wait(self) -> None:
        """Wait until the copy under way is made."""
        if self._keeper:
            self._keeper.wait()

    def show_history(self) -> None:
        """Show every change of the file."""
        from cluster_desk.ui.keeping.history_dialog import HistoryDialog

        if self._program.desk:
            HistoryDialog(self._program.desk, self._program.window).show_over()

    def show_record_history(self) -> None:
        """Show the life of the record that the screen shows."""
        from cluster_desk.ui.screens.shown import record_shown

        shell, desk = self._program.window.shell, self._program.desk
        if shell is None or desk is None:
            return
        found = record_shown(shell)
        if found:
            show_history_of(desk, self._program.window, *found, unsaved=shell.unsaved_form() is not None)
        else:
            shell.status.tell(_("Choose a record first: its history is shown then."))

    def show_bin(self) -> None:
        """Show what was deleted."""
        from cluster_desk.ui.keeping.bin_dialog import BinDialog

        if self._program.desk:
            BinDialog(self._program.desk, self._program.window).show_over()

    def ask_whose(self) -> None:
        """Ask for a person's name and show what is kept of them."""
        from cluster_desk.ui.keeping.person_question import PersonQuestion

        desk = self._program.desk
        if desk is None:
            return
        question = PersonQuestion(desk, self._program.window)
        if question.exec() == QDialog.DialogCode.Accepted and question.who:
            from cluster_desk.ui.keeping.kept_dialog import KeptDialog

            KeptDialog(desk, question.who, self._program.settings, self._program.window).show_over()
        question.deleteLater()

    def _tell_damage(self, desk: Desk, error: UserError) -> None:
        """The file that is shown is damaged: until something is chosen it can be read, not changed.

        Told when the window stands and no other question waits for its answer.
        """
        window = self._program.window
        if self._program.desk is not desk:
            return
        if QApplication.activeModalWidget() or (window.isVisible() and not window.windowHandle().isExposed()):
            QTimer.singleShot(_BETWEEN_LOOKS, window, partial(self._tell_damage, desk, error))
        elif not self.rescue(desk.path, error) and self._program.desk is desk and window.shell:
            window.shell.status.tell_path(str(desk.path), read_only=True, why=_("it is damaged"))

    def copies_choices(self) -> QWidget:
        """The choices of the settings screen: the folder of copies and the second place."""
        from cluster_desk.ui.keeping.copies_choices import CopiesChoices

        return CopiesChoices(self._program.settings, self._save_choices)

    def _save_choices(self) -> None:
        save(self._program.settings)
        self.back_up()


def _why_read_only(path: Path) -> str:
    """Why a file could only be opened for reading: what may be written to was asked for so, being open elsewhere."""
    if not os.access(path.parent, os.W_OK):
        return _("this folder may not be written to")
    return _("it is open in another program") if os.access(path, os.W_OK) else _("the file is write-protected")
