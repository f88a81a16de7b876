"""Two copies of one file, both worked on, merged: what comes from there, what is asked, what stands in the end."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import AgendaItem, Attendee, Decision, Meeting, Speaker
from cluster_desk.core.records.events import Attachment, Event, Participation
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.merge import words
from cluster_desk.data.merge.conflicts import About
from cluster_desk.data.merge.merge import Merge
from cluster_desk.desk import Desk
from cluster_desk.rules.council import minutes
from cluster_desk.rules.plan import order
from tests.builders import a_cluster, a_meeting, an_organization
from tests.plan_builder import store_plan

TODAY = dt.date(2026, 10, 30)


@pytest.fixture(scope="module")
def _common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("common") / "Кластер.cdesk"
    with closing(Desk.create(path, a_cluster())) as desk:
        store_plan(desk)
        desk.change(
            "Added",
            an_organization(),
            a_meeting(attendance=[Attendee(words="Тихонов А. В.")]),
            Event(name="Олимпиада", day_words="12.10.2026"),
        )
    return path


@pytest.fixture
def both(_common: Path, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    desks = []
    for side in ("здесь", "там"):
        (tmp_path / side).mkdir()
        desks.append(Desk.open(Path(shutil.copy(_common, tmp_path / side))))
    yield desks[0], desks[1]
    for desk in desks:
        desk.close()


def edit(desk: Desk, kind: type[Record], **values: object) -> None:
    record = desk.read.load(kind, 1)
    assert record
    for name, value in values.items():
        setattr(record, name, value)
    desk.change("Changed", record)


def ask(merge: Merge) -> list[tuple[str, str, str, str]]:
    return [(one.conflict.about.value, one.field, one.here, one.there) for one in words.questions(merge)]


def test_different_fields_of_one_record_both_stand_and_nothing_is_asked(both: tuple[Desk, Desk]) -> None:
    here, there = both
    edit(here, Meeting, theme="Итоги полугодия")
    edit(there, Meeting, place="Школьный музей")
    merge = here.compare_with(there)
    assert ask(merge) == []
    here.merge("Merged", merge, {})
    meeting = here.read.load(Meeting, 1)
    assert meeting
    assert (meeting.theme, meeting.place) == ("Итоги полугодия", "Школьный музей")
    here.undo()
    meeting = here.read.load(Meeting, 1)
    assert meeting
    assert (meeting.theme, meeting.place) == ("Итоги полугодия", "Администрация района, малый зал")


def test_what_both_changed_is_asked_side_by_side(both: tuple[Desk, Desk]) -> None:
    here, there = both
    edit(here, Meeting, theme="Итоги полугодия")
    edit(there, Meeting, theme="О наставничестве")
    merge = here.compare_with(there)
    [question] = words.questions(merge)
    assert (question.kind, question.field, question.before) == ("Заседание", "Тема", "Итоги I четверти")
    assert (question.here, question.there) == ("Итоги полугодия", "О наставничестве")
    here.merge("Merged", merge, {question.conflict.id: "there"})
    assert here.read.value("SELECT theme FROM meetings") == "О наставничестве"
    assert ask(here.compare_with(there)) == []  # answered once


def test_days_follow_their_words_and_people_are_counted_anew(both: tuple[Desk, Desk]) -> None:
    here, there = both
    for desk, day, count in ((here, "24.11.2026", "5"), (there, "25.11.2026", "7")):
        event = desk.read.load(Event, 1)
        assert event
        event.day_words = day
        event.participations.append(Participation(count_words=count))
        desk.change("Changed", event)
    merge = here.compare_with(there)
    [question] = words.questions(merge)
    here.merge("Merged", merge, {question.conflict.id: "there"})
    event = here.read.load(Event, 1)
    assert event
    assert (event.day_words, event.first_day, event.people_count) == ("25.11.2026", dt.date(2026, 11, 25), 12)
    assert [span.first for span in event.spans] == [dt.date(2026, 11, 25)]


def test_new_rows_with_the_same_number_get_their_own_with_all_links(both: tuple[Desk, Desk]) -> None:
    here, there = both
    for desk, name in ((here, "Зимина А. Р."), (there, "Громов П. А.")):
        person = desk.draft(Person, name=name)
        school = desk.draft(Organization, short_name=f"Школа {name}", full_name=f"Школа {name}", head_id=person.id)
        event = Event(name=f"Слёт: {name}", day_words="14.11.2026", organizer=school.short_name, organizer_id=school.id)
        event.attachments.append(Attachment(name=f"{name}.jpg", media_type="image/jpeg", size=9, digest=""))
        desk.change("Added", person, school, event)
    assert here.read.value("SELECT max(id) FROM people") == there.read.value("SELECT max(id) FROM people")
    merge = here.compare_with(there)
    assert ask(merge) == []
    here.merge("Merged", merge, {})
    rows = here.read.rows(
        "SELECT people.name, organizations.short_name, events.name FROM events "
        "JOIN organizations ON organizations.id = organizer_id JOIN people ON people.id = head_id ORDER BY 1"
    )
    names = ["Громов П. А.", "Зимина А. Р."]
    assert rows == [(name, f"Школа {name}", f"Слёт: {name}") for name in names]


def test_what_was_deleted_there_and_changed_here_is_asked_and_kept_at_first(both: tuple[Desk, Desk]) -> None:
    here, there = both
    edit(here, PlanItem, title="Другое название")
    item = there.read.load(PlanItem, 1)
    assert item
    there.change("Deleted", remove=[item])
    merge = here.compare_with(there)
    assert [one[0] for one in ask(merge)] == [About.DELETED]
    here.merge("Merged", merge, {})
    assert here.read.value("SELECT name FROM plan_items WHERE id = 1") == "Другое название"
    here.undo()
    here.merge("Merged", merge, {merge.conflicts[0].id: "there"})
    assert here.read.value("SELECT count(*) FROM plan_items WHERE id = 1") == 0


def test_rows_moved_on_both_sides_are_asked_and_on_one_are_not(both: tuple[Desk, Desk]) -> None:
    here, there = both
    first = [row for (row,) in here.read.rows("SELECT id FROM plan_items WHERE section_id = 1 ORDER BY place")]
    there.change("Moved", *order.move_items(there.read, [first[0]], 1, None))
    assert ask(here.compare_with(there)) == []
    here.change("Moved", *order.move_items(here.read, [first[-1]], 1, first[0]))
    merge = here.compare_with(there)
    assert [one[:2] for one in ask(merge)] == [(About.ORDER, "Порядок")]
    here.merge("Merged", merge, {merge.conflicts[0].id: "there"})
    now = [row for (row,) in here.read.rows("SELECT id FROM plan_items WHERE section_id = 1 ORDER BY place")]
    assert now == [*first[1:], first[0]]


def test_a_number_given_twice_is_told_and_can_be_another(both: tuple[Desk, Desk]) -> None:
    here, there = both
    for desk, theme in ((here, "О слёте"), (there, "О форуме")):
        desk.change("Added", Meeting(number=15, day=dt.date(2026, 11, 20), theme=theme))
    merge = here.compare_with(there)
    assert [one[:2] for one in ask(merge)] == [(About.NUMBER, "№ дан дважды: 15")]
    here.merge("Merged", merge, {merge.conflicts[0].id: "here"})
    numbers = dict(here.read.rows("SELECT theme, number FROM meetings"))
    assert (numbers["О слёте"], numbers["О форуме"]) == (15, 16)


def test_minutes_confirmed_here_are_not_mixed_with_changes_from_there(both: tuple[Desk, Desk]) -> None:
    here, there = both
    for desk in both:
        meeting = desk.read.load(Meeting, 1)
        assert meeting
        if desk is there:
            meeting.agenda[0].decisions.append(Decision(text="Провести слёт"))
            desk.change("Changed", meeting)
        else:
            desk.change("Confirmed", minutes.confirmed(meeting, (), TODAY))
    merge = here.compare_with(there)
    assert [one[:2] for one in ask(merge)] == [(About.MINUTES, "Утверждённый протокол")]
    here.merge("Merged", merge, {})
    assert here.read.value("SELECT count(*) FROM decisions") == 0
    assert here.read.value("SELECT minutes_state FROM meetings") == "confirmed"


def test_what_one_took_back_is_told(both: tuple[Desk, Desk]) -> None:
    here, there = both
    there.undo()
    merge = here.compare_with(there)
    assert [side for side, _name in words.taken_back(merge)] == ["there"]
    here.merge("Merged", merge, {})
    assert here.read.value("SELECT count(*) FROM meetings") == 0


def test_without_history_both_are_compared_as_they_stand(both: tuple[Desk, Desk]) -> None:
    here, there = both
    edit(here, Meeting, theme="Итоги полугодия")
    edit(there, Meeting, place="Школьный музей")
    there.change("Added", Person(name="Громов П. А."))
    for desk in both:
        person = Person(name="Зимина А. Р.")
        [person.id] = desk.change("Added", person)
        desk.change("Deleted", remove=[person])
        desk.empty_trash()
    merge = here.compare_with(there)
    assert not merge.ancestor.reached
    assert "не доходит" in words.since(merge)
    assert sorted(one[1] for one in ask(merge)) == ["Место", "Тема"]
    here.merge("Merged", merge, {})
    assert here.read.value("SELECT count(*) FROM people") == 1


def test_a_file_of_another_cluster_is_refused(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    here, _there = both
    with closing(Desk.create(tmp_path / "Чужой.cdesk", a_cluster())) as other, pytest.raises(UserError) as caught:
        here.compare_with(other)
    assert caught.value.what == "Это файл другого кластера."


def test_agenda_items_of_both_stand_in_one_order_on_both_sides(both: tuple[Desk, Desk]) -> None:
    topics = []
    for desk in both:
        meeting = desk.read.load(Meeting, 1)
        assert meeting
        meeting.agenda.append(AgendaItem(topic=f"Вопрос {desk.path.parent.name}"))
        desk.change("Changed", meeting)
    merges = [one.compare_with(other) for one, other in (both, both[::-1])]
    for desk, merge in zip(both, merges, strict=True):
        images = desk.merge("Merged", merge, {})
        assert images
        meeting = desk.read.load(Meeting, 1)
        assert meeting
        topics.append([item.topic for item in meeting.agenda])
    assert topics[0] == topics[1]
    assert len(topics[0]) == 4


def test_the_same_entered_on_both_sides_is_told_and_one_can_be_kept(both: tuple[Desk, Desk]) -> None:
    here, there = both
    for desk in both:
        person = desk.draft(Person, name="Зимина А. Р.")
        desk.change("Added", person, Event(name="Слёт", day_words="14.11.2026"))
        meeting = desk.read.load(Meeting, 1)
        assert meeting
        meeting.agenda[1 if desk is there else 0].speakers.append(Speaker(words="Зимина А. Р.", person_id=person.id))
        desk.change("Changed", meeting)
    merge = here.compare_with(there)
    assert [one[:2] for one in ask(merge)] == [(About.SAME, "Внесено и здесь, и там")] * 2
    here.merge("Merged", merge, {})
    assert here.read.value("SELECT count(*) FROM people") == 2
    here.undo()
    here.merge("Merged", merge, {one.id: "here" for one in merge.conflicts})
    assert here.read.rows("SELECT count(*), count(person_id) FROM speakers WHERE words LIKE 'Зимина%'") == [(2, 2)]
    assert here.read.rows("SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM events)") == [(1, 2)]
