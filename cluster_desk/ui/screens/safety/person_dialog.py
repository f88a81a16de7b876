"""«Что хранится о человеке…» (152-ФЗ): shown, written into a file, erased for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import file_name, with_ending
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.progress import Progress
from cluster_desk.data.privacy import copies as personal_copies
from cluster_desk.data.privacy import erase as personal
from cluster_desk.data.privacy.erase import Somebody
from cluster_desk.data.privacy.kept import PersonalDatum, personal_data_of
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets

_COLUMNS = (
    Column("record", N_("Where"), width=130, quiet=True),
    Column("title", N_("Record"), width=170),
    Column("field", N_("Which field"), width=130, quiet=True),
    Column("words", N_("Words"), width=240, elastic=True),
    Column("note", N_("To be known"), width=170, quiet=True),
)
_LISTED = 12  # copies told by name; of more only the number


class PersonDialog(Dialog):
    """All that the file keeps of one person; after erasing, its copies are looked through for the name."""

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, who: Somebody, settings: Settings, parent: QWidget) -> None:
        self._desk, self._who, self._settings = desk, who, settings
        self.kept = personal_data_of(desk.read, who)
        self.table = TableView(_("What is kept of the person"), _COLUMNS, lines=2)
        self.table.set_rows(
            [(number, one.record, one.title, one.field, one.words, one.note) for number, one in enumerate(self.kept)]
        )
        doubtful = sum(not one.sure for one in self.kept)
        self.doubtful = QCheckBox(_("Erase the places too that may be somebody else or another word: %d") % doubtful)
        self.doubtful.setVisible(doubtful > 0)
        self._strip = ProgressStrip()
        self._background = Background(self._strip, self._looked_in_vain)
        column = widgets.stack(spacing=8, of=((self.table, 1), self.doubtful, self._strip))
        title = _("What is kept of the person: %s") % who.words
        advice = _("The person's own fields, every text that names the person, and earlier values in history.")
        super().__init__(title, advice, column, _("Close"), parent)
        self.cancel.hide()
        self.export = widgets.button(_("Save to a file…"), self.write, icon="save")
        self.erase = widgets.button(_("Erase personal data…"), self.erase_all, icon="delete")
        self.erase.setEnabled(not desk.read_only and bool(self.kept))
        self.doubtful.setEnabled(not desk.read_only)
        self.add_aside(self.erase)
        self.add_aside(self.export)
        self.resize(880, 540)
        self.table.setFocus()

    def write(self) -> None:
        """Ask for a file and write into it what is kept."""
        name = file_name(self._who.words) or _("What is kept of the person")
        result, chosen = QFileDialog.getSaveFileName(
            self, _("Save to a file"), f"{name}.xlsx", "Excel (*.xlsx);;JSON (*.json)"
        )
        if result:
            as_json = "JSON" in chosen or result.lower().endswith(".json")
            with messages.show_trouble(self):
                write_person_report(self.kept, with_ending(result, ".json" if as_json else ".xlsx"))

    def erase_all(self) -> None:
        """Erase the person's data, when the user agrees; then look through the copies for the name."""
        agreed = messages.confirm(
            self,
            _("“%s” will be erased for good") % self._who.words,
            _("Name, post, phone and e-mail go out of the whole file and its history. This cannot be taken back."),
            _("Erase"),
            advice=_("Decisions and meetings stay; “(удалено)” stands where the name stood."),
        )
        if not agreed:
            return
        with messages.show_trouble(self):
            self._desk.erase(self._who, doubtful=self.doubtful.isChecked())
            for button in (self.erase, self.export, self.doubtful):
                button.setEnabled(False)
            title = _("Looking through the copies")
            self._background.start(title, self._look, self._describe, stopped=self._looked_in_vain)

    def reject(self) -> None:
        self._background.stop()
        super().reject()

    def _look(self, progress: Progress) -> list[Path]:
        """The copies that still hold the name; in another thread."""
        uuid = str(self._desk.read.value("SELECT uuid FROM cluster"))
        copies = personal_copies.copies_of(self._desk.path, uuid, self._settings.all_copies_folders())
        return personal_copies.copies_that_name(copies, self._who, progress)

    def _describe(self, holding: list[Path]) -> None:
        text = _("No copy holds the name.")
        if holding:
            more = len(holding) - _LISTED
            listed = [*map(shown, holding[:_LISTED]), *([_("and %d more") % more] if more > 0 else [])]
            text = _("Copies that still hold the name:\n%s") % "\n".join(listed)
        self._report_erased(text)

    def _looked_in_vain(self, *_error: object) -> None:
        self._report_erased(_("The copies were not looked through: they may still hold the name."))

    def _report_erased(self, text: str) -> None:
        advice = []
        if self._settings.second_copies and not self._settings.second_copies_folder():
            advice.append(
                _("The second place is not plugged in and was not looked through: %s") % self._settings.second_copies
            )
        left = sum(not one.sure for one in self.kept) if not self.doubtful.isChecked() else 0
        if left:
            words = n_("%d doubtful place was left as it is.", "%d doubtful places were left as they are.", left) % left
            advice.append(words)
        staying = [f"{one.record}: {one.title or one.words} ({one.note})" for one in self.kept if one.stays]
        if staying:
            more = [_("and %d more") % (len(staying) - _LISTED)] if len(staying) > _LISTED else []
            text += "\n" + _("Files that stay as they are:\n%s") % "\n".join([*staying[:_LISTED], *more])
        messages.inform(self, _("The personal data are erased"), text, " ".join(advice))
        self.accept()


