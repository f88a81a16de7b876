"""`log` and `search` on the command line, and a read log taken into the file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import (
    ParsedDocument,
    ParsedPeriod,
    ParsedPlan,
    PlanFront,
)
from cluster_desk.core.records.events import Level, TakingPart
from cluster_desk.core.records.plans import PlanItem, PlanSection, Subtask, Task
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.builders import an_organization
from tests.exchange.drafts import a_count, an_entry


def test_an_entry_is_written_and_listed(data_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk.open(data_file)
    desk.change("Added", an_organization())
    desk.close()
    add = ["log", str(data_file), "add", "--date", "2026-03-24", "--title", "Школа актива"]
    assert (
        main(
            [*add, "--organization", "МКОУ СОШ с. Луговое=pupils:более 12,teachers:2", "--organization", "Клуб=works:9"]
        )
        == 0
    )
    assert "Записано: Школа актива" in capsys.readouterr().out
    assert main(["log", str(data_file), "list", "--from", "2026-03-01", "--to", "2026-03-31", "--json"]) == 0
    [entry] = json.loads(capsys.readouterr().out)
    assert (entry["title"], entry["from"], entry["people"]) == ("Школа актива", "2026-03-24", 14)
    assert entry["counts"][0] == {
        "organization": "МКОУ СОШ с. Луговое", "kind": "pupils", "words": "более 12", "number": 12
    }  # fmt: skip
    assert entry["counts"][2]["kind"] == "works"
    assert main(["log", str(data_file), "list", "--to", "2026-02-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["search", str(data_file), "школами", "актива", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["title"] == "Школа актива"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--date", "30-20 ноября 2026", "--title", "Форум"], 1, "Даты стоят наоборот"),
        (["--date", "1 мая", "--title", "Форум", "--organization", "Школа"], 2, "должно быть в виде"),
        (["--date", "1 мая", "--title", " "], 1, "Что"),
        (["--title", "Форум"], 2, "--date"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_stored(
    data_file: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, sentence: str
) -> None:
    assert main(["log", str(data_file), "add", *words]) == code
    assert sentence in capsys.readouterr().err
    desk = Desk.open(data_file)
    assert desk.read.value("SELECT count(*) FROM events") == 0
    desk.close()


def test_nothing_found_is_told(data_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(data_file), "ничего"]) == 1
    assert "Ничего не найдено: ничего" in capsys.readouterr().err


def a_report() -> ParsedDocument:
    tasks = [
        Parsed(Task(text="Развитие единого образовательного пространства")),
        Parsed(Task(text="Методический центр", subtasks=[Subtask(text="учёба")])),
    ]
    entries = [
        an_entry(
            "районная школа актива «Территория успеха»",
            date(2022, 3, 24),
            counts=(
                a_count("более 70", "более 70 школьников"),
                a_count("9", "9 работ", kind=TakingPart.OTHERS, unit="работ"),
            ),
            day_words="24 марта 2022 года",
            task="развитие единого образовательного пространства – конкурсы",
            level=Level.MUNICIPAL,
            text="24 марта 2022 года – районная школа актива «Территория успеха». Участники – более 70 школьников.",
        ),
        an_entry("подвоз детей", *(date(2022, 1, day) for day in range(1, 32)), day_words="Ежедневно"),
        an_entry("работает интернат"),
    ]
    return ParsedDocument(
        document="отчёт.docx",
        period=ParsedPeriod("2022-01-01", "2022-12-31"),
        tasks=tasks,
        plans=[
            ParsedPlan(
                "План",
                front=PlanFront(tasks=tasks),
                sections=[Parsed(PlanSection(), parts=[Parsed(PlanItem(title="Форум", deadline="март"))])],
            )
        ],
        log=entries,
    )


def test_a_read_log_becomes_events_under_their_tasks(desk: Desk) -> None:
    part = next(part for part in propose(desk.read, a_report()).parts if part.area == "log")
    assert [row.interpretation()[0] for row in part.rows] == ["24.03.2022", "01.01.2022–31.01.2022", ""]
    report = import_document(desk, a_report())
    assert report.added["Event"] == 3
    rows = desk.read.rows(
        "SELECT e.name, e.state, e.day_words, e.first_day, e.last_day, e.level, e.people_count, t.text "
        "FROM events AS e LEFT JOIN tasks AS t ON t.id = e.task_id ORDER BY e.id"
    )
    assert rows[0] == (
        "районная школа актива «Территория успеха»", "held", "24 марта 2022 года", "2022-03-24", "2022-03-24",
        "municipal", 70, "Развитие единого образовательного пространства",
    )  # fmt: skip
    assert rows[1][2:5] == ("Ежедневно", "2022-01-01", "2022-01-31")
    assert rows[2][3] is None
    words = desk.read.rows("SELECT count_words, unit FROM participations ORDER BY id")
    assert words == [("более 70", ""), ("9", "работ")]
    again = import_document(desk, a_report())
    assert not again.added
    assert again.matched["Event"] == 3
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM events") == 0


def test_a_file_without_the_index_of_the_search_gets_one_by_the_first_search(
    data_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("DROP TABLE search")
        connection.execute("DROP TABLE search_state")
    assert main(["search", str(data_file), "ничего"]) == 1
    capsys.readouterr()
    with closing(Desk.open(data_file, read_only=True)) as desk:
        assert desk.has_index()
