"""Every block of a document as boxes of the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.columns import SMALLEST
from cluster_desk.reports.document.month_grid import MonthGrid
from cluster_desk.reports.document.text import Text, italic, plain
from cluster_desk.reports.writers.pdf.flow import HIGH, Bottom, Box, Drawn, Flow, Lines, Space, Stack, Turn, height_of
from cluster_desk.reports.writers.pdf.page import MM, CountedPages, Pages
from cluster_desk.reports.writers.pdf.table import Tabling
from cluster_desk.reports.writers.pdf.text import ASCENT, LINE, Line, balanced, wrap

SIGN_LINE = 38 * MM
NAME_WIDTH = 36 * MM
SIGN_GAP = 4 * MM
BLANK_PITCH = 24.0
_LEAST_RULE = 20 * MM  # the line to sign on, however long the name
NARROW = 90 * MM  # under this width nothing is hyphenated or stretched


class Blocks:
    """Makes boxes of a document's blocks; knows the page that is current while it goes through them."""

    def __init__(self, document: doc.Document) -> None:
        self._size = document.size
        self._spacing = document.spacing
        self._page = document.page

    def boxes(self, blocks: Sequence[doc.Block], room: float | None = None) -> Iterator[Box]:
        """The blocks' boxes, `room` points wide (None: the page's text width)."""
        for block in blocks:
            yield from doc.method_for(self, block)(block, self._page.text_width * MM if room is None else room)

    def _lines(
        self,
        text: Text,
        size: float,
        room: float,
        align: doc.Align = "left",
        *,
        strong: bool = False,
        spacing: float | None = None,
    ) -> Lines:
        """Text that is no prose, as a box kept together."""
        lines = wrap(text, size, room, strong=strong)
        leading = _leading(text, size) * (spacing or self._spacing)
        return Lines(
            height=len(lines) * leading, lines=lines, size=size, leading=leading, room=room, align=align, together=True
        )

    def _stack(self, columns: list[tuple[float, Sequence[Box]]]) -> Stack:
        height = max((height_of(boxes) for _, boxes in columns), default=0.0)
        return Stack(height=height, columns=columns, parts=height > self._whole * HIGH)

    @property
    def _whole(self) -> float:
        """The height of an empty page, points."""
        return (self._page.height - self._page.top - self._page.bottom) * MM

    def _heading(self, block: doc.Heading, room: float) -> list[Box]:
        indent = block.indent * MM
        lines = balanced(block.text, block.size, room, indent=indent, strong=True)
        leading = _leading(block.text, block.size) * self._spacing
        box = Lines(
            height=len(lines) * leading,
            before=block.before,
            keep_next=True,
            lines=lines,
            size=block.size,
            leading=leading,
            room=room,
            align=block.align,
            indent=indent,
            together=True,
        )
        return [box, *_gap(block.after, keep_next=True)]

    def _paragraph(self, block: doc.Paragraph, room: float) -> list[Box]:
        size = block.size or self._size
        room -= (block.left + block.right) * MM
        narrow = room < NARROW or "__" in plain(block.text)
        align: doc.Align = "left" if narrow and block.align == "justify" else block.align
        indent = block.indent * MM if align in ("left", "justify") else 0.0
        prose = align == "justify"
        lines = wrap(block.text, size, room, indent=indent, prose=prose, hyphenate=prose and block.hyphenate)
        leading = _leading(block.text, size) * (block.spacing or self._spacing)
        box = Lines(
            height=len(lines) * leading,
            before=block.before,
            keep_next=block.keep_next,
            lines=lines,
            size=size,
            leading=leading,
            room=room,
            align=align,
            left=block.left * MM,
            indent=indent,
            together=block.together,
        )
        return [box, *_gap(block.after, block.keep_next)]

    def _fact(self, block: doc.Fact, room: float) -> list[Box]:
        if not plain(block.text).strip():
            return []
        size, width = block.size or self._size, block.width * MM
        sides: list[tuple[float, Sequence[Box]]] = [
            (0.0, [self._lines(block.label, size, width)]),
            (width, [self._lines(block.text, size, room - width)]),
        ]
        return [self._stack(sides), *_gap(block.after)]

    def _sides(self, block: doc.Sides, room: float) -> list[Box]:
        size = block.size or self._size
        half = room if not (plain(block.left) and plain(block.right)) else room * 0.5
        columns: list[tuple[float, Sequence[Box]]] = []
        if plain(block.left):
            columns.append((0.0, [self._lines(block.left, size, half)]))
        if plain(block.right):
            columns.append((room - half, [self._lines(block.right, size, half, "right")]))
        if plain(block.center):
            columns.append((0.0, [self._lines(block.center, size, room, "center")]))
        return [self._stack(columns), *_gap(block.after)]

    def _table(self, block: doc.Table, room: float) -> Iterator[Box]:
        before = block.before
        if block.caption:
            caption = self._lines(block.caption, block.size, room)
            caption.before, caption.keep_next, before = before, True, 2.0
            yield caption
        for box in Tabling(block, room, self._whole).boxes():
            box.before, before = before, 0.0
            yield box
        if block.note:
            note = self._lines(block.note, 10.0, room)
            note.before, note.keep_previous = 4.0, True
            yield note
        yield from _gap(block.after)

    def _approvals(self, block: doc.Approvals, room: float) -> list[Box]:
        count = len(block.columns)
        gap = 5.5 * MM
        width = (room - 2 * gap) / 3 if count == 3 else 75 * MM
        starts = [room - width] if count == 1 else [n * (room - width) / (count - 1) for n in range(count)]
        heads = [self._approval_head(approval, width, block.size) for approval in block.columns]
        level = max((height_of(head) for head, a in zip(heads, block.columns, strict=True) if a.name), default=0.0)
        columns: list[tuple[float, Sequence[Box]]] = []
        for start, head, approval in zip(starts, heads, block.columns, strict=True):
            if approval.name:
                sign = self._approval_line(approval, width, block.size)
                sign.before = level - height_of(head) + 16
                head.append(sign)
            if approval.basis:
                basis = self._lines(approval.basis, block.size, width, spacing=1.0)
                basis.before = 4.0
                head.append(basis)
            columns.append((start, head))
        return [self._stack(columns), *_gap(block.after)]

    def _approval_head(self, approval: doc.Approval, width: float, size: float) -> list[Box]:
        head: list[Box] = [self._lines(approval.word, size, width, spacing=1.0)]
        if plain(approval.who):
            who = self._lines(approval.who, size, width, spacing=1.0)
            who.before = 4.0
            head.append(who)
        return head

    def _approval_line(self, approval: doc.Approval, width: float, size: float) -> Box:
        lines = wrap(approval.name, size, width - _LEAST_RULE)
        widest = max(line.width for line in lines)

        def draw(pages: Pages, x: float, y: float) -> None:
            base = y + size * ASCENT
            for n, line in enumerate(lines):
                pages.line(line, x + width - widest, base + n * size * LINE, "left", widest)
            pages.rule(x, base + 1, width - widest - 2 * MM)

        return Drawn(height=len(lines) * size * LINE, drawing=draw)

    def _signature(self, block: doc.Signature, room: float) -> list[Box]:
        size = block.size or self._size
        place, high = (size_of * MM for size_of in doc.MARK_SIZE) if block.mark else (SIGN_LINE, 0.0)
        line_at = room - NAME_WIDTH - SIGN_GAP - place
        position = self._lines(block.position, size, line_at - SIGN_GAP)
        name = self._lines(block.name, size, NAME_WIDTH)
        instead = self._lines((italic(block.instead),), size - 2, SIGN_LINE, "center") if block.instead else None
        height = max(position.height, name.height, high)

        def draw(pages: Pages, x: float, y: float) -> None:
            y += (height - position.height) / 2 if block.mark else 0.0
            position.draw(pages, x, y)
            last = y + position.height - position.leading  # the line stands level with the last line of the position
            name.draw(pages, x + room - NAME_WIDTH, last)
            if instead is not None:
                instead.draw(pages, x + line_at, last)
            elif not block.mark:
                pages.rule(x + line_at, last + position.leading - size * (LINE - ASCENT) + 1, SIGN_LINE)

        return [Drawn(height=height, before=block.before, keep_previous=True, drawing=draw)]

    def _letterhead(self, block: doc.Letterhead, room: float) -> list[Box]:
        boxes: list[Box] = [self._lines(line, 10.5, room, "center") for line in block.above]
        boxes.extend(self._lines(name.upper(), 13, room, "center", strong=True) for name in block.names)
        boxes.extend(self._lines(line, 10.5, room, "center") for line in block.address)
        return [*boxes, *_gap(2), *self._rule(doc.Rule(1.0, after=14), room)]

    def _columns(self, block: doc.Columns, room: float) -> list[Box]:
        columns: list[tuple[float, Sequence[Box]]] = []
        rest = room - sum(side.width for side in block.sides) * MM
        gap = rest / max(1, len(block.sides) - 1)
        x = 0.0
        for side in block.sides:
            columns.append((x, list(self.boxes(side.blocks, side.width * MM))))
            x += side.width * MM + gap
        return [self._stack(columns), *_gap(block.after)]

    def _blank_line(self, block: doc.BlankLine, room: float) -> list[Box]:
        size = block.size or self._size
        before = wrap(block.label, size, room - _LEAST_RULE) if block.label else []
        after = wrap(block.ending, size, room) if block.ending else []
        above, label, ending, below = before[:-1], before[-1:], after[:1], after[1:]
        leading = size * LINE * self._spacing
        boxes: list[Box] = []
        if above:
            boxes.append(self._lines_of(above, size, room, block.before))

        def draw(pages: Pages, x: float, y: float) -> None:
            base = y + size * ASCENT
            start, end = 0.0, room
            for line in label:
                pages.line(line, x, base, "left", room)
                start = line.width + 3
            for line in ending:
                pages.line(line, x, base, "right", room)
                end = room - line.width - 3
            pages.rule(x + start, base + 1, max(end - start, 0.0))
            for n in range(1, block.lines):
                pages.rule(x, base + 1 + n * BLANK_PITCH, room)

        height = leading + (block.lines - 1) * BLANK_PITCH
        boxes.append(Drawn(height=height, before=0.0 if above else block.before, slight=True, drawing=draw))
        if below:
            boxes.append(self._lines_of(below, size, room, 0.0))
        return boxes

    def _lines_of(self, lines: list[Line], size: float, room: float, before: float) -> Lines:
        leading = size * LINE * self._spacing
        height = len(lines) * leading
        return Lines(height=height, before=before, lines=lines, size=size, leading=leading, room=room, keep_next=True)

    def _rule(self, block: doc.Rule, room: float) -> list[Box]:
        width = room if block.width is None else block.width * MM

        def draw(pages: Pages, x: float, y: float) -> None:
            pages.rule(x + (room - width) / 2, y, width, block.thickness)

        return [Drawn(height=block.thickness, drawing=draw), *_gap(block.after)]

    def _spacer(self, block: doc.Spacer, room: float) -> list[Box]:
        return [Space(height=block.height * MM)]

    def _month_grid(self, block: MonthGrid, room: float) -> list[Box]:
        from cluster_desk.reports.writers.pdf.month import month_box

        page = self._page
        return [month_box(block, room, (page.height - page.top - page.bottom) * MM - 0.5)]

    def _foot(self, block: doc.Foot, room: float) -> list[Box]:
        boxes = [self._lines(line, block.size, room, block.align, spacing=1.0) for line in block.lines]
        return [Bottom(box=self._stack([(0.0, boxes)]))]

    def _chart(self, block: doc.Chart, room: float) -> list[Box]:
        from cluster_desk.reports.writers.pdf.charts import chart_boxes

        return [*chart_boxes(block, room, self._whole), *_gap(block.after)]

    def _page_break(self, block: doc.PageBreak, room: float) -> list[Box]:
        self._page = block.page or self._page
        return [Turn(page=block.page, anew=block.anew)]


