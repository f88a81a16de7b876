"""Charts of a workbook: Excel's own, over cells with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break

from cluster_desk.reports.document import Chart

_WIDTH, _HEIGHT = 17, 8  # cm
_LEAST = 16  # rows that a chart covers
_PAGE = 46  # rows of a printed page
_TARGET = "целевое значение"


Append = Callable[[Sequence[Any]], None]


def add_charts(tab: Any, charts: Sequence[Chart], row: int, append: Append) -> None:
    """Write the numbers of every chart below row `row`, and the chart beside them; `append` adds a row of cells."""
    for letter, width in (("A", 40), ("B", 18), ("C", 18), ("D", 18)):
        tab.column_dimensions[letter].width = width
    begins = row
    for chart in charts:
        needs = len(chart.bars) + _LEAST + 5
        if row > begins and row + needs - begins > _PAGE:
            tab.row_breaks.append(Break(id=row))
            begins = row
        row = _add(tab, chart, row, append)


def _add(tab: Any, chart: Chart, above: int, append: Append) -> int:
    """One chart; gives the last row that it takes."""
    series = [*chart.series, *([_TARGET] if chart.target is not None else [])]
    target = [chart.target] if chart.target is not None else []
    append([_bold(tab, chart.caption)])
    append(["", *(_bold(tab, title) for title in series)])
    for bars in chart.bars:
        append([bars.label, *bars.values, *target])
    top, count = above + 2, len(chart.bars)
    tab.add_chart(_drawn(tab, chart, top, count), f"A{top + count + 2}")
    for _row in range(_LEAST + 3):
        append([])
    return top + count + _LEAST + 3


def _drawn(tab: Any, chart: Chart, top: int, count: int) -> BarChart:
    drawn = BarChart()
    drawn.type = "col" if chart.target is not None else "bar"
    drawn.title = chart.caption
    drawn.width, drawn.height = _WIDTH, _HEIGHT
    drawn.legend.position = "b"
    last = 1 + len(chart.series)
    drawn.add_data(Reference(tab, min_col=2, max_col=last, min_row=top, max_row=top + count), titles_from_data=True)
    labels = Reference(tab, min_col=1, min_row=top + 1, max_row=top + count)
    drawn.set_categories(labels)
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if drawn.type == "bar":
        drawn.x_axis.scaling.orientation = "maxMin"
    if len(chart.series) == 1 and chart.target is None:
        drawn.legend = None
    if chart.target is not None:
        line = LineChart()
        line.add_data(Reference(tab, min_col=last + 1, min_row=top, max_row=top + count), titles_from_data=True)
        drawn += line
    return drawn


def _bold(tab: Any, text: str) -> Any:
    cell = WriteOnlyCell(tab, text)
    cell.font = Font(bold=True)
    return cell
