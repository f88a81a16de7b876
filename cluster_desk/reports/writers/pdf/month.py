"""A month on the wall as one box of the PDF that fills its page; all of it is told in black and grey."""

from __future__ import annotations

from cluster_desk.reports.document import month_grid as wall
from cluster_desk.reports.document.text import Run
from cluster_desk.reports.writers.pdf.flow import Drawn
from cluster_desk.reports.writers.pdf.page import Pages
from cluster_desk.reports.writers.pdf.text import wrap

_TITLE, _ASIDE, _WEEKDAY, _DATE = 22.0, 11.0, 10.5, 14.0
_HEAD, _WEEKDAYS, _FOOT = 46.0, 18.0, 22.0
_PAD, _GREY = 3.0, 0.9
_BAR, _FLAG = 2.2, 6.5
_GAP = 18.0


def month_box(grid: wall.MonthGrid, room: float, height: float) -> Drawn:
    """The month in a box `room` points wide and `height` high."""
    return Drawn(height=height, drawing=lambda pages, x, y: _Drawing(grid, pages, x, y, room, height).draw())


class _Drawing:
    """One month on its page."""

    def __init__(self, grid: wall.MonthGrid, pages: Pages, x: float, y: float, room: float, height: float) -> None:
        self._grid, self._pages, self._x, self._y, self._room = grid, pages, x, y, room
        self._wide = room / 7
        self._high = (height - _HEAD - _WEEKDAYS - _FOOT - grid.margin_height) / len(grid.weeks)
        self._foot = y + height

    def draw(self) -> None:
        """Title, weekdays, weeks, legend."""
        x, y = self._x, self._y
        self._words(self._grid.title, x, y + 26, _TITLE, bold=True)
        for number, words in enumerate(self._grid.aside):
            self._words(words, x, y + 14 + number * 13, _ASIDE, align="right", room=self._room)
        for column, name in enumerate(self._grid.weekdays):
            at = x + column * self._wide
            self._words(name, at, y + _HEAD + 12, _WEEKDAY, bold=True, align="center", room=self._wide)
        top = y + _HEAD + _WEEKDAYS
        for row, week in enumerate(self._grid.weeks):
            self._week(week, top + row * self._high)
        below = top + len(self._grid.weeks) * self._high
        for number, words in enumerate(self._grid.margin, 1):
            self._words(words, x, below + 1 + number * wall.LINE_HEIGHT, wall.TEXT_SIZE, bold=number == 1)
        self._legend()

    def _week(self, week: wall.WeekRow, y: float) -> None:
        for column, day in enumerate(week.days):
            self._day(day, self._x + column * self._wide, y)
        for mark in week.marks:
            self._mark(mark, y + wall.DATE_HEIGHT + mark.line * wall.LINE_HEIGHT)

    def _day(self, day: wall.DayCell, x: float, y: float) -> None:
        if day.off:
            self._pages.fill(x, y, self._wide, self._high, _GREY)
        else:
            self._pages.box(x, y, self._wide, self._high)
        size = 9.5 if day.outside else _DATE
        self._words(day.label, x + _PAD, y + 13, size, bold=not day.outside)
        for number, words in enumerate(day.note):
            under = wall.DATE_HEIGHT + (number + 0.8) * wall.LINE_HEIGHT
            base = y + (under if day.below else 8 + number * 8)
            self._words(words, x, base, wall.NOTE_SIZE, italic=True, align="right", room=self._wide - _PAD)
        if day.more:
            base = y + self._high - 3
            words = f"ещё {day.more}"
            self._words(words, x, base, wall.NOTE_SIZE, italic=True, align="right", room=self._wide - _PAD)

    def _mark(self, mark: wall.Mark, y: float) -> None:
        left = self._x + mark.first * self._wide + (_PAD if mark.opens else 0)
        right = self._x + (mark.last + 1) * self._wide - (_PAD if mark.closes else 0)
        high = (len(mark.lines) + len(mark.after)) * wall.LINE_HEIGHT
        base = y + wall.TEXT_SIZE * (0.86 if mark.kind in ("bar", "flag") else 0.8)
        at = left + 4
        if mark.kind == "frame":
            self._pages.fill(left, y, right - left, wall.LINE_HEIGHT - 1.2, 1)
        elif mark.kind == "window":
            self._pages.dashed(left, y, right - left, wall.LINE_HEIGHT - 1.2)
        elif mark.kind == "hatch":
            self._pages.hatch(left, y, right - left, wall.LINE_HEIGHT - 1.2)
            width = wrap(mark.lines[0], wall.TEXT_SIZE, 1000, strong=True)[0].width
            self._pages.fill(at - 2, y, width + 4, wall.LINE_HEIGHT - 1.2, 1)
        elif mark.kind == "bar":
            self._pages.fill(left, y, _BAR, high - 2, 0)
            at = left + _BAR + 3
        else:
            self._pages.flag(left, y + 1, _FLAG)
            at = left + _FLAG + 3
        size = wall.TEXT_SIZE if mark.kind in ("bar", "flag") else wall.NOTE_SIZE  # within a frame it keeps clear of it
        for number, words in enumerate(mark.lines):
            run = Run(words, bold=mark.kind == "hatch", italic=mark.kind == "flag", struck=mark.struck)
            self._pages.line(wrap((run,), size, 2000)[0], at, base + number * wall.LINE_HEIGHT, "left", 2000)
        for number, words in enumerate(mark.after, len(mark.lines)):
            self._words(words, at, base + number * wall.LINE_HEIGHT, wall.TEXT_SIZE, italic=True)

    def _legend(self) -> None:
        base = self._foot - 4
        at = self._x
        for kind, words in self._grid.legend:
            top = base - 8
            match kind:
                case "frame":
                    self._pages.box(at, top, 24, 9)
                case "window":
                    self._pages.dashed(at, top, 24, 9)
                case "hatch":
                    self._pages.hatch(at, top, 24, 9)
                case "off":
                    self._pages.fill(at, top, 24, 9, _GREY)
                case "bar":
                    self._pages.fill(at + 10, top, _BAR, 9, 0)
                case _:
                    self._pages.flag(at + 8, top, _FLAG)
            self._words(words, at + 29, base, wall.TEXT_SIZE)
            at += 29 + wrap(words, wall.TEXT_SIZE, 1000)[0].width + _GAP
        if self._grid.note:
            self._words(self._grid.note, self._x, base, wall.TEXT_SIZE, align="right", room=self._room)

    def _words(
        self, text: str, x: float, base: float, size: float, *, bold: bool = False, italic: bool = False,
        align: str = "left", room: float = 2000.0,
    ) -> None:  # fmt: skip
        line = wrap((Run(text, bold=bold, italic=italic),), size, 2000)[0]
        match align:
            case "right":
                self._pages.line(line, x, base, "right", room)
            case "center":
                self._pages.line(line, x, base, "center", room)
            case _:
                self._pages.line(line, x, base, "left", room)
