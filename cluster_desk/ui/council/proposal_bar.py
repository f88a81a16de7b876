"""Offers an unfulfilled decision of an earlier meeting for the agenda shown above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.minutes import DecisionFacts
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import picture


class ProposalBar(QFrame):
    """Shows the first of the decisions that wait. `taken` and `declined` tell the decision."""

    taken = Signal(object)
    declined = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._waiting: Sequence[DecisionFacts] = ()
        self._icon = QLabel()
        self.words = widgets.ElidedLabel("")
        self.more = widgets.label("", "small")
        self.take = widgets.button(_("Put on the agenda"), self._take, look="small", icon="add")
        self.leave = widgets.button(_("Do not propose"), self._leave, look="small")
        words = widgets.stack(spacing=1, of=(self.words, self.more))
        self.setLayout(widgets.row((14, 8, 12, 8), 10, of=(self._icon, (words, 1), self.take, self.leave)))
        self.hide()

    def show_waiting(self, waiting: Sequence[DecisionFacts]) -> None:
        """Offer the first of `waiting`; nothing waits: the bar is put away."""
        self._waiting = waiting
        self.setVisible(bool(waiting))
        if waiting:
            self._icon.setPixmap(picture("info", 20, "info", self))
            self.words.set_whole(_told(waiting[0]))
            others = len(waiting) - 1
            more = n_("and %d more decision waits", "and %d more decisions wait", others) % others if others else ""
            self.more.setText("; ".join(filter(None, (_("It can be put on the agenda of this meeting"), more))))

    def _take(self) -> None:
        if self._waiting:
            self.taken.emit(self._waiting[0])

    def _leave(self) -> None:
        if self._waiting:
            self.declined.emit(self._waiting[0])


def _told(one: DecisionFacts) -> str:
    """«Не выполнено решение 2.1 протокола № 13 «Обновить составы РМО», срок 30 октября»."""
    told = {"number": one.number, "meeting": one.meeting_number or one.meeting_day, "text": one.text.rstrip(". ")}
    words = _("Not fulfilled: decision %(number)s of minutes №\u00a0%(meeting)s “%(text)s”") % told
    due = show_day(dt.date.fromisoformat(one.moved_to)) if one.moved_to else one.due_words
    return words + (_(", due %s") % due if due else "")
