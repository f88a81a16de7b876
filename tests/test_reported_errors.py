"""Errors whose messages quote names: none of it is in the log, in the report that is shown, or in the support zip."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.bug_report import describe_error, write_report
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Person
from cluster_desk.desk import Desk
from cluster_desk.places import local_folder
from cluster_desk.settings import Settings
from cluster_desk.support import write_support
from cluster_desk.ui.frame.messages import report_of

NAME, PHONE = "Тихонова Анна Петровна", "8 (00000) 2-00-17"


def _storing(desk: Desk) -> None:
    person = Person(name=NAME, phone=PHONE)
    person.uuid = str(desk.read.value("SELECT uuid FROM people"))
    desk.change("Added", person)


def _sqlite(desk: Desk) -> None:
    desk._file.connection.execute(f'SELECT "{NAME}"."нет" FROM people')


def _key(_desk: Desk) -> None:
    known: dict[str, str] = {}
    known[NAME]


def _value(_desk: Desk) -> None:
    int(f"{NAME}, {PHONE}")


def _user_error(_desk: Desk) -> None:
    raise UserError(f"«{NAME}» удалить нельзя.", do=PHONE)


def _path(desk: Desk) -> None:
    (desk.path.parent / NAME / "нет").read_bytes()


def _chained(desk: Desk) -> None:
    try:
        _value(desk)
    except ValueError as error:
        error.add_note(NAME)
        raise RuntimeError(NAME) from error


def _while_handling(desk: Desk) -> None:
    try:
        _path(desk)
    except OSError:
        _key(desk)


def _deep(_desk: Desk) -> None:
    def deeper(name: str) -> None:
        deeper(name)

    deeper(NAME)


@pytest.fixture
def one(desk: Desk) -> Desk:
    desk.change("Added", Person(name="Лугова Вера Ильинична"))
    return desk


@pytest.mark.parametrize(
    ("fail", "kinds"),
    [
        (_storing, ["sqlite3.IntegrityError [SQLITE_CONSTRAINT_UNIQUE]"]),
        (_sqlite, ["sqlite3.OperationalError [SQLITE_ERROR]"]),
        (_key, ["KeyError"]),
        (_value, ["ValueError"]),
        (_user_error, ["cluster_desk.core.errors.UserError"]),
        (_path, ["FileNotFoundError [ENOENT]"]),
        (_chained, ["ValueError", "RuntimeError"]),
        (_while_handling, ["FileNotFoundError [ENOENT]", "KeyError"]),
        (_deep, ["RecursionError"]),
    ],
)
def test_an_error_tells_kind_and_place_and_nobody(
    one: Desk, tmp_path: Path, fail: Callable[[Desk], None], kinds: list[str]
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each fails in its own way
        fail(one)
    assert write_report(caught.value)
    write_support(tmp_path / "a.zip", Settings(), one)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        collected = {name: archive.read(name).decode() for name in archive.namelist()}
    values = [
        report_of(caught.value),
        (local_folder() / "errors.log").read_text(encoding="utf-8"),
        *collected.values(),
    ]
    for text in values:
        for word in ("Тихонова", "Анна", "2-00-17", str(tmp_path), "/home/", "Лугова"):
            assert word not in text
    for text in (values[0], values[1], collected["errors.log"]):
        assert [line for line in text.splitlines() if line in kinds] == kinds
        assert 'tests/test_reported_errors.py", line' in text or 'test_reported_errors.py", line' in text
        assert len(text.splitlines()) < 90


def test_storing_quotes_no_values(one: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError) as caught:
        _storing(one)
    assert NAME not in str(caught.value)


def test_causes_that_run_in_a_circle_come_to_an_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert list(describe_error(one))[-1] == "ValueError"
