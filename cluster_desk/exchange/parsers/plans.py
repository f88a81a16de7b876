"""A plan's table: sections, items, steps.

Sections are full-width rows, or headings above tables of their own with the same columns. A row whose № and title
are merged with those above or empty is a further step of the item above it. "Продолжение …" continues the table
before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any, TypeVar

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.core.parsed_rows import INFERRED
from cluster_desk.core.records.fields import Record, table_columns
from cluster_desk.core.records.plans import PlanItem, PlanSection, PlanStep, Responsible, StepResponsible
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.people import CellPerson, read_people, two_posts
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.cell_items import SEVERAL_SEEM
from cluster_desk.exchange.layout.columns_by_content import headed_by_content, told_by_content
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, distinct, first_filled, is_total
from cluster_desk.exchange.layout.headers import Headed
from cluster_desk.exchange.layout.reading_order import Table, list_line
from cluster_desk.exchange.layout.shared_column import SEVERAL_NAMED, headed_by_several
from cluster_desk.exchange.parsers.titles import title_length

_PLAN_NAME = regex(r"\b(?:план\w*|планировани[ея]|программ\w*|дорожн\w+ карт\w*|мероприяти[яй]|циклограмм\w*|график)\b")
_PLAN_BEGINS = regex(
    r"^(?:\w+(?:ый|ой|ий|ая|ое|ые)(?: \w+(?:ый|ой|ий|ая))* )?"
    r"(?:план|план-\w+|планирование|программа|дорожн\w+ карт\w+|циклограмма|график)\b"
)
_CONTINUES = regex(r"^\(?продолжение\b")
_SECTION = regex(r"^(?:раздел|направление|модуль|блок|этап|[ivx]+\s?[.)]|\d+\s?(?:-?й)?\s?этап)", re.IGNORECASE)
_NUMBERED = regex(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+\D")
_LONGEST_HEADING = 220
_NUMBER = regex(r"^(?:\d+(?:\.\d+)*|[ivx]+)?[.)]?$", re.IGNORECASE)


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take the table when it is a plan or goes on with one; whether it was."""
    headed = table.headed
    if not table.original.told and is_passport(table.original):
        return False
    by_content = told_by_content(headed) if headed is not None and not table.original.told else {}
    if headed is not None and by_content and _is_plan(replace(headed, roles=headed.roles | by_content)):
        headed.roles |= by_content
    if headed is None or not (table.original.told or _is_plan(headed)):
        if _continues(table, result):
            return True
        headed = headed_by_content(table.grid) if headed is None and _may_have_plan(table, result) else None
        if headed is None:
            return False
        by_content = headed.roles
    title = "title" if headed.has("title") else "topic"
    headed.roles["title"] = headed.roles[title]
    _find_number(headed)
    headings = _headings(table.above)
    last = result.plans[-1] if result.plans else None
    same = last is not None and [fold(each) for each in last.columns] == [fold(each) for each in headed.columns]
    named = _named(headings, after_another=last is not None and same)
    if last is not None and not named and not same:
        same = _alike(last, headed)
    if last is not None and same and not named:
        plan, heading = last, headings[-1] if headings else None
        continues = not headings or any(_CONTINUES.match(fold(line)) for line in headings)
    else:
        source = headed.grid.source(headed.header)
        plan = ParsedPlan(_name(headings, named, result), headed.columns, roles=_roles(headed), source=source)
        _doubt_columns(plan, headed, by_content)
        result.plans.append(plan)
        below = headings[_end_of_name(headings, named) :] if named else headings
        heading, continues = below[-1] if below else None, False
    if not continues:
        _open_section(plan, heading, headed)
    headed.further = _further_columns(headed)
    read_rows(headed, plan)
    plan.sections = [section for section in plan.sections if section.parts or section.record.name]
    return True


_BY_CONTENT = {
    "title": N_("The column “%(heading)s” was read as the event by what stands below it."),
    "deadline": N_("The column “%(heading)s” was read as the deadline by what stands below it."),
    "responsible": N_("The column “%(heading)s” was read as who answers by what stands below it."),
}


