"""What a table is, told by the words of its header: which column holds what.

Offices call the same column by many words ("Сроки", "Дата", "Месяц проведения"); `_WORDS` knows
them all, those of a plan from its fields. The order matters: the first line that fits tells what the column is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from cluster_desk.core.records.fields import table_columns
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import kind_named
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Cell, Grid, TableColumns, distinct

_ORGANIZATIONS = (
    r"организаци|учрежден|школ[аы]?\b|\bоо\b|\bоу\b|участник\w* .*(?:кластер|сети)|член\w* кластер|"
    r"наименование участник|(?:полное|сокращенное|краткое) наименование"
)
_OF_PLANS = {
    name: [(name, words) for words in column.known_as]
    for name, column in table_columns(PlanItem).items()
    if column.known_as
}
"""The words over the columns of a plan stand with its fields; which go before which of the others is told below."""
_PLACED = ("number", "title", "deadline", "responsible", "result")
_WORDS = tuple(
    (role, regex(words))
    for role, words in (
        *(each for name, known in _OF_PLANS.items() if name not in _PLACED for each in known),
        *_OF_PLANS["number"],
        ("speaker", r"выступающ|кто выступа|докладчик|докладыва|спикер|кто готовит"),
        ("result", r"^(?:где|на чем|кому) (?:слуша|заслуш|рассматр|обсужда|докладыва|представля)"),
        ("topic", r"^(?!.*мероприяти).*(?:тем[аы] (?:выступлени|доклад|сообщени|вопрос)|вопрос|повестк|рассматрива)"),
        (
            "mark",
            r"отметк|^(?:о )?(?:выполнен|исполнен|реализ)\w+$|(?:статус|контроль) (?:выполн|исполн)|^форм\w+ контрол",
        ),
        ("role", r"\bроль|статус|(?:должность|функци\w+|обязанност\w+|полномочия) в (?:\w+ )*совет|место в совете"),
        ("council", r"(?:состав|член\w*|представител\w*).*совет"),
        *_OF_PLANS["result"][:2],
        ("time", r"^время"),
        (
            "agreement",
            r"(?:дат[аы]|номер|№|реквизит\w*)\W.*(?:соглашени|договор)|^(?:соглашени|договор)\w*\W+.*(?:№|номер|дат)",
        ),
        *_OF_PLANS["deadline"],
        ("agreement", r"соглашени|договор"),
        ("email", r"почт[аы]|e-? ?mail|электронный адрес"),
        ("site", r"сайт"),
        ("address", r"(?:^|юридический |почтовый )адрес|местонахождени"),
        ("phone", r"телефон|\bтел\b"),
        ("place", r"^место(?! работы)|место проведени|площадк"),
        *_OF_PLANS["responsible"],
        ("head", r"(?:ф\W*и\W*о\W*|фамили\w*.*)(?:руководител|директор|заведующ)|^руководител\w*|^директор\w*$"),
        ("person", r"ф\.?\s?и\.?\s?(?:о\b|участник|обучающ|учащ|ребенк|ученик)|фамилия"),
        ("position", r"должност|место работы"),
        ("audience", r"^участник\w*$|категори|аудитори|для кого|целевая|контингент"),
        *_OF_PLANS["title"][:2],
        ("organization", _ORGANIZATIONS),
        (
            "direction",
            r"направлени|^(?:раздел|блок|модуль|этап)\b|^(?:наименовани|названи)\w+ (?:этап|раздел|блок|модул)",
        ),
        *_OF_PLANS["title"][2:],
        ("note", r"примечани|контроль\b"),
        *_OF_PLANS["result"][2:],
        ("form", r"^форм[аы]\b"),
        ("staff", r"^(?:фио )?(?:педагог|учител|преподавател|воспитател|классн\w+ руководител)\w*(?:-\w+)?$"),
        ("staff", r"^(?:куратор|координатор|ведущ|сотрудник|работник|специалист|наставник|тренер|методист|завуч)\w*$"),
    )
)
_FIELD_WORDS = {
    "mentor": r"наставник|руководител|педагог|учител|преподавател|тренер|подготови|готовил|сопровожда",
    "grade": r"^(?:класс|групп|курс)\w*(?:\W|$)|^возраст\W+класс",
    "nomination": r"номинаци|направлени|секци|возрастн\w+ (?:категор|групп)",
    "work": r"(?:назван|тем[аы]|наименован)\w*\W+(?:\w+\W+)*(?:работ|проект|произвед|выступ|исслед)|"
    r"^(?:работ|проект|произвед|тем[аы]\b)",
    "place_words": r"^мест[оа]?(?: по |$)|занят\w+ место|^результат|^итог\w*$|степен\w* диплом",
    "full_name": r"полн\w+ н|наименование (?:орг|оо|оу|обр|учр|уч|член)",
    "short_name": r"кратк|сокращ",
    "kind": r"^(?:тип|вид)\b",
    "agreement": r"^соглашени|^договор",
    "agreement_number": r"(?:№|номер)\D*(?:соглаш|догов)|(?:соглаш|догов)\w+ №",
    "agreement_day": r"дата\D*(?:соглаш|догов)|(?:соглаш|догов)\w+ от|^дата (?:заключ|подпис)",
    "valid_until": r"действ\w* (?:до|по)|срок действ|действительн|истека|оконч\w+ (?:действ|соглаш)",
    "joined": r"(?:в|ступ)\w* в кластер|в кластере с",
    "organization_id": r"место работы",
    "locality": r"насел\w+ пункт|^место$|^село\b",
    "district": r"район",
    "inn": r"^инн\b",
    "learners": r"(?:числ|колич)\w+ (?:обуч|учен|дет|восп)|контингент|^обучающ",
    "notes": r"примечани|заметк|комментар",
    "period": r"период|учебн\w+ год",
    "unit": r"^ед\w*\.?",
    "available": r"(?:в|всего) налич|имеется|^количеств|^кол-во",
    "age": r"возраст|класс",
    "born": r"рожд",
    "private": r"снилс|паспорт|сертификат|согласи|^дата\b",
    "surname": r"^фамили\w*(?: участ\w+| обуч\w+| учащ\w+| ребен\w+)?$",
    "first_name": r"^имя(?: участ\w+| обуч\w+| ребен\w+)?$",
    "patronymic": r"^отчеств\w*(?: \(?при наличии\)?)?$",
    "child": r"^(?:участни|ребен|обучающ|учащ|учен|воспитанн)\w+$",
    "score": r"результат|балл|^итог",
    "children": r"дет(?:и|ей)|числ|колич|кол-во",
    "field": r"направ|профил",
    "level": r"уровень",
    "organizer": r"организатор",
    "participants": r"(?:числ|колич|кол-во)\w*.*(?:участ|чел)|участник",
    "state": r"^состояни|^статус$",
    "year": r"^год\b",
    "source": r"источник",
}
"""What columns of single lists are called beside that; by the field's name, which stands for a role of its own."""
LABELLED_SCHOOL = regex(
    r"(?:(?:(?:полн|кратк|сокращ[её]нн)\w+ )?(?:наименовани|названи)\w+\s+|наша\s+)?(?:образовательн\w+ )?"
    r"(?:организаци\w+|учреждени\w+|школ[аы]|оо|оу)(?: \([^)]*\))?(?:\s*:\s*|\s+[—–-]\s*|[—–-]\s+)(?P<school>.+)",
    re.IGNORECASE,
)
"""A school behind what it is called: «Образовательная организация: СОШ с. Луговое»; «Школа-интернат» is no label."""
_REPLY_WORDS = tuple(
    (role, regex(words))
    for role, words in (
        ("number", r"^(?:№|n\b|п/п|номер)"),
        ("responsible", r"ответственн"),
        ("winners", r"победител|призер|лауреат"),
        ("level", r"^уровень|^масштаб"),
        ("place", r"^где\b"),
        ("need", r"что (?:нужно|требуется|необходимо)|потребност|^нужно\b|^требуется"),
        ("purpose", r"^(?:для чего|зачем|обосновани|куда\b)"),
        ("value", r"^(?:ответ\w*|значени\w*|данные|факт\w*)(?: |$)"),
        ("question", r"^(?:вопрос|критери|сведения|контактные данные)|показател|индикатор"),
        ("unit", r"^ед\w*(?:\.|$| )"),
        ("amount", r"^(?:сколько|колич\w*|кол-?во|всего|итого|число)(?: участник\w*| человек| чел\.?| всего)?$"),
    )
)
"""What schools write over the columns of their answers, beside what any table has."""
_REPLY_ROLES = {"deadline": "day", "time": "day", "title": "name", "topic": "name", "direction": "name"}
_HEADER_ROWS = 6
"""A header stands among the first rows; above it there may be titles merged over the table."""
_LONGEST_HEADER = 150


