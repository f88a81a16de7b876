"""The frame of a dialog: title, body, and buttons at the foot, the main one last.

Enter in a field does what the main button says; closing a dialog in which something was typed asks first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.giving_row import GivingRow
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton)


class Dialog(QDialog):
    """A dialog of the program's look; `take` is called by the main button and must accept or leave it open.

    `HELP` is the help page that F1 opens, else that of the screen below: the window's own F1 does not reach over a
    dialog. `ONLY_SHOWS` is for a
    dialog that shows what there is: nothing typed in it could be lost.
    """

    HELP: ClassVar[str] = ""
    ONLY_SHOWS: ClassVar[bool] = False

    def __init__(self, title: str, advice: str, body: QWidget | QLayout, action: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._begun: list[object] | None = None
        if isinstance(body, QLayout):
            body.setContentsMargins(0, 0, 0, 0)  # one text edge: the dialog's
            body = widgets.holder(body)
        self.setWindowTitle(title)
        widgets.ground(self, "surface")
        self.main = widgets.button(action, self.take, look="primary")
        self.cancel = widgets.button(_("Cancel"), self.reject)
        words = self._dialog_column = widgets.stack((24, 18, 24, 14), 6, of=(widgets.label(title, "item", wrap=True),))
        if advice:
            words.addWidget(widgets.label(advice, "quiet", wrap=True))
        words.addSpacing(4)
        words.addWidget(body, 1)
        self._dialog_body = body
        self.foot: QHBoxLayout = widgets.row((16, 11, 16, 11), of=(widgets.GAP,))
        widgets.fill(self.foot, self.cancel, self.main)
        self._dialog_foot = GivingRow(self.foot)
        self._dialog_foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        widgets.ground(self._dialog_foot, "surface2")
        self.setLayout(widgets.stack(of=((words, 1), widgets.line(), self._dialog_foot)))
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self, self.take)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.show_help)

    def take(self) -> None:
        """Do what the main button says."""
        self.accept()

    def is_changed(self) -> bool:
        """Whether something was typed or chosen since the dialog was shown."""
        return not self.ONLY_SHOWS and self._begun is not None and _held_by(self) != self._begun

    def reject(self) -> None:
        """Close without doing anything; what was typed is done or dropped as the user says."""
        if not self.is_changed() or messages.may_drop(self, self.lost_words(), self.take):
            super().reject()

    def lost_words(self) -> str:
        """What would be lost, in a sentence."""
        return _("What was typed here is lost.")

    def show_over(self) -> None:
        """Show the dialog over its window, which waits; it goes when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()

    def show_help(self) -> QDialog:
        """Show the help page of the dialog."""
        from cluster_desk.ui.frame.help import HelpWindow

        help_window = HelpWindow(self)
        help_window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_window.show_topic(self.HELP or self._topic_below())
        return help_window

    def _topic_below(self) -> str:
        """The help page of the screen that the dialog stands over."""
        below = self.parentWidget()
        while below is not None:
            topic = getattr(getattr(below, "shell", None), "help_topic", None)
            if callable(topic):
                return str(topic())
            below = below.parentWidget()
        return "index"

    def scroll_body(self, room: QSize) -> None:
        """Let the body scroll and the foot's buttons give up words where the screen has not the least room for it."""
        if self._dialog_foot.need() > room.width():
            self._dialog_foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._lay_out_anew()
        if (
            isinstance(self._dialog_body, QScrollArea)
            or self.minimumSizeHint().boundedTo(room) == self.minimumSizeHint()
        ):
            return
        area = widgets.scrolled()
        self._dialog_column.replaceWidget(self._dialog_body, area)
        self._dialog_column.setStretchFactor(area, 1)
        area.setWidget(widgets.ground(self._dialog_body, "surface"))
        self._dialog_body = area
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def showEvent(self, event: QShowEvent) -> None:
        self.scroll_body(self.screen().availableSize())
        widgets.fit_on_screen(self)
        items = (self.foot.itemAt(at) for at in range(self.foot.count()))
        feet = [widget for item in items if item and (widget := item.widget())]
        for before, after in pairwise(feet):
            QWidget.setTabOrder(before, after)  # as the eye goes, whatever was made first
        super().showEvent(event)
        if self._begun is None:
            self._begun = _held_by(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and isinstance(self.focusWidget(), _FIELDS):
            if self.isVisible() and self.main.isEnabled() and not event.isAutoRepeat():
                self.main.click()
        else:
            super().keyPressEvent(event)

    def add_aside(self, button: QPushButton) -> None:
        """Put a button at the left of the foot."""
        self.foot.insertWidget(0, button)


def _held_by(dialog: QWidget) -> list[object]:
    """What the fields of a dialog hold now: words, choices, marks."""
    held: list[object] = []
    for each in dialog.findChildren(QWidget):
        if isinstance(each, widgets.SearchField):
            continue
        if isinstance(each, QLineEdit) and not each.isReadOnly():
            held.append(each.text())
        elif isinstance(each, QPlainTextEdit) and not each.isReadOnly():
            held.append(each.toPlainText())
        elif isinstance(each, QComboBox):
            held.append(each.currentText())
        elif isinstance(each, QAbstractButton) and each.isCheckable():
            held.append(each.isChecked())
        elif isinstance(each, QListWidget):
            held.append([each.item(place).text() for place in range(each.count())])
    return held
