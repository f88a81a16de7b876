"""Calendar files of other programs read into the review as events; our own comes back as itself. All are invented."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.icalendar_export import write_calendar
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.parsers.calendars import read_calendar
from cluster_desk.rules.calendar.entries import calendar

TODAY = dt.date(2026, 9, 1)
URAL = dt.timezone(dt.timedelta(hours=5))
MOSCOW_TOLD = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:20141026T020000
TZOFFSETFROM:+0400
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""
SUMMER = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""))


def read(folder: Path, *parts: str | bytes, office: dt.tzinfo = URAL, ends: str = "\r\n") -> ParsedDocument:
    content = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    path = folder / "календарь.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\nVERSION:2.0\n".replace(b"\n", ends.encode()))
    with path.open("ab") as file:
        file.write(content.replace(b"\n", ends.encode()) + b"END:VCALENDAR" + ends.encode())
    return read_calendar(path, TODAY, office)


def only(document: ParsedDocument) -> Event:
    [row] = document.calendar
    return row.record


def days(one: Event) -> list[str]:
    pairs = [(f"{span.first:%d.%m}", f"{span.last:%d.%m}") for span in one.spans]
    return [first if first == last else f"{first}-{last}" for first, last in pairs]


@pytest.mark.parametrize(
    ("zone", "told", "clock"),
    [
        (
            "TZID=Europe/Moscow:20261014T100000",
            MOSCOW_TOLD.format(name="Europe/Moscow"),
            "12:00",
        ),  # Thunderbird, Google
        ("TZID=Russian Standard Time:20261014T100000", "", "12:00"),  # Outlook, its zone not told
        ('TZID="/mozilla.org/20050126_1/Europe/Moscow":20261014T100000', "", "12:00"),  # an older Thunderbird
        ("TZID=Ekaterinburg Standard Time:20261014T100000", "", "10:00"),  # Outlook in the office's own zone
        ("TZID=W. Europe Standard Time:20260714T100000", SUMMER, "13:00"),  # summer time, by rules from 1601
        ("TZID=W. Europe Standard Time:20261114T100000", SUMMER, "14:00"),
        ("20261014T070000Z", "", "12:00"),  # Google, Apple
        ("20261014T100000", "", "10:00"),  # our own: whoever's clock
    ],
)
def test_a_time_is_told_by_the_office_s_clock(tmp_path: Path, zone: str, told: str, clock: str) -> None:
    mark = ":" if zone[0].isdigit() else ";"
    document = read(tmp_path, told, event("SUMMARY:Вебинар", f"DTSTART{mark}{zone}"))
    assert only(document).time == clock
    assert document.all_doubts() == []


def test_an_unknown_zone_is_doubted_and_the_time_taken_as_written(tmp_path: Path) -> None:
    document = read(tmp_path, event("SUMMARY:Слёт", "DTSTART;TZID=Луна:20261014T100000"))
    assert only(document).time == "10:00"
    assert "Луна" in document.all_doubts()[0].sentence()


def test_whole_days_end_the_day_before_what_is_written(tmp_path: Path) -> None:
    week = event("SUMMARY:Неделя математики", "DTSTART;VALUE=DATE:20261012", "DTEND;VALUE=DATE:20261018")
    assert only(read(tmp_path, week)).day_words == "12.10.2026–17.10.2026"
    outlook = event("SUMMARY:День учителя", "DTSTART:20261005T000000", "DTEND:20261006T000000")
    assert days(only(read(tmp_path, outlook))) == ["05.10"]
    night = event("SUMMARY:Слёт", "DTSTART:20261005T180000", "DURATION:P1DT2H")
    assert days(only(read(tmp_path, night))) == ["05.10-06.10"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU", ["06.10", "13.10", "20.10", "27.10"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20261231T235959Z", ["29.10", "26.11", "31.12"]),
        ("RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261013T100000\nRDATE:20261014", ["06.10", "14.10", "20.10", "27.10"]),
        ("RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3", ["06.10", "08.10", "10.10"]),
    ],
)  # fmt: skip
def test_repeats_give_their_days(tmp_path: Path, rule: str, told: list[str]) -> None:
    document = read(tmp_path, event("SUMMARY:Семинар", "DTSTART:20261006T100000", rule))
    assert days(only(document)) == told


def test_a_day_moved_by_itself_stands_by_itself(tmp_path: Path) -> None:
    series = event("SUMMARY:Кружок", "DTSTART:20261006T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("SUMMARY:Кружок", "RECURRENCE-ID:20261013T100000", "DTSTART:20261015T120000")
    document = read(tmp_path, series, moved)
    assert [days(row.record) for row in document.calendar] == [["06.10", "20.10"], ["15.10"]]


def test_words_come_whole_whatever_program_wrote_them(tmp_path: Path) -> None:
    cut = (
        "SUMMARY:Шко".encode()
        + b"\xd0\n "
        + b"\xbb\xd1\x8c\xd0\xbd\xd1\x8b\xd0\xb9".replace(b"\xd0\xbb", b"\xbb", 1)
        + "\\, этап".encode()
    )
    document = read(
        tmp_path,
        b"BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261012\n",
        cut,
        b"\nDESCRIPTION:<p>\xd0\x90<br>\xd0\x91</p>\nEND:VEVENT\n",
    )
    assert (only(document).name, only(document).text) == ("Школьный, этап", "А\nБ")
    old = "SUMMARY;CHARSET=windows-1251:Слёт юннатов".encode("windows-1251")
    document = read(tmp_path, b"BEGIN:VEVENT\nUID:1\nDTSTART:20261012T090000Z\n", old, b"\nEND:VEVENT\n")
    assert only(document).name == "Слёт юннатов"
    quoted = "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=A1=D0=BB=\n=D1=91=D1=82"
    assert only(read(tmp_path, event(quoted, "DTSTART:20261012T090000Z"))).name == "Слёт"


def test_what_is_not_taken_is_named(tmp_path: Path) -> None:
    people = ("ATTENDEE;CN=Громов:mailto:g@example.org", "ATTENDEE:mailto:z@example.org")
    meeting = event("SUMMARY:Слёт", "DTSTART:20261012T090000Z", *people, "BEGIN:VALARM", "END:VALARM")
    left = read(tmp_path, meeting, "BEGIN:VTODO\nSUMMARY:Купить\nEND:VTODO\n").left_alone
    assert {one.name: one.count for one in left} == {
        "participants in the calendar": 2,
        "reminders": 1,
        "tasks of the calendar": 1,
    }


def test_events_are_stored_as_planned_and_the_same_file_changes_nothing_again(desk: Desk, tmp_path: Path) -> None:
    text = event("SUMMARY:Слёт юннатов", "DTSTART;VALUE=DATE:20261012", "LOCATION:с. Луговое", uid="a")
    text += event("SUMMARY:Отменённый семинар", "DTSTART;VALUE=DATE:20261013", "STATUS:CANCELLED", uid="b")
    import_document(desk, read(tmp_path, text))
    [one] = desk.read.load_all(Event)
    assert (one.name, one.state, one.venue, one.first_day) == (
        "Слёт юннатов",
        EventState.PLANNED,
        "с. Луговое",
        dt.date(2026, 10, 12),
    )
    done = desk.next_undo()
    assert not import_document(desk, read(tmp_path, text)).changed
    assert desk.next_undo() == done
    moved = read(tmp_path, text.replace("VALUE=DATE:20261012", "VALUE=DATE:20261020").replace("CANCELLED", "CONFIRMED"))
    import_document(desk, moved)
    events = desk.read.load_all(Event)
    assert sorted((one.name, str(one.first_day)) for one in events) == [
        ("Отменённый семинар", "2026-10-13"),
        ("Слёт юннатов", "2026-10-20"),
    ]
    import_document(desk, read(tmp_path, text.replace("юннатов\n", "юннатов\nSTATUS:CANCELLED\n")))
    assert {one.state for one in desk.read.load_all(Event) if one.name == "Слёт юннатов"} == {EventState.CANCELLED}


def test_our_own_calendar_comes_back_as_itself(sample_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(sample_file)
    desk.read.today = lambda: TODAY
    path = tmp_path / "наш.ics"
    assert write_calendar(calendar(desk.read, TODAY).entries, path) > 20
    before = desk.next_undo()
    proposal = propose(desk.read, read_document(path))
    assert list(proposal.rows()) == []
    import_document(desk, proposal)
    assert desk.next_undo() == before
    changed = path.read_text(encoding="utf-8").replace("DTSTART;VALUE=DATE:2026", "DTSTART;VALUE=DATE:2025", 1)
    path.write_text(changed, encoding="utf-8")
    [row] = propose(desk.read, read_document(path)).rows()
    assert "изменено в другой программе" in row.remark()
    desk.close()


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:cut",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 6_000 + b"END:VCALENDAR\n",
        b"BEGIN:VCALENDAR\n" + b"A" * (17 << 20),
    ],
)
def test_hostile_calendars_end_in_a_sentence_soon(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "плохой.ics"
    path.write_bytes(content)
    began = time.thread_time()
    with pytest.raises(UserError):
        read_document(path)
    assert time.thread_time() - began < 5


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=999999999",
     "FREQ=DAILY;UNTIL=99991231", "FREQ=WEEKLY;INTERVAL=0", "FREQ=MONTHLY;BYDAY=99XX", "FREQ=", "FREQ=DAILY;COUNT=x"],
)  # fmt: skip
def test_repeats_without_end_or_sense_are_bounded_and_doubted(tmp_path: Path, rule: str) -> None:
    began = time.thread_time()
    document = read(tmp_path, event("SUMMARY:Кружок", "DTSTART:20260901T100000", f"RRULE:{rule}"))
    assert len(only(document).spans) <= 400
    assert time.thread_time() - began < 2
    assert document.all_doubts() or rule.startswith(("FREQ=YEARLY", "FREQ=WEEKLY"))
