"""Plans, event lists, approvals, goals and tasks in other offices' layouts."""

from pathlib import Path

import pytest

from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx

HEADER = ["№ п/п", "Содержание работы", "Сроки реализации", "Исполнитель", "Ожидаемый результат"]


def read(tmp_path: Path, *blocks: object) -> ParsedDocument:
    return read_document(write_docx(tmp_path / "d.docx", blocks))


def outline(plan: ParsedPlan) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (each.record.name, [(item.number, item.title, item.deadline) for item in (one.record for one in each.parts)])
        for each in plan.sections
    ]


def test_sections_as_merged_rows_numbers_automatic(tmp_path: Path) -> None:
    table = Table(
        [
            HEADER,
            [Merged("I. Организационная работа", 5)],
            [Numbered(), "Утвердить план", "январь", "Лугов П.К., директор\nПолева А.Б., завуч", "приказ"],
            HEADER,
            [Numbered(), "Собрать совет", "", "Совет", ""],
            [Merged("II. Методическая работа", 5)],
            [Numbered("", 5), "Семинар", "в течение года", "ИМЦ", "справка"],
        ]
    )
    (plan,) = read(tmp_path, "ПЛАН РАБОТЫ", "лицея на 2031-2032 учебный год", table).plans
    assert plan.columns == HEADER
    assert outline(plan) == [
        ("I. Организационная работа", [("1.", "Утвердить план", "январь"), ("2.", "Собрать совет", "")]),
        ("II. Методическая работа", [("1.", "Семинар", "в течение года")]),
    ]
    read_item = plan.sections[0].parts[0]
    first = read_item.record
    assert first.responsible == "Лугов П.К., директор\nПолева А.Б., завуч"
    assert [(each.name, each.position) for each in first.people] == [
        ("Лугов П.К.", "директор"),
        ("Полева А.Б.", "завуч"),
    ]
    assert (first.result, read_item.source.row) == ("приказ", 3)


def test_a_table_of_a_header_alone_goes_on_in_the_next(tmp_path: Path) -> None:
    rows = [["", "Утвердить план", "январь", "завуч", "приказ"]]
    (plan,) = read(tmp_path, "План работы на 2026 год", Table([HEADER]), Table([HEADER, *rows])).plans
    assert outline(plan) == [("", [("", "Утвердить план", "январь")])]
    (plan,) = read(tmp_path, "План работы на 2026 год", Table([HEADER]), "Продолжение", Table(rows)).plans
    assert outline(plan) == [("", [("", "Утвердить план", "январь")])]


def test_columns_in_another_order_and_missing(tmp_path: Path) -> None:
    table = Table([["Месяц", "Ответственные", "Мероприятие"], ["май", "завуч", "Слёт"]])
    (plan,) = read(tmp_path, "План мероприятий", table).plans
    (item,) = plan.sections[0].parts
    assert (item.record.title, item.record.deadline) == ("Слёт", "май")
    assert not {"number", "result"} & item.to_json().keys()
    assert plan.sections[0].to_json()["title"] is None


def test_steps_are_rows_below_a_merged_or_empty_number(tmp_path: Path) -> None:
    table = Table(
        [
            HEADER,
            [Merged("1", down=True), Merged("Проверка", down=True), "март", "завуч", "приказ"],
            [Below(), Below(), "апрель", "директор", "справка"],
            ["2", "Слёт", "май", "завуч", "отчёт"],
            ["", "", "июнь", "", "фото"],
        ]
    )
    (plan,) = read(tmp_path, "План работы", table).plans
    first, second = ([step.record for step in item.parts] for item in plan.sections[0].parts)
    assert [(step.deadline, step.result, step.responsible) for step in first] == [("апрель", "справка", "директор")]
    assert [(step.deadline, step.result) for step in second] == [("июнь", "фото")]


