"""The ground that one work is done on again and again: its folder before it, and what must be there afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from tests.torture.states import NotWhole, State, drafts_in, state_of
from tests.torture.system_calls import Trouble
from tests.torture.works import DOCUMENT, FILE, Work, go_on, prepare

Doing = Callable[[Desk | None], object]


@dataclass
class Done:
    """What a work told in its process: trouble or none, whether the desk went on working, or why not."""

    trouble: Trouble | None = None
    went_on: bool = False
    afterwards: Trouble | None = None


def begin(base: Path, document: Path, folder: Path) -> Path:
    """The folder that every work begins with."""
    begun = folder / "начало"
    begun.mkdir()
    shutil.copy(document, begun / DOCUMENT)
    prepare(base, begun)
    return begun


class Ground:
    """One work and its folder."""

    def __init__(
        self, work: Work, begun: Path, folder: Path, place: Path | None = None, *, goes_on: bool = True
    ) -> None:
        """`goes_on`: the work may be done with one change more behind it, too."""
        self.work, self.start, self.place = work, folder / "до", place or folder / "место"
        self.seconds = 0.0  # that the work takes
        shutil.copytree(begun, self.start)
        work.prepare(self.start)
        thens = (False, True) if goes_on else (False,)
        self._expected = {then: (self._after(_nothing, then), self._after(self._work, then)) for then in thens}

    def fresh(self) -> None:
        """Make the folder what it is before the work."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.start, self.place)

    def do(
        self,
        armed: Callable[[], AbstractContextManager[object]] = nullcontext,
        doing: Doing | None = None,
        *,
        then: bool,
    ) -> Done:
        """Do the work inside `armed`, and where a desk is open and `then`, one change more with the same desk."""
        done = Done()
        desk = Desk.open(self.place / FILE) if self.work.on_desk else None
        if desk:
            desk.make_sure()
        began = time.perf_counter()
        try:
            with armed():
                (doing or self._work)(desk)
        except UserError as error:
            done.trouble = Trouble.of(error)
        self.seconds = time.perf_counter() - began
        if desk:
            if then:
                try:
                    go_on(desk)
                    done.went_on = True
                except UserError as error:
                    done.afterwards = Trouble.of(error)
            desk.close()
        return done

    def allowed(self, done: Done | None) -> list[State]:
        """What the folder may hold after the work told so much, or was killed; the first is what it should."""
        old, new = self._expected[done is not None and done.went_on]
        if done is None:
            return [old, new, *self.work.between(old, new), *self.work.also(old, new)]
        if done.trouble:
            return [old, *self.work.between(old, new)]
        return [new, *self.work.also(old, new)]

    def wrong(self, done: Done | None) -> Iterator[tuple[str, str]]:
        """What is in the folder and must not be, or the other way round: "lost" or "mixed", and in detail."""
        allowed = self.allowed(done)
        try:
            state = state_of(self.place)
        except (UserError, NotWhole, sqlite3.Error) as error:
            yield "lost", f"{error!r} {drafts_in(self.place)}"
            return
        if state not in allowed:
            said = done.trouble.text if done and done.trouble else "done" if done else "killed"
            gone, more = _differing(allowed[0], state)
            yield "lost" if gone else "mixed", "\n  ".join([said, *gone[:6], *more[:6]])

    def _after(self, doing: Doing, then: bool) -> State:
        self.fresh()
        done = self.do(doing=doing, then=then)
        assert done.trouble is None, done.trouble
        return state_of(self.place)

    def _work(self, desk: Desk | None) -> None:
        self.work.do(self.place, desk)


def _differing(wanted: State, state: State) -> tuple[list[str], list[str]]:
    gone = [f"-{name}: {row[:120]}" for name, rows in wanted.items() for row in rows if row not in state.get(name, ())]
    more = [f"+{name}: {row[:120]}" for name, rows in state.items() for row in rows if row not in wanted.get(name, ())]
    return gone, more


def _nothing(_desk: Desk | None) -> None:
    """The work that is not done, to see what is there before it."""
