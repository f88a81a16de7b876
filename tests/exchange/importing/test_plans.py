"""Plans of a document enter the file whole, once; a changed document brings only what differs. Names are invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cluster_desk.core.language import in_russian
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanKind
from cluster_desk.data.queries.plan_table import list_items, list_plans, list_sections
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.proposal import ProposedRow, State
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx

HEADER: list[object] = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
SECTIONS: list[list[object]] = [
    HEADER,
    [Merged("1. Организация", 5)],
    ["1.", "Утверждение плана", "до 30 января", "Ветрова А.С., директор\nЛаптев И.Н., методист", "Приказ"],
    [Merged("2.", down=True), Merged("Самооценка школ", down=True), "февраль", "Директора школ", "Карта"],
    [Below(), Below(), "до 3 апреля", "Ветрова А.С.", "Справка"],
    [Merged("2. Методическая работа", 5)],
    ["1.", "Семинар", "19 марта", "руководители РМО", "Сборник"],
    ["3.", "Форум", "ноябрь", "МКОУ СОШ с. Липовка", ""],
]


def approvals(*names: str) -> Table:
    return Table([[f"УТВЕРЖДАЮ\nДиректор школы\n_______ {name}\nПриказ от 12.01.2031 № 14-од" for name in names]])


def document(tmp_path: Path, *blocks: object, name: str = "План.docx") -> ParsedDocument:
    return read_document(write_docx(tmp_path / name, blocks))


def a_plan(tmp_path: Path, rows: list[list[object]] | None = None) -> ParsedDocument:
    return document(
        tmp_path,
        approvals("А.С. Ветрова"),
        "ПЛАН РАБОТЫ",
        "Липовского образовательного кластера на 2031 год",
        "Цель: единое пространство школ.",
        "Задачи:",
        Numbered("Вести подвоз", 3),
        Numbered("из дальних сёл", 3, 1),
        Numbered("Учить педагогов", 3),
        "Мероприятия для педагогов, финансируемые министерством",
        Table([["№", "Название мероприятия", "Месяц проведения"], ["1", "Форум учителей", "ноябрь"]]),
        "Календарный план кластера на 2031 год",
        Table(rows or SECTIONS),
    )


def rows_of(desk: Desk, result: ParsedDocument, area: str = "plan") -> list[ProposedRow]:
    return next(part.rows for part in propose(desk.read, result).parts if part.area == area)


def test_everything_of_a_plan_is_kept_as_typed(desk: Desk, tmp_path: Path) -> None:
    report = import_document(desk, a_plan(tmp_path))
    counted = {"Plan": 1, "PlanSection": 2, "PlanItem": 4, "PlanStep": 1, "Approval": 1, "Goal": 1, "Task": 2}
    assert report.to_json()["added"] == counted | {"EventList": 1, "ListedEvent": 1}
    [plan] = list_plans(desk.read)
    assert plan.heading == "ПЛАН РАБОТЫ Липовского образовательного кластера на 2031 год"
    assert (plan.name, plan.kind) == ("Календарный план кластера на 2031 год", "cluster")
    assert (plan.period_start, plan.period_end) == (dt.date(2031, 1, 1), dt.date(2031, 12, 31))
    assert (plan.number_header, plan.title_header, plan.result_header) == ("№", "Мероприятие", "Результат")
    assert [one.name for one in list_sections(desk.read, plan.id or 0)] == ["1. Организация", "2. Методическая работа"]
    first, second, *_ = list_items(desk.read, plan.id or 0)
    assert first.responsible == "Ветрова А.С., директор\nЛаптев И.Н., методист"
    assert [(one.name, one.position) for one in first.people] == [
        ("Ветрова А.С.", "директор"),
        ("Лаптев И.Н.", "методист"),
    ]
    assert [(one.deadline, one.result) for one in second.steps] == [("до 3 апреля", "Справка")]
    [approval] = plan.approvals
    assert (approval.kind, approval.name, approval.order) == (
        "УТВЕРЖДАЮ",
        "А.С. Ветрова",
        "Приказ от 12.01.2031 № 14-од",
    )
    assert [one.text for one in plan.goals] == ["единое пространство школ."]
    assert [(one.text, [part.text for part in one.subtasks]) for one in plan.tasks] == [
        ("Вести подвоз", ["из дальних сёл"]),
        ("Учить педагогов", []),
    ]
    [events] = plan.event_lists
    assert [one.name for one in events.events] == ["Форум учителей"]


def test_the_review_shows_the_kind_that_is_stored(desk: Desk, tmp_path: Path) -> None:
    result = document(
        tmp_path, "ПЛАН РАБОТЫ ОПОРНОЙ ШКОЛЫ НА 2031 ГОД", "Календарный план кластера на 2031 год", Table(SECTIONS)
    )
    value = rows_of(desk, result)[0].interpretation()[1]
    import_document(desk, result)
    [plan] = list_plans(desk.read)
    assert (plan.kind, value) == (PlanKind.CLUSTER, in_russian(PlanKind.CLUSTER.label))


def test_the_same_document_again_changes_nothing_and_one_undo_takes_all_back(desk: Desk, tmp_path: Path) -> None:
    import_document(desk, a_plan(tmp_path))
    again = import_document(desk, a_plan(tmp_path))
    assert not again.changed
    assert again.matched["PlanItem"] == 4
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM plans") == 0
    assert desk.read.value("SELECT count(*) FROM plan_items") == 0


def test_a_changed_document_brings_only_the_differences(desk: Desk, tmp_path: Path) -> None:
    import_document(desk, a_plan(tmp_path))
    plan = list_plans(desk.read)[0].id or 0
    row = next(one.id or 0 for one in list_items(desk.read, plan) if one.title == "Семинар")
    seminar = desk.read.load(PlanItem, row)
    assert seminar is not None
    seminar.state = ItemState.DONE
    desk.change("Done", seminar)
    changed = [list(line) for line in SECTIONS]
    changed[6][2] = "20 марта"
    changed.append(["4.", "Слёт", "май", "завуч", ""])
    result = a_plan(tmp_path, changed)
    values = [(row.said()[1], row.remark()) for row in rows_of(desk, result) if not row.matched()]
    assert any(words == "Семинар" and "19 марта" in remark for words, remark in values)
    assert {words for words, _remark in values if words in ("Семинар", "Слёт", "Форум")} == {"Семинар", "Слёт"}
    report = import_document(desk, result)
    assert (report.added, report.completed) == ({"PlanItem": 1}, {"PlanItem": 1})
    items = {one.title: one for one in list_items(desk.read, plan)}
    assert (items["Семинар"].deadline, items["Семинар"].state) == ("20 марта", ItemState.DONE)
    assert list(items)[-1] == "Слёт"


def test_known_people_and_schools_are_linked_when_sure_and_asked_when_not(desk: Desk, tmp_path: Path) -> None:
    namesakes = [Person(name="Лаптев Илья Николаевич"), Person(name="Лаптев Игорь Наумович")]
    desk.change("Added", Person(name="Ветрова А.С."), *namesakes)
    result = a_plan(tmp_path)
    proposal = propose(desk.read, result)
    doubtful = [row for row in proposal.rows() if row.state is State.DOUBT]
    question = next(one for row in doubtful for one in row.open_questions if "Лаптев" in one.text)
    proposal.answer(question, 0)
    import_document(desk, proposal)
    first = list_items(desk.read, list_plans(desk.read)[0].id or 0)[0]
    names = dict(desk.read.rows("SELECT id, name FROM people"))
    assert [names[one.person_id] for one in first.people if one.person_id] == ["Ветрова А.С.", "Лаптев Илья Николаевич"]


@pytest.mark.parametrize(
    ("typed", "is_sure"),
    [
        ("Лаптев Илья Н.", True),
        ("Илья Н. Лаптев", True),
        ("И. Лаптев", False),
        ("Лаптев И.", False),
        ("Илья Лаптев", False),
        ("С. Липовка", None),
        ("А. Громов", None),
    ],
)
def test_a_name_with_one_initial_is_linked_when_sure_and_asked_about_when_not(
    desk: Desk, tmp_path: Path, typed: str, is_sure: bool | None
) -> None:
    desk.change("Added", Person(name="Лаптев Илья Николаевич"))
    rows: list[list[object]] = [HEADER, ["1", "Слёт", "май", f"завуч, {typed}", ""]]
    proposal = propose(desk.read, document(tmp_path, "План на 2031 год", Table(rows)))
    [item] = [row for row in proposal.rows() if row.kind is PlanItem]
    assert len(item.questions) == (is_sure is False)
    import_document(desk, proposal)
    [stored] = list_items(desk.read, list_plans(desk.read)[0].id or 0)
    assert [bool(one.person_id) for one in stored.people if one.name or one.position != "завуч"] == [bool(is_sure)]
    assert stored.responsible == f"завуч, {typed}"


@pytest.mark.parametrize("typed", ["октяьбрь", "в теченеи года", "согалсно плану"])
def test_a_mistyped_deadline_is_asked_about_and_keeps_its_words(desk: Desk, tmp_path: Path, typed: str) -> None:
    rows: list[list[object]] = [HEADER, ["1", "Слёт", typed, "завуч", ""]]
    proposal = propose(desk.read, document(tmp_path, "План на 2031 год", Table(rows)))
    [item] = [row for row in proposal.rows() if row.kind is PlanItem]
    assert [(question.brief, len(question.answers)) for question in item.questions] == [("в сроке опечатка", 1)]
    import_document(desk, proposal)
    assert [one.deadline for one in list_items(desk.read, list_plans(desk.read)[0].id or 0)] == [typed]


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("2 раза в год (октябрь, апрель)", "октябрь, апрель (2 раза в год)"),
        ("октябрь (15-20)", "15-20 октября"),
        ("октябрь (1 неделя)", "1 неделя октября"),
    ],
)
def test_days_in_brackets_are_passed_over_aloud_and_can_be_taken(
    words: str, instead: str, desk: Desk, tmp_path: Path
) -> None:
    rows: list[list[object]] = [HEADER, ["1.", "Мониторинг", words, "Директора школ", ""]]
    result = propose(desk.read, a_plan(tmp_path, rows))
    item = next(row for part in result.parts if part.area == "plan" for row in part.rows if row.kind is PlanItem)
    question = next(one for one in item.questions if "скобках" in one.text)
    assert question.text == f"Дни в скобках срока «{words}» не учтены, как примечание."
    assert [answer.label for answer in question.answers] == ["Оставить как в документе", instead]


def test_repeated_and_missing_numbers_are_shown(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEADER,
        ["1", "План", "май", "завуч", ""],
        ["1", "Слёт", "май", "завуч", ""],
        ["4", "Бал", "май", "", ""],
    ]
    table = Table(rows)
    result = document(tmp_path, "План работы школы на 2031 год", table)
    states = {row.said()[1]: row.state for row in rows_of(desk, result)}
    assert states["Слёт"] is State.DOUBT
    assert states["Бал"] is State.STATED
    report = import_document(desk, result)
    assert len(report.doubted) == 1
    items = list_items(desk.read, list_plans(desk.read)[0].id or 0)
    assert [one.number for one in items] == ["1", "1", "4"]


def two_plans(tmp_path: Path) -> ParsedDocument:
    rows: list[list[object]] = [HEADER, ["1", "Слёт", "май", "завуч", ""], ["2", "Бал", "июнь", "завуч", "фото"]]
    return document(
        tmp_path,
        approvals("А.С. Ветрова"),
        "ПЛАН РАБОТЫ опорной школы и кластера на 2031 год",
        "Календарный план опорной школы",
        Table(rows),
        approvals("И.Н. Лаптев", "П.К. Зорин"),
        "Календарный план кластера",
        Table(rows),
    )


def test_two_plans_stand_beside_each_other_with_their_own_approvals(desk: Desk, tmp_path: Path) -> None:
    report = import_document(desk, two_plans(tmp_path))
    plans = {one.name: one for one in list_plans(desk.read)}
    school, cluster = plans["Календарный план опорной школы"], plans["Календарный план кластера"]
    assert [one.name for one in school.approvals] == ["А.С. Ветрова"]
    assert [one.name for one in cluster.approvals] == ["И.Н. Лаптев", "П.К. Зорин"]
    assert cluster.shares_id is None  # nobody answered: both tables are kept
    assert report.added["PlanItem"] == 4
    assert any("Календарный план опорной школы" in doubt for doubt in report.doubted)


def test_one_table_under_two_approvals_when_the_user_says_so(desk: Desk, tmp_path: Path) -> None:
    result = two_plans(tmp_path)
    proposal = propose(desk.read, result)
    question = next(one for row in proposal.rows() for one in row.questions if len(one.answers) == 2)
    proposal.answer(question, 1)
    report = import_document(desk, proposal)
    assert report.added["PlanItem"] == 2
    plans = {one.name: one for one in list_plans(desk.read)}
    school, cluster = plans["Календарный план опорной школы"], plans["Календарный план кластера"]
    assert cluster.shares_id == school.id
    assert [one.title for one in list_items(desk.read, cluster.id or 0)] == ["Слёт", "Бал"]
    assert not import_document(desk, result).changed
    desk.undo()
    assert list_plans(desk.read) == []


def test_columns_of_other_offices_keep_their_words(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Дата", "Мероприятие", "Место проведения", "Кто проводит"],
        ["май", "Слёт", "стадион", "завуч"],
    ]
    import_document(desk, document(tmp_path, "План работы школы на 2031 год", Table(rows)))
    [plan] = list_plans(desk.read)
    assert (plan.further_headers, plan.column_order) == ("Место проведения", "deadline,title,further,responsible")
    assert (plan.number_header, plan.result_header) == ("", "")
    [item] = list_items(desk.read, plan.id or 0)
    assert (item.further, item.responsible, item.number) == ("стадион", "завуч", "")


def test_a_plan_without_a_period_asks_for_it(desk: Desk, tmp_path: Path) -> None:
    result = document(tmp_path, "План работы школы", Table([HEADER, ["1", "Слёт", "май", "завуч", ""]]))
    proposal = propose(desk.read, result)
    plan = next(row for row in proposal.rows() if row.counts == "Plan")
    assert plan.state is State.DOUBT
    proposal.answer(plan.open_questions[0], 3)
    import_document(desk, proposal)
    [stored] = list_plans(desk.read)
    assert stored.period_start is not None
    assert stored.period_end is not None
    assert (f"{stored.period_start:%d.%m}", f"{stored.period_end:%d.%m}") == ("01.09", "31.08")


def test_prose_and_directions_are_kept_with_their_lists(desk: Desk, tmp_path: Path) -> None:
    result = document(
        tmp_path,
        "ПЛАН РАБОТЫ опорной школы на 2031 год",
        "1. Анализ работы опорной школы за 2030 год",
        "В кластер вошли девять школ.",
        Numbered("слёт краеведов (март)", 2),
        "2. Планирование работы опорной школы на 2031 год",
        "Работа опорной школы будет организована по следующим направлениям:",
        "1. организация,",
        "2. методическая работа.",
        "2. Методическая работа:",
        Numbered("семинары;", 2),
        "Календарный план",
        Table([HEADER, ["1", "Слёт", "май", "завуч", ""]]),
    )
    import_document(desk, result)
    [plan] = list_plans(desk.read)
    assert [(one.heading, one.text) for one in plan.texts] == [
        ("1. Анализ работы опорной школы за 2030 год", "В кластер вошли девять школ.\n- слёт краеведов (март)")
    ]
    assert [(one.title_words, [line.text for line in one.lines]) for one in plan.directions] == [
        ("организация,", []),
        ("методическая работа.", ["семинары;"]),
    ]
    assert not import_document(desk, result).changed


def test_a_further_plan_has_a_title_of_its_own_and_text_behind_its_table_is_kept(desk: Desk, tmp_path: Path) -> None:
    result = document(
        tmp_path,
        "ПЛАН РАБОТЫ ЛИЦЕЯ И КЛАСТЕРА НА 2031 ГОД",
        "Пояснительная записка",
        "Лицей ведёт кластер второй год.",
        "Календарный план лицея",
        Table(SECTIONS),
        "ПЛАН РАБОТЫ КЛАСТЕРА НА 2031 ГОД",
        "Календарный план кластера",
        Table([HEADER, ["1.", "Конкурс чтецов", "март", "Лаптев И.Н.", "Итоги"]]),
        "Механизм контроля",
        "Совет слушает отчёт дважды в год.",
        "- в июне;",
        "- в декабре.",
    )
    assert result.plans[1].own_title == "ПЛАН РАБОТЫ КЛАСТЕРА НА 2031 ГОД"
    import_document(desk, result)
    lyceum, cluster = sorted(list_plans(desk.read), key=lambda one: one.id or 0)
    assert lyceum.heading == "ПЛАН РАБОТЫ ЛИЦЕЯ И КЛАСТЕРА НА 2031 ГОД"
    assert (cluster.name, cluster.heading) == ("Календарный план кластера", "ПЛАН РАБОТЫ КЛАСТЕРА НА 2031 ГОД")
    assert [(one.heading, one.before_table) for one in lyceum.texts] == [("Пояснительная записка", True)]
    (behind,) = cluster.texts
    assert not behind.before_table
    assert behind.heading == "Механизм контроля"
    assert behind.text == "Совет слушает отчёт дважды в год.\n- в июне;\n- в декабре."


def test_the_period_that_a_title_does_not_tell_is_asked_from_the_desks_day(desk: Desk, tmp_path: Path) -> None:
    desk.read.today = lambda: dt.date(2019, 5, 6)
    parsed = document(tmp_path, "План работы школы", Table([HEADER, ["1", "Слёт", "май", "завуч", ""]]))
    row = next(propose(desk.read, parsed).rows())
    assert row.interpretation()[0] == "01.01.2019 – 31.12.2019"
    answers = [answer.label for question in row.questions for answer in question.answers]
    assert answers[:3] == ["2019 год", "2020 год", "2018 год"]


def test_two_posts_before_one_name_are_one_person_until_somebody_says_two(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, ["1", "Слёт", "май", "Директор, Зам. по УВР Лугов П.К.", ""]]
    proposal = propose(desk.read, document(tmp_path, "План на 2031 год", Table(rows)))
    [item] = [row for row in proposal.rows() if row.kind is PlanItem]
    [question] = item.questions
    assert item.interpretation()[1] == "Лугов П.К."
    proposal.answer(question, 1)
    assert item.interpretation()[1] == "Директор; Лугов П.К."
    import_document(desk, proposal)
    [stored] = list_items(desk.read, list_plans(desk.read)[0].id or 0)
    assert [(one.position, one.name) for one in stored.people] == [("Директор", ""), ("Зам. по УВР", "Лугов П.К.")]
