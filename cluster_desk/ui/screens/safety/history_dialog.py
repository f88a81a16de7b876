"""«История…»: every change of the file, or of one record: who, when, field by field; an earlier state brought back."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record
from cluster_desk.data.history import views as history
from cluster_desk.data.history.journal import DONE, IRREVERSIBLE, Transaction
from cluster_desk.data.history.undelete import completed
from cluster_desk.data.history.views import Difference, Rows
from cluster_desk.desk import Desk
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.safety.time_phrases import transaction_day
from cluster_desk.ui.screens.safety.trash_dialog import agreed

_AT_ONCE = 2_000
_ORIGINS = {"command line": N_("from the command line")}
"""Where a change came from, when it was not the window."""
_VISIBLE = 500  # rows of one change: an import may have changed thousands
_BEFORE = -1  # the key of the line below all changes: the record as it was before them


class _TransactionRow(NamedTuple):
    id: int
    at: str
    what: str
    who: str
    state: int


def _state(row: _TransactionRow) -> Chip:
    if row.state == DONE:
        return Chip("", filled=False)
    if row.state == IRREVERSIBLE:
        return Chip(_("kept for good"), filled=False)
    return Chip(_("taken back"), "neutral", "arrow_undo", filled=False)


_STEPS = (
    Column("at", N_("When"), width=164, order=lambda row: row.id),
    Column("what", N_("Change"), width=260, elastic=True),
    Column("who", N_("Who"), width=130, quiet=True),
    Column("state", N_("State"), width=120, chip=_state),
)
_CHANGES = (
    Column("record", N_("Record"), width=200),
    Column("field", N_("Which field"), width=130, quiet=True),
    Column("before", N_("Was"), width=170, elastic=True),
    Column("after", N_("Became"), width=170),
)


class _Frame(Dialog):
    """The changes above, what the chosen one changed below; `rows` are those to be listed, None for all."""

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, parent: QWidget, title: str, advice: str, action: str, rows: Rows | None) -> None:
        self._desk, self._rows = desk, rows
        self._transactions: dict[int, Transaction] = {}
        self.table = TableView(_("Changes"), _STEPS)
        self.table.setMinimumHeight(110)
        self.changes = TableView(_("What was changed"), _CHANGES, lines=2)
        self.changes.setMinimumHeight(90)
        self.note = widgets.label("", "quiet", wrap=True)
        self.above = widgets.row()
        column = widgets.stack(spacing=8, of=(self.above, (self.table, 3), self.note, (self.changes, 2)))
        super().__init__(title, advice, column, action, parent)
        self.cancel.setText(_("Close"))
        self.resize(820, 620)
        self.table.current_moved.connect(lambda _key: self.show_changes())

    @property
    def chosen(self) -> Transaction | None:
        """The change that has the keyboard."""
        return self._transactions.get(self.table.current_key())

    def show_changes(self) -> None:
        """Show what the chosen one changed."""
        transaction = self.chosen
        differences = history.differences(self._desk.read, transaction.id, self._rows) if transaction else []
        self.changes.set_rows([_change_row(number, one) for number, one in enumerate(differences[:_VISIBLE])])
        self.note.setText(self._note(transaction, differences))

    def _note(self, transaction: Transaction | None, differences: list[Difference]) -> str:
        if transaction is None:
            return ""
        if len(differences) > _VISIBLE:
            values = {"all": len(differences), "shown": _VISIBLE}
            return _("%(all)d changes in this step; the first %(shown)d are shown.") % values
        if not differences:
            return _("What this step changed is no longer kept.")
        where = f", {_(_ORIGINS[transaction.origin])}" if transaction.origin in _ORIGINS else ""
        day = transaction_day(transaction.at)
        return f"{transaction.label()}: {day}, {transaction.user} ({transaction.computer}{where})"


class HistoryDialog(_Frame):
    """All changes of the file, found by words too; Enter on what was changed leads to the history of that record."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        advice = _("The newest change stands first.")
        super().__init__(desk, parent, _("History"), advice, _("Close"), None)
        self.cancel.hide()
        self.field = widgets.SearchField(_("Change, name, date or user"))
        self.field.setFixedWidth(400)
        self.count = widgets.label("", "quiet")
        widgets.fill(self.above, (self.field, 1), self.count, widgets.GAP)
        self.of_record = widgets.button(_("History of the record…"), self.go_to_record, icon="history")
        self.older = widgets.button(_("Show older ones"), self.show_older, look="link")
        self.add_aside(self.older)
        self.add_aside(self.of_record)
        self._differences: list[Difference] = []
        self.field.textChanged.connect(lambda _text: self.search())
        self.changes.opened.connect(lambda _key: self.go_to_record())
        QWidget.setTabOrder(self.field, self.table)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.field.setFocus)
        self.search()
        self.table.setFocus()

    def search(self) -> None:
        """Show the newest changes in which the words of the field stand."""
        self._transactions = {}
        self.show_older()
        if self._transactions:
            self.table.go_to(next(iter(self._transactions)))
        self.show_changes()

    def show_older(self) -> None:
        """Show more changes below those shown."""
        words, oldest = self.field.text(), min(self._transactions, default=None)
        older = history.list_transactions(self._desk.read, _AT_ONCE, oldest, words)
        self._transactions |= {transaction.id: transaction for transaction in older}
        self.older.setVisible(len(older) == _AT_ONCE)
        self.table.set_rows([_row(transaction) for transaction in self._transactions.values()])
        self.count.setText(_("Nothing is found.") if words.strip() and not self._transactions else "")

    def show_changes(self) -> None:
        super().show_changes()
        transaction = self.chosen
        self._differences = history.differences(self._desk.read, transaction.id) if transaction else []
        self.of_record.setEnabled(bool(self._differences))

    def go_to_record(self) -> None:
        """Show the history of the record that the chosen line is about."""
        place = self.changes.current_key() or 0
        value = self._differences[place] if place < len(self._differences) else None
        whole = history.whole_record(self._desk.read, *value.row) if value else None
        if whole:
            record_history_dialog = RecordHistoryDialog(self._desk, self, *whole)
            record_history_dialog.finished.connect(lambda _result: self.search())
            record_history_dialog.show_over()

    def take(self) -> None:
        self.accept()

    def _note(self, transaction: Transaction | None, differences: list[Difference]) -> str:
        if transaction or self.field.text():
            return super()._note(transaction, differences)
        return _("Nothing was changed yet.")


