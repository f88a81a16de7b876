"""Whatever is put back, no link leads nowhere; and where one did in an earlier version, nothing is stuck."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.council import AgendaItem, Decision, Meeting
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import Plan
from cluster_desk.data.history import links
from cluster_desk.data.history import views as history
from cluster_desk.data.history.undelete import completed, parcels, unpacked
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.torture.rows import HISTORY, rows_of

FILES = Path(__file__).parents[1] / "files"


def bring_back(desk: Desk, kind: type[Record], row: int, after: int) -> list[str]:
    """What «Bring back this state» does; gives what it told to be emptied or to go along."""
    images = history.images_after(desk.read, history.rows_of(desk.read, kind, row), after)
    done = completed(desk.read, images)
    desk.put_back("Earlier state brought back", done.images)
    return done.emptied + done.leaving


def last_step(desk: Desk) -> int:
    return int(desk.read.value("SELECT max(id) FROM steps"))


def taken_up(desk: Desk) -> tuple[int, int]:
    """A meeting whose decision the next one's agenda takes up; gives its row and the step before the decision."""
    agenda = [AgendaItem(topic="Вопрос")]
    [row] = desk.change("Meeting added", Meeting(theme="Первое", day=dt.date(2026, 5, 5), agenda=agenda))
    transaction = last_step(desk)
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.agenda[0].decisions.append(Decision(text="Провести слёт"))
    desk.change("Meeting changed", meeting)
    decision = desk.read.value("SELECT max(id) FROM decisions")
    agenda = [AgendaItem(topic="Об исполнении", from_decision_id=decision)]
    desk.change("Meeting added", Meeting(theme="Второе", day=dt.date(2026, 6, 5), agenda=agenda))
    return row, transaction


def undo_all(desk: Desk) -> int:
    count = 0
    while desk.undo():
        count += 1
    return count


def test_a_link_to_what_goes_with_an_earlier_state_is_emptied_and_told(desk: Desk) -> None:
    row, transaction = taken_up(desk)
    assert bring_back(desk, Meeting, row, transaction) == ["Вопрос: Об исполнении (По решению)"]
    assert desk.verify() == []
    desk.change("Meeting added", Meeting(theme="Третье", day=dt.date(2026, 7, 5)))
    desk.undo()
    desk.undo()
    assert desk.read.value("SELECT text FROM decisions WHERE id = (SELECT max(from_decision_id) FROM agenda_items)")
    assert undo_all(desk) == 3


