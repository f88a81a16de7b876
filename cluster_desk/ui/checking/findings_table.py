"""The list of what looks wrong: where, by which doubt (its icon), and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.rules.findings import Doubt, Finding
from cluster_desk.ui.table.columns import Chip, Column
from cluster_desk.ui.table.table_view import TableView

DOUBT_ICONS: dict[Doubt, str] = {
    Doubt.YEAR: "history",
    Doubt.OUTSIDE_PERIOD: "arrow_right",
    Doubt.DEADLINE: "question_circle",
    Doubt.DAY_OFF: "calendar_day",
    Doubt.NUMBER: "arrow_sort",
    Doubt.RESPONSIBLE: "person",
    Doubt.RESULT: "document",
    Doubt.THREE_PLACES: "people",
    Doubt.COPIED: "copy",
    Doubt.REPEATED: "copy",
    Doubt.SUM: "add_circle",
}
_DOUBT_WORDS: dict[Doubt, str] = {
    Doubt.YEAR: N_("year"),
    Doubt.OUTSIDE_PERIOD: N_("outside the period"),
    Doubt.DEADLINE: N_("deadline"),
    Doubt.DAY_OFF: N_("day off"),
    Doubt.NUMBER: N_("number"),
    Doubt.RESPONSIBLE: N_("responsible"),
    Doubt.RESULT: N_("result"),
    Doubt.THREE_PLACES: N_("one person in three places"),
    Doubt.COPIED: N_("copied agenda"),
    Doubt.REPEATED: N_("repetition"),
    Doubt.SUM: N_("sum"),
}


class _FindingRow(NamedTuple):
    id: str
    where: str
    text: str
    doubt: Doubt


class FindingsTable(TableView):
    """Findings in the order of the plan; each row is known by its finding's key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("where", N_("Where"), width=150, chip=_where),
            Column("text", N_("What looks wrong"), width=360, elastic=True),
        )
        super().__init__(_("What looks wrong"), columns, lines=2, parent=parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings: dict[str, Finding] = {}

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; the keyboard stays in its place when the row it was on has gone."""
        place = self.currentIndex().row()
        self.findings = {one.key: one for one in findings}
        self.set_rows([_FindingRow(key, one.where, one.text, one.doubt) for key, one in self.findings.items()])
        last = self.list_model.rowCount() - 1
        if last >= 0 and not self.currentIndex().isValid():
            self.go_to(self.list_model.key(min(max(place, 0), last)))

    def chosen(self) -> list[Finding]:
        """The findings chosen, or the one that has the keyboard."""
        keys = self.chosen_keys() or [self.current_key()]
        return [self.findings[key] for key in keys if key in self.findings]


def _where(row: _FindingRow) -> Chip:
    return Chip(row.where, "warn", DOUBT_ICONS[row.doubt], said=_(_DOUBT_WORDS[row.doubt]), filled=False)
