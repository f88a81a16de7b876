"""«Корзина»: what was deleted; brought back with all its parts, or forgotten for good."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.data import history
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.keeping.told_times import step_day
from cluster_desk.ui.look import widgets
from cluster_desk.ui.table.columns import Column
from cluster_desk.ui.table.table_view import TableView

_COLUMNS = (
    Column("title", N_("What"), width=280, elastic=True),
    Column("kind", N_("Kind"), width=150, quiet=True),
    Column("at", N_("Deleted"), width=140, order=lambda row: row[-1]),
    Column("who", N_("Who"), width=120, quiet=True),
)


class BinDialog(Dialog):
    """The deleted records of a file."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._deleted = history.bin_of(desk.read)
        self.table = TableView(_("Bin"), _COLUMNS)
        self.note = widgets.label("", "quiet")
        column = widgets.stack(spacing=8)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        body = QWidget()
        body.setLayout(column)
        advice = _("What was deleted stays here, with all that belongs to it, until the bin is emptied.")
        super().__init__(_("Bin"), advice, body, _("Bring back"), parent)
        self.cancel.setText(_("Close"))
        self.empty = widgets.button(_("Empty the bin…"), self.forget, icon="delete")
        self.add_aside(self.empty)
        self.resize(720, 480)
        self.table.opened.connect(lambda _key: self.take())
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the bin anew."""
        self._deleted = history.bin_of(self._desk.read)
        self.table.set_rows(
            [
                (number, one.title or _(one.record.LABEL), _(one.record.LABEL), step_day(one.step.at), one.step.user,
                 one.step.id)
                for number, one in enumerate(self._deleted)
            ]
        )  # fmt: skip
        count = len(self._deleted)
        words = n_("%d record in the bin", "%d records in the bin", count) % count
        self.note.setText(words if count else _("The bin is empty."))
        for button in (self.main, self.empty):
            button.setEnabled(bool(count) and not self._desk.read_only)
        if count:
            self.table.selectRow(0)

    def take(self) -> None:
        key = self.table.current_key()
        if key is None or self._desk.read_only:
            return
        one = self._deleted[key]
        try:
            rows = history.rows_of(self._desk.read, one.record, one.row)
            images = history.images_after(self._desk.read, rows, one.step.id - 1)
            self._desk.put_back(N_("Brought back from the bin"), images, subject=one.title)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.reload()

    def forget(self) -> None:
        """Empty the bin, when the user agrees."""
        count = len(self._deleted)
        agreed = messages.confirm(
            self,
            n_("%d record will be gone for good", "%d records will be gone for good", count) % count,
            _("The changes made up to now can then no longer be taken back. What is in use is not touched."),
            _("Empty the bin"),
            advice=_("Older copies of the file still hold these records."),
        )
        if not agreed:
            return
        try:
            self._desk.empty_bin()
        except UserError as error:
            messages.show_error(self, error)
        self.reload()
