"""What is kept of a person is shown, and erased for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import AgendaItem, Speaker
from cluster_desk.core.records.members import Person
from cluster_desk.data.personal import kept_of
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def with_a_person(data_file: Path) -> tuple[Desk, int]:
    """A file in which one person is a head, speaks at a meeting, and was called otherwise before."""
    desk = Desk.open(data_file)
    head = desk.draft(Person, name="Дёмина Полина Андреевна", phone="8 (00000) 2-00-17", notes="дочь в 9 классе")
    meeting = a_meeting(
        theme="О докладе Дёминой П. А.",
        agenda=[AgendaItem(topic="Форум", speakers=[Speaker(words="П.А. Дёмина, директор", person_id=head.id)])],
    )
    desk.change("Added", head, an_organization(head_id=head.id), meeting, subject="Дёмина П. А.")
    meeting = desk.read.load_all(type(meeting))[0]
    meeting.theme = "О докладе"
    desk.change("Changed", meeting)
    assert head.id
    return desk, head.id


def test_what_is_kept_is_told_field_by_field(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    kept = {(one.field, one.words) for one in kept_of(desk.read, person)}
    assert ("Телефон", "8 (00000) 2-00-17") in kept
    assert any("директор" in words for _field, words in kept)
    desk.close()


def test_an_erased_name_is_nowhere_in_the_files_bytes(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    desk.erase(person)
    assert kept_of(desk.read, person) == []
    desk.close()
    content = data_file.read_bytes()
    for words in ("Дёмин", "Полин", "2-00-17", "9 классе"):
        assert words.encode() not in content, words


def test_after_erasing_the_file_is_sound_and_older_changes_can_still_be_taken_back(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    desk.erase(person)
    assert desk.verify() == []
    assert desk.undo()
    assert desk.read.value("SELECT theme FROM meetings") == "О докладе (удалено)"
    assert desk.undo()
    with pytest.raises(UserError):  # the erasing itself cannot be taken back
        desk.undo()
    desk.close()
