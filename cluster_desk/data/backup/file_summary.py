"""What a copy of a data file holds, counted, so that it can be set beside the file as it is now."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.fields import Record
from cluster_desk.data.file.connection import UNREADABLE, read_apart
from cluster_desk.data.file.open import check_tables, damaged, recognise
from cluster_desk.data.history.journal import DONE, IRREVERSIBLE, TRANSACTION_COLUMNS, Transaction


@dataclass(frozen=True)
class Holds:
    """How many records of each kind a file holds (those with none left out), its last change, how many there were."""

    counts: dict[type[Record], int]
    last: Transaction | None
    transactions: int


def holds(path: Path) -> Holds:
    """Count what the data file `path` holds; it is only read. Raises UserError when it is no whole file of ours."""
    recognise(path)
    counts = {}
    try:
        with closing(read_apart(path)) as connection:
            check_tables(connection, path)
            there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for record in all_records():
                if owner_of(record) is None and not record.INTERNAL and record.TABLE in there:
                    counts[record] = connection.execute(f"SELECT count(*) FROM {record.TABLE}").fetchone()[0]
            in_effect = f"FROM steps WHERE state IN ({DONE}, {IRREVERSIBLE})"
            row = connection.execute(f"SELECT {TRANSACTION_COLUMNS} {in_effect} ORDER BY id DESC LIMIT 1").fetchone()
            transactions = connection.execute(f"SELECT count(*) {in_effect}").fetchone()[0]
    except UNREADABLE as error:
        raise damaged(path) from error
    return Holds(
        {record: count for record, count in counts.items() if count}, Transaction(*row) if row else None, transactions
    )
