"""The strip at the top of the window: menus at the left, undo and redo at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolButton, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.ui.look import icons, widgets
from cluster_desk.ui.look.tokens import STRIP_HEIGHT

MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "go": N_("&Go to"),
    "print": N_("&Print"),
    "help": N_("&Help"),
}


class TopStrip(QWidget):
    """Menus by key (see `MENUS`; an empty one is not shown) and the two buttons that take changes back."""

    def __init__(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STRIP_HEIGHT)
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setAccessibleName(_("Menu"))
        self.bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)  # no menu may be cut off
        self.menus: dict[str, QMenu] = {}
        for key, title in MENUS.items():
            menu = QMenu(_(title), self)
            menu.menuAction().setVisible(False)
            self.bar.addMenu(menu)
            self.menus[key] = menu
        self.undo = self._change_action("arrow_undo", _("Undo"), QKeySequence.StandardKey.Undo, undo)
        self.redo = self._change_action("arrow_redo", _("Redo"), QKeySequence.StandardKey.Redo, redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.add("edit", self.undo, self.redo)
        row = widgets.row((3, 4, 16, 4), 8, of=(self.bar, widgets.GAP))
        for each in (self.undo, self.redo):
            row.addWidget(_tool(each))
        self.right = widgets.row()
        row.addLayout(self.right)
        self.setLayout(widgets.stack(of=((row, 1), widgets.line())))
        self.can_change("", "")

    def add(self, menu: str, *actions: QAction | QMenu | None) -> None:
        """Append `actions` to the menu `menu`; None is a hairline."""
        target = self.menus[menu]
        for each in actions:
            if each is None:
                target.addSeparator()
            elif isinstance(each, QMenu):
                target.addMenu(each)
            else:
                target.addAction(each)
        target.menuAction().setVisible(True)

    def fill_when_opened(self, menu: str, make: Callable[[], Sequence[QAction]]) -> None:
        """Let the menu `menu` hold what `make` gives when it is opened first."""
        target = self.menus[menu]

        def fill() -> None:
            if target.isEmpty():
                self.add(menu, *make())

        target.aboutToShow.connect(fill)
        target.menuAction().setVisible(True)

    def can_change(self, undo: str, redo: str) -> None:
        """Say what can be taken back and what brought again, by the names of the changes; "" for nothing."""
        for action, word, label in ((self.undo, _("Undo"), undo), (self.redo, _("Redo"), redo)):
            action.setEnabled(bool(label))
            action.setText(f"{word}: {label}" if label else word)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(widgets.tip(f"{action.text()} ({keys})"))

    def _change_action(self, icon: str, text: str, keys: QKeySequence.StandardKey, do: Callable[[], object]) -> QAction:
        made = widgets.action(self, text, do)
        made.setShortcut(QKeySequence(keys))
        icons.apply_look(made, icon, 20)
        return made


def _tool(action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(20, 20))
    made.setAccessibleName(action.text())
    return made
