"""The line that the log is typed into: when, what, where or for whom, how many; Enter writes it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from cluster_desk.core.deadlines.event_days import days_of, no_such_day, whole_day
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.log import NearEntry
from cluster_desk.data.queries.reader import Reader
from cluster_desk.ui.forms.link_editor import PartsOffered
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import FIELD_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT

if TYPE_CHECKING:
    from cluster_desk.rules.log.typed_places import TypedPlaces

_SHORT_BELOW = 700
_PAUSE = 120  # milliseconds after the last key before what is typed is looked at


class QuickEntry(QWidget):
    """`entered` gives the entry to store, `detailed` one to go on with in the form, `open_asked` one that is there.

    What the line understands of schools and numbers is said under it while it is typed; a doubt holds Enter up once.
    """

    entered = Signal(object)
    detailed = Signal(object)
    open_asked = Signal(int)

    def __init__(self, read: Reader, today: Callable[[], dt.date], near: Callable[[], dt.date]) -> None:
        super().__init__()
        self._read, self._today, self._near = read, today, near
        self._alike: NearEntry | None = None
        self.when = widgets.line_edit(_("When"), _("13 October"), width=118)
        self.what = widgets.line_edit(_("What was done"))
        self.where = widgets.line_edit(_("Where or for whom"), _("Lugovoe 8, …"))
        self.how_many = widgets.line_edit(_("How many"), _("27 parents"), width=170)
        self.where.setMinimumWidth(110)
        self._is_short = False
        self._held_up = ("", "")  # the words whose doubts were told: Enter goes through with them then
        self.store = widgets.button(_("Write down"), self.enter, look="primary", icon="add")
        self._warning = QLabel()
        self.note = widgets.ElidedLabel("", "warn")
        self.open_button = widgets.button(_("Open it"), self._open, look="small")
        self.keys = widgets.label(_("Enter — write down   Ctrl+Enter — fill in more…"), "small")
        self._soon = widgets.later(self, _PAUSE, self.look_at_words)
        PartsOffered(self.where, self._offered, self.enter)
        self._lay_out()
        for each in self._fields():
            each.setFixedHeight(FIELD_HEIGHT)
            each.installEventFilter(self)
            each.textEdited.connect(lambda _text: self._soon.start())
        self.when.editingFinished.connect(self._complete_day)
        self.when.setText(show_day(near()))
        self._show_note("")

    def enter(self) -> None:
        """Give the entry away when its two fields are filled; else go to the one that is not."""
        event = self._event()
        if event and not self._holds_up():
            self.entered.emit(event)

    def is_begun(self) -> bool:
        """Whether something stands in the line that is not written down."""
        return any(each.text().strip() for each in (self.what, self.where, self.how_many))

    def may_leave(self) -> bool:
        """Whether the line may be left: an entry half typed is written down or dropped as the user says."""
        if not self.is_begun():
            return True
        answer = messages.ask_to_keep(self, _("The entry in the line above the log is not written down yet."))
        if answer == "drop":
            self._forget()
        elif answer == "save":
            self.enter()
        return not self.is_begun()

    def set_short(self, short: bool) -> None:
        """Take less room beside an open card."""
        self._is_short = short
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self._is_short or self.width() < _SHORT_BELOW
        self.keys.setVisible(not short)
        self.how_many.setFixedWidth(96 if short else 170)

    def go_on(self) -> None:
        """Put the last entry's words away; the date stays, and the keyboard goes to what is typed next."""
        self._forget()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Take the keyboard."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, text: str) -> None:
        """Say what is wrong with the entry."""
        self._alike = None
        self._show_note(text)

    def look_at_words(self) -> None:
        """Say what is understood of the schools and numbers; warn when an entry near that day says much the same."""
        if not self._read.is_open:
            return
        self.look_for_likeness()
        if self._alike is None:
            places = self._places()
            if places.doubts:
                self._show_note(" ".join(places.doubts))
            else:
                self._show_note(places.sentence(), tone="small")

    def look_for_likeness(self) -> None:
        """Warn when an entry near that day says much the same."""
        from cluster_desk.rules.log.quick_entry import likely_duplicates

        alike = likely_duplicates(self._read, self.what.text(), self._day())
        self._alike = alike[0] if alike else None
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
        if no_such_day(self.when.text()):
            self.say(_("There is no such date. Write it like 22.10.2026."))
            self.when.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        words = [each.text() for each in (self.when, self.what, self.where, self.how_many)]
        return entry_from_words(
            self._read, *words, near=self._day() or self._near(), today=self._today(), short_forms=True
        )

    def _holds_up(self) -> bool:
        """Whether there is a doubt that was not told yet; the same Enter once more goes through with it."""
        words = (self.where.text(), self.how_many.text())
        doubts = self._places().doubts
        if not doubts or words == self._held_up:
            return False
        self._held_up = words
        # What Enter does now comes first: the doubts behind it may be cut.
        self.say(" ".join((_("Enter once more writes it down as it stands."), *doubts)))
        return True

    def _places(self) -> TypedPlaces:
        from cluster_desk.rules.log.typed_places import read_places
        from cluster_desk.rules.matching import Matching

        return read_places(Matching(self._read).typed_organization, self.where.text(), self.how_many.text())

    def _offered(self, words: str) -> Sequence[str]:
        from cluster_desk.rules.log.typed_places import suggestions
        from cluster_desk.rules.matching import Matching

        return suggestions(Matching(self._read).typed_organization, words) if self._read.is_open else ()

    def _forget(self) -> None:
        for each in (self.what, self.where, self.how_many):
            each.clear()
        self._held_up = ("", "")
        self._show_note("")

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

    def _show_note(self, text: str, *, is_match: bool = False, tone: str = "warn") -> None:
        theme.set_tone(self.note, "look", tone)
        self.note.set_whole(text)
        self._warning.setVisible(bool(text))
        if text:
            icon, ink = ("warning_filled", "warn") if tone == "warn" else ("info", "text2")
            self._warning.setPixmap(picture(icon, 16, ink, self))
        self.open_button.setVisible(is_match)

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.when, self.what, self.where, self.how_many)

    def _lay_out(self) -> None:
        line = widgets.row((MARGIN_LEFT, 2, MARGIN_RIGHT, 0), 10)
        for each in self._fields():
            named = widgets.stack(spacing=3, of=(widgets.label(each.accessibleName(), "small"), each))
            line.addLayout(named, {self.what: 3, self.where: 2}.get(each, 0))
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
