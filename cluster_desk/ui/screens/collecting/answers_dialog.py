"""The answers that came: one a row, what each brings, what is doubtful; each goes through the review of documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.collecting import Collection
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.answers import Outlook, ReceivedAnswer, outlook, read_answers
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.exchange.importing.reviewed import ReviewedDocument
from cluster_desk.exchange.importing.senders import Senders
from cluster_desk.rules.matching import MatchedOrganization
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import HEADER_ROW
from cluster_desk.ui.screens.importing.dropping import DroppedFiles
from cluster_desk.ui.screens.importing.review import ImportReview

_ROW = 30
_COUNTS = (2, 3, 4)  # columns of numbers


class AnswersDialog(Dialog):
    """Shows `answers`; nothing is stored before one is accepted, here or in its review."""

    HELP = "collecting"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, answers: list[ReceivedAnswer], collection: Collection, parent: QWidget) -> None:
        self._desk, self.answers, self._collection = desk, list(answers), collection
        self._senders = Senders(desk.read, collection)
        self._outlooks: list[Outlook | None] = []
        self.review: ImportReview | None = None
        heads = (_("File or message"), _("School"), _("New"), _("Differs"), _("Doubts"), _("State"))
        self.table = _Table(heads, self.open_review)
        self.school = QComboBox()
        self.school.setAccessibleName(_("Whose answer it is"))
        widgets.offer(self.school, [(_("choose the school…"), None), *((one.title, one.id) for one in self._schools())])
        self.school.activated.connect(self._tell_school)
        self.note = widgets.label("", "quiet", wrap=True)
        below = widgets.row(spacing=8, of=(widgets.label(_("Whose answer it is"), "field"), (self.school, 1)))
        body = widgets.stack(spacing=8, of=((self.table, 1), below, self.note))
        advice = _("Enter opens the review of an answer. Whatever is accepted is one change that Ctrl+Z takes back.")
        super().__init__(_("Answers of schools"), advice, body, _("Accept all without doubts"), parent)
        self.cancel.setText(_("Close"))
        self.check = widgets.button(_("Review…"), self.open_review, icon="eye")
        self.more = widgets.button(_("More files…"), self.ask_for_more, icon="add")
        self.folder = widgets.button(_("A folder…"), self.ask_for_folder, icon="folder")
        for button in (self.folder, self.more, self.check):
            self.add_aside(button)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_current())
        DroppedFiles(self, self.add, lambda _paths: True)
        self.resize(1040, 560)
        self.refresh()
        self.table.setCurrentCell(0, 0)
        self.table.setFocus()

    def _schools(self) -> list[MatchedOrganization]:
        asked = {one.organization_id for one in self._collection.schools}
        return sorted(self._senders.schools, key=lambda one: (one.id not in asked, one.title))

    @property
    def current(self) -> ReceivedAnswer | None:
        """The answer that has the keyboard."""
        row = self.table.currentRow()
        return self.answers[row] if 0 <= row < len(self.answers) else None

    def refresh(self) -> None:
        """Work out anew what each answer would bring: an accepted one changes the others."""
        self._outlooks = []
        self.table.setRowCount(len(self.answers))
        for row, answer in enumerate(self.answers):
            proposal = None if answer.is_stored else answer.proposal(self._desk.read)
            found = outlook(proposal) if proposal else None
            self._outlooks.append(found)
            school = answer.sender.school.title if answer.sender.school else ""
            counts = [str(one or "") for one in (found.new, found.differs, found.doubts)] if found else ["", "", ""]
            self.table.show_row(row, [answer.name, school, *counts, self._state(answer, found)])
        self._show_current()

    def _state(self, answer: ReceivedAnswer, found: Outlook | None) -> str:
        if answer.trouble:
            return _("cannot be read")
        if answer.is_stored:
            return _("accepted")
        if found is None:
            return _("whose is it?")
        if found.is_all_known:
            return _("all in the file already")
        return _("to be reviewed") if found.doubts or found.differs else _("clear")

    def _show_current(self) -> None:
        answer = self.current
        open_ones = [place for place, one in enumerate(self.answers) if self._is_clear(place) and not one.is_stored]
        self.main.setEnabled(bool(open_ones) and not self._desk.read_only)
        may_review = answer is not None and not answer.trouble and not answer.is_stored and answer.sender.is_sure
        self.check.setEnabled(may_review)
        has_place = answer is not None and answer.document is not None and not answer.is_stored
        self.school.setEnabled(has_place)
        if answer is None:
            return
        row = answer.sender.school.id if answer.sender.school else None
        self.school.setCurrentIndex(max(0, self.school.findData(row)))
        perhaps = ", ".join(one.title for one in answer.sender.perhaps)
        hints = [answer.trouble, *answer.sender.remarks, _("Perhaps: %s") % perhaps if perhaps else ""]
        again = [one.name for one in self.answers if one is not answer and row and self._school_of(one) == row]
        hints.append(_("This school answered here once more: %s.") % ", ".join(again) if again else "")
        self.note.setText(" ".join(filter(None, hints)))

    @staticmethod
    def _school_of(answer: ReceivedAnswer) -> int | None:
        return answer.sender.school.id if answer.sender.school else None

    def _is_clear(self, place: int) -> bool:
        found = self._outlooks[place] if place < len(self._outlooks) else None
        return found is not None and not (found.doubts or found.differs) and not found.is_all_known

    def _tell_school(self) -> None:
        answer = self.current
        school = self._senders.school(self.school.currentData()) if self.school.currentData() is not None else None
        if answer is not None and school is not None:
            answer.tell_school(school)
            self.refresh()

    def open_review(self) -> None:
        """Review the answer that has the keyboard; whose it is is asked first where that is not known."""
        answer = self.current
        if answer is None or answer.document is None or answer.is_stored:
            return
        if not answer.sender.is_sure:
            self.note.setText(_("Choose below whose answer it is."))
            self.school.setFocus()
            return
        reviewed = ReviewedDocument(answer.document)
        reviewed.sender = answer.sender
        review = self.review = ImportReview(Path(answer.name or "—"), lambda _document: self._desk, self)
        review.stored.connect(lambda _report: self._was_stored(answer))
        review.finished.connect(review.deleteLater)
        review.open()
        with messages.show_trouble(self):
            review.show_reviewed(reviewed)

    def _was_stored(self, answer: ReceivedAnswer) -> None:
        answer.is_stored = True
        self.refresh()
        self._go_on()

    def _go_on(self) -> None:
        """The keyboard goes to the next answer that waits."""
        waiting = [place for place, one in enumerate(self.answers) if not one.is_stored and not one.trouble]
        if waiting:
            row = self.table.currentRow()
            self.table.setCurrentCell(next((place for place in waiting if place > row), waiting[0]), 0)
        self.table.setFocus()

    def take(self) -> None:
        """Accept every answer that has no doubt and differs in nothing, each as a change of its own."""
        stored = 0
        with widgets.waiting():
            for answer in self.answers:
                if answer.is_stored or answer.trouble:
                    continue
                proposal = answer.proposal(self._desk.read)
                found = outlook(proposal) if proposal else None
                if proposal is None or found is None or found.doubts or found.differs or found.is_all_known:
                    continue
                try:
                    import_document(self._desk, proposal)
                except (UserError, Problems) as error:
                    answer.trouble = str(error)
                    continue
                answer.is_stored = True
                stored += 1
        self.refresh()
        self.note.setText(n_("%d answer accepted", "%d answers accepted", stored) % stored)
        self._go_on()

    def ask_for_more(self) -> None:
        """Ask for further files."""
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Answers of schools"))
        self.add(list(map(Path, paths)))

    def ask_for_folder(self) -> None:
        """Ask for a folder of answers."""
        folder = QFileDialog.getExistingDirectory(self, _("Folder with answers"))
        self.add([Path(folder)] if folder else [])

    def add(self, paths: Sequence[Path]) -> None:
        """Read further files."""
        if paths:
            with messages.show_trouble(self), widgets.waiting():
                self.answers += read_answers(self._desk.read, paths, self._collection)
                self.refresh()


class _Table(QTableWidget):
    """Rows that Enter and a double click open."""

    def __init__(self, heads: Sequence[str], opened: object) -> None:
        super().__init__(0, len(heads))
        self._opened = opened
        self.setAccessibleName(_("Answers of schools"))
        for place, head in enumerate(heads):
            self.setHorizontalHeaderItem(place, _lined_up(QTableWidgetItem(head), place))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_ROW)
        header.setHighlightSections(False)
        for place, width in enumerate((0, 220, 76, 96, 86, 160)):
            mode = QHeaderView.ResizeMode.Interactive if place else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if width:
                self.setColumnWidth(place, width)
        self.doubleClicked.connect(lambda _index: self._open())

    def show_row(self, row: int, words: Sequence[str]) -> None:
        """Show a row's words."""
        for place, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(widgets.tip(text))
            self.setItem(row, place, _lined_up(item, place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if callable(self._opened):
            self._opened()


def _lined_up(item: QTableWidgetItem, place: int) -> QTableWidgetItem:
    """Words at the left, numbers at the right, a heading as what stands below it."""
    side = Qt.AlignmentFlag.AlignRight if place in _COUNTS else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
