"""What the opening screen is put together from: cards of lines, each with its days as a mark and its buttons.

A line is one control: a click or Enter opens what it tells of, Up and Down go on to the next, its own buttons stand
behind it in the order of Tab, and a right click offers the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import describe_days, short_months
from cluster_desk.rules.today_line import TodayLine
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import DEADLINE_ICONS, ENTER, HASTE_TONES
from cluster_desk.ui.look.painting import line_of_words, painting, plate, wrapped
from cluster_desk.ui.look.tokens import BODY, SMALL, Tone

_MARK_ROOM, _MARK_HEIGHT, _ICON = 148, 23, 16
_LEAST_HIGH = {"due": 47, "check": 33}
_LONGEST_TITLE = 130  # letters
_LONGEST_MARK = 17  # letters of the words as typed; longer ones are told by their days


class Act(NamedTuple):
    """What a line offers: its words, what it does, its icon; one that is only in the menu has no button."""

    text: str
    do: Callable[[], object]
    icon: str = ""
    in_menu_only: bool = False


def days_in_short(first: dt.date, last: dt.date) -> str:
    """«16 октября», «12–16 октября», «14 сен – 30 окт»."""
    told = describe_days(first, last, with_year=False)
    if len(told) <= _LONGEST_MARK:
        return told
    months = short_months()
    return f"{first.day}\u00a0{months[first.month - 1]} – {last.day}\u00a0{months[last.month - 1]}"


def mark_words(line: TodayLine) -> str:
    """The days of a line for its mark: as typed where that is short."""
    if len(line.days) <= _LONGEST_MARK or line.last is None:
        return line.days
    if line.deadline in ("by", "recurring"):
        return _("to %s|day").partition("|")[0] % days_in_short(line.last, line.last)
    return days_in_short(line.first or line.last, line.last)


class DayMark(NamedTuple):
    """A line's days on a ground of their own: late is red, near is amber; the icon says how they bind."""

    words: str
    icon: str
    tone: Tone

    @staticmethod
    def of(line: TodayLine) -> DayMark | None:
        """The mark of a line; None for one without days."""
        icon = DEADLINE_ICONS.get(line.deadline, "calendar_ltr")
        return DayMark(mark_words(line), icon, HASTE_TONES[line.haste]) if line.days else None

    def width(self) -> int:
        """How wide it is."""
        return min(QFontMetrics(theme.font(SMALL)).horizontalAdvance(self.words) + 36, _MARK_ROOM)

    def paint(self, painter: QPainter, left: int, top: int) -> None:
        """Paint it at this corner."""
        plain = self.tone == "neutral"
        ink = theme.tokens().tone(self.tone)
        rect = QRect(left, top, self.width(), _MARK_HEIGHT)
        plate(painter, rect, QColor(ink.ground))
        icons.paint(painter, QRectF(left + 7, top + 3, _ICON, _ICON), self.icon, "text2" if plain else self.tone)
        color = theme.color("text") if plain else QColor(ink.ink)
        line_of_words(painter, rect.adjusted(28, 0, -6, 0), self.words, theme.font(SMALL), color)


