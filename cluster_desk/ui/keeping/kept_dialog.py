"""«Что хранится о человеке…» (152-ФЗ): shown, written into a file, erased for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import Person
from cluster_desk.data import personal
from cluster_desk.data.backup import backups_in
from cluster_desk.data.personal import Kept
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.table.columns import Column
from cluster_desk.ui.table.table_view import TableView

_COLUMNS = (
    Column("record", N_("Where"), width=130, quiet=True),
    Column("title", N_("Record"), width=190),
    Column("field", N_("Which field"), width=140, quiet=True),
    Column("words", N_("Words"), width=240, elastic=True),
)


class KeptDialog(Dialog):
    """All that the file keeps of one person; after erasing, the copies in `folders` are asked for the name."""

    def __init__(self, desk: Desk, person: Person, folders: Sequence[Path], parent: QWidget) -> None:
        assert person.id is not None
        self._desk, self._person, self._folders = desk, person, folders
        self.kept = personal.kept_of(desk.read, person.id)
        self.table = TableView(_("What is kept of the person"), _COLUMNS, lines=2)
        self.table.set_rows(
            [(number, one.record, one.title, one.field, one.words) for number, one in enumerate(self.kept)]
        )
        title = _("What is kept of the person: %s") % person.name
        advice = _("The person's own fields, and every text of the file that names the person.")
        super().__init__(title, advice, self.table, _("Close"), parent)
        self.cancel.hide()
        self.export = widgets.button(_("Save to a file…"), self.write, icon="save")
        self.erase = widgets.button(_("Erase personal data…"), self.erase_all, icon="delete")
        self.erase.setEnabled(not desk.read_only)
        self.add_aside(self.erase)
        self.add_aside(self.export)
        self.resize(820, 520)
        self.table.setFocus()

    def write(self) -> None:
        """Ask for a file and write into it what is kept."""
        told, _chosen = QFileDialog.getSaveFileName(
            self, _("Save to a file"), f"{self._person.name}.xlsx", "Excel (*.xlsx);;JSON (*.json)"
        )
        if told:
            try:
                write_kept(self.kept, Path(told))
            except UserError as error:
                messages.show_error(self, error)

    def erase_all(self) -> None:
        """Erase the person's data, when the user agrees; name the copies that still hold them."""
        agreed = messages.confirm(
            self,
            _("“%s” will be erased for good") % self._person.name,
            _("Name, phone and e-mail go out of the whole file and its history. This cannot be taken back."),
            _("Erase"),
            advice=_("Decisions and meetings stay; “(удалено)” stands where the name stood."),
        )
        if not agreed or self._person.id is None:
            return
        try:
            self._desk.erase(self._person.id)
        except UserError as error:
            messages.show_error(self, error)
            return
        copies = [copy.path for folder in self._folders for copy in backups_in(folder)]
        holding = personal.copies_that_name(copies, self._person.name)
        text = _("No copy holds the name.")
        if holding:
            text = _("Copies that still hold the name:\n%s") % "\n".join(str(path) for path in holding)
        messages.tell(self, _("The personal data are erased"), text)
        self.accept()


def write_kept(kept: Sequence[Kept], target: Path) -> None:
    """Write what is kept into a JSON file or, by default, an Excel one. Raises UserError when it cannot be written."""
    try:
        if target.suffix.lower() == ".json":
            target.write_text(json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=1), encoding="utf-8")
            return
        from cluster_desk.reports.document import Column as PaperColumn
        from cluster_desk.reports.document import Document, Row, Table
        from cluster_desk.reports.formats import write_paper

        columns = tuple(PaperColumn(words, 45) for words in ("Запись", "Название", "Поле", "Значение"))
        rows = tuple(Row((one.record, one.title, one.field, one.words)) for one in kept)
        write_paper(Document("Что хранится о человеке", (Table(columns, rows),)), target)
    except OSError as error:
        raise UserError(
            _("The file could not be written: %(path)s") % {"path": target},
            do=_("Choose another name or folder."),
        ) from error
