"""What a user chooses for this computer of the opening of files and of reminders."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from cluster_desk.core.language import _
from cluster_desk.settings import Settings
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo


class OpeningChoices(QWidget):
    """With which area a file opens, and whether one is reminded; `changed` is called after a choice."""

    def __init__(self, settings: Settings, changed: Callable[[], object]) -> None:
        super().__init__()
        self._settings, self._changed = settings, changed
        self.opens = QuietCombo()
        self.opens.setProperty("look", "field")
        self.opens.setAccessibleName(_("A file opens with"))
        for text, value in ((_("Today"), "today"), (_("what was shown last"), "left")):
            self.opens.addItem(text, value)
        self.opens.setCurrentIndex(max(0, self.opens.findData(settings.opens)))
        self.opens.activated.connect(lambda _at: self._choose())
        self.reminders = QCheckBox(_("Remind of what is due in the notification area"))
        self.reminders.setChecked(settings.reminders)
        self.reminders.toggled.connect(lambda _on: self._choose())
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self.reminders.setEnabled(there)
        column = widgets.stack((0, 8, 0, 0), 8)
        widgets.fill(column, widgets.label(self.opens.accessibleName(), "field"), self.opens, self.reminders)
        if not there:
            column.addWidget(widgets.label(_("This system shows no notification area."), "small", wrap=True))
        self.setLayout(column)

    def _choose(self) -> None:
        self._settings.opens = self.opens.currentData()
        self._settings.reminders = self.reminders.isChecked()
        self._changed()