class LineWords(QWidget):
    """The words of a line, painted: a mark or a sign, the title in as many lines as it needs, small words under it.

    The mark stands `beside` the title, else under it. A very long title is cut unless it is to be `whole`. Widgets of
    their own would take longer to make than all else.
    """

    def __init__(
        self,
        title: str,
        under: str = "",
        mark: DayMark | None = None,
        sign: tuple[str, str] | None = None,
        *,
        beside: bool = False,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.title = title if whole or len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
        self._under, self._mark, self._sign, self._beside = under, mark, sign, beside
        self._left = _MARK_ROOM + 10 if beside else 24 if sign else 0
        self._below = 0 if not (under or mark) or (beside and not under) else 17 if beside else _MARK_HEIGHT + 4
        self._pad = 5 if beside or sign else 7
        self._known: dict[int, list[str]] = {}  # by width: a layout asks for the same one again and again
        self._high: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        high = self._high.get(width)
        if high is None:
            lines = len(self._lines(width)) * self._line_height()
            high = self._high[width] = lines + self._below + 2 * self._pad
        return high

    def sizeHint(self) -> QSize:
        return QSize(260, self.minimumSizeHint().height())  # layouts ask for the height at the width they give

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left + 60, self._line_height() + self._below + 2 * self._pad)

    def paintEvent(self, event: QPaintEvent) -> None:
        lines, high = self._lines(self.width()), self._line_height()
        whole = len(lines) * high + self._below
        top = (self.height() - whole) // 2
        with painting(QPainter(self)) as painter:
            if self._sign:
                icons.paint(painter, QRectF(0, (self.height() - _ICON) / 2, _ICON, _ICON), *self._sign)
            room = self.width() - self._left
            for number, words in enumerate(lines):
                rect = QRect(self._left, top + number * high, room, high)
                line_of_words(painter, rect, words, theme.font(BODY), theme.color("text"))
            below = top + len(lines) * high
            left = self._left
            if self._mark and self._beside:
                self._mark.paint(painter, 0, (self.height() - _MARK_HEIGHT) // 2)
            elif self._mark:
                self._mark.paint(painter, 0, below + 4)
                left += self._mark.width() + 8
            under = QRect(left, below + (0 if self._beside else 4), self.width() - left, self._below - 4)
            if self._under:
                under.setHeight(_MARK_HEIGHT if not self._beside else self._below)
                line_of_words(painter, under, self._under, theme.font(SMALL), theme.color("text2"))

    def _lines(self, width: int) -> list[str]:
        room = max(60, width - self._left)
        if room not in self._known:
            font = theme.font(BODY)
            self._known[room] = wrapped(self.title, font, QFontMetrics(font), room, 6)
        return self._known[room]

    @staticmethod
    def _line_height() -> int:
        return QFontMetrics(theme.font(BODY)).height()


class Line(QAbstractButton):
    """One line of a card. `stepped` tells to which line the keyboard goes: up or down, and at which button."""

    stepped = Signal(int, int)

    def __init__(self, words: LineWords, name: str, said: str, acts: Sequence[Act], least: int) -> None:
        super().__init__()
        self.words = words
        inside = widgets.row((16, 1, 10, 0), 6, of=((words, 1),))
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.acts = list(acts)
        self.buttons: list[QAbstractButton] = []
        self.setMinimumHeight(least)
        for act in self.acts:
            if not act.in_menu_only:
                button = widgets.button(act.text, act.do, look="small", icon=act.icon)
                self._add_button(inside, button, f"{act.text}: {name}")
        if any(act.in_menu_only for act in self.acts):
            more = widgets.icon_button("more_horizontal", _("More"), self._show_menu, size=16)
            more.setFixedWidth(26)
            self._add_button(inside, more, f"{_('More')}: {name}")
        self.setLayout(inside)

    def _add_button(self, inside: QHBoxLayout, button: QAbstractButton, name: str) -> None:
        button.setAccessibleName(name)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        inside.addWidget(button)
        self.buttons.append(button)

    def take_focus(self, at: int = -1) -> None:
        """Take the keyboard: the line itself, or one of its buttons."""
        target = self.buttons[min(at, len(self.buttons) - 1)] if at >= 0 and self.buttons else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """All that the line offers."""
        made = QMenu(self)
        made.setAccessibleName(self.text())
        for act in (Act(_("Open"), self.click), *self.acts):
            made.addAction(act.text, act.do)
        return made

    def _show_menu(self) -> None:
        more = self.buttons[-1]
        menu = self.menu()
        menu.popup(more.mapToGlobal(QPoint(0, more.height())))
        menu.setActiveAction(menu.actions()[0])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu().popup(event.globalPos() if mouse else self.mapToGlobal(QPoint(16, self.height() - 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() in ENTER:
            self.click()
        elif step:
            self.stepped.emit(step, -1)
        elif event.key() == Qt.Key.Key_Right and self.buttons:
            self.take_focus(0)
        else:
            super().keyPressEvent(event)

    def take_key(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        """Go on from a button of this line by Up and Down, Left and Right."""
        at, key = self.buttons.index(button), event.key()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step:
            self.stepped.emit(step, at)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            to = at + (1 if key == Qt.Key.Key_Right else -1)
            self.take_focus(min(to, len(self.buttons) - 1))
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            if self.underMouse() or self.isDown():
                painter.fillRect(self.rect(), theme.color("hover"))
            painter.fillRect(0, 0, self.width(), 1, theme.color("border"))
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -2), 4, 4)


def due_line(line: TodayLine, acts: Sequence[Act], open_it: Callable[[], object]) -> Line:
    """A line with its days at the left, its title and below it where it stands, who answers, what is missing."""
    detail = " · ".join(part for part in (line.where, line.note, line.who) if part)
    words = LineWords(line.title, detail, DayMark.of(line), beside=True)
    return _line(words, line.title, _said(line, detail), acts, open_it, line.days)


def side_line(line: TodayLine, acts: Sequence[Act], open_it: Callable[[], object]) -> Line:
    """A line of the narrow column: its title, under it its days and who answers."""
    under = " · ".join(part for part in (line.who or line.where, line.note) if part)
    detail = " · ".join(part for part in (line.where, line.note, line.who) if part)
    words = LineWords(line.title, under, DayMark.of(line))
    return _line(words, line.title, _said(line, detail), acts, open_it, line.days)


def check_line(text: str, icon: str, ink: str, acts: Sequence[Act], open_it: Callable[[], object]) -> Line:
    """A line that says whether something is ready."""
    return _line(LineWords(text, sign=(icon, ink), whole=True), text, "", acts, open_it, least=_LEAST_HIGH["check"])


def _line(
    words: LineWords,
    name: str,
    said: str,
    acts: Sequence[Act],
    open_it: Callable[[], object],
    days: str = "",
    least: int = _LEAST_HIGH["due"],
) -> Line:
    made = Line(words, name, said, acts, least)
    made.clicked.connect(lambda *_: open_it())
    tip = "\n".join(part for part in (name if words.title != name else "", days, said.rpartition(", ")[2]) if part)
    words.setToolTip(widgets.tip(tip) if said else "")
    return made


def wrapped_label(text: str, look: str = "") -> QLabel:
    """Words in as many lines as they need; very long ones are cut, and stand whole in a tooltip."""
    cut = text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    made = widgets.label(cut, look, wrap=True)
    made.setToolTip(widgets.tip(text) if cut != text else "")
    return made


class _Redrawn(QObject):
    """Draws a picture anew when the colours change."""

    def __init__(self, label: QLabel, icon: str, ink: str) -> None:
        super().__init__(label)
        self._label, self._icon, self._ink = label, icon, ink

    def draw(self) -> None:
        self._label.setPixmap(picture(self._icon, 16, self._ink, self._label))


def _said(line: TodayLine, detail: str) -> str:
    """What a screen reader says beside the title."""
    haste = {"late": _("overdue"), "soon": _("soon|deadline").partition("|")[0]}.get(line.haste, "")
    return ", ".join(part for part in (line.days, haste, detail) if part)


class Card(QFrame):
    """A heading with a count, and lines below it; `aside` stands at the right of the heading."""

    def __init__(self, title: str, count: int = 0, *, aside: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self.lines: list[Line] = []
        head = widgets.row((16, 0, 14, 0), 8)
        if icon:
            sign = QLabel()
            sign.setPixmap(picture(icon, 20, "bad", sign))
            theme.on_change(_Redrawn(sign, icon, "bad").draw)
            head.addWidget(sign)
        widgets.fill(head, widgets.label(title, "heading"))
        if count:
            head.addWidget(widgets.label(str(count), "quiet"))
        head.addStretch(1)
        if aside:
            head.addWidget(widgets.label(aside, "small"))
        header = widgets.holder(head)
        header.setFixedHeight(42)
        self._rows = widgets.stack((1, 0, 1, 1), 0, of=(header,))
        self.setLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, line: Line) -> None:
        """Put a line below the others."""
        self._rows.addWidget(line)
        self.lines.append(line)

    def add_words(self, *labels: QWidget) -> None:
        """Put words below the heading."""
        self._rows.addWidget(widgets.line())
        self._rows.addWidget(widgets.holder(widgets.stack((16, 9, 14, 9), 2, of=labels)))

    def add_foot(self, text: str, do: Callable[[], object]) -> None:
        """Put a button below the lines that leads to all there are."""
        more = widgets.button(text, do, look="link")
        more.setAccessibleName(f"{text}: {self.accessibleName()}")
        self._rows.addWidget(widgets.line())
        self._rows.addLayout(widgets.row((9, 3, 9, 3), of=(more, widgets.GAP)))
