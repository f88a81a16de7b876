"""The page of participation: what narrows the table, the table, and what is odd about the organization chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian.dates import short_months
from cluster_desk.data.queries.log import tasks_to_choose
from cluster_desk.data.queries.participation import MatrixRow, entries_behind, participation_matrix
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.page import Page, picture
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.log.day_words import month_name
from cluster_desk.ui.screens.log.participation_view import Legend, MatrixView, months_between

_FEW = 0.02
"""An organization with less than this share of all participants takes part too little."""

_SCHOOLS = frozenset(kind.value for kind in list(OrganizationKind)[:5])
_CHIPS = (("all", N_("All")), ("few", N_("Take part little")), ("schools", N_("Only schools")))


class ParticipationPage(Page):
    """`show_entries` is asked for the entries that a number is made of."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date], show_entries: Callable[[list[int]], object]) -> None:
        self.table = MatrixView()
        super().__init__(_("Log"), self.table)
        self._desk, self._today, self._show_entries = desk, today, show_entries
        self._start, self._end = dt.date(today().year, 1, 1), dt.date(today().year, 12, 31)
        kinds = [(_(kind.label).capitalize(), kind.value) for kind in TakingPart]
        self.kinds = widgets.combo(_("Who"), 180, [(_("Participants: all"), ""), *kinds])
        self.columns = widgets.combo(_("Columns"), 140, [(_("By months"), "month"), (_("By whom"), "kind")])
        self.tasks = widgets.combo(_("Task"), 130)
        for each in (self.kinds, self.columns, self.tasks):
            each.activated.connect(lambda _at: self.reload())
            self.filters.add(each)
        for key, text in _CHIPS:
            self.filters.add_chip(key, _(text))
        self.filters.chip_chosen.connect(lambda _key: self.reload())
        row = self.filters.layout()
        assert row is not None
        row.addWidget(Legend())
        self._add_foot()
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._describe_row)
        subscribe_seen(desk, frozenset({"events", "members", "plans"}), self.reload, self)

    def set_period(self, start: dt.date, end: dt.date) -> None:
        """Show another period."""
        self._start, self._end = start, end
        self.reload()

    def reload(self) -> None:
        """Read the numbers anew."""
        self._fill_tasks()
        by = self.columns.currentData()
        kind = "" if by == "kind" else self.kinds.currentData()
        rows = participation_matrix(
            self._desk.read, self._start, self._end, by=by, kind=kind, task=self.tasks.currentData()
        )
        members = [row for row in rows if row.organization_id is not None]
        total = sum(row.total for row in members)
        few = (
            frozenset(row.organization_id or 0 for row in members if row.total <= total * _FEW)
            if total
            else frozenset()
        )
        self.filters.set_counts({"few": len(few)})
        result = self._narrowed(rows, few)
        current = self.table.currentIndex()
        if by == "kind":
            self.table.matrix.show_rows(result, [one.value for one in TakingPart], _kind_heads(), few=few)
        else:
            self._show_months(result, few)
        if current.row() < self.table.matrix.rowCount():
            self.table.setCurrentIndex(self.table.matrix.index(max(current.row(), 0), max(current.column(), 1)))
        self._describe_row(self.table.currentIndex().row())

    def _show_months(self, rows: list[MatrixRow], few: frozenset[int]) -> None:
        months = months_between(self._start, self._end)
        heads = [short_months()[month - 1] for _year, month in months]
        keys = [f"{year}-{month:02}" for year, month in months]
        now = f"{self._today():%Y-%m}"
        self.table.matrix.show_rows(rows, keys, heads, few=few, future=frozenset(key for key in keys if key > now))

    def _narrowed(self, rows: list[MatrixRow], few: frozenset[int]) -> list[MatrixRow]:
        chip = self.filters.chosen_chip()
        if chip == "few":
            return [row for row in rows if row.organization_id in few]
        if chip == "schools":
            kinds = dict(self._desk.read.rows("SELECT id, kind FROM organizations"))
            return [row for row in rows if kinds.get(row.organization_id) in _SCHOOLS]
        return rows

    def _fill_tasks(self) -> None:
        chosen = self.tasks.currentData()
        self.tasks.clear()
        self.tasks.addItem(_("All tasks"), None)
        for row, text in tasks_to_choose(self._desk.read):
            self.tasks.addItem(text if len(text) < 60 else f"{text[:58]}…", row)
        self.tasks.setCurrentIndex(max(0, self.tasks.findData(chosen)))

    def _add_foot(self) -> None:
        self._icon = QLabel()
        self.note = widgets.ElidedLabel("", "warn")
        self.entries = widgets.button(_("Show the entries"), self._open_row, look="small")
        foot = widgets.row((MARGIN_LEFT, 7, MARGIN_RIGHT, 7))
        widgets.fill(foot, self._icon, self.note, self.entries)
        widgets.fill(foot, widgets.GAP, widgets.label(_("Enter — the entries that a number is made of"), "small"))
        outer = self.layout()
        assert outer is not None
        outer.addWidget(widgets.line())
        holder = widgets.holder(foot)
        outer.addWidget(holder)

    def _describe_row(self, row: int) -> None:
        """Say of the row chosen how many took part, and when none did."""
        matrix = self.table.matrix
        known = 0 <= row < len(matrix.rows)
        if known:
            people = matrix.number(row, len(matrix.keys) + 1)
            text = f"{matrix.title(row)}: " + n_("%d participant", "%d participants", people) % people
            now = f"{self._today():%Y-%m}"
            if now in matrix.keys and not matrix.rows[row].cells.get(now):
                text += ", " + _("none in %s") % month_name(self._today().month).lower()
            self.note.set_whole(text + ".")
        few = known and matrix.is_few(row)
        theme_look = "warn" if few else "small"
        self.note.setProperty("look", theme_look)
        self.note.style().polish(self.note)
        self._icon.setVisible(few)
        if few:
            self._icon.setPixmap(picture("warning_filled", 16, "warn", self))
        self.note.setVisible(known)
        self.entries.setVisible(known)

    def _open_row(self) -> None:
        self._open(self.table.currentIndex().row(), len(self.table.matrix.keys) + 1)

    def _open(self, row: int, column: int) -> None:
        """Show the entries behind a cell; those of the organization for a sum."""
        matrix = self.table.matrix
        if not 0 <= row < len(matrix.rows) or column < 1:
            return
        start, end, kind = self._start, self._end, self.kinds.currentData()
        if column <= len(matrix.keys):
            key = matrix.keys[column - 1]
            if self.columns.currentData() == "kind":
                kind = key
            else:
                start = dt.date.fromisoformat(f"{key}-01")
                end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        one = matrix.rows[row]
        ids = entries_behind(self._desk.read, start, end, one.organization_id, kind)
        if ids:
            self._show_entries(ids)


def _kind_heads() -> list[str]:
    return [_(kind.label) for kind in TakingPart]
