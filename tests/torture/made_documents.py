"""Documents put together at random from what offices write: whole, and of shapes that nobody would think of.

Spoilt bytes mostly end in "damaged"; these get past the door, to the rules that read tables and paragraphs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx

_WORDS = (
    "ПЛАН РАБОТЫ", "План работы на 2026 год", "на 2025-2026 учебный год", "Продолжение", "УТВЕРЖДАЮ", "Цель:",
    "Задачи:", "Направление 1.", "I. Методическая работа", "1. Спорт", "Протокол № 5", "от 22.10.2026", "Слушали:",
    "Повестка дня", "Продолжение", "(продолжение)",
    "Решили:", "Присутствовали: 12", "Голосовали: за - 5", "Состав координационного совета", "Итого", "12 чел.",
    "более 70", "Иванцова И.И., директор", "И.И. Иванцова", "школы кластера", "до 4 ноября", "ежемесячно", "05.09.2026",
    "20-30 ноября", "приказ", "победитель", "1", "1.1.", "2.10", "IV", "-", "=1+1", "", " ", "\u00a0", "\u200b",
)  # fmt: skip
_HEADS = (
    "№", "№ п/п", "Мероприятие", "Содержание работы", "Срок", "Сроки проведения", "Дата проведения", "Ответственный",
    "Исполнитель", "Результат", "ФИО", "Должность", "Наименование организации", "Руководитель", "Телефон",
    "Количество участников", "Тема", "Докладчик", "Время", "Примечание",
)  # fmt: skip
_PLAN = ("№", "Мероприятие", "Сроки проведения", "Ответственный", "Результат")


def make_document(chance: random.Random, path: Path) -> None:
    """Write a Word document or a workbook, as the ending of `path` tells."""
    (_word if path.suffix == ".docx" else _workbook)(chance, path)


def _cell(chance: random.Random) -> str:
    return "\n".join(chance.choice(_WORDS) for _line in range(chance.choice((1, 1, 1, 2))))


def _head(chance: random.Random) -> list[str]:
    if chance.random() < 0.5:
        return list(_PLAN[: chance.randrange(3, len(_PLAN) + 1)])
    return [chance.choice(_HEADS) for _column in range(chance.randrange(1, 7))]


def _rows(chance: random.Random, heads: Sequence[list[str]]) -> list[list[str]]:
    """A table under one of the document's `heads`, sometimes the head alone, sometimes without it."""
    head = chance.choice(heads)
    body = [[_cell(chance) for _column in head] for _row in range(chance.choice((0, 0, 1, 2, 5)))]
    return [list(head), *body] if not body or chance.random() < 0.7 else body


def _word(chance: random.Random, path: Path) -> None:
    blocks: list[object] = []
    heads = [_head(chance) for _each in range(chance.choice((1, 1, 2)))]
    for _block in range(chance.randrange(1, 9)):
        if chance.random() < 0.5:
            blocks.append(Numbered(_cell(chance), chance.randrange(4)) if chance.random() < 0.3 else _cell(chance))
            continue
        rows: list[list[Any]] = [list(row) for row in _rows(chance, heads)]
        for row in rows:
            at = chance.randrange(len(row))
            kind = chance.random()
            if kind < 0.15:
                row[at:] = [Merged(row[at], len(row) - at, down=chance.random() < 0.5)]
            elif kind < 0.25:
                row[at] = Below()
            elif kind < 0.35:
                row[at] = Table(_rows(chance, heads))
        blocks.append(Table(rows))
    write_docx(path, blocks)


def _workbook(chance: random.Random, path: Path) -> None:
    book = Workbook()
    heads = [_head(chance) for _each in range(chance.choice((1, 1, 2)))]
    for number in range(chance.choice((1, 1, 2))):
        sheet = book.active if number == 0 else book.create_sheet(f"Лист{number}")
        assert sheet is not None
        for _block in range(chance.randrange(1, 5)):
            for row in _rows(chance, heads):
                sheet.append([chance.choice((cell, cell, cell, None, 46_000.5, 1e308, True)) for cell in row])
            for _gap in range(chance.choice((0, 1, 1, 3))):
                sheet.append([None])
            if chance.random() < 0.4:
                sheet.append([None, chance.choice(_WORDS)])
        for _merged in range(chance.choice((0, 1, 2))):
            top, left = chance.randrange(1, 9), chance.randrange(1, 5)
            down, across = top + chance.randrange(3), left + chance.randrange(4)
            sheet.merge_cells(start_row=top, start_column=left, end_row=down, end_column=across)
        for cells in sheet.iter_rows(max_row=6):
            cells[0].number_format = chance.choice(("General", "0%", "#,##0%", "dd.mm.yyyy", '0" чел."', "[h]:mm"))
    book.save(path)
