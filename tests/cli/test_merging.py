"""Two copies of one file merged on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cluster_desk.core.records.members import Person
from cluster_desk.desk import Desk
from tests.cli.test_commands import answer, refused
from tests.data.backup.test_package import LOCKED

Capture = pytest.CaptureFixture[str]


def test_merge_looks_first_then_merges_and_brings_nothing_twice(data_file: Path, capsys: Capture) -> None:
    other = Path(shutil.copy(data_file, data_file.with_name("Заречный кластер (конфликтующая копия).cdesk")))
    for path, name in ((data_file, "Зимина А. Р."), (other, "Громов П. А.")):
        desk = Desk.open(path)
        desk.change("Added", Person(name=name))
        desk.close()
    before = other.read_bytes()
    looked = json.loads(answer(capsys, "merge", data_file, other, "--dry-run", "--json"))
    assert [(one["kind"], one["title"], one["what"]) for one in looked["from_there"]] == [
        ("Человек", "Громов П. А.", "added")
    ]
    assert (looked["three_ways"], looked["conflicts"], looked["rows_changed"]) == (True, [], 0)
    assert "Изменено строк в этом файле: 1." in answer(capsys, "merge", data_file, other)
    assert "нет ничего" in answer(capsys, "merge", data_file, other)
    assert other.read_bytes() == before
    assert answer(capsys, "undo", data_file).startswith("Отменено: Объединено с другим файлом")
    assert "один и тот же" in refused(capsys, 1, "merge", data_file, data_file)


def test_a_package_goes_out_with_a_password_and_is_merged_or_unpacked(data_file: Path, capsys: Capture) -> None:
    folder = data_file.parent
    (folder / "пароль.txt").write_text("луговое-7\n", encoding="utf-8")
    word = ("--password-from", folder / "пароль.txt")
    pack = folder / "на флешку.cdpack"
    home = Path(shutil.copy(data_file, folder / "дома.cdesk"))
    desk = Desk.open(data_file)
    desk.change("Added", Person(name="Зимина А. Р."))
    desk.close()
    assert "пароля" not in answer(capsys, "pack", data_file, "--out", pack, *word)
    assert "пароль" in refused(capsys, 1, "merge", home, pack)
    answer(capsys, "unpack", pack, "--to", folder / "новый.cdesk", *word)
    assert "нет ничего" in answer(capsys, "merge", folder / "новый.cdesk", data_file)
    assert "нет пароля" in answer(capsys, "pack", data_file, "--out", pack)
    assert "Изменено строк в этом файле: 1." in answer(capsys, "merge", home, pack)
    answer(capsys, "unpack", LOCKED, "--to", folder / "пустой.cdesk", *word)
    assert "нет ничего" in answer(capsys, "merge", folder / "пустой.cdesk", LOCKED, *word)
