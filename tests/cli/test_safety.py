"""The command line that keeps a file safe: history, redo, copies, restoring, salvage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.desk import Desk
from tests.builders import a_meeting

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