@dataclass
class Headed:
    """A table whose header was recognised: `roles` tells the column of each kind of content.

    `further` are columns whose words are kept though they are none of ours; the reader of a table's kind tells them.
    """

    grid: Grid
    header: int
    body: int
    roles: dict[str, int]
    columns: list[str]
    """The words over the columns, those below others where a header has two rows."""
    further: list[int] = field(default_factory=list)

    def rows(self) -> Iterator[int]:
        """The indexes of the rows below the header, without a header told again or columns merely counted."""
        has_header = self.body > self.header or self.header > 0
        values = [fold(cell.text) for cell in self.grid.rows[self.header]] if has_header else []
        for index in range(self.body, len(self.grid.rows)):
            cells = self.grid.rows[index]
            # Looked at cell by cell only where the first says the same: a table may have thousands of rows.
            first = cells[0].text
            if values and fold(first) == values[0] and [fold(cell.text) for cell in cells] == values:
                continue
            if first == "1" and _counts_columns(cells):
                continue
            yield index

    @property
    def heads(self) -> list[Cell]:
        """The cell right above each column's rows; one that is over several columns once for each of them."""
        return self.grid.rows[max(self.body - 1, self.header) if self.body else 0]

    def cell(self, row: int, role: str) -> Cell | None:
        """The cell of that role in the row; None where the table has no such column."""
        column = self.roles.get(role)
        return None if column is None else self.grid.rows[row][column]

    def text(self, row: int, role: str) -> str | None:
        """The cell's text, None where the table has no such column."""
        cell = self.cell(row, role)
        return None if cell is None else cell.text

    def has(self, *roles: str) -> bool:
        """Whether every one of the roles has a column."""
        return all(role in self.roles for role in roles)

    def words(self, role: str) -> str:
        """The header's words over the column of that role, folded; empty where there is none."""
        return fold(self.grid.rows[self.header][self.roles[role]].text) if role in self.roles else ""


