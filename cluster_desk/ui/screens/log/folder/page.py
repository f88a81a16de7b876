"""An event as a folder: its way at the left, its participants in a table that is typed into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.participants import EventFolder, Participant
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.participants import ParticipantFacts, folder_of, participant_facts, participants_of
from cluster_desk.desk import Desk
from cluster_desk.rules.log.folder import counted, way_of
from cluster_desk.rules.log.participant_cells import ParticipantColumn, columns_of, offered, shown, typed, with_words
from cluster_desk.rules.log.participants import ListDoubt, doubts_in_words, list_doubts
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.importing.dropping import DroppedFiles
from cluster_desk.ui.screens.log.folder.actions import FolderActions
from cluster_desk.ui.screens.log.folder.participants_table import ParticipantsTable
from cluster_desk.ui.screens.log.folder.way import WayPanel

_MOST_TOLD = 12
_FIRST = N_(
    "Begin with the regulations, the first step at the left; then read the schools' applications or paste a list."
)


class FolderPage(Page):
    """The folder of one event at a time; `back` leads to the log, where `leave` is told."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests, leave: Callable[[], object]) -> None:
        self.desk, self.settings, self.requests = desk, settings, requests
        self.event_row = 0
        self.record: Event | None = None
        self.facts: list[ParticipantFacts] = []
        self._doubts: list[ListDoubt] = []
        self.folder = EventFolder()
        self.does = FolderActions(self, self)
        self.way = WayPanel(self.does.offers)
        self.table = ParticipantsTable(self._offered)
        self.table.model_of.read_only = desk.read_only
        column = widgets.row(of=(self.way, widgets.line(vertical=True), (self.table, 1)))
        super().__init__("", widgets.holder(column, "surface"))
        self.back.show()
        self.back.clicked.connect(leave)
        self._add_actions()
        self._add_filters()
        self.table.model_of.edited.connect(self._edited)
        self.table.removal_asked.connect(self.remove)
        self.table.emptied.connect(self._empty)
        self.table.paste_asked.connect(self.paste)
        if requests.read_applications and not desk.read_only:
            DroppedFiles(self, self.read_applications)
        widgets.on_keys(self, QKeySequence.StandardKey.New, self.table.begin_new, what=_("Add a participant"))
        widgets.on_keys(self, "Esc", leave, what=_("Back to the log"))
        widgets.on_keys(self, "Alt+W", self.way.steps.setFocus, what=_("Go to the way of the event"))
        subscribe_seen(desk, frozenset({"events", "members"}), self.reload, self)

    def show_event(self, row: int) -> bool:
        """Show the folder of an event; False when there is no such event."""
        if row != self.event_row:
            self.table.model_of.forget()
            self.filters.clear()
        self.event_row = row
        self.reload()
        return self.record is not None

    def show_participant(self, row: int) -> None:
        """Bring the keyboard to a participant."""
        if not self.table.go_to(row):
            self.filters.clear()
            self.table.go_to(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_keyboard(self) -> QWidget:
        """What has the keyboard when the folder is opened: the way, or the table where nobody is in the list yet."""
        return self.way.steps

    def reload(self) -> None:
        """Read the folder anew."""
        read = self.desk.read
        self.record = read.load(Event, self.event_row) if self.event_row else None
        if self.record is None:
            return
        self.folder = folder_of(read, self.event_row)
        records = participants_of(read, self.event_row)
        self.facts = participant_facts(read, self.event_row, records)
        self._doubts = list_doubts(read, self.event_row, records)
        self.title.setText(_("Folder of the event"))
        self.subtitle.set_whole(f"{self.record.name}, {self.record.day_words}".strip(" ,"))
        self.way.show_steps(way_of(read, self.record, records))
        self._show_list()

    def read_applications(self, paths: Sequence[Path] = ()) -> None:
        """Read applications of schools into this event; without any ask for them."""
        if self.requests.read_applications and self.event_row:
            self.requests.read_applications(self.event_row, paths)

    def paste(self) -> None:
        """Put what was copied into the table: a list as further participants, anything else into cells."""
        from cluster_desk.ui.screens.log.folder.pasting import paste_list, pasted_cells

        data = QGuiApplication.clipboard().mimeData()
        if self.desk.read_only or data is None:
            return
        columns, here = self.table.model_of.columns, self.table.currentIndex()
        block = pasted_cells(data.text())
        if block and here.isValid() and here.row() < len(self.table.model_of.facts):
            self._fill_cells(here, block)
            return
        order = [column.key for column in columns if column.criterion is None]
        paste_list(self, self.desk, self.event_row, data, order)

    def remove(self, rows: Sequence[int]) -> None:
        """Take lines out of the list, as one change."""
        if self.desk.read_only or not rows:
            return
        records = self.desk.read.load_all(Participant, list(rows))
        names = ", ".join(one.display_name() for one in records[:3])
        with messages.show_trouble(self):
            self.desk.change(N_("Participants taken out"), remove=records, subject=names)

    def show_doubts(self) -> None:
        """Tell everything that looks wrong in the list."""
        lines = [one.sentence for one in self._doubts]
        text = "\n".join(lines[:_MOST_TOLD]) + ("\n…" if len(lines) > _MOST_TOLD else "")
        title = doubts_in_words(self._doubts) or _("Nothing looks wrong in the list")
        answers = (messages.Answer("close", _("Close")),)
        details = "\n".join(lines) if len(lines) > _MOST_TOLD else ""
        icon, tone = ("warning", "warn") if lines else ("checkmark_circle", "ok")
        told = messages.Message(title, text, details=details, icon=icon, tone=tone, answers=answers)  # type: ignore[arg-type]
        messages.ask(self, told)

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place: what is typed in a cell is stored when it is left."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current_record(self) -> tuple[type[Participant], int] | None:
        """The participant that the keyboard is at."""
        rows = self.table.chosen_rows()
        return (Participant, rows[0]) if len(rows) == 1 else None

    def _add_actions(self) -> None:
        self.doubts_button = widgets.button("", self.show_doubts, icon="warning")
        self.add_action(self.doubts_button)
        if not self.desk.read_only:
            again = widgets.button(_("For the next year…"), self.does.next_year, icon="arrow_repeat_all")
            self.add_action(again)
            paste = widgets.button(_("Paste from Excel"), self.paste, icon="clipboard_paste")
            paste.setToolTip("Ctrl+V")
            add = widgets.button(_("Add…"), self.table.begin_new, look="primary", icon="add")
            add.setToolTip("Ctrl+N")
            self.add_action(paste)
            self.add_action(add)

    def _add_filters(self) -> None:
        self.filters.add_search(_("Name, school, nomination"))
        self.filters.query_changed.connect(lambda _words: self._show_list())
        self.filters.add_chip("", _("All"))
        self.filters.add_chip("doubts", _("To look at"))
        self.filters.chip_chosen.connect(lambda _key: self._show_list())
        self.filters.show()

    def _doubtful(self) -> set[int]:
        return {row for doubt in self._doubts for row in doubt.rows}

    def _show_list(self) -> None:
        columns = columns_of(self.folder)
        wanted = fold(self.filters.field.text() if self.filters.field else "").split()
        found = [
            one
            for one in self.facts
            if all(word in fold(" ".join(shown(one, column) for column in columns)) for word in wanted)
        ]
        doubtful = self._doubtful()
        dubious = [one for one in found if one.record.id in doubtful]
        self.filters.set_counts({"": len(found), "doubts": len(dubious)})
        facts = dubious if self.filters.chosen_chip() == "doubts" else found
        self.table.model_of.show_list(facts, columns, self._doubts)
        told = doubts_in_words(self._doubts)
        self.doubts_button.setText(told)
        self.doubts_button.setVisible(bool(told))
        words = counted([one.record for one in self.facts]) if self.facts else _(_FIRST)
        if len(facts) != len(self.facts):
            words += ", " + n_("%d line shown", "%d lines shown", len(facts)) % len(facts)
        self.set_foot(words)

    def _offered(self, column: ParticipantColumn) -> list[str]:
        schools = [name for (name,) in self.desk.read.rows("SELECT short_name FROM organizations ORDER BY short_name")]
        return offered(column, self.facts, self.record, schools)

    def _edited(self, row: int, column: ParticipantColumn, words: str) -> None:
        """Store what was typed into a cell."""
        try:
            if not row:
                changed = Participant(event_id=self.event_row, name=words)
                self.desk.change(N_("Participant added"), changed, subject=words)
                return
            record = next(one.record for one in self.facts if one.record.id == row)
            changed = with_words(record, column, words)
            self.desk.change(N_("Participant changed"), changed, subject=changed.name)
        except (UserError, Problems) as trouble:
            messages.show_any(self, trouble)

    def _empty(self, indexes: Sequence[QModelIndex]) -> None:
        """Empty the cells chosen; a name stays: lines are taken out by Ctrl+Delete."""
        model = self.table.model_of
        cells = [(one.row(), one.column(), "") for one in indexes]
        self._store_cells([cell for cell in cells if cell[1] and cell[0] < len(model.facts)])

    def _fill_cells(self, here: QModelIndex, block: Sequence[Sequence[str]]) -> None:
        cells = [
            (here.row() + down, here.column() + across, words)
            for down, line in enumerate(block)
            for across, words in enumerate(line)
        ]
        self._store_cells(cells)

    def _store_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Put words into cells by place, as one change; cells outside the table or computed ones are passed over."""
        model = self.table.model_of
        changed: dict[int, Participant] = {}
        try:
            for place, at, words in cells:
                if not (place < len(model.facts) and at < len(model.columns)):
                    continue
                column, facts = model.columns[at], model.facts[place]
                if column.key != "total" and words != typed(facts, column):
                    before = changed.get(place, facts.record)
                    changed[place] = with_words(before, column, words)
            if changed:
                subject = n_("%d row", "%d rows", len(changed)) % len(changed)
                self.desk.change(N_("Participants changed"), *changed.values(), subject=subject)
        except (UserError, Problems) as trouble:
            messages.show_any(self, trouble)
