"""Marks in a plan's table: what a state is called sets it, anything else stays words and is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.proposal import ProposedRow
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.make_docx import Below, Merged, Table, write_docx

HEADINGS = ["№", "Мероприятие", "Срок", "Ответственный"]
NAMES = ["Семинар", "Форум", "Сбор", "Смотр", "Совет", "Слёт"]


def a_plan(folder: Path, heading: str, *marks: str, further: str = "") -> ParsedDocument:
    """A plan whose last column holds these marks, with a column of results before it where `further` is told."""
    results = [further] if further else []
    rows: list[list[object]] = [[*HEADINGS, *results, heading]]
    for n, (name, mark) in enumerate(zip(NAMES, marks, strict=False), 1):
        rows.append([str(n), name, "март", "Ветрова А.С.", *(["Приказ"] if further else []), mark])
    return read_document(write_docx(folder / "План.docx", ["План работы кластера на 2031 год", Table(rows)]))


def states(desk: Desk) -> list[ItemState]:
    return [one.state for one in desk.read.load_all(PlanItem)]


def rows_of(desk: Desk, document: ParsedDocument) -> list[ProposedRow]:
    return next(part.rows for part in propose(desk.read, document).parts if part.area == "plan")


DONE, MOVED, CANCELLED, PLANNED = ItemState.DONE, ItemState.MOVED, ItemState.CANCELLED, ItemState.PLANNED


@pytest.mark.parametrize("heading", ["Отметка о выполнении", "Выполнение", "Исполнение", "Статус", "Состояние"])
@pytest.mark.parametrize("further", ["", "Результат"])
def test_a_states_own_words_set_it_and_others_are_told_once(
    desk: Desk, tmp_path: Path, heading: str, further: str
) -> None:
    marks = ("Выполнено.", "перенесено", "отменено", "не выполнено", "перенесено на май", "")
    document = a_plan(tmp_path, heading, *marks, further=further)
    plan, *lines = rows_of(desk, document)
    assert [one.text for one in plan.open_questions] == [
        (
            f"Графа «{heading}»: слова «не выполнено», «перенесено на май» сохранены, "
            "состояние этих пунктов по ним не изменено."
        )
    ]
    assert [one.remark() for one in lines] == [
        "отметка: выполнено", "отметка: перенесено", "отметка: отменено", *["понятно"] * 3]  # fmt: skip
    import_document(desk, document)
    assert states(desk) == [DONE, MOVED, CANCELLED, PLANNED, PLANNED, PLANNED]
    kept = [one.further or one.result.replace("Приказ", "") for one in desk.read.load_all(PlanItem)]
    assert kept == list(marks)


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        ("Отметка о выполнении", ("исполнено", "15.03.2031", "+")),
        ("Выполнение", ("исполнено", "не проведено")),
        ("Результат", ("выполнено", "Приказ")),
        ("Примечание", ("выполнено в срок", "отменено из-за карантина")),
    ],
)
def test_what_only_seems_a_mark_is_told_and_sets_nothing(
    desk: Desk, tmp_path: Path, heading: str, marks: tuple[str, ...]
) -> None:
    document = a_plan(tmp_path, heading, *marks)
    [asked] = rows_of(desk, document)[0].open_questions
    assert f"«{heading}»: слова «{marks[0]}»" in asked.text
    assert "Приказ" not in asked.text
    import_document(desk, document)
    assert set(states(desk)) == {PLANNED}


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        ("Отметка о выполнении", ("", "", "—")),
        ("Результат", ("Проведены семинары", "Проведено 3 семинара")),
        ("Выполнение", ("Справка", "Приказ")),
        ("Статус", ("муниципальный", "школьный")),
        ("Контроль исполнения", ("Директор", "Завуч")),
    ],
)
def test_what_is_no_mark_is_not_asked_about(desk: Desk, tmp_path: Path, heading: str, marks: tuple[str, ...]) -> None:
    document = a_plan(tmp_path, heading, *marks)
    assert rows_of(desk, document)[0].open_questions == []
    import_document(desk, document)
    assert set(states(desk)) == {PLANNED}


def test_steps_have_marks_of_their_own(desk: Desk, tmp_path: Path) -> None:
    table: list[list[object]] = [
        ["№", "Мероприятие", "Срок", "Ответственный", "Результат", "Отметка"],
        [Merged("1", down=True), Merged("Сбор", down=True), "март", "Ветрова А.С.", "Карта", "выполнено"],
        [Below(), Below(), "май", "Ветрова А.С.", "Справка", "отменено"],
    ]
    blocks = ["План работы кластера на 2031 год", Table(table)]
    import_document(desk, read_document(write_docx(tmp_path / "План.docx", blocks)))
    [item] = desk.read.load_all(PlanItem)
    assert (item.state, [step.state for step in item.steps]) == (DONE, [CANCELLED])


def test_marks_made_since_come_with_the_next_version_and_those_of_the_office_stay(desk: Desk, tmp_path: Path) -> None:
    heading = "Отметка о выполнении"
    import_document(desk, a_plan(tmp_path, heading, "", "", ""))
    again = a_plan(tmp_path, heading, "выполнено", "", "выполнено")
    last = desk.read.load_all(PlanItem)[-1].copy()
    last.state = CANCELLED
    desk.change("Marked", last)
    asked = [one for row in rows_of(desk, again) for one in row.open_questions]
    assert [one.text for one in asked] == ["Состояние: в файле иначе."]
    import_document(desk, again)
    assert states(desk) == [DONE, PLANNED, CANCELLED]
    assert all(row.matched() for row in rows_of(desk, again)[1:3])
    first = desk.read.load_all(PlanItem)[0].copy()
    first.state = PLANNED
    desk.change("Mark taken away", first)
    import_document(desk, again)
    assert states(desk)[0] is PLANNED, "what the office took away does not come back"