def test_a_table_a_section_and_a_continuation(tmp_path: Path) -> None:
    def rows(title: str) -> Table:
        return Table([HEADER, ["1", title, "май", "завуч", ""]])

    (plan,) = read(
        tmp_path,
        "План работы кластера на 2031 год",
        "1. Организация", rows("Слёт"),
        "Продолжение таблицы", rows("Сбор"),
        "2. Методика", rows("Семинар"),
    ).plans  # fmt: skip
    assert outline(plan) == [
        ("1. Организация", [("1", "Слёт", "май"), ("1", "Сбор", "май")]),
        ("2. Методика", [("1", "Семинар", "май")]),
    ]


def test_two_plans_stay_two(tmp_path: Path) -> None:
    table = Table([HEADER, ["1", "Слёт", "май", "завуч", ""]])
    plans = read(tmp_path, "План работы школы", table, "План работы кластера", table).plans
    assert [plan.name for plan in plans] == ["План работы школы", "План работы кластера"]


def test_days_of_a_further_plan_are_read_in_its_own_period(tmp_path: Path) -> None:
    """The 9th of a plan for October, below one for September, was the 9th of September."""
    header = ["Дата", "Мероприятие", "Ответственный"]
    september = [header, ["5", "Слёт", "завуч"]]
    october = [header, ["9", "Форум", "завуч"], ["до 15 октября", "Сбор", ""]]
    titles = ("План мероприятий на сентябрь 2031 года", "План мероприятий на октябрь 2031 года")
    content = read(tmp_path, titles[0], Table(september), titles[1], Table(october))
    rows = [row for plan in content.plans for section in plan.sections for row in section.parts]
    assert [row.typed["means"]["spans"][0][0] for row in rows] == ["2031-09-05", "2031-10-09", "2031-10-15"]
    assert not content.all_doubts()


@pytest.mark.parametrize(
    "total",
    [
        ["", "Итого:", "", "", "95"],
        ["Итого", "", "", "", "95"],
        ["", "", "Всего за год:", "", "95"],
        ["", "ИТОГО", "", "", "1 095"],
    ],
)
def test_a_row_that_adds_up_numbers_is_no_item_and_no_step(total: list[str], tmp_path: Path) -> None:
    header = ["№", "Мероприятие", "Срок", "Ответственный", "Кол-во участников"]
    rows = [["1", "Слёт", "май", "завуч", "64"], ["2", "Итоговый сбор", "май", "завуч", "31"], total]
    content = read(tmp_path, "План работы на 2031 год", Table([header, *rows]))
    assert outline(content.plans[0]) == [("", [("1", "Слёт", "май"), ("2", "Итоговый сбор", "май")])]
    assert not any(item.parts for item in content.plans[0].sections[0].parts)
    assert "95" in " ".join(each.words for each in content.left_alone)


def test_months_by_audiences_are_a_plan_also_where_one_word_tells_an_event(tmp_path: Path) -> None:
    """What was done with pupils alone was read, as a list of events."""
    rows = [
        ["Месяц", "Работа с учащимися", "Работа с родителями", "Работа с педагогами"],
        ["сентябрь", "Входное анкетирование", "Родительское собрание", "Совещание"],
        ["октябрь", "Пробный экзамен (Лугов П.К.)", "Индивидуальные беседы", "Семинар"],
    ]
    content = read(tmp_path, "План мероприятий по подготовке к экзаменам на 2031 год", Table(rows))
    assert outline(content.plans[0]) == [
        (
            "Работа с учащимися",
            [("", "Входное анкетирование", "сентябрь"), ("", "Пробный экзамен (Лугов П.К.)", "октябрь")],
        ),
        ("Работа с родителями", [("", "Родительское собрание", "сентябрь"), ("", "Индивидуальные беседы", "октябрь")]),
        ("Работа с педагогами", [("", "Совещание", "сентябрь"), ("", "Семинар", "октябрь")]),
    ]
    assert not content.event_lists


