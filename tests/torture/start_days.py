"""Bad days of several programs: started at the same moment, a lock that another computer left, one that only looks."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.data.backup.copies import back_up_file
from cluster_desk.data.file.lock import lock_path
from cluster_desk.data.file.open import FileInUse
from cluster_desk.desk import Desk
from tests.torture.system_calls import Trouble
from tests.torture.telling import add, names_in

_PAUSE = 0.03  # seconds between two changes


def lock_of_another_computer(base: Path, folder: Path) -> str:
    """Locks left by a program that died: of another computer, of nobody, half written, a folder in its place."""
    path = Path(shutil.copy(base, folder / "свой.cdesk"))
    lefts = (
        '{"user": "x", "computer": "ДРУГОЙ", "since": "2020-01-01T00:00"}', "", '{"user": "x", "comp', "\0" * 500,
        "[" * 10_000,
    )  # fmt: skip
    for number, left in enumerate(lefts):
        lock_path(path).write_text(left, encoding="utf-8")
        desk = Desk.open(path)
        add(desk, f"Проверка {number}")
        desk.close()
        # What we did not write is somebody else's.
        assert lock_path(path).exists() == left.startswith("[")
        lock_path(path).unlink(missing_ok=True)
    lock_path(path).mkdir()
    try:
        Desk.open(path).close()
    except UserError as trouble:
        result = trouble.what
    else:
        raise AssertionError("opened though it cannot be locked")
    assert len(names_in(path)) == len(lefts)
    return f"{len(lefts)} kinds: opened as if nothing were; a folder in its place: {result}"


def two_started_at_the_same_moment(base: Path, folder: Path, rounds: int = 6) -> str:
    """Two programs open one file, or make one, at the same moment, many times over."""
    path = Path(shutil.copy(base, folder / "общий.cdesk"))
    stored: set[str] = set()
    refusals = 0
    for number in range(rounds):
        result = _at_once(
            *(partial(_open_and_add, path, f"{number}-{which}") for which in ("первая", "вторая")),
        )
        assert any(result), "neither could open it"
        stored |= set(result) - {""}
        refusals += result.count("")
    assert stored <= names_in(path)
    assert not lock_path(path).exists()
    for number in range(rounds // 3):
        new = folder / f"новый {number}.cdesk"
        result = _at_once(*(partial(_make, new, which) for which in ("первая", "вторая")))
        assert len([one for one in result if one]) == 1, "two made one file"
        desk = Desk.open(new)
        assert desk.read.value("SELECT name FROM cluster") in result
        desk.close()
    return f"{rounds} rounds: {len(stored)} stored and there, {refusals} told that the file is in use; none made twice"


def _open_and_add(path: Path, name: str) -> str:
    try:
        desk = Desk.open(path)
    except FileInUse:
        return ""
    add(desk, name)
    desk.close()
    return name


def _make(path: Path, name: str) -> str:
    try:
        Desk.create(path, Cluster(name=name)).close()
    except UserError:
        return ""
    return name


def _at_once(*works: Callable[[], str]) -> list[str]:
    """What the works tell, each done in a process of its own, all begun at the same moment."""
    moment = time.monotonic() + 0.02
    pipes = []
    for work in works:
        reading, writing = os.pipe()
        if os.fork() == 0:
            said = ""
            try:
                while time.monotonic() < moment:
                    pass
                said = f"={work()}"
            except BaseException as error:  # noqa: BLE001 - told to the parent
                said = Trouble.of(error).where
            finally:
                os.write(writing, said.encode())
                os._exit(0)
        os.close(writing)
        pipes.append(reading)
    values = []
    for reading in pipes:
        with os.fdopen(reading, "rb") as pipe:
            values.append(pipe.read().decode())
        os.wait()
    assert all(one.startswith("=") for one in values), values
    return [one.removeprefix("=") for one in values]


def one_looks_while_another_works_and_copies(base: Path, folder: Path, seconds: float = 1.0) -> str:
    """One program changes the file and copies it at the same time; another opens it again and again to look."""
    path = Path(shutil.copy(base, folder / "общий.cdesk"))
    looks, changes = _at_once(
        partial(_look_on, path, seconds), partial(_work_and_copy, path, folder / "копии", seconds)
    )
    assert int(looks) > 0
    assert len(names_in(path)) == int(changes)
    return f"looked at whole {looks} times meanwhile, {changes} changes"


def _look_on(path: Path, seconds: float) -> str:
    end = time.monotonic() + seconds
    looks = seen = 0
    while time.monotonic() < end:
        try:
            desk = Desk.open(path, read_only=True)
        except FileInUse:
            continue
        try:
            assert desk.verify() == []
            names = desk.read.rows("SELECT short_name FROM organizations ORDER BY id")
            assert [name for (name,) in names] == [f"№ {number}" for number in range(len(names))]
            assert len(names) >= seen, "what was there is gone"
            looks, seen = looks + 1, len(names)
        finally:
            desk.close()
    return str(looks)


def _work_and_copy(path: Path, copies: Path, seconds: float) -> str:
    desk = Desk.open(path)
    over = threading.Event()

    def copy() -> None:
        while not over.is_set():
            back_up_file(path, copies)

    copier = threading.Thread(target=copy)
    copier.start()
    end = time.monotonic() + seconds
    for number in count():
        if time.monotonic() > end:
            break
        add(desk, f"№ {number}")
        over.wait(_PAUSE)  # a file that is written without a pause lets nobody look
    over.set()
    copier.join()
    desk.close()
    return str(number)


DAYS: tuple[Callable[..., str], ...] = (
    lock_of_another_computer, two_started_at_the_same_moment, one_looks_while_another_works_and_copies,
)  # fmt: skip
