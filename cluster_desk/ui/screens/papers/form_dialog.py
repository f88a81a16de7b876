"""«Department's form»: its lists are filled with events, chosen cells with numbers; kept for the next time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QSplitter, QWidget

from cluster_desk.core.cell_names import cell_name
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import lengthened, with_ending
from cluster_desk.core.form_lists import FormList, FormSheet, ListColumn, beside
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.members import choosable_organizations
from cluster_desk.desk import Desk
from cluster_desk.exchange.known_forms import cells_to_keep, known_form, lists_of_form
from cluster_desk.reports.shared.form_lists import FilledLists, period_in_titles, rows_of_lists
from cluster_desk.reports.shared.periods import Period
from cluster_desk.reports.writers.excel.form import fill, fillings, membership_days, read_form, value_of
from cluster_desk.rules.checks.catalog import member_doubts
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import boxes, widgets
from cluster_desk.ui.screens.papers.form_preview import FormPreview
from cluster_desk.ui.screens.papers.period_buttons import PeriodButtons

_NOTES_NARROW, _NOTES_WIDE, _TABLE_WIDE = 190, 290, 800
_DAY_WIDTH = 104


class FormDialog(Dialog):
    """The form's sheets as they will be over the period; what stands under a heading or in a cell is chosen below.

    It begins with the period that the form's own titles name, and where they name none with `period`.
    """

    HELP: ClassVar[str] = "reports"

    def __init__(self, desk: Desk, form: Path, period: Period, parent: QWidget) -> None:
        self._desk, self._form = desk, form
        self._sheets = read_form(form)
        stored = known_form(desk.read.load_all(DepartmentForm), form.name, self._sheets)
        self.record = stored.copy() if stored else DepartmentForm(name=form.name)
        self._cells_begun = list(self.record.cells)
        self.saved: Path | None = None
        self.wants_another = False
        self.filled = FilledLists(())
        self._lost: list[str] = []
        asked = lists_of_form(desk.read, self._sheets, self.record.cells).lists
        period = period_in_titles(asked, desk.read.today()) or period
        self.quarters = PeriodButtons(period.start, desk.read.today(), self._take_period)
        self.sheet = _choice(_("Sheet"), [(each.name, each.name) for each in self._sheets])
        self.start = widgets.line_edit(_("Period from"), text=show_day(period.start), width=_DAY_WIDTH)
        self.end = widgets.line_edit(_("Period till"), text=show_day(period.end), width=_DAY_WIDTH)
        self.table = FormPreview()
        self.value = _values()
        organizations = [(str(each.id), each.title) for each in choosable_organizations(desk.read)]
        self.organization = _choice(_("Whose number"), [("", _("all organizations")), *organizations])
        self.months = _choice(_("Part of the year"), [(each.value, _(each.label)) for each in FormMonths])
        self.notes = QListWidget()
        self.notes.setAccessibleName(_("What to look at"))
        self.notes.setWordWrap(True)
        self.notes.setMinimumWidth(_NOTES_NARROW)
        self.notes.setSpacing(2)
        self.note = widgets.label("", "quiet", wrap=True)
        advice = _("Lists are filled with the events of the log, the form's own file stays as it is. To choose what "
                   "stands under a heading or which number goes into a cell, click it.")  # fmt: skip
        super().__init__(_("Department's form: %s") % form.name, advice, self._body(), _("Fill and save…"), parent)
        self.add_aside(widgets.button(_("Another form…"), self._ask_for_another, icon="folder_open"))
        self.resize(1120, 680)
        self.sheet.currentIndexChanged.connect(self.show_sheet)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_cell())
        for each in (self.value, self.organization, self.months):
            each.activated.connect(lambda _index: self._put())
        for line in (self.start, self.end):
            line.editingFinished.connect(self.fill_anew)
        self.fill_anew()
        self.sheet.setCurrentIndex(self._first_sheet())
        self.main.setFocus()

    def _body(self) -> QWidget:
        above = widgets.row(of=(self.quarters,))
        for title, field in ((_("Period from"), self.start), (_("Period till"), self.end), (_("Sheet"), self.sheet)):
            label = widgets.label(title, "field")
            above.addWidget(label)
            above.addWidget(field, 1 if field is self.sheet else 0)
            for each in (label, field) if field is self.sheet else ():
                each.setVisible(len(self._sheets) > 1)
        above.addStretch(0 if len(self._sheets) > 1 else 1)
        below = widgets.row()
        for choice in (self.value, self.organization, self.months):
            below.addWidget(choice, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.table)
        across.addWidget(self.notes)
        across.setChildrenCollapsible(False)
        across.setSizes([_TABLE_WIDE, _NOTES_WIDE])
        return widgets.holder(widgets.stack(spacing=8, of=(above, (across, 1), below, self.note)))

    @property
    def _sheet(self) -> FormSheet:
        return self._sheets[max(0, self.sheet.currentIndex())]

    def _first_sheet(self) -> int:
        """The first sheet with something that is filled; of sheets of parts of a year, that of the period."""
        months = f"{self.period().start.month}-{self.period().end.month}"
        named = [one.of.sheet for one in self.filled.lists if one.of.months.value == months]
        filled = [one.of.sheet for one in self.filled.lists if one.rows]
        first = next(iter([*named, *filled, *(one.sheet for one in self.record.cells)]), "")
        return next((at for at, one in enumerate(self._sheets) if one.name == first), 0)

    def period(self) -> Period:
        """The period as typed. Raises UserError where a day is none, or the last one comes first."""
        days = []
        for line in (self.start, self.end):
            day = read_day(line.text(), self._desk.read.today().year)
            if day is None:
                raise UserError(_("“%s” is not a day.") % line.text(), do=_("Write the day as 31.01.2026."))
            days.append(day)
        if days[1] < days[0]:
            raise UserError(_("The period ends before it begins."), do=_("Choose the first day before the last one."))
        return Period(days[0], days[1], self._desk.read.today())

    def _take_period(self, start: dt.date, end: dt.date) -> None:
        self.start.setText(show_day(start))
        self.end.setText(show_day(end))
        self.fill_anew()

    def fill_anew(self) -> None:
        """Work out what goes into the form with the period and the choices as they are, and show it."""
        trouble = ""
        members: list[str] = []
        self.filled = FilledLists(())
        try:
            period = self.period()
            self.quarters.show_period(period.start, period.end)
            with widgets.waiting():
                choices = lists_of_form(self._desk.read, self._sheets, self.record.cells)
                self._lost = choices.lost
                self.filled = rows_of_lists(self._desk.read, choices.lists, period)
                members = member_doubts(self._desk.read, membership_days(self.record.cells, period))
        except UserError as error:
            trouble = error.what
        self.show_sheet()
        lost = [_("The heading “%s” chosen before is no longer there.") % words for words in self._lost]
        self._show_notes([trouble] if trouble else [*lost, *self.filled.all_notes, *members])

    def _show_notes(self, notes: Sequence[str]) -> None:
        self.notes.clear()
        self.notes.addItems([f"{words[:1].upper()}{words[1:]}" for words in notes])
        self.notes.setVisible(bool(notes))
        numbers = sum(not one.value.of_row for one in self.record.cells)
        events = sum(len(one.rows) for one in self.filled.lists)
        parts = [_("Numbers chosen: %d") % numbers] if numbers or not self.filled.lists else []
        if self.filled.lists:
            parts.insert(0, n_("Lists: %(lists)d, with %(n)d event", "Lists: %(lists)d, with %(n)d events", events) % {
                "lists": len(self.filled.lists), "n": events})  # fmt: skip
        if notes:
            parts.append(n_("to look at: %d", "to look at: %d", len(notes)) % len(notes))
        self.note.setText("; ".join(parts))

    def show_sheet(self) -> None:
        """Show the chosen sheet with the rows and numbers that will stand in it."""
        cells = [one for one in self.record.cells if one.sheet == self._sheet.name and not one.value.of_row]
        self.table.show_form(self._sheet, self.filled.lists, {one.cell: self._number(one) for one in cells})

    def _number(self, cell: FilledCell) -> tuple[str, str]:
        """What a cell shows, and why it cannot be told."""
        try:
            return f"{value_of(self._desk.read, cell, self.period()):g}", ""
        except UserError as trouble:
            return "?", trouble.what

    def _cell_at(self, name: str) -> FilledCell | None:
        return next((one for one in self.record.cells if (one.sheet, one.cell) == (self._sheet.name, name)), None)

    def _column_at(self, name: str) -> tuple[FormList, ListColumn] | None:
        """The list and its column whose heading stands in a cell."""
        return next(
            ((one.of, column) for one in self.filled.lists for column in one.of.columns
             if (one.of.sheet, column.cell) == (self._sheet.name, name)),
            None,
        )  # fmt: skip

    def _show_cell(self) -> None:
        """The choices say what goes into the current cell, or stands under its heading."""
        name = cell_name(*self.table.place())
        cell, listed = self._cell_at(name), self._column_at(name)
        if listed is None:
            value = cell.value.value if cell else ""
            school, months = (cell.organization_id, cell.months) if cell else (None, FormMonths.WHOLE)
        else:
            value = listed[1].value.value if listed[1].value else ""
            school, months = listed[0].organization_id, listed[0].months
        _choose(self.value, value)
        _choose(self.organization, str(school or ""))
        _choose(self.months, months.value)

    def _put(self) -> None:
        """Take what the choices say for the current cell."""
        y, x = self.table.place()
        if y < 0 or x < 0:
            self.note.setText(_("Choose a cell and the number that goes into it."))
            return
        listed = self._column_at(cell_name(y, x))
        chosen = FormValue.of(self.value.currentData()) if self.value.currentData() else None
        text = self._sheet.rows[y][x]
        if text.startswith("="):
            self.note.setText(_("This cell holds a formula: it is computed by itself."))
            return
        if listed is not None and (chosen is None or chosen.of_row):
            self._put_column(listed[0], listed[1], chosen or FormValue.ROW_EMPTY)
        elif chosen is not None and chosen.of_row and not tidy(text):
            self.note.setText(_("This belongs under a heading: choose the cell with its words."))
            return
        else:
            self._replace(y, x, chosen)
        self.fill_anew()

    def _put_column(self, of: FormList, column: ListColumn, value: FormValue) -> None:
        """What a column of a list takes; the part of the year and the organization are those of the whole list."""
        places = {each.cell for each in of.columns}
        school, months = int(self.organization.currentData() or 0) or None, FormMonths.of(self.months.currentData())
        kept = [one for one in self.record.cells if (one.sheet, one.cell) != (of.sheet, column.cell)]
        made = FilledCell(sheet=of.sheet, cell=column.cell, beside=column.heading, value=value)
        self.record.cells = [*kept, made]
        for one in self.record.cells:
            if one.sheet == of.sheet and one.cell in places and one.value.of_row:
                one.organization_id, one.months = school, months

    def _replace(self, y: int, x: int, value: FormValue | None) -> None:
        """The number of a cell, or what stands under a heading that was none so far; nothing where that is chosen."""
        name = cell_name(y, x)
        cell = self._cell_at(name)
        if cell is not None:
            self.record.cells.remove(cell)
        if value is not None:
            rows = self._sheet.rows
            made = FilledCell(
                sheet=self._sheet.name,
                cell=name,
                beside=tidy(rows[y][x]) if value.of_row else beside(rows, y, x),
                value=value,
                organization_id=int(self.organization.currentData() or 0) or None,
                months=FormMonths.of(self.months.currentData()),
            )
            self.record.cells.append(made)

    def take(self) -> None:
        """Keep the mapping, ask where to, write the filled form."""
        lists = [one.of for one in self.filled.lists]
        if not any(not one.value.of_row for one in self.record.cells) and not lists:
            self.note.setText(_("No cell has a number yet: choose it under the table."))
            return
        with messages.show_trouble(self):
            period = self.period()
            result = fillings(self._desk.read, self.record.cells, period)
            place = str(self._form.with_name(lengthened(self._form.stem, f" {period.name}.xlsx")))
            asked, _kind = QFileDialog.getSaveFileName(self, _("Save the filled form"), place, "Excel (*.xlsx)")
            if not asked:
                return
            target = with_ending(asked, ".xlsx")
            fill(self._form, target, result, self.filled.lists)
            self._remember(lists)
            self.saved = target
            self.accept()

    def _remember(self, lists: Sequence[FormList]) -> None:
        """Keep what was chosen, where it is not kept already."""
        cells = cells_to_keep(self.record, lists)
        if self._desk.read_only or cells == self._cells_begun:
            return
        self.record.cells = cells
        self._desk.change(N_("Form of the department mapped"), self.record, subject=self.record.name)

    def _ask_for_another(self) -> None:
        self.wants_another = True
        self.reject()
        self.wants_another = not self.isVisible()

    def is_changed(self) -> bool:
        return self.record.cells != self._cells_begun

    def lost_words(self) -> str:
        return _("What was chosen for the cells of the form is lost.")


def fill_form(desk: Desk, form: str, folder: str, period: Period, parent: QWidget) -> tuple[str, Path | None]:
    """Fill in the form used last, else one that is chosen; gives the form, "" for none, and the file written."""
    while True:
        if not form or not Path(form).is_file():
            form, _kind = QFileDialog.getOpenFileName(parent, _("Choose the form"), folder, "Excel (*.xlsx)")
        if not form:
            return "", None
        dialog = _shown(desk, Path(form), period, parent)
        if dialog is None:
            return "", None
        if not dialog.wants_another:
            return form, dialog.saved
        folder, form = str(Path(form).parent), ""


def _shown(desk: Desk, form: Path, period: Period, parent: QWidget) -> FormDialog | None:
    """The dialog of a form when it is closed; None where the form cannot be read, which is told."""
    dialogs: list[FormDialog] = []
    with messages.show_trouble(parent):
        dialogs.append(FormDialog(desk, form, period, parent))
        dialogs[0].exec()
    return dialogs[0] if dialogs else None


def _values() -> QComboBox:
    """What may go into a cell, then what may stand under a heading."""
    box = _choice(_("What goes into the cell"), [("", _("nothing is put here"))])
    for rows in (False, True):
        box.insertSeparator(box.count())
        for each in FormValue:
            if each.of_row is rows:
                box.addItem(_(each.label), each.value)
    return box


def _choice(name: str, choices: list[tuple[str, str]]) -> QComboBox:
    return boxes.combo(name, 0, [(title, code) for code, title in choices])


def _choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(max(0, box.findData(code)))
