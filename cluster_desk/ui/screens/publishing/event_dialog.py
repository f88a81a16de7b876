"""Which event a card is made of: those that were held, the latest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.events import choosable_events
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

_MOST = 400
"""So many are shown; the words find among all."""


class EventDialog(Dialog):
    """Chooses an event; `chosen` hears its row number."""

    HELP = "publishing"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, chosen: Callable[[int], object], parent: QWidget) -> None:
        self._chosen = chosen
        files = {
            row: f" ({_('files: %d') % count})"
            for row, count in desk.read.rows("SELECT events_id, count(*) FROM attachments GROUP BY events_id")
        }
        self._events = [
            (one.id, one.title + files.get(one.id, ""), fold(one.title))
            for one in choosable_events(desk.read, held=True)
        ]
        self.words = widgets.line_edit(_("Find an event"), _("words of its title or day"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Events"))
        self.list.itemActivated.connect(lambda _item: self.take())
        self.more = widgets.label("", "quiet")
        body = widgets.stack(spacing=8, of=(self.words, (self.list, 1), self.more))
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
        fitting = [(row, title) for row, title, folded in self._events if all(word in folded for word in words)]
        self.list.clear()
        for row, title in fitting[:_MOST]:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        left = len(fitting) - self.list.count()
        self.more.setText(_("%d more: tell more words") % left if left else "")
        self.more.setVisible(left > 0)
        self.main.setEnabled(self.list.count() > 0)

    def take(self) -> None:
        """Begin the card of the event that is chosen."""
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._chosen(int(item.data(Qt.ItemDataRole.UserRole)))
