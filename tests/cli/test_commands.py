"""The command line as a script and a person meet it: what is printed, where, and with which exit code."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from cluster_desk import __version__
from cluster_desk.cli import main
from cluster_desk.cli.commands import files
from cluster_desk.core.language import N_
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from tests.builders import an_organization

Capture = pytest.CaptureFixture[str]
TITLES = {
    "agenda": "Повестка заседания совета",
    "members": "Список участников кластера",
    "council": "Состав совета",
    "contacts": "Контакты участников",
}


def refused(capture: Capture, code: int, *arguments: object) -> str:
    """The one line on stderr of a call that ends with `code`; nothing stands on stdout."""
    assert main([str(argument) for argument in arguments]) == code
    output = capture.readouterr()
    assert output.out == ""
    (line,) = output.err.splitlines()
    return line


def answer(capture: Capture, *arguments: object) -> str:
    """What a call that succeeds prints."""
    assert main([str(argument) for argument in arguments]) == 0
    output = capture.readouterr()
    assert output.err == ""
    return output.out


def test_new_makes_a_file_and_refuses_to_overwrite(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "Наш кластер.cdesk"
    assert answer(capsys, "new", path) == f"Создан файл: {path}\n"
    before = path.read_bytes()
    assert str(path) in refused(capsys, 1, "new", path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert answer(capsys, "verify", path) == f"Файл цел: {path}\n"


def test_new_sample_holds_the_sample(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "s.cdesk"
    answer(capsys, "new", path, "--sample", "--name", "Северный кластер")
    assert "Северный кластер" in answer(capsys, "cluster", path)
    desk = Desk.open(path, read_only=True)
    assert len(desk.read.load_all(Organization)) == 14
    desk.close()


def test_papers_tell_what_can_be_printed(sample_file: Path, capsys: Capture) -> None:
    data = json.loads(answer(capsys, "papers", sample_file, "--json"))
    assert {paper["id"]: paper["title"] for paper in data}.items() >= TITLES.items()
    meeting, registration = data[0]["options"]
    assert (meeting["name"], meeting["kind"], meeting["required"]) == ("meeting", "choice", True)
    assert meeting["choices"][1] == {
        "value": "2026-12-17",
        "title": "17.12.2026, №\u00a015: Итоги работы кластера за год",
    }
    assert set(registration) == {"name", "label", "kind", "required", "default", "choices"}
    assert "--sheet" in answer(capsys, "papers", sample_file)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".html", ".PDF"])
def test_print_writes_every_format(sample_file: Path, tmp_path: Path, capsys: Capture, suffix: str) -> None:
    out = tmp_path / f"повестка{suffix}"
    output = answer(capsys, "print", sample_file, "agenda", "--meeting", "2026-12-17", "--out", out)
    assert output == f"Записано: {out}\n"
    words = "О проекте плана работы на 2027 год"
    if suffix.lower() == ".pdf":
        assert words in " ".join(PdfReader(out).pages[0].extract_text().split())
    elif suffix == ".html":
        assert words in out.read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    else:
        with ZipFile(out) as package:
            assert package.testzip() is None


def test_print_as_of_another_day(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "m.pdf"
    answer(capsys, "print", sample_file, "members", "--as-of", "2026-03-05", "--out", out)
    text = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "по состоянию на 5 марта 2026 г." in text
    answer(capsys, "print", sample_file, "activity", "--as-of=2025-03-05", "--out", out)
    assert "2025 год" in " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "вчера" in refused(capsys, 2, "print", sample_file, "members", "--as-of", "вчера", "--out", out)


def test_print_takes_options_in_any_place(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "m.pdf"
    answer(capsys, "print", "--sheet=landscape", sample_file, "--day", "2026-11-21", "members", "--out", out)
    box = PdfReader(out).pages[0].mediabox
    assert box.width > box.height


def test_print_says_what_there_is(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    out = ("--out", tmp_path / "x.pdf")
    output = refused(capsys, 2, "print", sample_file, "agneda", *out)
    assert "agenda (Повестка заседания совета)" in output
    assert "council (Состав совета)" in output
    assert "--day, --names, --website, --sheet" in refused(
        capsys, 2, "print", sample_file, "members", "--meeting", "14", *out
    )
    assert "2026-12-17" in refused(capsys, 1, "print", sample_file, "agenda", *out)
    assert "2026-12-17" in refused(capsys, 1, "print", sample_file, "agenda", "--meeting", "2020-01-01", *out)
    assert "--meeting" in refused(capsys, 2, "print", sample_file, "agenda", *out, "--meeting")
    assert ".docx" in refused(capsys, 2, "print", sample_file, "agenda", "--out", tmp_path / "x.txt")
    assert "--out" in refused(capsys, 2, "print", sample_file, "agenda")
    assert not list(tmp_path.glob("x.*"))


def test_print_works_while_the_file_is_open_for_change(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    desk = Desk.open(sample_file)
    answer(capsys, "print", sample_file, "council", "--out", tmp_path / "c.pdf")
    assert str(sample_file) in refused(capsys, 1, "undo", sample_file)
    desk.close()


def test_a_place_that_cannot_be_written_is_told(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    missing = tmp_path / "нет такой" / "x.pdf"
    assert "нет такой" in refused(capsys, 1, "print", sample_file, "council", "--out", missing)


def test_undo_takes_back_the_last_change(sample_file: Path, capsys: Capture) -> None:
    assert refused(capsys, 1, "undo", sample_file) == "В этом файле отменять нечего."
    desk = Desk.open(sample_file)
    desk.change(
        N_("Organization changed"),
        an_organization(full_name="Клуб", short_name="Клуб с. Ближнее"),
        subject="Клуб с. Ближнее",
    )
    desk.close()
    assert "Клуб с. Ближнее" in answer(capsys, "undo", sample_file)
    desk = Desk.open(sample_file, read_only=True)
    assert len(desk.read.load_all(Organization)) == 14
    desk.close()


@pytest.mark.parametrize("command", ["papers", "undo", "verify"])
def test_files_that_are_none_of_ours(tmp_path: Path, capsys: Capture, command: str) -> None:
    foreign = tmp_path / "заметки.cdesk"
    foreign.write_text("просто текст", encoding="utf-8")
    assert "заметки.cdesk" in refused(capsys, 1, command, foreign)
    assert "нет.cdesk" in refused(capsys, 1, command, tmp_path / "нет.cdesk")
    assert foreign.read_text(encoding="utf-8") == "просто текст"


def test_verify_tells_what_is_broken(sample_file: Path, capsys: Capture) -> None:
    data = bytearray(sample_file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = b"\xff" * 4096
    sample_file.write_bytes(data)
    assert main(["verify", str(sample_file)]) == 1
    assert capsys.readouterr().err


def test_read_of_what_is_no_document(tmp_path: Path, capsys: Capture) -> None:
    broken = tmp_path / "план.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert "план.docx" in refused(capsys, 1, "read", broken)
    assert "план.docx" in refused(capsys, 1, "read", "--json", broken)


def test_messages_in_english(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert answer(capsys, "verify", sample_file, "--lang", "en") == f"The file is whole: {sample_file}\n"
    assert answer(capsys, "--lang", "en", "verify", sample_file).startswith("The file is whole")
    out = tmp_path / "c.pdf"
    assert answer(capsys, "print", sample_file, "council", "--out", out, "--lang=en").startswith("Written")
    text = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "СОСТАВ координационного совета" in text, "papers are Russian in every language"


def test_calls_that_cannot_be_understood(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert "Не указано: FILE" in refused(capsys, 2, "verify")
    assert "Лишнее или непонятное: --quick" in refused(capsys, 2, "verify", sample_file, "--quick")
    assert "Лишнее" in refused(capsys, 2, "undo", sample_file, "и ещё")
    assert "нет такого значения 'fr'" in refused(capsys, 2, "verify", sample_file, "--lang", "fr")
    assert "нужно одно значение" in refused(capsys, 2, "verify", sample_file, "--lang")
    assert "Unrecognized" in refused(capsys, 2, "verify", sample_file, "--quick", "--lang", "en")


def test_two_dashes_end_the_options(
    sample_file: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sample_file.rename(tmp_path / "--json")
    assert answer(capsys, "verify", "--", "--json") == "Файл цел: --json\n"
    answer(capsys, "print", "--out", "c.pdf", "--", "--json", "council")
    assert (tmp_path / "c.pdf").exists()


def test_help_and_version(capsys: Capture) -> None:
    assert answer(capsys, "--version") == f"Cluster Desk {__version__}\n"
    overview = answer(capsys, "--help")
    for command in ("new", "read", "import", "papers", "print", "undo", "verify"):
        assert f"\n  {command}" in overview
        assert answer(capsys, command, "--help").startswith("Как вызвать: ")
    assert answer(capsys, "print", "--help", "--lang", "en").startswith("usage: ")
    for language, words in (("ru", "load загрузить отчёты кластеров"), ("en", "load load reports of offices")):
        parts = " ".join(answer(capsys, "district", "--help", "--lang", language).split())
        assert words in parts
        assert all(f" {name} " in parts.partition(words)[2] for name in ("report", "reports", "upgrade"))


def test_argparse_speaks_russian_everywhere() -> None:
    """Its sentences come from two names of its module; another Python may have moved them."""
    assert {"_", "ngettext"} <= set(vars(argparse))


def test_a_bug_is_one_sentence_and_a_log(
    sample_file: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_described: object, **_named: object) -> Desk:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(files, "open_desk", break_down)
    monkeypatch.setenv("CLUSTER_DESK_HOME", str(tmp_path))
    output = refused(capsys, 1, "history", sample_file)
    log = tmp_path / "errors.log"
    assert str(log) in output
    assert log.read_text(encoding="utf-8").endswith("ZeroDivisionError\n")
    assert "Traceback" not in output


def test_as_a_process_in_utf8(sample_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    asked = ("print", str(sample_file), "agenda", "--meeting", "15", "--out", str(out))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cluster_desk", *asked],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stdout) == (0, f"Записано: {out}\n")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "reportlab" in imported
    assert not imported & {"sqlalchemy", "openpyxl", "PySide6", "lxml"}, "a paper needs none of these"
