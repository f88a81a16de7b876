"""The settings of copies: their folder, and a second place on a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cluster_desk.core.language import _
from cluster_desk.settings import COPIES_BEFORE, Settings
from cluster_desk.ui.look import widgets


class CopiesChoices(QWidget):
    """Shows both places, each with «Выбрать…»; `changed` is called when the user chose another."""

    def __init__(self, settings: Settings, changed: Callable[[], object]) -> None:
        super().__init__()
        self._settings, self._changed = settings, changed
        column = widgets.stack((0, 12, 0, 0), 6, of=(widgets.label(_("Copies"), "heading"),))
        self.first = widgets.ElidedLabel("")
        self.second = widgets.ElidedLabel("")
        self.choose_first = widgets.button(_("Choose…"), lambda: self._ask("copies"), look="link")
        self.choose_second = widgets.button(_("Choose…"), lambda: self._ask("second_copies"), look="link")
        self.usual_first = widgets.button(_("Usual"), lambda: self.choose("copies", ""), look="link")
        self.no_second = widgets.button(_("Without"), lambda: self.choose("second_copies", ""), look="link")
        rows = (
            (_("Folder of copies"), self.first, [self.choose_first, self.usual_first]),
            (_("Second place (a stick)"), self.second, [self.choose_second, self.no_second]),
        )
        for text, place, buttons in rows:
            column.addWidget(widgets.label(text, "field"))
            row = widgets.row(of=((place, 1),))
            for button in buttons:
                button.setAccessibleDescription(text)
                row.addWidget(button)
            column.addLayout(row)
        words = _("A copy is made every day, before an import and every half hour of work; onto the stick too when "
                  "it is plugged in.")  # fmt: skip
        column.addWidget(widgets.label(words, "small", wrap=True))
        self.setLayout(column)
        self._show()

    def choose(self, which: str, folder: str) -> None:
        """Take `folder` for the place `which` ("copies" or "second_copies")."""
        if which == "copies" and self._settings.copies not in ("", folder):
            self._settings.folders[COPIES_BEFORE] = self._settings.copies
        setattr(self._settings, which, folder)
        self._show()
        self._changed()

    def _ask(self, which: str) -> None:
        before = getattr(self._settings, which) or str(Path.home())
        title = _("Folder of copies") if which == "copies" else _("Second place for copies")
        folder = QFileDialog.getExistingDirectory(self, title, before)
        if folder:
            self.choose(which, folder)

    def _show(self) -> None:
        self.first.set_whole(str(self._settings.copies_folder()))
        second = self._settings.second_copies
        there = bool(second) and self._settings.second_copies_folder() is not None
        self.second.set_whole(second if there else _("%s (not plugged in)") % second if second else _("not chosen"))
        self.no_second.setEnabled(bool(second))
        self.usual_first.setEnabled(bool(self._settings.copies))
