"""Every block of a document as WordprocessingML; a chart is a table of shaded bars, to be mended like text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.month_grid import MonthGrid
from cluster_desk.reports.document.month_table import month_blocks
from cluster_desk.reports.document.text import Run, italic, plain, runs_of
from cluster_desk.reports.writers.word.styles import Styles
from cluster_desk.reports.writers.word.table import WordTable
from cluster_desk.reports.writers.word.text import Shape, Tab, bare_table, paragraph, runs, twips

_SIGN_LINE, _NAME_WIDTH, _SIGN_GAP = 38.0, 36.0, 4.0  # mm, as in the PDF
_NARROW = 90.0
_COMPANY, _ONE_LINE = 2, 75  # short paragraphs that go along with a signature; letters of a line
_TINY = Shape(size=1, exact=1)


class WordBlocks:
    """Makes a document's body; knows the page that is current while it goes through the blocks."""

    def __init__(self, document: doc.Document) -> None:
        self._document = document
        self.styles = Styles(document)
        self._page = document.page
        self._new_page = False
        self._mark = ""  # what the next paragraph is called, for numbers of pages
        self._marks = 0
        self.said: list[str] = []
        self._progress = SILENT
        self._anew = True  # whether the section's pages are counted from 1

    def body(self, progress: Progress = SILENT) -> str:
        """The body of the document with its last section's page."""
        self._progress = progress
        kept = _kept(self._document.blocks)
        for done, (block, keep) in enumerate(zip(self._document.blocks, kept, strict=True)):
            progress.report(done, len(kept))
            if isinstance(block, doc.PageBreak):
                self._break(block)
            else:
                self.said.append(self._made(block, self._page.text_width, keep))
        if self.said and self.said[-1].endswith("</w:tbl>"):
            self.said.append(paragraph("", _TINY))
        return "".join(self.said) + self._section(self._page)

    def _made(self, block: doc.Block, room: float, keep: bool) -> str:
        before = ""
        if (self._new_page or self._mark) and isinstance(block, doc.Table | doc.Columns | doc.Approvals | doc.Foot):
            before = self._p("", _TINY)
        return f"{before}{doc.method_for(self, block)(block, room, keep)}"

    def _p(self, inside: str, shape: Shape) -> str:
        """A paragraph; the first one after a page break begins the page."""
        if self._mark and not shape.frame:
            self._marks += 1
            inside = (
                f'<w:bookmarkStart w:id="{self._marks}" w:name="{self._mark}"/><w:bookmarkEnd w:id="{self._marks}"/>'
                + inside
            )
            self._mark = ""
        if self._new_page and not shape.frame:
            self._new_page = False
            shape = shape._replace(new_page=True)
        return self.styles.paragraph(inside, shape)

    def _break(self, block: doc.PageBreak) -> None:
        self._mark = block.mark
        if not block.anew and block.page in (None, self._page):
            self._new_page = True
            return
        closing = self._section(self._page)
        last = self.said[-1] if self.said else ""
        at = last.rfind("<w:p><w:pPr>")
        if last.endswith("</w:p>") and at >= 0 and "<w:framePr" not in last[at:]:
            mark = last.index("</w:pPr>", at)
            self.said[-1] = last[:mark] + closing + last[mark:]
        else:
            self.said.append(paragraph("", _TINY).replace("</w:pPr>", f"{closing}</w:pPr>", 1))
        self._page = block.page or self._page
        self._anew = block.anew

    def _section(self, page: doc.Page) -> str:
        """The page of the section that ends here; a page 1 has no number."""
        kind = "header" if page.numbered else "blank"
        counted = '<w:pgNumType w:start="1"/><w:titlePg/>' if self._anew else ""
        references = (
            f'<w:headerReference w:type="default" r:id="{kind}"/><w:headerReference w:type="first" r:id="blank"/>'
        )
        turned = ' w:orient="landscape"' if page.landscape else ""
        frame = ""
        if page.frame:
            sides = "".join(
                f'<w:{side} w:val="double" w:sz="12" w:space="28" w:color="auto"/>'
                for side in ("top", "left", "bottom", "right")
            )
            frame = f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders>'
        return (
            f'<w:sectPr>{references}<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
            f'w:left="{twips(page.left)}" w:header="{twips(9.7)}" w:footer="{twips(5)}" w:gutter="0"/>'
            f"{frame}{counted}</w:sectPr>"
        )

    def _shape(self, size: float | None = None, **more: Any) -> Shape:
        return Shape(**{"size": size or self._document.size, "spacing": self._document.spacing, **more})

    def _heading(self, block: doc.Heading, room: float, keep: bool) -> str:
        self.styles.lists.close()
        style = f"Heading{block.level}" if block.level else "TitleLine"
        shape = self._shape(
            block.size,
            align=block.align,
            indent=block.indent,
            before=block.before,
            after=block.after,
            keep_next=True,
            together=True,
            style=style,
        )
        return self._p(runs(block.text, block.size), shape)

    def _paragraph(self, block: doc.Paragraph, room: float, keep: bool) -> str:
        size = block.size or self._document.size
        narrow = room - block.left - block.right < _NARROW or "__" in plain(block.text)
        align = "left" if narrow and block.align == "justify" else block.align
        prose = align == "justify"
        shape = self._shape(
            size,
            align=align,
            indent=block.indent if align in ("left", "justify") else 0.0,
            left=block.left,
            right=block.right,
            before=block.before,
            after=block.after,
            spacing=block.spacing or self._document.spacing,
            keep_next=block.keep_next or keep,
            together=block.together,
            hyphenate=prose and block.hyphenate,
        )
        item = self.styles.lists.item(block.text) if align in ("left", "justify") else None
        if item is None:
            return self._p(runs(block.text, size), shape)
        role, numbers, words = item
        return self._p(runs(words, size), shape._replace(style=role, numbers=numbers))

    def _fact(self, block: doc.Fact, room: float, keep: bool) -> str:
        if not plain(block.text).strip():
            return ""
        shape = self._shape(
            block.size,
            left=block.width,
            indent=-block.width,
            after=block.after,
            keep_next=keep,
            together=True,
            tabs=(Tab(block.width),),
            style="Fact",
        )
        return self._p(runs((Run(f"{block.label}\t"), *runs_of(block.text)), shape.size), shape)

    def _sides(self, block: doc.Sides, room: float, keep: bool) -> str:
        shape = self._shape(
            block.size,
            after=block.after,
            keep_next=keep,
            tabs=(Tab(room / 2, "center"), Tab(room, "right")),
            style="Sides",
        )
        text = (*runs_of(block.left), Run("\t"), *runs_of(block.center), Run("\t"), *runs_of(block.right))
        return self._p(runs(text, shape.size), shape)

    def _month_grid(self, block: MonthGrid, room: float, keep: bool) -> str:
        return "".join(self._made(one, room, keep) for one in month_blocks(block, room))

    def _table(self, block: doc.Table, room: float, keep: bool) -> str:
        table = WordTable(block, room, self.styles, keep or bool(block.note))
        said = []
        if block.caption:
            said.append(
                self._p(
                    runs(block.caption, block.size),
                    self._shape(block.size, before=block.before, after=2, keep_next=True, style="Caption"),
                )
            )
        elif block.before:
            said.append(self._p("", Shape(size=1, exact=block.before)))
        said.append(table.xml(self._progress))
        if block.note:
            said.append(
                self._p(
                    runs(block.note, 10), self._shape(10, before=4, after=block.after, keep_next=keep, style="Note")
                )
            )
        else:
            said.append(self._p("", Shape(size=1, exact=max(1.0, block.after), keep_next=keep)))
        return "".join(said)

    def _approvals(self, block: doc.Approvals, room: float, keep: bool) -> str:
        count = len(block.columns)
        gap = 5.5
        width = (room - 2 * gap) / 3 if count == 3 else 75.0
        gap = room - width if count == 1 else (room - count * width) / (count - 1)
        widths = [gap, width] if count == 1 else ([width, gap] * count)[:-1]
        rows = []
        empty = paragraph("", _TINY)
        merged = {2 * n for n, approval in enumerate(block.columns) if not approval.name}
        for part in range(4):
            filled = [self._approval_part(approval, part, width, block.size) or empty for approval in block.columns]
            rows.append([empty, *filled] if count == 1 else [piece for cell in filled for piece in (cell, empty)][:-1])
        return bare_table(widths, rows, merged if count > 1 else set()) + paragraph(
            "", Shape(size=1, exact=max(1.0, block.after))
        )

    def _approval_part(self, approval: doc.Approval, part: int, width: float, size: float) -> str:
        """The word, who, the line to sign on, the basis; an unsigned one has its basis under who."""
        if part == 0:
            return self.styles.paragraph(runs(approval.word, size), Shape(size=size, after=4, style="Approval"))
        said = Shape(size=size, style="Approval")
        basis = self.styles.paragraph(runs(approval.basis, size), said._replace(before=4)) if approval.basis else ""
        if part == 1:
            who = self.styles.paragraph(runs(approval.who, size) or " ", said) if plain(approval.who) else ""
            return who + (basis if not approval.name else "")
        if not approval.name:
            return ""
        if part == 2:
            shape = said._replace(before=16, tabs=(Tab(width, "right", ruled=True),))
            return self.styles.paragraph(runs((Run("\t\u00a0"), Run(approval.name)), size), shape)
        return basis

    def _signature(self, block: doc.Signature, room: float, keep: bool) -> str:
        size = block.size or self._document.size
        if block.mark:
            return self._signature_with_mark(block, size, room)
        line_at = room - _NAME_WIDTH - _SIGN_GAP - _SIGN_LINE
        letters = int((line_at - _SIGN_GAP) / (size * 0.175))  # a letter is about half its size wide
        position = "\n".join(
            part for typed in plain(block.position).split("\n") for part in textwrap.wrap(typed, letters) or [""]
        )
        tabs: tuple[Tab, ...]
        text: tuple[Run, ...]
        if block.instead:
            tabs = (Tab(line_at + _SIGN_LINE / 2, "center"), Tab(room - _NAME_WIDTH))
            text = (Run(f"{position}\t"), italic(block.instead, size - 2), Run(f"\t{block.name}"))
        else:
            tabs = (Tab(line_at), Tab(line_at + _SIGN_LINE, ruled=True), Tab(room - _NAME_WIDTH))
            text = (Run(f"{position}\t\t\t{block.name}"),)
        shape = self._shape(size, before=block.before, keep_next=keep, together=True, tabs=tabs, style="Signature")
        return self._p(runs(text, size), shape)

    def _signature_with_mark(self, block: doc.Signature, size: float, room: float) -> str:
        """Position and name with an empty place between them."""
        width, height = doc.MARK_SIZE
        shape = Shape(size=size, before=block.before, style="Signature")
        place = paragraph("", Shape(size=1, exact=height * 72 / 25.4))
        who, name = (self.styles.paragraph(runs(text, size), shape) for text in (block.position, block.name))
        cells = [who or place, place, name or place]
        return bare_table([room - width - _NAME_WIDTH, width, _NAME_WIDTH], [cells]) + paragraph("", _TINY)

    def _letterhead(self, block: doc.Letterhead, room: float, keep: bool) -> str:
        small = self._shape(10.5, align="center", style="Letterhead")
        large = self._shape(13, align="center", style="LetterheadName")
        said = [self._p(runs(line, 10.5), small) for line in block.above]
        said += [self._p(runs(name.upper(), 13), large) for name in block.names]
        said += [self._p(runs(line, 10.5), small) for line in block.address]
        return "".join(said) + self._rule(doc.Rule(1.0, after=14), room, keep)

    def _columns(self, block: doc.Columns, room: float, keep: bool) -> str:
        gap = (room - sum(side.width for side in block.sides)) / max(1, len(block.sides) - 1)
        widths, cells = [], []
        for n, side in enumerate(block.sides):
            if n:
                widths.append(gap)
                cells.append(paragraph("", _TINY))
            widths.append(side.width)
            cells.append("".join(self._made(inner, side.width, False) for inner in side.blocks) or paragraph("", _TINY))
        return bare_table(widths, [cells]) + paragraph("", Shape(size=1, exact=max(1.0, block.after), keep_next=keep))

    def _blank_line(self, block: doc.BlankLine, room: float, keep: bool) -> str:
        size = block.size or self._document.size
        label = f"{block.label} " if block.label else ""
        ending = f"\u00a0{block.ending}" if block.ending else ""
        ruled = (Tab(room, "right", ruled=True),)
        shape = self._shape(size, before=block.before, keep_next=keep, tabs=ruled, style="Blank")
        said = [self._p(runs(f"{label}\t{ending}", size), shape)]
        more = shape._replace(before=0.0, exact=24.0)
        said.extend(self.styles.paragraph(runs("\t", size), more) for _ in range(1, block.lines))
        return "".join(said)

    def _rule(self, block: doc.Rule, room: float, keep: bool) -> str:
        aside = 0.0 if block.width is None else (room - block.width) / 2
        return self._p(
            "",
            Shape(size=1, exact=1, left=aside, right=aside, after=block.after, border=block.thickness, keep_next=keep),
        )

    def _spacer(self, block: doc.Spacer, room: float, keep: bool) -> str:
        return self._p("", Shape(size=1, exact=block.height * 72 / 25.4, keep_next=keep))

    def _chart(self, block: doc.Chart, room: float, keep: bool) -> str:
        return self._p("", Shape(size=1, exact=max(1.0, block.before), keep_next=True)) + chart(
            block, room, keep, self.styles
        )

    def _foot(self, block: doc.Foot, room: float, keep: bool) -> str:
        frame = (
            f'<w:framePr w:w="{twips(room)}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" '
            'w:yAlign="bottom"/>'
        )
        return "".join(
            self.styles.paragraph(runs(line, block.size), Shape(block.align, block.size, frame=frame, style="Foot"))
            for line in block.lines
        ) + paragraph("", _TINY)  # what the frame is tied to: without it the frame would go with the next page


