"""Rows of a table copied from Word or Excel become sections, items and steps of a plan; none is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cluster_desk.core.records.fields import table_columns
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.words import fold

_HEADINGS = {
    "number": ("№", "№ п/п", "номер", "n", "п/п", "№п/п"),
    "title": ("мероприятие", "мероприятия", "содержание работы", "наименование мероприятия", "название", "содержание",
             "направление", "вид деятельности", "форма", "event"),
    "deadline": ("срок", "сроки", "дата", "срок исполнения", "сроки реализации", "сроки проведения", "дата проведения",
                 "срок проведения", "месяц проведения", "месяц", "сроки исполнения", "deadline"),
    "responsible": ("ответственный", "ответственные", "исполнитель", "исполнители", "ответственное лицо",
                    "ответственный исполнитель", "ответственные исполнители", "responsible"),
    "result": ("результат", "ожидаемый результат", "характеристика результата", "результаты", "ожидаемые результаты",
               "вид документа", "отметка о выполнении", "result"),
}  # fmt: skip
_HEADINGS |= {
    name: (fold(column.header),)
    for name, column in table_columns(PlanItem).items()
    if column.known_as and name not in _HEADINGS
}
_COLUMNS = ("title", "deadline", "responsible", "result")
_NUMBER = re.compile(r"\d+([.)]\d*)*[.)]?")


@dataclass
class PastedItem:
    """An item to make: its words by field, its steps' likewise; `section` is a heading row above it, "" for none."""

    section: str = ""
    words: dict[str, str] = field(default_factory=dict)
    steps: list[dict[str, str]] = field(default_factory=list)


def pasted_items(rows: Sequence[Sequence[str]]) -> list[PastedItem]:
    """The items that rows of cells make.

    Columns are known by a heading row, else they are №, event, deadline, responsible, result (without № where the
    first column holds no numbers). A row with words under № and nothing else is a section; one without number and
    name is a step of the item above.
    """
    columns, body = _columns(rows)
    found: list[PastedItem] = []
    section = ""
    for row in body:
        if _columns_of_heading(row):
            continue  # the heading that Word repeats on a new page
        words = _words(columns, row)
        filled = [cell for cell in row if cell.strip()]
        if columns[0] == "number" and len(filled) == 1 and row[0].strip() and not _NUMBER.fullmatch(row[0].strip()):
            section = " ".join(filled[0].split())
        elif "title" in words:
            found.append(PastedItem(section, words))
        elif words and found:
            found[-1].steps.append({key: value for key, value in words.items() if key != "number"})
        elif words:
            found.append(PastedItem(section, {"title": next(iter(words.values())), **words}))
    return found


def _columns(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Which column is which, and the rows below the heading."""
    told = _columns_of_heading(rows[0]) if rows else []
    if told:
        return told, rows[1:]
    wide = max((len(row) for row in rows), default=0)
    first = [row[0].strip() for row in rows if row and row[0].strip()]
    numbered = wide > 1 and sum(bool(_NUMBER.fullmatch(cell)) for cell in first) * 2 > len(first)
    return (("number", *_COLUMNS) if numbered else _COLUMNS)[:wide], rows


def _columns_of_heading(row: Sequence[str]) -> list[str]:
    """The fields of a heading's cells ("" for an unknown one); [] when fewer than two are known."""
    keys = [next((key for key, words in _HEADINGS.items() if fold(cell).strip(" .:") in words), "") for cell in row]
    return keys if sum(bool(key) for key in keys) >= 2 and "title" in keys else []


def _words(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for key, cell in zip(columns, row, strict=False):
        text = cell.strip()
        if key and text:
            one_line = key in ("number", "title")
            words[key] = " ".join(text.split()) if one_line else text
    return words
