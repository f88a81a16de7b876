"""How an entry is painted: bar, dashed band or flag, each with the number of its section or the sign of its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from cluster_desk.core.records.plans import ItemState
from cluster_desk.rules.calendar.entries import Entry, Shape
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.painting import plate, wrapped
from cluster_desk.ui.look.tokens import Ink, Tone
from cluster_desk.ui.screens.calendar.entry_words import short_title, state_of
from cluster_desk.ui.screens.plan.plan_model import STATE_LOOKS

LANE = 20
_HIGH, _BOX, _GAP, _ROUND = 17, 15, 4, 3.0
_FLAG_WIDE, _FLAG_HIGH, _CLOTH = 17, 17, 12
_WARNING = 16
DAYS = 7
_BANDS_FIRST = 2
"""At most so many bands lie above the exact days, and only while these have all the lanes they need."""

LONGEST_RUN = 14
"""Days: a longer run of exact days says as little of a day as a band: both give way, and are lines in the year."""

_SHORT = 13
"""Letters of a title that needs no second line."""


@dataclass(slots=True)
class Placed:
    """An entry in a week: its first and last column, its lane, how many lanes it takes."""

    entry: Entry
    first: int
    last: int
    lane: int
    tall: int
    begins: bool
    ends: bool


@dataclass(slots=True)
class Week:
    """A week's entries in their lanes; `hidden` are those of each day that found none."""

    monday: dt.date
    placed: list[Placed] = field(default_factory=list)
    hidden: list[list[Entry]] = field(default_factory=lambda: [[] for _day in range(DAYS)])

    def on(self, column: int) -> list[Placed]:
        """What stands on a day, from the top."""
        return sorted((one for one in self.placed if one.first <= column <= one.last), key=lambda one: one.lane)


def weeks_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """The Mondays of the weeks from `first` to `last`."""
    monday = first - dt.timedelta(first.weekday())
    return [monday + dt.timedelta(days) for days in range(0, (last - monday).days + 1, DAYS)]


def lay_week(monday: dt.date, entries: Sequence[Entry], lanes: int) -> Week:
    """Put the entries that touch a week into `lanes` lanes; single days take two where the one below is free."""
    week = Week(monday)
    sunday = monday + dt.timedelta(DAYS - 1)
    taken = [[False] * DAYS for _lane in range(max(lanes, 1))]
    touching = [one for one in entries if not one.has_no_day and one.touches(monday, sunday)]
    above, several, singles, below = _in_order(touching, monday, sunday, len(taken))
    for entry in (*above, *several):
        _lay_several(week, taken, entry)
    for column in range(DAYS):
        day = monday + dt.timedelta(column)
        _lay_singles(week, column, [one for one in singles if one.first == day], taken)
    for entry in below:
        _lay_several(week, taken, entry)
    return week


def _lay_several(week: Week, taken: list[list[bool]], entry: Entry) -> None:
    """Put what takes several days into the first lane that is free on all of them."""
    sunday = week.monday + dt.timedelta(DAYS - 1)
    first = max((entry.first - week.monday).days, 0)
    last = min((entry.last - week.monday).days, DAYS - 1)
    lane = next((at for at, days in enumerate(taken) if not any(days[first : last + 1])), None)
    if lane is None:
        for column in range(first, last + 1):
            week.hidden[column].append(entry)
        return
    for column in range(first, last + 1):
        taken[lane][column] = True
    week.placed.append(Placed(entry, first, last, lane, 1, entry.first >= week.monday, entry.last <= sunday))


def _lay_singles(week: Week, column: int, entries: Sequence[Entry], taken: list[list[bool]]) -> None:
    """Put what is on one day only into the lanes left: two for a long title while there are enough for the others."""
    free = [lane for lane, days in enumerate(taken) if not days[column]]
    for number, entry in enumerate(entries):
        if not free:
            week.hidden[column].append(entry)
            continue
        waiting = len(entries) - number - 1
        pair = next((lane for lane in free if lane + 1 in free), None)
        if pair is not None and len(free) - 2 >= waiting and len(entry.title) + len(entry.time) > _SHORT:
            lane, tall = pair, 2
        else:
            lane, tall = free[0], 1
        for used in range(lane, lane + tall):
            taken[used][column] = True
            free.remove(used)
        week.placed.append(Placed(entry, column, column, lane, tall, begins=True, ends=True))