def write_person_report(kept: Sequence[PersonalDatum], target: Path) -> None:
    """Write what is kept into a JSON file or, by default, an Excel one. Raises UserError when it cannot be written."""
    if target.suffix.lower() == ".json":
        from cluster_desk.core.file_writing import whole_file

        with whole_file(target, ".json") as file:
            file.write(json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=1).encode())
        return
    from cluster_desk.reports.document import Column as PaperColumn
    from cluster_desk.reports.document import Document, Row, Table
    from cluster_desk.reports.formats import write_paper

    columns = tuple(PaperColumn(words, 45) for words in ("Запись", "Название", "Поле", "Значение", "Примечание"))
    rows = tuple(Row((one.record, one.title, one.field, one.words, one.note)) for one in kept)
    write_paper(Document("Что хранится о человеке", (Table(columns, rows),)), target)


class PersonQuestion(Dialog):
    """`who` is the person meant, once the dialog was accepted."""

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self.who: Somebody | None = None
        self.name = widgets.line_edit(_("Surname, name, patronymic"), _("As the file writes it, or with initials"))
        self.problem = ProblemLine()
        column = widgets.stack(
            spacing=4, of=(widgets.label(_("Surname, name, patronymic"), "field"), self.name, self.problem, widgets.GAP)
        )
        advice = _("Also one who is in no list and only named in texts: a winner, a speaker, a guest.")
        super().__init__(_("Of whom?"), advice, column, _("Show"), parent)
        self.resize(460, 240)
        offer_names(self.name, [str(row[0]) for row in desk.read.rows("SELECT name FROM people ORDER BY name")])
        self.name.setFocus()

    def take(self) -> None:
        words = self.name.text().strip()
        people = personal.people_called(self._desk.read, words) if words else []
        if len(people) > 1:
            names = "; ".join(name for _row, name in people)
            self.problem.say(_("“%(name)s” may be several people: %(names)s.") % {"name": words, "names": names})
            return
        read = self._desk.read
        self.name.setFocus()
        try:
            who = personal.somebody(read, people[0][0]) if people else personal.somebody_called(read, words)
        except UserError as error:
            self.problem.say(f"{error.what} {error.do}")
            return
        if not personal_data_of(read, who):
            self.problem.say(_("There is nobody called “%s” in this file.") % words)
            return
        self.who = who
        self.accept()