def test_event_lists_for_teachers_and_pupils(tmp_path: Path) -> None:
    table = Table([["№", "Название мероприятия", "Месяц проведения"], ["1", "Слёт", "май"]])
    content = read(
        tmp_path, "МЕРОПРИЯТИЯ", "для педагогов и обучающихся, финансируемые МОКО",
        "Мероприятия для педагогов:", table, "Мероприятия для обучающихся:", table,
    )  # fmt: skip
    lists = [each.record for each in content.event_lists]
    assert [(each.name, each.audience, each.heading, len(each.events)) for each in lists] == [
        ("Мероприятия для педагогов", "педагоги", "МЕРОПРИЯТИЯ для педагогов и обучающихся, финансируемые МОКО", 1),
        (
            "Мероприятия для обучающихся",
            "обучающиеся",
            "МЕРОПРИЯТИЯ для педагогов и обучающихся, финансируемые МОКО",
            1,
        ),
    ]
    assert content.plans == []


def test_approvals_in_columns_and_in_paragraphs(tmp_path: Path) -> None:
    columns = Table(
        [
            [
                "РАССМОТРЕНО:\nна педагогическом совете № 4\nот «10» января 2031 года",
                "УТВЕРЖДАЮ\nИ.о. директора лицея\n________ П.К. Лугов\nПриказ № 2/1-о от 11.01.2031",
            ]
        ]
    )
    paragraphs = [
        "СОГЛАСОВАНО",
        "Начальник управления",
        "___________ А.Б. Полева",
        "«___» ________ 20__ г.",
        "План на 2031 год",
    ]
    first, second, third = (one.to_json() for one in read(tmp_path, columns, *paragraphs).approvals)
    assert [first[key] for key in ("kind", "position", "name", "date")] == [
        "РАССМОТРЕНО", "на педагогическом совете № 4", None, "2031-01-10",
    ]  # fmt: skip
    assert [second[key] for key in ("position", "name", "order", "date")] == [
        "И.о. директора лицея", "П.К. Лугов", "№ 2/1-о", "2031-01-11",
    ]  # fmt: skip
    assert [third[key] for key in ("kind", "position", "name", "date")] == [
        "СОГЛАСОВАНО", "Начальник управления", "А.Б. Полева", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("План работы на 2031 год", "2031-01-01", "2031-12-31"),
        ("План на 2-е полугодие 2031 года", "2031-07-01", "2031-12-31"),
        ("План на I полугодие 2031 года", "2031-01-01", "2031-06-30"),
        ("План на 2031-2032 учебный год", "2031-09-01", "2032-08-31"),
        ("План на 2031/32 уч. год", "2031-09-01", "2032-08-31"),
        ("План на второе полугодие 2031-2032 учебного года", "2032-01-01", "2032-08-31"),
        ("Программа на 2031-2033 годы", "2031-01-01", "2033-12-31"),
        ("План на 3 квартал 2031 года", "2031-07-01", "2031-09-30"),
        ("План на период с 01.02.2031 по 15.03.2031", "2031-02-01", "2031-03-15"),
    ],
)
def test_the_period_is_told_by_the_title(title: str, start: str, end: str, tmp_path: Path) -> None:
    content = read(tmp_path, title)
    assert content.title == title
    assert content.period is not None
    assert (content.period.start, content.period.end) == (start, end)


def test_goals_and_tasks_with_sub_tasks(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "Основными задачами, которые решались в прошлом году, стали:", "1. Дружба;",
        "Целью работы опорной школы на 2031 год будет являться: Рост качества.",
        "Решению цели будет способствовать реализация следующих задач:",
        "1. Обучать:", "- детей;", "- учителей.", "2. Дружить.", "2. Планирование работы",
        "ЦЕЛЬ: рост качества.", "ЗАДАЧИ:", Numbered("Обучать:"), Numbered("детей;", 1, 1), Numbered("Петь."),
    )  # fmt: skip
    assert [goal.record.text for goal in content.goals] == ["Рост качества."]
    assert [(task.record.text, [each.text for each in task.record.subtasks]) for task in content.tasks] == [
        ("Обучать:", ["детей;", "учителей."]),
        ("Дружить.", []),
        ("Петь.", []),
    ]


