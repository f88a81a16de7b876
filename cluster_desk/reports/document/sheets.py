"""A document as the sheets of a workbook: one for each table, no word lost, unless its builder says them itself."""

from __future__ import annotations

import re

from cluster_desk.reports import document as doc
from cluster_desk.reports.document.text import plain

_BARRED = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def sheets_of(document: doc.Document) -> tuple[doc.Sheet, ...]:
    """The sheets of `document`: those its builder told, or each table with the text around it; names fit and differ."""
    sheets = document.sheets if document.sheets is not None else _derived(document)
    names: set[str] = set()
    return tuple(doc.Sheet(_name(sheet.name, names), sheet.table, sheet.titles, sheet.foot) for sheet in sheets)


def _name(name: str, used: set[str]) -> str:
    """At most 31 letters, none that Excel bars, unlike every other tab whatever the case."""
    base = " ".join(_BARRED.sub(" ", name).split())[:31].strip() or "Лист"
    result, n = base, 2
    while result.casefold() in used:
        ending = f" {n}"
        result, n = base[: 31 - len(ending)] + ending, n + 1
    used.add(result.casefold())
    return result


def _derived(document: doc.Document) -> list[doc.Sheet]:
    sheets: list[doc.Sheet] = []
    lines: list[str] = []
    name = document.title
    for entry in document.blocks:
        block = _numbers(entry) if isinstance(entry, doc.Chart) else entry
        if isinstance(block, doc.Table):
            sheets.append(
                doc.Sheet(name, block, (*lines, *filter(None, [block.caption])), tuple(filter(None, [block.note])))
            )
            lines = []
        else:
            lines.extend(lines_of(block))
            if isinstance(block, doc.Heading) and block.level > 1:
                name = plain(block.text)
    if not sheets:
        return [doc.Sheet(document.title, None, tuple(lines))]
    last = sheets[-1]
    sheets[-1] = doc.Sheet(last.name, last.table, last.titles, (*last.foot, *lines))
    return sheets


def _numbers(chart: doc.Chart) -> doc.Table:
    """What a chart shows, as a table."""
    columns = (doc.Column("", 90.0), *(doc.Column(title, 30.0, "right") for title in chart.series))
    return doc.Table(columns, tuple(doc.Row((each.label, *each.values)) for each in chart.bars), caption=chart.caption)


def lines_of(block: doc.Block) -> list[str]:
    """The text of a block that is no table, line by line; what is only drawn gives nothing."""
    match block:
        case doc.Heading() | doc.Paragraph():
            said = [plain(block.text)]
        case doc.Fact():
            said = [f"{block.label} {plain(block.text)}"] if plain(block.text).strip() else []
        case doc.Sides():
            said = ["   ".join(filter(None, map(plain, (block.left, block.center, block.right))))]
        case doc.Approvals():
            said = [" ".join(filter(None, (a.word, plain(a.who), a.name, a.basis))) for a in block.columns]
        case doc.Signature():
            said = [f"{plain(block.position)} {block.instead or '________________'} {block.name}"]
        case doc.Letterhead():
            said = [*block.above, *block.names, *block.address]
        case doc.BlankLine():
            said = [" ".join(filter(None, (block.label, "________________", block.ending)))]
        case doc.Foot():
            said = list(block.lines)
        case doc.Columns():
            said = [line for side in block.sides for inner in side.blocks for line in lines_of(inner)]
        case _:
            said = []
    return [line for text in said for line in text.split("\n") if line.strip()]
