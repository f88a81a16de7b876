"""The entries of a month as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.text import capitalized
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.settings import ListLook
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.screens.calendar.entry_words import KINDS, STATE_WORDS, state_of, when_words
from cluster_desk.ui.screens.plan.plan_model import STATE_LOOKS


class _EntryRow(NamedTuple):
    """An entry as the list shows it; its place is its key, `order` what it is sorted by."""

    id: int
    when: str
    title: str
    number: str
    section: int | None
    people: str
    kind: str
    state: str
    order: str


class EntryTable(TableView):
    """A row an entry; its key is its place among `entries`."""

    def __init__(self, look: ListLook) -> None:
        columns = [
            Column("when", N_("When"), width=190, order=lambda row: row.order),
            Column("title", N_("What"), width=360, elastic=True),
            Column("number", N_("№"), width=60),
            Column("section", N_("Section"), "number", 70),
            Column("people", N_("People"), width=190, quiet=True),
            Column("kind", N_("Kind"), width=130, quiet=True, hidden=True),
            Column("state", N_("State"), width=150, chip=_state_chip),
        ]
        super().__init__(_("Calendar"), columns, look, lines=2)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.entries = list(entries)
        self.set_rows(_row(place, one) for place, one in enumerate(self.entries))


def _row(place: int, one: Entry) -> _EntryRow:
    kind = _(KINDS[one.kind])
    state = state_of(one)
    order = f"{one.first.isoformat()} {one.time} {one.last.isoformat()}"
    people = ", ".join(one.people)
    return _EntryRow(place, when_words(one), one.title, one.number, one.section or None, people, kind, state, order)


def _state_chip(row: _EntryRow) -> Chip:
    icon, tone = STATE_LOOKS[row.state]
    return Chip(capitalized(_(STATE_WORDS[row.state])), tone, icon, filled=False)
