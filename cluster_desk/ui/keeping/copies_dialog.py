"""«Копии…»: the copies of a file, what each holds beside what the file holds now, restoring one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record
from cluster_desk.data.backup import Backup
from cluster_desk.data.comparing import Holds, holds
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.keeping.told_times import made_words, size_words, step_day
from cluster_desk.ui.look import widgets
from cluster_desk.ui.table.columns import Column, Row
from cluster_desk.ui.table.table_view import TableView

_COLUMNS = (
    Column("made", N_("Made"), width=150, order=lambda row: row[-1]),
    Column("file", N_("File"), width=170, elastic=True),
    Column("place", N_("Where it lies"), width=130, quiet=True),
    Column("size", N_("Size"), "number", width=90),
)
_HELD = (
    Column("kind", N_("In the file"), width=200, elastic=True),
    Column("copy", N_("In the copy"), "number", width=110),
    Column("now", N_("Now"), "number", width=90),
)


class CopiesDialog(Dialog):
    """Shows `places` (name of the place, its copies). `data_file` is what they are set beside; None: no file is open.

    The dialog is accepted when the user asks to restore `chosen`.
    """

    def __init__(
        self, places: Sequence[tuple[str, Sequence[Backup]]], data_file: Path | None, parent: QWidget, advice: str = ""
    ) -> None:
        self._copies = [(place, backup) for place, backups in places for backup in backups]
        self._now = holds(data_file) if data_file else None
        self.table = TableView(_("Copies"), _COLUMNS)
        self.table.setMinimumHeight(180)
        self.held = TableView(_("What the copy holds"), _HELD if data_file else _HELD[:2])
        self.held.setMinimumHeight(150)
        self.last = widgets.label("", "quiet", wrap=True)
        column = widgets.stack(spacing=8)
        column.addWidget(self.table, 3)
        column.addWidget(self.last)
        column.addWidget(self.held, 2)
        body = QWidget()
        body.setLayout(column)
        words = advice or _("Restoring puts a copy in the place of the file; the file as it is now is kept beside it.")
        super().__init__(_("Copies"), words, body, _("Restore…"), parent)
        self.resize(680, 600)
        self.table.current_moved.connect(lambda _key: self._show_held())
        self.table.opened.connect(lambda _key: self.take())
        self.table.set_rows([_row(number, *copy) for number, copy in enumerate(self._copies)])
        if self._copies:
            self.table.selectRow(0)
        self._show_held()
        self.table.setFocus()

    @property
    def chosen(self) -> Backup | None:
        """The copy that has the keyboard."""
        key = self.table.current_key()
        return self._copies[key][1] if key is not None else None

    def take(self) -> None:
        if self.main.isEnabled():
            self.accept()

    def add_button(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Put a button at the left of the foot."""
        made = widgets.button(text, act)
        self.add_aside(made)
        return made

    def _show_held(self) -> None:
        backup = self.chosen
        self.main.setEnabled(False)
        if backup is None:
            self.last.setText("" if self._copies else _("There are no copies yet."))
            return
        try:
            held = holds(backup.path)
        except UserError as error:
            self.held.set_rows([])
            self.last.setText(f"{error.what} {_('Choose another copy.')}")
            return
        self.main.setEnabled(True)
        self.held.set_rows(_held_rows(held, self._now))
        self.last.setText(_last_words(held))


def _row(number: int, place: str, backup: Backup) -> Row:
    stem = backup.path.stem.rsplit(" ", 2)[0]
    return (number, made_words(backup.made), stem, place, size_words(backup.size), backup.made.isoformat())


def _held_rows(held: Holds, now: Holds | None) -> list[Row]:
    kinds: list[type[Record]] = list(dict.fromkeys([*held.counts, *(now.counts if now else ())]))
    count = partial(_count, now)
    return [(number, _(kind.LABEL), held.counts.get(kind, 0), count(kind)) for number, kind in enumerate(kinds)]


def _count(now: Holds | None, kind: type[Record]) -> int | None:
    return now.counts.get(kind, 0) if now else None


def _last_words(held: Holds) -> str:
    if held.last is None:
        return _("Nothing was changed in it since it was created.")
    told = {"what": held.last.told(), "when": step_day(held.last.at)}
    return _("The last change in it: “%(what)s”, %(when)s") % told
