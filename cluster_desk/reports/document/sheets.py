"""A document as the sheets of a workbook: one for each table, no word lost, unless its builder says them itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_desk.core.regex import regex
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.text import Run, Text, plain, runs_of

_BARRED = regex(r"[\[\]:*?/\\'\x00-\x1f\u00ad]")
_LONGEST = 31  # letters of a tab's name
_LOOSE_END = regex(r"[\s.,:;(–—-]+$|\s(?:[а-яё]{1,3}|№)$|\s\d+$", re.IGNORECASE)
"""What a name that was cut does not end with: a mark, a short word."""
_CAPTION = regex(r"^(?:Таблица|Рисунок)\s+[\d.]+\s+[—–-]\s+")
CHARTS = "Диаграммы"


def sheets_of(document: doc.Document) -> tuple[doc.Sheet, ...]:
    """The sheets of `document`: those its builder told, or each table with the text around it; names fit and differ.

    Of a pack first the cover, whose contents name the sheets, then those of every paper.
    """
    names: set[str] = set()
    if not document.appended:
        return _named(_own(document), names)
    cover = _own(document)
    names |= {"содержание"}
    parts = []
    for part in document.appended:
        own = _own(part) if isinstance(part, doc.Document) else [doc.Sheet(part.title, None, (part.path.name,))]
        parts.append(_named([_titled(sheet, part.title) for sheet in own], names))
    rows = tuple(
        doc.Row((n, part.title, ", ".join(sheet.name for sheet in sheets)))
        for n, (part, sheets) in enumerate(zip(document.appended, parts, strict=True), 1)
    )
    columns = (doc.Column("№", 12, "center"), doc.Column("Документ", 110), doc.Column("Лист", 58))
    lines = [line for sheet in cover for line in (*sheet.titles, *sheet.foot)]
    contents = doc.Sheet("Содержание", doc.Table(columns, rows), tuple(lines))
    return (contents, *(sheet for sheets in parts for sheet in sheets))


def _own(document: doc.Document) -> list[doc.Sheet]:
    return list(document.sheets) if document.sheets is not None else _derived(document)


def _titled(sheet: doc.Sheet, title: str) -> doc.Sheet:
    """A sheet of a paper in a pack is called after the paper."""
    return doc.Sheet(title, sheet.table, sheet.titles, sheet.foot, sheet.charts)


def _named(sheets: list[doc.Sheet], names: set[str]) -> tuple[doc.Sheet, ...]:
    return tuple(
        doc.Sheet(_name(sheet.name, names), sheet.table, sheet.titles, sheet.foot, sheet.charts) for sheet in sheets
    )


def _name(name: str, used: set[str]) -> str:
    """At most 31 letters, whole words, none that Excel bars, unlike every other tab whatever the case."""
    words = " ".join(_BARRED.sub(" ", _CAPTION.sub("", name)).split())
    words = words.capitalize() if words.isupper() and len(words) > 5 else words
    base = shortened(words, _LONGEST) or "Лист"
    result, n = base, 2
    while result.casefold() in used:
        ending = f" ({n})"
        result, n = shortened(base, _LONGEST - len(ending)) + ending, n + 1
    used.add(result.casefold())
    return result


def shortened(words: str, most: int) -> str:
    """Words in at most so many letters, cut between two of them where that leaves something."""
    cut = words[:most]
    if len(words) > most:
        cut = cut if words[most] == " " else cut.rpartition(" ")[0] or cut
        while _LOOSE_END.search(cut):
            cut = _LOOSE_END.sub("", cut)
    return _LOOSE_END.sub("", cut) if cut[-1:] in ":;,.—–-" else cut


def _derived(document: doc.Document) -> list[doc.Sheet]:
    sheets: list[doc.Sheet] = []
    lines: list[doc.SheetLine] = []
    charts: list[doc.Chart] = []
    name = document.title
    for block in document.blocks:
        if isinstance(block, doc.Chart):
            charts.append(block)
        elif isinstance(block, doc.Table):
            caption = [doc.SheetLine(block.caption)] if block.caption else []
            note = (doc.SheetLine(block.note),) if block.note else ()
            sheets.append(doc.Sheet(block.caption or name, block, (*lines, *caption), note))
            lines = []
        else:
            lines.extend(sheet_lines(block))
            if isinstance(block, doc.Heading) and block.level and sheets:
                name = plain(block.text)
            elif isinstance(block, doc.Paragraph) and block.align == "justify":
                name = document.title  # a heading of prose is none of the table behind it
    if sheets and lines:
        last = sheets[-1]
        sheets[-1] = doc.Sheet(last.name, last.table, last.titles, (*last.foot, *lines))
    elif lines or not sheets:
        sheets = [doc.Sheet(document.title, None, tuple(lines))]
    return [*sheets, *([doc.Sheet(CHARTS, None, charts=tuple(charts))] if charts else [])]


def lines_of(block: doc.Block) -> list[str]:
    """The text of a block that is no table, line by line, in no face."""
    return [line.text for line in sheet_lines(block)]


def sheet_lines(block: doc.Block) -> list[doc.SheetLine]:
    """The text of a block that is no table, line by line; what is only drawn gives nothing."""
    return [
        doc.SheetLine(plain(line), bold, align, _faces(line, bold))
        for text, bold, align in _said(block)
        for line in _lines_in(text)
        if plain(line).strip()
    ]


def _lines_in(text: Text) -> Iterator[Text]:
    """A text line by line, each part in its face."""
    if isinstance(text, str):
        yield from text.split("\n")
        return
    line: list[Run] = []
    for run in text:
        first, *others = run.text.split("\n")
        line.append(run._replace(text=first))
        for words in others:
            yield tuple(line)
            line = [run._replace(text=words)]
    yield tuple(line)


def _faces(line: Text, bold: bool) -> tuple[Run, ...]:
    """The parts of a line where some of them look otherwise than the whole."""
    runs = () if isinstance(line, str) else tuple(run for run in line if run.text)
    differs = any((run.bold, run.italic, run.struck) != (bold, False, False) for run in runs if run.text.strip())
    return runs if differs else ()


def _said(block: doc.Block) -> Iterator[tuple[Text, bool, doc.Align]]:
    match block:
        case doc.Heading():
            yield plain(block.text), True, block.align
        case doc.Paragraph():
            yield block.text, is_bold(block.text), "left" if block.align == "justify" else block.align
        case doc.Letterhead():
            yield from ((words, False, "center") for words in block.above)
            yield from ((name, True, "center") for name in block.names)
            yield from ((words, False, "center") for words in block.address)
        case doc.Foot():
            yield from ((words, False, block.align) for words in block.lines)
        case doc.Columns():
            for side in block.sides:
                for inner in side.blocks:
                    yield from _said(inner)
        case _:
            yield from ((words, False, "left") for words in _plainly(block))


def _plainly(block: doc.Block) -> Iterator[str]:
    """The lines of a block that stand left, in no face."""
    match block:
        case doc.Fact() if plain(block.text).strip():
            yield f"{block.label} {plain(block.text)}"
        case doc.Sides():
            yield "   ".join(filter(None, map(plain, (block.left, block.center, block.right))))
        case doc.Approvals():
            for one in block.columns:
                yield " ".join(filter(None, (one.word, plain(one.who), one.name, one.basis)))
        case doc.Signature():
            yield f"{plain(block.position)} {block.instead or '________________'} {block.name}"
        case doc.BlankLine():
            yield " ".join(filter(None, (block.label, "________________", block.ending)))


def is_bold(text: Text) -> bool:
    """Whether all words of a text are bold."""
    return not isinstance(text, str) and all(run.bold for run in runs_of(text) if run.text.strip())