def _doubt_columns(plan: ParsedPlan, headed: Headed, by_content: Mapping[str, int]) -> None:
    """Say which columns were told by the cells below them alone, and which hold more than they were taken for."""
    for several in headed_by_several(plan.columns, plan.roles):
        plan.doubt(SEVERAL_NAMED, "column", "", (), heading=several)
    for role in (each for each in _BY_CONTENT if each in by_content):
        heading = headed.heads[by_content[role]].text if headed.body > headed.header else ""
        plan.doubt(_BY_CONTENT[role], "column", role, (), heading=heading or f"№ {by_content[role] + 1}")


def _may_have_plan(table: Table, result: ParsedDocument) -> bool:
    """Whether a table without headings that are known may be a plan: the document or the lines above say so."""
    lines = [result.title or "", *(paragraph.words for paragraph in table.above[-3:])]
    return any(_PLAN_NAME.search(fold(line)) for line in lines)


def _named(headings: Sequence[str], after_another: bool) -> list[int]:
    """Which headings name a plan; below another table of the same columns only lines that begin as a plan's name."""
    begins = [place for place, line in enumerate(headings) if _PLAN_BEGINS.match(fold(line))]
    if begins or after_another:
        return begins
    return [place for place, line in enumerate(headings) if _PLAN_NAME.search(fold(line)) and not begins_section(line)]


def begins_section(line: str) -> bool:
    """Whether a line reads as the title of a section: "Раздел …" or a number before it."""
    return bool(_SECTION.match(line) or _NUMBERED.match(line))


def _alike(last: ParsedPlan, headed: Headed) -> bool:
    """Whether a table below a plan's tables has the same kinds of columns in other words."""
    roles = _roles(headed)
    return last.roles == roles and {"title", "deadline", "responsible"} <= set(roles)


TWO_POSTS = N_("“%(words)s”: one person with both posts, or two people?")
_L = TypeVar("_L", PlanItem, PlanStep)
_P = TypeVar("_P", bound=Responsible)
_OTHER_NAMES = {"topic": "title", "time": "deadline", "person": "responsible"}
OWN_ROLES = tuple(name for name, column in table_columns(PlanItem).items() if column.known_as)
"""What the columns of a plan hold; the words of any further column are kept as they are."""
_ROLES = {own: role for role, own in _OTHER_NAMES.items()}
_COLUMNS: dict[type[Record], list[tuple[str, str]]] = {
    kind: [(name, _ROLES.get(name, name)) for name in table_columns(kind) if name in OWN_ROLES]
    for kind in (PlanItem, PlanStep)
}
"""The fields of an item and of a step that a column may hold, each with the other role that it has."""


def _roles(headed: Headed) -> list[str]:
    """What each header cell stands over, "" for a further column."""
    roles = []
    for cell in distinct(headed.heads):
        fitting = [role for role, column in headed.roles.items() if headed.heads[column] is cell]
        named = [own_role(headed, role) for role in fitting]
        own = [role for role in named if role in OWN_ROLES and role not in roles]
        roles.append(own[0] if own else "")
    return roles


def own_role(headed: Headed, role: str) -> str:
    """The field that a column's role stands for, where the table has no column of that field itself."""
    other = _OTHER_NAMES.get(role, role)
    return role if other != role and headed.has(other) and headed.roles[other] != headed.roles[role] else other


def _further_columns(headed: Headed) -> list[int]:
    """Where the further columns stand: those that hold none of ours."""
    header = headed.heads
    taken = {id(header[column]) for role, column in headed.roles.items() if own_role(headed, role) in OWN_ROLES}
    further = []
    for column, above in enumerate(header):
        if id(above) not in taken:
            taken.add(id(above))
            further.append(column)
    return further


