"""A chip above a list that asks for a day: «На дату…», then «На 01.09.2025»; pressed again it lets the day go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import show_day
from cluster_desk.ui.forms.calendar_popup import open_calendar
from cluster_desk.ui.look import widgets


class DayChip:
    """The chip is `button`; `changed` is called when `day` is another one or None."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self.day: dt.date | None = None
        self._changed = changed
        self.button: QPushButton = widgets.button("", self._press, look="chip")
        self.button.setCheckable(True)
        self._describe()

    def take(self, day: dt.date | None) -> None:
        """Choose a day, or none."""
        self.day = day
        self._describe()
        self._changed()

    def _press(self) -> QFrame | None:
        """Let the day go, or open a calendar to choose one."""
        if self.day is not None:
            self.take(None)
            return None
        self.button.setChecked(False)
        return open_calendar(self.button, None, self.take)

    def _describe(self) -> None:
        self.button.setChecked(self.day is not None)
        self.button.setText(_("On %s") % show_day(self.day) if self.day else _("On a date…"))
        self.button.setToolTip(_("Show all days again") if self.day else _("Show the list as it was on a day"))
