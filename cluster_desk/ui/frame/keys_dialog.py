"""All keys of the window in one list, generated from the menus and the screen that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Column
from cluster_desk.ui.lists.table_view import TableView

_EVERYWHERE = (
    ("Tab, Shift+Tab", N_("To the next field or button, back")),
    ("Alt", N_("To the menus; a letter that is underlined opens a line")),
    ("Enter", N_("Open the row, press the button")),
    ("Esc", N_("Close the form, the dialog, the menu")),
    ("Delete", N_("Delete the rows chosen")),
    ("Ctrl+C, Ctrl+V", N_("Copy rows as a table, paste rows")),
    ("Shift+F10", N_("What can be done with the row")),
    ("Alt+Down", N_("Open a calendar or a list of choices")),
)


class _KeyRow(NamedTuple):
    id: int
    keys: str
    what: str
    where: str


class KeysDialog(Dialog):
    """Shows which keys do what, in the menus, on the screen shown, and everywhere."""

    def __init__(self, window: QWidget, menus: Iterable[QMenu]) -> None:
        columns = [
            Column("keys", N_("Keys"), width=150, kept=True),
            Column("what", N_("What they do"), width=320, elastic=True),
            Column("where", N_("Where"), width=120, quiet=True),
        ]
        self.table = TableView(_("Keys"), columns)
        found = dict.fromkeys((*_of_menus(menus), *_of_screen(window)))
        everywhere = [(keys, _(what), _("everywhere")) for keys, what in _EVERYWHERE]
        self.table.set_rows(_KeyRow(place, *row) for place, row in enumerate((*found, *everywhere)))
        super().__init__(_("Keys"), "", self.table, _("Close"), window)
        self.cancel.hide()
        self.resize(640, 560)
        self.table.setFocus()


def _of_menus(menus: Iterable[QMenu]) -> Iterable[tuple[str, str, str]]:
    for menu in menus:
        menu.aboutToShow.emit()
        for action in menu.actions():
            inside = action.menu()
            if isinstance(inside, QMenu):
                yield from _of_menus([inside])
            elif not action.shortcut().isEmpty():
                yield _written(action.shortcut()), _plain(action), _menu_name(menu)
        menu.aboutToHide.emit()


def _of_screen(window: QWidget) -> Iterable[tuple[str, str, str]]:
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if shortcut.whatsThis() and isinstance(owner, QWidget) and owner.isVisible():
            yield _written(shortcut.key()), shortcut.whatsThis(), _("this screen")


def _written(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _plain(action: QAction) -> str:
    return action.whatsThis() or action.text().replace("&", "").strip()


def _menu_name(menu: QMenu) -> str:
    return _("menu “%s”") % menu.title().replace("&", "")
