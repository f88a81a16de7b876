"""Several lists of one area side by side, each with its form: told by a few words, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from cluster_desk.core.language import _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.listing import Listing
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.list_screen import ListScreen, Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import EmptyScreen, Offer, Page
from cluster_desk.ui.table.columns import Row
from cluster_desk.ui.table.table_view import TableView
from cluster_desk.ui.table.told_columns import told_columns

Doubts = Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class ListView:
    """One list: its key, name, listing, and the msgids of its words.

    `shown` changes columns by key; `rows` gives the rows where they are more than the listing's; `doubts` tells what
    looks odd in a record; `foot` adds to the count at the foot what the rows add up to.
    """

    key: str
    title: str
    listing: Listing
    icon: str
    empty: str
    added: str
    changed: str
    removed: str
    areas: frozenset[str]
    shown: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rows: Callable[[Desk], Sequence[Row]] | None = None
    doubts: Doubts | None = None
    foot: Callable[[Sequence[Row]], str] = lambda rows: ""


class DoubtingForm(RecordForm):
    """A form that says on top what looks odd in the record shown."""

    doubts: Doubts | None = None

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        if self.doubts and record.id is not None:
            self.whole.say("\n".join(self.doubts(record)), "warn")


class ListViews(QStackedWidget):
    """The lists of an area; the first is made at once."""

    def __init__(self, desk: Desk, settings: Settings, title: str, views: Sequence[ListView]) -> None:
        super().__init__()
        self._desk, self._settings, self._title = desk, settings, title
        self.views = {view.key: view for view in views}
        self.lists: dict[str, ListScreen] = {}
        self._narrow = False
        self.show_view(views[0].key)

    def show_view(self, key: str) -> None:
        """Show the list `key`."""
        if not self.may_leave():
            return
        if key not in self.lists:
            self.lists[key] = self._make(self.views[key])
            self.lists[key].set_narrow(self._narrow)
            self.addWidget(self.lists[key])
        self.setCurrentWidget(self.lists[key])
        self.lists[key].table.setFocus()

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        current = self.currentWidget()
        return current.may_leave() if isinstance(current, ListScreen) else True

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        for each in self.lists.values():
            each.set_narrow(narrow)

    def _make(self, view: ListView) -> ListScreen:
        desk, record = self._desk, view.listing.record
        columns = told_columns(view.listing.columns, view.shown)
        table = TableView(_(view.title), columns, self._settings.list_look(view.key))
        page = Page(self._title, table)
        empty = EmptyScreen(view.icon, _(view.empty), _("Add the first one with Ctrl+N."))
        form = DoubtingForm(desk, record, added=view.added, changed=view.changed)
        form.doubts = view.doubts
        rows = partial(view.rows, desk) if view.rows else partial(view.listing.rows, desk.read)
        screen = ListScreen(
            desk, page, table, form, rows, record=record, areas=view.areas, removed=view.removed, empty=empty
        )
        screen.words_at_foot = lambda total, chosen: _foot(view, table, total, chosen)
        self._dress(screen, view)
        if not desk.read_only:
            empty.set_offers([Offer(_("Add…"), screen.add, "add")])
        screen.reload()
        return screen

    def _dress(self, screen: ListScreen, view: ListView) -> None:
        page = screen.list_page
        if len(self.views) > 1:
            choices = [(each.key, _(each.title)) for each in self.views.values()]
            page.add_action(Segments(choices, view.key, self.show_view))
        add = widgets.button(_("Add…"), screen.add, look="primary", icon="add")
        add.setToolTip("Ctrl+N")
        add.setEnabled(not self._desk.read_only)
        page.add_action(add)
        page.filters.add_search(_("Find in the list"))
        page.filters.query_changed.connect(screen.table.search)


def _foot(view: ListView, table: TableView, total: int, chosen: int) -> str:
    parts = [n_("%d record", "%d records", total) % total, view.foot(table.list_model.rows)]
    if chosen > 1:
        parts.append(n_("%d chosen|record", "%d chosen|records", chosen).partition("|")[0] % chosen)
    return ", ".join(part for part in parts if part)
