"""With what a file opens, what of its day is told outside the opening screen, and what a user chooses of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QWidget

from cluster_desk.settings import Settings, save
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.single_instance import come_forward
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.rules.today import Today
    from cluster_desk.ui.frame.main_window import MainWindow
    from cluster_desk.ui.frame.reminders import Reminders
    from cluster_desk.ui.screens.safety.actions import Safety


class Program(Protocol):
    """What the opening of a file needs of the program."""

    window: MainWindow
    desk: Desk | None
    settings: Settings

    @property
    def safety(self) -> Safety:
        """What keeps its files safe."""


class Opening:
    """Connects the opening screen, its reminders and their choices with the window; one for the program's life."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._reminders: Reminders | None = None

    def area(self) -> str:
        """The area that a file opens with."""
        settings = self._program.settings
        return settings.area if settings.opens == "left" and settings.area else "today"

    def screen(self, desk: Desk, requests: Requests) -> QWidget:
        """The opening screen of a file."""
        from cluster_desk.ui.screens.today.screen import Copies, TodayScreen
        from cluster_desk.ui.screens.today.ways import Ways

        program, safety = self._program, self._program.safety
        copies = Copies(safety.back_up, safety.show_copies, safety.follow_copies)
        ways = Ways(lambda: program.window.shell)
        return TodayScreen(desk, program.settings, requests, ways, copies, told=self._tell_urgent)

    def choices(self) -> QWidget:
        """The choices of the settings screen for this computer, beside language and look."""
        from cluster_desk.ui.screens.today.choices import OpeningChoices

        opening = OpeningChoices(self._program.settings, self._choices_changed)
        return widgets.holder(widgets.stack(of=(opening, self._program.safety.copies_choices())))

    def begin(self) -> None:
        """Remind of what is due, when the window is painted."""
        from cluster_desk.ui.frame.reminders import Reminders, tray_notifier

        program = self._program
        if program.desk is None or self._reminders:
            return
        icon = QApplication.windowIcon()
        self._reminders = Reminders(program.settings, self._lines, lambda: tray_notifier(icon, self._show))
        self._reminders.begin()

    def end(self) -> None:
        """The file is closed: remember where the user was, remind no more."""
        shell = self._program.window.shell
        if shell and self._program.desk:
            self._program.settings.area = shell.current
        if self._reminders:
            self._reminders.end()
            self._reminders = None

    def _choices_changed(self) -> None:
        save(self._program.settings)
        if self._reminders:
            self._reminders.look()

    def _lines(self) -> Sequence[str]:
        from cluster_desk.rules.today import reminders, what_is_due

        desk = self._program.desk
        return reminders(what_is_due(desk.read, desk.read.today())) if desk and desk.read.is_open else ()

    def _show(self) -> None:
        window = self._program.window
        come_forward(window)
        if window.shell and not QApplication.activeModalWidget():
            window.shell.go("today")

    def _tell_urgent(self, today: Today) -> None:
        """Show beside «Сегодня» how much is late."""
        if self._program.window.shell:
            self._program.window.shell.set_count("today", today.urgent, today.urgent_words())
