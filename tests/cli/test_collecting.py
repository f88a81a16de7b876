"""Collecting from schools at the command line: a form, answers read and accepted, who has not answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cluster_desk.cli import main
from cluster_desk.core.records.events import Event
from cluster_desk.desk import Desk

Capture = pytest.CaptureFixture[str]


def said(capture: Capture, *words: object) -> str:
    assert main([str(word) for word in words]) == 0
    return capture.readouterr().out


def test_asked_answered_counted(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    form = tmp_path / "Форма.xlsx"
    period = ("--from", "2026-10-01", "--to", "2026-12-31", "--due", "2026-12-20")
    told = json.loads(
        said(capsys, "collect", sample_file, "--out", form, *period, "--question", "Есть ли автобус?", "--json")
    )
    assert told["code"] in told["message"]
    assert told["written"] == [str(form)]
    book = load_workbook(form)
    sheet = book.active
    assert sheet is not None
    for cell, words in (
        ("A1", "Луговое СОШ"),
        ("A9", "12.10.2026"),
        ("B9", "Турнир знатоков леса"),
        ("D9", "7"),
        ("C32", "да"),
    ):
        sheet[cell] = words
    book.save(tmp_path / "a.xlsx")
    before = Desk.open(sample_file, read_only=True)
    count = before.read.value("SELECT count(*) FROM events")
    before.close()
    [one] = json.loads(said(capsys, "replies", sample_file, tmp_path / "a.xlsx", "--json"))
    assert "Луговое" in one["school"]
    assert {row["part"] for row in one["rows"]} >= {"collecting", "log"}
    assert "Добавлено" in said(capsys, "replies", sample_file, tmp_path / "a.xlsx", "--accept")
    desk = Desk.open(sample_file, read_only=True)
    assert desk.read.value("SELECT count(*) FROM events") == count + 1
    assert "Турнир знатоков леса" in {event.name for event in desk.read.load_all(Event)}
    desk.close()
    summary = json.loads(said(capsys, "collected", sample_file, "--as-of", "2026-12-21", "--json"))
    assert len(summary["missing"]) == len(summary["schools"]) - 1
    assert "Срок был 20.12.2026" in summary["reminder"]


def test_a_workbook_for_each_school(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    said(capsys, "collect", sample_file, "--out", tmp_path / "личные", "--ask", "events,contacts,indicators")
    names = sorted(path.name for path in (tmp_path / "личные").iterdir())
    assert len(names) > 8
    assert all(name.startswith("КД-") for name in names)


def test_trouble_is_one_sentence(data_file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["collected", str(data_file)]) == 1
    assert "Запроса" in capsys.readouterr().err
    assert main(["collect", str(data_file), "--out", str(tmp_path / "x.xlsx"), "--ask", "погоду"]) == 2
    assert "погоду" in capsys.readouterr().err
