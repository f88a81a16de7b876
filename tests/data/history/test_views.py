"""The life of a record: who changed what, any earlier state brought back, the bin."""

from __future__ import annotations

from cluster_desk.core.records.council import Meeting
from cluster_desk.data.history import views as history
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def changed_twice(desk: Desk) -> int:
    """A meeting whose theme was changed and whose second question was deleted."""
    [row] = desk.change("Added", a_meeting(theme="Первая тема"), subject="Первая тема")
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.theme = "Вторая тема"
    desk.change("Theme changed", meeting)
    del meeting.agenda[1]
    desk.change("Question deleted", meeting)
    return row


def test_the_history_of_a_record_tells_its_parts_too_and_nothing_of_others(desk: Desk) -> None:
    row = changed_twice(desk)
    desk.change("Other", an_organization())
    rows = history.rows_of(desk.read, Meeting, row)
    assert [transaction.name for transaction in history.transactions_of(desk.read, rows)] == [
        "Question deleted",
        "Theme changed",
        "Added",
    ]
    assert [transaction.name for transaction in history.list_transactions(desk.read, 2)] == [
        "Other",
        "Question deleted",
    ]


def test_a_step_tells_field_by_field_what_it_changed(desk: Desk) -> None:
    row = changed_twice(desk)
    rows = history.rows_of(desk.read, Meeting, row)
    deleted, theme, _added = history.transactions_of(desk.read, rows)
    [result] = history.differences(desk.read, theme.id)
    assert (result.record, result.field, result.before, result.after) == (
        "Заседание",
        "Тема",
        "Первая тема",
        "Вторая тема",
    )
    [gone] = history.differences(desk.read, deleted.id)
    assert (gone.before, gone.after) == ("О межшкольном форуме «Первые шаги»", "")


def test_an_earlier_state_is_brought_back_as_a_change_of_its_own(desk: Desk) -> None:
    row = changed_twice(desk)
    rows = history.rows_of(desk.read, Meeting, row)
    first = history.transactions_of(desk.read, rows)[-1]
    desk.put_back("Earlier state brought back", history.images_after(desk.read, rows, first.id))
    meeting = desk.read.load(Meeting, row)
    assert meeting
    assert meeting.theme == "Первая тема"
    assert [len(item.speakers) for item in meeting.agenda] == [1, 0]
    desk.undo()
    meeting = desk.read.load(Meeting, row)
    assert meeting
    assert meeting.theme == "Вторая тема"
    assert len(meeting.agenda) == 1


def test_undone_steps_do_not_count(desk: Desk) -> None:
    row = changed_twice(desk)
    desk.undo()
    rows = history.rows_of(desk.read, Meeting, row)
    last = history.transactions_of(desk.read, rows)[0]
    assert last.name == "Theme changed"
    assert len([image for image in history.images_after(desk.read, rows, last.id).values() if image]) == 4


def test_deleted_records_lie_in_the_bin_and_come_back_with_their_parts(desk: Desk) -> None:
    row = changed_twice(desk)
    meeting = desk.read.load(Meeting, row)
    assert meeting
    desk.change("Deleted", remove=[meeting])
    desk.change("Other", an_organization())
    [deleted] = history.trash_of(desk.read)
    assert (deleted.record, deleted.title, deleted.transaction.name) == (Meeting, "Вторая тема", "Deleted")
    rows = history.rows_of(desk.read, deleted.record, deleted.row)
    desk.put_back("Brought back", history.images_after(desk.read, rows, deleted.transaction.id - 1))
    restored = desk.read.load(Meeting, row)
    assert restored
    assert [item.topic for item in restored.agenda] == ["Итоги I четверти в школах кластера"]
    assert history.trash_of(desk.read) == []
    assert desk.verify() == []
