"""Print a paper on a day and say what is wrong with it: words, days, states and totals that nobody entered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from cluster_desk.reports import document as doc
from cluster_desk.reports.catalog import PAPERS, Paper
from cluster_desk.reports.document.options import OptionKind
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.shared.bodies import BODY
from tests.papers_check import facts, words

_NEVER = ("не выполнено", "не проведено", "не участвовали", "выполнен на 0 %", "None", "nan", "«««", "г..", "из 0 ")
"""Words of a conclusion that nobody drew, and of a program's slip."""
_OF_PERIOD = {"activity", "analysis", "participation", "department", "indicators", "resources", "clubs", "expenses"}
_OF_DAYS = {"control", "control-slips", "calendar", "month-plan", "invitations", "pack"}
"""Papers whose days are reckoned: occurrences of a deadline, the day to answer by."""
_MOST_CHOICES = 3


@dataclass(frozen=True)
class Printed:
    """A paper built on a day over a year."""

    desk: Desk
    paper: Paper
    options: dict[str, str]
    day: dt.date
    year: int
    document: doc.Document

    @cached_property
    def lines(self) -> list[str]:
        """Its words, line by line."""
        return words.lines(self.document)

    @property
    def start(self) -> dt.date:
        """The first day that the paper is about."""
        return dt.date(self.year, 1, 1)

    @property
    def end(self) -> dt.date:
        """The last day that the paper is about."""
        return dt.date(self.year, 12, 31)

    @property
    def last(self) -> dt.date:
        """The last day of which anything may be told."""
        return min(self.end, self.day)


def printed(desk: Desk, year: int, day: dt.date, names: tuple[str, ...] = ()) -> Iterator[Printed | UserError]:
    """Every paper (those with `names`) that the file gives on a day, with several choices; else why it is refused."""
    desk.read.today = lambda: day
    for paper in PAPERS:
        if names and paper.id not in names:
            continue
        for options in _ways(desk, paper, year):
            try:
                document = paper.build(desk.read, options)
            except UserError as refused:
                yield refused
                continue
            yield Printed(desk, paper, options, day, year, document)


def _ways(desk: Desk, paper: Paper, year: int) -> list[dict[str, str]]:
    known = {option.name: option for option in paper.options}
    base = {"from": f"{year}-01-01", "to": f"{year}-12-31"} if {"from", "to"} <= set(known) else {}
    base |= {"month": f"{year}-10-01"} if "month" in known else {}
    base |= {"with-state": "1"} if "with-state" in known else {}
    ways = [base]
    for option in paper.options:
        if option.kind is OptionKind.CHOICE and (option.required or option.name == BODY.name):
            there = [choice.code for choice in option.choices(desk.read)]
            codes = list(dict.fromkeys([*there[:_MOST_CHOICES], *there[-1:]]))  # the last: of a body, not the council's
            ways = [way | {option.name: code} for way in ways for code in codes] or ways
    return ways


def complaints(one: Printed) -> list[str]:
    """What is wrong with the paper, a sentence each."""
    text = "\n".join(one.lines)
    found = [f"says «{each}»" for each in _NEVER if each in text]
    found += _as_of(one, text)
    found += _invented_days(one, text)
    found += _future(one)
    found += _states(one)
    found += [*_totals(one.document), *_told_totals(text), *_bare_totals(one, text)]
    if one.paper.id in ("minutes", "pack") and "Выступлений не было" in text and not _told_silent(one):
        found.append("says that nobody spoke")
    return found


def of_format(one: Printed, path: Path) -> list[str]:
    """What is wrong with the paper as written to `path`."""
    write_paper(one.document, path)
    text = words.of_file(path)
    found = [f"{path.suffix} says «{each}»" for each in _NEVER if each in text]
    if one.paper.id not in _OF_DAYS:
        known = _known_days(one)
        found += [f"{path.suffix} tells {d}.{m}" for d, m in sorted(facts.days_in(text) - known)]
    return found + [f"{path.suffix} {each}" for each in _as_of(one, text)]


def _told_silent(one: Printed) -> bool:
    wanted = "no_speeches OR spoke LIKE '%Выступлений не было%'"
    return bool(one.desk.read.value(f"SELECT 1 FROM agenda_items WHERE {wanted} LIMIT 1"))


def _as_of(one: Printed, text: str) -> list[str]:
    if one.paper.id not in _OF_PERIOD:
        return []
    said = f"по состоянию на {one.day:%d.%m.%Y}" in text
    is_over = one.day >= one.end if one.paper.id != "expenses" else one.day.year > one.year
    return (
        [] if said != is_over else ["says not on which day it is true" if not said else "tells a day though it is over"]
    )


def _known_days(one: Printed) -> frozenset[facts.Day]:
    known = facts.days_typed(one.desk.read)
    return known | {(day.day, day.month) for day in (one.day, one.start, one.end, one.last)}


def _invented_days(one: Printed, text: str) -> list[str]:
    if one.paper.id in _OF_DAYS:
        return []
    return [f"tells {day}.{month}, which nobody typed" for day, month in sorted(facts.days_in(text) - _known_days(one))]