def _open_section(plan: ParsedPlan, heading: str | None, headed: Headed) -> None:
    """A table of the plan begins: what stands above it may be the title of its section.

    Sure signs are a number or "Раздел" before it, and another table with the same columns below a heading of its own.
    """
    sure = bool(plan.sections) or (heading is not None and begins_section(heading))
    if not plan.sections:
        plan.first_heading = heading or ""
    elif not plan.sections[0].record.name:
        plan.sections[0].record.name = plan.first_heading
    plan.sections.append(_section(heading or "" if sure else "", headed, headed.header))


def _section(title: str, headed: Headed, row: int) -> Parsed[PlanSection]:
    return Parsed(PlanSection(name=title), source=headed.grid.source(row))


_PASSPORT = regex(
    r"(?:полное )?(?:наименование|название) (?:программы|проекта|плана)|разработчик|основани|исполнител|"
    r"срок\w* (?:и этапы )?реализации|ожидаемые|цел[ьи]\b|задачи\b|источники|объем\w* финанс|заказчик|контроль|"
    r"система организации|этапы\b"
)


def is_passport(grid: Grid) -> bool:
    """Whether a table of two columns is a programme's passport: labels at the left, what they are at the right."""
    if grid.width != 2:
        return False
    labels = [fold(row[0].text) for row in grid.rows if row[0] is not row[1] and row[0].text]
    return len(labels) > 2 and 2 * sum(bool(_PASSPORT.match(label)) for label in labels) > len(labels)


_OF_AIMS = regex(r"^(?:основн\w+ )?(?:задач|цел[ьи]|критери|показател|ресурс|индикатор|риск|ожидаем)")
"""What a programme sets beside its results or people without a date: that is no plan of what is done when."""


def _is_plan(headed: Headed) -> bool:
    if headed.has("person") and not headed.has("responsible") and "мероприяти" not in headed.words("title"):
        return False
    if not headed.has("deadline") and _OF_AIMS.search(headed.words("title")):
        return False
    return (headed.has("title") or headed.has("topic")) and any(
        headed.has(role) for role in ("deadline", "responsible", "result")
    )


def _continues(table: Table, result: ParsedDocument) -> bool:
    """A table without a header that has the columns of the plan before it and "Продолжение" or nothing above."""
    if not result.plans:
        return False
    plan = result.plans[-1]
    headings = _headings(table.above)
    continues = bool(table.above) and bool(_CONTINUES.match(fold(table.above[-1].words)))
    roles = {role: column for column, role in enumerate(plan.roles) if role}
    if table.grid.width != len(plan.columns) or "title" not in roles:
        return False
    numbered = all(_NUMBER.match(row[0].number) for row in table.grid.rows)
    if not continues and not (numbered and (not table.above or (headings and roles.get("number") == 0))):
        return False
    headed = Headed(table.grid, 0, 0, roles, plan.columns)
    if table.above and not continues:
        _open_section(plan, headings[-1], headed)
    headed.further = _further_columns(headed)
    read_rows(headed, plan)
    return True


def _find_number(headed: Headed) -> None:
    """A first column without a word above it whose cells are numbers is the № column."""
    if headed.has("number") or 0 in headed.roles.values():
        return
    numbers = [headed.grid.rows[row][0].number for row in range(headed.body, len(headed.grid.rows))]
    fitting = [number for number in numbers if number and _NUMBER.match(number)]
    if fitting and len(fitting) * 2 >= len([number for number in numbers if number]):
        headed.roles["number"] = 0


def _headings(above: Sequence[Paragraph]) -> list[str]:
    """The lines right above a table that read as headings, not as prose or a list."""
    lines: list[str] = []
    for paragraph in reversed(above):
        words = paragraph.words
        bulleted = list_line(paragraph).is_bullet
        ended = words.endswith((";", ",")) or (words.endswith(".") and not _SECTION.match(words))
        if bulleted or len(words) > _LONGEST_HEADING or ended or len(lines) > 4:
            break
        lines.insert(0, f"{paragraph.mark} {words}".strip().rstrip(" :"))
    return lines


