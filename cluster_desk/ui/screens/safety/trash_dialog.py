"""«Корзина»: what was deleted; brought back with all its parts, or forgotten for good."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.data.history import undelete
from cluster_desk.data.history.undelete import Completed, Parcel
from cluster_desk.desk import Desk
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.safety.time_phrases import transaction_day

_NAMED = 8


class _BinRow(NamedTuple):
    id: int
    title: str
    kind: str
    at: str
    who: str
    transaction: int


_COLUMNS = (
    Column("title", N_("What"), width=250, elastic=True),
    Column("kind", N_("Kind"), width=140, quiet=True),
    Column("at", N_("Deleted"), width=164, order=lambda row: row.transaction),
    Column("who", N_("Who"), width=110, quiet=True),
)


class TrashDialog(Dialog):
    """The deleted records of a file."""

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parcels: list[Parcel] = []
        self._half_done = False  # emptied, but the file could not be written anew
        self.table = TableView(_("Bin"), _COLUMNS)
        self.field = widgets.SearchField(_("Name, kind, date or user"), 420)
        self.note = widgets.label("", "quiet", wrap=True)
        column = widgets.stack(spacing=8, of=(self.field, (self.table, 1), self.note))
        advice = _("What was deleted stays here, with all that belongs to it, until the bin is emptied.")
        super().__init__(_("Bin"), advice, column, _("Bring back"), parent)
        self.cancel.setText(_("Close"))
        self.empty = widgets.button(_("Empty the bin…"), self.empty_trash, icon="delete")
        self.add_aside(self.empty)
        self.resize(740, 500)
        self.field.textChanged.connect(self._search)
        self.table.opened.connect(lambda _key: self.take())
        self.table.chosen_changed.connect(lambda _keys: self._describe())
        QWidget.setTabOrder(self.field, self.table)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.field.setFocus)
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the trash anew."""
        place = max(0, self.table.currentIndex().row())
        self._parcels = undelete.parcels(self._desk.read)
        self.table.set_rows([_row(number, one) for number, one in enumerate(self._parcels)])
        self.empty.setEnabled((bool(self._parcels) or self._half_done) and not self._desk.read_only)
        count = self.table.list_model.rowCount()
        if count:
            self.table.go_to(self.table.list_model.key(min(place, count - 1)))
        self._describe()

    @property
    def chosen(self) -> list[Parcel]:
        """The records chosen."""
        return [self._parcels[key] for key in self.table.chosen_keys()]

    def take(self) -> None:
        """Bring back what is chosen, as one change."""
        chosen = self.chosen
        if not chosen or self._desk.read_only:
            return
        title = ", ".join(_name(one) for one in chosen[:3]) + ("…" if len(chosen) > 3 else "")
        with messages.show_trouble(self):
            done = undelete.completed(self._desk.read, undelete.unpacked(self._desk.read, chosen))
            if agreed(self, title, done):
                self._desk.put_back(N_("Brought back from the bin"), done.images, subject=title)
                self.reload()

    def empty_trash(self) -> None:
        """Empty the trash, when the user agrees."""
        count = len(self._parcels)
        agreed_to = not count or messages.confirm(
            self,
            n_("%d record will be gone for good", "%d records will be gone for good", count) % count,
            _("The changes made up to now can then no longer be taken back. What is in use is not touched."),
            _("Empty the bin"),
            advice=_("Older copies of the file still hold these records."),
        )
        if not agreed_to:
            return
        self._half_done = True
        with messages.show_trouble(self):
            self._desk.empty_trash()
            self._half_done = False
        self.reload()

    def _search(self, words: str) -> None:
        self.table.search(words)
        if self.table.list_model.rowCount() and not self.table.chosen_keys():
            self.table.go_to(self.table.list_model.key(0))
        self._describe()

    def _describe(self) -> None:
        count, chosen = len(self._parcels), self.chosen
        self.main.setEnabled(bool(chosen) and not self._desk.read_only)
        held = n_("%d record in the bin", "%d records in the bin", count) % count
        parts = [held if count else _("The bin is empty.")]
        if len(chosen) > 1:
            parts.append(n_("%d chosen|record", "%d chosen|records", len(chosen)).partition("|")[0] % len(chosen))
        elif chosen:
            others = len(chosen[0].others)
            parts.append(chosen[0].head.transaction.label())
            if others:
                parts.append(n_("with it %d record", "with it %d records", others) % others)
        self.note.setText(" · ".join(parts))


def _name(parcel: Parcel) -> str:
    return parcel.head.title or _(parcel.head.record.LABEL)


def _row(number: int, parcel: Parcel) -> _BinRow:
    one = parcel.head
    return _BinRow(
        number,
        _name(parcel),
        _(one.record.LABEL),
        transaction_day(one.transaction.at),
        one.transaction.user,
        one.transaction.id,
    )


def agreed(parent: QWidget, title: str, done: Completed) -> bool:
    """Whether the user agrees to what comes along with `title` and to the links emptied; nothing is asked without."""
    if not (done.along or done.emptied or done.leaving):
        return True
    along = [f"{_(one.head.record.LABEL)}: {one.head.title}" for one in done.along]
    parts = []
    if along:
        parts.append(_("It leans on deleted records, which come back too:\n%s") % _listed(along))
    if done.emptied:
        parts.append(_("What these fields lead to is no longer there; they will be empty:\n%s") % _listed(done.emptied))
    if done.leaving:
        parts.append(_("What belongs to a row that goes will go with it:\n%s") % _listed(done.leaving))
    answers = (
        messages.Answer("cancel", _("Cancel")),
        messages.Answer("do", _("Bring back together") if along else _("Bring back")),
    )
    message = messages.Message(_("“%s” does not come back alone") % title, "\n".join(parts), answers=answers)
    return messages.ask(parent, message) == "do"


def _listed(lines: list[str]) -> str:
    return "\n".join(lines[:_NAMED] + (["…"] if len(lines) > _NAMED else []))