def _future(one: Printed) -> list[str]:
    """Events that are to come are told by no report but as planned."""
    if one.paper.id not in ("activity", "analysis", "participation", "department"):
        return []
    every, last = facts.happenings(one.desk.read), one.last.isoformat()
    past = [each.name for each in every if not each.first or each.first <= last]
    to_come = {each.name for each in every if each.first > last}
    found = []
    for name in sorted(name for name in to_come if not any(name in other for other in past)):
        where = [line for line in one.lines if name in line and not _is_planned(line)]
        if one.paper.id == "department":  # which also lists the plan and the money
            where = [line for line in where if "| проведено" in line]
        found += [f"tells of «{name}», which is to come" for _line in where]
    return found


def _is_planned(line: str) -> bool:
    return any(word in line for word in ("Запланирован", "запланирован", "перенесено", "Перенесено", "отменено"))


def _states(one: Printed) -> list[str]:
    """Each item has on every paper the state that the rows tell, in the same words."""
    column = {"plan-done": "Состояние", "department": "Состояние", "plan": "Состояние", "plan-table": "Состояние"}
    if one.paper.id not in column:
        return []
    known = facts.item_states(one.desk.read, one.last if one.paper.id == "department" else one.day)
    found = []
    for table in words.tables(one.document):
        titles = [each.title for each in table.columns]
        if column[one.paper.id] not in titles or "Уровень" in titles:
            continue
        at = titles.index(column[one.paper.id])
        for row in words.rows_of(table):
            cells = [words.cleaned(words.of_cell(cell)) for cell in row.cells]
            title = next((cell for cell in cells if cell in known), None)
            if title is not None and not cells[at].lower().startswith(known[title]) and row.cells[0] != "":
                found.append(f"«{title}» is «{cells[at]}», the rows tell «{known[title]}»")
    return found


def _totals(document: doc.Document) -> list[str]:
    """Every total is the sum of what stands above it or beside it."""
    found = []
    for table, row, at, total in words.sums(document):
        if total.across:
            first, last = total.across
            parts = [_number(cell) for cell in row.cells[first : last + 1]]
        elif "Итого*" in map(words.of_cell, row.cells) and at == 2:
            continue  # an event of several organizations counts once
        else:
            above = list(words.rows_of(table))
            parts = [_number(each.cells[at]) for each in above[: above.index(row)] if not each.total]
        if abs(sum(parts) - Decimal(str(total.value))) > Decimal("0.001"):
            found.append(f"the total {total.value} of «{table.columns[at].title}» is {sum(parts)}")
    return found


def _number(cell: doc.Content) -> Decimal:
    value = cell.text if isinstance(cell, doc.Cell) else cell
    value = value.value if isinstance(value, Sum) else value
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else Decimal(0)


_COUNTED = re.compile(r"(?:Всего:|Намечено|принято) ([\d ]+) (?:решени|пункт|мероприяти)\w*[;:] ([^.]*)\.")
_PART = re.compile(r"— (\d+)")


def _told_totals(text: str) -> list[str]:
    """A sentence of a count tells parts that add up to it."""
    found = []
    for whole, parts in _COUNTED.findall(text):
        numbers = [int(number) for number in _PART.findall(re.sub(r"\([^)]*\)", "", parts))]
        if numbers and sum(numbers) != int(whole.replace(" ", "")):
            found.append(f"{whole} are told as {' + '.join(map(str, numbers))}")
    return found


def _bare_totals(one: Printed, text: str) -> list[str]:
    """The numbers of the reports are those of the rows."""
    read, found = one.desk.read, []
    count = len(facts.held(read, one.start, one.last))
    told = sum(facts.people(read, one.start, one.last).values())
    if one.paper.id in ("activity", "analysis"):
        silent = "записей нет" in text.replace("\n", " ")
        if silent != (count == 0) and (count == 0 or f"проведено {count} меропри" not in text):
            found.append(f"tells not that {count} events were held")
        if count and not re.search(rf"проведено {count} меропри", text):
            found.append(f"tells not that {count} events were held")
    if one.paper.id == "participation" and told:
        found += [] if _last_total(one.document) == told else [f"adds up to {_last_total(one.document)}"]
    if one.paper.id == "plan-done":
        (items,) = read.rows("SELECT count(*) FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
                             "JOIN plans AS p ON p.id = ?1 WHERE s.plan_id = coalesce(p.shares_id, p.id)",
                             int(one.options["plan"]))  # fmt: skip
        rows = sum(1 for table in words.tables(one.document) for _row in words.rows_of(table))
        found += [] if rows == items[0] else [f"lists {rows} of {items[0]} items"]
    if one.paper.id == "decisions":
        (rows_,) = read.rows(
            "SELECT count(*) FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id "
            "JOIN meetings AS m ON m.id = a.meetings_id WHERE m.day BETWEEN ? AND ? AND m.body_id IS ?",
            one.start.isoformat(),
            one.last.isoformat(),
            one.options.get("body") or None,
        )
        listed = sum(1 for table in words.tables(one.document) for _row in words.rows_of(table))
        found += [] if listed == rows_[0] else [f"lists {listed} of {rows_[0]} decisions"]
    if one.paper.id == "expenses":
        spent = read.value("SELECT total(amount) FROM expenses WHERE day <= ?", one.day.isoformat()) or 0
        tables = [table for table in words.tables(one.document) if "Сумма, руб." in [c.title for c in table.columns]]
        found += [] if not tables or _last_total(one.document) == Decimal(int(spent)) / 100 else ["adds up wrongly"]
    return found


def _last_total(document: doc.Document) -> Decimal:
    """The last cell of the last table."""
    table = [*words.tables(document)][-1]
    return _number([*words.rows_of(table)][-1].cells[-1])
