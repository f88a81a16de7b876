"""The other bad days: each is really done, and gives the sentence that the user would read."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cluster_desk import settings
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.data.backup.copies import back_up_file, backups_in, make_backup, restore
from cluster_desk.data.history import journal
from cluster_desk.data.history import views as history
from cluster_desk.desk import Desk
from tests.torture import disk_days, memory_days, start_days
from tests.torture.rows import rows_of
from tests.torture.telling import add, names_in, refused, tried


def two_programs(base: Path, folder: Path) -> str:
    """A second program asks for a file that is open."""
    path = _own(base, folder)
    desk = Desk.open(path)
    answer = refused(lambda: Desk.open(path))
    reader = Desk.open(path, read_only=True)
    reader.close()
    desk.close()
    return answer


def renamed_or_deleted(base: Path, folder: Path) -> str:
    """The file is renamed, then deleted, while it is open."""
    path = _own(base, folder)
    desk = Desk.open(path)
    add(desk, "До переименования")
    away = path.replace(path.with_name("унесён.cdesk"))
    answer = tried(lambda: add(desk, "После переименования"))
    desk.close()
    names = names_in(away)
    assert "До переименования" in names
    assert answer or "После переименования" in names
    return answer or "what was stored afterwards is in the renamed file"


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
    answer = refused(lambda: back_up_file(path, place))
    second = refused(lambda: back_up_file(path, folder / "копии", place))
    assert len(backups_in(folder / "копии")) == 1
    return f"{answer} / {second}"


def clock_set_back(base: Path, folder: Path) -> str:
    """The clock goes back a year between changes and copies: history, undo and the thinning of copies go on."""
    path = _own(base, folder)
    desk = Desk.open(path)
    for name in ("Первая", "Вторая"):
        add(desk, name)
    # As a computer whose clock was a year ahead would have written it.
    desk.read._connection.execute("UPDATE steps SET at = replace(at, substr(at, 1, 4), substr(at, 1, 4) + 1)")
    add(desk, "Третья")
    assert [step.state for step in history.list_transactions(desk.read, 3)] == [journal.DONE] * 3
    assert _all(desk.undo) == 3
    assert names_in(path) == set()
    assert _all(desk.redo) == 3
    desk.undo()
    add(desk, "Четвёртая")
    assert desk.redo() is None
    ahead, back = dt.datetime(2027, 5, 5, 12), dt.datetime(2026, 5, 5, 12)
    for day in (ahead, back, *(back + dt.timedelta(hours=hour) for hour in range(1, 30)), ahead):
        make_backup(desk.read._connection, path, folder / "копии", day)
    made = [copy.made for copy in backups_in(folder / "копии")]
    assert made[:2] == [ahead + dt.timedelta(seconds=1), ahead]
    assert back + dt.timedelta(hours=29) in made, "the newest copy by the clock set back is gone"
    desk.close()
    assert names_in(path) == {"Первая", "Вторая", "Четвёртая"}
    return f"undone and redone in the order of work; {len(made)} copies kept, the newest by either clock among them"


def _all(step: Callable[[], object]) -> int:
    """How often a step can be taken."""
    return sum(1 for _step in iter(step, None))


def newer_and_foreign(base: Path, folder: Path) -> str:
    """A file of a newer program, and one of another."""
    newer = _own(base, folder, "новее.cdesk")
    content = bytearray(newer.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    newer.write_bytes(content)
    foreign = folder / "чужой.cdesk"
    foreign.write_text("Совсем другое", encoding="utf-8")
    return f"{refused(lambda: Desk.open(newer))} / {refused(lambda: Desk.open(foreign))}"


def strange_paths(base: Path, folder: Path) -> str:
    """Spaces, Cyrillic, quotes, percent signs, a path of 250 characters; then one that is too long for SQLite."""
    deep = folder
    while len(str(deep)) < 190:
        deep = deep / "Long папка"
    deep.mkdir(parents=True)
    names = ("Заречный  кластер № 1.cdesk", "100% #1 ?x&y.cdesk", "'кавычки'.cdesk", f"{'д' * 60}.cdesk")
    for name in names:
        path = Path(shutil.copy(base, deep / name))
        _works(path)
        copy = back_up_file(path, deep / "к").path
        assert rows_of(copy) == rows_of(path)
        assert restore(copy, path)
        desk = Desk.open(path)
        assert desk.undo()
        desk.close()
        Desk.create(path.with_name(f"новый {name}"), Cluster(name="Кластер")).close()
    deepest = deep
    while len(str(deepest).encode()) < 540:  # more than SQLite takes
        deepest = deepest / "Очень длинная папка"
    deepest.mkdir(parents=True)
    values = (
        refused(lambda: Desk.open(Path(shutil.copy(base, deepest / names[0])))),
        refused(lambda: back_up_file(deep / names[0], deepest)),
        refused(lambda: Desk.create(deepest / "новый.cdesk", Cluster(name="Кластер"))),
        refused(lambda: restore(copy, deepest / names[0])),
    )
    assert not any("повреждён" in words for words in values), values
    return f"{len(str(deep / names[-1]))} characters: stored, copied, restored, made, taken back; longer: {values[0]}"


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
    corrupt = ("", "\0\0", "[1]", "[" * 100_000, '{"language": 7, "recent": {}, "copies": []}', '{"recent": [[]]}')
    for words in corrupt:
        (home / "settings.json").write_text(words, encoding="utf-8")
        assert isinstance(settings.load(home), settings.Settings)
    return f"{len(corrupt)} kinds: the program starts with its own"


DAYS: tuple[Callable[..., str], ...] = (
    two_programs, renamed_or_deleted, read_only_as_another, stick_pulled_out, clock_set_back, newer_and_foreign,
    strange_paths, no_home, settings_of_garbage, *disk_days.DAYS, *start_days.DAYS, *memory_days.DAYS,
)  # fmt: skip
MORE: dict[Callable[..., str], dict[str, Any]] = {
    start_days.two_started_at_the_same_moment: {"rounds": 60},
    start_days.one_looks_while_another_works_and_copies: {"seconds": 10.0},
    disk_days.stick_pulled_out_while_copying: {"pulls": 60},
    memory_days.no_memory_for_a_paper: {"steps": memory_days.ALL_STEPS},
    memory_days.no_memory_for_a_document: {"steps": memory_days.ALL_STEPS},
}
"""What some days are asked for by the long form."""


def _own(base: Path, folder: Path, name: str = "свой.cdesk") -> Path:
    return Path(shutil.copy(base, folder / name))


def _works(path: Path) -> None:
    desk = Desk.open(path)
    add(desk, "Проверка")
    desk.close()
    assert "Проверка" in names_in(path)
