"""Boxes one below another over pages: what stays together, what is split, what is told again overleaf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cluster_desk.reports.document import Align, Page
from cluster_desk.reports.writers.pdf_page import MM, Pages
from cluster_desk.reports.writers.pdf_text import ASCENT, LINE, Line


@dataclass(slots=True, kw_only=True)
class Box:
    """Something of a height, in points. `before`: the gap over it, left out at a page's top."""

    height: float = 0.0
    before: float = 0.0
    keep_next: bool = False
    keep_previous: bool = False
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


@dataclass(slots=True, kw_only=True)
class Drawn(Box):
    """A box that a function draws."""

    drawing: Callable[[Pages, float, float], None]

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw it."""
        self.drawing(pages, x, y)


@dataclass(slots=True, kw_only=True)
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


@dataclass(slots=True, kw_only=True)
class Stack(Box):
    """Columns of boxes beside each other: (offset from the left, boxes)."""

    columns: list[tuple[float, Sequence[Box]]]

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw it."""
        for offset, boxes in self.columns:
            top = y
            for n, box in enumerate(boxes):
                top += box.before if n else 0.0
                box.draw(pages, x + offset, top)
                top += box.height


@dataclass(slots=True, kw_only=True)
class Space(Box):
    """Empty height; none at the top of a page that follows a full one, and it never opens a page."""


@dataclass(slots=True, kw_only=True)
class Turn(Box):
    """A page break; what follows lies on `page`, or on a page as before."""

    page: Page | None = None


@dataclass(slots=True, kw_only=True)
class Bottom(Box):
    """A box drawn at the bottom of the page it is told on; the text above keeps clear of it."""

    box: Box


def height_of(boxes: Sequence[Box]) -> float:
    """Boxes one below another, the first without the gap over it."""
    return sum(box.height + (box.before if n else 0.0) for n, box in enumerate(boxes))


class Flow:
    """Lays boxes on pages."""

    def __init__(self, pages: Pages, page: Page) -> None:
        self._pages = pages
        self._page = page
        self._y = self._limit = 0.0
        self._fresh = True
        self._overflowed = False  # the page is empty and follows a full one
        self._open()

    def run(self, boxes: list[Box]) -> None:
        """Put every box on a page, in order."""
        _tie_to_previous(boxes)
        waiting = boxes[::-1]
        while waiting:
            box = waiting.pop()
            if isinstance(box, Turn):
                self._page = box.page or self._page
                self._open()
            elif isinstance(box, Bottom):
                self._limit -= box.box.height
                box.box.draw(self._pages, self._page.left * MM, self._limit)
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

    def _place(self, box: Box, waiting: list[Box]) -> None:
        gap = 0.0 if self._fresh else box.before
        room = self._limit - self._y - gap
        whole = self._limit - self._page.top * MM - (box.overleaf.height if box.overleaf else 0.0)
        if self._chain(box, waiting, whole) <= room + 0.01:
            self._put(box, gap)
            return
        halves = box.split(room, whole)
        if halves is not None:
            self._put(halves[0], gap)
            waiting.append(halves[1])
            self._open_for(halves[1])
        elif self._fresh:  # nothing more can be done: it is higher than any page, or its followers are
            self._put(box, gap)
        else:
            waiting.append(box)
            self._open_for(box)

    def _open_for(self, box: Box) -> None:
        self._open()
        self._overflowed = True
        if box.overleaf is not None:
            self._put(box.overleaf, 0.0)
            self._fresh = True

    def _put(self, box: Box, gap: float) -> None:
        box.draw(self._pages, self._page.left * MM, self._y + gap)
        self._y += gap + box.height
        self._fresh = self._overflowed = False

    def _chain(self, box: Box, waiting: list[Box], whole: float) -> float:
        """The height that must find room: the box, all it is tied to, the beginning of the last of them."""
        need, i = box.height, len(waiting) - 1
        last = box
        while last.keep_next and i >= 0 and not isinstance(waiting[i], Turn | Bottom):
            last = waiting[i]
            need += last.before + (last.height if last.keep_next else last.least)
            i -= 1
        if need <= whole or not box.keep_next:
            return need
        return min(whole, box.height + waiting[-1].before + waiting[-1].least)


def _tie_to_previous(boxes: Sequence[Box]) -> None:
    """A box that may not be alone on a page is tied to what stands before it, over empty space."""
    for i, box in enumerate(boxes):
        if not box.keep_previous:
            continue
        for before in reversed(boxes[:i]):
            if isinstance(before, Turn):
                break
            if isinstance(before, Bottom):
                continue
            before.keep_next = True
            if not isinstance(before, Space):
                break
