"""The program killed at random moments, whatever it is doing.

What it said to be done must be in the file, what it had only begun wholly or not at all, and nothing else. Every copy
that is found afterwards is restored into a new file and compared with what the file held when it was made.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from cluster_desk.data.backup.copies import back_up_file, backups_in, restore
from cluster_desk.desk import Desk
from tests.torture import sessions
from tests.torture.ground import Done, Ground, begin
from tests.torture.rows import rows_of
from tests.torture.sessions import Say
from tests.torture.works import WORKS

_KEPT = 60  # kills on one file before a fresh one is taken, so that it stays small
_LONGEST = 0.3  # seconds from the moment that a session is ready to the kill
_WORKS = (
    "a Word file read and taken in",
    "emptying the bin",
    "erasing a person",
    "restoring a copy",
    "restoring over a file cut in a save",
    "a new file",
    "salvaging",
    "an event dragged in the calendar",
    "plan rows moved",
    "settings saved",
    "upgrading an older file",
)
"""Works of `works.WORKS` that are killed too, each a line."""


def kill_at_random(base: Path, document: Path, folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill so many times; gives what was done, and under "lost" what was said to be done and is gone."""
    chance, result = random.Random(seed), Counter[str]()
    result[f"seed {seed}"] = 1
    begun = begin(base, document, _made(folder / "начало работ"))
    by_name = {work.name: work for work in WORKS}
    grounds: dict[str, Ground] = {}  # each made when it is come to: a short run does not come to all
    session = _Session(base, _made(folder / "сеанс"), chance, result)
    for _kill in range(kills):
        what = chance.choices(("working", "working and copying", "copying", "restoring", "other"), (5, 2, 1, 1, 4))[0]
        if what == "other":
            name = chance.choice(_WORKS)
            if name not in grounds:
                grounds[name] = Ground(by_name[name], begun, folder / f"работа {len(grounds)}", goes_on=False)
            _kill_a_work(grounds[name], chance, result)
        else:
            session.kill(what)
    return result


