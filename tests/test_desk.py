"""One door for writing: checked, stored as one change, announced, taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Agreement, Organization, Person
from cluster_desk.data.queries.council import MEETINGS
from cluster_desk.data.queries.members import ORGANIZATIONS
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def topics(desk: Desk, row: int) -> list[str]:
    meeting = desk.read.load(Meeting, row)
    assert meeting
    return [item.topic for item in meeting.agenda]


def test_a_record_comes_back_with_all_its_parts(desk: Desk) -> None:
    [row] = desk.change("Added", a_meeting())
    meeting = desk.read.load(Meeting, row)
    assert meeting
    assert meeting.day == dt.date(2026, 10, 22)
    assert [speaker.words for item in meeting.agenda for speaker in item.speakers] == ["Тихонов А. В."]


def test_parts_keep_their_new_order_and_those_left_out_go(desk: Desk) -> None:
    [row] = desk.change("Added", a_meeting())
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.agenda.reverse()
    desk.change("Moved", meeting)
    assert topics(desk, row)[0].startswith("О межшкольном")
    del meeting.agenda[0]
    desk.change("Question deleted", meeting)
    assert topics(desk, row) == ["Итоги I четверти в школах кластера"]
    assert desk.read.value("SELECT count(*) FROM agenda_items") == 1


def test_undo_takes_back_an_edit_a_deletion_with_its_parts_and_redo_brings_them_again(desk: Desk) -> None:
    [row] = desk.change("Added", a_meeting())
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.theme = "Другая тема"
    desk.change("Changed", meeting)
    desk.change("Deleted", remove=[meeting])
    assert desk.read.value("SELECT count(*) FROM speakers") == 0
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM speakers") == 1
    desk.undo()
    restored = desk.read.load(Meeting, row)
    assert restored
    assert restored.theme == "Итоги I четверти"
    assert desk.redo()
    assert desk.redo()
    assert desk.read.load(Meeting, row) is None


def test_undo_works_after_a_restart(data_file: Path) -> None:
    first = Desk.open(data_file)
    first.change("Added", an_organization())
    first.close()
    second = Desk.open(data_file)
    transaction = second.undo()
    assert transaction
    assert transaction.name == "Added"
    assert ORGANIZATIONS.rows(second.read) == []
    second.close()


def test_a_new_change_after_undo_ends_what_could_be_redone(desk: Desk) -> None:
    desk.change("First", an_organization())
    desk.undo()
    desk.change("Second", a_meeting())
    assert desk.next_redo() is None
    assert desk.redo() is None


def test_saving_without_a_difference_makes_no_step(desk: Desk) -> None:
    [row] = desk.change("Added", a_meeting())
    meeting = desk.read.load(Meeting, row)
    assert meeting
    desk.change("Changed", meeting)
    transaction = desk.next_undo()
    assert transaction
    assert transaction.name == "Added"


def test_records_of_one_change_may_link_to_each_other(desk: Desk) -> None:
    head = desk.draft(Person, name="Тихонов Андрей Викторович", position="директор")
    school = an_organization(head_id=head.id)
    desk.change("Added", school, head)
    row = ORGANIZATIONS.rows(desk.read)[0]
    assert row[1:4] == ("МКОУ СОШ с. Луговое", "secondary", "Тихонов Андрей Викторович")


def test_what_others_lean_on_is_not_deleted_and_told(desk: Desk) -> None:
    head = desk.draft(Person, name="Тихонов А. В.")
    desk.change("Added", an_organization(head_id=head.id), head)
    with pytest.raises(UserError) as raised:
        desk.change("Deleted", remove=[head])
    assert "МКОУ СОШ с. Луговое" in raised.value.do
    assert desk.read.load(Person, head.id or 0)


def test_several_that_lean_only_on_each_other_go_together(desk: Desk) -> None:
    head = desk.draft(Person, name="Тихонов А. В.")
    school = desk.draft(Organization, full_name="Школа", short_name="Школа", head_id=head.id)
    desk.change("Added", school, head)
    desk.change("Deleted", remove=[head, school])
    assert desk.read.value("SELECT count(*) FROM people") == 0


def test_a_wrong_record_is_told_field_by_field_and_changes_nothing(desk: Desk) -> None:
    wrong = an_organization(
        short_name=" ",
        email="нет",
        inn="1234567890",
        agreements=[Agreement(number="6", valid_until=dt.date(12, 1, 1))],
    )
    with pytest.raises(Problems) as raised:
        desk.change("Added", wrong)
    fields = {problem.field: problem for problem in raised.value.problems}
    assert set(fields) == {"short_name", "email", "inn", "valid_until"}
    assert fields["valid_until"].path == (("agreements", 0),)
    assert desk.next_undo() is None


def test_an_agreement_that_ends_before_it_begins_is_told_with_a_guess(desk: Desk) -> None:
    agreement = Agreement(day=dt.date(2026, 10, 12), valid_until=dt.date(2021, 10, 12))
    problems = desk.problems(an_organization(agreements=[agreement]))
    assert problems
    assert "12.10.2026" in problems.problems[0].text
    assert "12.10.2031" in problems.problems[0].text


def test_a_meeting_number_is_used_once(desk: Desk) -> None:
    desk.change("Added", a_meeting())
    problems = desk.problems(a_meeting(day=dt.date(2026, 12, 17)))
    assert problems
    assert "22.10.2026" in problems.problems[0].text


def test_listeners_hear_which_areas_changed(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    end = desk.subscribe(heard.append)
    desk.change("Added", a_meeting())
    desk.undo()
    end()
    desk.redo()
    assert heard == [frozenset({"council"}), frozenset({"council"})]


def test_lists_stand_in_russian_order(desk: Desk) -> None:
    for name in ("Школа № 10", "Школа № 9", "Ёлочка", "Енот", "Жар-птица"):
        desk.change("Added", Organization(full_name=name, short_name=name))
    names = [row[1] for row in ORGANIZATIONS.rows(desk.read)]
    assert names == ["Енот", "Ёлочка", "Жар-птица", "Школа № 9", "Школа № 10"]


def test_a_change_of_a_file_open_for_reading_is_refused(data_file: Path) -> None:
    desk = Desk.open(data_file, read_only=True)
    with pytest.raises(UserError):
        desk.change("Added", a_meeting())
    assert MEETINGS.rows(desk.read, body=None) == []
    desk.close()


def test_a_sound_file_is_told_sound(desk: Desk) -> None:
    desk.change("Added", a_meeting())
    assert desk.verify() == []


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_file_holds_is_a_problem_of_its_field(desk: Desk, number: int) -> None:
    with pytest.raises(Problems) as raised:
        desk.change("Added", an_organization(learners=number))
    assert [(one.field, one.text) for one in raised.value.problems] == [("learners", "Это число слишком велико.")]
