"""A document as the sheets of a workbook: one for each table, no word lost, unless its builder says them itself."""

from __future__ import annotations

import re

from cluster_desk.reports.document import (
    Approvals,
    BlankLine,
    Block,
    Chart,
    Column,
    Columns,
    Document,
    Fact,
    Foot,
    Heading,
    Letterhead,
    Paragraph,
    Row,
    Sheet,
    Sides,
    Signature,
    Table,
)
from cluster_desk.reports.document.text import plain

_BARRED = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The sheets of `document`: those its builder told, or each table with the text around it; names fit and differ."""
    result = document.sheets if document.sheets is not None else _derived(document)
    names: set[str] = set()
    return tuple(Sheet(_name(sheet.name, names), sheet.table, sheet.titles, sheet.foot) for sheet in result)


def _name(name: str, used: set[str]) -> str:
    """At most 31 letters, none that Excel bars, unlike every other tab whatever the case."""
    base = " ".join(_BARRED.sub(" ", name).split())[:31].strip() or "Лист"
    result, n = base, 2
    while result.casefold() in used:
        ending = f" {n}"
        result, n = base[: 31 - len(ending)] + ending, n + 1
    used.add(result.casefold())
    return result


def _derived(document: Document) -> list[Sheet]:
    sheets: list[Sheet] = []
    lines: list[str] = []
    name = document.title
    for entry in document.blocks:
        block = _numbers(entry) if isinstance(entry, Chart) else entry
        if isinstance(block, Table):
            sheets.append(
                Sheet(name, block, (*lines, *filter(None, [block.caption])), tuple(filter(None, [block.note])))
            )
            lines = []
        else:
            lines.extend(lines_of(block))
            if isinstance(block, Heading) and block.level > 1:
                name = plain(block.text)
    if not sheets:
        return [Sheet(document.title, None, tuple(lines))]
    last = sheets[-1]
    sheets[-1] = Sheet(last.name, last.table, last.titles, (*last.foot, *lines))
    return sheets


def _numbers(chart: Chart) -> Table:
    """What a chart shows, as a table."""
    columns = (Column("", 90.0), *(Column(title, 30.0, "right") for title in chart.series))
    return Table(columns, tuple(Row((each.label, *each.values)) for each in chart.bars), caption=chart.caption)


def lines_of(block: Block) -> list[str]:
    """The text of a block that is no table, line by line; what is only drawn gives nothing."""
    match block:
        case Heading() | Paragraph():
            said = [plain(block.text)]
        case Fact():
            said = [f"{block.label} {plain(block.text)}"] if plain(block.text).strip() else []
        case Sides():
            said = ["   ".join(filter(None, map(plain, (block.left, block.center, block.right))))]
        case Approvals():
            said = [" ".join(filter(None, (a.word, plain(a.who), a.name, a.basis))) for a in block.columns]
        case Signature():
            said = [f"{plain(block.position)} {block.instead or '________________'} {block.name}"]
        case Letterhead():
            said = [*block.names, *block.address]
        case BlankLine():
            said = [" ".join(filter(None, (block.label, "________________", block.ending)))]
        case Foot():
            said = list(block.lines)
        case Columns():
            said = [line for side in block.sides for inner in side.blocks for line in lines_of(inner)]
        case _:
            said = []
    return [line for text in said for line in text.split("\n") if line.strip()]
