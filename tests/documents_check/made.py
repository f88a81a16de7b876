"""A document put together at random: its blocks as Word and Excel hold them, and what it tells."""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.exchange.make_docx import Below, Merged, Numbered, Table

_TITLES = (
    "План работы {body} на {year} год", "ПЛАН РАБОТЫ {body} на {year} год", "План мероприятий {body} на {year} год",
    "Годовой план работы {body} на {year} год", "План-график работы {body} на {year} год",
    "Комплексный план работы {body} на {year} год",
)  # fmt: skip
_BODIES = ("кластера", "опорной школы", "образовательного кластера «Заря»", "методического совета", "школы № 7")
_DEEDS = (
    "Семинар {what}", "Круглый стол {what}", "Мастер-класс {what}", "Совещание {what}", "Конкурс {what}",
    "Мониторинг {what}", "Открытый урок {what}", "Консультация {what}", "Экскурсия {what}",
    "Разработка положения {what}",
)  # fmt: skip
_ABOUT = (
    "учителей химии", "по чтению", "«Первые шаги»", "для наставников", "классных руководителей", "о внеурочной работе",
    "юных краеведов", "по итогам четверти", "«Зимний лес»", "школьных библиотек", "молодых педагогов", "по музыке",
)  # fmt: skip
_RESULTS = (
    "справка",
    "приказ",
    "протокол",
    "аналитическая записка",
    "план работы",
    "фотоотчёт",
    "положение",
    "материалы",
)
_SURNAMES = "Лугов Полева Берёзкин Ручьёва Кленов Ольхова Дубов Рябинина Сосновский Ивушкина".split()
_POSTS = (
    "директор",
    "заместитель директора по УВР",
    "методист",
    "педагог-организатор",
    "библиотекарь",
    "руководитель МО",
)
_BARE = ("администрация", "методический совет", "классные руководители", "руководители МО")
_SECTIONS = ("Методическая работа", "Работа с одарёнными детьми", "Воспитательная работа", "Повышение квалификации",
             "Взаимодействие с родителями", "Организационная деятельность", "Профориентация")  # fmt: skip
_GOALS = (
    "создание единого образовательного пространства",
    "повышение качества образования",
    "поддержка молодых педагогов",
)
_TASKS = ("Провести анализ работы школ", "Обобщить опыт наставников", "Расширить круг олимпиад", "Обновить библиотеки")
_PROSE = (
    "Работа строилась на основании договоров между школами и решений совета.",
    "В прошедшем году школы района приняли участие во многих конкурсах и показали хорошие результаты.",
)
_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
_GENITIVE = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_COLUMNS = {
    "number": ("№", "№ п/п", "№ пп", "п/п"),
    "title": ("Мероприятие", "Мероприятия", "Наименование мероприятия", "Содержание работы", "Название мероприятия",
              "Виды деятельности", "Содержание деятельности"),
    "deadline": ("Срок", "Сроки", "Срок проведения", "Дата", "Сроки исполнения", "Дата проведения", "Сроки реализации"),
    "responsible": ("Ответственный", "Ответственные", "Исполнитель", "Ответственные лица", "Исполнители",
                    "Ответственный исполнитель"),
    "result": ("Результат", "Ожидаемый результат", "Планируемый результат", "Итоговый документ", "Выход",
               "Ожидаемые результаты"),
}  # fmt: skip
_HELD_BACK_COLUMNS = {
    "title": ("Деятельность", "Перечень работ", "Форма работы"),
    "responsible": ("Куратор", "Ведущий"),
    "deadline": ("График", "Период"),
    "result": ("Контрольный показатель", "Подтверждающий документ"),
}


@dataclass
class Item:
    """What one line of the plan tells."""

    title: str
    deadline: str
    responsible: str
    result: str
    number: str = ""
    section: str = ""


@dataclass
class Made:
    """A document's blocks (texts and tables of `make_docx`) and its truth."""

    layout: str
    held_back: bool
    blocks: list[object] = field(default_factory=list)
    title: str = ""
    period: tuple[str, str] = ("", "")
    items: list[Item] = field(default_factory=list)
    approvals: list[tuple[str, str]] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