def _in_order(
    entries: Sequence[Entry], monday: dt.date, sunday: dt.date, lanes: int
) -> tuple[list[Entry], list[Entry], list[Entry], list[Entry]]:
    """Bands that lie above all, exact runs of days, single days, the other bands: each from the left, longer first.

    Exact days win: a band lies above them only where every day of the week has a lane left over for it.
    """
    bands = [one for one in entries if is_long(one)]
    bands.sort(key=lambda one: (one.shape is Shape.BAND, one.first, one.first - one.last))
    exact = [one for one in entries if not is_long(one)]
    several = [one for one in exact if one.first != one.last]
    several.sort(key=lambda one: (max(one.first, monday), max(one.first, monday) - min(one.last, sunday)))
    single = [one for one in exact if one.first == one.last]
    single.sort(key=lambda one: (one.first, one.struck, one.time or "99", one.title))
    days = [monday + dt.timedelta(number) for number in range(DAYS)]
    busiest = max(sum(one.touches(day, day) for one in exact) for day in days)
    above = max(0, min(_BANDS_FIRST, lanes - busiest))
    return bands[:above], several, single, bands[above:]


def is_long(entry: Entry) -> bool:
    """Whether it says little of a single day: a band, or a run of many days."""
    return entry.shape is Shape.BAND or (entry.last - entry.first).days > LONGEST_RUN


_KIND_TONES: dict[str, Tone] = {
    "meeting": "info",
    "decision": "info",
    "agreement": "warn",
    "incoming": "info",
    "recommendation": "info",
    "visit": "info",
}
"""The colours of what has no section."""


def is_over(entry: Entry) -> bool:
    """Whether nothing is to come of it: its words are fainter."""
    return entry.struck or entry.state in (ItemState.CANCELLED, ItemState.DONE)


def ink_of(entry: Entry, by_state: bool) -> Ink:
    """The colours of an entry: its section's, or its state's; neutral where it has no section."""
    tokens = theme.tokens()
    if by_state:
        tone: Tone = STATE_LOOKS[state_of(entry)][1]
        return tokens.tone(tone)
    if entry.section:
        return tokens.section(entry.section)
    return tokens.tone(_KIND_TONES.get(entry.kind, "neutral"))


