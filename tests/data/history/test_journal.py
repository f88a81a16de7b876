"""The journal: whatever changes a row is kept, undo puts back exactly what stood there, and it does not grow for ever.

Were it wrong, an undo would lose what somebody typed, or put an old word over a newer one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.history import journal
from cluster_desk.data.history import views as history
from cluster_desk.desk import Desk
from tests.builders import an_organization


@pytest.fixture(autouse=True)
def _looked_at_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LOOKED_AT_EVERY", 1)


def _change(desk: Desk, times: int) -> int:
    [row] = desk.change("Added", an_organization())
    for number in range(times):
        record = desk.read.load(Organization, row)
        assert record
        record.notes = f"Запись {number}"
        desk.change("Changed", record)
    return row


def test_the_oldest_steps_are_sealed_when_there_are_too_many(desk: Desk) -> None:
    row = _change(desk, 9)
    journal.limit_history(desk.read._connection, 10, transactions=6)
    states = [transaction.state for transaction in history.list_transactions(desk.read, 20)]
    assert states == [journal.DONE] * 6 + [journal.IRREVERSIBLE] * 4
    assert all(desk.undo() for _step in range(6))
    with pytest.raises(UserError, match="Более ранние изменения отменить уже нельзя"):
        desk.undo()
    record = desk.read.load(Organization, row)
    assert record
    assert record.notes == "Запись 2"


def test_images_too_large_let_the_oldest_go_down_to_four_fifths(desk: Desk) -> None:
    _change(desk, 9)
    size = "sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0))"
    whole = desk.read.value(f"SELECT {size} FROM row_changes")
    journal.limit_history(desk.read._connection, 10, images=whole // 2)
    assert desk.read.value(f"SELECT {size} FROM row_changes") <= whole // 2 * 4 // 5
    assert desk.undo()


def test_how_much_the_history_holds_is_known_without_counting(desk: Desk) -> None:
    size = "coalesce(sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0)), 0)"

    def count_is_true() -> bool:
        number: int = desk.read.value("SELECT images FROM recording")
        return number > 0 and number == desk.read.value(f"SELECT {size} FROM row_changes")

    row = _change(desk, 3)
    assert count_is_true()
    desk.undo()
    desk.change("Added", an_organization(short_name="Новая", full_name="Новая школа"))
    assert count_is_true()
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    desk.empty_trash()
    assert count_is_true()
    journal.limit_history(desk.read._connection, 10, images=1)
    assert desk.read.value("SELECT images FROM recording") < 1000


def test_nothing_to_undo_in_a_new_file_is_no_trouble(desk: Desk) -> None:
    assert desk.undo() is None


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_every_column_of_every_kind_is_kept_before_and_after(desk: Desk, record: type[Record]) -> None:
    columns = [name for _place, name, *_rest in desk.read.rows(f"PRAGMA table_info({record.TABLE})")]
    triggers = desk.read.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", record.TABLE)
    images = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
    for (sql,) in triggers:
        for row in images.pop(next(event for event in images if f"AFTER {event} ON" in sql)):
            assert all(f"'{name}', {row}.\"{name}\"" in sql for name in columns)
    assert not images


def _in_a_step(desk: Desk, work: Callable[[sqlite3.Connection], object]) -> int:
    """Do something to the tables behind the desk's back, as a step of the journal; gives its number."""
    connection = desk._file.connection
    with desk._transaction():
        transaction = journal.begin(connection, "Changed", "", "test")
        work(connection)
        journal.end(connection, transaction)
    return transaction


def test_no_way_into_a_table_is_forgotten_while_a_step_is_under_way(desk: Desk) -> None:
    desk.change("Added", Person(name="Лугова Вера"), Person(name="Тихонов Алексей"))
    transaction = _in_a_step(desk, lambda connection: connection.execute("UPDATE people SET notes = name || '!'"))
    kept = journal.rows_changed(desk._file.connection, transaction)
    assert [json.loads(after or "")["notes"] for *_row, after in kept] == ["Лугова Вера!", "Тихонов Алексей!"]
    desk._file.connection.execute("UPDATE people SET notes = 'без шага'")
    assert journal.rows_changed(desk._file.connection, transaction) == kept
    assert [one.id for one in history.list_transactions(desk.read, 5)] == [transaction, transaction - 1]


_TYPED = "  два  пробела,\tзнак \u200b, é и е\u0301,\r\nстрока «ещё»\u2028\x01\\\"'"


