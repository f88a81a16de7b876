"""Applications of nine schools in nine layouts go into an event's list as one change; read again, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.participants import participant_facts, participants_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_content
from cluster_desk.exchange.importing.applications import ApplicationRow, ParticipantRow
from cluster_desk.exchange.importing.proposal import Proposal, State
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.importing.reviewed import ReviewedDocument
from cluster_desk.exchange.parsers.document import parse_document
from tests.builders import an_organization
from tests.exchange.applications import LAYOUTS, SCHOOLS, children, plain_word, write_xlsx

_SPELLED = {SCHOOLS[1]: "СОШ с. Берёзовка"}


@pytest.fixture(scope="module")
def opened(_prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One file with the nine schools."""
    path = tmp_path_factory.mktemp("applications") / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    desk.change("Added", *(an_organization(full_name=one, short_name=one, agreements=[]) for one in SCHOOLS))
    yield desk
    desk.close()


@pytest.fixture
def event(opened: Desk) -> int:
    day = show_day(opened.read.today())
    made = Event(name="Районный конкурс исследовательских работ", state=EventState.PLANNED, day_words=day)
    return opened.change("Event added", made)[-1]


def nine(folder: Path) -> list[Path]:
    return [
        make(folder, _SPELLED.get(school, school), children(_SPELLED.get(school, school)))
        for make, school in zip(LAYOUTS, SCHOOLS, strict=False)
    ]


def participants(proposal: Proposal) -> list[ParticipantRow]:
    return [row for row in proposal.rows() if isinstance(row, ParticipantRow)]


def test_nine_schools_in_nine_layouts_are_one_change(opened: Desk, event: int, tmp_path: Path) -> None:
    paths = nine(tmp_path)
    proposal = ReviewedDocument.read_applications(paths, event).proposal(opened.read)
    rows = participants(proposal)
    assert len(rows) == 27
    assert {row.state for row in rows} == {State.CLEAR}
    assert rows[0].place() == "1.docx: таблица 1, строка 2"
    report = import_document(opened, proposal)
    assert report.added == {"Participant": 27}
    told = participant_facts(opened.read, event)
    assert sorted({one.organization for one in told}) == sorted(SCHOOLS)
    again = ReviewedDocument.read_applications(paths, event).proposal(opened.read)
    assert {row.matched() for row in participants(again)} == {True}
    import_document(opened, again)
    assert len(participants_of(opened.read, event)) == 27
    opened.undo()
    assert participants_of(opened.read, event) == []


def test_an_application_read_from_the_menu_asks_for_its_event(opened: Desk, event: int, tmp_path: Path) -> None:
    path = plain_word(tmp_path, SCHOOLS[0], children(SCHOOLS[0]))
    document = parse_document(read_content(path))
    assert [len(one.people) for one in document.applications] == [3]
    proposal = propose(opened.read, document)
    [heading] = [row for row in proposal.rows() if isinstance(row, ApplicationRow)]
    assert {row.state for row in participants(proposal)} == {State.SKIPPED}  # only offered
    heading.skipped = False
    [question] = heading.open_questions
    assert question.answers[question.chosen].label.endswith("Районный конкурс исследовательских работ")
    question.answer(len(question.answers) - 1)
    assert import_document(opened, proposal).added == {}
    question.answer(question.answers.index(next(one for one in question.answers if one.value == event)))
    import_document(opened, proposal)
    assert len(participants_of(opened.read, event)) == 3


def test_a_school_in_doubt_is_asked_once_and_its_spelling_kept(opened: Desk, event: int, tmp_path: Path) -> None:
    rows = [
        ["Заявка"],
        ["ФИО", "Класс", "Школа"],
        ["Лугов Иван", "7", "школа Ключи"],
        ["Белова Анна", "5", "школа Ключи"],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    proposal = ReviewedDocument.read_applications([path], event).proposal(opened.read)
    first, second = participants(proposal)
    [question] = first.open_questions
    assert [answer.label for answer in question.answers] == ["Это «МКОУ ООШ с. Ключи»", "Оставить словами"]
    proposal.answer(question, 0)
    assert second.open_questions == []
    import_document(opened, proposal)
    stored = participants_of(opened.read, event)
    assert {(one.organization_words, one.organization_id is not None) for one in stored} == {("школа Ключи", True)}
    later = ReviewedDocument.read_applications([path], event).proposal(opened.read)
    assert {row.state for row in participants(later)} == {State.STATED}  # in the file already, nothing asked


def test_a_corrected_name_goes_into_the_list(opened: Desk, event: int, tmp_path: Path) -> None:
    reviewed = ReviewedDocument.read_applications([plain_word(tmp_path, SCHOOLS[0], children(SCHOOLS[0]))], event)
    proposal = reviewed.proposal(opened.read)
    row = participants(proposal)[0]
    assert [field.name for field in reviewed.fields(row)][:2] == ["name", "grade"]
    reviewed.correct(row, {"name": "Луговой Иван Петрович", "grade": "8"})
    import_document(opened, reviewed.proposal(opened.read, proposal))
    names = [(one.name, one.grade) for one in participants_of(opened.read, event)]
    assert names[0] == ("Луговой Иван Петрович", "8")


def test_the_same_child_in_another_nomination_is_told(opened: Desk, event: int, tmp_path: Path) -> None:
    opened.change(
        "x", Participant(event_id=event, name="Лугов Иван", organization_words=SCHOOLS[0], nomination="Проза")
    )
    rows = [["Заявка"], ["ФИО", "Школа", "Класс", "Номинация"], ["Лугов Иван", SCHOOLS[0], "7", "Поэзия"]]
    document = ReviewedDocument.read_applications([write_xlsx(tmp_path / "a.xlsx", rows)], event)
    [row] = participants(document.proposal(opened.read))
    assert row.remark() == "участвует и в другой номинации"