def _kept(blocks: Sequence[doc.Block]) -> list[bool]:
    """For each block whether it stays with the next: what stands before a signature does, over space and one line."""
    kept = [False] * len(blocks)
    for i, block in enumerate(blocks):
        if not isinstance(block, doc.Signature):
            continue
        company = 0
        for k in range(i - 1, -1, -1):
            if isinstance(blocks[k], doc.PageBreak) or company == _COMPANY:
                break
            kept[k] = True
            before = blocks[k]
            if isinstance(before, doc.Paragraph) and len(plain(before.text)) < _ONE_LINE:
                company += 1
            elif not isinstance(before, doc.Spacer | doc.Foot):
                break
    return kept


_LABELS, _NUMBERS = 62.0, 18.0  # mm
_THINNEST = 1.0
"""Part of a chart's width, mm, that is left at either side of a target's line."""
_PATTERNS = ("solid", "diagStripe", "pct10")
_SIZE = 9.5


def chart(block: doc.Chart, room: float, keep: bool, styles: Styles) -> str:
    """The chart with its legend above and its caption below; a target is a dashed line through all bars."""
    bars = room - _LABELS - _NUMBERS
    at = None if block.target is None else min(max(bars * block.target / block.top, _THINNEST), bars - _THINNEST)
    parts = [bars] if at is None else [at, bars - at]
    rows = [_row(block, each, parts, styles) for each in block.bars]
    if len(block.series) > 1:
        rows.insert(0, _legend(block, parts, styles))
    if block.target is not None:
        rows.append(_target(block, block.target, parts, styles))
    under = Shape("center", 12, before=4, after=block.after, keep_next=keep, together=True, style="Caption")
    caption = styles.paragraph(runs(block.caption, 12), under)
    return bare_table([_LABELS, *parts, _NUMBERS], rows, dashed=() if at is None else (1,)) + caption


