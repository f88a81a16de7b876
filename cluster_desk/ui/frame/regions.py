"""The regions of the window, to be gone round by F6: the areas, the list, the form beside it, the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cluster_desk.core.language import _


class Regions(QObject):
    """F6 leads to the next of what `regions` gives, Shift+F6 to the one before; each to where the keyboard was last."""

    def __init__(self, window: QWidget, regions: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(window)
        self._window, self._regions = window, regions
        self._last: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()
        named = (("F6", 1, _("To the next part of the window")), ("Shift+F6", -1, _("To the part before")))
        for keys, by, what in named:
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setWhatsThis(what)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def go(self, by: int) -> None:
        """Go on to the next (1) or back to the former (-1) region that can have the keyboard."""
        regions = [each for each in self._regions() if each.isVisible() and _first_stop(each)]
        now = self._window.window().focusWidget()
        holds = [each is now or each.isAncestorOf(now) for each in regions]
        at = holds.index(True) if True in holds else -1
        if at >= 0:
            self._last[regions[at]] = now
        if regions:
            to = regions[(at + by) % len(regions)]
            last = self._last.get(to)
            goes = last is not None and isValid(last) and last.isVisible() and last.isEnabled()
            stop = last if goes else _first_stop(to)
            if stop is not None:
                stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_stop(region: QWidget) -> QWidget | None:
    """Where the keyboard begins in a region: its list or table, else what Tab comes to first."""
    stops = [each for each in (region, *region.findChildren(QWidget)) if _takes_tab(each)]
    lists = [each for each in stops if each.inherits("QAbstractItemView")]
    return next(iter(lists or stops), None)


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & tab == tab
