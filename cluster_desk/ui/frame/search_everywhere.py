"""The field in the top strip that searches everywhere, and the list of hits below it. Ctrl+K leads to it.

Hits stand in groups, kinds together; the words asked for are marked. Below them, or above where the question begins
like one, stand commands: papers to print, records to begin, areas, lines of the menus.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QSizePolicy, QWidget

from cluster_desk.core.language import _
from cluster_desk.data.queries.reader import Reader
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import FIELD_HEIGHT

if TYPE_CHECKING:
    from cluster_desk.ui.frame.commands import Command
    from cluster_desk.ui.frame.found_list import FoundList

_WIDTH, _LEAST_WIDTH, _LIST_WIDTH = 330, 200, 480
_PAUSE = 80  # milliseconds after the last key


class _Field(widgets.SearchField):
    """As wide as may be; in a narrow window it gives room to the menus."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())


class SearchEverywhere(QWidget):
    """`chosen` tells the hit that the user goes to; `commands` gives what else can be done, asked for once.

    `answer` is asked for words that are a question of the log.
    """

    chosen = Signal(object)

    def __init__(
        self,
        read: Reader,
        commands: Callable[[], Sequence[Command]] = tuple,
        answer: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._read, self._make_commands, self._answer = read, commands, answer
        self._commands: Sequence[Command] | None = None
        self._list: FoundList | None = None
        self.field = _Field(_("Find people, schools, plan items, decisions"), _WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setFixedHeight(FIELD_HEIGHT - 2)
        self.setLayout(widgets.row(spacing=4, of=(self.field, widgets.label("Ctrl+K", "small"))))
        self._soon = widgets.later(self, _PAUSE, self.search)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.installEventFilter(self)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.begin)

    @property
    def hits(self) -> FoundList:
        """The list below the field, made when it is needed first."""
        if self._list is None:
            from cluster_desk.ui.frame.found_list import FoundList

            self._list = FoundList(self)
            self._list.itemClicked.connect(self._go)
        return self._list

    def begin(self) -> None:
        """Take the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget_commands(self) -> None:
        """Ask for the commands anew at the next search: there are others now."""
        self._commands = None

    def search(self) -> None:
        """Show what fits the words typed."""
        words = self.field.text().strip()
        if not words or not self._read.is_open:
            self.hits.hide()
            return
        if self._commands is None:
            self._commands = self._make_commands()
        self.hits.look_for(self._read, words, self._commands, self._answer)
        self._show_hits()

    def _show_hits(self) -> None:
        self._place()
        self.hits.show()
        self.hits.raise_()

    def _place(self) -> None:
        window = self.window()
        self.hits.setParent(window)
        corner = self.field.mapTo(window, QPoint(self.field.width(), self.field.height() + 3))
        height = min(self.hits.whole_height(), window.height() - corner.y() - 12)
        self.hits.setGeometry(QRect(max(4, corner.x() - _LIST_WIDTH), corner.y(), _LIST_WIDTH, height))

    def _go(self, item: QListWidgetItem | None) -> None:
        from cluster_desk.ui.frame.commands import Command

        found = self.hits.found(item)
        if found is None:
            return
        self.hits.hide()
        self.field.clear()
        if isinstance(found, Command):
            found.do()
        else:
            self.chosen.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._list is not None:
            QTimer.singleShot(150, self._list, self._hide_when_left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        """What the keys do that the field does not take: up and down in the hits, Enter goes there, Esc away."""
        if key in ENTER:
            if self._soon.isActive():
                self._soon.stop()
                self.search()
            self._go(self.hits.currentItem() if self.hits.isVisible() else None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.hits.isVisible():
            self.hits.hide()
        else:
            return False
        return True

    def _hide_when_left(self) -> None:
        if not self.field.hasFocus():
            self.hits.hide()