def _legend(block: doc.Chart, parts: Sequence[float], styles: Styles) -> tuple[str, ...]:
    words = "".join(styles.paragraph(runs(title, _SIZE), _text("right")) for title in block.series)
    samples = "".join(_bar(n, parts[0], max(parts[0] - 12, 0.0)) for n in range(len(block.series)))
    return (words, samples, *(_empty() for _part in parts[1:]), _empty())


def _target(block: doc.Chart, target: float, parts: Sequence[float], styles: Styles) -> tuple[str, ...]:
    """What the dashed line stands for."""
    words = styles.paragraph(runs("целевое значение (пунктир)", _SIZE), _text("right"))
    number = styles.paragraph(runs(block.value_words(target), _SIZE), _text("left"))
    return (words, *(_empty() for _part in parts), number)


def _row(block: doc.Chart, each: doc.Bars, parts: Sequence[float], styles: Styles) -> tuple[str, ...]:
    """A line of the chart; a bar that goes over the target's line goes on in the cell behind it."""
    room = sum(parts)
    drawn: list[list[str]] = [[] for _part in parts]
    numbers = []
    for n, value in enumerate(each.values):
        left = room * (value or 0.0) / block.top
        for part, cell in zip(parts, drawn, strict=True):
            width = min(left, part)
            cell.append(_bar(n, part, part - width) if width > 0.2 else _empty())
            left -= width
        numbers.append(styles.paragraph(runs(block.value_words(value), _SIZE), _text("left")))
    label = styles.paragraph(runs(each.label, _SIZE), _text("right"))
    return (label, *("".join(cell) for cell in drawn), "".join(numbers))


def _text(align: doc.Align) -> Shape:
    return Shape(align, _SIZE, left=2.0, right=2.0, before=1, after=1, exact=11.0, keep_next=True, style="ChartText")


def _bar(series: int, room: float, rest: float) -> str:
    pattern = _PATTERNS[series % 3]
    aside = min(rest, room - 0.5)
    return paragraph("", Shape(size=6, right=aside, before=2, after=2, exact=9.0, keep_next=True, shade=pattern))


def _empty() -> str:
    return paragraph("", Shape(size=6, before=2, after=2, exact=9.0))
