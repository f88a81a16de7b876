"""Boxes one below another over pages: what stays together, what is split, what is told again overleaf."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cluster_desk.reports.document import Align, Page
from cluster_desk.reports.writers.pdf.page import MM, Pages
from cluster_desk.reports.writers.pdf.text import ASCENT, LINE, Line


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Box:
    """Something of a height, in points. `before`: the gap over it, left out at a page's top."""

    height: float = 0.0
    before: float = 0.0
    keep_next: bool = False
    keep_previous: bool = False
    parts: bool = False  # it is high and may be parted
    slight: bool = False  # no company for what may not stand alone: a line, lines to write on
    overleaf: Box | None = None  # drawn over it when it begins a page: a table's header

    @property
    def least(self) -> float:
        """The height of its smallest first part."""
        return self.height

    def split(self, room: float, whole: float) -> tuple[Box, Box] | None:
        """Its part no higher than `room`, and the rest, neither empty; None when it is not to be split.

        `whole` is the room of an empty page.
        """
        return None

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Put it on the page with its top left corner at `x`, `y`."""


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Drawn(Box):
    """A box that a function draws."""

    drawing: Callable[[Pages, float, float], None]

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw it."""
        self.drawing(pages, x, y)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Lines(Box):
    """A paragraph: its lines, `room` points wide; never one line alone on a page."""

    lines: list[Line]
    size: float
    leading: float
    room: float
    align: Align = "left"
    left: float = 0.0
    indent: float = 0.0
    together: bool = False

    @property
    def least(self) -> float:
        """Two lines; all of a short paragraph."""
        return self.height if self.together or len(self.lines) <= 3 else 2 * self.leading

    def split(self, room: float, whole: float) -> tuple[Box, Box] | None:
        """Between its lines, two of them at least on each page."""
        count = min(int(room / self.leading + 0.001), len(self.lines) - 2)
        if (self.together and self.height <= whole) or count < 2:
            return None
        return self._part(0, count), self._part(count, len(self.lines))

    def _part(self, start: int, end: int) -> Lines:
        last = end == len(self.lines)
        return Lines(
            height=(end - start) * self.leading,
            before=self.before if start == 0 else 0.0,
            keep_next=self.keep_next and last,
            lines=self.lines[start:end],
            size=self.size,
            leading=self.leading,
            room=self.room,
            align=self.align,
            left=self.left,
            indent=self.indent if start == 0 else 0.0,
        )

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw it."""
        base = y + (self.leading - self.size * LINE) + self.size * ASCENT
        for n, line in enumerate(self.lines):
            indent = self.indent if n == 0 else 0.0
            pages.line(line, x + self.left + indent, base + n * self.leading, self.align, self.room - indent)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Stack(Box):
    """Columns of boxes beside each other: (offset from the left, boxes)."""

    columns: Sequence[tuple[float, Sequence[Box]]]

    @property
    def least(self) -> float:
        """Some lines of a stack that may be parted; else all of it."""
        return min(self.height, FIRST) if self.parts else self.height

    def split(self, room: float, whole: float) -> tuple[Box, Box] | None:
        """Every column where it allows, if it is a high one."""
        if not self.parts:
            return None
        halves = [(offset, _split(boxes, room, whole)) for offset, boxes in self.columns]
        first = [(offset, upper) for offset, (upper, _lower) in halves]
        rest = [(offset, lower) for offset, (_upper, lower) in halves]
        height = max(height_of(boxes) for _offset, boxes in first)
        if not height or not any(boxes for _offset, boxes in rest):
            return None
        return (
            Stack(height=height, before=self.before, columns=first),
            Stack(
                height=max(height_of(boxes) for _offset, boxes in rest),
                keep_next=self.keep_next,
                parts=True,
                columns=rest,
            ),
        )

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw it."""
        for offset, boxes in self.columns:
            top = y
            for n, box in enumerate(boxes):
                top += box.before if n else 0.0
                box.draw(pages, x + offset, top)
                top += box.height


def _split(boxes: Sequence[Box], room: float, whole: float) -> tuple[list[Box], list[Box]]:
    """Boxes one below another: those that find room, the last of them in part, and the rest."""
    used, first = 0.0, list[Box]()
    for n, box in enumerate(boxes):
        gap = box.before if n else 0.0
        if used + gap + box.height > room + 0.01:
            halves = box.split(room - used - gap, room)
            return ([*first, halves[0]], [halves[1], *boxes[n + 1 :]]) if halves else (first, list(boxes[n:]))
        used += gap + box.height
        first.append(box)
    return first, []


class Space(Box):
    """Empty height; none at the top of a page that follows a full one, and it never opens a page."""

    __slots__ = ()


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Turn(Box):
    """A page break; what follows lies on `page`, or on a page as before; `anew`: its pages are counted from 1."""

    page: Page | None = None
    anew: bool = False


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Bottom(Box):
    """A box drawn at the bottom of the page it is told on; the text above keeps clear of it."""

    box: Box


