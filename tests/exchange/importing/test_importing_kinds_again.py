"""Members, seats, meetings and entries of a log imported again keep what the office changed. Names are invented."""

from __future__ import annotations

from datetime import date

from cluster_desk.core.parsed_document import (
    ParsedDocument,
)
from cluster_desk.core.records.council import CouncilSeat, Meeting, SeatRole
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.drafts import a_count, a_meeting, a_member, a_question, a_seat, an_entry


def edit(desk: Desk, record: Record, **values: object) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    desk.change("Changed", record)


def a_document(**changes: object) -> ParsedDocument:
    """A document with an organization, a seat, a meeting and an entry of a log; `changes` go into all of them."""
    word = str(changes.get("word", ""))
    return ParsedDocument(
        document="Документ.docx",
        members=[a_member("МКОУ СОШ с. Липовка", phone=changes.get("phone", "8 (00000) 2-00-20"))],  # type: ignore[arg-type]
        council=[a_seat("Громова Елена Николаевна", "директор", str(changes.get("role", "член совета")))],
        meetings=[
            a_meeting(
                a_question("1.", "О плане", f"Громова Е.Н.{word}"),
                a_question("2.", "О подвозе"),
                theme="Итоги года",
                place=f"актовый зал{word}",
                day=date(2026, 12, 17),
                day_words="17.12.2026",
            )
        ],
        log=[
            an_entry(
                "Слёт краеведов",
                date(2026, 10, 1),
                counts=(a_count(str(changes.get("count", 12))),),
                day_words="1 октября",
                form=f"слёт{word}",
                text="Слёт краеведов, 12 человек",
            )
        ],
    )


def test_every_kind_of_record_keeps_what_the_office_changed(desk: Desk) -> None:
    import_document(desk, a_document())
    [school], [seat] = desk.read.load_all(Organization), desk.read.load_all(CouncilSeat)
    [meeting], [event] = desk.read.load_all(Meeting), desk.read.load_all(Event)
    edit(desk, school, full_name="Липовская средняя школа имени поэта", short_name="Липовская школа", phone="")
    edit(desk, seat, role=SeatRole.DEPUTY, until=date(2026, 12, 1))
    meeting.agenda[0].topic = "Об утверждении плана"
    edit(desk, meeting, day=date(2026, 12, 18), theme="Итоги", place="библиотека")
    edit(desk, event, name="Слёт юных краеведов", form="")
    before = desk.next_undo()
    report = import_document(desk, a_document())
    assert (report.changed, report.kept, report.deleted) == (False, [], [])
    assert desk.next_undo() == before
    assert report.matched == {"Organization": 1, "CouncilSeat": 1, "AgendaItem": 2, "Meeting": 1, "Event": 1}


def test_every_kind_of_record_takes_what_only_the_document_changed(desk: Desk) -> None:
    import_document(desk, a_document())
    newer = a_document(word=" школы", phone="8 (00000) 2-99-99", role="председатель совета", count=14)
    report = import_document(desk, newer)
    assert report.completed == {"Organization": 1, "CouncilSeat": 1, "Meeting": 1, "Event": 1}
    [school], [seat] = desk.read.load_all(Organization), desk.read.load_all(CouncilSeat)
    [meeting], [event] = desk.read.load_all(Meeting), desk.read.load_all(Event)
    assert school.phone == "8 (00000) 2-99-99"
    assert (seat.role, seat.role_words) == (SeatRole.CHAIR, "председатель совета")
    assert (meeting.place, meeting.agenda[0].speakers[0].words) == ("актовый зал школы", "Громова Е.Н. школы")
    assert (event.form, event.participations[0].count_words) == ("слёт школы", "14")
    assert not import_document(desk, newer).changed


def test_every_kind_of_record_asks_about_what_both_changed(desk: Desk) -> None:
    import_document(desk, a_document())
    [school], [seat] = desk.read.load_all(Organization), desk.read.load_all(CouncilSeat)
    [meeting], [event] = desk.read.load_all(Meeting), desk.read.load_all(Event)
    edit(desk, school, phone="8 (00000) 2-11-11")
    edit(desk, seat, role=SeatRole.SECRETARY)
    edit(desk, meeting, place="библиотека")
    edit(desk, event, form="поход")
    newer = a_document(word=" школы", phone="8 (00000) 2-99-99", role="председатель совета")
    report = import_document(desk, newer)
    assert len(report.kept) == 4
    assert [desk.read.load_all(Meeting)[0].place, desk.read.load_all(Event)[0].form] == ["библиотека", "поход"]
    labels = {
        answer.label
        for row in propose(desk.read, newer).rows()
        for question in row.questions
        for answer in question.answers
    }
    assert {"Оставить: секретарь", "Из документа: председатель"} <= labels


def test_what_was_deleted_of_every_kind_is_told(desk: Desk) -> None:
    import_document(desk, a_document())
    [meeting] = desk.read.load_all(Meeting)
    del meeting.agenda[1]
    desk.change("Changed", meeting)
    desk.change("Deleted", remove=[*desk.read.load_all(CouncilSeat), *desk.read.load_all(Event)])
    desk.change("Deleted", remove=desk.read.load_all(Organization))
    report = import_document(desk, a_document())
    assert not report.changed
    assert len(report.deleted) == 4
    desk.change("Deleted", remove=desk.read.load_all(Meeting))
    assert len(import_document(desk, a_document()).deleted) == 4  # the meeting is told, its questions go with it
