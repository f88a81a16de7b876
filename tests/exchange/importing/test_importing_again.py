"""Importing a document again does no harm: what the office changed stays, what differs is asked. Names are invented."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.imports import packed, unpacked
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.history import views as history
from cluster_desk.data.privacy.erase import somebody_called
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.batch import Report
from cluster_desk.exchange.importing.comparison import compare
from cluster_desk.exchange.importing.proposal import ProposedRow, State
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.make_docx import Merged, Table, write_docx

HEADER: list[object] = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
ROWS: list[list[object]] = [
    HEADER,
    [Merged("1. Организация", 5)],
    ["1.", "Утверждение плана", "до 15.03 до 20.09", "Ветрова А.С., директор", "Приказ"],
    ["2.", "Семинар", "19 марта", "Лаптев И.Н.", "Сборник"],
    ["3.", "Форум", "ноябрь", "завуч", ""],
]
Edit = Callable[[PlanItem], object]


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., Path]:
    """Writes the plan «План.docx», its cells changed: row and column of the table -> words."""

    def write(*cells: tuple[int, int, str], name: str = "План.docx", goal: str = "Цель: единство школ.") -> Path:
        rows = [list(row) for row in ROWS]
        for row, column, words in cells:
            rows[row][column] = words
        title = "ПЛАН РАБОТЫ Липовского кластера на 2031 год"
        return write_docx(tmp_path / name, [title, goal, "Календарный план на 2031 год", Table(rows)])

    return write


def stored(desk: Desk, title: str) -> PlanItem:
    row = desk.read.value("SELECT id FROM plan_items WHERE name = ?", title)
    item = desk.read.load(PlanItem, row)
    assert item is not None
    return item


def edit(desk: Desk, record: Record, **values: object) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    desk.change("Changed", record)


def row_of(desk: Desk, path: Path, words: str) -> ProposedRow:
    rows = propose(desk.read, read_document(path)).rows()
    return next(row for row in rows if words in " ".join(row.said()))


def again(desk: Desk, path: Path) -> Report:
    return import_document(desk, read_document(path))


def memory(desk: Desk) -> int:
    return int(desk.read.value("SELECT count(*) FROM imported_records"))


def test_a_deadline_put_on_two_lines_stays_on_two_lines(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    item = stored(desk, "Утверждение плана")
    edit(desk, item, deadline="до 15.03\nдо 20.09")
    report = again(desk, paper())
    assert not report.changed
    assert stored(desk, "Утверждение плана").deadline == "до 15.03\nдо 20.09"
    desk.change("Forgotten", remove=desk.read.load_all(_imported()))  # an older file remembers nothing
    assert not again(desk, paper()).changed


def _imported() -> type[Record]:
    from cluster_desk.core.records.imports import ImportedRecord

    return ImportedRecord


def test_white_space_unseen_signs_and_decomposed_letters_are_no_difference() -> None:
    words = "до 15 июня, зáвуч"
    for other in (
        "до  15 июня, зáвуч",
        "до 15\u00a0июня,\nзáвуч",
        "до 15\u200b июня, зáвуч",
        unicodedata.normalize("NFD", words),
    ):
        difference = compare({"deadline": other}, {"deadline": words}, None)
        assert (difference.changes, difference.conflicts, difference.kept) == ({}, {}, {})


def test_what_the_office_changed_stays_and_is_not_called_changed(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    edit(desk, stored(desk, "Семинар"), deadline="26 марта", responsible="")
    row = row_of(desk, paper(), "Семинар")
    assert row.matched()
    assert "26 марта" in row.remark()
    report = again(desk, paper((4, 2, "октябрь")))
    assert report.completed == {"PlanItem": 1}  # the forum, whose deadline the document changed
    assert (stored(desk, "Семинар").deadline, stored(desk, "Семинар").responsible) == ("26 марта", "")
    assert stored(desk, "Форум").deadline == "октябрь"
    assert report.kept == []


def test_what_both_changed_is_asked_and_the_office_keeps_its_words(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    edit(desk, stored(desk, "Семинар"), deadline="26 марта")
    newer = paper((3, 2, "2 апреля"))
    row = row_of(desk, newer, "Семинар")
    [question] = row.open_questions
    assert [one.label for one in question.answers] == ["Оставить: 26 марта", "Из документа: 2 апреля"]
    assert (question.chosen, row.state) == (0, State.DOUBT)
    report = again(desk, newer)
    assert not report.changed
    assert len(report.kept) == 1
    assert "Срок" in report.kept[0]
    assert report.doubted == []
    assert stored(desk, "Семинар").deadline == "26 марта"
    assert again(desk, newer).kept  # nobody decided: it is told again


@pytest.mark.parametrize(("answer", "deadline"), [(0, "26 марта"), (1, "2 апреля")])
def test_a_difference_that_was_decided_is_not_asked_again(
    desk: Desk, paper: Callable[..., Path], answer: int, deadline: str
) -> None:
    again(desk, paper())
    edit(desk, stored(desk, "Семинар"), deadline="26 марта")
    proposal = propose(desk.read, read_document(paper((3, 2, "2 апреля"))))
    question = next(one for row in proposal.rows() for one in row.open_questions)
    proposal.answer(question, answer)
    import_document(desk, proposal)
    assert stored(desk, "Семинар").deadline == deadline
    report = again(desk, paper((3, 2, "2 апреля")))
    assert not report.changed
    assert report.kept == []


def test_a_file_that_remembers_nothing_asks_about_differences(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    desk.change("Forgotten", remove=desk.read.load_all(_imported()))
    report = again(desk, paper((3, 2, "2 апреля")))
    assert not report.changed
    assert len(report.kept) == 1
    assert stored(desk, "Семинар").deadline == "19 марта"
    assert again(desk, paper()).matched["PlanItem"] == 3


def test_what_was_renamed_or_moved_is_known_again(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    [plan], [section] = desk.read.load_all(Plan), desk.read.load_all(PlanSection)
    plan.goals[0].text = "Единое пространство школ"
    edit(desk, plan, name="План кластера")
    edit(desk, section, name="I. Организационная работа")
    other = PlanSection(plan_id=plan.id, place=900, name="II. Прочее")
    [row] = desk.change("Added", other)
    edit(desk, stored(desk, "Форум"), title="Форум педагогов", number="7", section_id=row)
    before = desk.next_undo()
    report = again(desk, paper())
    assert not report.changed
    assert desk.next_undo() == before
    assert again(desk, paper(name="План кластера (копия).docx")).added == {}


def test_what_was_deleted_is_not_added_again_but_told(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    desk.change("Deleted", remove=[stored(desk, "Семинар")])
    row = row_of(desk, paper(), "Семинар")
    assert row.state is State.SKIPPED
    assert "удалено" in row.remark()
    report = again(desk, paper())
    assert (report.changed, report.skipped) == (False, 1)
    assert "Семинар" in report.deleted[0]
    proposal = propose(desk.read, read_document(paper()))
    next(one for one in proposal.rows() if "Семинар" in " ".join(one.said())).skipped = False
    assert import_document(desk, proposal).added == {"PlanItem": 1}
    assert stored(desk, "Семинар").deadline == "19 марта"
    assert not again(desk, paper()).deleted


def test_typed_again_by_hand_it_is_not_called_deleted(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    seminar = stored(desk, "Семинар")
    desk.change("Deleted", remove=[seminar])
    desk.change("Added", PlanItem(section_id=seminar.section_id, place=999, number="2.", title="Семинар"))
    report = again(desk, paper())
    assert report.deleted == []
    assert desk.read.value("SELECT count(*) FROM plan_items") == 3


def test_an_emptied_bin_forgets_what_was_imported(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    desk.change("Deleted", remove=[stored(desk, "Семинар")])
    assert memory(desk) == 6  # plan, goal, section, three items
    desk.empty_trash()
    assert memory(desk) == 5
    desk.close()
    assert "Сборник".encode() not in desk.path.read_bytes()
    reopened = Desk.open(desk.path)
    assert again(reopened, paper()).added == {"PlanItem": 1}
    reopened.close()


def test_undo_and_redo_take_the_memory_along_and_history_does_not_show_it(
    desk: Desk, paper: Callable[..., Path]
) -> None:
    again(desk, paper())
    step = desk.next_undo()
    assert step is not None
    results = {one.record for one in history.differences(desk.read, step.id)}
    assert "Пункт плана" in results
    assert not any("документ" in record for record in results)
    desk.undo()
    assert memory(desk) == 0
    desk.redo()
    assert memory(desk) == 6
    desk.undo()
    assert again(desk, paper()).added["PlanItem"] == 3


def test_what_is_saved_of_a_damaged_file_remembers_too(desk: Desk, paper: Callable[..., Path], tmp_path: Path) -> None:
    again(desk, paper())
    edit(desk, stored(desk, "Семинар"), deadline="26 марта")
    desk.close()
    assert salvage(desk.path, tmp_path / "спасённый.cdesk").whole
    saved = Desk.open(tmp_path / "спасённый.cdesk")
    assert not again(saved, paper()).changed
    saved.close()


def test_a_person_is_erased_from_what_imports_remember(desk: Desk, paper: Callable[..., Path]) -> None:
    again(desk, paper())
    who = somebody_called(desk.read, "Лаптев И.Н.")
    kept = personal_data_of(desk.read, who)
    assert [one.words for one in kept if one.title == "План.docx"] == ["Лаптев И.Н."]
    desk.erase(who)
    assert "Лаптев" not in str(desk.read.rows("SELECT words FROM imported_records"))
    report = again(desk, paper())
    assert (report.changed, report.kept) == (False, [])
    assert stored(desk, "Семинар").responsible == "(удалено)"
    desk.close()
    assert "Лаптев".encode() not in desk.path.read_bytes()


def test_the_command_line_tells_what_the_office_keeps_and_what_it_deleted(
    desk: Desk, paper: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    again(desk, paper())
    edit(desk, stored(desk, "Семинар"), deadline="26 марта")
    desk.change("Deleted", remove=[stored(desk, "Форум")])
    desk.close()
    newer = paper((3, 2, "2 апреля"))
    assert main(["import", str(desk.path), str(newer)]) == 0
    result = capsys.readouterr().out
    assert "26 марта" in result
    assert "2 апреля" in result
    assert "Форум" in result
    assert main(["import", str(desk.path), str(newer), "--json"]) == 0
    assert '"kept"' in capsys.readouterr().out


def test_values_are_packed_and_unpacked_as_they_were() -> None:
    words = {"name": "=а\n\\б\nв", "deadline": "", "further": "\nг\n"}
    assert unpacked(packed(words)) == words


def test_a_column_that_the_document_no_longer_has_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    def write(width: int) -> Path:
        rows = [row[:width] for row in (ROWS[0], *ROWS[2:])]
        return write_docx(tmp_path / "План.docx", ["План работы школы на 2031 год", Table(rows)])

    again(desk, write(5))
    assert not again(desk, write(4)).completed.get("PlanItem")
    assert stored(desk, "Семинар").result == "Сборник"


def test_a_column_that_the_document_has_now_is_added_with_its_header(desk: Desk, tmp_path: Path) -> None:
    def write(width: int) -> Path:
        rows = [row[:width] for row in (ROWS[0], *ROWS[2:])]
        return write_docx(tmp_path / "План.docx", ["План работы школы на 2031 год", Table(rows)])

    again(desk, write(4))
    assert again(desk, write(5)).completed == {"Plan": 1, "PlanItem": 2}
    [plan] = desk.read.load_all(Plan)
    assert (plan.result_header, stored(desk, "Семинар").result) == ("Результат", "Сборник")
