"""The window's composition: builds everything and connects it, once.

`App` is the only place where the window, the open file and this computer's settings meet. What only an open file needs
is imported when one is opened, so that the start screen is painted soon.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from cluster_desk import places
from cluster_desk import settings as computer
from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, n_
from cluster_desk.ui.frame.folders import documents_folder, start_folder
from cluster_desk.ui.frame.main_window import MainWindow
from cluster_desk.ui.frame.session import Session, ask_before_end
from cluster_desk.ui.frame.single_instance import come_forward
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.screens.district.opening import ManyClusters
from cluster_desk.ui.screens.importing.dropping import DroppedFiles, is_one_document

if TYPE_CHECKING:
    from cluster_desk.data.history.journal import Transaction
    from cluster_desk.desk import Desk
    from cluster_desk.ui.frame.area import Area, Options
    from cluster_desk.ui.frame.commands import Command
    from cluster_desk.ui.frame.shell import Shell
    from cluster_desk.ui.screens.answers.dialog import AnswerDialog
    from cluster_desk.ui.screens.change_notices import ChangeNotices
    from cluster_desk.ui.screens.safety.actions import Safety
    from cluster_desk.ui.screens.today.opening import Opening

AFTER_PAINTING = 300  # milliseconds
_BETWEEN_LOOKS, _BETWEEN_READINGS = 500, 3_000  # milliseconds


class App:
    """The program while its window is open: at most one file, and what the menus do with it."""

    def __init__(self, settings: computer.Settings) -> None:
        self.settings = settings
        self.desk: Desk | None = None
        self.window = MainWindow(settings, self.choose_language, self.leave)
        self.window.support_asked.connect(self.collect_support)
        self._dropped = DroppedFiles(self.window, self._read_dropped, is_one_document)
        self._changed_at = ""
        self._reader = QTimer(self.window)
        self._reader.setInterval(_BETWEEN_READINGS)
        self._reader.timeout.connect(self._look_again)
        self._notices: ChangeNotices | None = None
        self.many = ManyClusters(self, documents_folder)

    @cached_property
    def safety(self) -> Safety:
        """Copies, history and the trash."""
        from cluster_desk.ui.screens.safety.actions import Safety

        return Safety(self)

    @cached_property
    def opening(self) -> Opening:
        """With what a file opens, and what is told of its day."""
        from cluster_desk.ui.screens.today.opening import Opening

        return Opening(self)

    def show_start(self) -> None:
        """Show the start screen."""
        from cluster_desk.ui.frame.start_screen import StartScreen

        self.many.leave()
        screen = StartScreen(self.settings.recent)
        screen.recent_chosen.connect(lambda path: self.open(Path(path)))
        screen.forget_asked.connect(self._forget)
        screen.open_asked.connect(self.choose_file)
        screen.restore_asked.connect(lambda: self.safety.restore_other())  # noqa: PLW0108 - made when it is asked for
        screen.from_document_asked.connect(self.import_file)
        screen.blank_asked.connect(self.begin_blank)
        screen.sample_asked.connect(self.open_sample)
        screen.district_asked.connect(self.many.show)
        self.window.show_start(screen)

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a data file in place of the one shown; False when it could not be and the user was told."""
        from cluster_desk.data.file.known import KnownFiles
        from cluster_desk.data.file.open import DamagedFile, FileInUse
        from cluster_desk.desk import Desk

        known = KnownFiles(places.local_folder())
        while True:
            try:
                copies = self.settings.copies_folder()
                return self.show_desk(Desk.open(path, read_only=read_only, copies=copies, known=known))
            except FileInUse as error:
                if self._shows(path):
                    return True
                answer = self.safety.ask_about_use(error)
                if not answer:
                    return False
                read_only = answer == "read"
            except DamagedFile as error:
                return self.safety.rescue(path, error)
            except UserError as error:
                return self.safety.report_not_opened(path, error)

    def _shows(self, path: Path) -> bool:
        """Whether it is this window that has a file open, by whatever name; told then."""
        from cluster_desk.core.file_writing import is_same_file

        mine = self.desk is not None and not self.desk.read_only and is_same_file(path, self.desk.path)
        if mine and self.window.shell:
            self.window.shell.status.inform(_("This file is open in this window already."))
        return mine

    def show_desk(self, desk: Desk) -> bool:
        """Show an open file; the one shown before is closed. False when the user stays with what is not stored."""
        from cluster_desk.data.queries.cluster import cluster_names
        from cluster_desk.ui.frame.subscriptions import EVERYTHING, subscribe

        if not self.leave():
            desk.close()
            return False
        self.desk = desk
        self._changed_at = ""
        names = cluster_names(desk.read)
        self.settings.remember_file(shown(desk.path.absolute()), names.name or desk.path.stem)
        computer.save(self.settings)
        # An import stores in another thread; what is shown of it must be written in the window's.
        subscribe(desk, EVERYTHING, self._after_change, self.window)
        subscribe(desk, frozenset({"members", "cluster"}), self._tell_names, self.window)
        self.many.leave()
        self.safety.begin(desk)
        self._show_shell(self.opening.area())
        self._reader.start()
        self.safety.show_news()
        QTimer.singleShot(AFTER_PAINTING, self.window, self._look_for_newer)
        QTimer.singleShot(AFTER_PAINTING, self.window, self.opening.begin)
        return True

    def _look_for_newer(self) -> None:
        """Tell should a newer version of the program lie beside the file or on its stick."""
        from cluster_desk.ui.frame.newer_version import NewerVersionSearch

        if self.desk and self.window.shell:
            NewerVersionSearch(self.window.shell, self.settings, self.desk.path, self._pass_over)

    def _look_again(self) -> None:
        """A window that only reads shows what is changed elsewhere."""
        shell = self.window.shell
        happened = self.desk.look_again() if self.desk and self.desk.read_only and shell else ""
        if shell and happened == "changed":
            shell.status.inform(_("The file was changed in another program and read again."))
        elif shell and happened == "replaced":
            shell.status.inform(_("Another file was put in the place of this one: open it again to see it."))

    def _pass_over(self, version: str) -> None:
        self.settings.passed_version = version
        computer.save(self.settings)

    def leave(self) -> bool:
        """Close the file shown; False when the user stays with what is not stored yet."""
        shell = self.window.shell
        if self.desk:
            if shell and not shell.may_leave():
                return False
            self.opening.end()
            self.safety.end()
            self.desk.close()
            self.desk = None
        return True

    def answer(self, file: str) -> None:
        """A second start asks: come forward, and open `file` ("": none) as soon as no question is waiting here."""
        from cluster_desk.core.file_writing import is_same_file

        come_forward(self.window)
        if file and not (self.desk and is_same_file(Path(file), self.desk.path)):
            self._open_when_free(Path(file))

    def _open_when_free(self, file: Path) -> None:
        if QApplication.activeModalWidget():
            QTimer.singleShot(_BETWEEN_LOOKS, self.window, lambda: self._open_when_free(file))
        else:
            self.open(file)

    def end_session(self, session: Session) -> None:
        """The computer shuts down: ask about what is typed, as when the window is closed."""
        shell = self.window.shell
        may_leave = shell.may_leave if shell else lambda: True
        ask_before_end(session, self.window, may_leave, bool(shell and shell.unsaved_form()))

    def finish(self) -> None:
        """The program ends: close the file, once."""
        self.many.leave()
        if self.desk:
            self.opening.end()
            self.safety.end()
            self.desk.close()
            self.desk = None

    def collect_support(self) -> None:
        """Write what a helper needs to know into a zip that the user chooses."""
        from cluster_desk.ui.frame.help import collect_support

        collect_support(self.window, self.settings, self.desk, Path(documents_folder()))

    def close_file(self) -> None:
        """Back to the start screen."""
        if self.leave():
            self.show_start()

    def choose_language(self, code: str) -> None:
        """Speak another language from now on; the screens are built anew."""
        shell = self.window.shell
        if shell and not shell.may_leave():
            return
        self.settings.language = code
        computer.save(self.settings)
        theme.speak(code)
        if self.desk and shell:
            self._show_shell(shell.current)
        elif self.many.screen:
            self.many.show()
        else:
            self.show_start()

    def choose_file(self) -> None:
        """Ask which data file to open."""
        from PySide6.QtWidgets import QFileDialog

        from cluster_desk.data.file.open import SUFFIX

        title, kind = _("Open a file"), f"Cluster Desk (*{SUFFIX})"
        path, _chosen = QFileDialog.getOpenFileName(self.window, title, self._folder("files"), kind)
        if path:
            self._remember_folder("files", path)
            self.open(Path(path))

    def open_sample(self) -> None:
        """Open the sample cluster, made anew when it is not there yet."""
        from cluster_desk.data.file.open import SUFFIX
        from cluster_desk.sample import create_sample
        from cluster_desk.ui.frame import messages

        path = Path(documents_folder()) / f"{_('Sample cluster')}{SUFFIX}"
        try:
            if not path.exists():
                create_sample(path)
        except UserError as error:
            messages.show_error(self.window, error)
            return
        self.open(path)

    def begin_blank(self) -> None:
        """Ask for the new cluster's first facts, create its file and open it."""
        from cluster_desk.ui.screens.importing.new_cluster import create_cluster

        desk = create_cluster(self.window, Path(self._folder("files")))
        if desk:
            self.show_desk(desk)

    def import_file(self, path: Path | None = None) -> None:
        """Read a document (asking which one) and show what was found; without an open file it goes into a new one."""
        from PySide6.QtWidgets import QFileDialog

        from cluster_desk.ui.screens.importing.importing import document_filter, review_document

        if path is None:
            result, _chosen = QFileDialog.getOpenFileName(
                self.window, _("Read from Word or Excel"), self._folder("documents"), document_filter()
            )
            if not result:
                return
            self._remember_folder("documents", result)
            path = Path(result)
        self.safety.back_up()
        review_document(self, path)

    def read_applications(self, event: int, paths: Sequence[Path] = ()) -> None:
        """Read applications of schools, several files at once, into the list of an event; without any ask for them."""
        from PySide6.QtWidgets import QFileDialog

        from cluster_desk.ui.screens.importing.importing import document_filter, review_applications

        if not paths:
            title = _("Applications of schools")
            chosen, _kind = QFileDialog.getOpenFileNames(
                self.window, title, self._folder("documents"), document_filter()
            )
            paths = list(map(Path, chosen))
        if paths:
            self._remember_folder("documents", str(paths[0]))
            self.safety.back_up()
            review_applications(self, paths, event)

    def _read_dropped(self, paths: Sequence[Path]) -> None:
        if self.desk is None or not self.desk.read_only:
            self.import_file(paths[0])

    def print_paper(self, paper: str, options: Options) -> None:
        """Show a paper's preview with these options."""
        from cluster_desk.ui.screens.papers.screen import PapersScreen

        shell = self.window.shell
        if shell and shell.go("papers"):
            screen = shell.screens["papers"]
            assert isinstance(screen, PapersScreen)
            screen.show_paper(paper, options)

    def go_to_record(self, kind: str, row: int) -> None:
        """Show a record, by the name of its class and its row number, in its area."""
        from cluster_desk.ui.screens.areas import go_to_record

        if self.window.shell:
            go_to_record(self.window.shell, kind, row)

    def ask_log(self, asked: str | Options = "") -> AnswerDialog | None:
        """Answer a question of the log, in words or as a list asks it."""
        from cluster_desk.ui.screens.answers.dialog import AnswerDialog, asked_options

        if self.desk is None:
            return None
        made = AnswerDialog(self.desk.read, asked_options(asked), self.print_paper, self.go_to_record, self.window)
        made.show_over()
        return made

    def undo(self) -> None:
        """Take back the last change."""
        self._undo_or_redo(lambda desk: desk.undo(), lambda notices: notices.taken_back)

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._undo_or_redo(lambda desk: desk.redo(), lambda notices: notices.brought_back)

    def _undo_or_redo(
        self,
        transaction: Callable[[Desk], Transaction | None],
        told: Callable[[ChangeNotices], Callable[[Transaction], object]],
    ) -> None:
        from cluster_desk.ui.frame import messages

        shell = self.window.shell
        if not self.desk or not shell:
            return
        form = shell.unsaved_form()
        if form:
            # What is typed is the last thing done: were it saved now, the very saving would be taken back.
            if form.take_back():
                shell.status.inform(_("What was typed is taken back."))
            return
        if not shell.may_leave():
            return
        try:
            done = transaction(self.desk)
        except UserError as error:
            messages.show_error(self.window, error)
            return
        if done and self._notices:
            told(self._notices)(done)

    def _forget(self, path: str) -> None:
        self.settings.forget_file(path)
        computer.save(self.settings)
        self.show_start()

    def _show_shell(self, area: str) -> None:
        from cluster_desk.ui.frame.shell import Shell
        from cluster_desk.ui.screens.change_notices import ChangeNotices

        assert self.desk
        self._notices = None
        shell = Shell(self._areas(self.desk), self.undo, self.redo)
        shell.strip.add("file", *self._file_actions(shell, self.desk.read_only))
        self.safety.fill(shell)
        self._add_search(shell, self.desk)
        shell.strip.fill_when_opened("print", lambda: self._print_actions(shell))
        self.window.show_shell(shell, self._show_cluster(shell))
        if not shell.go(area):
            shell.go("today")
        shell.navigation.take_focus()
        self._notices = ChangeNotices(shell, self.desk, self.undo, self.redo)
        self._show_file_state(shell)
        self._tell_names()

    def _areas(self, desk: Desk) -> list[Area]:
        from cluster_desk.ui.frame.area import Requests
        from cluster_desk.ui.screens.areas import areas_of, open_folder

        reading = None if desk.read_only else self.import_file
        folder = lambda event: open_folder(self.window.shell, event)  # noqa: E731 - the window has no shell yet
        applying = None if desk.read_only else self.read_applications
        given = (self.print_paper, reading, self.go_to_record, self._tell_done, folder, self.ask_log, applying)
        requests = Requests(*given)
        return areas_of(
            desk,
            self.settings,
            requests,
            self.choose_language,
            self.window.choose_theme,
            self.opening.choices,
            partial(self.opening.screen, desk),
        )

    def _tell_done(self, text: str) -> None:
        if self._notices:
            self._notices.settled(text)

    def _add_search(self, shell: Shell, desk: Desk) -> None:
        from cluster_desk.ui.frame.search_everywhere import SearchEverywhere
        from cluster_desk.ui.frame.subscriptions import subscribe

        def commands() -> list[Command]:
            from cluster_desk.ui.screens.commands import commands_of

            return commands_of(shell, self.print_paper, self.ask_log, desk)

        search = SearchEverywhere(desk.read, commands, self.ask_log)
        subscribe(desk, frozenset({"templates"}), search.forget_commands, search)
        search.chosen.connect(lambda hit: self.go_to_record(hit.kind, hit.id))
        shell.strip.right.addWidget(search)

    def _file_actions(self, shell: Shell, read_only: bool) -> list[QAction | None]:
        action = partial(widgets.action, shell)
        reading = _("Read from Word or Excel…"), self.import_file
        return [
            action(_("New cluster…"), self.begin_blank, icon="document_add"),
            action(_("Open…"), self.choose_file, keys="Ctrl+O", icon="folder_open"),
            action(*reading, keys="Ctrl+I", icon="arrow_import", enabled=not read_only),
            None,
            *self.safety.file_actions(shell),
            None,
            action(_("Print…"), partial(self._print_shown, shell), keys="Ctrl+P", icon="print"),
            action(_("Hand in the report…"), self.many.hand_in, icon="share"),
            None,
            action(_("Close the file"), self.close_file, keys="Ctrl+W"),
            action(_("Quit"), self.window.close, keys="Ctrl+Q"),
        ]

    def _print_actions(self, shell: Shell) -> list[QMenu]:
        from cluster_desk.ui.screens.papers.print_menu import paper_menus, templates_menu

        assert self.desk
        return [*paper_menus(shell, self.print_paper), templates_menu(shell, self.desk)]

    def _print_shown(self, shell: Shell) -> None:
        from cluster_desk.ui.screens.papers.print_menu import print_shown

        print_shown(shell, self.print_paper)

    def _after_change(self) -> None:
        self._changed_at = strftime("%H:%M")
        if self.window.shell:
            self._show_file_state(self.window.shell)

    def _tell_names(self) -> None:
        """Show whose file it is and how many members there are."""
        if self.window.shell and self.desk:
            count = int(self.desk.read.value("SELECT count(*) FROM organizations"))
            words = n_("%d organization", "%d organizations", count) % count
            self.window.shell.set_count("members", count, [words])
            self._show_cluster(self.window.shell)

    def _show_file_state(self, shell: Shell) -> None:
        """Show what can be undone and what was saved last."""
        if not self.desk:
            return
        undo, redo = self.desk.next_transactions()
        if self._notices:
            self._notices.changed(undo)
        writable = not self.desk.read_only
        shell.strip.can_change(undo.label() if undo and writable else "", redo.label() if redo and writable else "")
        if writable:
            shell.status.show_saved(self._changed_at)
        shell.status.show_change(undo.label() if undo else "")

    def _show_cluster(self, shell: Shell) -> str:
        """Show whose file it is; gives the cluster's name."""
        from cluster_desk.data.queries.cluster import cluster_names

        assert self.desk
        names = cluster_names(self.desk.read)
        name = names.name or self.desk.path.stem  # on the screen; no paper says a file's name
        shell.navigation.set_cluster(name, names.support_school)
        return name

    def _folder(self, purpose: str) -> str:
        return start_folder(self.settings, purpose)

    def _remember_folder(self, purpose: str, path: str) -> None:
        self.settings.folders[purpose] = str(Path(path).parent)