@lru_cache(2048)  # the same headings are asked about again and again
def role_of(words: str) -> str:
    """What a column called `words` holds; "" when unknown."""
    folded = fold(words).strip(" .:")
    if not folded or len(folded) > _LONGEST_HEADER:
        return ""
    return next((role for role, pattern in _WORDS if pattern.search(folded)), "")


@lru_cache(2048)
def reply_role(words: str) -> str:
    """What a column of a school's answer called `words` holds: "day", "name", a code of `TakingPart`, …; "" unknown."""
    folded = fold(words).strip(" .:*")
    if not folded or len(folded) > _LONGEST_HEADER:
        return ""
    role = next((role for role, pattern in _REPLY_WORDS if pattern.search(folded)), "")
    kind = kind_named(folded) if not role else None
    if kind is not None:
        return kind.value
    if role:
        return role
    known = role_of(words)
    return _REPLY_ROLES.get(known, known)


def field_named(words: str, names: Collection[str]) -> str:
    """Which field of `names` a list's column called `words` holds beyond the roles; "" for none."""
    folded = fold(words).strip(" .:")
    return next((name for name, each in _FIELD_WORDS.items() if name in names and re.search(each, folded)), "")


def find_header(grid: Grid) -> Headed | None:
    """The table with its header recognised, as somebody told it or by its words; or None."""
    if grid.told is not None:
        return _as_told(grid, grid.told)
    best: Headed | None = None
    for index in range(min(_HEADER_ROWS, len(grid.rows))):
        if _is_one_cell(grid, index):
            continue
        headed = _with_header(grid, index)
        if len(headed.roles) > (len(best.roles) if best else 0):
            best = headed
    if best is not None:
        _let_stand_in(best)
    if best is None or (len(best.roles) < 2 and not (best.has("organization") and grid.width <= 2)):
        return None
    return best


