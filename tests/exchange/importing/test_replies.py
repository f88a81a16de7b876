"""Forms that LibreOffice filled in, read back from kept files: every fact right, every trouble with its cell.

`make forms-check` makes them anew.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core import school_forms
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import Event, Participation, TakingPart
from cluster_desk.core.records.indicators import Indicator
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.answers import ReceivedAnswer, outlook, read_answers
from cluster_desk.exchange.importing.proposal import Proposal
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.importing.reply_events import SchoolEventRow
from cluster_desk.reports.school_form import school_form
from cluster_desk.reports.writers.excel.school_form import write_school_form
from cluster_desk.rules.collecting import reminder_words, summary_of
from tests.forms_check.compared import wrong_in
from tests.forms_check.made import FILES, TODAY, asking_file, requests
from tests.forms_check.ways import WAYS, Way


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = asking_file(tmp_path_factory.mktemp("asking") / "Заречный кластер.cdesk")
    yield desk
    desk.close()


@pytest.fixture
def clean(asking: Desk) -> Iterator[Desk]:
    """The file, and everything that a test stores in it taken back."""
    before = asking.next_undo()
    yield asking
    while asking.next_undo() != before:
        asking.undo()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.out)
def test_what_was_typed_is_read(way: Way, clean: Desk) -> None:
    assert wrong_in(clean, way, FILES / way.out) == []


def received(desk: Desk, *names: str) -> list[ReceivedAnswer]:
    return read_answers(desk.read, [FILES / name for name in names], requests(desk)[0])


def accept(desk: Desk, answer: ReceivedAnswer, choose: str = "") -> Proposal:
    proposal = answer.proposal(desk.read)
    assert proposal is not None
    for row in proposal.rows():
        for question in row.questions:
            labels = [one.label for one in question.answers]
            question.answer(
                next((at for at, label in enumerate(labels) if choose and choose in label), question.chosen)
            )
    import_document(desk, proposal)
    return proposal


def test_an_answer_feeds_log_plan_indicators_and_contacts_with_its_source(clean: Desk) -> None:
    [answer] = received(clean, "01-good.xlsx")
    accept(clean, answer, "Из документа")
    contest, slet = clean.read.load_all(Event)
    assert contest.name == "Районный конкурс чтецов"
    assert [(one.kind, one.count) for one in contest.participations] == [
        (TakingPart.PUPILS, 12),
        (TakingPart.TEACHERS, 2),
    ]
    assert slet.first_day == dt.date(2026, 11, 5)
    [item] = clean.read.load_all(PlanItem)
    assert (item.title, item.deadline, item.responsible) == ("Фестиваль «Родники»", "март", "МКОУ СОШ с. Луговое")
    [indicator] = clean.read.load_all(Indicator)
    assert [(one.value, one.period_end) for one in indicator.values] == [(87.0, dt.date(2026, 12, 31))]
    school = clean.read.load(Organization, contest.participations[0].organization_id or 0)
    assert school is not None
    assert school.phone == "8 (00000) 2-11-11"
    reply = requests(clean)[0].replies[0]
    assert (reply.source, reply.day) == ("01-good.xlsx", TODAY)
    assert [one.words for one in reply.answers] == ["да, один", "Парты, 12, кабинет физики"]
    change = clean.next_undo()
    assert change
    assert "Луговое" in change.subject
    clean.undo()
    assert clean.read.load_all(Event) == []
    assert requests(clean)[0].replies == []


def test_the_second_file_of_a_school_differs_side_by_side_and_the_file_stays(clean: Desk) -> None:
    first, second = received(clean, "02 ОТВЕТ (1) финал.xls", "10-second-of-one-school.xlsx")
    accept(clean, first)
    proposal = second.proposal(clean.read)
    assert proposal
    [question] = [question for row in proposal.rows() for question in row.questions]
    assert [one.label for one in question.answers] == ["Оставить: 12", "Из документа: 14"]
    assert outlook(proposal).differs == 1
    import_document(clean, proposal)
    assert counts(clean, "Районный конкурс чтецов") == [12, 2]
    accept(clean, second, "Из документа")
    assert counts(clean, "Районный конкурс чтецов") == [14, 2]


def counts(desk: Desk, name: str) -> list[int | None]:
    [event] = [one for one in desk.read.load_all(Event) if one.name == name]
    return [one.count for one in event.participations]


def test_the_numbers_of_another_school_go_into_the_same_entry(clean: Desk) -> None:
    [answer] = received(clean, "03.ods")
    event = Event(name="Районный конкурс чтецов «Живое слово»", day_words="12.10.2026")
    event.participations = [Participation(organization_id=2, count_words="9")]
    clean.change("Added", event)
    accept(clean, answer)
    assert counts(clean, event.name) == [9, 12, 2]


def test_what_is_like_an_entry_is_asked(clean: Desk) -> None:
    clean.change("Added", Event(name="Слёт краеведов и туристов района", day_words="06.11.2026"))
    [answer] = received(clean, "03.ods")
    proposal = answer.proposal(clean.read)
    assert proposal
    [row] = [row for row in proposal.rows() if isinstance(row, SchoolEventRow) and row.questions]
    assert [one.label for one in row.questions[0].answers] == [
        "Новая запись журнала",
        "Это «Слёт краеведов и туристов района, 06.11.2026»",
    ]
    accept(clean, answer, "Слёт краеведов и туристов")
    assert counts(clean, "Слёт краеведов и туристов района") == [5, 1]


def test_an_entry_that_the_office_deleted_does_not_come_back(clean: Desk) -> None:
    [answer] = received(clean, "03.ods")
    accept(clean, answer)
    clean.change("Deleted", remove=clean.read.load_all(Event)[:1])
    proposal = answer.proposal(clean.read)
    assert proposal
    assert [row.skipped for row in proposal.rows() if isinstance(row, SchoolEventRow)] == [True, False]


def test_a_folder_with_everything_in_it_holds_nobody_up(clean: Desk, tmp_path: Path) -> None:
    (tmp_path / "внутри").mkdir()
    (tmp_path / "внутри" / "a.ods").write_bytes((FILES / "03.ods").read_bytes())
    (tmp_path / "b.xlsx").write_bytes((FILES / "20-another-cluster.xlsx").read_bytes())
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (tmp_path / "~$e.xlsx").write_bytes(b"lock")
    (tmp_path / "f.xlsx").write_bytes((FILES / "01-good.xlsx").read_bytes()[:4000])
    answers = read_answers(clean.read, [tmp_path], requests(clean)[0])
    assert [(one.name, bool(one.trouble)) for one in answers] == [
        ("b.xlsx", True), ("c.pdf", True), ("d.jpg", True), ("f.xlsx", True), ("a.ods", False)
    ]  # fmt: skip
    assert "КД-" in answers[0].trouble


def test_a_form_dropped_on_the_window_is_known_by_its_code(clean: Desk) -> None:
    proposal = propose(clean.read, read_document(FILES / "02 ОТВЕТ (1) финал.xls"))
    assert "Луговое" in proposal.document
    with pytest.raises(UserError, match="какой именно"):
        propose(clean.read, read_document(FILES / "13-no-school.xlsx"))


def test_the_summary_tells_who_answered_and_adds_up(clean: Desk) -> None:
    [answer] = received(clean, "01-good.xlsx")
    accept(clean, answer)
    summary = summary_of(clean.read, requests(clean)[0])
    titles = [one.title for one in summary.columns]
    assert titles[:4] == ["Мероприятия", "обучающиеся", "педагоги", "родители"]
    [lugovoe] = [row for row in summary.rows if "СОШ с. Луговое" in row.title]
    assert lugovoe.cells == ["2", "17", "3", "", "87", "1", "Парты, 12, кабинет физики", "да, один"]
    assert summary.totals == ["2", "17", "3", "", "", "1", "", ""]
    assert len(summary.missing) == 4
    words = reminder_words(requests(clean)[0], [row.title for row in summary.missing], TODAY)
    assert "МКОУ ООШ с. Боровка" in words
    assert "СОШ с. Луговое" not in words


def test_three_hundred_rows_take_less_than_a_second(
    clean: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    collection = requests(clean)[0]
    monkeypatch.setattr(school_forms, "ROWS_OF_EVENTS", 300)
    write_school_form(school_form(clean.read, collection), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "СОШ Луговое"
    for number in range(300):
        for column, words in zip("ABDE", (f"{number % 28 + 1}.11.2026", f"Занятие {number}", "7", "2"), strict=True):
            sheet[f"{column}{9 + number}"] = words
    book.save(tmp_path / "x.xlsx")
    began = time.process_time()
    [answer] = read_answers(clean.read, [tmp_path / "x.xlsx"], collection)
    proposal = answer.proposal(clean.read)
    took = time.process_time() - began
    assert proposal
    assert sum(isinstance(row, SchoolEventRow) for row in proposal.rows()) == 300
    assert took < 1.0, took


def test_the_form_is_one_sheet_without_anything_hidden_or_protected(clean: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    collection = requests(clean)[0]
    write_school_form(school_form(clean.read, collection), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    [sheet] = book.worksheets
    assert sheet.max_column <= 8
    assert not sheet.protection.sheet
    assert not any(one.hidden for one in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sheet["A1"].value == "Выберите школу"
    assert any(collection.code in one for one in words)
    assert any("Заполняет заместитель директора" in one for one in words)
    offered = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert offered["A1"].formula1.startswith("$A$")
    assert all(not one.showErrorMessage for one in offered.values())


def test_no_code_of_another_request_is_alike(asking: Desk) -> None:
    codes = [one.code for one in asking.read.load_all(Collection)]
    assert len(set(codes)) == len(codes)