def height_of(boxes: Sequence[Box]) -> float:
    """Boxes one below another, the first without the gap over it."""
    return sum(box.height + (box.before if n else 0.0) for n, box in enumerate(boxes))


HIGH = 0.6  # of a page: what is higher may be parted, for it would leave most of the page before empty
FIRST = 50.0  # points: the least part of such a box
_COMPANY = 2  # boxes of one line that go along at most


class Waiting:
    """The boxes not yet placed, made a few ahead: a long table never lies in memory as a whole."""

    AHEAD = 12

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._rest = iter(boxes)
        self._made: deque[Box] = deque()

    def peek(self, at: int = 0) -> Box | None:
        """The box that comes `at` places later; None after the last."""
        while len(self._made) <= at + self.AHEAD:
            box = next(self._rest, None)
            if box is None:
                break
            if box.keep_previous:
                self._tie_to_previous()
            self._made.append(box)
        return self._made[at] if at < len(self._made) else None

    def pop(self) -> Box | None:
        """The next box, taken; None after the last."""
        return self._made.popleft() if self.peek() is not None else None

    def push(self, box: Box) -> None:
        """Give a box back: it comes next."""
        self._made.appendleft(box)

    def _tie_to_previous(self) -> None:
        """A box that may not be alone on a page is tied to what stands before it, over empty space.

        One line before it («Всего: …») is no company enough: what stands before that comes along.
        """
        company = 0
        for before in reversed(self._made):
            if isinstance(before, Turn) or company == _COMPANY:
                break
            if isinstance(before, Bottom):
                continue
            before.keep_next = True
            if before.slight or (isinstance(before, Lines) and len(before.lines) == 1):
                company += 1
            elif not isinstance(before, Space):
                break


class Flow:
    """Lays boxes on pages."""

    def __init__(self, pages: Pages, page: Page) -> None:
        self._pages = pages
        self._page = page
        self._y = self._limit = 0.0
        self._fresh = True
        self._overflowed = False  # the page is empty and follows a full one
        self._open()

    @property
    def fill(self) -> float:
        """How much of the last page is filled, 0 to 1."""
        top = self._page.top * MM
        return (self._y - top) / max(self._limit - top, 1.0)

    def run(self, boxes: Iterable[Box]) -> None:
        """Put every box on a page, in order."""
        waiting = Waiting(boxes)
        while (box := waiting.pop()) is not None:
            if isinstance(box, Turn):
                self._page = box.page or self._page
                if box.anew:
                    self._pages.count_anew()
                self._open()
            elif isinstance(box, Bottom):
                self._limit -= box.box.height
                self._draw(box.box, self._limit)
                self._limit -= 6
            elif isinstance(box, Space):
                self._y = self._y if self._overflowed else min(self._y + box.height, self._limit)
            else:
                self._place(box, waiting)

    def _open(self) -> None:
        self._pages.open(self._page)
        self._y = self._page.top * MM
        self._limit = (self._page.height - self._page.bottom) * MM
        self._fresh = True
        self._overflowed = False

    def _place(self, box: Box, waiting: Waiting) -> None:
        gap = 0.0 if self._fresh else box.before
        room = self._limit - self._y - gap
        whole = self._limit - self._page.top * MM - (box.overleaf.height if box.overleaf else 0.0)
        if self._chain(box, waiting, whole) <= room + 0.01:
            self._put(box, gap)
            return
        halves = box.split(room, whole)
        if halves is not None:
            self._put(halves[0], gap)
            waiting.push(halves[1])
            self._open_for(halves[1])
        elif self._fresh:  # nothing more can be done: it is higher than any page, or its followers are
            self._put(box, gap)
        else:
            waiting.push(box)
            self._open_for(box)

    def _open_for(self, box: Box) -> None:
        self._open()
        self._overflowed = True
        if box.overleaf is not None:
            self._put(box.overleaf, 0.0)
            self._fresh = True

    def _draw(self, box: Box, y: float) -> None:
        if self._pages.is_drawn:
            box.draw(self._pages, self._page.left * MM, y)

    def _put(self, box: Box, gap: float) -> None:
        self._draw(box, self._y + gap)
        self._y += gap + box.height
        self._fresh = self._overflowed = False

    def _chain(self, box: Box, waiting: Waiting, whole: float) -> float:
        """The height that must find room: the box, all it is tied to, the beginning of the last of them."""
        need, i, last = box.height, 0, box
        follower = waiting.peek() if box.keep_next else None
        while last.keep_next:
            following = waiting.peek(i)
            if following is None or isinstance(following, Turn | Bottom):
                break
            last = following
            need += last.before + (last.height if last.keep_next else last.least)
            i += 1
        if need <= whole or follower is None:
            return need
        return max(box.height, min(whole, box.height + follower.before + follower.least))
