"""The program killed at random moments while it changes, imports, copies or restores.

What a change confirmed (it returned) must be in the file afterwards, and the file must be whole.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup import back_up_file, backups_in, restore
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of

Say = Callable[[str], None]
Work = Callable[[Path, int, Say], None]
_KEPT = 60  # kills on one file before a fresh one is taken, so that it stays small
_LONGEST = 0.15  # seconds from the first confirmation to the kill


def kill_at_random(base: Path, folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill so many times; gives what was done, and under "lost" what was confirmed and is gone."""
    _import_first(base, folder)
    chance, told = random.Random(seed), Counter[str]()
    path = folder / "Кластер под ударом.cdesk"
    confirmed: set[str] = set()
    states: set[int] = set()  # of the file whenever it was copied
    serial = count()
    works: dict[str, Work] = {"change": _change, "import": _import, "copy": _copy, "restore": _restore}
    for number in range(kills):
        if number % _KEPT == 0:
            _clear(folder)
            shutil.copy(base, path)
            back_up_file(path, folder / "копии")
            confirmed, states = set(), {_state(path)}
        kind = chance.choices(list(works), (5, 2, 2, 1))[0]
        before = rows_of(path) if kind in ("copy", "restore") else None
        states |= {_state(path)} if kind == "copy" else set()
        words = _killed(works[kind], path, next(serial), chance.uniform(0, _LONGEST))
        told[f"killed while: {kind}"] += 1
        told["confirmed"] += len(words)
        if kind in ("change", "import"):
            confirmed |= set(words)
        told["lost"] += _lost(path, confirmed, before)
        if kind in ("copy", "restore"):
            told["copies restored and compared row by row"] += _compared(path, states)
    return told


def _import_first(base: Path, folder: Path) -> None:
    """What a first change imports is imported here, so that the children are killed at work and not before it."""
    path = Path(shutil.copy(base, folder / "первый.cdesk"))
    desk = Desk.open(path)
    [row] = desk.change("Added", _school("Первая"))
    record = desk.read.load(Organization, row)
    assert record
    record.notes = "Изменено."
    desk.change("Changed", record)
    desk.close()


def _killed(work: Work, path: Path, serial: int, seconds: float) -> list[str]:
    """Run `work` in a process and kill it; the words that it confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            say = partial(_say, writing)
            say("begun")
            work(path, serial, say)
        finally:
            os._exit(1)
    os.close(writing)
    first = os.read(reading, 1 << 16)  # it has begun; b"" when it ended by itself, which is a failure told below
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = first
    while piece := os.read(reading, 1 << 16):
        told += piece
    os.close(reading)
    lines = told.decode().split("\n")
    assert lines[0] == "begun", "the work ended before it was killed"
    return lines[1:-1]


def _say(writing: int, word: str) -> None:
    os.write(writing, f"{word}\n".encode())


def _school(name: str) -> Organization:
    return Organization(short_name=name, full_name=f"Школа {name}")


def _change(path: Path, serial: int, say: Say) -> None:
    desk = Desk.open(path)
    for number in count():
        name = f"{serial}-{number}"
        [row] = desk.change("Added", _school(name))
        record = desk.read.load(Organization, row)
        assert record
        say(name)
        record.notes = "Изменено."
        desk.change("Changed", record)
        desk.undo()
        desk.redo()


def _import(path: Path, serial: int, say: Say) -> None:
    desk = Desk.open(path)
    for number in count():
        names = [f"{serial}-{number}-{place}" for place in range(60)]
        desk.change("Imported", *(_school(name) for name in names))
        for name in names:
            say(name)


def _copy(path: Path, _serial: int, _say: Say) -> None:
    while True:
        back_up_file(path, path.parent / "копии", path.parent / "флешка")


def _restore(path: Path, _serial: int, _say: Say) -> None:
    copy = path.parent / "одна.cdesk"
    shutil.copy(path, copy)
    while True:
        restore(copy, path)


def _lost(path: Path, confirmed: set[str], before: list[str] | None) -> int:
    """How much of what was confirmed is gone; the file is opened as the program would, and checked whole."""
    desk = Desk.open(path)
    try:
        assert not desk.read_only
        assert desk.verify() == []
        there = {row[0] for row in desk.read.rows("SELECT short_name FROM organizations")}
    finally:
        desk.close()
    assert before is None or rows_of(path) == before
    return len(confirmed - there)


def _compared(path: Path, states: set[int]) -> int:
    """Restore the newest copy of each place: its rows are those of the file at one of the times it was copied."""
    compared = 0
    for folder in ("копии", "флешка"):
        for copy in backups_in(path.parent / folder)[:1]:
            restored = path.with_name("восстановлен.cdesk")
            restore(copy.path, restored)
            assert _state(restored) in states, f"{copy.path} is no state of its file"
            restored.unlink()
            compared += 1
    return compared


def _state(path: Path) -> int:
    return hash(tuple(rows_of(path)))


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()