def _as_told(grid: Grid, told: TableColumns) -> Headed:
    """The table with the columns that somebody told."""
    roles = {role: column for column, role in enumerate(told.roles) if role}
    if told.header < 0:
        return Headed(grid, 0, 0, roles, [])
    header = min(told.header, len(grid.rows) - 1)
    columns = [cell.text for cell in distinct(grid.rows[header])]
    return Headed(grid, header, last_of_header(grid, header) + 1, roles, columns)


_STAND_INS = (("title", "form"), ("responsible", "staff"), ("responsible", "head"), ("result", "mark"))
"""In a table of what is to be done and when, a column that may be told by words which elsewhere mean another thing."""


def _let_stand_in(headed: Headed) -> None:
    roles = headed.roles
    if "title" not in roles and "direction" in roles:
        roles["title"] = roles.pop("direction")
    for missing, other in _STAND_INS:
        rest = {"title", "deadline"} - {missing}
        # The deadlines of a plan may stand in its rows or above it: who answers for what tells a plan as well.
        is_plan = (
            rest <= set(roles) or {"number", "responsible"} <= set(roles) or {"responsible", "result"} <= set(roles)
        )
        if missing in roles or other not in roles or "person" in roles or not is_plan:
            continue
        # Words below others ("Участники" over "педагоги") tell of those others.
        if headed.grid.rows[headed.header][roles[other]] is headed.grid.rows[headed.body - 1][roles[other]]:
            roles[missing] = roles.pop(other)


def _with_header(grid: Grid, index: int) -> Headed:
    roles: dict[str, int] = {}
    last = last_of_header(grid, index)
    for column, cell in enumerate(grid.rows[index]):
        below = grid.rows[last][column]
        # A header of two rows: "Сроки" over "план" and "факт". The lower words tell, then the upper ones.
        role = _role_of_both(cell, below)
        if role == "deadline" and role in roles and _is_lesser_time(grid, last, roles[role]):
            roles[role] = column if not _is_lesser_time(grid, last, column) else roles[role]
        elif role and (
            role not in roles
            or (role in _SURE and _is_sure(role, cell) > _is_sure(role, grid.rows[index][roles[role]]))
        ):
            other = roles.get(role)
            roles[role] = column
            if other is not None and role == "title" and "direction" not in roles and _heads_several(grid, last, other):
                roles["direction"] = other
    return Headed(grid, index, last + 1, roles, [cell.text for cell in distinct(grid.rows[last])])


def _role_of_both(cell: Cell, below: Cell) -> str:
    """What a column holds by the lower of its two headings, else the upper one; «ФИО» of who answers tells them."""
    upper, lower = role_of(cell.text), role_of(below.text) if below is not cell else ""
    return upper if upper == "responsible" and lower in ("person", "head") else lower or upper


_SURE = {
    "title": regex(r"^(?:(?:наименовани|названи|перечень|содержани|план)\w* )?(?:\w+(?:ые|ое|ых) )?мероприяти"),
    "responsible": regex(r"ответств|исполнител"),
}


def _is_sure(role: str, cell: Cell) -> bool:
    """Whether a heading names events or who answers, where another may name what they are for or who is the host."""
    return bool(_SURE[role].search(fold(cell.text)))


_LESSER_TIME = regex(r"факт|^недел|^день недели|отчет")


def _is_lesser_time(grid: Grid, header: int, column: int) -> bool:
    """Whether a column tells when it was done in fact, in which week, on which weekday: another one is the deadline."""
    words = fold(grid.rows[header][column].text).strip(" .:")
    days = [row[column].text for row in grid.rows[header + 1 :] if row[column].span == 1] if words == "день" else ["1"]
    return bool(_LESSER_TIME.search(words)) or not any(re.search(r"\d", each) for each in days)


def _heads_several(grid: Grid, header: int, column: int) -> bool:
    """Whether the cells of a column stand for several rows each."""
    cells = [row[column] for index, row in enumerate(grid.rows) if index > header and row[column].row == index]
    return any(cell.rows > 1 for cell in cells)