def _name(headings: Sequence[str], named: Sequence[int], result: ParsedDocument) -> str | None:
    """The plan's name: the last heading that names one, with the line before it that it goes on with."""
    if not named:
        return result.title
    place = place_of_name = named[-1]
    lines = [headings[place]]
    while place and headings[place][0].islower():
        place -= 1
        lines.insert(0, headings[place])
    lines += headings[place_of_name + 1 : _end_of_name(headings, named)]
    return tidy(" ".join(lines))


def _end_of_name(headings: Sequence[str], named: Sequence[int]) -> int:
    """Behind which heading the name of the plan ends."""
    return named[-1] + title_length(headings[named[-1] :])


def read_rows(headed: Headed, plan: ParsedPlan) -> None:
    """Take the rows of a table whose columns are known: sections, items and their steps."""
    if not plan.sections:  # the table before this one was a header alone
        _open_section(plan, None, headed)
    directions = _directions(headed)
    columns = {kind: _Columns(headed, kind) for kind in _COLUMNS}
    rows = list(headed.rows())
    for row, following in zip_longest(rows, rows[1:]):
        if row in directions and directions[row] != plan.sections[-1].record.name:
            plan.sections.append(_section(directions[row], headed, row))
        if is_total(headed.grid.rows[row]):
            continue
        filled = first_filled(headed.grid.rows[row], 3)
        section = _section_title(headed, row, filled) or _parent_title(headed, row, following, filled)
        if section is not None:
            if not _CONTINUES.match(fold(section)):
                plan.sections.append(_section(section, headed, row))
            continue
        if not filled:
            continue
        items = plan.sections[-1].parts
        if items and _is_step(headed, row):
            items[-1].parts.append(_step(headed, row, columns[PlanStep]))
        else:
            items.append(_item(headed, row, columns[PlanItem]))


def _section_title(headed: Headed, row: int, own: Sequence[Cell]) -> str | None:
    """The title when the row is a section's: one cell over the row, or nothing but a number and a title.

    `own` are the row's first cells with something in them.
    """
    cells = headed.grid.rows[row]
    if len(own) not in (1, 2) or headed.grid.width == 1 or any(cell.row != row for cell in own):
        return None
    alone = headed.grid.only_cell(row)
    if alone is not None:
        return alone.number
    number, title = headed.cell(row, "number"), headed.cell(row, "title")
    if len(own) == 1 and headed.grid.width > 2:
        bare = number is not None and number.is_empty and own[0] is title
        is_title = own[0].span > 1 or own[0] is number or bare or cells.index(own[0]) == 0
        return own[0].number if is_title else None
    if len(own) == 2 and own[0] is number and own[1] is title and headed.grid.width > 3:
        roman = re.fullmatch(r"[IVX]+[.)]?", number.number)
        if title.span >= headed.grid.width - 1 or roman or title.text.isupper():
            return f"{number.number} {title.number}"
    return None


def _parent_title(headed: Headed, row: int, following: int | None, own: Sequence[Cell]) -> str | None:
    """The title of a row "2. | Спорт" without anything else above a row "2.1" or "1"; `own` as for `_section_title`."""
    if len(own) != 2:
        return None
    number, title = headed.cell(row, "number"), headed.cell(row, "title")
    if following is None or number is None or title is None or number.row != row or title.row != row:
        return None
    under = headed.cell(following, "number")
    # A number merged over both rows is the item's own: the row below is its step.
    below = under.text if under is not None and under.row == following else ""
    parent = number.number.rstrip(".) ")
    if own[0] is not number or own[1] is not title or not parent:
        return None
    # Its children count from it ("2.1") or from one again.
    child = below.rstrip(".) ").removeprefix(f"{parent}.") if below.startswith(f"{parent}.") else ""
    begins = re.fullmatch(r"\d{1,2}", child) or below.rstrip(".) ") == "1"
    return f"{number.number} {title.text}" if begins else None


