"""The command line that keeps a file safe: history, redo, copies, restoring, salvage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization

Capture = pytest.CaptureFixture[str]


def answer(capsys: Capture, *words: object) -> str:
    """What a command that succeeds prints."""
    assert main([str(word) for word in words]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def changed(path: Path) -> Path:
    """The file with one change."""
    desk = Desk.open(path)
    desk.change("Meeting changed", a_meeting(), subject="Итоги I четверти")
    desk.close()
    return path


def test_history_tells_what_was_taken_back_and_brought_again(data_file: Path, capsys: Capture) -> None:
    assert answer(capsys, "history", data_file) == "Пока ничего не менялось.\n"
    changed(data_file)
    assert "Итоги I четверти" in answer(capsys, "undo", data_file)
    [transaction] = json.loads(answer(capsys, "history", data_file, "--json"))
    assert (transaction["subject"], transaction["state"]) == ("Итоги I четверти", "undone")
    answer(capsys, "redo", data_file)
    assert "Итоги I четверти" in answer(capsys, "history", data_file)
    assert main(["redo", str(data_file)]) == 1


def test_a_copy_is_made_listed_and_put_back(data_file: Path, tmp_path: Path, capsys: Capture) -> None:
    changed(data_file)
    folder = tmp_path / "копии"
    answer(capsys, "backup", data_file, "--to", folder)
    [backup] = json.loads(answer(capsys, "backups", data_file, "--to", folder, "--json"))
    answer(capsys, "undo", data_file)
    output = answer(capsys, "restore", backup["path"], "--to", data_file)
    assert "до восстановления" in output
    desk = Desk.open(data_file, read_only=True)
    assert desk.read.value("SELECT theme FROM meetings") == "Итоги I четверти"
    desk.close()


def test_a_command_waits_half_a_minute_for_a_file_in_use_when_it_is_asked_to(
    data_file: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, paused = Desk.open(data_file), [0.0]

    def pause(seconds: float) -> None:
        paused.append(paused[-1] + seconds)
        if len(paused) == 5:
            held.close()

    monkeypatch.setattr(time, "sleep", pause)
    monkeypatch.setattr(time, "monotonic", lambda: paused[-1])
    words = ["log", str(data_file), "add", "--date", "2026-05-05", "--title", "Слёт"]
    assert main(words) == 1
    assert len(paused) == 1
    assert main([*words, "--wait"]) == 0
    assert len(paused) == 5
    capsys.readouterr()
    with closing(Desk.open(data_file)):
        assert main([*words, "--wait"]) == 1
    assert "открыт в другой программе" in capsys.readouterr().err
    assert 29 < paused[-1] - paused[4] < 31
    assert main(["print", str(data_file), "activity", "--wait", "--out", str(data_file.with_suffix(".html"))]) == 0


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_told_and_words_that_are_none_are_refused(data_file: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(b"\xca\xeb\xe0")  # of another system's encoding
    with closing(Desk.open(data_file)) as desk:
        desk.change("Added", an_organization())
    path = data_file.rename(tmp_path / f"{odd}.cdesk")

    def ran(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cluster_desk", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])

    reading: list[tuple[object, ...]] = [
        ("verify", path), ("backup", path, "--to", tmp_path / f"{odd} копии"), ("backups", path, "--json"),
        ("print", path, "members", "--out", tmp_path / f"{odd}.docx"),
    ]  # fmt: skip
    for words in reading:
        done = ran(*words)
        assert (done.returncode, done.stderr) == (0, "")
    done = ran("verify", tmp_path / f"нет {odd}.cdesk")
    assert done.returncode == 1
    assert "Такого файла нет" in done.stderr
    saying: list[tuple[object, ...]] = [
        ("search", path, odd), ("log", path, "add", "--date", "2026-05-05", "--title", f"Слёт {odd}"),
        ("kept", path, odd), ("print", path, "certificates", "--event", odd, "--out", tmp_path / "a.pdf"),
    ]  # fmt: skip
    for words in saying:
        done = ran(*words)
        assert done.returncode == 1
        assert "не текст" in done.stderr


def test_a_file_in_use_is_not_replaced(data_file: Path, tmp_path: Path, capsys: Capture) -> None:
    answer(capsys, "backup", data_file, "--to", tmp_path / "копии")
    [backup] = (tmp_path / "копии").glob("*/*.cdesk")
    held = Desk.open(data_file)
    assert main(["restore", str(backup), "--to", str(data_file)]) == 1
    held.close()


def test_what_stands_in_a_damaged_file_is_saved(data_file: Path, tmp_path: Path, capsys: Capture) -> None:
    content = bytearray(changed(data_file).read_bytes())
    content[-4096:] = b"\xa5" * 4096
    data_file.write_bytes(content)
    new = tmp_path / "новый.cdesk"
    assert "Спасено строк" in answer(capsys, "salvage", data_file, "--to", new)
    answer(capsys, "verify", new)


@pytest.mark.parametrize("initials", ["А. Б.", "А.Б.", "А Б", "А", "а. б.", "А. Б. В.", "(А.) Б.", "", "-", "12"])
@pytest.mark.parametrize("command", [("kept",), ("erase",), ("erase", "--doubtful")])
def test_nobody_is_looked_for_by_initials_alone(
    sample_file: Path, capsys: Capture, command: tuple[str, ...], initials: str
) -> None:
    before = sample_file.read_bytes()
    assert main([command[0], str(sample_file), *command[1:], "--", initials]) == 1
    assert "Назовите фамилию" in capsys.readouterr().err
    assert sample_file.read_bytes() == before


def test_erasing_names_the_copies_that_still_hold_the_name(
    sample_file: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTER_DESK_HOME", str(tmp_path / "home"))
    answer(capsys, "backup", sample_file)
    assert "Дёмин" in answer(capsys, "kept", sample_file, "Дёмин П.А.")
    output = answer(capsys, "erase", sample_file, "Дёмин П.А.")
    assert str(tmp_path / "home") in output
    content = sample_file.read_bytes()
    assert "Дёмин П".encode() not in content
    assert "Дёмин Артём".encode() in content  # a winner of that surname
    assert main(["erase", str(sample_file), "Дёмин П.А."]) == 1
