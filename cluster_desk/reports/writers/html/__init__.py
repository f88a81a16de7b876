"""A document as one self-contained web page that also prints well; a chart is an inline vector drawing."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import as_cell, placed
from cluster_desk.reports.document.month_grid import MonthGrid
from cluster_desk.reports.document.month_table import month_blocks
from cluster_desk.reports.document.text import Run, Text, plain
from cluster_desk.reports.document.typography import tie

_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#e8e8e8;color:#000;font-family:"Times New Roman",Tinos,"Liberation Serif",serif}
.page{background:#fff;margin:8mm auto;box-shadow:0 0 4px #888}
p,h1,h2,h3,.line{margin:0}
h1,h2,h3,.line{font-weight:bold}
table{border-collapse:collapse;table-layout:fixed;max-width:100%}
th,td{border:.5pt solid #000;padding:1mm 1.5mm;vertical-align:top;text-align:left;line-height:1.15}
th,td{overflow-wrap:break-word}
th{text-align:center;vertical-align:middle}
tr{break-inside:avoid}
caption{text-align:left;padding-bottom:2pt}
.prose{hyphens:auto}
.fact,.row,.sign{display:flex}
.row{justify-content:space-between;gap:5mm}
.sign{align-items:flex-end;break-inside:avoid;break-before:avoid}
.sign .who{flex:1}.sign .rule{width:38mm;border-bottom:.5pt solid #000;text-align:center}
.sign .name{width:36mm;margin-left:4mm}
.blank{display:flex;gap:1mm;align-items:flex-end}.blank span{flex:1;border-bottom:.5pt solid #000}
.note{font-size:10pt}
a{color:inherit;text-decoration:none}
.framed{position:relative}
.framed::before{content:"";position:absolute;inset:10mm;border:4pt double #000;pointer-events:none}
@media print{body{background:none}
.page{margin:0;box-shadow:none}.page:not(.framed){padding:0!important;width:auto!important}.page+.page{break-before:page}}
"""