class _Session:
    """One file that is worked on, killed, and worked on again."""

    def __init__(self, base: Path, folder: Path, chance: random.Random, counts: Counter[str]) -> None:
        self._base, self._folder, self._chance, self._described = base, folder, chance, counts
        self._path = folder / "Кластер под ударом.cdesk"
        self._serial = count()
        self._model = sessions.Model()
        self._work_once()

    def kill(self, what: str) -> None:
        """Kill one session of this kind and judge what is left."""
        serial = next(self._serial)
        if serial % _KEPT == 0:
            self._begin_anew()
        copies = _made(self._folder / "копии")
        self._described[f"killed while: {what}"] += 1
        if what == "copying":
            self._kill_copying(copies)
        elif what == "restoring":
            self._kill_restoring()
        else:
            self._kill_working(serial, copies if what == "working and copying" else None)
        shutil.rmtree(copies)

    def _kill_working(self, serial: int, copies: Path | None) -> None:
        model = self._model
        said, _ended = _killed(lambda say: sessions.work(self._path, serial, model, say, copies), self._moment())
        self._described["confirmed"] += said.count("end")
        states, begun = sessions.play(model, said)
        held = sessions.held_by(self._path)
        sure = model.states[model.now]
        if begun and held == states[-1]:
            model.take(begun)
        elif held != sure:
            gone = set(sure.items()) - set(held.items())
            self._lose(max(1, len(gone)), f"{gone or held} after {said[-3:]}")
            self._model = sessions.Model([held])
        for copy in _copies_in(copies) if copies else ():
            self._restore_and_compare(copy, lambda path: sessions.held_by(path) in states)

    def _kill_copying(self, copies: Path) -> None:
        before = rows_of(self._path)
        stick = _made(self._folder / "флешка")

        def work(say: Say) -> None:
            say("ready")
            while True:
                back_up_file(self._path, copies, stick)
                say("end")

        said, _ended = _killed(work, self._moment())
        self._described["confirmed"] += said.count("end")
        self._lose(rows_of(self._path) != before, "the file is not what it was before it was copied")
        for place in (copies, stick):
            result = _copies_in(place)
            self._lose("end" in said and not result, f"no copy in {place.name}")
            for copy in result:
                self._restore_and_compare(copy, lambda path: rows_of(path) == before)
        shutil.rmtree(stick)

    def _kill_restoring(self) -> None:
        """Restored by turns: what the file holds, and what it held a change before."""
        now, earlier = self._folder / "эта.cdesk", self._folder / "прежняя.cdesk"
        shutil.copy(self._path, now)
        desk = Desk.open(Path(shutil.copy(self._path, earlier)))
        desk.undo()
        desk.close()
        rows = {str(path): rows_of(path) for path in (now, earlier)}

        def work(say: Say) -> None:
            say("ready")
            while True:
                for copy in (earlier, now):
                    say(str(copy))
                    restore(copy, self._path)
                    say("end")

        said, _ended = _killed(work, self._moment())
        self._described["confirmed"] += said.count("end")
        done = [line for line in said if line != "end"]
        sure = rows[done[-1 if said[-1] == "end" else -2]] if said.count("end") else rows[str(now)]
        begun = rows[done[-1]] if done and said[-1] != "end" else sure
        Desk.open(self._path).close()
        self._lose(rows_of(self._path) not in (sure, begun), f"neither the copy nor the file after {said[-3:]}")
        for kept in self._folder.glob("*до восстановления*.cdesk"):
            self._described["replaced files found whole"] += 1
            self._lose(rows_of(kept) not in rows.values(), "the file that was replaced")
            kept.unlink()
        restore(now, self._path)
        for path in (now, earlier, *self._folder.glob("*до восстановления*")):
            path.unlink()

    def _restore_and_compare(self, copy: Path, is_right: Callable[[Path], bool]) -> None:
        new = self._folder / "восстановлен.cdesk"
        restore(copy, new)
        self._lose(not is_right(new), f"the copy {copy.name} is another file")
        new.unlink()
        self._described["copies restored and compared"] += 1

    def _lose(self, many: int, about: str) -> None:
        """Count what is lost and say what it is."""
        self._described["lost"] += many
        if many:
            print(f"lost: {about}", flush=True)

    def _begin_anew(self) -> None:
        for path in self._folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copy(self._base, self._path)
        self._model = sessions.Model([sessions.held_by(self._path)])

    def _work_once(self) -> None:
        """What a first change imports is imported here, so that the children are killed at work and not before it."""
        self._begin_anew()
        desk = Desk.open(self._path)
        for operation in ("add\tПервая", "note\tПервая\tИзменено.", "undo", "redo", "remove\tПервая"):
            sessions.do(desk, operation)
        desk.close()

    def _moment(self) -> float:
        return self._chance.uniform(0, _LONGEST)


def _kill_a_work(ground: Ground, chance: random.Random, counts: Counter[str]) -> None:
    """Kill a work that is done once; it may be over before."""
    ground.fresh()

    def work(say: Say) -> None:
        ground.do(partial(_ready, say), then=False)
        say("end")

    said, ended = _killed(work, chance.uniform(0, 1.2 * ground.seconds))
    counts[f"killed while: {ground.work.name}"] += not ended
    counts["killed after the end"] += ended
    counts["confirmed"] += len(said)
    for _word, about in ground.wrong(Done() if said else None):
        counts["lost"] += 1
        print(f"lost: killed while {ground.work.name}: {about}", flush=True)


@contextmanager
def _ready(say: Say) -> Iterator[None]:
    """Say that the work begins now."""
    say("ready")
    yield


def _killed(work: Callable[[Say], None], seconds: float) -> tuple[list[str], bool]:
    """Run `work` in a process and kill it so many seconds after it said that it is ready.

    Gives the other lines that it said, and whether it was over before.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        failed = 1
        try:
            work(partial(_say, writing))
            failed = 0
        finally:
            os._exit(failed)
    os.close(writing)
    content = os.read(reading, 1 << 16)  # it is ready
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    while piece := os.read(reading, 1 << 16):
        content += piece
    os.close(reading)
    assert not (os.WIFEXITED(status) and os.WEXITSTATUS(status)), "the work failed before it was killed"
    return content.decode().split("\n")[1:-1], os.WIFEXITED(status)


def _say(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())


def _copies_in(folder: Path) -> list[Path]:
    return [copy.path for inside in (folder, *folder.iterdir()) for copy in backups_in(inside)]


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