def test_what_others_cannot_be_without_does_not_go(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    desk.change("Deleted", remove=desk.read.load_all(Organization, [school]))
    gone = last_step(desk)
    desk.put_back("Back", completed(desk.read, unpacked(desk.read, parcels(desk.read))).images)
    desk.change("Added", Person(name="Петрова А. Б.", organization_id=school))
    with pytest.raises(UserError, match="Человек: Петрова"):
        bring_back(desk, Organization, school, gone)
    assert desk.verify() == []


def test_what_belongs_to_what_goes_goes_with_it_and_comes_back_by_undo(sample_file: Path) -> None:
    desk = Desk.open(sample_file)
    before = rows_of(sample_file, without=HISTORY)
    [plan] = desk.read.load_all(Plan)
    assert plan.id
    done = completed(desk.read, dict.fromkeys(history.rows_of(desk.read, Plan, plan.id)))
    assert any(entry.startswith("Раздел:") for entry in done.leaving)
    desk.put_back("Deleted", done.images)
    assert desk.verify() == []
    assert desk.read.value("SELECT count(*) FROM plan_items") == 0
    desk.undo()
    assert rows_of(sample_file, without=HISTORY) == before
    desk.close()


def _states(desk: Desk) -> Iterator[tuple[type[Record], int, int]]:
    """Every record that the history knows and is there, with every step that changed it."""
    for kind in all_records():
        if owner_of(kind) is None:
            for (row,) in desk.read.rows(f"SELECT id FROM {kind.TABLE}"):
                for transaction in history.transactions_of(desk.read, history.rows_of(desk.read, kind, row)):
                    yield kind, row, transaction.id


def test_every_earlier_state_of_a_full_file_comes_back_whole_or_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "полный.cdesk"
    path.write_bytes(gzip.decompress((FILES / "version-2.cdesk.gz").read_bytes()))
    desk = Desk.open(path)
    tried = brought = 0
    for kind, row, transaction in list(_states(desk))[::3]:
        tried += 1
        with suppress(UserError):
            bring_back(desk, kind, row, transaction)
            brought += 1
        assert links.dead_links(desk.read._connection) == [], (kind, row, transaction)
        if tried % 2 == 0:
            desk.undo()
    assert brought > tried * 0.7 > 20
    assert undo_all(desk) > 250
    assert desk.verify() == []
    desk.close()


@pytest.fixture
def harmed(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A file in which an earlier version of the program left a link that leads nowhere."""
    desk = Desk.open(data_file)
    row, transaction = taken_up(desk)
    images = history.images_after(desk.read, history.rows_of(desk.read, Meeting, row), transaction)
    with monkeypatch.context() as earlier:
        earlier.setattr(links, "dead_links_of", lambda *_args: [])
        desk.put_back("Earlier state brought back", images)
    assert desk.verify() != []
    yield desk
    desk.close()


def test_a_link_left_by_an_earlier_version_holds_no_undo_back(harmed: Desk) -> None:
    desk = harmed
    [second] = [one for one in desk.read.load_all(Meeting) if one.theme == "Второе"]
    desk.change("Meeting added", Meeting(theme="Третье", day=dt.date(2026, 7, 5)))
    second.agenda[0].topic = "Об исполнении решений"
    second.agenda[0].from_decision_id = None
    desk.change("Meeting changed", second)
    transactions = 6
    assert undo_all(desk) == transactions
    assert desk.verify() == []
    redone = 0
    while desk.redo():
        redone += 1
    assert redone == transactions
    assert desk.verify() == []
    assert undo_all(desk) == transactions


def test_what_brought_the_other_end_back_can_be_taken_back_too(harmed: Desk) -> None:
    desk = harmed
    [first] = [one for one in desk.read.load_all(Meeting) if one.theme == "Первое"]
    assert first.id
    whole = last_step(desk) - 1
    bring_back(desk, Meeting, first.id, whole)
    assert desk.verify() == []
    assert undo_all(desk) == 5
    assert desk.verify() == []
    while desk.redo():
        pass
    assert desk.verify() == []


OLD_LINKS = (
    ("people", "organization_id"),
    ("organizations", "head_id"),
    ("plan_items", "section_id"),
    ("served_items", "item_id"),
    ("attendees", "seat_id"),
)


@pytest.mark.parametrize(("table", "column"), OLD_LINKS)
def test_links_that_lead_nowhere_are_emptied_and_told_when_a_file_is_brought_up(
    tmp_path: Path, table: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_desk.cli import main

    path = tmp_path / "старый.cdesk"
    path.write_bytes(gzip.decompress((FILES / "version-1.cdesk.gz").read_bytes()))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = 9999 WHERE id = (SELECT min(id) FROM {table})")
    rows = len(rows_of(path, without=HISTORY))
    read_only = Desk.open(path, read_only=True)
    assert len(read_only.emptied_links) == 1
    read_only.close()
    assert main(["undo", str(path)]) == 0
    result = capsys.readouterr().err
    assert "вели в никуда" in result
    assert "повреждён" not in result
    desk = Desk.open(path)
    assert desk.emptied_links == ()
    assert desk.verify() == []
    assert desk.redo()
    assert desk.read.value(f"SELECT {column} FROM {table} ORDER BY id LIMIT 1") is None
    undo_all(desk)
    desk.close()
    assert len(rows_of(path, without=HISTORY)) == rows - 1  # what the history began with taken back; no row is lost


def test_an_emptied_link_is_filled_again_when_what_deleted_its_target_is_taken_back(harmed: Desk) -> None:
    desk = harmed
    connection = desk.read._connection
    agenda = "SELECT from_decision_id FROM agenda_items WHERE topic = 'Об исполнении'"
    decision = desk.read.value(agenda)
    with desk._transaction():
        assert links.mend(connection, links.dead_links(connection)) == ["Вопрос: Об исполнении (По решению)"]
    assert desk.read.value(agenda) is None
    assert desk.verify() == []
    values = [one.field for one in history.differences(desk.read, last_step(desk))]
    assert "По решению" in values  # it stands in the history
    desk.undo()
    assert desk.read.value(agenda) == decision
    assert desk.verify() == []
    desk.redo()
    assert desk.read.value(agenda) is None
    assert undo_all(desk) == 4


def test_a_part_without_its_owner_goes(desk: Desk) -> None:
    desk.change("Added", an_organization())
    connection = desk.read._connection
    connection.execute("PRAGMA foreign_keys = OFF")
    with desk._transaction():
        connection.execute("UPDATE agreements SET organizations_id = 9999")
    with desk._transaction():
        assert links.mend(connection, links.dead_links(connection)) == ["Соглашение: 3"]
    connection.execute("PRAGMA foreign_keys = ON")
    assert desk.verify() == []
    assert desk.read.value("SELECT count(*) FROM agreements") == 0
    assert json.loads(desk.read.value("SELECT after FROM row_changes"))["short_name"]
