"""Plans of invented offices in every layout that offices use, put together at random: a document's blocks, its facts.

Each layout takes a generator of random numbers and gives the blocks (as `make_docx` writes them) and the rows that a
careful secretary would read there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from cluster_desk.core.russian.dates import GENITIVE, MONTHS
from tests.exchange.facts import Row
from tests.exchange.make_docx import Below, Merged, Numbered, Table

Layout = tuple[list[object], list[Row]]
_DEEDS = "Семинар|Круглый стол|Конкурс чтецов|Заседание совета|Слёт юных друзей леса|Выставка рисунков|Мониторинг"
_ABOUT = "для учителей|по чтению|о безопасности|в лицее|к юбилею района|с участием родителей|младших классов"
_PEOPLE = "завуч|Лугов П.К.|Полева А.Б., методист|директор|классные руководители|тренер"
_RESULTS = "справка|приказ|протокол|фотоотчёт|план"
_NUMBERS = "№|№ п/п|№ п.п.|N п/п"
_TITLES = "Мероприятие|Мероприятия|Содержание работы|Наименование мероприятия|Перечень работ|Вид деятельности"
_DEADLINES = "Срок|Сроки|Сроки исполнения|Дата проведения|Когда"
_WHO = "Ответственный|Ответственные|Исполнители|Кто проводит|Отв."
_OUTCOMES = "Результат|Форма завершения|Подтверждающий документ|Контрольный показатель|Ожидаемый результат"
_SECTIONS = "Работа с учителями|Работа с детьми|Методическая работа|Спортивная жизнь"
_SCHOOL = [*range(9, 13), *range(1, 6)]
TITLE = "План работы лицея на 2031-2032 учебный год"


def _one(random: Random, words: str) -> str:
    return random.choice(words.split("|"))


def deeds(random: Random, count: int) -> list[str]:
    """Titles, none of them twice."""
    pairs = [f"{deed} {about}" for deed in _DEEDS.split("|") for about in _ABOUT.split("|")]
    return random.sample(pairs, count)


def _deadline(random: Random) -> str:
    month = random.choice(_SCHOOL)
    day = random.randint(1, 28)
    said = [
        MONTHS[month - 1], f"до {day} {GENITIVE[month - 1]}", f"{day:02}.{month:02}", "в течение года", "ежемесячно",
        f"{month:02}.{2031 if month > 8 else 2032}", f"{MONTHS[month - 1].capitalize()}, {MONTHS[(month) % 12]}",
    ]  # fmt: skip
    return str(random.choice(said))


def _row(random: Random, title: str, number: int, **told: str) -> Row:
    return Row(title, number=f"{number}", responsible=_one(random, _PEOPLE), **told)


def plain(random: Random) -> Layout:
    """A table with a row for each, its columns in any order, sections as rows over all of it."""
    heads = {"number": _one(random, _NUMBERS), "title": _one(random, _TITLES), "deadline": _one(random, _DEADLINES)}
    heads |= {"responsible": _one(random, _WHO), "result": _one(random, _OUTCOMES)}
    order = ["number", *random.sample(["title", "deadline", "responsible", "result"], 4)]
    table: list[list[object]] = [[heads[name] for name in order]]
    rows: list[Row] = []
    section = ""
    for number, title in enumerate(deeds(random, random.randint(4, 9)), 1):
        if random.random() < 0.3:
            section = f"{'I' * random.randint(1, 3)}. {_one(random, _SECTIONS)}"
            table.append([Merged(section, across=len(order))])
        row = _row(random, title, number, section=section, deadline=_deadline(random), result=_one(random, _RESULTS))
        rows.append(row)
        table.append([getattr(row, name) for name in order])
    return [TITLE, Table(table)], rows


def marked_columns(random: Random) -> Layout:
    """Months over columns with crosses below, in one header row or two."""
    months = _SCHOOL[: random.randint(3, 9)]
    roman = dict(zip(_SCHOOL, "IX X XI XII I II III IV V".split(), strict=True))
    names = random.choice([
        [MONTHS[month - 1] for month in months], [MONTHS[month - 1].capitalize() for month in months],
        [roman[month] for month in months], [MONTHS[month - 1][:3] for month in months],
    ])  # fmt: skip
    mark, over = random.choice("+xхV*"), random.choice([True, False])
    fixed = [_one(random, _NUMBERS), _one(random, _TITLES)]
    who = _one(random, _WHO)
    table: list[list[object]] = [[*fixed, *names, who]]
    if over:
        group = Merged(random.choice(["Месяцы", "Срок исполнения", "Месяц проведения"]), across=len(names))
        first: list[object] = [*(Merged(words, down=True) for words in fixed), group, Merged(who, down=True)]
        table = [first, [Below(), Below(), *names, Below()]]
    rows: list[Row] = []
    told = {"мая": "май"}
    for number, title in enumerate(deeds(random, random.randint(3, 7)), 1):
        marked = sorted(random.sample(range(len(months)), random.randint(1, len(months))))
        words = [MONTHS[months[place] - 1] if names[place].isupper() else names[place] for place in marked]
        row = _row(random, title, number, deadline=", ".join(told.get(word, word) for word in words))
        rows.append(row)
        crosses = [mark if place in marked else "" for place in range(len(months))]
        table.append([row.number, row.title, *crosses, row.responsible])
    return [TITLE, Table(table)], rows


def stretches(random: Random) -> Layout:
    """A column where it begins and one where it ends, with a heading over both or without."""
    begins, ends = random.choice([("Начало", "Окончание"), ("Дата начала", "Дата окончания"), ("с", "по")])
    grouped = begins == "с" or random.random() < 0.5
    number, title, who = _one(random, _NUMBERS), _one(random, _TITLES), _one(random, _WHO)
    if grouped:
        over = Merged(_one(random, "Срок|Сроки исполнения|Период проведения"), across=2)
        table: list[list[object]] = [
            [Merged(number, down=True), Merged(title, down=True), over, Merged(who, down=True)],
            [Below(), Below(), begins, ends, Below()],
        ]
    else:
        table = [[number, title, begins, ends, who]]
    rows: list[Row] = []
    for place, name in enumerate(deeds(random, random.randint(3, 6)), 1):
        first, last = sorted(random.sample(range(9), 2))
        days = [f"{random.randint(1, 28):02}.{_SCHOOL[at]:02}.{2031 if at < 4 else 2032}" for at in (first, last)]
        row = _row(random, name, place, deadline=" - ".join(days))
        rows.append(row)
        table.append([row.number, row.title, *days, row.responsible])
    return [TITLE, Table(table)], rows


def month_rows(random: Random) -> Layout:
    """A row with a month above its items, no column of deadlines."""
    said: list[Callable[[str], str]] = [str.upper, str.capitalize, lambda month: f"{month.capitalize()} месяц"]
    say = random.choice(said)
    table: list[list[object]] = [[_one(random, _NUMBERS), _one(random, _TITLES), _one(random, _WHO)]]
    rows: list[Row] = []
    titles = iter(deeds(random, 12))
    for month in sorted(random.sample(range(9), 4)):
        heading = say(MONTHS[_SCHOOL[month] - 1])
        table.append([Merged(heading, across=3)])
        for number in range(1, random.randint(2, 4)):
            time = heading.removesuffix(" месяц")
            row = _row(random, next(titles), number, section=heading, deadline=time)
            rows.append(row)
            table.append([row.number, row.title, row.responsible])
    return [TITLE, Table(table)], rows


def month_once(random: Random) -> Layout:
    """A month over the rows that are done in it: once with empty cells below, or merged."""
    merged = random.random() < 0.5
    table: list[list[object]] = [["Месяц", _one(random, _TITLES), _one(random, _WHO)]]
    rows: list[Row] = []
    titles = iter(deeds(random, 12))
    for at in range(3):
        month = MONTHS[_SCHOOL[at] - 1].capitalize()
        for place in range(random.randint(2, 3)):
            row = Row(next(titles), deadline=month, responsible=_one(random, _PEOPLE))
            rows.append(row)
            first: object = month if place == 0 else ""
            if merged:
                first = Merged(month, down=True) if place == 0 else Below()
            table.append([first, row.title, row.responsible])
    return [TITLE, Table(table)], rows


def directions(random: Random) -> Layout:
    """Months down the side and directions over the columns, or the other way round."""
    names = random.sample(_SECTIONS.split("|"), 3)
    months = [MONTHS[month - 1].capitalize() for month in _SCHOOL[: random.randint(2, 5)]]
    titles = iter(deeds(random, 15))
    told = {(name, month): next(titles) for name in names for month in months if random.random() < 0.9}
    rows = [
        Row(told[name, month], deadline=month, section=name)
        for name in names
        for month in months
        if (name, month) in told
    ]
    table: list[list[object]]
    if random.random() < 0.5:
        table = [["Месяц", *names]]
        table += [[month, *(told.get((name, month), "") for name in names)] for month in months]
    else:
        table = [["Направление", *months]]
        table += [[name, *(told.get((name, month), "") for month in months)] for name in names]
    return ["Циклограмма работы лицея на 2031-2032 учебный год", Table(table)], rows


def several_in_a_cell(random: Random) -> Layout:
    """Items below each other in one cell, their days and people beside them."""
    table: list[list[object]] = [[_one(random, _NUMBERS), _one(random, _TITLES), "Сроки", "Ответственные"]]
    rows: list[Row] = []
    titles = iter(deeds(random, 12))
    for at in range(random.randint(1, 3)):
        count = random.randint(2, 4)
        numbered = random.random() < 0.5
        heading = f"{at + 1}.1. {_one(random, _SECTIONS)}"
        made = [
            Row(next(titles), _deadline(random), _one(random, "завуч|директор|тренер"), None, f"{number}.", heading)
            for number in range(1, count + 1)
        ]
        rows += made
        lines = [f"{row.number} {row.title}" if numbered else row.title for row in made]
        table.append([
            "" if numbered else "\n".join(row.number or "" for row in made), "\n".join([heading, *lines]),
            "\n".join(row.deadline or "" for row in made), "\n".join(row.responsible or "" for row in made),
        ])  # fmt: skip
    return [TITLE, Table(table)], rows


def listed(random: Random) -> Layout:
    """No table: a numbered list, lines of tabs, or lines that tell when and who below each item."""
    kind = random.choice(["list", "tabs", "labels"])
    titles = deeds(random, random.randint(3, 6))
    rows = [
        Row(title, _deadline(random), _one(random, "завуч|Лугов П.К.|директор"), number=str(number))
        for number, title in enumerate(titles, 1)
    ]
    blocks: list[object] = [TITLE]
    if kind == "tabs":
        blocks.append("№\tМероприятие\tСрок\tОтветственный")
    for row in rows:
        if kind == "tabs":
            blocks.append(f"{row.number}\t{row.title}\t{row.deadline}\t{row.responsible}")
        elif kind == "labels":
            blocks += [Numbered(row.title), f"Срок: {row.deadline}", f"Ответственный: {row.responsible}"]
        else:
            dash = random.choice([" – ", " - ", ", "])
            blocks.append(f"{row.number}. {row.title}{dash}{row.deadline}, отв. {row.responsible}")
    return blocks, rows


def above_table(random: Random) -> Layout:
    """A table for each month, the month or «Срок: …» above it."""
    blocks: list[object] = [TITLE]
    rows: list[Row] = []
    titles = iter(deeds(random, 12))
    label = random.random() < 0.5
    for month in random.sample(_SCHOOL, 3) if not label else [random.choice(_SCHOOL)]:
        name = MONTHS[month - 1].capitalize()
        blocks.append(f"Срок: {name}" if label else name)
        table: list[list[object]] = [["№", "Мероприятие", "Ответственный"]]
        for number in range(1, 4):
            row = _row(random, next(titles), number, deadline=name, section="" if label else name)
            rows.append(row)
            table.append([row.number, row.title, row.responsible])
        blocks.append(Table(table))
    return blocks, rows


LAYOUTS: Sequence[Callable[[Random], Layout]] = (
    plain, marked_columns, stretches, month_rows, month_once, directions, several_in_a_cell, listed, above_table,
)  # fmt: skip
