"""Which event a card is made of: those that were held, the latest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.text import fold
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

_MOST = 400


class EventDialog(Dialog):
    """Chooses an event; `chosen` hears its row number."""

    HELP = "publishing"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, chosen: Callable[[int], object], parent: QWidget) -> None:
        self._chosen = chosen
        sql = (
            "SELECT id, day_words, name, (SELECT count(*) FROM attachments WHERE events_id = t.id) FROM events AS t "
            f"WHERE state = 'held' ORDER BY first_day DESC, id DESC LIMIT {_MOST}"
        )
        self._events = [
            (row, f"{days} — {' '.join(name.split())}", files) for row, days, name, files in desk.read.rows(sql)
        ]
        self.words = widgets.line_edit(_("Find an event"), _("words of its title or day"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Events"))
        self.list.itemActivated.connect(lambda _item: self.take())
        body = widgets.stack(spacing=8, of=(self.words, (self.list, 1)))
        super().__init__(
            _("A card of an event"),
            _("The photos kept in it and its signed papers come along."),
            body,
            _("Begin the card"),
            parent,
        )
        self.words.textChanged.connect(lambda _text: self._show())
        self._show()
        self.resize(680, 480)
        self.words.setFocus()

    def _show(self) -> None:
        words = fold(self.words.text()).split()
        self.list.clear()
        for row, title, files in self._events:
            if all(word in fold(title) for word in words):
                item = QListWidgetItem(f"{title} ({_('files: %d') % files})" if files else title)
                item.setData(Qt.ItemDataRole.UserRole, row)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.main.setEnabled(self.list.count() > 0)

    def take(self) -> None:
        """Begin the card of the event that is chosen."""
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._chosen(int(item.data(Qt.ItemDataRole.UserRole)))