def _leading(text: Text, size: float) -> float:
    """The height of a line at spacing 1: that of the largest letters in it."""
    largest = size if isinstance(text, str) else max([size, *(run.size or 0.0 for run in text)])
    return largest * LINE


def _gap(height: float, keep_next: bool = False) -> list[Box]:
    return [Space(height=height, keep_next=keep_next)] if height else []


_SPARSE, _SHORT = 0.25, 12
"""A paper of no more pages than that whose last one is less filled is set once more, closer."""


def lay_out(
    document: doc.Document, file: IO[bytes], progress: Progress = SILENT, *, before: int = 0, archived: bool = False
) -> int:
    """Write one document whose pages come after `before` others in a pack; gives how many pages it has.

    `archived`: a whole file, fit for archives.
    """
    _document, pages = _best(document, lambda: Pages(document.title, before, archived=archived), progress)
    file.write(pages.content())
    return pages.number - before


def as_set(document: doc.Document) -> doc.Document:
    """The document as it is set on paper: closer, where that saves a page."""
    return _best(document, CountedPages, SILENT)[0]


def page_count(document: doc.Document) -> int:
    """How many pages a document has on paper."""
    return _best(document, CountedPages, SILENT)[1].number


def _best(document: doc.Document, fresh: Callable[[], Pages], progress: Progress) -> tuple[doc.Document, Pages]:
    """The document and its pages; set closer on `fresh` ones where hardly anything stands on the last one."""
    pages = fresh()
    count, fill = _laid(document, pages, progress)
    if 1 < count <= _SHORT and fill < _SPARSE:
        closer, again = _closer(document), fresh()
        if _laid(closer, again, progress)[0] < count:
            return closer, again
    return document, pages


def _laid(document: doc.Document, pages: Pages, progress: Progress) -> tuple[int, float]:
    """Set it on the pages; gives how many it has and how much of the last is filled."""
    before = pages.number
    pages.on_close = lambda number: progress.report(number, 0)
    flow = Flow(pages, document.page)
    flow.run(Blocks(document).boxes(document.blocks))
    pages.close()
    return pages.number - before, flow.fill


def _closer(document: doc.Document) -> doc.Document:
    """The document with its tables a size smaller and its lines closer."""
    blocks = tuple(
        block._replace(size=max(block.size - 1, SMALLEST)) if isinstance(block, doc.Table) else block
        for block in document.blocks
    )
    return document._replace(blocks=blocks, spacing=min(document.spacing, 1.0))


def free_height(document: doc.Document) -> float:
    """How many millimetres of its sheet a document of one page leaves empty."""
    page = document.page
    boxes = list(Blocks(document).boxes(document.blocks))
    return page.height - page.top - page.bottom - sum(box.before + box.height for box in boxes) / MM
