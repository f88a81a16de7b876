"""Copies, history and the trash as the program offers them: its menus, the status line, a file that is damaged.

A copy is put in the place of a file by choice, or because the file is gone, damaged or in use elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import real_path, with_ending
from cluster_desk.core.language import _, n_
from cluster_desk.settings import Settings, save
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import HISTORY_KEYS
from cluster_desk.ui.frame.messages import Answer, Message
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cluster_desk.data.backup.copies import Backup
    from cluster_desk.data.file.open import FileInUse
    from cluster_desk.desk import Desk
    from cluster_desk.ui.frame.main_window import MainWindow
    from cluster_desk.ui.frame.shell import Shell
    from cluster_desk.ui.screens.safety.copy_maker import CopyMaker

_RETRY_AFTER = 300  # milliseconds
_LOOK_AFTER = 800  # milliseconds: when the window is painted
_LISTED = 12


class Program(Protocol):
    """What the safety of its files needs of the program."""

    window: MainWindow
    desk: Desk | None
    settings: Settings

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a file in place of the one shown."""

    def leave(self) -> bool:
        """Close the file shown; False when the user stays."""

    def show_start(self) -> None:
        """Show the start screen."""


class Safety:
    """Connects what keeps the file safe with the window; one for the program's life."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._copies: CopyMaker | None = None
        self._news = ""  # to be told once, when there is a status line
        self._emptied: Sequence[str] = ()

    def begin(self, desk: Desk) -> None:
        """Keep copies of `desk`, which was just opened, and tell should its checksums not agree."""
        from cluster_desk.ui.frame.subscriptions import subscribe_to_damage
        from cluster_desk.ui.screens.safety.copy_maker import CopyMaker

        self._copies = CopyMaker(desk, self._program.settings)
        if desk.upgraded_from:
            words = _("The file was brought up to this version of the program; a copy of it as it was: %s")
            self._news = words % shown(desk.upgraded_from.path)
        self._emptied = desk.emptied_links
        subscribe_to_damage(desk, partial(self._report_damage, desk), self._copies)

    def fill(self, shell: Shell) -> None:
        """Put the menu, where the file lies and the age of the last copy into `shell`."""
        desk = self._program.desk
        if desk:
            shell.status.show_path(shown(desk.path), read_only=desk.read_only, why=_why_read_only(desk.refused))
        action = partial(widgets.action, shell)
        shell.strip.add(
            "edit", None, action(_("History…"), self.show_history, keys="Ctrl+H", icon="history"),
            action(_("History of the record…"), self.show_record_history, keys=HISTORY_KEYS),
            action(_("Bin…"), self.show_trash, icon="delete"),
            action(_("What is kept of a person…"), self.ask_about_person, icon="info"),
        )  # fmt: skip
        shell.status.copy_asked.connect(self.show_copies)
        if self._copies:
            # Bound methods: they untie themselves when the shell is built anew in another language.
            self._copies.age_changed.connect(shell.status.show_copy_age)
            self._copies.troubled.connect(shell.status.inform)
            self._copies.begin()

    def follow_copies(self, call: Callable[[str, bool, str], None]) -> None:
        """Tell `call`, a widget's method, the age of the last copy, whether that is well, and more; now too."""
        if self._copies:
            self._copies.age_changed.connect(call)
            self._copies.announce_age()

    def show_news(self) -> None:
        """Tell once what opening the file did to it, links that were emptied in a message of their own."""
        if self._news and self._program.window.shell:
            self._program.window.shell.status.inform(self._news)
        QTimer.singleShot(_LOOK_AFTER, self._program.window, self.look_beside)
        if self._emptied:  # when the window is seen
            QTimer.singleShot(0, self._program.window, partial(self._report_emptied_links, self._emptied))
        self._news, self._emptied = "", ()

    def _report_emptied_links(self, links: Sequence[str]) -> None:
        listed = "\n".join((*links[:_LISTED], *(["…"] if len(links) > _LISTED else [])))
        messages.inform(
            self._program.window,
            _("The file was brought up to this version"),
            _("These links led nowhere and were emptied:\n%s") % listed,
        )

    def file_actions(self, shell: Shell) -> list[QAction]:
        """What the file's menu offers of copies."""
        writable = self._program.desk is not None and not self._program.desk.read_only
        return [
            widgets.action(shell, _("Save as…"), self.save_as, keys="Ctrl+Shift+S", icon="document_multiple"),
            widgets.action(shell, _("Copies…"), self.show_copies, icon="history"),
            widgets.action(shell, _("Merge with another file…"), self.merge, enabled=writable),
            widgets.action(shell, _("Package for the stick…"), self.pack),
            widgets.action(shell, _("Make a copy now"), self.back_up, enabled=writable),
        ]

    def end(self) -> None:
        """The file is closed: make no more copies of it."""
        if self._copies:
            self._copies.end()
            self._copies = None

    def back_up(self) -> None:
        """Begin to make a copy now."""
        if self._copies and self._program.desk and not self._program.desk.read_only:
            self._copies.back_up()

    def save_as(self) -> None:
        """Ask for a new name, make a whole file of the one shown under it, and go on in that."""
        from PySide6.QtWidgets import QFileDialog

        program, desk, shell = self._program, self._program.desk, self._program.window.shell
        if desk is None or shell is None or not shell.may_leave():
            return
        result, _chosen = QFileDialog.getSaveFileName(
            program.window, _("Save as"), shown(desk.path), "Cluster Desk (*.cdesk)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if not result:
            return
        target, before = with_ending(result, ".cdesk"), desk.path
        try:
            with widgets.waiting():
                desk.save_as(target)
        except UserError as error:
            messages.show_error(program.window, error)
            return
        if program.open(target) and program.window.shell:
            program.window.shell.status.inform(
                _("You work in the new file now; the one before stays: %s") % shown(before)
            )

    def merge(self, path: Path | None = None) -> None:
        """Show what another copy of the file brings (asking which one), and take it in as the user answers."""
        from cluster_desk.ui.screens.safety.merging import choose_file, merge_with

        window, desk = self._program.window, self._program.desk
        if desk is None or window.shell is None or not window.shell.may_leave():
            return
        path = path or choose_file(window, desk)
        if path and merge_with(window, desk, path, back_up=self.back_up):
            window.shell.status.inform(_("Merged with: %s. One undo takes it back.") % path.name)

    def pack(self) -> None:
        """Write a package of the file for the stick, with a password if wanted."""
        from cluster_desk.ui.screens.safety.packing import pack

        if self._program.desk and self._program.window.shell:
            pack(self._program.window, self._program.desk)

    def look_beside(self) -> None:
        """Tell should a copy of the file that was changed apart lie beside it."""
        from cluster_desk.ui.screens.safety.merging import CopySearch, copies_beside

        desk, shell = self._program.desk, self._program.window.shell
        if desk and shell and not desk.read_only and any(copies_beside(desk.path)):
            CopySearch(shell, desk, self.merge)

    def wait(self) -> None:
        """Wait until the copy under way is made."""
        if self._copies:
            self._copies.wait()

    def show_history(self) -> None:
        """Show every change of the file."""
        from cluster_desk.ui.screens.safety.history_dialog import HistoryDialog

        if self._program.desk:
            HistoryDialog(self._program.desk, self._program.window).show_over()

    def show_record_history(self) -> None:
        """Show the life of the record that the screen shows."""
        from cluster_desk.ui.forms.form import show_history_of

        shell, desk = self._program.window.shell, self._program.desk
        if shell is None or desk is None:
            return
        record = shell.current_record()
        if record:
            show_history_of(desk, self._program.window, *record, unsaved=shell.unsaved_form() is not None)
        else:
            shell.status.inform(_("Choose a record first: its history is shown then."))

    def show_trash(self) -> None:
        """Show what was deleted."""
        from cluster_desk.ui.screens.safety.trash_dialog import TrashDialog

        if self._program.desk:
            TrashDialog(self._program.desk, self._program.window).show_over()

    def ask_about_person(self) -> None:
        """Ask for a person's name and show what is kept of them."""
        from cluster_desk.ui.screens.safety.person_dialog import PersonQuestion

        desk = self._program.desk
        if desk is None:
            return
        question = PersonQuestion(desk, self._program.window)
        if question.exec() == QDialog.DialogCode.Accepted and question.who:
            from cluster_desk.ui.screens.safety.person_dialog import PersonDialog

            PersonDialog(desk, question.who, self._program.settings, self._program.window).show_over()
        question.deleteLater()

    def _report_damage(self, desk: Desk, error: UserError) -> None:
        """The file that is shown is damaged: until something is chosen it can be read, not changed.

        Told when the window stands and no other question waits for its answer.
        """
        window = self._program.window
        if self._program.desk is not desk:
            return
        if QApplication.activeModalWidget() or (window.isVisible() and not window.windowHandle().isExposed()):
            QTimer.singleShot(_RETRY_AFTER, window, partial(self._report_damage, desk, error))
        elif not self.rescue(desk.path, error) and self._program.desk is desk and window.shell:
            window.shell.status.show_path(shown(desk.path), read_only=True, why=_("it is damaged"))

    def copies_choices(self) -> QWidget:
        """The choices of the settings screen: the folder of copies and the second place."""
        from cluster_desk.ui.screens.safety.copies_dialog import CopiesChoices

        return CopiesChoices(self._program.settings, self._save_choices)

    def _save_choices(self) -> None:
        save(self._program.settings)
        self.back_up()

    def show_copies(self) -> None:
        """Show the copies of the open file; restoring one closes and opens it."""
        from cluster_desk.ui.screens.safety.copies_dialog import CopiesDialog

        desk = self._program.desk
        if desk is None:
            return
        self.wait()
        dialog = CopiesDialog(
            self._copies_by_place(desk.backups), desk.path, self._program.window, read_only=desk.read_only
        )
        if (
            dialog.exec() == QDialog.DialogCode.Accepted
            and dialog.chosen
            and self._confirm_restore(dialog.chosen, dialog.newer)
        ):
            self._restore(dialog.chosen, desk.path)
        dialog.deleteLater()

    def restore_other(self) -> None:
        """Restore a copy of any file kept on this computer: for when the file itself is gone."""
        from PySide6.QtWidgets import QFileDialog

        from cluster_desk.data.backup.copies import is_copy_of

        advice = _("Choose a copy; then choose where its file is to stand. A file that stands there is kept.")
        backup = self._choose_copy(self._copies_by_place(None), advice)
        if backup is None:
            return
        stem = backup.path.stem.rsplit(" ", 2)[0]
        recent = [one.path for one in self._program.settings.recent]
        usual = next((path for path in recent if is_copy_of(backup, Path(path))), "")
        result, _chosen = QFileDialog.getSaveFileName(
            self._program.window, _("Where the file is to stand"), usual or str(Path.home() / f"{stem}.cdesk"),
            "Cluster Desk (*.cdesk)", options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if result:
            self._restore(backup, with_ending(result, ".cdesk"))

    def ask_about_use(self, error: FileInUse) -> str:
        """Somebody has the file open: "read" it only, try "again", or "" for neither."""
        self._show_window()
        fact, path = error.fact_and_path()
        kept = _("While it is open there it cannot be changed here, so that two people do not overwrite each other.")
        answers = (Answer("", _("Cancel")), Answer("again", _("Try again")), Answer("read", _("Open only for reading")))
        message = Message(fact, f"{error.kept} {kept}", error.do, path, "", "lock_closed", "warn", answers)
        return messages.ask(self._program.window, message)

    def rescue(self, path: Path, error: UserError) -> bool:
        """A file is damaged: offer its copies, or what can be read of it. True when a file is open then."""
        self._show_window()
        copies = self._copies_of(path)
        answers = [Answer("cancel", _("Cancel")), Answer("salvage", _("Save what can be read…"))]
        advice = _("There is no copy of it on this computer. What can be read goes into a new file.")
        if copies:
            answers.append(Answer("restore", _("Restore from a copy…")))
            advice = _("The last copy: %s. Or what can be read of the damaged file goes into a new one.") % (
                _when(copies[0])
            )
        answer = messages.show_error(self._program.window, UserError(error.what, advice, error.kept), answers)
        if answer == "restore":
            return self._restore_one_of(path)
        return answer == "salvage" and self._salvage(path)

    def report_not_opened(self, path: Path, error: UserError) -> bool:
        """A file cannot be opened; when it is gone and there are copies of it, offer these. True when one is open."""
        self._show_window()
        copies = self._copies_of(path) if not path.exists() else []
        if not copies:
            messages.show_error(self._program.window, error)
            return False
        answers = (Answer("restore", _("Restore from a copy…")), Answer("close", _("Close")))
        advice = _("%(do)s There is a copy of it: %(when)s.") % {"do": error.do, "when": _when(copies[0])}
        user_error = UserError(error.what, advice, error.kept)
        if messages.show_error(self._program.window, user_error, answers) != "restore":
            return False
        return self._restore_one_of(path)

    def _restore_one_of(self, path: Path) -> bool:
        """Let one of the copies of `path` be chosen and put it there."""
        advice = _("The copy takes the place of the file: %s. A file that stands there is kept beside it.") % path
        backup = self._choose_copy(self._copies_by_place(None, path), advice)
        return backup is not None and self._restore(backup, path)

    def _choose_copy(self, places: Sequence[tuple[str, Sequence[Backup]]], advice: str) -> Backup | None:
        from cluster_desk.ui.screens.safety.copies_dialog import CopiesDialog

        dialog = CopiesDialog(places, None, self._program.window, advice)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        backup = dialog.chosen
        dialog.deleteLater()
        return backup if accepted else None

    def _confirm_restore(self, backup: Backup, newer: int) -> bool:
        """Whether the open file is to be replaced by `backup`; `newer` changes were made after it."""
        count = n_("%d change was made after this copy.", "%d changes were made after this copy.", newer) % newer
        return messages.confirm(
            self._program.window,
            _("The file becomes as it was: %s") % _when(backup),
            count if newer > 0 else _("No change was made after this copy."),
            _("Restore"),
            advice=_("The file as it is now stays beside it, with “before restoring” in its name."),
        )

    def _restore(self, backup: Backup, to: Path) -> bool:
        """Put a copy in place and open it. A file that was open and cannot be opened again leaves the start screen."""
        from cluster_desk.data.backup.copies import restore

        program = self._program
        was_open = program.desk is not None and program.desk.path == real_path(to)
        if was_open and not program.leave():
            return False
        kept = None
        try:
            kept = restore(backup.path, to)
        except UserError as error:
            messages.show_error(program.window, error)
            opened = was_open and program.open(to)
        else:
            opened = program.open(to)
        if was_open and not opened:
            program.show_start()
        if opened and kept and program.window.shell:
            program.window.shell.status.inform(_("The file that it replaced is kept: %s") % shown(kept))
        return opened

    def _salvage(self, path: Path) -> bool:
        from cluster_desk.data.backup.salvage import salvage
        from cluster_desk.data.backup.salvage_report import compare_files
        from cluster_desk.ui.screens.safety.salvage_report import SalvageReport, new_name

        new, copies = new_name(path), self._copies_of(path)
        try:
            with widgets.waiting():
                salvaged = salvage(path, new)
                beside = compare_files(new, [copy.path for copy in copies])
        except UserError as error:
            messages.show_error(self._program.window, error)
            return False
        when = next((_when(copy) for copy in copies if copy.path == beside.copy), "")
        report = SalvageReport(salvaged, beside, new, when, self._program.window)
        opening = report.exec() == QDialog.DialogCode.Accepted
        report.deleteLater()
        return opening and self._program.open(new)

    def _show_window(self) -> None:
        """Show the window before something is asked over it: a file opened by a double click may be in trouble."""
        if not self._program.window.isVisible():
            if self._program.desk is None:
                self._program.show_start()
            self._program.window.show()

    def _copies_by_place(
        self, copies_in: Callable[[Path], list[Backup]] | None, of: Path | None = None
    ) -> list[tuple[str, Sequence[Backup]]]:
        """The copies in each place: those that `copies_in` tells, else all, or all of the file `of`."""
        from cluster_desk.data.backup.copies import all_backups_in, is_copy_of

        settings = self._program.settings
        places = [(_("this computer"), settings.copies_folder()), (_("second place"), settings.second_copies_folder())]
        places += [(_("earlier folder"), folder) for folder in settings.earlier_copies_folders()]
        rows: list[tuple[str, Sequence[Backup]]] = []
        for name, folder in places:
            if folder:
                copies = (copies_in or all_backups_in)(folder)
                rows.append((name, [copy for copy in copies if of is None or is_copy_of(copy, real_path(of))]))
        return rows

    def _copies_of(self, path: Path) -> list[Backup]:
        """The copies of a file by its name, wherever they lie, newest first."""
        copies = [copy for _name, value in self._copies_by_place(None, path) for copy in value]
        return sorted(copies, key=lambda copy: copy.made, reverse=True)


def _when(copy: Backup) -> str:
    from cluster_desk.ui.screens.safety.time_phrases import made_words

    return made_words(copy.made)


def _why_read_only(refused: str) -> str:
    """Why a file could only be opened for reading: what may be written to was asked for so, being open elsewhere."""
    words = {"folder": _("this folder may not be written to"), "file": _("the file is write-protected")}
    return words.get(refused, _("it is open in another program"))
