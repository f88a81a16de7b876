"""«Копии…»: the copies of a file, what each holds beside what the file holds now, restoring one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.data.backup.copies import Backup
from cluster_desk.data.backup.file_summary import Holds, holds
from cluster_desk.settings import COPIES_BEFORE, Settings
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.safety.kind_words import many
from cluster_desk.ui.screens.safety.time_phrases import made_words, size_words, transaction_day


class _CopyRow(NamedTuple):
    id: int
    words: str
    file: str
    place: str
    size: str
    made: dt.datetime


class _HeldRow(NamedTuple):
    id: int
    kind: str
    copy: int
    now: int
    difference: int


def _difference(row: _HeldRow) -> Chip | None:
    words = f"{row.difference:+d}".replace("-", "\u2212") if row.difference else ""
    return Chip(words, "info", filled=bool(row.difference))


_COLUMNS = (
    Column("made", N_("Made"), width=164, order=lambda row: row.made),
    Column("file", N_("File"), width=160, elastic=True),
    Column("place", N_("Where it lies"), width=150, quiet=True),
    Column("size", N_("Size"), "number", width=90),
)
_HELD = (
    Column("kind", N_("In the file"), width=200, elastic=True),
    Column("copy", N_("In the copy"), "number", width=110),
    Column("now", N_("Now"), "number", width=90),
    Column("difference", N_("Difference"), "number", width=100, chip=_difference),
)


class CopiesDialog(Dialog):
    """Shows `places` (name of the place, its copies). `data_file` is what they are set beside; None: no file is open.

    The dialog is accepted when the user asks to restore `chosen`; `newer` changes were made in the file after it.
    """

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(
        self,
        places: Sequence[tuple[str, Sequence[Backup]]],
        data_file: Path | None,
        parent: QWidget,
        advice: str = "",
        *,
        read_only: bool = False,
    ) -> None:
        copies = [(place, backup) for place, backups in places for backup in backups]
        self._copies = sorted(copies, key=lambda copy: copy[1].made, reverse=True)
        self._now = holds(data_file) if data_file else None
        self._read_only = read_only
        self.newer = 0
        self.table = TableView(_("Copies"), _COLUMNS)
        self.table.setMinimumHeight(100)
        self.held = TableView(_("What the copy holds"), _HELD if data_file else _HELD[:2])
        self.held.setMinimumHeight(90)
        self.last = widgets.label("", "quiet", wrap=True)
        self._warning = QLabel()
        line = widgets.row(of=(self._warning, (self.last, 1)))
        column = widgets.stack(spacing=8, of=((self.table, 3), line, (self.held, 3)))
        words = advice or _("Restoring puts a copy in the place of the file; the file as it is now is kept beside it.")
        super().__init__(_("Copies"), words, column, _("Restore…"), parent)
        self.cancel.setText(_("Close"))
        self._warning.setPixmap(picture("warning", 16, "warn", self))
        self.resize(700, 600)
        self.table.current_moved.connect(lambda _key: self._show_held())
        self.table.opened.connect(lambda _key: self.take())
        self.table.set_rows([_row(number, *copy) for number, copy in enumerate(self._copies)])
        if self._copies:
            self.table.go_to(0)
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

    def _show_held(self) -> None:
        backup = self.chosen
        self.main.setEnabled(False)
        self.held.set_rows([])
        if backup is None:
            self._describe("" if self._copies else _("There are no copies yet."))
            return
        try:
            held = holds(backup.path)
        except UserError:
            self._describe(
                _("This copy is damaged or not whole and cannot be restored. Choose another one."), warn=True
            )
            return
        self.held.set_rows(_held_rows(held, self._now))
        self.newer = self._now.transactions - held.transactions if self._now else 0
        source = _("It is a copy of %s.") % backup.source if backup.source else ""
        words = [_last_words(held), _newer_words(self.newer) if self._now else "", source]
        if self._read_only:
            words.append(_("The file is open for reading only: open it for work to restore a copy."))
        self._describe(" ".join(part for part in words if part), warn=self._read_only)
        self.main.setEnabled(not self._read_only)

    def _describe(self, words: str, *, warn: bool = False) -> None:
        self.last.setText(words)
        self._warning.setVisible(warn)


def _row(number: int, place: str, backup: Backup) -> _CopyRow:
    stem = backup.path.stem.rsplit(" ", 2)[0]
    return _CopyRow(number, made_words(backup.made), stem, place, size_words(backup.size), backup.made)


def _held_rows(held: Holds, now: Holds | None) -> list[_HeldRow]:
    """Kinds that differ first."""
    kinds: list[type[Record]] = list(dict.fromkeys([*held.counts, *(now.counts if now else ())]))
    rows = []
    for number, kind in enumerate(kinds):
        then, today = held.counts.get(kind, 0), now.counts.get(kind, 0) if now else 0
        rows.append(_HeldRow(number, many(kind), then, today, then - today if now else 0))
    return sorted(rows, key=lambda row: not row.difference)


def _last_words(held: Holds) -> str:
    if held.last is None:
        return _("Nothing was changed in it since it was created.")
    values = {"what": held.last.label(), "when": transaction_day(held.last.at)}
    return _("The last change in it: “%(what)s”, %(when)s.") % values


def _newer_words(newer: int) -> str:
    if newer < 0:
        return n_("It holds %d change more than the file.", "It holds %d changes more than the file.", -newer) % -newer
    if newer == 0:
        return _("No change was made after this copy.")
    return n_("%d change was made after this copy.", "%d changes were made after this copy.", newer) % newer


class CopiesChoices(QWidget):
    """Shows both places, each with «Выбрать…»; `changed` is called when the user chose another."""

    def __init__(self, settings: Settings, changed: Callable[[], object]) -> None:
        super().__init__()
        self._settings, self._changed = settings, changed
        column = widgets.stack((0, 12, 0, 0), 6, of=(widgets.label(_("Copies"), "heading"),))
        self.first = widgets.ElidedLabel("", cut=Qt.TextElideMode.ElideMiddle)
        self.second = widgets.ElidedLabel("", cut=Qt.TextElideMode.ElideMiddle)
        self.choose_first = widgets.button(_("Choose…"), lambda: self._ask("copies"), look="link")
        self.choose_second = widgets.button(_("Choose…"), lambda: self._ask("second_copies"), look="link")
        self.usual_first = widgets.button(_("Back to the usual one"), lambda: self.choose("copies", ""), look="link")
        self.no_second = widgets.button(_("Make no second copy"), lambda: self.choose("second_copies", ""), look="link")
        rows = (
            (_("Folder of copies"), self.first, [self.choose_first, self.usual_first]),
            (_("Second place (a stick)"), self.second, [self.choose_second, self.no_second]),
        )
        for text, place, buttons in rows:
            column.addWidget(widgets.label(text, "field"))
            row = widgets.row(spacing=4)
            for button in buttons:
                button.setAccessibleName(f"{text}: {button.text().strip()}")
                row.addWidget(button)
            widgets.fill(row, widgets.GAP)
            widgets.fill(column, place, row)
        words = _("A copy is made every day, before an import and every half hour of work; onto the stick too when "
                  "it is plugged in.")  # fmt: skip
        column.addWidget(widgets.label(words, "small", wrap=True))
        self.setLayout(column)
        self._show()

    def choose(self, which: str, folder: str) -> None:
        """Take `folder` for the place `which` ("copies" or "second_copies")."""
        if which == "copies" and self._settings.copies not in ("", folder):
            self._settings.folders[COPIES_BEFORE] = self._settings.copies
        setattr(self._settings, which, folder)
        self._show()
        self._changed()

    def _ask(self, which: str) -> None:
        before = getattr(self._settings, which) or str(Path.home())
        title = _("Folder of copies") if which == "copies" else _("Second place for copies")
        folder = QFileDialog.getExistingDirectory(self, title, before)
        if folder:
            self.choose(which, folder)

    def _show(self) -> None:
        self.first.set_whole(str(self._settings.copies_folder()))
        second = self._settings.second_copies
        there = bool(second) and self._settings.second_copies_folder() is not None
        self.second.set_whole(second if there else _("%s (not plugged in)") % second if second else _("not chosen"))
        self.no_second.setEnabled(bool(second))
        self.usual_first.setEnabled(bool(self._settings.copies))