class _Maker:
    """Puts one document together."""

    def __init__(self, chance: random.Random, layout: str, *, held_back: bool) -> None:
        self.chance = chance
        self.made = Made(layout, held_back)
        self.has_number = chance.random() < 0.8 or layout in ("parents", "steps")
        self.own_numbers = layout != "steps" and chance.random() < 0.2
        self.has_result = chance.random() < 0.6
        names = dict(_COLUMNS)
        if held_back and chance.random() < 0.5:
            role = chance.choice(list(_HELD_BACK_COLUMNS))
            names[role] = _HELD_BACK_COLUMNS[role]
        roles = ["title", "deadline", "responsible"]
        if chance.random() < 0.3 and layout != "months":
            roles = ["title", "responsible", "deadline"]
        if layout in _WITHOUT_DEADLINE:
            roles.remove("deadline")
        self.roles = [*(["number"] if self.has_number else []), *roles, *(["result"] if self.has_result else [])]
        self.header = [chance.choice(names[role]) for role in self.roles]

    def person(self) -> str:
        """Somebody who answers, as offices write it."""
        chance = self.chance
        surname = chance.choice(_SURNAMES)
        name = f"{surname} {chance.choice('АВДЕИКМНОП')}.{chance.choice('АВДЕИКМНОП')}."
        if chance.random() < 0.1:
            return f"{name},\n{chance.choice(_SURNAMES)} Л.М."
        ways = (name, f"{name}, {chance.choice(_POSTS)}", f"{chance.choice(_POSTS)} {name}", chance.choice(_BARE))
        return chance.choice(ways)

    def deadline(self) -> str:
        """A deadline within the year, as offices write it."""
        chance, month = self.chance, self.chance.randrange(12)
        day = chance.randint(1, calendar.monthrange(2031, month + 1)[1])
        ways = (
            _MONTHS[month], f"до {day} {_GENITIVE[month]}", f"{day:02d}.{month + 1:02d}.2031", "в течение года",
            f"{_MONTHS[month]}-{_MONTHS[min(month + 1, 11)]}", f"{day} {_GENITIVE[month]}", "ежемесячно", "I полугодие",
        )  # fmt: skip
        return chance.choice(ways)

    def items(self, most: int, section: str = "") -> list[Item]:
        """Further lines of the plan, numbered on."""
        new: list[Item] = []
        for _each in range(self.chance.randint(2, most)):
            title = self.chance.choice(_DEEDS).format(what=self.chance.choice(_ABOUT))
            result = self.chance.choice(_RESULTS) if self.has_result else ""
            one = Item(title, self.deadline(), self.person(), result, section=section)
            one.number = str(len(self.made.items) + len(new) + 1) if self.has_number else ""
            new.append(one)
        self.made.items += new
        return new

    def row(self, item: Item) -> list[object]:
        """The cells of a line, in the order of the columns; numbers may be Word's own."""
        cells: list[object] = [getattr(item, role) for role in self.roles]
        if self.own_numbers and "number" in self.roles and item.number.isdigit():
            cells[self.roles.index("number")] = Numbered()
            item.number = f"{item.number}."
        return cells

    def sections(self) -> list[str]:
        return self.chance.sample(_SECTIONS, self.chance.randint(2, 3))

    def front(self) -> Iterator[object]:
        """Approvals, the title, goals, tasks and prose."""
        chance, made = self.chance, self.made
        if chance.random() < 0.6:
            yield from self.approval()
        made.title = chance.choice(_TITLES).format(body=chance.choice(_BODIES), year=2031)
        made.period = ("2031-01-01", "2031-12-31")
        yield from self.titled()
        if chance.random() < 0.4:
            made.goals = [chance.choice(_GOALS)]
            yield f"Цель: {made.goals[0]}."
        if chance.random() < 0.4:
            made.tasks = chance.sample(_TASKS, 2)
            yield "Задачи:"
            yield from (f"{number}. {task}." for number, task in enumerate(made.tasks, 1))
        if chance.random() < 0.3:
            yield chance.choice(_PROSE)

    def titled(self) -> Iterator[object]:
        """The title as typed: with a full stop, over two lines, or as it is."""
        title = self.made.title
        way = self.chance.choice(("", "", ".", "lines"))
        if way == "lines" and " на " in title:
            first, second = title.rsplit(" на ", 1)
            yield first
            yield f"на {second}"
        else:
            yield f"{title}{way if way == '.' else ''}"

    def approval(self) -> Iterator[object]:
        """Who approves, in a table of two or in paragraphs."""
        chance = self.chance
        first, second = chance.sample(_SURNAMES, 2)
        names = f"{first} А.Б.", f"{second} В.Д."
        way = chance.random()
        if way < 0.2:
            self.made.approvals = [("УТВЕРЖДЕН", "")]
            yield "Утверждён приказом директора школы от 30.08.2030 № 15"
        elif way < 0.5:
            self.made.approvals = [("СОГЛАСОВАНО", names[0]), ("УТВЕРЖДАЮ", names[1])]
            yield Table([[f"СОГЛАСОВАНО\nПредседатель совета\n__________ {names[0]}",
                          f"УТВЕРЖДАЮ\nДиректор школы\n__________ {names[1]}"]])  # fmt: skip
        else:
            self.made.approvals = [("УТВЕРЖДАЮ", names[1])]
            yield "УТВЕРЖДАЮ"
            yield "Директор школы"
            yield f"__________ {names[1]}"


def _flat(maker: _Maker) -> Iterator[object]:
    yield Table([maker.header, *map(maker.row, maker.items(9))])


def _section_rows(maker: _Maker) -> Iterator[object]:
    rows: list[list[object]] = [[*maker.header]]
    for number, section in enumerate(maker.sections(), 1):
        name = f"{number}. {section}" if maker.chance.random() < 0.5 else section
        rows += [[Merged(name, len(maker.header))], *map(maker.row, maker.items(4, name))]
    yield Table(rows)


