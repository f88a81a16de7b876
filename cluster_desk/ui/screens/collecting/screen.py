"""Requests to schools: a list, the form of each, and the ways of answers back into the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from cluster_desk.core.file_writing import file_name, with_ending
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.collecting import COLLECTIONS
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.answers import ReceivedAnswer, read_answers, read_messages
from cluster_desk.reports.school_form import school_form
from cluster_desk.rules.collecting import collection_doubts, message_words, new_collection
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.collecting.answers_dialog import AnswersDialog
from cluster_desk.ui.screens.collecting.chat_dialog import ChatDialog, WordsDialog
from cluster_desk.ui.screens.collecting.summary_dialog import SummaryDialog
from cluster_desk.ui.screens.importing.dropping import SUFFIXES, DroppedFiles

_FOLDER = "collecting"
_SAME_AGAIN = (
    "name", "events", "pupils", "teachers", "parents", "preschoolers", "others", "winners", "proposals", "contacts",
    "needs", "questions",
)  # fmt: skip


def _replied_chip(row: Row) -> Chip | None:
    if not row.asked_count:
        return None
    whole = row.replied >= row.asked_count
    icon = "checkmark_circle_filled" if whole else "circle_half_fill"
    return Chip(f"{row.replied} / {row.asked_count}", "ok" if whole else "info", icon, filled=False)


_COLLECTIONS = ListSpec(
    "collections",
    N_("Collecting from schools"),
    COLLECTIONS,
    "arrow_import",
    N_("Nothing is collected yet"),
    (N_("Request to schools begun"), N_("Request to schools changed"), N_("Request to schools deleted")),
    frozenset({"collecting", "members", "indicators"}),
    display={
        "name": {"elastic": True, "width": 260},
        "first_day": {"width": 110},
        "last_day": {"width": 110},
        "due": {"width": 120},
        "asked_count": {"width": 90, "hidden": True},
        "replied": {"width": 110, "chip": _replied_chip},
    },
    advice=N_("Tell what is asked, of which schools, by which day; the program makes one workbook for all."),
    add=N_("Ask schools…"),
    doubts=collection_doubts,
)


class CollectingScreen(DeclaredList):
    """The requests, their forms and the answers."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests | None = None) -> None:
        self._settings = settings
        self._form_button = widgets.button(_("Form"), icon="document_table")
        self._form_button.setToolTip(_("The form that schools fill in"))
        self._form_menu = QMenu()
        self._form_menu.addAction(_("One workbook for all…"), self.save_form)
        self._form_menu.addAction(_("A workbook for each school…"), self.save_personal_forms)
        self._form_menu.addAction(_("Words for chat and mail…"), self.show_message)
        widgets.give_mnemonics(self._form_menu)
        self._form_button.setMenu(self._form_menu)
        self._take = widgets.button(_("Take answers…"), self.ask_for_answers, icon="arrow_import")
        self._take.setToolTip(_("Files of schools; they may also be dropped here, whole folders too"))
        self._paste = widgets.button(_("From a chat…"), self.show_chat, icon="comment")
        self._summary = widgets.button(_("Summary…"), self.show_summary, icon="table")
        actions = (self._form_button, self._take, self._paste, self._summary)
        super().__init__(desk, settings, _COLLECTIONS, _("Collecting from schools"), actions, requests)
        self.dialog: AnswersDialog | ChatDialog | SummaryDialog | WordsDialog | None = None
        self._pasted: dict[int, tuple[str, list[ReceivedAnswer]]] = {}
        if not desk.read_only:
            DroppedFiles(self, self.take_files, lambda _paths: True)
        for button in (self._take, self._paste):
            button.setEnabled(not desk.read_only)

    def new_record(self) -> Record:
        """A request for the quarter under way, of all schools."""
        return new_collection(self.desk.read, self.desk.read.today())

    def again(self, record: Record) -> Record | None:
        """The same questions for the next quarter."""
        if not isinstance(record, Collection):
            return None
        made = new_collection(self.desk.read, self.desk.read.today())
        for name in _SAME_AGAIN:
            setattr(made, name, getattr(record, name))
        made.indicators = [type(one)(indicator_id=one.indicator_id) for one in record.indicators]
        return made

    def chosen(self) -> Collection | None:
        """The request that is chosen, else the latest one; where there is none, it is told to begin with."""
        if not self.form.may_leave():
            return None
        here = self.current_record()
        rows = self.table.list_model.rows
        key = here[1] if here is not None else rows[0].id if rows else None
        collection = self.desk.read.load(Collection, key) if key is not None else None
        if collection is None:
            messages.inform(self, _("Begin a request first"), _(_COLLECTIONS.advice))
        return collection

    def save_form(self) -> None:
        """Write the one workbook for all, then show the words that go with it."""
        from cluster_desk.reports.writers.excel.school_form import write_school_form

        collection = self.chosen()
        if collection is None:
            return
        start = Path(self._folder()) / file_name(f"{collection.name} {collection.code}", ".xlsx")
        result, _kind = QFileDialog.getSaveFileName(self, _("Save the form"), str(start), "Excel (*.xlsx)")
        if result:
            with messages.show_trouble(self), widgets.waiting():
                path = with_ending(result, ".xlsx")
                write_school_form(school_form(self.desk.read, collection), path)
                self._settings.folders[_FOLDER] = str(path.parent)
                self._tell_words(collection)

    def save_personal_forms(self) -> None:
        """Write a workbook for each school into a folder, with what is known of it filled in."""
        collection = self.chosen()
        if collection is None:
            return
        result = QFileDialog.getExistingDirectory(self, _("Folder for the workbooks"), self._folder())
        if result:
            with messages.show_trouble(self), widgets.waiting():
                self.write_personal_forms(collection, Path(result))
                self._settings.folders[_FOLDER] = result
                self._tell_words(collection)

    def write_personal_forms(self, collection: Collection, folder: Path) -> None:
        """The workbooks themselves."""
        from cluster_desk.reports.writers.excel.school_form import write_school_form

        for one in collection.schools:
            form = school_form(self.desk.read, collection, one.organization_id)
            write_school_form(form, folder / file_name(f"{collection.code} {form.school}", ".xlsx"))

    def show_message(self) -> None:
        """Show the words that go with the form."""
        collection = self.chosen()
        if collection is not None:
            self._tell_words(collection)

    def _tell_words(self, collection: Collection) -> None:
        self.dialog = WordsDialog(_("Words for chat and mail"), message_words(collection), self)
        self.dialog.show_over()

    def ask_for_answers(self) -> None:
        """Ask for the files that schools sent."""
        collection = self.chosen()
        if collection is None:
            return
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = f"{_('Documents and tables')} ({patterns});;{_('All files')} (*)"
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Answers of schools"), self._folder(), kinds)
        if paths:
            self._settings.folders[_FOLDER] = str(Path(paths[0]).parent)
            self.take_answers([Path(one) for one in paths], collection)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were dropped elsewhere, as answers to the request that is chosen or the latest one."""
        collection = self.chosen()
        if collection is not None:
            self.take_answers(paths, collection)

    def take_answers(self, paths: Sequence[Path], collection: Collection) -> None:
        """Read files and folders and show what they bring."""
        with messages.show_trouble(self), widgets.waiting():
            self.show_answers(read_answers(self.desk.read, paths, collection), collection)

    def show_answers(self, answers: list[ReceivedAnswer], collection: Collection) -> None:
        """Show answers, one a row."""
        self.dialog = AnswersDialog(self.desk, answers, collection, self)
        self.dialog.show_over()

    def show_chat(self) -> None:
        """Ask for words copied from a chat."""
        collection = self.chosen()
        if collection is not None:
            words, answers = self._pasted.get(collection.id or 0, ("", []))
            left = words if any(not one.is_stored for one in answers) else ""
            self.dialog = ChatDialog(lambda text: self._take_words(text, collection), self, left)
            self.dialog.show_over()

    def _take_words(self, text: str, collection: Collection) -> bool:
        answers = read_messages(self.desk.read, text, collection)
        if answers:
            self._pasted[collection.id or 0] = text, answers
            self.show_answers(answers, collection)
        return bool(answers)

    def show_summary(self) -> None:
        """Show schools by questions."""
        collection = self.chosen()
        if collection is not None and collection.id is not None:
            self.dialog = SummaryDialog(self.desk, collection.id, self.show_answers, self)
            self.dialog.show_over()

    def _folder(self) -> str:
        return start_folder(self._settings, _FOLDER)

    def show_record(self, kind: str, row: int) -> None:
        """Show a request."""
        self.go_to(row)
