"""Events: what is understood of their words, what is refused, what is doubted, and what follows for the plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.events import Event, EventState, Participation, ServedItem, TakingPart
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.data.blobs import drop_unused
from cluster_desk.data.queries.contents import read_content
from cluster_desk.desk import Desk
from cluster_desk.rules.log.attachments import LARGEST, make_attachment, read_attachment
from cluster_desk.rules.log.events import event_doubts, event_from_item
from tests.builders import an_organization

TODAY = dt.date(2026, 10, 14)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def stored(desk: Desk, event: Event) -> Event:
    [row] = desk.change("Event added", event)
    record = desk.read.load(Event, row)
    assert record
    return record.copy()


def days(event: Event) -> list[tuple[str, str]]:
    return [(str(span.first), str(span.last)) for span in event.spans]


def test_words_of_a_date_are_kept_and_understood(desk: Desk) -> None:
    event = stored(desk, Event(name="Неделя чтения", day_words="28 сентября – 2 октября 2026"))
    assert event.day_words == "28 сентября – 2 октября 2026"
    assert (event.first_day, event.last_day) == (dt.date(2026, 9, 28), dt.date(2026, 10, 2))
    event.day_words = "5, 12 и 19 марта 2026 г."
    desk.change("Event changed", event)
    again = desk.read.load(Event, event.id or 0)
    assert again
    assert days(again) == [("2026-03-05",) * 2, ("2026-03-12",) * 2, ("2026-03-19",) * 2]


def test_words_that_say_no_day_are_stored_and_doubted(desk: Desk) -> None:
    event = stored(desk, Event(name="Субботник", day_words="после уборочной"))
    assert event.first_day is None
    assert event_doubts(event, TODAY) == ["Даты не поняты: «после уборочной»."]


def test_days_backwards_are_refused_with_what_was_meant(desk: Desk) -> None:
    with pytest.raises(Problems) as caught:
        desk.change("Event added", Event(name="Форум", day_words="30-20 ноября 2026"))
    [problem] = caught.value.problems
    assert problem.field == "day_words"
    assert problem.text == ("Даты стоят наоборот: конец раньше начала. Возможно, 20.11.2026–30.11.2026?")
    assert desk.read.value("SELECT count(*) FROM events") == 0


def test_numbers_are_understood_and_people_counted_once(desk: Desk) -> None:
    school = desk.draft(Organization, full_name="МКОУ СОШ с. Луговое", short_name="СОШ с. Луговое")
    desk.change("Added", school)
    values = [
        Participation(organization_id=school.id, count_words="12"),
        Participation(count_words="более 70"),
        Participation(kind=TakingPart.TEACHERS, organization_words="школа соседей", count_words="3"),
        Participation(kind=TakingPart.OTHERS, unit="работ", count_words="9"),
    ]
    event = stored(desk, Event(name="Конкурс", day_words="01.10.2026", participations=values))
    assert [one.count for one in event.participations] == [12, 70, 3, 9]
    assert [one.count_words for one in event.participations][1] == "более 70"
    assert event.people_count == 73
    assert event_doubts(event, TODAY) == ["обучающиеся: всего указано 70, а по организациям получается 12."]


def test_an_unknown_number_is_a_doubt_not_an_error(desk: Desk) -> None:
    event = stored(
        desk, Event(name="Кросс", day_words="2 октября", participations=[Participation(count_words="много")])
    )
    assert event.people_count is None
    assert "«много»: число не понято." in event_doubts(event, TODAY)


def planned(desk: Desk) -> PlanItem:
    plan = desk.draft(Plan, name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    section = desk.draft(PlanSection, plan_id=plan.id, name="Раздел")
    item = desk.draft(PlanItem, section_id=section.id, title="Форум молодых педагогов", deadline="ноябрь")
    desk.change("Added", plan, section, item)
    return item


def state(desk: Desk, item: PlanItem) -> tuple[ItemState, str, str]:
    record = desk.read.load(PlanItem, item.id or 0)
    assert record
    return record.state, record.moved_to, record.reason


def test_a_plan_item_follows_its_events(desk: Desk) -> None:
    item = planned(desk)
    plan, section = desk.read.load_all(Plan)[0], desk.read.load_all(PlanSection)[0]
    event = stored(desk, event_from_item(item, section, plan))
    assert (event.name, event.day_words, event.state) == ("Форум молодых педагогов", "ноябрь", EventState.PLANNED)
    assert event.first_day == dt.date(2026, 11, 1)
    event.state, event.day_words = EventState.HELD, "12 ноября 2026"
    desk.change("Event changed", event)
    assert state(desk, item)[0] is ItemState.DONE
    desk.undo()
    assert state(desk, item)[0] is ItemState.PLANNED
    moved = desk.read.load(Event, event.id or 0)
    assert moved
    moved = moved.copy()
    moved.state, moved.moved_to, moved.reason = EventState.MOVED, "декабрь", "карантин"
    desk.change("Event changed", moved)
    assert state(desk, item) == (ItemState.MOVED, "декабрь", "карантин")
    second = Event(name="Форум, второй день", day_words="1 декабря", items=[ServedItem(item_id=item.id)])
    desk.change("Event added", second)
    assert state(desk, item)[0] is ItemState.UNDER_WAY
    desk.change("Events deleted", remove=desk.read.load_all(Event))
    assert state(desk, item)[0] is ItemState.PLANNED


def test_a_photo_is_kept_once_and_dropped_when_nothing_names_it(desk: Desk) -> None:
    photo = make_attachment("хор.png", PNG)
    event = Event(name="Концерт", day_words="5 октября", attachments=[photo])
    event = stored_with(desk, event, PNG)
    assert read_content(desk.read, photo.digest) == PNG
    event.attachments = []
    desk.change("Event changed", event)
    assert drop_unused(desk._file.connection) == 0, "history still names it"
    desk.undo()
    assert read_content(desk.read, photo.digest) == PNG
    desk._file.connection.execute("DELETE FROM attachments")
    desk._file.connection.execute("DELETE FROM steps")
    assert drop_unused(desk._file.connection) == 1


def stored_with(desk: Desk, event: Event, *contents: bytes) -> Event:
    [row] = desk.change("Event added", event, contents=contents)
    record = desk.read.load(Event, row)
    assert record
    return record.copy()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("фото.jpg", b"no picture at all", "«фото.jpg» — не снимок, хотя называется как снимок."),
        ("пусто.png", b"", "Файл «пусто.png» пуст."),
        ("программа.exe", b"MZ", "«программа.exe» — не снимок и не документ."),
        ("справка.pdf", b"PK\x03\x04", "Файл «справка.pdf» повреждён или назван не по содержанию."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        make_attachment(name, content)
    assert caught.value.what == sentence
    assert caught.value.kept == "Ничего не прикреплено."


def test_a_photo_of_80_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "снимок.jpg"
    with path.open("wb") as file:
        file.truncate(80 * 1024 * 1024)
    with pytest.raises(UserError) as caught:
        read_attachment(path)
    assert caught.value.what == "Файл «снимок.jpg» слишком большой: 80 МБ, можно не больше 10 МБ."


def test_all_files_together_are_bounded(desk: Desk) -> None:
    big = [make_attachment(f"{n}.png", PNG + bytes([n])) for n in range(21)]
    for one in big:
        one.size = LARGEST
    with pytest.raises(Problems) as caught:
        desk.change("Event added", Event(name="Выставка", day_words="5 октября", attachments=big))
    assert "больше 200 МБ" in caught.value.problems[0].text


def test_an_organization_named_by_an_event_is_held_back(desk: Desk) -> None:
    [row] = desk.change("Added", an_organization())
    values = [Participation(organization_id=row, count_words="3")]
    desk.change("Event added", Event(name="Кросс", day_words="2 октября", participations=values))
    with pytest.raises(UserError, match="Кросс"):
        desk.change("Deleted", remove=desk.read.load_all(Organization))
