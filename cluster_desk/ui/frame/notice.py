"""A notice over the screens: what was just taken back or deleted, with a button to have it again.

It stands where the eye is, at the foot of the screen shown, takes no keyboard, and goes by itself after a while.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets

_SECONDS = 12
_ABOVE_FOOT = 44  # of the status line and the line of a list above it
_WIDEST = 640


class Notice(QFrame):
    """Stands over `window`; `say` shows it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "toast")
        self.words = widgets.ElidedLabel("", cut=Qt.TextElideMode.ElideMiddle)
        self._buttons = widgets.row()
        self._close = widgets.icon_button("dismiss", _("Close"), self.hide, size=16)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(widgets.row((14, 6, 8, 6), 10, of=((self.words, 1), self._buttons, self._close)))
        self._soon = widgets.later(self, _SECONDS * 1000, self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show `text` and a button for each of `offers`; what stood there before goes."""
        widgets.clear(self._buttons)
        for words, do in offers:
            button = widgets.button(words, lambda do=do: self._do(do), look="link")  # type: ignore[misc]
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays where the user works
            self._buttons.addWidget(button)
        self.words.set_whole(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._soon.start()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # a long list of names

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self, do: Callable[[], object]) -> None:
        self.hide()
        do()

    def _place(self) -> None:
        window = self.parentWidget()
        assert window is not None
        self.ensurePolished()
        layout = self.layout()
        assert layout is not None
        layout.invalidate()  # what stood there before is gone only from now on
        layout.activate()
        width = min(_WIDEST, window.width() - 48, self.sizeHint().width() + 8)
        self.resize(width, self.sizeHint().height())
        self.move((window.width() - width) // 2, window.height() - self.height() - _ABOVE_FOOT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
