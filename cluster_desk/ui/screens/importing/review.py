"""The review of a document that was read: row by row, doubts one by one; nothing is stored before «Accept all»."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QStackedWidget, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.progress import Progress
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.batch import Report, counted_words
from cluster_desk.exchange.importing.proposal import LeftRow, OfferedRow, Proposal, ProposalPart, State
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.giving_row import GivingRow
from cluster_desk.ui.frame.help import HelpWindow
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT, NARROW_WINDOW
from cluster_desk.ui.screens.importing.columns_dialog import ColumnsDialog
from cluster_desk.ui.screens.importing.correct_dialog import CorrectDialog
from cluster_desk.ui.screens.importing.dropping import DroppedFiles, are_documents
from cluster_desk.ui.screens.importing.review_question import QuestionPanel, accept_doubts
from cluster_desk.ui.screens.importing.review_table import Halves, ReviewTable, read_words

if TYPE_CHECKING:
    from cluster_desk.exchange.importing.reviewed import ReviewedDocument

_FILTERS: dict[str, tuple[str, State | None]] = {
    "all": (N_("All rows"), None),
    "doubts": (N_("Doubts"), State.DOUBT),
    "skipped": (N_("Skipped"), State.SKIPPED),
}


_SUMMARY, _LEAST_OF_CHECKED = 200, 800


class ImportReview(QDialog):
    """Reads `path`, shows what was found, and puts it into a file when the user accepts.

    `desk_for` gives the file for what was found; None means that the user thought better of it. `columns` are roles by
    the words over columns that were told before. `reading` reads otherwise than `path` alone is read. `stored` tells
    the report after the file was changed, `columns_told` what was told of columns here; `rejected` that nothing was
    stored.
    """

    stored = Signal(object)
    columns_told = Signal(object)

    def __init__(
        self,
        path: Path,
        desk_for: Callable[[ParsedDocument], Desk | None],
        parent: QWidget | None = None,
        columns: Mapping[str, str] | None = None,
        reading: Callable[[Progress], ReviewedDocument] | None = None,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._path, self._desk_for, self._columns = path, desk_for, columns or {}
        self._reviewed: ReviewedDocument | None = None
        self._desk: Desk | None = None
        self.is_of_new_file = False  # begun for this document, and gone with it
        self._as_read: list[object] = []
        self.proposal: Proposal | None = None
        self.tables: list[ReviewTable] = []
        self.tabs = QButtonGroup(self)
        self._chips = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        self._tab_row = widgets.row((MARGIN_LEFT, 0, MARGIN_RIGHT, 0), 20)
        self.checked = widgets.label("", "quiet")
        self.halves = Halves(path.name)
        self._stack = QStackedWidget()
        self.panel = QuestionPanel()
        self.summary = widgets.ElidedLabel("")
        self.summary.setMinimumWidth(_SUMMARY)  # rather the buttons give up their words
        self.strip = ProgressStrip()
        self.background = Background(self.strip, self._fail)
        self.cancel = widgets.button(_("Cancel"), self.reject)
        self.skip = widgets.button(_("Skip the row"), self.toggle_skip, icon="dismiss")
        self.offered = widgets.button("", self.take_offered)
        self.correct_row = widgets.button(_("Correct…"), self.correct, icon="edit")
        self.columns_of_table = widgets.button(_("Columns…"), self.tell_columns, icon="table")
        self.left = widgets.button("", self.show_left, look="link")
        self.next = widgets.button(_("Next doubt"), self.next_doubt, icon="chevron_down")
        self.accept_all = widgets.button(_("Accept all"), self.store, look="primary")
        self._lay_out()
        self._connect()
        self._enable(False)
        DroppedFiles(self, self.add_applications, self._may_add)

    def read(self) -> None:
        """Begin to read the document, in another thread."""
        from cluster_desk.exchange.importing.reviewed import ReviewedDocument

        def work(progress: Progress) -> ReviewedDocument:
            if self._reading is not None:
                return self._reading(progress)
            return ReviewedDocument.read(self._path, self._columns, progress)

        title = _("Reading “%(name)s”") % {"name": self._path.name}
        self.background.start(title, work, self.show_reviewed, self._fail, self.reject)

    def show_help(self) -> HelpWindow:
        """Show the help on reading documents; the window's own F1 does not reach over this one."""
        help_window = HelpWindow(self)
        help_window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_window.show_topic("import")
        return help_window

    def _lay_out(self) -> None:
        self.setWindowTitle(_("What was read"))
        widgets.ground(self, "surface")
        self.setMinimumSize(640, 320)
        parent = self.parentWidget()
        if parent is not None:
            self.resize(parent.window().size())
        self._tab_row.addStretch(1)
        tabs = QWidget()
        tabs.setLayout(self._tab_row)
        above = (self._header(), tabs, widgets.line(), self.halves, (self._stack, 1))
        below = (widgets.line(), self.panel, widgets.line(), self._foot(), self.strip)
        self.setLayout(widgets.stack(of=(*above, *below)))

    def _header(self) -> QWidget:
        self._title = widgets.label(_("What was read"), "title")
        row = widgets.row((MARGIN_LEFT, 6, MARGIN_RIGHT, 6), of=(self._title, widgets.GAP))
        for key in _FILTERS:
            chip = widgets.button("", look="chip")
            widgets.make_one_of(chip)
            chip.setChecked(key == "all")
            chip.clicked.connect(self._narrow)
            self._chips.addButton(chip)
            self.chips[key] = chip
            row.addWidget(chip)
        row.addSpacing(8)
        widgets.fill(row, self.left, self.checked)
        header = widgets.holder(row)
        header.setMinimumHeight(HEADER_HEIGHT)
        return header

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setVisible(self.width() >= NARROW_WINDOW)  # the window is called so too
        self.checked.setVisible(self.width() >= _LEAST_OF_CHECKED)

    def _foot(self) -> GivingRow:
        safe = widgets.ElidedLabel(_("Nothing is stored before “Accept all”; it can be undone later."), "small")
        row = widgets.row((MARGIN_LEFT, 10, MARGIN_RIGHT, 10))
        row.addLayout(widgets.stack(spacing=2, of=(self.summary, safe)), 1)
        widgets.fill(row, self.cancel, self.columns_of_table, self.correct_row, self.skip, self.offered, self.next)
        widgets.fill(row, self.accept_all)
        return GivingRow(row)

    def _connect(self) -> None:
        self.panel.answered.connect(self.answer)
        self.panel.day_typed.connect(self._answer_day)
        self.next.setToolTip("F8")
        self.accept_all.setToolTip("Ctrl+Enter")
        self.skip.setToolTip(_("Space"))
        self.correct_row.setToolTip("F2")
        self.columns_of_table.setToolTip("F4")
        self.left.setToolTip(_("Show what was not taken"))
        for keys, act in (
            ("F8", self.next_doubt),
            ("F2", self.correct),
            ("F4", self.tell_columns),
            ("Ctrl+Return", self.store),
            ("Ctrl+Enter", self.store),
            ("Ctrl+PgDown", partial(self._turn, 1)),
            ("Ctrl+PgUp", partial(self._turn, -1)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.show_help)

    def _enable(self, ready: bool) -> None:
        seen: tuple[QWidget, ...] = (self.halves, self.panel, self.offered, *self.chips.values())
        for each in (self.skip, self.next, self.accept_all, self.correct_row, self.columns_of_table, *seen):
            each.setEnabled(ready)
        for each in seen:
            each.setVisible(self.proposal is not None)  # nothing bare while it is read, or cannot be

    def show_reviewed(self, reviewed: ReviewedDocument) -> None:
        """Show what was read, in the file that it is for."""
        result = reviewed.document
        if result.is_empty() and not any(left.doubts for left in result.left_alone):
            messages.inform(
                self,
                _("Nothing was found in “%(name)s”") % {"name": self._path.name},
                _("It holds no plan, members, council or log that the program could recognize. Nothing was changed."),
                _("Check that it is the right document: lists and agendas are found in tables with headings."),
            )
            self.reject()
            return
        self._desk = self._desk_for(result)
        if self._desk is None:
            self.reject()
            return
        self._reviewed = reviewed
        self.show_proposal(reviewed.proposal(self._desk.read))

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the rows of `proposal`, beginning with the first part that has any."""
        self._as_read = proposal.decisions()
        self._lay_out_tabs(proposal)
        self._enable(True)
        self._show_tab(0)
        self._describe()

    def _lay_out_tabs(self, proposal: Proposal) -> None:
        self.proposal = proposal
        for number, table in enumerate(self.tables):
            tab = self._tab(number)
            self.tabs.removeButton(tab)
            self._tab_row.removeWidget(tab)
            self._stack.removeWidget(table)
            tab.deleteLater()
            table.deleteLater()
        self.tables = []
        for part in proposal.parts:
            if part.rows:
                self._add_tab(part)

    def _show_anew(self) -> None:
        """Show what a correction made of the document, at the place where it was made."""
        assert self._reviewed is not None
        assert self._desk is not None
        area, place = self.table.part.area, self.table.current_key()
        self._lay_out_tabs(self._reviewed.proposal(self._desk.read, self.proposal))
        areas = [table.part.area for table in self.tables]
        self._show_tab(areas.index(area) if area in areas else 0)
        if place is not None:
            self.table.go_to(min(place, len(self.table.part.rows) - 1))
        self._describe()

    def correct(self) -> None:
        """Correct the words of the current row."""
        row = self.table.current_row() if self.tables else None
        fields = self._reviewed.fields(row) if row and self._reviewed else []
        if row is None or not fields or self._reviewed is None:
            return
        dialog = CorrectDialog(fields, row.place(), self)
        if dialog.exec() and dialog.changed:
            self._reviewed.correct(row, dialog.changed)
            self._show_anew()
        dialog.deleteLater()

    def tell_columns(self) -> None:
        """Tell what the columns of the current row's table hold, and read the document so."""
        row = self.table.current_row() if self.tables else None
        grid = self._reviewed.table(row.row) if self._reviewed and row else None
        columns = self._reviewed.columns(row.row) if self._reviewed and row else None
        if grid is None or columns is None or self._reviewed is None or row is None:
            return
        dialog = ColumnsDialog(grid, columns, self._reviewed.roles(row.row), self)
        if dialog.exec():
            self._reviewed.tell_columns(row.row, dialog.columns)
            self._show_anew()
        dialog.deleteLater()

    def _may_add(self, paths: Sequence[Path]) -> bool:
        """Whether these may be further applications to the event of this review."""
        return bool(self._reviewed and self._reviewed.event is not None and self.tables) and are_documents(paths)

    def add_applications(self, paths: Sequence[Path]) -> None:
        """Read further applications into this review."""
        if self._reviewed is not None:
            with messages.show_trouble(self), widgets.waiting():
                self._reviewed.add_applications(paths)
                self._show_anew()

    def take_offered(self) -> None:
        """Take every row of this tab that is offered."""
        self.table.part.take_offered()
        self.refresh()

    def show_left(self) -> None:
        """Show what was not taken."""
        places = [place for place, table in enumerate(self.tables) if table.part.area == "left"]
        if places:
            self._show_tab(places[0])
            self.chips["all"].click()

    def _add_tab(self, part: ProposalPart) -> None:
        table = ReviewTable(part)
        table.current_moved.connect(lambda *_: self._show_question())
        table.skip_asked.connect(self.toggle_skip)
        table.answer_asked.connect(self._answer_by_key)
        tab = widgets.button("", look="tab")
        widgets.make_one_of(tab)
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.addButton(tab, len(self.tables))
        tab.clicked.connect(partial(self._show_tab, len(self.tables)))
        self._tab_row.insertWidget(len(self.tables), tab)
        self.tables.append(table)
        self._stack.addWidget(table)

    def _tab(self, number: int) -> QPushButton:
        tab = self.tabs.button(number)
        assert isinstance(tab, QPushButton)
        return tab

    @property
    def table(self) -> ReviewTable:
        """The table of the tab shown."""
        return self.tables[self.tabs.checkedId()]

    def _show_tab(self, number: int, _checked: bool = False) -> None:
        self.tabs.button(number).setChecked(True)
        self._stack.setCurrentWidget(self.table)
        self.halves.follow(self.table)
        if self.table.current_key() is None and self.table.list_model.rowCount():
            self.table.go_to(self.table.list_model.key(0))
        self.table.setFocus()
        self._narrow()

    def _turn(self, step: int) -> None:
        if self.tables:
            self._show_tab((self.tabs.checkedId() + step) % len(self.tables))

    def _narrow(self) -> None:
        chosen = next(key for key, chip in self.chips.items() if chip.isChecked())
        if self.tables:
            self.table.show_only(_FILTERS[chosen][1])
        self._describe()

    def _show_question(self) -> None:
        row = self.table.current_row() if self.tables else None
        self.panel.show_row(row, (self.table.current_key() or 0) + 1 if self.tables else 0)
        untaken = isinstance(row, OfferedRow) and row.skipped
        again = _("Take the row") if untaken else _("Take the row again")
        self.skip.setText(again if row and row.skipped else _("Skip the row"))
        self.skip.setEnabled(row is not None and not isinstance(row, LeftRow))
        self.correct_row.setEnabled(bool(row and self._reviewed and self._reviewed.fields(row)))
        has_table = bool(row and self._reviewed and self._reviewed.table(row.row))
        self.columns_of_table.setEnabled(has_table and self.table.part.area in ("plan", "participants", "left"))

    def _describe(self) -> None:
        """Write all counts anew."""
        if self.proposal is None:
            return
        for number, table in enumerate(self.tables):
            tab = self._tab(number)
            doubts = sum(row.state is State.DOUBT for row in table.part.rows)
            tab.setText(f"{_(table.part.title)} {len(table.part.counted)}")
            wide = QFontMetrics(theme.font(10, strong=True)).horizontalAdvance(tab.text())  # the chosen one is semibold
            tab.setMinimumWidth(wide + 8 + (22 if doubts else 0))
            text = _("%(tab)s, doubts: %(count)d") % {"tab": tab.text(), "count": doubts}
            tab.setAccessibleName(text if doubts else tab.text())
            icons.take_off(tab)
            if doubts:
                icons.apply_look(tab, "question_circle_filled", 16, "warn")
        states = Counter(row.state for row in self.table.part.rows)
        counts = {"all": len(self.table.part.rows), "doubts": states[State.DOUBT], "skipped": states[State.SKIPPED]}
        for key, (label, _state) in _FILTERS.items():
            self.chips[key].setText(f"{_(label)} {counts[key]}")
        in_all = sum(row.state is State.DOUBT for table in self.tables for row in table.part.rows)
        if in_all > counts["doubts"]:  # a tab without doubts is not a document without them
            words = {"here": counts["doubts"], "all": in_all}
            self.chips["doubts"].setText(_("Doubts here %(here)d, in all %(all)d") % words)
        rows = [row for row in self.proposal.rows() if not isinstance(row, OfferedRow) or not row.skipped]
        rows = [row for row in rows if not isinstance(row, LeftRow) or row.questions]
        doubts = sum(row.state is State.DOUBT for row in rows)
        self.checked.setText(_("Checked %(done)d of %(all)d") % {"done": len(rows) - doubts, "all": len(rows)})
        self.next.setEnabled(doubts > 0)
        self.summary.set_whole(_("Read: %(what)s") % {"what": read_words(self.proposal)})
        offered = self.table.part.offered()
        offer = self.table.part.offer if offered else None
        self.offered.setVisible(offer is not None)
        self.offered.setText(offer(len(offered)) if offer else "")
        told = self._reviewed.document.accounting if self._reviewed else None
        self.left.setVisible(bool(told and told.words))
        self.left.setText(told.sentence() if told else "")
        self._show_question()

    def refresh(self) -> None:
        """Show what an answer changed, in every table: the same words may stand in several."""
        for table in self.tables:
            table.refresh()
        self._describe()

    def answer(self, place: int) -> None:
        """Settle the question shown by its answer at `place`."""
        question = self.panel.question
        if self.proposal is not None and question is not None and place < len(question.answers):
            self.proposal.answer(question, place)
            self.refresh()

    def _answer_by_key(self, place: int) -> None:
        question = self.panel.question
        if question is None:
            return
        by_enter = place < 0
        if by_enter and question.day is None:
            self.answer(question.chosen)
        elif not by_enter:
            self.answer(place)
        if by_enter:
            self.next_doubt()

    def _answer_day(self, day: dt.date) -> None:
        if self.panel.question is not None:
            self.panel.question.answer_day(day)
            self.refresh()

    def toggle_skip(self) -> None:
        """Leave the current row out, or take it again."""
        row = self.table.current_row() if self.tables else None
        if row is not None and not isinstance(row, LeftRow):
            row.skipped = not row.skipped
            self.refresh()

    def next_doubt(self) -> None:
        """Go to the next row with an open question, through all tabs and round again."""
        if not self.tables:
            return
        here = (self.tabs.checkedId(), self.table.current_key() if self.table.current_key() is not None else -1)
        doubtful = [
            (tab, place)
            for tab, table in enumerate(self.tables)
            for place, row in enumerate(table.part.rows)
            if row.state is State.DOUBT
        ]
        if doubtful:
            tab, place = next((spot for spot in doubtful if spot > here), doubtful[0])
            self._show_tab(tab)
            if not self.table.go_to(place):
                self.chips["all"].click()
                self.table.go_to(place)
            self.table.setFocus()

    def store(self) -> None:
        """Put everything that is not skipped into the file, as one change."""
        if self.proposal is None or self._desk is None or self.background.busy:
            return
        doubts = self.proposal.count(State.DOUBT)
        if doubts and not accept_doubts(self, doubts, may_differ=not self.is_of_new_file):
            self.next_doubt()
            return
        from cluster_desk.exchange.importing.propose import import_document

        desk, proposal = self._desk, self.proposal

        def work(progress: Progress) -> Report:
            return import_document(desk, proposal, progress)

        self._enable(False)
        self.background.start(
            _("Putting into the file"), work, self._stored, self._not_stored, lambda: self._enable(True)
        )

    def _stored(self, report: Report) -> None:
        if not report.changed:
            messages.inform(
                self,
                _("Everything in this document is in the file already"),
                _("Nothing was changed. Matched: %(what)s.") % {"what": counted_words(report.matched) or "0"},
            )
        self.accept()
        if self._reviewed is not None and self._reviewed.words_told():
            self.columns_told.emit(self._reviewed.words_told())
        self.stored.emit(report)

    def _not_stored(self, error: BaseException) -> None:
        self._enable(True)
        self._describe()
        messages.show_any(self, error)

    def _fail(self, error: BaseException) -> None:
        messages.show_any(self, error)
        self.reject()

    def reject(self) -> None:
        """Leave without storing; while the document is being read, stop that first. What was done here is asked for."""
        if self.background.busy:
            self.background.stop()
            return
        half_typed = self.panel.day.isModified() and bool(self.panel.day.text())
        corrected = self._reviewed is not None and self._reviewed.is_changed
        decided = self.proposal is not None and (self.is_of_new_file or self.proposal.decisions() != self._as_read)
        words = _("Your answers, rows left out and what was typed here are lost. The document stays as it is.")
        if not (corrected or decided or half_typed) or messages.may_drop(self, words, self.store):
            super().reject()