def last_of_header(grid: Grid, index: int) -> int:
    """The last row of a header that begins in the row `index`: of its merged cells, or of the parts of a heading."""
    last = min(index + max((cell.rows for cell in grid.rows[index]), default=1), len(grid.rows)) - 1
    groups = [column for column, cell in enumerate(grid.rows[last]) if 1 < cell.span < grid.width and cell.row == last]
    if not groups or last + 2 >= len(grid.rows):
        return last
    below = [(column, cell) for column, cell in enumerate(grid.rows[last + 1]) if not cell.is_empty]
    parts = {id(cell) for column, cell in below if column in groups and cell.span == 1}
    return last + 1 if len(parts) > 1 and all(column in groups or cell.row <= last for column, cell in below) else last


def sure_header(grid: Grid, own: Collection[str], names: Collection[str]) -> int | None:
    """Which of the first rows is a header beyond doubt; None where none is: rows are then pasted without a header.

    `own` are folded headings of the list itself, `names` its fields. A row of data holds words of headings too («Отчёт
    директора»), but hardly two cells of nothing else.
    """
    for index in range(min(_HEADER_ROWS, len(grid.rows))):
        cells = [cell.text for cell in distinct(grid.rows[index]) if not cell.is_empty]
        if len(cells) == 1 < grid.width:
            continue
        meant = [_meant_by(words, own, names) for words in cells]
        sure = {meaning for words, meaning in zip(cells, meant, strict=True) if is_heading(words, own, names)}
        if len(sure) > 1 or (sure and all(meant) and not _ACTION.match(fold(cells[0]))):
            return index
    return None


def is_heading(words: str, own: Collection[str], names: Collection[str]) -> bool:
    """Whether these are a heading's words and nothing else; `own` and `names` as for `sure_header`."""
    folded = _YEAR.sub("", fold(words))
    if not _meant_by(words, own, names) or (re.search(r"\d", folded) and folded not in own):
        return False
    return folded in own or all(map(_HEADING_WORD.match, re.findall(r"[a-zа-я]{3,}", folded)))


def _meant_by(words: str, own: Collection[str], names: Collection[str]) -> str:
    folded = fold(words)
    return folded if folded in own else role_of(words) or field_named(words, names)


_YEAR = regex(r"20\d\d")
_ACTION = regex(r"провед|организ|подготов|планир|выполн|реализ|контрол|отчет|работа с")
_HEADING_WORD = regex(
    "мероприят|наименован|назван|содержан|виды?$|форм[аы]|тем[аы]|событи|дел[ао]|деятельн|работ[аы]?$|действ|задач|направлен|"
    "срок|дат[аы]|месяц|период|врем|день|дни|недел|квартал|числ|провед|провод|исполн|выполн|реализ|ответств|отв$|педагог|"
    "учител|организатор|координатор|куратор|фио|имя|фамил|отчеств|лиц[аоу]?$|кто|что|когда|где|кем|мест|адрес|тел|контакт|"
    "почт|электрон|mail|сайт|результат|итог|ожидаем|планиру|отметк|отчет|документ|контрол|показател|примечан|номер|поряд|"
    "пункт|организац|учрежден|школ|кратк|сокращ|полн|должност|соглаш|договор|действ|участ|класс|категор|аудитор|количеств|"
    "уровен|год|учебн|сдел|ключев|основн|пример|календар|для|при$|или$|юридич|кластер|индикатор|критер|эффект|продукт|"
    "номинац|наставн|ребен|выход|конечн|нужно|будет|начал|оконч|един|измер|район|насел|инн$|кружк|секци|детей|обуч|учен|тип|нагрузк|состоян|план"
)
"""The words that headings are made of."""


def _is_one_cell(grid: Grid, index: int) -> bool:
    return grid.width > 1 and len([cell for cell in distinct(grid.rows[index]) if not cell.is_empty]) < 2


def _counts_columns(cells: list[Cell]) -> bool:
    """A row "1 2 3 4" that only counts the columns."""
    if len(cells) < 3:
        return False
    texts = [cell.text for cell in cells]
    return texts == [str(number) for number in range(1, len(texts) + 1)]