@pytest.mark.parametrize(
    ("lines", "position", "basis"),
    [
        (
            ["Утвержден", "Приказом МКУ «Управление образования»", "Озёрского ГО", "от 12.01.2031 № 5"],
            "",
            "Приказом МКУ «Управление образования»\nОзёрского ГО\nот 12.01.2031 № 5",
        ),
        (["СОГЛАСОВАНО", "Начальник", "____ П.К. Лугов", "«__» ____ 2031 г."], "Начальник", "«__» ____ 2031 г."),
        (
            ["УТВЕРЖДАЮ", "Председатель совета", "директор МКОУ СОШ с. Ключи", "____ П.К. Лугов"],
            "Председатель совета\nдиректор МКОУ СОШ с. Ключи",
            "",
        ),
        (["УТВЕРЖДАЮ\vДиректор:\v____ П.К. Лугов\vМКОУ СОШ с. Ключи"], "Директор МКОУ СОШ с. Ключи", ""),
    ],
)
def test_an_approval_keeps_its_lines_in_their_order(
    lines: list[str], position: str, basis: str, tmp_path: Path
) -> None:
    content = read(tmp_path, *lines, "План на 2031 год", Table([["№", "Мероприятие", "Срок"], ["1", "Слёт", "май"]]))
    [approval] = content.approvals
    assert (approval.record.position, approval.record.order) == (position, basis)
    assert content.texts == []  # printed once: it is no prose of the plan beside


def test_a_period_that_only_the_rows_tell_is_doubted(tmp_path: Path) -> None:
    rows = Table([["№", "Мероприятие", "Срок"], ["1", "Слёт", "сентябрь 2031"], ["2", "Форум", "12.03.2032"]])
    content = read(tmp_path, "План работы совета", rows)
    assert content.period is not None
    assert (content.period.start, content.period.end) == ("2031-09-01", "2032-08-31")
    assert [each.kind for each in content.all_doubts()] == ["period"]


def test_two_plans_that_differ_in_a_further_line_of_their_titles_are_two(tmp_path: Path) -> None:
    rows = [["№", "Мероприятие", "Срок"], ["1", "Слёт", "май"]]
    title = ["План воспитательной работы", "на 2031-2032 учебный год"]
    content = read(tmp_path, *title, "1-4 КЛАССЫ", Table(rows), *title, "5-9 КЛАССЫ", Table(rows))
    assert [plan.name for plan in content.plans] == [
        "План воспитательной работы на 2031-2032 учебный год 1-4 КЛАССЫ",
        "План воспитательной работы на 2031-2032 учебный год 5-9 КЛАССЫ",
    ]


def test_a_month_below_a_title_heads_its_table(tmp_path: Path) -> None:
    """In capitals like the title it went on with that, and the first table's days had no month."""
    rows = [["Объект контроля", "Цель", "Сроки", "Ответственный"], ["Журналы", "Оформление", "до 15", "Лугов П.К."]]
    content = read(
        tmp_path,
        "ПЛАН ВНУТРИШКОЛЬНОГО КОНТРОЛЯ НА 2031-2032 УЧЕБНЫЙ ГОД",
        "СЕНТЯБРЬ",
        Table(rows),
        "ЯНВАРЬ",
        Table(rows),
    )
    assert content.title == "ПЛАН ВНУТРИШКОЛЬНОГО КОНТРОЛЯ НА 2031-2032 УЧЕБНЫЙ ГОД"
    told = content.to_json()["plans"][0]["sections"]
    assert [(one["title"], one["items"][0]["deadline_means"]["spans"]) for one in told] == [
        ("СЕНТЯБРЬ", [["2031-09-15", "2031-09-15"]]),
        ("ЯНВАРЬ", [["2032-01-15", "2032-01-15"]]),
    ]
