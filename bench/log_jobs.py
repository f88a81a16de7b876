"""A log's rows to Excel, ours or a peer's, in a process of its own: imports first, then the writing is timed.

python -m bench.log_jobs WRITER COUNT FILE [words]     prints seconds

The rows are ready before: what is asked of the file is measured elsewhere. No two names and no two texts are alike.
They differ in a number and nothing else, which is easy to measure and to pack, or, with `words`, in all of their
words, as those of a real log do.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import os
import random
import sys
from collections.abc import Callable
from itertools import accumulate, chain, islice, repeat
from pathlib import Path

from bench.processes import clock

HEADER = ("№", "Дата", "Мероприятие", "Место", "Человек", "Итоги")
_NAMES = ("Районный конкурс чтецов", "Мастер-класс учителей математики", "Турнир по шахматам", "Экскурсия в музей")
_TEXTS = ("Прошло по плану, материалы в папке", "Собрались учителя семи школ, протокол", "Победили младшие, грамота")
_WIDTHS = (14, 26, 80, 50, 22, 70)
_DAY = dt.date(2016, 9, 1)
_VOCABULARY = 20_000
_CONSONANTS, _VOWELS = "бвгджзйклмнпрстфхчшщ", "аеиоуыюя"
Row = tuple[int, dt.date, str, str, int, str]
Job = Callable[[], object]


def rows_of_log(count: int) -> list[Row]:
    """Number, day, name, venue, people, text of `count` entries."""
    return [
        (
            number,
            _DAY + dt.timedelta(days=number % 3650),
            f"{_NAMES[number % len(_NAMES)]} № {number}",
            f"кабинет {number % 300}",
            number % 90,
            f"{_TEXTS[number % len(_TEXTS)]} {number}.",
        )
        for number in range(1, count + 1)
    ]


def rows_of_words(count: int) -> list[Row]:
    """The same in invented words, drawn as often as those of a language are: the tenth a tenth as often as the first.

    Some 150 letters an entry.
    """
    chance = random.Random(count)
    words = list(dict.fromkeys(_word(chance) for _number in range(_VOCABULARY)))
    often = list(accumulate(1 / place for place in range(1, len(words) + 1)))

    drawn = chain.from_iterable(chance.choices(words, cum_weights=often, k=1000) for _turn in repeat(None))

    def said(least: int, most: int) -> str:
        return " ".join(islice(drawn, chance.randint(least, most))).capitalize()

    return [
        (
            number,
            _DAY + dt.timedelta(days=number % 3650),
            said(3, 7),
            said(1, 3),
            chance.randrange(90),
            f"{said(5, 15)}.",
        )
        for number in range(1, count + 1)
    ]


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _turn in range(chance.randint(1, 5)))


def ours(rows: list[Row], path: Path) -> Job:
    """By our writer, as a paper's table."""
    from cluster_desk.reports import document as doc
    from cluster_desk.reports.formats import write_paper

    columns = tuple(doc.Column(title, width) for title, width in zip(HEADER, _WIDTHS, strict=True))
    table = doc.Table(columns, tuple(map(doc.Row, rows)))
    document = doc.Document("Журнал", (doc.Heading("Журнал"), table))
    write_paper(doc.Document("Журнал", (doc.Heading("Журнал"),)), path)
    return lambda: write_paper(document, path)


def rustpy_xlsxwriter(rows: list[Row], path: Path) -> Job:
    """By the fastest library there is, in Rust."""
    write_worksheet = importlib.import_module("rustpy_xlsxwriter").write_worksheet
    records = [dict(zip(HEADER, row, strict=True)) for row in rows]
    return lambda: write_worksheet(records, str(path))


def xlsxwriter(rows: list[Row], path: Path) -> Job:
    """By XlsxWriter, a row at a time."""
    workbook = importlib.import_module("xlsxwriter").Workbook

    def job() -> object:
        book = workbook(str(path), {"constant_memory": True, "default_date_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet()
        for place, row in enumerate((HEADER, *rows)):
            sheet.write_row(place, 0, row)
        return book.close()

    return job


def openpyxl(rows: list[Row], path: Path) -> Job:
    """By openpyxl, a row at a time."""
    os.environ["OPENPYXL_LXML"] = "False"
    from openpyxl import Workbook

    def job() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in (HEADER, *rows):
            sheet.append(row)
        book.save(path)

    return job


WRITERS: dict[str, Callable[[list[Row], Path], Job]] = {
    "ours": ours,
    "rustpy_xlsxwriter": rustpy_xlsxwriter,
    "xlsxwriter": xlsxwriter,
    "openpyxl": openpyxl,
}
_GOALS = {"rustpy_xlsxwriter": "0.8", "xlsxwriter": "0.17", "openpyxl": "0.12"}


def peer() -> tuple[str, str]:
    """The fastest peer that is installed, and what part of its time is ours to take; openpyxl always is."""
    return next((name, goal) for name, goal in _GOALS.items() if importlib.util.find_spec(name))


def main() -> None:
    """Write what the command line tells and print how long it took."""
    writer, count, path, *words = sys.argv[1:]
    rows = (rows_of_words if words else rows_of_log)(int(count))
    job = WRITERS[writer](rows, Path(path))
    began = clock()
    job()
    print(clock() - began)


if __name__ == "__main__":
    main()
