"""The editor of a deadline: a small window below its cell that says at once what was understood of the words typed.

Enter accepts, Esc leaves all as it was, Down goes into the proposals. The words are kept as typed; nothing is put right
unless a button is pressed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from cluster_desk.core.deadlines.days_off import DayOffWarning, DaysOff, day_off_warnings, with_day_replaced
from cluster_desk.core.deadlines.event_days import no_such_day
from cluster_desk.core.deadlines.meaning import Deadline, Kind, parse_deadline
from cluster_desk.core.deadlines.sentences import doubts, proposals, sentence
from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import day_and_month, describe_day
from cluster_desk.ui.forms.days import open_calendar
from cluster_desk.ui.forms.fields_pane import chain_tabs
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import Ink
from cluster_desk.ui.screens.plan.month_strip import MonthStrip

_WIDTH, _MARGIN, _ROW = 430, 14, 26
_VISIBLE = 3
_MOST_WARNINGS = 2


class DeadlineEditor(QFrame):
    """`accepted` tells the words as typed; `cancelled` that nothing is to change. The window closes itself."""

    accepted = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        start: dt.date,
        end: dt.date,
        text: str = "",
        *,
        days_off: DaysOff | None = None,
        ink: Ink | None = None,
        today: dt.date | None = None,
        used: Sequence[str] = (),
        period_of: Callable[[str], tuple[dt.date, dt.date]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Words `text` in the plan's period; `used` are deadlines of the same plan, proposed again.

        `period_of` tells in which days words are read in this row, where that is not the plan's period.
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self._start, self._end, self._today, self._used = start, end, today, used
        self._days_off = days_off or DaysOff()
        self._period_of = period_of or (lambda _words: (start, end))
        self._decided = False
        self._begun = text.strip()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self.setAccessibleName(_("Deadline"))
        self.setFixedWidth(_WIDTH)
        self._anchor: QRect | None = None
        self._icon = QLabel()
        self._summary = widgets.label("", "strong", wrap=True)
        self._warnings = widgets.stack(spacing=6)
        self._rows: list[QWidget] = []
        self.strip = MonthStrip(start, end, ink or theme.tokens().section(1))
        self.list = QListWidget()
        self._soon = widgets.later(self, 0, self._show_warnings)
        self._make_field(text)
        self._make_layout()
        self._chain()
        self._show()

    @property
    def words(self) -> str:
        """The words in the field."""
        return self.field.text().strip()

    @property
    def deadline(self) -> Deadline:
        """What is understood of them."""
        return parse_deadline(self.words, *self._period_of(self.words))

    @property
    def summary(self) -> str:
        """The sentence that says so."""
        return self._summary.text()

    def open_below(self, anchor: QRect) -> None:
        """Show below `anchor` (a cell, on the screen), above it where the screen ends; the words are selected."""
        self._anchor = anchor
        self._fit()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def accept(self) -> None:
        """Tell the words and close; a day that no calendar has is said instead."""
        if self.words != self._begun and no_such_day(self.words):
            self._summary.setText(_("There is no such date. Write it like 22.10.2026."))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
        elif not self._decided:
            self._decided = True
            self.accepted.emit(self.words)
            self.close()

    def cancel(self) -> None:
        """Close, changing nothing."""
        if not self._decided:
            self._decided = True
            self.cancelled.emit()
            self.close()

    def take(self, words: str) -> None:
        """Put `words` into the field and go on typing there."""
        self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)

    def take_day(self, chosen: dt.date) -> None:
        """Write `chosen` in the place of the one day typed, or as the day up to which."""
        deadline = self.deadline
        if len(deadline.spans) == 1 and deadline.spans[0].first == deadline.spans[0].last:
            words = with_day_replaced(self.words, deadline.spans[0].first, chosen, self._start, self._end)
        else:
            words = f"до {day_and_month(chosen)}"
            if parse_deadline(words, self._start, self._end).last_day != chosen:
                words = f"до {chosen:%d.%m.%Y}"
        self.take(words)

    def warning_buttons(self) -> list[QPushButton]:
        """The buttons beside the warnings, in their order."""
        return self.findChildren(QPushButton, "instead")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self.field:
                return self._key_in_field(event)
            if watched is self.list:
                return self._key_in_list(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in ENTER:
            self.accept()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        # A click beside the popup closes it: nothing is changed, as with Esc.
        if not self._decided and not event.spontaneous():
            self._decided = True
            self.cancelled.emit()

    def _make_field(self, text: str) -> None:
        self.field = widgets.line_edit(_("Deadline"), "до 4 ноября, 4–6 ноября, ежеквартально", text=text)
        self.field.textChanged.connect(lambda _text: self._show())
        self.field.installEventFilter(self)
        self.list.setProperty("look", "proposals")
        self.list.setAccessibleName(_("Proposals"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self.take(item.text()))

    def _make_layout(self) -> None:
        self._calendar_button = widgets.icon_button("calendar_ltr", _("Choose in the calendar…"), self._open_calendar)
        self._calendar_button.setAccessibleName(_("Calendar"))
        self._choose = widgets.button(_("Choose in the calendar…"), self._open_calendar, look="link")
        self._cancel = widgets.button(_("Cancel"), self.cancel)
        self._accept = widgets.button(_("Accept"), self.accept, look="primary")
        column = widgets.stack((_MARGIN, 10, _MARGIN, 12))
        column.setSpacing(8)
        kept = widgets.label(_("the words are kept as typed"), "small")
        title = widgets.row(spacing=6, of=(widgets.label(_("Deadline"), "strong"), widgets.GAP, kept))
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        interpretation = widgets.row(spacing=6, of=(self._icon, (self._summary, 1)))
        widgets.fill(column, title, widgets.row(of=((self.field, 1), self._calendar_button)), interpretation)
        foot = widgets.row(of=(self._choose, widgets.GAP, self._cancel, self._accept))
        widgets.fill(column, self._warnings, self.strip, self.list, foot)
        self.setLayout(column)

    def _chain(self) -> None:
        """Tab goes through the window from above."""
        chain = [self.field, self._calendar_button, *self.warning_buttons(), self.list]
        chain += [self._choose, self._cancel, self._accept]
        chain_tabs(chain)

    def _show(self) -> None:
        """Say anew what is understood; days off follow at once, but after the words are on the screen."""
        deadline = self.deadline
        self._summary.setText(sentence(deadline) if self.words else _("No deadline"))
        name, ink = _mark(deadline, bool(self.words))
        self._icon.setPixmap(icons.pixmap(name, 16, ink, self.devicePixelRatioF()))
        self.strip.show_deadline(deadline, self._summary.text())
        self.list.clear()
        for text in proposals(self.field.text(), self._start, self._end, self._today, self._used, _VISIBLE):
            item = QListWidgetItem(text, self.list)
            item.setSizeHint(QSize(0, _ROW))
        self.list.setVisible(self.list.count() > 0)
        self.list.setFixedHeight(self.list.count() * _ROW + 6)
        self._soon.start()

    def _show_warnings(self) -> None:
        """Doubts of the reading, then days off, each in a row; a day that can be replaced has its button."""
        for row in self._rows:
            self._warnings.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        deadline = self.deadline
        for text in doubts(deadline):
            self._add_row(_warning_row(text))
        for warning in day_off_warnings(deadline, self._days_off)[:_MOST_WARNINGS]:
            kept = _("The deadline is not changed.")
            self._add_row(_warning_row(f"{warning.text} {kept}", self._replacement(warning)))
        self._chain()
        self._fit()

    def _add_row(self, row: QWidget) -> None:
        self._rows.append(row)
        self._warnings.addWidget(row)
        # The layout asks only what is shown for its height.
        row.show()

    def _replacement(self, warning: DayOffWarning) -> QPushButton | None:
        instead = warning.instead
        if instead is None:
            return None
        text = _("Replace by %s") % describe_day(instead, with_year=False)
        words = with_day_replaced(self.words, warning.day, instead, self._start, self._end)
        made = widgets.button(text, lambda: self.take(words), look="small")
        made.setObjectName("instead")
        return made

    def _open_calendar(self) -> None:
        """A day from the calendar takes the place of a day typed, or becomes the deadline."""
        spans = self.deadline.spans
        day = spans[-1].last if spans else None
        number = day or max(self._start, min(self._today or self._start, self._end))
        open_calendar(self._calendar_button, number, self.take_day)

    def _key_in_field(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentRow(0)
            return True
        if event.key() in ENTER:
            self.accept()
            return True
        return False

    def _key_in_list(self, event: QKeyEvent) -> bool:
        item = self.list.currentItem()
        if event.key() in (*ENTER, Qt.Key.Key_Space) and item is not None:
            self.take(item.text())
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentRow() <= 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _fit(self) -> None:
        """Take the height that all needs, and the place below the cell or above it."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))
        if self._anchor is None:
            return
        screen = QGuiApplication.screenAt(self._anchor.center()) or self.screen()
        room = screen.availableGeometry()
        at = QPoint(self._anchor.left(), self._anchor.bottom() + 1)
        if at.y() + self.height() > room.bottom():
            at.setY(max(room.top(), self._anchor.top() - self.height() - 1))
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)


def edit_deadline(editor: DeadlineEditor, anchor: QRect, take: Callable[[str], object]) -> DeadlineEditor:
    """Show `editor` at a cell and hand the words to `take` when they are accepted."""
    editor.accepted.connect(take)
    editor.open_below(anchor)
    return editor


def _mark(deadline: Deadline, is_stated: bool) -> tuple[str, str]:
    """The icon and ink before what was understood."""
    if not is_stated:
        return "info", "text2"
    if deadline.kind is Kind.UNKNOWN:
        return "question_circle", "warn"
    return "checkmark_circle_filled", "ok"


def _warning_row(text: str, button: QPushButton | None = None) -> QWidget:
    """A warning: icon, sentence, and what can be done."""
    icon = QLabel()
    icon.setPixmap(icons.pixmap("warning_filled", 16, "warn", icon.devicePixelRatioF()))
    label = widgets.label(text, "warn", wrap=True)
    label.setObjectName("doubt")
    return widgets.holder(widgets.row(spacing=6, of=(icon, (label, 1), *([button] if button else []))))