class RecordHistoryDialog(_Frame):
    """The life of one record; it can be put back as it was after any change, and as it was before all of them.

    `held` says why nothing can be brought back now ("" when it can).
    """

    def __init__(self, desk: Desk, parent: QWidget, record: type[Record], row: int, held: str = "") -> None:
        rows = history.rows_of(desk.read, record, row)
        self._record, self._row = record, row
        self._title = history.title_of(desk.read, record, row)
        self._held = held or (_("The file is open for reading only.") if desk.read_only else "")
        advice = _("The newest change stands first. Choose after which one the record is to be as it was.")
        title = _("History: %s") % (self._title or _(record.LABEL))
        super().__init__(desk, parent, title, advice, _("Bring back this state"), rows)
        transactions = history.transactions_of(desk.read, rows)
        self._transactions = {transaction.id: transaction for transaction in transactions}
        lines = [_row(transaction) for transaction in transactions]
        # What was there before the first of these changes can be brought back too: a file may begin with records.
        if (
            transactions
            and history.images_after(desk.read, [(record.TABLE, row)], transactions[-1].id - 1)[record.TABLE, row]
        ):
            lines.append(_TransactionRow(_BEFORE, "", _("As it was before these changes"), "", DONE))
        self.table.set_rows(lines)
        if lines:
            self.table.go_to(lines[0].id)
        self.show_changes()
        self.table.setFocus()

    def show_changes(self) -> None:
        super().show_changes()
        key, newest = self.table.current_key(), next(iter(self._transactions), None)
        # After the newest change the record is what it is now: there is nothing to bring back. Nor is there after a
        # deletion: a record is deleted in its list, where the rules are asked.
        self.main.setEnabled(key is not None and key != newest and not self._held and not self._is_deletion(key))

    def _is_deletion(self, transaction: int) -> bool:
        own = [(self._record.TABLE, self._row)]
        return transaction != _BEFORE and history.images_after(self._desk.read, own, transaction)[own[0]] is None

    def take(self) -> None:
        key = self.table.current_key()
        if key is None or self._rows is None or not self.main.isEnabled():
            return
        after = min(self._transactions) - 1 if key == _BEFORE else key
        read = self._desk.read
        with messages.show_trouble(self):
            done = completed(read, history.images_after(read, self._rows, after))
            if agreed(self, self._title, done):
                self._desk.put_back(N_("Earlier state brought back"), done.images, subject=self._title)
                self.accept()

    def _note(self, transaction: Transaction | None, differences: list[Difference]) -> str:
        result = super()._note(transaction, differences)
        if not self._transactions:
            result = _("Nothing was changed yet.")
        elif self.table.current_key() == _BEFORE:
            result = _("The record as it was before %s.") % transaction_day(
                self._transactions[min(self._transactions)].at
            )
        return "\n".join(part for part in (result, self._held if self._transactions else "") if part)


def _row(one: Transaction) -> _TransactionRow:
    return _TransactionRow(one.id, transaction_day(one.at), one.label(), one.user, one.state)


def _change_row(number: int, one: Difference) -> tuple[int, str, str, str, str]:
    return (number, f"{one.record}: {one.title}" if one.title else one.record, one.field, one.before, one.after)
