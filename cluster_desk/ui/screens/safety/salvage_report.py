"""What came of saving a damaged file: how much of each kind, and by name what a copy holds that could not be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from cluster_desk.core.file_writing import lengthened
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.data.backup.salvage import Salvaged
from cluster_desk.data.backup.salvage_report import FileComparison
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.safety.kind_words import many


class _KindRow(NamedTuple):
    id: int
    kind: str
    saved: int | None
    copy: int | None
    lacking: int


class _LostRow(NamedTuple):
    id: int
    kind: str
    title: str
    is_lost: bool


def _lacking(row: _KindRow) -> Chip | None:
    return Chip(str(row.lacking), "warn", "warning", filled=False) if row.lacking else Chip("", filled=False)


_KINDS = (
    Column("kind", N_("In the file"), width=200, elastic=True),
    Column("saved", N_("Saved"), "number", width=100),
    Column("copy", N_("In the copy"), "number", width=110),
    Column("lacking", N_("Lacking"), "number", width=130, chip=_lacking),
)


def _trouble(row: _LostRow) -> Chip | None:
    if row.is_lost:
        return Chip(_("is lacking"), "bad", "dismiss_circle", filled=False)
    return Chip(_("look through"), "warn", "warning", filled=False)


_LOST_COLUMNS = (
    Column("kind", N_("Kind"), width=170, quiet=True),
    Column("title", N_("Record"), width=280, elastic=True),
    Column("trouble", N_("State"), width=150, chip=_trouble),
)


class SalvageReport(Dialog):
    """Tells what stands in the new file; accepted when it is to be opened. `when`: when the copy was made, in words."""

    HELP = "safety"
    ONLY_SHOWS = True

    def __init__(self, salvaged: Salvaged, beside: FileComparison, new: Path, when: str, parent: QWidget) -> None:
        has_copy = beside.copy is not None
        self.kinds = TableView(_("What was saved"), _KINDS if has_copy else _KINDS[:2])
        self.kinds.set_rows(_kind_rows(beside))
        self.lost = TableView(_("What is lacking or to be looked through"), _LOST_COLUMNS, lines=2)
        values = [(_(one.record.LABEL), one.title, True) for one in beside.lost]
        values += [(_(one.record), one.title, False) for one in salvaged.doubtful]
        self.lost.set_rows([_LostRow(number, *one) for number, one in enumerate(values)])
        self.note = widgets.label(_note(salvaged, beside, when), "quiet", wrap=True)
        column = widgets.stack(spacing=8, of=((self.kinds, 3), self.note, (self.lost, 3)))
        if not values:
            self.lost.hide()
        for table in (self.kinds, self.lost):
            table.setMinimumHeight(100)
        advice = _("It is in a new file: %s. The damaged one was not changed.") % new
        super().__init__(_("What could be read is saved"), advice, column, _("Open the saved file"), parent)
        self.cancel.setText(_("Close"))
        self.resize(720, 620 if values else 500)
        self.main.setFocus()


def new_name(damaged: Path, now: dt.datetime | None = None) -> Path:
    """Where the saved part of a damaged file goes: beside it, under a name that says what it is."""
    stamp = (now or dt.datetime.now()).strftime("%Y-%m-%d %H-%M-%S")
    return damaged.with_name(lengthened(damaged.stem, f" ({_('salvaged')} {stamp}){damaged.suffix}"))


def _kind_rows(beside: FileComparison) -> list[_KindRow]:
    lacking: dict[type[Record], int] = {}
    for one in beside.lost:
        lacking[one.record] = lacking.get(one.record, 0) + 1
    kinds = [kind for kind, count in beside.saved.items() if count or beside.in_copy.get(kind)]
    kinds += [kind for kind in lacking if kind not in kinds]
    rows = [
        _KindRow(number, many(kind), beside.saved.get(kind), beside.in_copy.get(kind), lacking.get(kind, 0))
        for number, kind in enumerate(kinds)
    ]
    return sorted(rows, key=lambda row: -row.lacking)


def _note(salvaged: Salvaged, beside: FileComparison, when: str) -> str:
    parts = [_("Every row could be read.")] if salvaged.whole else []
    lost = salvaged.torn_rows + salvaged.left_out.total()
    if lost or salvaged.torn_pages or salvaged.emptied:
        values = {"pages": salvaged.torn_pages, "rows": lost, "links": salvaged.emptied}
        parts.append(_("Pages torn: %(pages)d, rows torn or left out: %(rows)d, links emptied: %(links)d.") % values)
    if salvaged.doubtful:
        count = len(salvaged.doubtful)
        words = n_("In %d record a letter may be wrong.", "In %d records a letter may be wrong.", count)
        parts.append(words % count)
    if beside.copy is None:
        parts.append(_("There is no copy to set it beside, so what is lacking cannot be named."))
        return " ".join(parts)
    parts.append(_("Set beside the copy: %s.") % when)
    count = len(beside.lost)
    words = n_("%d record of the copy is lacking.", "%d records of the copy are lacking.", count) % count
    parts.append(words if count else _("Nothing of it is lacking."))
    return " ".join(parts)
