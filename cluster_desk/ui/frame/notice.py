"""A notice below the screens: what was just taken back or deleted, with a button to have it again.

It stands where the eye is, at the foot of the screen shown, and covers nothing: the screen gives it room, and what one
works on stays in sight. It takes no keyboard, and goes by itself after a while.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QScrollArea, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.ui.look import widgets

_SECONDS = 12
_BREAKS = regex(r"(?<=[/\\_])")
"""Where a path may go on in the next line."""


class Notice(QFrame):
    """Stands in the layout of its owner; `say` shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "toast")
        self.words = widgets.label("", wrap=True)
        self._buttons = widgets.row()
        self._close = widgets.icon_button("dismiss", _("Close"), self.hide, size=16)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(widgets.row((14, 6, 8, 6), 10, of=((self.words, 1), self._buttons, self._close)))
        self._soon = widgets.later(self, _SECONDS * 1000, self.hide)
        self._keep: Callable[[], object] | None = None
        self._keep_soon = widgets.later(self, 0, self._keep_in_sight)
        self.hide()

    def say(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show `text`, whole, and a button for each of `offers`; what stood there before goes."""
        widgets.clear(self._buttons)
        for words, do in offers:
            button = widgets.button(words, lambda do=do: self._do(do), look="link")  # type: ignore[misc]
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays where the user works
            self._buttons.addWidget(button)
        self.words.setText(_BREAKS.sub("\u200b", text))
        self.words.setAccessibleName(text)
        self.setAccessibleName(text)
        self._keep = _in_sight_again()
        self.show()
        self._keep_soon.start()
        self._soon.start()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # a long list of names

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def said(self) -> str:
        """The words shown."""
        return self.words.accessibleName()

    def _do(self, do: Callable[[], object]) -> None:
        self.hide()
        do()

    def _keep_in_sight(self) -> None:
        if self._keep:
            with suppress(RuntimeError):  # the row's screen is gone meanwhile
                self._keep()
        self._keep = None


def _in_sight_again() -> Callable[[], object] | None:
    """What brings the row or the field with the keyboard in sight again; None where it is not seen now."""
    at = focus = QApplication.focusWidget()
    while at is not None:
        if isinstance(at, QAbstractItemView):
            current = at.currentIndex()
            is_seen = current.isValid() and at.viewport().rect().intersects(at.visualRect(current))
            return partial(at.scrollTo, current) if is_seen else None
        if isinstance(at, QScrollArea) and at.widget() is not None and focus is not None:
            is_seen = not focus.visibleRegion().isEmpty()
            return partial(at.ensureWidgetVisible, focus, 0, 8) if is_seen else None
        parent: QWidget | None = at.parentWidget()
        at = parent
    return None
