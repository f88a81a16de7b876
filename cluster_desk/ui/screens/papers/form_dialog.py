"""«Fill in the department's form»: click a cell, choose the number that belongs there; kept for the next time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFileDialog, QTableWidget, QTableWidgetItem, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import lengthened, with_ending
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.data.queries.members import choosable_organizations
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.periods import Period
from cluster_desk.reports.writers.excel.form import FormSheet, beside, fill, fillings, read_form, value_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import boxes, widgets

_NARROWEST, _WIDEST = 70, 320  # pixels of a column


class FormDialog(Dialog):
    """The form's sheets; the cells chosen show the numbers that go into them over the period."""

    def __init__(self, desk: Desk, form: Path, period: Period, parent: QWidget) -> None:
        self._desk, self._form = desk, form
        self._sheets = read_form(form)
        stored = next((one for one in desk.read.load_all(DepartmentForm) if one.name == form.name), None)
        self.record = stored.copy() if stored else DepartmentForm(name=form.name)
        self._cells_begun = list(self.record.cells)
        self.saved: Path | None = None
        self.sheet = _choice(_("Sheet"), [(each.name, each.name) for each in self._sheets])
        self.start = widgets.line_edit(_("Period from"), text=show_day(period.start))
        self.end = widgets.line_edit(_("Period till"), text=show_day(period.end))
        self.table = QTableWidget()
        self.table.setAccessibleName(_("Cells of the form"))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        nothing = ("", _("nothing is put here"))
        self.value = _choice(
            _("What goes into the cell"), [nothing, *((each.value, _(each.label)) for each in FormValue)]
        )
        organizations = [(str(each.id), each.title) for each in choosable_organizations(desk.read)]
        self.organization = _choice(_("Whose number"), [("", _("all organizations")), *organizations])
        self.months = _choice(_("Part of the year"), [(each.value, _(each.label)) for each in FormMonths])
        self.note = widgets.label("", "quiet", wrap=True)
        advice = _("Click a cell, choose the number that belongs there; next time the form is filled at once.")
        super().__init__(_("Fill in the department's form"), advice, self._body(), _("Fill and save…"), parent)
        self.resize(980, 620)
        self.sheet.currentIndexChanged.connect(self.show_sheet)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_cell())
        for each in (self.value, self.organization, self.months):
            each.activated.connect(lambda _index: self._put())
        for line in (self.start, self.end):
            line.editingFinished.connect(self.show_sheet)
        self.show_sheet()

    def _body(self) -> QWidget:
        above = widgets.row()
        for title, field in ((_("Sheet"), self.sheet), (_("Period from"), self.start), (_("Period till"), self.end)):
            above.addWidget(widgets.field_label(title))
            above.addWidget(field, 2 if field is self.sheet else 1)
        below = widgets.row()
        for choice in (self.value, self.organization, self.months):
            below.addWidget(choice, 1)
        layout = widgets.stack(spacing=8, of=(above, (self.table, 1), below, self.note))
        return widgets.holder(layout)

    @property
    def _sheet(self) -> FormSheet:
        return self._sheets[max(0, self.sheet.currentIndex())]

    def period(self) -> Period:
        """The period as typed. Raises UserError where a day is none."""
        days = []
        for line in (self.start, self.end):
            day = read_day(line.text(), self._desk.read.today().year)
            if day is None:
                raise UserError(_("“%s” is not a day.") % line.text(), do=_("Write the day as 31.01.2026."))
            days.append(day)
        return Period(days[0], days[1], self._desk.read.today())

    def show_sheet(self) -> None:
        """Show the chosen sheet's cells, with the numbers that will stand in those that were chosen."""
        rows = self._sheet.rows
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(len(rows[0]) if rows else 0)
        self.table.setHorizontalHeaderLabels([_letters(at) for at in range(self.table.columnCount())])
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                self.table.setItem(y, x, self._item(text, self._cell_at(y, x)))
        self.table.resizeColumnsToContents()
        for x in range(self.table.columnCount()):
            self.table.setColumnWidth(x, max(_NARROWEST, min(_WIDEST, self.table.columnWidth(x))))
        self.note.setText(_("Numbers chosen: %d") % len(self.record.cells))

    def _item(self, text: str, cell: FilledCell | None) -> QTableWidgetItem:
        if cell is None:
            return QTableWidgetItem(text)
        try:
            item = QTableWidgetItem(f"{value_of(self._desk.read, cell, self.period()):g}")
        except UserError as trouble:
            item = QTableWidgetItem("?")
            item.setToolTip(widgets.tip(trouble.what))
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _cell_at(self, y: int, x: int) -> FilledCell | None:
        name = f"{_letters(x)}{y + 1}"
        return next((one for one in self.record.cells if (one.sheet, one.cell) == (self._sheet.name, name)), None)

    def _show_cell(self) -> None:
        """The choices say what goes into the current cell."""
        cell = self._cell_at(self.table.currentRow(), self.table.currentColumn())
        _choose(self.value, cell.value.value if cell else "")
        _choose(self.organization, str(cell.organization_id or "") if cell else "")
        _choose(self.months, cell.months.value if cell else FormMonths.WHOLE.value)

    def _put(self) -> None:
        """Take what the choices say for the current cell."""
        y, x = self.table.currentRow(), self.table.currentColumn()
        if y < 0 or x < 0:
            self.note.setText(_("Choose a cell and the number that goes into it."))
            return
        if self._sheet.rows[y][x].startswith("="):
            self.note.setText(_("This cell holds a formula: it is computed by itself."))
            return
        cell = self._cell_at(y, x)
        if cell is not None:
            self.record.cells.remove(cell)
        if self.value.currentData():
            made = FilledCell(
                sheet=self._sheet.name,
                cell=f"{_letters(x)}{y + 1}",
                beside=beside(self._sheet.rows, y, x),
                value=FormValue.of(self.value.currentData()),
                organization_id=int(self.organization.currentData() or 0) or None,
                months=FormMonths.of(self.months.currentData()),
            )
            self.record.cells.append(made)
        self.table.setItem(y, x, self._item(self._sheet.rows[y][x], self._cell_at(y, x)))
        self.note.setText(_("Numbers chosen: %d") % len(self.record.cells))

    def take(self) -> None:
        """Keep the mapping, ask where to, write the filled form."""
        if not self.record.cells:
            self.note.setText(_("No cell has a number yet: choose it under the table."))
            return
        with messages.show_trouble(self):
            result = fillings(self._desk.read, self.record.cells, self.period())
            place = str(self._form.with_name(lengthened(self._form.stem, f" {show_day(self.period().end)}.xlsx")))
            asked, _kind = QFileDialog.getSaveFileName(self, _("Save the filled form"), place, "Excel (*.xlsx)")
            if not asked:
                return
            target = with_ending(asked, ".xlsx")
            fill(self._form, target, result)
            self._desk.change(N_("Form of the department mapped"), self.record, subject=self.record.name)
            self.saved = target
            self.accept()

    def is_changed(self) -> bool:
        return self.record.cells != self._cells_begun

    def lost_words(self) -> str:
        return _("What was chosen for the cells of the form is lost.")


def ask_for_form(desk: Desk, folder: str, period: Period, parent: QWidget) -> Path | None:
    """Choose a form and fill it in; the file written, None when it was given up."""
    result, _kind = QFileDialog.getOpenFileName(parent, _("Choose the form"), folder, "Excel (*.xlsx)")
    if result:
        with messages.show_trouble(parent):
            dialog = FormDialog(desk, Path(result), period, parent)
            dialog.exec()
            return dialog.saved
    return None


def _choice(name: str, choices: list[tuple[str, str]]) -> QComboBox:
    return boxes.combo(name, 0, [(title, code) for code, title in choices])


def _choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(max(0, box.findData(code)))


def _letters(at: int) -> str:
    """The name of a column: A, …, Z, AA."""
    return _letters(at // 26 - 1) + chr(65 + at % 26) if at >= 26 else chr(65 + at)
