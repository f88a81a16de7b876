"""What a document brings into the file: proposed, matched, doubted, stored as one change. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_desk.core.errors import Cancelled, UserError
from cluster_desk.core.parsed_document import (
    LeftAlone,
    ParsedDocument,
)
from cluster_desk.core.records.council import CouncilSeat, Meeting, SeatRole
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.meetings import speaker_words
from cluster_desk.exchange.importing.proposal import Proposal, ProposedRow, State
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.drafts import a_meeting, a_member, a_question, a_seat

FULL = "Муниципальное казённое общеобразовательное учреждение средняя общеобразовательная школа с. Савинка"


def a_document() -> ParsedDocument:
    """A plan with members, council and meetings, as the reader gives it."""
    return ParsedDocument(
        document="План 2026.docx",
        members=[
            a_member(FULL, number="1", head="Громова Е.Н.", agreement="№ 4", agreement_date="2023-09-14"),
            a_member("МКДОУ детский сад «Родничок»", phone="8 (00000) 2-00-20", email="родничок"),
        ],
        council=[
            a_seat("Громова Е.Н.", "директор СОШ с. Савинка", "председатель Координационного Совета", FULL),
            a_seat("Панова С.Г", "заведующая", "", "МКДОУ детский сад «Родничок»"),
            a_seat("", "представитель родителей", "член совета"),
        ],
        meetings=[
            a_meeting(
                a_question("1.", "Об итогах года.", "Е.Н. Громова, директор СОШ с. Савинка"),
                a_question("2.", "О плане", "Панова С.Г., Лисицын А.А."),
                theme="Итоги года",
                place="актовый зал",
                day=date(2026, 12, 17),
                time="10:00",
                day_words="17.12.2026",
                time_words="10.00",
            )
        ],
    )


def row_of(proposal: Proposal, words: str) -> ProposedRow:
    """The row whose document words hold `words`."""
    return next(row for row in proposal.rows() if words in " ".join(row.said()))


def count(desk: Desk, table: str) -> int:
    """How many rows a table has."""
    return int(desk.read.value(f"SELECT count(*) FROM {table}"))


def test_everything_is_stored_as_one_change_with_its_words(desk: Desk) -> None:
    report = import_document(desk, a_document())
    assert report.added == {"Organization": 2, "Person": 2, "CouncilSeat": 3, "Meeting": 1, "AgendaItem": 2}
    school, kindergarten = desk.read.load_all(Organization)
    assert (school.full_name, school.short_name) == (FULL, "МКОУ СОШ с. Савинка")
    assert [(one.number, str(one.day)) for one in school.agreements] == [("4", "2023-09-14")]
    assert kindergarten.kind is OrganizationKind.KINDERGARTEN
    assert (kindergarten.phone, kindergarten.email) == ("8 (00000) 2-00-20", "")
    assert "родничок" in kindergarten.notes
    (meeting,) = desk.read.load_all(Meeting)
    assert (meeting.day_words, meeting.time_words, meeting.time) == ("17.12.2026", "10.00", "10:00")
    assert [item.number for item in meeting.agenda] == ["1.", "2."]
    step = desk.next_undo()
    assert step is not None
    assert step.subject == "План 2026.docx"


def test_one_person_is_head_seat_and_speaker(desk: Desk) -> None:
    import_document(desk, a_document())
    head, other = desk.read.load_all(Person)
    assert (head.name, other.name) == ("Громова Е.Н.", "Панова С.Г")
    school = desk.read.load_all(Organization)[0]
    seats = desk.read.load_all(CouncilSeat)
    assert school.head_id == seats[0].person_id == head.id
    assert seats[0].organization_id == school.id
    assert [seat.role for seat in seats] == [SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.MEMBER]
    assert seats[0].role_words == "председатель Координационного Совета"
    assert seats[2].person_id is None
    first, second = desk.read.load_all(Meeting)[0].agenda
    assert [(one.words, one.person_id) for one in first.speakers] == [
        ("Е.Н. Громова, директор СОШ с. Савинка", head.id)
    ]
    assert [(one.words, one.person_id) for one in second.speakers] == [
        ("Панова С.Г.,", other.id),
        ("Лисицын А.А.", None),
    ]


def test_the_same_document_again_changes_nothing(desk: Desk) -> None:
    import_document(desk, a_document())
    before = desk.next_undo()
    proposal = propose(desk.read, a_document())
    assert all(row.matched() for row in proposal.rows())
    report = import_document(desk, a_document())
    assert not report.changed
    assert report.matched == {"Organization": 2, "CouncilSeat": 3, "Meeting": 1, "AgendaItem": 2}
    assert desk.next_undo() == before


def test_the_import_is_taken_back_after_a_restart(desk: Desk) -> None:
    import_document(desk, a_document())
    desk.close()
    with_restart = Desk.open(desk.path)
    with_restart.undo()
    tables = ("organizations", "people", "council_seats", "meetings", "agenda_items", "speakers", "agreements")
    assert [count(with_restart, table) for table in tables] == [0] * len(tables)
    with_restart.close()


def test_planning_stores_nothing(desk: Desk) -> None:
    propose(desk.read, a_document())
    assert count(desk, "organizations") == 0
    assert desk.next_undo() is None


def test_a_school_written_another_way_is_one_after_one_question(desk: Desk) -> None:
    import_document(desk, a_document())
    later = ParsedDocument(document="Б.docx", members=[a_member("школа с. Савинка"), a_member("МКОУ СОШ с.Савинка")])
    proposal = propose(desk.read, later)
    asked, sure = proposal.parts[0].rows
    assert (asked.state, sure.state) == (State.DOUBT, State.STATED)
    (question,) = asked.questions
    assert [answer.label for answer in question.answers][-1:] == ["Новая организация"]
    proposal.answer(question, 0)
    assert asked.state is State.STATED
    assert asked.interpretation()[0] == "МКОУ СОШ с. Савинка"
    import_document(desk, proposal)
    assert count(desk, "organizations") == 2


def test_a_doubt_left_open_is_stored_as_read_and_told(desk: Desk) -> None:
    import_document(desk, a_document())
    later = ParsedDocument(document="Б.docx", members=[a_member("школа с. Савинка")])
    report = import_document(desk, later)
    assert report.added == {"Organization": 1}
    assert len(report.doubted) == 1
    assert "школа с. Савинка" in report.doubted[0]
    assert not import_document(desk, later).changed


def test_who_of_two_namesakes_is_asked_once_for_a_document(desk: Desk) -> None:
    first = Person(name="Лебедев Игорь Павлович", position="директор лицея")
    second = Person(name="Лебедев Иван Петрович")
    desk.change("Added", first, second)
    agenda = [a_question("1", "О подвозе", "Лебедев И.П."), a_question("2", "О форуме", "Лебедев И.П.")]
    meeting = a_meeting(*agenda, day=date(2026, 12, 17))
    proposal = propose(desk.read, ParsedDocument(document="Б.docx", meetings=[meeting]))
    one, two = (row for row in proposal.rows() if not row.is_heading)
    assert one.interpretation() == ("Лебедев И.П. (?)",)
    labels = [answer.label for answer in one.questions[0].answers]
    assert labels == ["Лебедев Игорь Павлович, директор лицея", "Лебедев Иван Петрович", "Оставить как в документе"]
    assert one.questions[0].chosen == 2
    proposal.answer(one.questions[0], 0)
    assert two.state is State.CLEAR
    import_document(desk, proposal)
    items = desk.read.load_all(Meeting)[0].agenda
    assert [speaker.person_id for item in items for speaker in item.speakers] == [1, 1]
    assert [speaker.words for item in items for speaker in item.speakers] == ["Лебедев И.П."] * 2


def test_what_the_file_tells_otherwise_is_asked_and_kept(desk: Desk) -> None:
    import_document(desk, a_document())
    changed = a_member("МКДОУ детский сад «Родничок»", phone="8 (00000) 2-99-99", address="ул. Садовая, 9")
    proposal = propose(desk.read, ParsedDocument(document="Б.docx", members=[changed]))
    (row,) = proposal.parts[0].rows
    assert len(row.questions) == 1
    report = import_document(desk, proposal)
    assert report.completed == {"Organization": 1}
    kindergarten = desk.read.load_all(Organization)[1]
    assert (kindergarten.phone, kindergarten.address) == ("8 (00000) 2-00-20", "ул. Садовая, 9")
    proposal = propose(desk.read, ParsedDocument(document="Б.docx", members=[changed]))
    proposal.answer(proposal.parts[0].rows[0].questions[0], 1)
    import_document(desk, proposal)
    assert desk.read.load_all(Organization)[1].phone == "8 (00000) 2-99-99"


def test_a_skipped_row_is_not_stored_and_nothing_hangs_on_it(desk: Desk) -> None:
    proposal = propose(desk.read, a_document())
    row_of(proposal, "Родничок").skipped = True
    row_of(proposal, "Итоги года").skipped = True
    report = import_document(desk, proposal)
    assert report.skipped == 4  # the kindergarten, the meeting and with it both its questions
    assert count(desk, "organizations") == 1
    assert count(desk, "meetings") == 0
    assert desk.read.load_all(CouncilSeat)[1].organization_id is None
    assert desk.verify() == []


def test_a_meeting_without_a_day_waits_for_one(desk: Desk) -> None:
    meeting = a_meeting(a_question("1", "О плане"), theme="Итоги", day_words="январь")
    meeting.doubt("The day “%(words)s” was not understood.", "date", "date", words="январь")
    document = ParsedDocument(document="Б.docx", meetings=[meeting])
    assert not import_document(desk, document).changed
    proposal = propose(desk.read, document)
    (question,) = next(proposal.rows()).questions
    assert question.takes_day
    question.answer_day(date(2026, 1, 22))
    import_document(desk, proposal)
    assert count(desk, "meetings") == 1
    again = propose(desk.read, document)
    next(again.rows()).questions[0].answer_day(date(2026, 1, 22))
    assert not import_document(desk, again).changed


def test_another_meeting_on_the_same_day_is_asked_about(desk: Desk) -> None:
    import_document(desk, a_document())
    other = a_meeting(a_question("1", "О подвозе"), theme="Внеочередное", day=date(2026, 12, 17))
    document = ParsedDocument(document="Б.docx", meetings=[other])
    proposal = propose(desk.read, document)
    proposal.answer(next(proposal.rows()).questions[0], 0)
    import_document(desk, proposal)
    (meeting,) = desk.read.load_all(Meeting)
    assert [item.topic for item in meeting.agenda] == ["Об итогах года.", "О плане", "О подвозе"]


def test_a_changed_document_brings_only_what_is_new(desk: Desk) -> None:
    import_document(desk, a_document())
    document = a_document()
    document.meetings[0].parts.append(a_question("3.", "О разном"))
    report = import_document(desk, document)
    assert report.added == {"AgendaItem": 1}
    assert report.completed == {"Meeting": 1}


def test_two_schools_never_get_one_short_name(desk: Desk) -> None:
    names = ["МКОУ СОШ с. Луговое", "Муниципальное казённое общеобразовательное учреждение «Маяк»",
             "Муниципальное казенное образовательное учреждение «Маяк»"]  # fmt: skip
    proposal = propose(desk.read, ParsedDocument(document="Б.docx", members=[a_member(name) for name in names]))
    import_document(desk, proposal)
    short_names = [row[0] for row in desk.read.rows("SELECT short_name FROM organizations")]
    assert len(short_names) == len(set(short_names))


def test_what_is_not_taken_is_named(desk: Desk) -> None:
    document = a_document()
    document.left_alone.append(LeftAlone("Смета"))
    left = propose(desk.read, document).parts[-1]
    assert [row.said()[1] for row in left.rows] == ["Смета"]


def test_what_cannot_be_stored_is_told_and_changes_nothing(desk: Desk) -> None:
    document = a_document()
    document.meetings[0].record.theme = "много слов " * 300
    with pytest.raises(UserError, match="Слишком длинно"):
        import_document(desk, document)
    assert count(desk, "organizations") == 0


def test_an_import_that_is_stopped_stores_nothing(desk: Desk) -> None:
    class Stopped:
        def report(self, done: int, total: int, text: str = "") -> None:
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        import_document(desk, a_document(), Stopped())
    assert count(desk, "organizations") == 0
    assert desk.next_undo() is None


@pytest.mark.parametrize(
    ("cell", "speakers"),
    [
        ("Иванова И.И., директор", ["Иванова И.И., директор"]),
        ("Иванова И.И., директор, Петров П.П., завуч", ["Иванова И.И., директор,", "Петров П.П., завуч"]),
        ("директор Иванова И.И., завуч Петров П.П.", ["директор Иванова И.И.,", "завуч Петров П.П."]),
        ("руководители РМО", ["руководители РМО"]),
        ("", []),
    ],
)
def test_a_cell_of_speakers_is_taken_apart_without_losing_a_sign(cell: str, speakers: list[str]) -> None:
    assert speaker_words(cell) == speakers
    assert " ".join(speaker_words(cell)) == cell
