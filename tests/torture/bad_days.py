"""The other bad days: each is really done, and gives the sentence that the user would read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from cluster_desk import settings
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup import back_up_file, backups_in, make_backup
from cluster_desk.data.lock import lock_path
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of


def two_programs(base: Path, folder: Path) -> str:
    """A second program asks for a file that is open."""
    path = _own(base, folder)
    desk = Desk.open(path)
    told = _refused(lambda: Desk.open(path))
    reader = Desk.open(path, read_only=True)
    reader.close()
    desk.close()
    return told


def stale_lock(base: Path, folder: Path) -> str:
    """A lock file was left by a program that died."""
    path = _own(base, folder)
    lock_path(path).write_text('{"user": "x", "computer": "y", "since": "2020-01-01T00:00"}', encoding="utf-8")
    _works(path)
    assert not lock_path(path).exists()
    return "opened as if nothing were"


def renamed_or_deleted(base: Path, folder: Path) -> str:
    """The file is renamed, then deleted, while it is open."""
    path = _own(base, folder)
    desk = Desk.open(path)
    _add(desk, "До переименования")
    away = path.replace(path.with_name("унесён.cdesk"))
    told = _tried(lambda: _add(desk, "После переименования"))
    desk.close()
    names = _names(away)
    assert "До переименования" in names
    assert told or "После переименования" in names
    return told or "what was stored afterwards is in the renamed file"


def read_only_as_another(base: Path, folder: Path) -> str:
    """Another user, who may not write the file, opens it; then nobody may write the folder of copies."""
    place = folder / "чужое"
    place.mkdir()
    path = Path(shutil.copy(base, place / "файл.cdesk"))
    before = path.read_bytes()
    path.chmod(0o444)
    for each in (folder, *folder.parents):
        if os.access(each, os.X_OK) and each.stat().st_uid == os.getuid() and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o055)
    command = [sys.executable, "-m", "cluster_desk", "undo", str(path)]
    if os.getuid() == 0 and shutil.which("setpriv"):
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    home = {**os.environ, "CLUSTER_DESK_HOME": str(folder / "нет дома"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=home)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    return done.stderr.strip()


def stick_pulled_out(base: Path, folder: Path) -> str:
    """The folder of copies goes while the program runs; then the second place does."""
    path = _own(base, folder)
    place = folder / "место"
    place.write_text("это не папка", encoding="utf-8")
    told = _refused(lambda: back_up_file(path, place))
    second = _refused(lambda: back_up_file(path, folder / "копии", place))
    assert len(backups_in(folder / "копии")) == 1
    return f"{told} / {second}"


def clock_set_back(base: Path, folder: Path) -> str:
    """The clock goes back a year between two copies and two changes."""
    import datetime as dt

    path = _own(base, folder)
    desk = Desk.open(path)
    for day in (dt.datetime(2027, 5, 5, 12), dt.datetime(2026, 5, 5, 12)):
        make_backup(desk.read._connection, path, folder / "копии", day)
    desk.close()
    assert len(backups_in(folder / "копии")) == 2
    return "both copies are kept"


def newer_and_foreign(base: Path, folder: Path) -> str:
    """A file of a newer program, and one of another."""
    newer = _own(base, folder, "новее.cdesk")
    content = bytearray(newer.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    newer.write_bytes(content)
    foreign = folder / "чужой.cdesk"
    foreign.write_text("Совсем другое", encoding="utf-8")
    return f"{_refused(lambda: Desk.open(newer))} / {_refused(lambda: Desk.open(foreign))}"


def strange_paths(base: Path, folder: Path) -> str:
    """Spaces, Cyrillic, quotes, percent signs, and a path of 250 characters and more."""
    deep = folder
    while len(str(deep)) < 200:
        deep = deep / "Очень длинная папка"
    deep.mkdir(parents=True)
    names = ("Заречный  кластер № 1.cdesk", "100% #1 ?x&y.cdesk", "'кавычки'.cdesk", f"{'д' * 60}.cdesk")
    for name in names:
        path = Path(shutil.copy(base, deep / name))
        _works(path)
        assert rows_of(back_up_file(path, deep / "к").path) == rows_of(path)
    return f"{len(str(deep / names[-1]))} characters: stored and copied"


def no_home(base: Path, folder: Path) -> str:
    """There is no home folder, and the settings' folder cannot be made."""
    path = _own(base, folder)
    home = {name: value for name, value in os.environ.items() if name not in ("HOME", "CLUSTER_DESK_HOME")}
    command = [sys.executable, "-m", "cluster_desk", "verify", str(path)]
    for extra in ({}, {"HOME": "/нет/такой"}, {"CLUSTER_DESK_HOME": "/dev/null/нет"}):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**home, **extra})
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    return "works without"


def settings_of_garbage(_base: Path, folder: Path) -> str:
    """Settings that are no JSON, of wrong kinds, nested without end."""
    home = folder / "настройки"
    home.mkdir()
    spoilt = ("", "\0\0", "[1]", "[" * 100_000, '{"language": 7, "recent": {}, "copies": []}', '{"recent": [[]]}')
    for words in spoilt:
        (home / "settings.json").write_text(words, encoding="utf-8")
        assert isinstance(settings.load(home), settings.Settings)
    return f"{len(spoilt)} kinds: the program starts with its own"


DAYS: tuple[Callable[[Path, Path], str], ...] = (
    two_programs, stale_lock, renamed_or_deleted, read_only_as_another, stick_pulled_out, clock_set_back,
    newer_and_foreign, strange_paths, no_home, settings_of_garbage,
)  # fmt: skip


def _own(base: Path, folder: Path, name: str = "свой.cdesk") -> Path:
    return Path(shutil.copy(base, folder / name))


def _add(desk: Desk, name: str) -> None:
    desk.change("Added", Organization(short_name=name, full_name=name))


def _works(path: Path) -> None:
    desk = Desk.open(path)
    _add(desk, "Проверка")
    desk.close()
    assert "Проверка" in _names(path)


def _names(path: Path) -> set[str]:
    desk = Desk.open(path, read_only=True)
    try:
        return {row[0] for row in desk.read.rows("SELECT short_name FROM organizations")}
    finally:
        desk.close()


def _tried(work: Callable[[], object]) -> str:
    try:
        work()
    except UserError as error:
        return error.what
    return ""


def _refused(work: Callable[[], object]) -> str:
    told = _tried(work)
    assert told, "nothing was told"
    return told
