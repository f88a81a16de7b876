"""Reminders in the system's notification area while the program runs: what is due today, late decisions, the meeting.

Once a day, when a file is opened first or the day changes; a click leads to the opening screen. Where the system has no
notification area, or the user wants none, nothing is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from cluster_desk.core.language import _
from cluster_desk.settings import Settings

_LOOK_EVERY = 15 * 60 * 1000  # milliseconds
_SHOWN_FOR = 20_000  # milliseconds
_MOST = 4  # lines: Windows shows no more


class Notifier(Protocol):
    """Shows a message in the notification area."""

    def show_message(self, title: str, text: str) -> None:
        """Show it for a while."""

    def close(self) -> None:
        """Take the sign out of the notification area."""


class TrayNotifier(QObject):
    """The system's notification area; `clicked` is called when the sign or a message is clicked."""

    def __init__(self, icon: QIcon, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setToolTip("Cluster Desk")
        self._tray.activated.connect(lambda _reason: clicked())
        self._tray.messageClicked.connect(clicked)
        self._tray.show()

    def show_message(self, title: str, text: str) -> None:
        """Show it for a while."""
        self._tray.showMessage(title, text, self._tray.icon(), _SHOWN_FOR)

    def close(self) -> None:
        """Take the sign out of the notification area."""
        self._tray.hide()
        self.deleteLater()


class Reminders(QObject):
    """Reminds of what `due` tells, once a day; `make` gives where it is shown, None where nowhere."""

    def __init__(
        self,
        settings: Settings,
        due: Callable[[], Sequence[str]],
        make: Callable[[], Notifier | None],
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        super().__init__()
        self._settings, self._due, self._make, self._today = settings, due, make, today
        self._notifier: Notifier | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Remind now where that was not done today, and on every new day."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Remind when a day has begun; take the sign away when reminders were switched off."""
        if not self._settings.reminders:
            self._close()
            return
        if self._notifier is None:
            self._notifier = self._make()
        day = self._today().isoformat()
        if self._notifier is None or self._settings.reminded == day:
            return
        self._settings.reminded = day
        lines = self._due()
        if lines:
            more = len(lines) - _MOST
            told = [*lines[:_MOST], *([_("and %d more") % more] if more > 0 else [])]
            self._notifier.show_message(_("Today in the cluster"), "\n".join(told))

    def end(self) -> None:
        """Remind no more."""
        self._timer.stop()
        self._close()

    def _close(self) -> None:
        if self._notifier is not None:
            self._notifier.close()
            self._notifier = None


def tray_notifier(icon: QIcon, clicked: Callable[[], object]) -> TrayNotifier | None:
    """The notification area, where the system has one."""
    return TrayNotifier(icon, clicked) if QSystemTrayIcon.isSystemTrayAvailable() else None
