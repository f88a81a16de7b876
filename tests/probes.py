"""Fixed names for scripts outside this repository: they call these, whatever the program's own names become."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from cluster_desk.core import normalize as _normalize
from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.form_lists import beside
from cluster_desk.core.records.catalog import all_records, record_class
from cluster_desk.core.records.fields import Record, fields_of
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import cluster_genitive, decline_person
from cluster_desk.core.russian.phrases import decline_body, decline_post
from cluster_desk.data.backup.copies import backups_in, make_backup, restore, superfluous
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file.checksums import corrupt_pages
from cluster_desk.data.file.lock import FileLock
from cluster_desk.data.history.journal import Transaction, rows_changed
from cluster_desk.data.history.undelete import completed, parcels, unpacked
from cluster_desk.data.history.views import images_after, list_transactions, rows_of, transactions_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.pasting import pasted_items, pasted_tables, plan_targets
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.layout.grids import Grid
from cluster_desk.reports.catalog import PAPERS, paper
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.writers.excel.form import Filling, fill, read_form
from cluster_desk.rules.matching import Matching

RECORDS = all_records()

__all__ = [
    "PAPERS",
    "RECORDS",
    "Case",
    "Desk",
    "FileLock",
    "Filling",
    "backups_in",
    "beside",
    "bring_back",
    "clipboard_columns",
    "clipboard_items",
    "clipboard_rows",
    "cluster_genitive",
    "corrupt_pages",
    "decline_body",
    "decline_person",
    "decline_post",
    "fields_of",
    "fill",
    "history",
    "images_after",
    "import_document",
    "make_backup",
    "match",
    "normalize",
    "parse_deadline",
    "print_paper",
    "propose",
    "read_document",
    "read_form",
    "record",
    "restore",
    "rows_changed",
    "rows_of",
    "salvage",
    "states_of",
    "superfluous",
    "trash",
    "undelete",
]  # fmt: skip
"""Here under its own name: the desk (open, create, change, undo, redo, erase, back_up, verify), copies (which of them
thinning takes: `superfluous`), salvage, checksums, the lock, the journal's rows, a document read, proposed and
imported, the department's form, deadlines, declensions. What needs more than one call is a function below."""

PLAN_ORDER = ("number", "title", "deadline", "responsible", "state")


def clipboard_rows(html: str = "", text: str = "") -> list[list[list[str]]]:
    """The tables of a clipboard as rows of cells; a cell's lines are parted by line ends, merged cells repeated."""
    grids = [block for block in read_clipboard(html, text).blocks if isinstance(block, Grid)]
    return [[["\n".join(cell.lines) for cell in row] for row in grid.rows] for grid in grids]


def clipboard_columns(html: str = "", text: str = "") -> list[list[tuple[str, str]]]:
    """Of each table pasted into a plan: the heading of every column and the field it goes to, "" for none."""
    pasted = pasted_tables(read_clipboard(html, text), plan_targets(), PLAN_ORDER)
    return [[(column.heading, column.key) for column in table.columns] for table in pasted.tables]


def clipboard_items(html: str = "", text: str = "") -> list[dict[str, object]]:
    """The plan items that a clipboard makes: section, words by field, and the steps' words."""
    pasted = pasted_tables(read_clipboard(html, text), plan_targets(), PLAN_ORDER)
    return [{"section": one.section, **one.words, "steps": one.steps} for one in pasted_items(pasted)]


def record(name: str, **values: Any) -> Record:
    """A record of the class called `name` ("Organization"), its fields by their names (`fields_of` gives them all)."""
    return record_class(name)(**values)


def normalize(words: str) -> str:
    """Words as they are stored, their lines kept."""
    return _normalize.normalize(words)


def match(desk: Desk, words: str) -> dict[str, int | None]:
    """The row numbers of the person and the organization that words mean; None for nobody, or more than one."""
    known = Matching(desk.read)
    return {"person": known.person(words), "organization": known.organization(words)}


def history(desk: Desk, limit: int = 1_000) -> list[Transaction]:
    """Every change of the file, the newest first."""
    return list_transactions(desk.read, limit)


def trash(desk: Desk) -> list[str]:
    """What was deleted and can be brought back, by name, the newest first."""
    return [one.head.title for one in parcels(desk.read)]


def undelete(desk: Desk, place: int = 0) -> list[str]:
    """Bring back what stands at `place` of the trash as the window does, with what it leans on; gives links emptied."""
    done = completed(desk.read, unpacked(desk.read, [parcels(desk.read)[place]]))
    desk.put_back("Brought back from the bin", done.images)
    return list(done.emptied)


def states_of(desk: Desk, kind: str, row: int) -> list[Transaction]:
    """The changes of one record, the newest first: the states that its history offers are those after each of them."""
    return transactions_of(desk.read, rows_of(desk.read, record_class(kind), row))


def bring_back(desk: Desk, kind: str, row: int, after: int) -> list[str]:
    """Bring back a record as it was after the change with this number, as its history does; gives links emptied."""
    done = completed(desk.read, images_after(desk.read, rows_of(desk.read, record_class(kind), row), after))
    desk.put_back("Earlier state brought back", done.images)
    return list(done.emptied)


def print_paper(desk: Desk, name: str, path: Path, day: dt.date | None = None, **options: str) -> None:
    """Write the paper with this id to `path`, its format by the ending; `day`: as it stands on another day."""
    if day is not None:
        desk.read.today = lambda: day
    write_paper(paper(name).build(desk.read, options), path)