class EntryPainter:
    """Paints entries with the fonts of the look in use; `by_state` colours by state, else by section."""

    def __init__(self) -> None:
        self.by_state = False
        self.apply_look()

    def apply_look(self) -> None:
        """Take the fonts of the look in use."""
        self._font, self._strong, self._box_font = theme.font(9), theme.font(9, strong=True), theme.font(8, strong=True)
        self._fonts: dict[tuple[bool, bool], QFont] = {}

    def paint(self, painter: QPainter, box: QRectF, entry: Entry, *, begins: bool, ends: bool, chosen: bool) -> None:
        """Paint the whole entry into `box`; the painter is clipped to the part that is wanted."""
        self.paint_frame(painter, box, entry, begins=begins, ends=ends, chosen=chosen)
        self._paint_words(painter, box, entry)

    def paint_frame(
        self, painter: QPainter, box: QRectF, entry: Entry, *, begins: bool, ends: bool, chosen: bool
    ) -> None:
        """Paint all of the entry but its words."""
        ink = ink_of(entry, self.by_state)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.shape is Shape.FLAG:
            self._paint_flag(painter, box, entry, ink)
        else:
            self._paint_ground(painter, box, entry, ink, begins=begins, ends=ends)
            self._paint_sign(painter, box, entry, ink)
        if chosen:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, entry: Entry, ink: Ink, *, begins: bool, ends: bool
    ) -> None:
        painter.setBrush(QColor(ink.ground))
        painter.setPen(Qt.PenStyle.NoPen)
        # What goes on in another week is drawn beyond the edge, so that only its open end is seen.
        result = box.adjusted(0 if begins else -6, 0, 0 if ends else 6, 0)
        if entry.shape is Shape.BAND:
            pen = QPen(QColor(ink.ink), 1)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawRoundedRect(result.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
            return
        if entry.kind == "meeting":
            painter.setPen(QPen(QColor(ink.ink), 1))
            result = result.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(result, _ROUND, _ROUND)

    def _paint_sign(self, painter: QPainter, box: QRectF, entry: Entry, ink: Ink) -> None:
        """The section's number on its ink; a gavel, a notebook or the state's sign where that says more."""
        sign = ""
        if self.by_state:
            sign = STATE_LOOKS[state_of(entry)][0]
        elif entry.kind == "meeting":
            sign = "gavel"
        elif not entry.section:
            sign = "notebook"
        if sign:
            icons.paint(painter, QRectF(box.left() + 1, box.top() + 0.5, 16, 16), sign, self._sign_ink(entry))
            return
        height = box.height() if box.height() > _HIGH else _HIGH
        square = QRectF(box.left(), box.top(), _BOX, height)
        plate(painter, square, QColor(ink.ink), _ROUND)
        self._number(painter, QRectF(square.left(), square.top(), _BOX, _HIGH), entry.section)

    def _sign_ink(self, entry: Entry) -> str:
        if self.by_state:
            return STATE_LOOKS[state_of(entry)][1]
        return "info" if entry.kind == "meeting" else "neutral"

    def _paint_flag(self, painter: QPainter, box: QRectF, entry: Entry, ink: Ink) -> None:
        """A pole with a cloth whose end is notched; the number stands on the cloth."""
        left, top = box.left(), box.top() + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.ink))
        painter.drawRect(QRectF(left, top, 2, _FLAG_HIGH - 1))
        notch = QPointF(left + _FLAG_WIDE - 4, top + _CLOTH / 2)
        cloth = (QPointF(left, top), QPointF(left + _FLAG_WIDE, top), notch,
                 QPointF(left + _FLAG_WIDE, top + _CLOTH), QPointF(left, top + _CLOTH))  # fmt: skip
        painter.drawPolygon(QPolygonF(cloth))
        if entry.section:
            self._number(painter, QRectF(left + 1, top, _FLAG_WIDE - 5, _CLOTH), entry.section)

    def _number(self, painter: QPainter, square: QRectF, number: int) -> None:
        painter.setFont(self._box_font)
        painter.setPen(theme.color("surface"))
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _paint_words(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        font = self.words_font(entry)
        metrics = QFontMetrics(font)
        left = self.words_left(box, entry)
        if state_of(entry) == "late" and not self.by_state:
            icons.paint(painter, QRectF(left - 2, box.top() + 0.5, _WARNING, _WARNING), "warning", "bad")
            left += _WARNING
        room = int(box.right() - left - 2)
        if room < metrics.averageCharWidth() * 2:
            return
        lines = wrapped(short_title(entry), font, metrics, room, 2 if box.height() > _HIGH else 1)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if is_over(entry) else "text"))
        spacing = min(metrics.lineSpacing(), LANE - 2)
        base = box.top() + (_HIGH - metrics.height()) / 2 + metrics.ascent()
        for number, words in enumerate(lines):
            painter.drawText(QPointF(left, round(base + number * spacing)), words)

    def words_left(self, box: QRectF, entry: Entry) -> float:
        """Where its words begin: after the sign."""
        return box.left() + (_FLAG_WIDE if entry.shape is Shape.FLAG else _BOX) + _GAP + 1

    def words_font(self, entry: Entry) -> QFont:
        """The font of its words: a meeting's are semibold, those of what was cancelled or moved away struck."""
        struck = entry.struck or entry.state == ItemState.CANCELLED
        key = (entry.kind == "meeting", struck)
        if key not in self._fonts:
            font = QFont(self._strong if key[0] else self._font)
            font.setStrikeOut(struck)
            self._fonts[key] = font
        return self._fonts[key]

    def paint_mark(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        """The sign of an entry alone, before its lines in a list."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.shape is Shape.FLAG:
            self._paint_flag(painter, box, entry, ink_of(entry, self.by_state))
        else:
            self._paint_sign(painter, box, entry, ink_of(entry, self.by_state))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_shape(self, painter: QPainter, box: QRectF, shape: Shape, tone: Tone = "neutral") -> None:
        """A shape without section or words, for the legend."""
        tokens = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        day = dt.date.today()
        entry = Entry("item", 0, "", 0, shape, day, day, "", ItemState.PLANNED)
        if shape is Shape.FLAG:
            self._paint_flag(painter, box, entry, tokens.tone(tone))
        else:
            self._paint_ground(painter, box, entry, tokens.neutral, begins=True, ends=True)
        if shape is Shape.BAR:
            plate(painter, QRectF(box.left(), box.top(), 9, box.height()), QColor(tokens.neutral.ink), _ROUND)

    def paint_section(self, painter: QPainter, box: QRectF, number: int) -> None:
        """A section's number in its colours, for the legend."""
        ink = theme.tokens().section(number)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), QColor(ink.ground), _ROUND, QColor(ink.ink))
        painter.setFont(self._box_font)
        painter.setPen(theme.color("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def height(self, tall: int) -> int:
        """The height of an entry that takes `tall` lanes."""
        return _HIGH + LANE * (tall - 1)