def write(document: doc.Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path`. Raises UserError when it cannot be saved, Cancelled when the user stopped it."""
    text = _Html(document).page()
    progress.report(1, 1)
    with whole_file(path, ".html") as file:
        file.write(text.encode())


class _Html:
    """Makes the page of a document's blocks."""

    def __init__(self, document: doc.Document) -> None:
        self._document = document
        self._makers: dict[type, Callable[[Any], str]] = {
            doc.Heading: _heading,
            doc.Paragraph: self._paragraph,
            doc.Fact: self._fact,
            doc.Sides: self._sides,
            doc.Table: _table,
            doc.Approvals: _approvals,
            doc.Signature: self._signature,
            doc.Letterhead: _letterhead,
            doc.Columns: self._columns,
            doc.BlankLine: self._blank_line,
            doc.Rule: _rule,
            doc.Spacer: _spacer,
            doc.Foot: _foot,
            MonthGrid: self._month,
            doc.Chart: chart,
        }

    def page(self) -> str:
        """The whole file."""
        document = self._document
        pages = [self._opening(document.page)]
        for block in document.blocks:
            if isinstance(block, doc.PageBreak):
                pages.append(f"</section>{self._opening(block.page or document.page, block.mark)}")
            else:
                pages.append(self._made(block))
        sheet = document.page
        margins = "0" if sheet.frame else f"{sheet.top}mm {sheet.right}mm {sheet.bottom}mm {sheet.left}mm"
        numbers = "@page{@top-center{content:counter(page)}}@page:first{@top-center{content:none}}\n"
        return (
            f'<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{escape(document.title)}</title>\n'
            f"<style>{_STYLE}@page{{size:{sheet.size}{' landscape' if sheet.landscape else ''};margin:{margins}}}\n"
            f"@page wide{{size:A4 landscape}}\n{numbers if sheet.numbered and not sheet.frame else ''}"
            f"body{{font-size:{document.size:g}pt;line-height:{document.spacing * 1.149:.3f}}}</style>\n"
            f"</head>\n<body>\n{''.join(pages)}</section>\n</body>\n</html>\n"
        )

    def _opening(self, page: doc.Page, mark: str = "") -> str:
        name = f' id="{mark}"' if mark else ""
        wide = ";page:wide" if page.landscape and not self._document.page.landscape else ""
        wide += f";height:{page.height - 1:g}mm" if page.frame else ""
        return (
            f'<section{name} class="page{" framed" if page.frame else ""}" style="width:{page.width:g}mm;'
            f"padding:{page.top:g}mm {page.right:g}mm {page.bottom:g}mm "
            f'{page.left:g}mm{wide}">\n'
        )

    def _made(self, block: doc.Block) -> str:
        return self._makers[type(block)](block) + "\n"

    def _paragraph(self, block: doc.Paragraph) -> str:
        prose = block.align == "justify"
        style = _style(
            size=block.size,
            align=block.align,
            before=block.before,
            after=block.after,
            indent=block.indent if block.align in ("left", "justify") else 0.0,
        )
        if block.left or block.right:
            style += f";padding:0 {block.right:g}mm 0 {block.left:g}mm"
        kind = ' class="prose"' if prose and block.hyphenate else ""
        return f'<p{kind} style="{style}">{_inline(block.text, prose)}</p>'

    def _fact(self, block: doc.Fact) -> str:
        if not plain(block.text).strip():
            return ""
        return (
            f'<div class="fact" style="{_style(size=block.size, after=block.after)}">'
            f'<span style="flex:0 0 {block.width:g}mm">'
            f"{_inline(block.label)}</span><span>{_inline(block.text)}</span></div>"
        )

    def _sides(self, block: doc.Sides) -> str:
        parts = "".join(f"<span>{_inline(text)}</span>" for text in (block.left, block.center, block.right))
        return f'<div class="row" style="{_style(size=block.size, after=block.after)}">{parts}</div>'

    def _signature(self, block: doc.Signature) -> str:
        rule = (
            f'<span class="rule" style="border:0"><i>{escape(block.instead)}</i></span>'
            if block.instead
            else '<span class="rule"></span>'
        )
        if block.mark:
            width, height = doc.MARK_SIZE
            rule = f'<span style="width:{width:g}mm;height:{height:g}mm"></span>'
        return (
            f'<div class="sign" style="{_style(size=block.size, before=block.before)}">'
            f'<span class="who">{_inline(block.position)}'
            f'</span>{rule}<span class="name">{_inline(block.name)}</span></div>'
        )

    def _month(self, block: MonthGrid) -> str:
        return "".join(map(self._made, month_blocks(block, self._document.page.text_width)))

    def _columns(self, block: doc.Columns) -> str:
        sides = "".join(
            f'<div style="width:{side.width:g}mm">{"".join(map(self._made, side.blocks))}</div>' for side in block.sides
        )
        return f'<div class="row" style="{_style(after=block.after)}">{sides}</div>'

    def _blank_line(self, block: doc.BlankLine) -> str:
        first = (
            f'<div class="blank" style="{_style(size=block.size, before=block.before)}">'
            f"{_inline(block.label)}<span>&nbsp;</span>"
            f"{_inline(block.ending)}</div>"
        )
        return first + '<div class="blank"><span>&nbsp;</span></div>' * (block.lines - 1)


def _style(
    *, size: float | None = None, align: str = "", before: float = 0.0, after: float = 0.0, indent: float = 0.0
) -> str:
    """CSS of a block: points for size and gaps, millimetres for the indent."""
    parts = []
    if size:
        parts.append(f"font-size:{size:g}pt")
    if align and align != "left":
        parts.append(f"text-align:{align}")
    if before:
        parts.append(f"margin-top:{before:g}pt")
    if after:
        parts.append(f"margin-bottom:{after:g}pt")
    if indent:
        parts.append(f"text-indent:{indent:g}mm")
    return ";".join(parts)


def _inline(text: Text, prose: bool = False) -> str:
    """Text with its faces; typed line ends are kept."""
    if isinstance(text, str):
        return escape(tie(text, prose)).replace("\n", "<br>")
    tied = tie("".join(run.text for run in text), prose)
    said, at = [], 0
    for run in text:
        said.append(_faced(run, escape(tied[at : at + len(run.text)]).replace("\n", "<br>")))
        at += len(run.text)
    return "".join(said)


def _faced(run: Run, said: str) -> str:
    for wanted, tag in ((run.bold, "b"), (run.italic, "i"), (run.struck, "s")):
        if wanted:
            said = f"<{tag}>{said}</{tag}>"
    style = ";".join(
        filter(
            None,
            (f"font-size:{run.size:g}pt" if run.size else "", f"letter-spacing:{run.spaced:g}pt" if run.spaced else ""),
        )
    )
    said = f'<span style="{style}">{said}</span>' if style else said
    return f'<a href="#{run.page_of}">{said}</a>' if run.page_of else said


def _heading(block: doc.Heading) -> str:
    tag, kind = (f"h{block.level}", "") if block.level else ("div", ' class="line"')
    style = _style(size=block.size, align=block.align, before=block.before, after=block.after, indent=block.indent)
    return f'<{tag}{kind} style="{style}">{_inline(block.text)}</{tag}>'


def _table(block: doc.Table) -> str:
    columns = "".join(f'<col style="width:{column.width:g}mm">' for column in block.columns)
    caption = f"<caption>{_inline(block.caption)}</caption>" if block.caption else ""
    header = ""
    if block.has_header:
        rows = "".join(f"<tr>{''.join(map(_header_cell, row))}</tr>" for row in block.header_cells())
        header = f"<thead>{rows}</thead>"
    body = "".join(_rows(row, block) for row in block.rows)
    note = f'<p class="note">{_inline(block.note)}</p>' if block.note else ""
    style = _style(size=block.size, before=block.before, after=block.after)
    return (
        f'<table style="width:{block.width:g}mm;{style}">{caption}'
        f"<colgroup>{columns}</colgroup>{header}<tbody>\n{body}</tbody></table>"
        f"{note}"
    )


def _rows(row: doc.Row | doc.Section | doc.Group, table: doc.Table) -> str:
    if isinstance(row, doc.Section):
        return f'<tr><th scope="rowgroup" colspan="{len(table.columns)}">{_inline(row.text)}</th></tr>\n'
    if isinstance(row, doc.Row):
        return _row(row, table)
    count = len(row.rows)
    first = _row(row.rows[0], table, {column: f' rowspan="{count}"' for column in row.merged if count > 1})
    return first + "".join(_row(step, table, dict.fromkeys(row.merged)) for step in row.rows[1:])


def _row(row: doc.Row, table: doc.Table, spans: dict[int, str | None] | None = None) -> str:
    """A row; `spans`: a column's rowspan, None for a cell covered from above."""
    cells = []
    for at, content, covers in placed(row, len(table.columns)):
        cell = as_cell(content)
        span = (spans or {}).get(at, "")
        if span is not None:
            align = cell.align or table.columns[at].align
            looks = [] if align in ("left", "justify") else [f"text-align:{align}"]
            looks += ["background:#e0e0e0"] if cell.grey else []
            style = f' style="{";".join(looks)}"' if looks else ""
            across = f' colspan="{covers}"' if covers > 1 else ""
            said = _cell_text(cell)
            cells.append(
                f"<td{span}{across}{style}>{f'<b>{said}</b>' if (row.total or cell.bold) and said else said}</td>"
            )
    height = f' style="height:{row.min_height:g}mm"' if row.min_height else ""
    return f"<tr{height}>{''.join(cells)}</tr>\n"


def _header_cell(header: doc.HeaderCell) -> str:
    _column, covers, cell, covered = header
    if covered:
        return ""
    across = f' colspan="{covers}"' if covers > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    scope = "colgroup" if covers > 1 else "col"
    return f'<th scope="{scope}"{across}{down}>{_cell_text(cell)}</th>'


def _cell_text(cell: doc.Cell) -> str:
    return _inline(cell.text)


def _approvals(block: doc.Approvals) -> str:
    justify = ";justify-content:flex-end" if len(block.columns) == 1 else ""
    width = 53 if len(block.columns) == 3 else 75
    columns = "".join(f'<div style="width:{width}mm">{_approval(approval)}</div>' for approval in block.columns)
    return f'<div class="row" style="{_style(size=block.size, after=block.after)}{justify}">{columns}</div>'


def _approval(approval: doc.Approval) -> str:
    sign = (
        f'<div class="blank" style="margin-top:14pt"><span></span>{_inline(approval.name)}</div>'
        if approval.name
        else ""
    )
    return (
        f'<p style="margin-bottom:4pt">{_inline(approval.word)}</p><p>{_inline(approval.who)}</p>{sign}'
        f'<p style="margin-top:4pt">{_inline(approval.basis)}</p>'
    )


def _letterhead(block: doc.Letterhead) -> str:
    names = "".join(
        f'<div class="line" style="text-align:center;font-size:13pt">{_inline(name.upper())}</div>'
        for name in block.names
    )
    above, address = (
        "".join(f'<p style="text-align:center;font-size:10.5pt">{_inline(line)}</p>' for line in lines)
        for lines in (block.above, block.address)
    )
    return f"{above}{names}{address}{_rule(doc.Rule(1.0, after=14))}"


def _rule(block: doc.Rule) -> str:
    width = "" if block.width is None else f"width:{block.width:g}mm;"
    return f'<hr style="{width}border:0;border-top:{block.thickness:g}pt solid #000;margin:2pt auto {block.after:g}pt">'


def _spacer(block: doc.Spacer) -> str:
    return f'<div style="height:{block.height:g}mm"></div>'


def _foot(block: doc.Foot) -> str:
    lines = "<br>".join(map(_inline, block.lines))
    return f'<p style="{_style(size=block.size, align=block.align, before=30)}">{lines}</p>'


_WIDTH, _LABELS, _NUMBERS, _BAR, _GAP = 640.0, 230.0, 60.0, 11.0, 8.0
_FILLS = ("#444", "url(#hatch)", "#e0e0e0")


def chart(block: doc.Chart) -> str:
    """The bars with their numbers, a legend above, the caption below."""
    said, y = [], 4.0
    if len(block.series) > 1:
        for n, title in enumerate(block.series):
            at = _LABELS + n * 150
            said.append(_rect(n, at, y, 16) + f'<text x="{at + 22:g}" y="{y + 10:g}">{escape(title)}</text>')
        y += 22
    scale = (_WIDTH - _LABELS - _NUMBERS) / block.top
    for each in block.bars:
        height = len(block.series) * (_BAR + 1)
        middle = y + height / 2 + 4
        said.append(f'<text x="{_LABELS - 6:g}" y="{middle:g}" text-anchor="end">{escape(each.label)}</text>')
        for n, value in enumerate(each.values):
            width, top = (value or 0.0) * scale, y + n * (_BAR + 1)
            words = escape(block.value_words(value))
            said.append(_rect(n, _LABELS, top, width))
            said.append(f'<text x="{_LABELS + width + 4:.1f}" y="{top + 9:g}">{words}</text>')
        y += height + _GAP
    if block.target is not None:
        at = _LABELS + block.target * scale
        said.append(f'<path d="M{at:.1f} 4V{y:g}" stroke="#000" stroke-dasharray="4 3"/>')
    hatch = (
        '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V4" stroke="#000"/></pattern></defs>'
    )
    return (
        f'<figure style="margin:{block.before:g}pt 0 {block.after:g}pt"><svg viewBox="0 0 {_WIDTH:g} {y:g}" '
        f'width="100%" font-size="11" role="img" aria-label="{escape(block.caption)}">{hatch}{"".join(said)}</svg>'
        f'<figcaption style="text-align:center">{escape(block.caption)}</figcaption></figure>'
    )


def _rect(series: int, x: float, y: float, width: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{_BAR:g}" fill="{_FILLS[series % 3]}" '
        'stroke="#000" stroke-width=".5"/>'
    )
