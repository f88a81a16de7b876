"""What a table is, told by the words of its header: which column holds what.

Offices call the same column by many words ("Сроки", "Дата", "Месяц проведения"); `_WORDS` is the one place that
knows them. The order matters: the first line that fits tells what the column is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cluster_desk.core.records.fields import table_columns
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.words import fold
from cluster_desk.exchange.grids import Cell, Grid, distinct

_ORGANIZATIONS = (
    r"организаци|учрежден|школ[аы]?\b|\bоо\b|\bоу\b|участник\w* .*(?:кластер|сети)|член\w* кластер|"
    r"наименование участник|(?:полное|сокращенное|краткое) наименование"
)
_WORDS = tuple(
    (role, re.compile(words))
    for role, words in (
        (
            "number",
            r"^[.\s]*(?:№|n[oº°]?\b)[\s.]*(?:п\s?[/\\.]?\s?п\.?)?$|^п\s?/\s?п$|^номер(?: пункта)?$|^№ ?(?:п|заседани)",
        ),
        ("speaker", r"выступающ|кто выступа|докладчик|докладыва|спикер|кто готовит"),
        ("topic", r"^(?!.*мероприяти).*(?:тем[аы] (?:выступлени|доклад|сообщени|вопрос)|вопрос|повестк|рассматрива)"),
        ("role", r"\bроль|статус|(?:должность|функци\w+|обязанност\w+|полномочия) в (?:\w+ )*совет|место в совете"),
        ("council", r"(?:состав|член\w*|представител\w*).*совет"),
        (
            "result",
            r"результат|\bитог|выход|отчетн\w+ (?:документ|форм)|форм\w+ отчет|продукт|эффект|конечный|^что получ",
        ),
        ("time", r"^время"),
        ("deadline", r"срок|дат[аы]\b|месяц|когда|период|время|числ[оа]\b"),
        ("agreement", r"соглашени|договор"),
        ("email", r"почт[аы]|e-? ?mail|электронный адрес"),
        ("site", r"сайт"),
        ("address", r"(?:^|юридический |почтовый )адрес|местонахождени"),
        ("phone", r"телефон|\bтел\b"),
        ("place", r"^место(?! работы)|место проведени|площадк"),
        ("responsible", r"ответственн|исполнител|^кто \w+т\b|участники реализации|организатор|куратор мероприяти"),
        ("head", r"(?:ф\W*и\W*о\W*|фамили\w*.*)(?:руководител|директор|заведующ)|^руководител\w*|^директор\w*$"),
        ("person", r"ф\.?\s?и\.?\s?(?:о\b|участник|обучающ|учащ|ребенк|ученик)|фамилия"),
        ("position", r"должност|место работы"),
        ("audience", r"^участник\w*$|категори|аудитори|для кого|целевая|контингент"),
        ("title", r"мероприяти|содержани|вид\w* (?:деятельности|работ)|^что (?:дела|сдела|нужно|провод|будет)"),
        ("organization", _ORGANIZATIONS),
        ("direction", r"направлени|^(?:раздел|блок|модуль|этап)\b"),
        ("title", r"наименовани|названи|тема\b|тематика|\bдела\b|действи[ея]|задач|работа\b|событи"),
        ("note", r"примечани|отметка|контроль"),
        ("result", r"индикатор|показател|критери"),
    )
)
_OF_PLANS = tuple(
    (name, re.compile(words))
    for name, column in table_columns(PlanItem).items()
    for words in column.known_as
    if name not in dict(_WORDS)
)
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
    further: list[int] = field(default_factory=list)

    def rows(self) -> Iterator[int]:
        """The indexes of the rows below the header, without a header told again or columns merely counted."""
        told = [fold(cell.text) for cell in self.grid.rows[self.header]] if self.body > self.header else []
        for index in range(self.body, len(self.grid.rows)):
            cells = self.grid.rows[index]
            if [fold(cell.text) for cell in cells] == told or _counts_columns(cells):
                continue
            yield index

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


def role_of(words: str) -> str:
    """What a column called `words` holds; "" when unknown."""
    folded = fold(words).strip(" .:")
    if not folded or len(folded) > _LONGEST_HEADER:
        return ""
    return next((role for role, pattern in (*_OF_PLANS, *_WORDS) if pattern.search(folded)), "")


def look_at(grid: Grid) -> Headed | None:
    """The table with its header recognised, or None."""
    best: Headed | None = None
    for index in range(min(_HEADER_ROWS, len(grid.rows))):
        if _is_one_cell(grid, index):
            continue
        headed = _with_header(grid, index)
        if len(headed.roles) > (len(best.roles) if best else 0):
            best = headed
    if best is not None and "title" not in best.roles and "direction" in best.roles:
        best.roles["title"] = best.roles.pop("direction")
    if best is None or (len(best.roles) < 2 and not (best.has("organization") and grid.width <= 2)):
        return None
    return best


def _with_header(grid: Grid, index: int) -> Headed:
    cells = grid.rows[index]
    deep = min(max((cell.rows for cell in cells), default=1), len(grid.rows) - index)
    last = index + deep - 1
    roles: dict[str, int] = {}
    for column, cell in enumerate(cells):
        below = grid.rows[last][column]
        # A header of two rows: "Сроки" over "план" and "факт". The lower words tell, then the upper ones.
        role = (role_of(below.text) if below is not cell else "") or role_of(cell.text)
        if role and role not in roles:
            roles[role] = column
    return Headed(grid, index, last + 1, roles, [cell.text for cell in distinct(cells)])


def _is_one_cell(grid: Grid, index: int) -> bool:
    return grid.width > 1 and len([cell for cell in distinct(grid.rows[index]) if not cell.is_empty]) < 2


def _counts_columns(cells: list[Cell]) -> bool:
    """A row "1 2 3 4" that only counts the columns."""
    texts = [cell.text for cell in cells]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]
