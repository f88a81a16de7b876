"""One line of the bench: measured beside its peer, printed with its goal and verdict.

A line that fails says so, is counted, and the next one goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from bench import verdicts
from bench.processes import FEWEST, RUNS, Taken, clock, side_by_side

_NAME = 52
Run = Callable[[], Taken]


def head(title: str) -> None:
    """The words above the columns."""
    print(f"{title}\n{'':<{_NAME}}{'ours':>12}{'peer':>12}   ratio   goal", flush=True)


def compare(name: str, goal: str, ours: Run, peer: Run, runs: int = RUNS, megabytes: float = 0) -> None:
    """Ours beside a peer, in turn; the goal is a ratio (“0.5”), or ours in seconds (“0.5 s”).

    `megabytes`: the most that ours may hold.
    """
    with guarded(name):
        mine, theirs = side_by_side(ours, peer, times=runs)
        ratio = mine.seconds / theirs.seconds
        told = verdicts.verdict(goal, ratio, mine.seconds)
        print(f"{name:<{_NAME}}{_time(mine):>12}{_time(theirs):>12}{ratio:>8.3f}   {told}", flush=True)
        if mine.megabytes and theirs.megabytes:
            share = mine.megabytes / theirs.megabytes
            told = verdicts.verdict(f"{megabytes:g} MB", mine.megabytes, 0.0) if megabytes else ""
            print(
                f"{'  peak memory':<{_NAME}}{_memory(mine):>12}{_memory(theirs):>12}{share:>8.3f}   {told}", flush=True
            )


def grown(name: str, many: Run, few: Run, times: float = 10) -> None:
    """Ours beside ours with so many times fewer rows: it is to take no more than as many times as long."""
    compare(f"  {name} | of {times:g} times fewer", f"{times:g}", many, few, runs=FEWEST)


def alone(name: str, goal: str, ours: Run, runs: int = RUNS) -> None:
    """Ours beside a goal in seconds."""
    with guarded(name):
        [mine] = side_by_side(ours, times=runs)
        told = verdicts.verdict(goal, 0.0, mine.seconds)
        print(f"{name:<{_NAME}}{_time(mine):>12}{'':>20}   {told}", flush=True)
        if mine.megabytes:
            print(f"{'  peak memory':<{_NAME}}{_memory(mine):>12}", flush=True)


def amount(name: str, unit: str, goal: float, value: float) -> None:
    """Something that is no time, beside the most that it may be."""
    told = verdicts.verdict(f"{goal:g}", value, 0.0)
    print(f"{name:<{_NAME}}{f'{value:.1f} {unit}':>12}{'':>20}   {told}", flush=True)


def timed(work: Callable[[], object]) -> Run:
    """A run in this process; what the work gives is let go after the clock has stopped."""

    def run() -> Taken:
        began = clock()
        made = work()
        taken = clock() - began
        del made
        return Taken(taken, 0.0)

    return run


def once(run: Run) -> Run:
    """A run that takes long: measured when it is asked first, and told again after that."""
    return cache(run)


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Whatever goes wrong with a line, or a part of the bench, is its own: told in its place and counted."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the lines that follow are measured all the same
        verdicts.failed()
        print(f"{name:<{_NAME}}      FAILED: {type(error).__name__}: {error}", flush=True)


def parts(*each: tuple[str, Callable[[], object]]) -> None:
    """Do each part of the bench, whatever became of the one before."""
    for name, work in each:
        with guarded(name):
            work()


def command(*words: str) -> Sequence[str]:
    """A module of the bench as a process of its own: a child's peak memory begins with what its parent held."""
    return [sys.executable, "-m", *words]


def _time(taken: Taken) -> str:
    return f"{taken.seconds:.3f} s" if taken.seconds >= 0.1 else f"{taken.seconds * 1000:.2f} ms"


def _memory(taken: Taken) -> str:
    return f"{taken.megabytes:.0f} MB"
