"""A department's own workbook filled: `department-form`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_

if TYPE_CHECKING:
    from cluster_desk.core.form_lists import FormList, FormSheet
    from cluster_desk.core.records.forms import FilledCell
    from cluster_desk.reports.shared.form_lists import FilledLists
    from cluster_desk.reports.writers.excel.form import Filling


def _department_form(asked: Namespace) -> None:
    from cluster_desk.core.records.forms import DepartmentForm
    from cluster_desk.exchange.known_forms import cells_to_keep, known_form, lists_of_form
    from cluster_desk.reports.shared.form_lists import rows_of_lists
    from cluster_desk.reports.shared.periods import Period
    from cluster_desk.reports.writers.excel.form import fill, fillings, membership_days, read_form
    from cluster_desk.rules.checks.catalog import member_doubts

    sheets = read_form(asked.form)
    with closing(frame.open_desk(asked.file, read_only=not asked.remember)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        start, end = _days(asked, desk.read.today())
        period = Period(start, end, desk.read.today())
        stored = known_form(desk.read.load_all(DepartmentForm), asked.form.name, sheets)
        record = stored.copy() if stored else DepartmentForm(name=asked.form.name)
        record.cells = _with_told(record.cells, asked.set or (), sheets)
        choices = lists_of_form(desk.read, sheets, record.cells)
        filled = rows_of_lists(desk.read, choices.lists, period)
        numbers = fillings(desk.read, record.cells, period)
        members = member_doubts(desk.read, membership_days(record.cells, period))
        if not choices.lists and not numbers:
            raise UserError(
                _("“%s” has no list of events that is understood, and no number was chosen for its cells.")
                % asked.form.name,
                do=_('Tell what stands under a heading: --set "Sheet!B3=row_name", or choose it once in the window.'),
            )
        if asked.out:
            fill(asked.form, asked.out, numbers, filled.lists)
        if asked.remember:
            record.cells = cells_to_keep(record, choices.lists)
            desk.change(N_("Form of the department mapped"), record, subject=record.name)
    lost = [_("The heading “%s” chosen before is no longer there.") % words for words in choices.lost]
    value = {
        "form": asked.form.name,
        "known": stored.name if stored else None,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "lists": list(_lists(filled)),
        "numbers": [
            {"sheet": one.sheet, "cell": one.cell, "beside": one.beside, "value": one.value} for one in numbers
        ],
        "notes": [*lost, *filled.all_notes, *members],
        "written": str(asked.out) if asked.out else None,
    }
    frame.answer(asked, value, _lines(value, filled, numbers))


def _days(asked: Namespace, today: dt.date) -> tuple[dt.date, dt.date]:
    """The period asked for, else the quarter that ended last."""
    from cluster_desk.reports.shared.periods import quarter_before

    if (asked.start is None) != (asked.end is None):
        raise UsageError(_("--from and --to go together."))
    if asked.start is None:
        return quarter_before(today)
    if asked.end < asked.start:
        raise UsageError(_("The period ends before it begins."))
    return asked.start, asked.end


def _with_told(cells: list[FilledCell], told: Sequence[str], sheets: Sequence[FormSheet]) -> list[FilledCell]:
    """The cells chosen before with those told now: «Sheet!B3=row_name», «Sheet!C5=events»."""
    from cluster_desk.core.cell_names import cell_name
    from cluster_desk.core.form_lists import beside
    from cluster_desk.core.records.forms import FilledCell, FormValue
    from cluster_desk.core.russian.text import tidy

    results = list(cells)
    for words in told:
        place, _equals, code = words.rpartition("=")
        name, _mark, cell = place.rpartition("!")
        sheet = next((one for one in sheets if one.name == (name.strip("'") or sheets[0].name)), None)
        if code not in set(FormValue):
            listed = ", ".join(FormValue)
            raise UsageError(_("--set %(word)s: there is %(list)s") % {"word": words, "list": listed})
        where = [(y, x) for y, row in enumerate(sheet.rows if sheet else ()) for x in range(len(row))
                 if cell_name(y, x) == cell.upper().replace("$", "")]  # fmt: skip
        if sheet is None or not where:
            raise UsageError(_("--set %s: the form has no such cell") % words)
        (y, x), value = where[0], FormValue.of(code)
        known = tidy(sheet.rows[y][x]) if value.of_row else beside(sheet.rows, y, x)
        results = [one for one in results if (one.sheet, one.cell) != (sheet.name, cell_name(y, x))]
        results.append(FilledCell(sheet=sheet.name, cell=cell_name(y, x), beside=known, value=value))
    return results


def _lists(filled: FilledLists) -> Iterator[dict[str, Any]]:
    for one in filled.lists:
        yield {
            "sheet": one.of.sheet,
            "row": one.of.header + 1,
            "title": one.of.title,
            "months": one.of.months.value,
            "direction": one.of.direction,
            "organization_id": one.of.organization_id,
            "columns": [_column(one.of, at) for at in range(len(one.of.columns))],
            "events": len(one.rows),
            "added": one.added,
            "left_out": one.left_out,
            "notes": list(one.notes),
        }


def _column(of: FormList, at: int) -> dict[str, Any]:
    column = of.columns[at]
    value = column.value.value if column.value else None
    return {"cell": column.cell, "heading": column.heading, "value": value, "doubt": column.doubt}


def _lines(value: dict[str, Any], filled: FilledLists, numbers: Sequence[Filling]) -> Iterator[str]:
    from cluster_desk.reports.shared.form_lists import where_of

    for one in filled.lists:
        yield f"{where_of(one.of)}: {n_('%d event', '%d events', len(one.rows)) % len(one.rows)}"
    for number in numbers:
        yield f"{number.sheet}!{number.cell} ({number.beside}): {number.value:g}"
    for note in value["notes"]:
        yield f"? {note}"
    if value["written"]:
        yield _("Written: %s") % value["written"]


COMMANDS = {
    "department-form": frame.Command(
        N_("fill a department's own workbook: lists with events, cells with numbers; without --out it only tells"),
        _department_form,
        frame.FILE,
        frame.argument("form", "FORM.xlsx", N_("the workbook to be filled; it stays as it is"), type=Path),
        frame.argument("--out", "X.xlsx", N_("write the filled copy there"), type=Path),
        frame.argument("--from", "DATE", N_("the first day; without it the quarter that ended last"), dest="start",
                       type=frame.iso_day),
        frame.argument("--to", "DATE", N_("the last day"), dest="end", type=frame.iso_day),
        frame.argument("--as-of", "DATE", N_("the day that is taken for today, like 2026-01-31"), type=frame.iso_day),
        frame.argument("--set", "SHEET!CELL=WHAT", N_("what stands in a cell or under a heading; several times"),
                       action="append"),
        frame.argument("--remember", None, N_("remember it for this form, as the window does"), action="store_true"),
        frame.JSON,
    ),
}  # fmt: skip
