"""What Windows' disks ask for: paths longer than it takes, and patience with what holds a file for a moment."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from cluster_desk.core import disk
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file

LONG = "Кластер " * 40


@pytest.mark.parametrize(
    ("path", "room", "reached"),
    [
        (r"C:\Кластер.cdesk", 64, r"C:\Кластер.cdesk"),
        (rf"C:\{LONG}\К.cdesk", 0, rf"\\?\C:\{LONG}\К.cdesk"),
        (rf"\\school\обмен\{LONG}\К.cdesk", 0, rf"\\?\UNC\school\обмен\{LONG}\К.cdesk"),
        (rf"\\?\C:\{LONG}\К.cdesk", 0, rf"\\?\C:\{LONG}\К.cdesk"),
        (r"C:\Копии", 255, r"\\?\C:\Копии"),
        ("C:\\" + "а" * 256, 0, "C:\\" + "а" * 256),
        ("C:\\" + "а" * 257, 0, "\\\\?\\C:\\" + "а" * 257),
    ],
)
def test_a_path_that_windows_does_not_take_gets_its_long_form_and_is_shown_without(
    path: str, room: int, reached: str
) -> None:
    assert disk._long(path, room) == reached
    assert disk.shown(reached) == path.removeprefix("\\\\?\\")


def test_a_sentence_shows_paths_as_people_know_them() -> None:
    sentence = str(UserError(rf"Нет файла: \\?\UNC\school\обмен\{LONG}", do=r"Смотрите \\?\C:\Копии."))
    assert "?" not in sentence
    assert r"\\school\обмен" in sentence


class _Held:
    """A file that an antivirus holds for some turns."""

    def __init__(self, turns: int) -> None:
        self.turns = turns

    def __call__(self) -> str:
        self.turns -= 1
        if self.turns >= 0:
            raise PermissionError(13, "held")
        return "done"


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses made, on Windows as it were; nobody waits for them."""
    pauses: list[float] = []
    monkeypatch.setattr(disk, "_WINDOWS", True)
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def test_a_file_held_for_a_moment_is_tried_again_and_for_two_seconds_at_most(slept: list[float]) -> None:
    assert disk.patiently(_Held(3)) == "done"
    assert len(slept) == 3
    slept.clear()
    with pytest.raises(PermissionError):
        disk.patiently(_Held(100))
    assert sum(slept) == pytest.approx(2.0)


def test_a_paper_is_written_though_an_antivirus_looks_at_it(
    slept: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, really = _Held(2), Path.replace

    def replace(file: Path, target: Path) -> Path:
        held()
        return really(file, target)

    monkeypatch.setattr(Path, "replace", replace)
    with whole_file(tmp_path / "План.pdf", ".pdf") as file:
        file.write(b"paper")
    assert [path.name for path in tmp_path.iterdir()] == ["План.pdf"]


def test_elsewhere_a_refusal_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_WINDOWS", False)
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("it waited"))
    with pytest.raises(PermissionError):
        disk.patiently(_Held(1))


_ELSEWHERE = re.compile(
    r"\.unlink\(|\.rename\(|os\.(?:replace|rename|remove|unlink)\(|shutil\.move|mkstemp|\.as_uri\(|sqlite3\.connect\((?!\":memory)"
)
_ALLOWED = {
    "core/disk.py": {".unlink(", ".rename("},
    "data/file/connection.py": {"sqlite3.connect("},
    "district/store/engine.py": {"sqlite3.connect("},  # a store is no data file
    "exchange/files/conversion.py": {".as_uri("},  # LibreOffice wants one as browsers have it
}


def test_files_are_replaced_removed_and_found_by_sqlite_in_one_place_each() -> None:
    package = Path(disk.__file__).parents[1]
    for source in package.rglob("*.py"):
        name = source.relative_to(package).as_posix()
        found = set(_ELSEWHERE.findall(source.read_text(encoding="utf-8")))
        assert found <= _ALLOWED.get(name, set()), name
