"""What an import offers and stores only when it is taken: people, seats of speakers, lists of an event's people."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.queries.plan_table import list_items, list_plans
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.make_docx import Table, write_docx

PLAN = Table([
    ["№", "Мероприятие", "Срок", "Ответственный"],
    ["1", "Слёт", "май", "Лугов П.К., директор"],
    ["2", "Форум", "июнь", "П.К. Лугов\nметодисты"],
])  # fmt: skip
AGENDA = Table([["№", "Вопрос", "Докладчик"], ["1", "О плане", "Полева А.Б., методист"]])
PEOPLE = Table([
    ["№", "ФИО", "Должность", "ОО"],
    ["1", "Лугов Пётр Кузьмич", "учитель", "МБОУ СОШ № 5"],
    ["2", "Полева Анна Борисовна", "методист", "МБОУ СОШ № 5"],
])  # fmt: skip


def document(tmp_path: Path, *blocks: object) -> ParsedDocument:
    return read_document(write_docx(tmp_path / "План.docx", blocks))


def a_plan(tmp_path: Path) -> ParsedDocument:
    return document(tmp_path, "План на 2031 год", PLAN, "Заседание совета № 1", "22.10.2031", AGENDA)


def test_people_are_offered_once_and_not_stored_unasked(desk: Desk, tmp_path: Path) -> None:
    proposal = propose(desk.read, a_plan(tmp_path))
    people = next(part for part in proposal.parts if part.area == "people")
    assert [row.said()[:2] for row in people.rows] == [("Лугов П.К.", "директор"), ("Полева А.Б.", "методист")]
    import_document(desk, proposal)
    assert desk.read.load_all(Person) == []
    assert desk.read.load_all(CouncilSeat) == []


def test_people_who_are_taken_are_linked_wherever_they_are_named(desk: Desk, tmp_path: Path) -> None:
    proposal = propose(desk.read, a_plan(tmp_path))
    assert {part.area: len(part.offered()) for part in proposal.parts if part.offered()} == {"council": 1, "people": 2}
    for part in proposal.parts:
        part.take_offered()
    import_document(desk, proposal)
    first, second = sorted(desk.read.load_all(Person), key=lambda one: one.name)
    assert (first.name, first.position, second.name) == ("Лугов П.К.", "директор", "Полева А.Б.")
    items = list_items(desk.read, list_plans(desk.read)[0].id or 0)
    assert [item.people[0].person_id for item in items] == [first.id, first.id]
    [meeting] = desk.read.load_all(Meeting)
    assert meeting.agenda[0].speakers[0].person_id == second.id
    [seat] = desk.read.load_all(CouncilSeat)
    assert (seat.person_id, seat.position) == (second.id, "методист")
    assert [part.offered() for part in propose(desk.read, a_plan(tmp_path)).parts if part.offered()] == []


def test_a_list_of_people_is_no_list_of_members_and_can_be_taken_into_the_log(desk: Desk, tmp_path: Path) -> None:
    listed = document(tmp_path, "Список участников районного семинара 15.02.2031", PEOPLE)
    assert (listed.members, listed.council) == ([], [])
    assert [each.reason.value for each in listed.left_alone] == ["heading", "table"]
    proposal = propose(desk.read, listed)
    assert not import_document(desk, proposal).changed
    log = next(part for part in proposal.parts if part.area == "log")
    log.take_offered()
    import_document(desk, proposal)
    [event] = desk.read.load_all(Event)
    assert (event.name, event.day_words) == ("Список участников районного семинара 15.02.2031", "15.02.2031")
    assert [one.words for one in event.people] == ["Лугов Пётр Кузьмич", "Полева Анна Борисовна"]
    assert [(one.organization_words, one.count) for one in event.participations] == [("МБОУ СОШ № 5", 2)]
    assert desk.read.load_all(Organization) == []


def test_agreements_that_the_text_says_are_concluded_are_agreements_without_a_number(
    desk: Desk, tmp_path: Path
) -> None:
    told = "Заключены соглашения о взаимодействии с организациями: МБОУ СОШ № 5, МКОУ СОШ с. Ключи."
    import_document(desk, document(tmp_path, "План на 2031 год", told, PLAN))
    organizations = desk.read.load_all(Organization)
    assert [[one.number for one in each.agreements] for each in organizations] == [[""], [""]]
    assert not import_document(desk, document(tmp_path, "План на 2031 год", told, PLAN)).changed


def test_a_speaker_wholly_in_latin_letters_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    desk.change("Person", Person(name="Морох А.С."))
    rows = Table([["№", "Вопрос", "Докладчик"], ["1", "О плане", "Mopox A.C., директор"]])
    proposal = propose(desk.read, document(tmp_path, "Заседание совета № 1", "22.10.2031", rows))
    [question] = [question for row in proposal.rows() for question in row.questions]
    assert "Mopox A.C." in question.text
