"""A file's tables are those that this program makes, or it is refused before anything in it runs, and can be salvaged.

Were it wrong, a file from a letter could run what somebody put into it: wipe records past the history, keep a name that
is erased, or never end.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.backup.copies import back_up_file, restore
from cluster_desk.data.backup.file_summary import holds
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.backup.salvage_report import compare_files
from cluster_desk.data.file import migrations, tables
from cluster_desk.data.file.open import ForeignTables
from cluster_desk.data.privacy.copies import copies_of
from cluster_desk.desk import Desk
from tests.data.file.conftest import Upgraded

_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
HOSTILE: dict[str, tuple[str, ...]] = {
    "a view that never ends": (
        "ALTER TABLE cluster RENAME TO cluster0",
        f"CREATE VIEW cluster AS {_ENDLESS} SELECT cluster0.*, x FROM cluster0, c WHERE x < 0",
    ),
    "a trigger that wipes": ("CREATE TRIGGER evil AFTER INSERT ON steps BEGIN DELETE FROM events; END",),
    "a trigger for ever": (
        f"CREATE TRIGGER evil AFTER INSERT ON steps BEGIN DELETE FROM tasks WHERE id IN ({_ENDLESS} SELECT 1); END",
    ),
    "a hidden table": ("CREATE TABLE search_x (a)",),
    "a hidden table called as if of SQLite": (
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master VALUES ('view', 'sqlite_stat1', 'sqlite_stat1', 0, 'CREATE VIEW x AS SELECT 1')",
    ),
    "a view in the place of the index": ("DROP TABLE search", "CREATE VIEW search AS SELECT 1 AS title, 2 AS words"),
    "another index of the search": ("DROP TABLE search", "CREATE VIRTUAL TABLE search USING fts5(title, words, x)"),
    "a trigger less": ("DROP TRIGGER journal_events_update",),
    "another trigger of that name": (
        "DROP TRIGGER journal_events_update",
        "CREATE TRIGGER journal_events_update AFTER UPDATE ON events BEGIN DELETE FROM steps; END",
    ),
    "a table less": ("DROP TABLE judged_fine",),
    "a column more": ("ALTER TABLE people ADD COLUMN secret TEXT",),
    "a column that computes": ("ALTER TABLE people ADD COLUMN secret TEXT AS (hex(zeroblob(1000000000)))",),
    "an index less": ("DROP INDEX ix_steps_undone",),
    "an index that computes": ("CREATE INDEX evil ON events (hex(name))",),
    "another condition": ("DROP INDEX ix_steps_undone", "CREATE INDEX ix_steps_undone ON steps (id) WHERE state = 2"),
    "a default that computes": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'told TEXT NOT NULL', 'told TEXT NOT NULL DEFAULT (random())')",
    ),
    "another collation": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'reason TEXT NOT NULL', 'reason TEXT NOT NULL COLLATE nocase')",
    ),
    "a trigger less, whose text hides behind another's": (
        "PRAGMA writable_schema = ON",
        """UPDATE sqlite_master SET sql = sql || (
            SELECT char(0) || name || char(0) || type || char(0) || tbl_name || char(0) || sql
            FROM sqlite_master WHERE name = 'journal_events_update') WHERE name = 'journal_events_insert'""",
        "DELETE FROM sqlite_master WHERE name = 'journal_events_update'",
    ),
    "a virtual table": ("CREATE VIRTUAL TABLE evil USING rtree(id, a, b)",),
}


def changed(path: Path, *statements: str) -> Path:
    """The file as another program left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    return path


def test_the_digest_of_this_version_is_that_of_a_new_file(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        assert tables.foreign(connection) == []
    assert tables.digest(tables._newest()) == migrations.tables_of(migrations.NEWEST)


def test_a_file_of_an_older_version_is_ours_before_and_after_its_upgrade(
    old_file: Path, upgraded: Upgraded, tmp_path: Path
) -> None:
    path = Path(shutil.copy(upgraded.path, tmp_path / "новый.cdesk"))
    for before_and_after in (old_file, path):
        with closing(sqlite3.connect(before_and_after)) as connection:
            assert tables.foreign(connection) == []
    Desk.open(path).close()
    changed(path, "CREATE TRIGGER evil AFTER INSERT ON steps BEGIN DELETE FROM events; END")
    with pytest.raises(ForeignTables):
        Desk.open(path)


def test_nothing_of_an_older_file_runs_while_it_is_brought_up(old_file: Path) -> None:
    changed(old_file, "CREATE TRIGGER evil AFTER INSERT ON recording BEGIN DELETE FROM organizations; END")
    content = old_file.read_bytes()
    with pytest.raises(ForeignTables):
        Desk.open(old_file)
    assert old_file.read_bytes() == content


@pytest.mark.parametrize("what", HOSTILE)
def test_a_foreign_schema_is_refused_by_every_door_and_salvaged(sample_file: Path, tmp_path: Path, what: str) -> None:
    changed(sample_file, *HOSTILE[what])
    content = sample_file.read_bytes()
    doors: list[Callable[[], object]] = [
        lambda: Desk.open(sample_file),
        lambda: Desk.open(sample_file, read_only=True),
        lambda: holds(sample_file),
        lambda: restore(sample_file, tmp_path / "на место.cdesk"),
        lambda: back_up_file(sample_file, tmp_path / "копии"),
        lambda: compare_files(sample_file, [sample_file]),
    ]
    for door in doors:
        with pytest.raises(UserError):
            door()
    assert copies_of(tmp_path / "другой.cdesk", "x" * 32, [tmp_path]) == []
    assert sample_file.read_bytes() == content
    result = salvage(sample_file, tmp_path / "спасённый.cdesk")
    assert result.rows["events"] > 100
    with closing(Desk.open(tmp_path / "спасённый.cdesk")) as desk:
        assert desk.verify() == []
        assert desk.read.value("SELECT count(*) FROM organizations") == 14


def test_the_user_is_told_what_is_foreign(data_file: Path) -> None:
    changed(data_file, "CREATE TABLE search_x (a)", "DROP TRIGGER journal_people_insert")
    with pytest.raises(ForeignTables) as raised:
        Desk.open(data_file)
    assert "search_x" in raised.value.do
    assert "journal_people_insert" in raised.value.do


def test_what_sqlite_adds_itself_and_an_index_of_the_search_that_is_gone_are_no_trouble(data_file: Path) -> None:
    changed(data_file, "ANALYZE", "DROP TABLE search", "DROP TABLE search_state")
    with closing(Desk.open(data_file)) as desk:
        assert desk.verify() == []
        assert desk.read.search("школа", 5) == []


def test_what_never_ends_is_broken_off(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_SECONDS", 0.05)
    with closing(sqlite3.connect(data_file)) as connection:
        with tables.within_time(connection), pytest.raises(sqlite3.OperationalError):
            connection.execute(f"{_ENDLESS} SELECT count(*) FROM c").fetchone()
        with suppress(sqlite3.Error):
            assert connection.execute("SELECT count(*) FROM cluster").fetchone() == (1,)
