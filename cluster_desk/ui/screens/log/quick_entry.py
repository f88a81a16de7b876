"""The row that an entry is typed into: two fields and Enter; entries that it may repeat are noticed while typing.

In «when» the arrows up and down go a day back and on, in every field Ctrl with them does; a lone number is a day of the
month. The date stays for the next entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cluster_desk.core.deadlines.event_days import days_of, whole_day
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.log import NearEntry
from cluster_desk.data.queries.reader import Reader
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import FIELD_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT

_PAUSE = 120  # milliseconds after the last key before likeness is looked for


class QuickEntry(QWidget):
    """`entered` gives the entry to store, `detailed` one to go on with in the form, `open_asked` one that is there."""

    entered = Signal(object)
    detailed = Signal(object)
    open_asked = Signal(int)

    def __init__(self, read: Reader, today: Callable[[], dt.date], near: Callable[[], dt.date]) -> None:
        super().__init__()
        self._read, self._today, self._near = read, today, near
        self._alike: NearEntry | None = None
        self.when = _field(_("When"), 118)
        self.what = _field(_("What was done"))
        self.where = _field(_("Where or for whom"), 150)
        self.how_many = _field(_("How many"), 196)
        self.when.setPlaceholderText(_("13 October"))
        self.how_many.setPlaceholderText(_("27 parents, 2 teachers"))
        self.store = widgets.button(_("Write down"), self.enter, look="primary", icon="add")
        self._warning = QLabel()
        self.note = widgets.ElidedLabel("", "warn")
        self.open_button = widgets.button(_("Open it"), self._open, look="small")
        self.keys = widgets.label(_("Enter — write down   Ctrl+Enter — fill in more…"), "small")
        self._soon = widgets.later(self, _PAUSE, self.look_for_likeness)
        self._lay_out()
        for each in self._fields():
            each.installEventFilter(self)
            each.textEdited.connect(lambda _text: self._soon.start())
        self.when.editingFinished.connect(self._complete_day)
        self.when.setText(show_day(near()))
        self._show_note("")

    def enter(self) -> None:
        """Give the entry away when its two fields are filled; else go to the one that is not."""
        event = self._event()
        if event:
            self.entered.emit(event)

    def go_on(self) -> None:
        """Put the last entry's words away; the date stays, and the keyboard goes to what is typed next."""
        for each in (self.what, self.where, self.how_many):
            each.clear()
        self._show_note("")
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Take the keyboard."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, text: str) -> None:
        """Say what is wrong with the entry."""
        self._alike = None
        self._show_note(text)

    def look_for_likeness(self) -> None:
        """Warn when an entry near that day says much the same."""
        from cluster_desk.rules.log.quick_entry import likely_duplicates

        if not self._read.is_open:
            return
        result = likely_duplicates(self._read, self.what.text(), self._day())
        self._alike = result[0] if result else None
        if self._alike is None:
            self._show_note("")
            return
        one = self._alike
        where = "" if one.where.startswith("*") else one.where
        values = {
            "day": one.day_words,
            "name": one.name.replace("«", "„").replace("»", "“"),
            "where": f", {where}" if where else "",
        }
        self._show_note(_("Looks like the entry of %(day)s “%(name)s”%(where)s.") % values, is_match=True)

    def _event(self) -> Event | None:
        from cluster_desk.rules.log.quick_entry import entry_from_words

        for field in (self.when, self.what):
            if not field.text().strip():
                self.say(_("Fill in “%(field)s”.") % {"field": field.accessibleName()})
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        words = [each.text() for each in (self.when, self.what, self.where, self.how_many)]
        return entry_from_words(self._read, *words, near=self._day() or self._near(), today=self._today())

    def _day(self) -> dt.date | None:
        near = self._near()
        days = days_of(whole_day(self.when.text(), near), near.year)
        return days[0][0] if days else None

    def _complete_day(self) -> None:
        """A lone number becomes a whole date at once, so that the user sees which."""
        self.when.setText(whole_day(self.when.text(), self._near()))

    def _shift(self, by: int) -> None:
        day = self._day() or self._near()
        self.when.setText(show_day(day + dt.timedelta(days=by)))
        self._soon.start()

    def _open(self) -> None:
        if self._alike:
            self.open_asked.emit(self._alike.id)

    def _show_note(self, text: str, *, is_match: bool = False) -> None:
        self.note.set_whole(text)
        self._warning.setVisible(bool(text))
        if text:
            self._warning.setPixmap(picture("warning_filled", 16, "warn", self))
        self.open_button.setVisible(is_match)

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.when, self.what, self.where, self.how_many)

    def _lay_out(self) -> None:
        line = widgets.row((MARGIN_LEFT, 2, MARGIN_RIGHT, 0), 10)
        for each in self._fields():
            line.addLayout(_named(each), 1 if each is self.what else 0)
        line.addWidget(self.store, 0, Qt.AlignmentFlag.AlignBottom)
        under = widgets.row(
            (MARGIN_LEFT, 4, MARGIN_RIGHT, 6),
            8,
            of=(self._warning, (self.note, 0), self.open_button, widgets.GAP, self.keys),
        )
        self.setLayout(widgets.stack(of=(line, under, widgets.line())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and (control or watched is self.when):
                self._shift(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in ENTER:
                if control:
                    entry = self._event()
                    if entry:
                        self.detailed.emit(entry)
                else:
                    self.enter()
                return True
        return super().eventFilter(watched, event)


def _field(name: str, width: int = 0) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setFixedHeight(FIELD_HEIGHT)
    if width:
        made.setFixedWidth(width)
    return made


def _named(field: QLineEdit) -> QVBoxLayout:
    return widgets.stack(spacing=3, of=(widgets.label(field.accessibleName(), "small"), field))