def _directions(headed: Headed) -> dict[int, str]:
    """Where a column "Направление" stands beside the titles and holds for several rows: the sections it opens."""
    column = headed.roles.get("direction")
    if column is None:
        return {}
    rows = [row for row in headed.rows() if headed.grid.only_cell(row) is None]
    opened: dict[int, str] = {}
    last = ""
    for row in rows:
        cell = headed.grid.rows[row][column]
        if cell.text and cell.row == row and cell.text != last:
            opened[row] = last = cell.text
    return opened if 2 * len(opened) <= len(rows) + 1 else {}


def _is_step(headed: Headed, row: int) -> bool:
    number, title = headed.cell(row, "number"), headed.cell(row, "title")
    if title is None:
        return False
    no_number = number is None or number.row != row or number.is_empty
    no_title = title.row != row or title.is_empty
    return no_number and no_title


class _Columns:
    """Which columns of one table hold the fields of an item or a step, and which fields have none."""

    def __init__(self, headed: Headed, kind: type[Record]) -> None:
        self.told: list[tuple[str, int]] = []
        absent = {"people", "further"}
        for name, other in _COLUMNS[kind]:
            column = headed.roles.get(name, headed.roles.get(other))
            if column is None:
                absent.add(name)
            else:
                self.told.append((name, column))
        if any(name == "responsible" for name, _column in self.told):
            absent.discard("people")
        if headed.further:
            absent.discard("further")
        self.absent = frozenset(absent)


def _item(headed: Headed, row: int, columns: _Columns) -> Parsed[PlanItem]:
    item = _draft(headed, row, PlanItem(), columns)
    item.record.people = _people(headed, row, Responsible)
    for cell in distinct(headed.grid.rows[row]):
        if cell.unknown:
            item.doubt(
                N_("A cell holds a formula without its result: open the workbook in Excel and save it."), "missing"
            )
    if not item.record.title:
        item.doubt(N_("The item has no title."), "missing", "title")
    return item


def _step(headed: Headed, row: int, columns: _Columns) -> Parsed[PlanStep]:
    step = _draft(headed, row, PlanStep(), columns)
    step.record.people = _people(headed, row, StepResponsible)
    return step


def _draft(headed: Headed, row: int, record: _L, columns: _Columns) -> Parsed[_L]:
    """A row as an item or a step, each field from the column that holds it."""
    inferred = set[str]()
    told: list[tuple[str, Cell]] = []
    cells = headed.grid.rows[row]
    for name, column in columns.told:
        cell = cells[column]
        setattr(record, name, cell.number if name == "number" else cell.typed)
        if cell.why or cell.note:
            told.append((name, cell))
        if cell.inferred:
            inferred.add(name)
        if name == "deadline" and cell.day:
            record.deadline_day = dt.date.fromisoformat(cell.day)
    if headed.further:
        record.further = "\n".join(cells[column].text for column in headed.further)
    source = headed.grid.source(row)
    draft = Parsed(record, absent=columns.absent, inferred=frozenset(inferred), source=source)
    for name, cell in told:
        about = "" if cell.why == SEVERAL_SEEM else name  # that is doubted of the whole row
        draft.doubt(cell.why or cell.note, "unsure" if cell.why else INFERRED, about)
    doubt_posts(draft, record.responsible, "responsible")
    return draft


def doubt_posts(draft: Parsed[Any], words: str, field: str) -> None:
    """Doubt whether two posts before one name are one person's."""
    if both := two_posts(words):
        draft.doubt(TWO_POSTS, "posts", field, words=f"{both.position} {both.name}")


def _people(headed: Headed, row: int, person: type[_P]) -> list[_P]:
    cell = headed.cell(row, "responsible") or headed.cell(row, "person")
    people = _read_once(tuple(paragraph.text for paragraph in cell.paragraphs)) if cell else ()
    return [person(name=one.name or "", position=one.position or "") for one in people]


@lru_cache(1024)
def _read_once(lines: tuple[str, ...]) -> tuple[CellPerson, ...]:
    """The people of a cell; the same cells come again and again in a plan."""
    return tuple(read_people(lines))
