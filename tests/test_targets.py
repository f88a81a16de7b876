"""What a command writes never takes the place of what it was not meant for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file, with_ending
from cluster_desk.data.backup.copies import copy_on, restore
from cluster_desk.desk import Desk
from tests.builders import a_cluster, an_organization

WORDS: dict[str, Callable[[Path, Path], tuple[object, ...]]] = {
    ".zip": lambda file, target: ("support", target, file),
    ".ics": lambda file, target: ("calendar", file, "--out", target),
    ".pdf": lambda file, target: ("print", file, "acknowledgement", "--out", target),
    ".docx": lambda file, target: ("print", file, "acknowledgement", "--out", target),
    ".xlsx": lambda file, target: ("print", file, "acknowledgement", "--out", target),
    ".html": lambda file, target: ("print", file, "acknowledgement", "--out", target),
}


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_facts_for_support_asked_for_by_the_data_file_alone_leave_it_as_it_is(
    data_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = data_file.read_bytes()
    assert run("support", data_file) == 1
    assert "должно оканчиваться на .zip" in capsys.readouterr().err
    assert data_file.read_bytes() == before


@pytest.mark.parametrize("suffix", WORDS)
def test_no_command_writes_over_a_data_file_whatever_it_is_called(
    data_file: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other, renamed = tmp_path / "Второй.cdesk", tmp_path / f"Второй{suffix}"
    for target in (other, renamed, data_file):
        if target != data_file:
            shutil.copy(data_file, target)
        before = target.read_bytes()
        assert run(*WORDS[suffix](data_file, target)) in (1, 2)
        assert target.read_bytes() == before
    assert run(*WORDS[suffix](data_file, renamed)) == 1
    assert "файл данных" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", WORDS)
def test_no_command_writes_over_a_file_of_another_format(data_file: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("план.odt", "план", f"план{suffix}.txt"):
        target = tmp_path / name
        target.write_text("слова целого года", encoding="utf-8")
        assert run(*WORDS[suffix](data_file, target)) in (1, 2)
        assert target.read_text(encoding="utf-8") == "слова целого года"


@pytest.mark.parametrize("suffix", WORDS)
def test_a_link_is_replaced_and_what_it_leads_to_stays(data_file: Path, tmp_path: Path, suffix: str) -> None:
    victim, link = tmp_path / "чужое.txt", tmp_path / f"вывод{suffix}"
    victim.write_text("важное", encoding="utf-8")
    link.symlink_to(victim)
    assert run(*WORDS[suffix](data_file, link)) == 0
    assert victim.read_text(encoding="utf-8") == "важное"
    assert not link.is_symlink()


def test_neighbours_with_names_of_drafts_stay(data_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(data_file)
    copy = desk.back_up(tmp_path / "копии")
    desk.close()
    second = tmp_path / "флешка"
    second.mkdir()
    neighbours = [
        data_file.with_name(f"{data_file.name}.part"),
        copy.path.with_suffix(".part"),
        second / copy.path.with_suffix(".part").name,
        tmp_path / "к.ics.new",
    ]
    victim = tmp_path / "жертва"
    victim.write_text("важное", encoding="utf-8")
    for one in neighbours:
        one.symlink_to(victim)
    assert restore(copy.path, data_file)
    copy_on(copy, second)
    desk = Desk.open(data_file)
    desk.back_up(tmp_path / "копии")
    desk.close()
    assert run("calendar", data_file, "--out", tmp_path / "к.ics") == 0
    Desk.create(tmp_path / "новый.cdesk", a_cluster()).close()
    assert victim.read_text(encoding="utf-8") == "важное"
    assert all(one.is_symlink() for one in neighbours)
    left = [path for path in tmp_path.rglob("*.part") if not path.is_symlink()]
    assert left == []


def test_two_that_write_one_file_at_once_each_have_a_draft_of_their_own(tmp_path: Path) -> None:
    target = tmp_path / "план.pdf"
    with whole_file(target, ".pdf") as first:
        first.write(b"first")
        with whole_file(target, ".pdf") as second:
            second.write(b"second")
        assert target.read_bytes() == b"second"
    assert target.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["план.pdf"]


def test_a_copy_takes_the_place_of_no_file_of_another_kind(data_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(data_file)
    copy = desk.back_up(tmp_path / "копии")
    desk.close()
    paper = tmp_path / "план.docx"
    paper.write_text("слова целого года", encoding="utf-8")
    with pytest.raises(UserError, match=r"\.cdesk"):
        restore(copy.path, paper)
    assert sorted(path.name for path in tmp_path.glob("план*")) == ["план.docx"]
    damaged = tmp_path / "повреждён.cdesk"
    damaged.write_bytes(b"\0" * 5000)
    assert restore(copy.path, damaged)  # that is what copies are for
    Desk.open(damaged).close()


def test_a_name_without_the_ending_gets_it() -> None:
    assert with_ending("/д/план", ".ics") == Path("/д/план.ics")
    assert with_ending("/д/план.ICS", ".ics") == Path("/д/план.ICS")
    assert with_ending("/д/план.2026", ".ics") == Path("/д/план.2026.ics")


def test_a_file_saved_under_another_name_is_worked_on_apart_and_writes_over_nothing(
    data_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "год 2027" / "Новый.cdesk"
    other.parent.mkdir()
    with closing(Desk.open(data_file)) as desk:
        desk.change("Added", an_organization())
        assert main(["save-as", str(data_file), str(other)]) == 0  # it may be open meanwhile
        desk.undo()
    before = data_file.read_bytes()
    with closing(Desk.open(other)) as desk:
        desk.change("Added", an_organization(short_name="Вторая", full_name="Вторая школа"))
        assert desk.read.value("SELECT count(*) FROM organizations") == 2
        assert desk.verify() == []
        assert desk.read.value("SELECT count(*) FROM branches") == 2  # by where it was changed
    assert data_file.read_bytes() == before
    for target in (data_file, other, tmp_path / "план.docx", tmp_path / "нет" / "Новый.cdesk"):
        assert main(["save-as", str(data_file), str(target)]) == 1
    assert sorted(path.name for path in other.parent.iterdir()) == ["Новый.cdesk"]
    assert data_file.read_bytes() == before