def _tables_below_headings(maker: _Maker) -> Iterator[object]:
    for number, section in enumerate(maker.sections(), 1):
        name = f"Раздел {number}. {section}"
        yield name
        yield Table([maker.header, *map(maker.row, maker.items(4, name))])


def _steps(maker: _Maker) -> Iterator[object]:
    """Some lines have a second row: number and title are merged over both."""
    rows: list[list[object]] = [[*maker.header]]
    for item in maker.items(7):
        cells = maker.row(item)
        if maker.chance.random() < 0.4:
            own = [role in ("number", "title") for role in maker.roles]
            rows.append([Merged(cell, down=True) if is_own else cell for cell, is_own in zip(cells, own, strict=True)])
            rows.append(
                [Below() if is_own else word for word, is_own in zip(maker.row(_again(item)), own, strict=True)]
            )
        else:
            rows.append(cells)
    yield Table(rows)


def _again(item: Item) -> Item:
    return Item(item.title, "декабрь", "администрация", item.result and "отчёт")


def _parents(maker: _Maker) -> Iterator[object]:
    """A row with a number and a title alone heads those that count from it."""
    rows: list[list[object]] = [[*maker.header]]
    for number, section in enumerate(maker.sections(), 1):
        name = f"{number}. {section}"
        rows.append([f"{number}.", section, *[""] * (len(maker.header) - 2)])
        for place, item in enumerate(maker.items(4, name), 1):
            item.number = f"{number}.{place}"
            rows.append(maker.row(item))
    yield Table(rows)


def _month_rows(maker: _Maker) -> Iterator[object]:
    """Months head the rows, which have no deadline of their own."""
    rows: list[list[object]] = [[*maker.header]]
    for month in sorted(maker.chance.sample(range(12), 3)):
        rows.append([Merged(_MONTHS[month].capitalize(), len(maker.header))])
        for item in maker.items(3):
            item.deadline = _MONTHS[month].capitalize()
            rows.append(maker.row(item))
    yield Table(rows)


def _two_header_rows(maker: _Maker) -> Iterator[object]:
    """The deadline has two columns below one heading: planned and done."""
    place = maker.roles.index("deadline")
    above = [Merged(word, 2) if at == place else Merged(word, down=True) for at, word in enumerate(maker.header)]
    below: list[object] = [Below() for _word in maker.header]
    below[place : place + 1] = ["план", "факт"]
    rows: list[list[object]] = [list(above), below]
    for cells in map(maker.row, maker.items(7)):
        cells.insert(place + 1, "")
        rows.append(cells)
    yield Table(rows)


def _two_tables(maker: _Maker) -> Iterator[object]:
    """The table goes on after a page in a further one."""
    yield Table([maker.header, *map(maker.row, maker.items(5))])
    yield "Продолжение таблицы"
    yield Table([maker.header, *map(maker.row, maker.items(5))])


def _deadline_above(maker: _Maker) -> Iterator[object]:
    """Each table has its deadline in a line above it."""
    for month in sorted(maker.chance.sample(range(12), 2)):
        yield f"Срок: {_MONTHS[month]}"
        items = maker.items(4)
        for item in items:
            item.deadline = _MONTHS[month]
        yield Table([maker.header, *map(maker.row, items)])


def _list_lines(maker: _Maker) -> Iterator[object]:
    """No table: a line an item."""
    for number, item in enumerate(maker.items(6), 1):
        item.number = f"{number}."
        item.result = ""
        item.deadline = maker.chance.choice(_MONTHS)
        item.responsible = f"{maker.chance.choice(_SURNAMES)} А.Б."
        yield f"{number}. {item.title} – {item.deadline}, отв. {item.responsible}"


_WITHOUT_DEADLINE = ("month rows", "deadline above")
LAYOUTS: dict[str, Callable[[_Maker], Iterator[object]]] = {
    "flat": _flat,
    "section rows": _section_rows,
    "tables below headings": _tables_below_headings,
    "steps": _steps,
    "parents": _parents,
}
HELD_BACK: dict[str, Callable[[_Maker], Iterator[object]]] = {
    "month rows": _month_rows,
    "two header rows": _two_header_rows,
    "two tables": _two_tables,
    "deadline above": _deadline_above,
    "list": _list_lines,
}
"""Layouts that were not looked at while the readers were made."""


def make(seed: int) -> Made:
    """The document with that number; every second has a layout that was held back."""
    chance = random.Random(seed)
    held_back = bool(seed % 2)
    layouts = HELD_BACK if held_back else LAYOUTS
    layout = chance.choice(list(layouts))
    maker = _Maker(chance, layout, held_back=held_back)
    blocks = [*maker.front(), *layouts[layout](maker)]
    if chance.random() < 0.4:
        blocks.append(f"Директор школы __________ {chance.choice(_SURNAMES)} К.Е.")
    maker.made.blocks = blocks
    return maker.made
