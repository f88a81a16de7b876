"""Copies put in the place of a file, by choice or because the file is gone, damaged or in use elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog, QFileDialog

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, n_
from cluster_desk.settings import COPIES_BEFORE, Settings, settings_folder
from cluster_desk.ui import messages
from cluster_desk.ui.look import widgets
from cluster_desk.ui.messages import Answer, Message

if TYPE_CHECKING:
    from cluster_desk.data.backup import Backup
    from cluster_desk.data.file import FileInUse
    from cluster_desk.desk import Desk
    from cluster_desk.ui.main_window import MainWindow


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


class Restoring:
    """What is asked, and done, when a file is to be put back or cannot simply be opened."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def wait(self) -> None:
        """Wait until the copy under way is made."""

    def show_copies(self) -> None:
        """Show the copies of the open file; restoring one closes and opens it."""
        from cluster_desk.ui.keeping.copies_dialog import CopiesDialog

        desk = self._program.desk
        if desk is None:
            return
        self.wait()
        dialog = CopiesDialog(
            self._places(desk.backups_folder), desk.path, self._program.window, read_only=desk.read_only
        )
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen and self._agreed(dialog.chosen, dialog.newer):
            self._put_back(dialog.chosen, desk.path)
        dialog.deleteLater()

    def restore_other(self) -> None:
        """Restore a copy of any file kept on this computer: for when the file itself is gone."""
        advice = _("Choose a copy; then choose where its file is to stand. A file that stands there is kept.")
        backup = self._choose(self._places(None), advice)
        if backup is None:
            return
        stem = backup.path.stem.rsplit(" ", 2)[0]
        usual = next((one.path for one in self._program.settings.recent if Path(one.path).stem == stem), "")
        told, _chosen = QFileDialog.getSaveFileName(
            self._program.window, _("Where the file is to stand"), usual or str(Path.home() / f"{stem}.cdesk"),
            "Cluster Desk (*.cdesk)", options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if told:
            self._put_back(backup, Path(told))

    def ask_about_use(self, error: FileInUse) -> str:
        """Somebody has the file open: "read" it only, try "again", or "" for neither."""
        self._stand()
        fact, path = error.fact_and_path()
        kept = _("While it is open there it cannot be changed here, so that two people do not overwrite each other.")
        answers = (
            Answer("", _("Cancel")),
            Answer("again", _("Try again")),
            Answer("read", _("Open only for reading")),
        )
        told = Message(fact, f"{error.kept} {kept}", error.do, path, "", "lock_closed", "warn", answers)
        return messages.ask(self._program.window, told)

    def rescue(self, path: Path, error: UserError) -> bool:
        """A file is damaged: offer its copies, or what can be read of it. True when a file is open then."""
        self._stand()
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

    def tell_not_opened(self, path: Path, error: UserError) -> bool:
        """A file cannot be opened; when it is gone and there are copies of it, offer these. True when one is open."""
        self._stand()
        copies = self._copies_of(path) if not path.exists() else []
        if not copies:
            messages.show_error(self._program.window, error)
            return False
        answers = (Answer("restore", _("Restore from a copy…")), Answer("close", _("Close")))
        advice = _("%(do)s There is a copy of it: %(when)s.") % {"do": error.do, "when": _when(copies[0])}
        told = UserError(error.what, advice, error.kept)
        if messages.show_error(self._program.window, told, answers) != "restore":
            return False
        return self._restore_one_of(path)

    def _restore_one_of(self, path: Path) -> bool:
        """Let one of the copies of `path` be chosen and put it there."""
        advice = _("The copy takes the place of the file: %s. A file that stands there is kept beside it.") % path
        backup = self._choose(self._places(None, path), advice)
        return backup is not None and self._put_back(backup, path)

    def _choose(self, places: Sequence[tuple[str, Sequence[Backup]]], advice: str) -> Backup | None:
        from cluster_desk.ui.keeping.copies_dialog import CopiesDialog

        dialog = CopiesDialog(places, None, self._program.window, advice)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        backup = dialog.chosen
        dialog.deleteLater()
        return backup if accepted else None

    def _agreed(self, backup: Backup, newer: int) -> bool:
        """Whether the open file is to be replaced by `backup`; `newer` changes were made after it."""
        count = n_("%d change was made after this copy.", "%d changes were made after this copy.", newer) % newer
        return messages.confirm(
            self._program.window,
            _("The file becomes as it was: %s") % _when(backup),
            count if newer > 0 else _("No change was made after this copy."),
            _("Restore"),
            advice=_("The file as it is now stays beside it, with “before restoring” in its name."),
        )

    def _put_back(self, backup: Backup, to: Path) -> bool:
        """Put a copy in place and open it. A file that was open and cannot be opened again leaves the start screen."""
        from cluster_desk.data.backup import restore

        program = self._program
        was_open = program.desk is not None and program.desk.path.absolute() == to.absolute()
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
            program.window.shell.status.tell(_("The file that it replaced is kept: %s") % kept)
        return opened

    def _salvage(self, path: Path) -> bool:
        from cluster_desk.data.losses import compared
        from cluster_desk.data.salvage import salvage
        from cluster_desk.ui.keeping.salvage_report import SalvageReport, new_name

        new, copies = new_name(path), self._copies_of(path)
        try:
            with widgets.waiting():
                found = salvage(path, new)
                beside = compared(new, [copy.path for copy in copies])
        except UserError as error:
            messages.show_error(self._program.window, error)
            return False
        when = next((_when(copy) for copy in copies if copy.path == beside.copy), "")
        report = SalvageReport(found, beside, new, when, self._program.window)
        opening = report.exec() == QDialog.DialogCode.Accepted
        report.deleteLater()
        return opening and self._program.open(new)

    def _stand(self) -> None:
        """Show the window before something is asked over it: a file opened by a double click may be in trouble."""
        if not self._program.window.isVisible():
            if self._program.desk is None:
                self._program.show_start()
            self._program.window.show()

    def _places(
        self, folder_in: Callable[[Path], Path] | None, of: Path | None = None
    ) -> list[tuple[str, Sequence[Backup]]]:
        """The copies in each place: those in the folder that `folder_in` tells, else all, or all of the file `of`."""
        from cluster_desk.data.backup import all_backups_in, backups_in

        settings = self._program.settings
        places = [(_("this computer"), settings.copies_folder()), (_("second place"), settings.second_copies_folder())]
        # Where copies were kept before another folder was chosen.
        before = settings.folders.get(COPIES_BEFORE)
        for earlier in (settings_folder() / "backups", Path(before) if before else None):
            if earlier not in [folder for _name, folder in places]:
                places.append((_("earlier folder"), earlier))
        found: list[tuple[str, Sequence[Backup]]] = []
        for name, folder in places:
            if folder:
                copies = backups_in(folder_in(folder)) if folder_in else all_backups_in(folder)
                found.append((name, [copy for copy in copies if of is None or _is_of(copy, of)]))
        return found

    def _copies_of(self, path: Path) -> list[Backup]:
        """The copies of a file by its name, wherever they lie, newest first."""
        copies = [copy for _name, found in self._places(None, path) for copy in found]
        return sorted(copies, key=lambda copy: copy.made, reverse=True)


def _is_of(copy: Backup, path: Path) -> bool:
    return copy.path.stem.rsplit(" ", 2)[0] == path.stem


def _when(copy: Backup) -> str:
    from cluster_desk.ui.keeping.told_times import made_words

    return made_words(copy.made)