@pytest.mark.parametrize("value", [_TYPED, "", "😀" * 300, "null", '{"a": 1}'])
def test_undo_and_redo_put_back_the_very_bytes(desk: Desk, value: str) -> None:
    [row] = desk.change("Added", an_organization())
    sql = "SELECT *, CAST(notes AS BLOB), CAST(learners AS TEXT) FROM organizations WHERE id = ?"
    _in_a_step(desk, lambda connection: connection.execute("UPDATE organizations SET notes = ?", (value,)))
    typed = desk.read.row(sql, row)
    record = desk.read.load(Organization, row)
    assert record
    record.notes, record.learners = "Другое", 2**53 + 1
    desk.change("Changed", record)
    changed = desk.read.row(sql, row)
    desk.undo()
    assert desk.read.row(sql, row) == typed
    desk.redo()
    assert desk.read.row(sql, row) == changed
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    desk.undo()
    assert desk.read.row(sql, row) == changed


def test_what_was_changed_since_is_not_overwritten_by_undo(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="Лугова Вера"))
    person = desk.read.load(Person, row)
    assert person
    person.name = "Лугова Вера Ильинична"
    desk.change("Changed", person)
    desk._file.connection.execute("UPDATE people SET position = 'директор'")  # by a program that knows no journal
    with pytest.raises(UserError, match="с тех пор меняли ещё раз"):
        desk.undo()
    assert desk.read.row("SELECT name, position FROM people") == ("Лугова Вера Ильинична", "директор")
    assert [transaction.state for transaction in history.list_transactions(desk.read, 5)] == [journal.DONE] * 2


def test_a_change_that_failed_leaves_no_step_under_way(desk: Desk) -> None:
    def fail(connection: sqlite3.Connection) -> object:
        connection.execute("INSERT INTO people (uuid, name) VALUES ('1', 'Половина')")
        raise RuntimeError

    with pytest.raises((RuntimeError, sqlite3.Error)):
        _in_a_step(desk, fail)
    assert desk.read.value("SELECT step_id FROM recording") is None
    assert desk.read.rows("SELECT id FROM steps") == desk.read.rows("SELECT id FROM row_changes") == []
    desk.change("Added", Person(name="Лугова Вера"))
    assert desk.undo()
    assert desk.read.value("SELECT count(*) FROM people") == 0


def test_a_column_that_a_newer_version_adds_is_kept_once_the_table_is_watched_anew(desk: Desk) -> None:
    with desk._transaction():
        connection = desk._file.connection
        connection.execute("ALTER TABLE people ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
        journal.watch(connection, "people")
    desk.change("Added", Person(name="Лугова Вера"))
    _in_a_step(desk, lambda connection: connection.execute("UPDATE people SET nickname = 'Верочка'"))
    desk.undo()
    assert desk.read.value("SELECT nickname FROM people") == ""
    desk.redo()
    assert desk.read.value("SELECT nickname FROM people") == "Верочка"


def test_what_is_forgotten_of_a_row_is_nowhere_in_the_history(desk: Desk) -> None:
    desk.change("Added", Person(name="Тихонов Алексей"), subject="Тихонов Алексей")
    [row] = desk.change("Added", Person(name="Лугова Вера"), subject="Лугова Вера")
    desk.change("Added", Person(name="Соколов Пётр"), subject="Соколов Пётр")
    connection = desk._file.connection
    assert journal.forget_rows(connection, [("people", row)]) == 1
    history: list[Any] = [*desk.read.rows("SELECT * FROM steps"), *desk.read.rows("SELECT * FROM row_changes")]
    assert "Лугова" not in str(history)
    assert "Соколов" in str(history)
    assert desk.undo()
    with pytest.raises(UserError):
        desk.undo()


def test_a_page_pasted_into_the_search_of_the_history_is_answered(desk: Desk) -> None:
    desk.change("Organization added", an_organization(), subject="Луговая школа")
    for words, many in (("слово " * 1500, 0), (" ".join(f"{n}-е" for n in range(3000)), 0), ("луговая " * 1500, 1)):
        assert len(history.list_transactions(desk.read, 5, words=words)) == many
    assert len(history.list_transactions(desk.read, 5, words="школа ОРГАНИЗАЦИЯ")) == 1
    assert history.list_transactions(desk.read, 5, words="школа плана") == []
