"""Every copy that a test makes is restored into a fresh file and compared with its data file, row by row.

`watch` stands round what makes copies, before a test module can name it; the tests themselves know nothing of it. The
rows are those of the data file at the moment of the copy: while it is made nobody can write.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.data.backup import copies as backup
from cluster_desk.data.file.connection import UNREADABLE
from tests.torture.rows import rows_in, rows_of

_make_backup = backup.make_backup
_back_up_file = backup.back_up_file
_restore = backup.restore


class Copies:
    """How many copies were compared since the last look, and what differed."""

    def __init__(self) -> None:
        self.compared = 0
        self.wrong: list[str] = []
        self._process = os.getpid()  # a process begun to be killed is left alone: nobody would hear it
        self._rows: dict[Path, list[str]] = {}  # of the data file, by its newest copy

    def make_backup(self, connection: Any, data_file: Path, *value: Any, **named: Any) -> backup.Backup:
        """`backup.make_backup`, its copy compared."""
        if os.getpid() != self._process:
            return _make_backup(connection, data_file, *value, **named)
        with _held_still(connection) as rows:
            made = _make_backup(connection, data_file, *value, **named)
        self._rows[made.path] = rows
        self.compare(made.path, rows)
        return made

    def back_up_file(self, data_file: Path, folder: Path, second: Path | None = None, *value: Any, **named: Any) -> Any:
        """`backup.back_up_file`, the copy in the second place compared too."""
        made = _back_up_file(data_file, folder, second, *value, **named)
        if second is not None and os.getpid() == self._process:
            self.compare(second / made.path.name, self._rows[made.path])
        return made

    def compare(self, copy: Path, rows: list[str]) -> None:
        """Restore `copy` beside nothing and note what differs from `rows`."""
        self.compared += 1
        with tempfile.TemporaryDirectory(prefix="copy-compared-") as folder:
            file = Path(folder) / "restored.cdesk"
            try:
                _restore(copy, file)
                result = rows_of(file)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test that made the copy fails with it
                self.wrong.append(f"{copy}: {error!r}")
                return
        if not rows:
            self.wrong.append(f"{copy}: copied, though the rows of its file cannot be read")
        elif result != rows:
            differing = sorted(set(rows).symmetric_difference(result))
            self.wrong.append(f"{copy}: {len(differing)} rows differ, the first: {differing[:1]}")

    def described(self) -> list[str]:
        """What was wrong since the last look."""
        wrong, self.wrong = self.wrong, []
        self._rows.clear()
        return wrong


@contextmanager
def _held_still(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """The rows of a data file, in a transaction that keeps them so; [] where they cannot be read."""
    rows: list[str] = []
    own = not connection.in_transaction
    with suppress(*UNREADABLE):
        if own:
            connection.execute("BEGIN")
        rows = rows_in(connection)
    try:
        yield rows
    finally:
        with suppress(*UNREADABLE):
            if own and connection.in_transaction:
                connection.execute("ROLLBACK")


COPIES = Copies()


def watch() -> None:
    """Compare every copy that this process makes from now on."""
    backup.make_backup = COPIES.make_backup
    backup.back_up_file = COPIES.back_up_file


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that began the tests how many copies this one compared."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["copies"] = COPIES.compared


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Count what a parallel worker compared."""
    COPIES.compared += getattr(node, "workeroutput", {}).get("copies", 0)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many copies were compared in all."""
    if COPIES.compared:
        terminalreporter.write_line(f"{COPIES.compared} copies restored and compared, row by row")
