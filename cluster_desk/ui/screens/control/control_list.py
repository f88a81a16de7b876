"""Everything under control in one list, the longest due first: Enter leads to the record, wherever it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.data.queries.listing import row_class
from cluster_desk.desk import Desk
from cluster_desk.rules.control import KINDS, ControlLine, control_lines
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import RecordKey, Requests, Today
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import Tone

AREAS = frozenset({"control", "council", "plans", "events", "cluster"})
_Row = row_class(["id", "due", "what", "kind", "where", "who", "due_words", "state", "done"])
_WEEK = dt.timedelta(days=7)
Condition = Callable[[ControlLine], bool]
_CLASSES = {"incoming": "IncomingPaper", "decision": "Decision", "recommendation": "Visit", "item": "PlanItem"}


class ControlList(QWidget):
    """The list of a day; it holds no records of its own, so nothing is added here but an incoming paper."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        segments: QWidget,
        requests: Requests,
        today: Today,
        add_paper: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._requests, self._today = desk, requests, today
        self.lines: Sequence[ControlLine] = ()
        self.table = TableView(_("Under control"), self._columns(), settings.list_look("control"), lines=2)
        self.page = Page(_("Under control"), self.table)
        self._empty = self.page.kept(EmptyScreen("flag", _("Nothing is under control"), _(_ADVICE)))
        self._chips: dict[str, Condition] = {
            "all": lambda line: True,
            "late": lambda line: line.haste == "late",
            "week": lambda line: line.last is not None and self._today() <= line.last <= self._today() + _WEEK,
            "incoming": lambda line: line.kind == "incoming",
            "decision": lambda line: line.kind == "decision",
            "recommendation": lambda line: line.kind == "recommendation",
            "item": lambda line: line.kind == "item",
        }
        self._lay_out(segments, add_paper)
        self.table.opened.connect(self.open)
        self.table.rows_menu.connect(self._fill_menu)
        self.table.chosen_changed.connect(lambda _keys: self._show_foot())
        subscribe_seen(desk, AREAS, self.reload, self)
        self.reload()

    def reload(self) -> None:
        """Read the day anew."""
        self.lines = control_lines(self._desk.read, self._today())
        self.table.set_rows([_row(number, line) for number, line in enumerate(self.lines, 1)])
        self.page.show_empty(None if self.lines else self._empty)
        self._show_counts()

    def open(self, key: int) -> None:
        """Show the record of a line in its own area."""
        line = self.lines[key - 1]
        if self._requests.go_to:
            self._requests.go_to(_CLASSES[line.kind], line.visit or line.row)

    def print_shown(self) -> bool:
        """Print the list."""
        if self._requests.print_paper is None or not self.lines:
            return False
        self._requests.print_paper("control", {})
        return True

    def current_record(self) -> RecordKey | None:
        """The record of the line that has the keyboard."""
        from cluster_desk.core.records.catalog import record_class

        key = self.table.current_key()
        if key is None or not 0 < key <= len(self.lines):
            return None
        line = self.lines[key - 1]
        return record_class(_CLASSES[line.kind]), line.visit or line.row

    def choose_chip(self, key: str) -> None:
        """Show only what a chip lets through."""
        self.page.filters.choose_chip(key)

    def _lay_out(self, segments: QWidget, add_paper: Callable[[], object]) -> None:
        self.setLayout(widgets.stack(of=(self.page,)))
        self.page.add_action(segments)
        print_paper = self._requests.print_paper
        if print_paper:
            printing = widgets.button(_("Print…"), icon="print")
            menu = QMenu(printing)
            for paper, words in _PAPERS:
                menu.addAction(_(words), partial(print_paper, paper, {}))
            printing.setMenu(menu)
            self.page.add_action(printing)
        add = widgets.button(_("Register a paper…"), add_paper, look="primary", icon="add")
        add.setToolTip("Ctrl+N")
        add.setEnabled(not self._desk.read_only)
        self.page.add_action(add)
        if not self._desk.read_only:
            widgets.on_keys(self, QKeySequence.StandardKey.New, add_paper, what=_("Register a paper…"))
            self._empty.set_offers([Offer(_("Register a paper…"), add_paper, "add")])
        filters = self.page.filters
        filters.add_search(_("What, from whom, executor"))
        filters.query_changed.connect(self._search)
        for key, words in _CHIPS:
            filters.add_chip(key, _(words).partition("|")[0])
        filters.chip_chosen.connect(lambda _key: self._narrow())

    def _narrow(self) -> None:
        fits = self._chips[self.page.filters.chosen_chip() or "all"]
        self.table.narrow(lambda row: fits(self.lines[row.id - 1]))
        self._show_foot()

    def _search(self, words: str) -> None:
        self.table.search(words)
        self._show_counts()

    def _show_counts(self) -> None:
        """Write on each chip how many lines it would show of those found."""
        found = [self.lines[row.id - 1] for row in self.table.list_model.found()]
        self.page.filters.set_counts({key: sum(map(fits, found)) for key, fits in self._chips.items()})
        self._show_foot()

    def _columns(self) -> list[Column]:
        return [
            Column("due", N_("Due date"), "date", width=124, chip=self._due_chip),
            Column("what", N_("What is to be done"), width=320, elastic=True),
            Column("kind", N_("Kind"), width=130, quiet=True, hidden=True),
            Column("where", N_("Where from"), width=240, quiet=True),
            Column("who", N_("Responsible"), width=190),
            Column("due_words", N_("Due"), width=130, quiet=True, hidden=True),
            Column("state", N_("State"), width=120),
            Column("done", N_("What was done"), width=180, quiet=True, hidden=True),
        ]

    def _due_chip(self, row: Row) -> Chip | None:
        line = self.lines[row.id - 1]
        if line.last is None:
            return Chip(line.due_words or _("no date"), filled=False)
        tone, icon = _TONES[line.haste]
        said = n_("overdue by %d day", "overdue by %d days", line.overdue_days) % line.overdue_days
        return Chip(f"{line.last:%d.%m.%Y}", tone, icon, said if line.overdue_days else "", filled=bool(line.haste))

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        opening = menu.addAction(_("Open"), lambda: self.open(keys[0]))
        opening.setEnabled(len(keys) == 1)

    def _show_foot(self) -> None:
        total = self.table.list_model.rowCount()
        late = sum(self.lines[row.id - 1].haste == "late" for row in self.table.list_model.rows)
        words = n_("%d under control", "%d under control", total) % total
        self.page.set_foot(f"{words}, {n_('%d overdue', '%d overdue', late) % late}" if late else words)


_ADVICE = N_("Papers that came in, decisions of the council, recommendations and plan items stand here by their day.")
_TONES: dict[str, tuple[Tone, str]] = {
    "late": ("bad", "warning_filled"),
    "soon": ("warn", "clock_filled"),
    "": ("neutral", ""),
}
_CHIPS = (
    ("all", N_("All")),
    ("late", N_("Overdue|control")),
    ("week", N_("Within a week")),
    ("incoming", N_("Papers|control")),
    ("decision", N_("Decisions")),
    ("recommendation", N_("Recommendations")),
    ("item", N_("Plan")),
)
_PAPERS = (
    ("control", N_("List of what is under control")),
    ("control-slips", N_("Slips for executors")),
    ("control-done", N_("How incoming papers were fulfilled")),
)


def _row(number: int, line: ControlLine) -> Row:
    last = line.last.isoformat() if line.last else ""
    who = "; ".join(line.who)
    return _Row(
        number, last, line.title, _(KINDS[line.kind]), line.where, who, line.due_words, _(line.state), line.done
    )
