"""Copies, history and the bin as the program offers them: its menus, the status line, a file that is damaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.settings import Settings, save
from cluster_desk.ui import messages
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.data.backup import Backup
    from cluster_desk.desk import Desk
    from cluster_desk.ui.keeping.keeper import Keeper
    from cluster_desk.ui.main_window import MainWindow
    from cluster_desk.ui.shell import Shell


class Program(Protocol):
    """What keeping needs of the program."""

    window: MainWindow
    desk: Desk | None
    settings: Settings

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a file in place of the one shown."""

    def leave(self) -> bool:
        """Close the file shown; False when the user stays."""

    def show_start(self) -> None:
        """Show the start screen."""


class Keeping:
    """Connects what keeps the file safe with the window; one for the program's life."""

    def __init__(self, program: Program) -> None:
        self._program = program
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
        """Put the menus and the age of the last copy into `shell`."""
        action = partial(widgets.action, shell)
        writable = self._program.desk is not None and not self._program.desk.read_only
        shell.strip.add(
            "file", None, action(_("Copies…"), self.show_copies, icon="history"),
            action(_("Make a copy now"), self.back_up, enabled=writable),
        )  # fmt: skip
        shell.strip.add(
            "edit", None, action(_("History…"), self.show_history, keys="Ctrl+H", icon="history"),
            action(_("Bin…"), self.show_bin, icon="delete"),
        )  # fmt: skip
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
            _open(HistoryDialog(self._program.desk, self._program.window))

    def show_bin(self) -> None:
        """Show what was deleted."""
        from cluster_desk.ui.keeping.bin_dialog import BinDialog

        if self._program.desk:
            _open(BinDialog(self._program.desk, self._program.window))

    def show_copies(self) -> None:
        """Show the copies of the open file; restoring one closes and opens it."""
        from cluster_desk.ui.keeping.copies_dialog import CopiesDialog

        desk = self._program.desk
        if desk is None:
            return
        self.wait()
        dialog = CopiesDialog(self._places(desk.backups_folder), desk.path, self._program.window)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen:
            self._put_back(dialog.chosen, desk.path)
        dialog.deleteLater()

    def restore_other(self) -> None:
        """Restore a copy of any file kept on this computer: for when the file itself is gone."""
        from cluster_desk.ui.keeping.copies_dialog import CopiesDialog

        advice = _("Choose a copy; then choose where its file is to stand. A file that stands there is kept.")
        dialog = CopiesDialog(self._places(None), None, self._program.window, advice)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        backup = dialog.chosen
        dialog.deleteLater()
        if not (accepted and backup):
            return
        stem = backup.path.stem.rsplit(" ", 2)[0]
        usual = next((one.path for one in self._program.settings.recent if Path(one.path).stem == stem), "")
        told, _chosen = QFileDialog.getSaveFileName(
            self._program.window, _("Where the file is to stand"), usual or str(Path.home() / f"{stem}.cdesk"),
            "Cluster Desk (*.cdesk)", options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if told:
            self._put_back(backup, Path(told))

    def rescue(self, path: Path, error: UserError) -> bool:
        """A file is damaged: offer its newest copy, or what can be read of it. True when a file is open then."""
        newest = self._newest_of(path)
        answers = [messages.Answer("cancel", _("Cancel")), messages.Answer("salvage", _("Save what can be read…"))]
        if newest:
            from cluster_desk.ui.keeping.told_times import made_words

            words = _("Restore the copy: %s") % made_words(newest.made)
            answers.append(messages.Answer("restore", words))
        answer = messages.show_error(self._program.window, error, answers)
        if answer == "restore" and newest:
            return self._put_back(newest, path)
        return answer == "salvage" and self._salvage(path)

    def _tell_damage(self, desk: Desk, error: UserError) -> None:
        """The file that is shown is damaged: until something is chosen it can be read, not changed."""
        if self._program.desk is desk:
            self.rescue(desk.path, error)

    def copies_choices(self) -> QWidget:
        """The choices of the settings screen: the folder of copies and the second place."""
        from cluster_desk.ui.keeping.copies_choices import CopiesChoices

        return CopiesChoices(self._program.settings, self._save_choices)

    def _save_choices(self) -> None:
        save(self._program.settings)
        self.back_up()

    def _put_back(self, backup: Backup, to: Path) -> bool:
        from cluster_desk.data.backup import restore

        program = self._program
        if program.desk and not program.leave():
            return False
        try:
            kept = restore(backup.path, to)
        except UserError as error:
            messages.show_error(program.window, error)
            return program.open(to) if program.window.shell else False
        opened = program.open(to)
        if opened and kept and program.window.shell:
            program.window.shell.status.tell(_("The file that it replaced is kept: %s") % kept)
        return opened

    def _salvage(self, path: Path) -> bool:
        from cluster_desk.data.salvage import salvage

        new = path.with_name(f"{path.stem} ({_('salvaged')} {dt.datetime.now():%Y-%m-%d %H-%M-%S}){path.suffix}")
        try:
            found = salvage(path, new)
        except UserError as error:
            messages.show_error(self._program.window, error)
            return False
        messages.tell(
            self._program.window,
            _("Rows saved: %d") % found.rows.total(),
            "\n".join(found.told()),
            _("They are in a new file: %s. The damaged one was not changed.") % new,
        )
        return self._program.open(new)

    def _places(self, folder_in: Callable[[Path], Path] | None) -> list[tuple[str, Sequence[Backup]]]:
        """The copies in each place; of one file, or of all when `folder_in` is None."""
        from cluster_desk.data.backup import all_backups_in, backups_in

        settings = self._program.settings
        places = ((_("this computer"), settings.copies_folder()), (_("second place"), settings.second_copies_folder()))
        return [
            (name, backups_in(folder_in(folder)) if folder_in else all_backups_in(folder))
            for name, folder in places
            if folder
        ]

    def _newest_of(self, path: Path) -> Backup | None:
        copies = [copy for _name, found in self._places(None) for copy in found if _is_of(copy, path)]
        return max(copies, key=lambda copy: copy.made, default=None)


def _is_of(copy: Backup, path: Path) -> bool:
    return copy.path.name.startswith(f"{path.stem} ") and copy.path.stem.rsplit(" ", 2)[0] == path.stem


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
