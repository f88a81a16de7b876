"""Whole processes timed from their start: to their end, or to the moment the screen no longer changes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RUNS, FEWEST = 5, 3
_LONG = 3.0  # seconds: a line that has taken so many has runs enough with the fewest
BY_PROCESSOR = bool(os.environ.get("BENCH_CPU"))
"""Count the processor's seconds, not the clock's, where other programs are busy; pictures are timed by the clock."""
clock = time.process_time if BY_PROCESSOR else time.perf_counter
_QUIET = 0.8  # seconds without a change: the picture is finished
_PATIENCE = 30.0


@dataclass(frozen=True)
class Taken:
    """What one run took: seconds, and the most memory its processes held, megabytes."""

    seconds: float
    megabytes: float


def to_the_end(command: Sequence[str]) -> Taken:
    """Run `command` until it ends. Raises CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    taken = used.ru_utime + used.ru_stime if BY_PROCESSOR else time.perf_counter() - began
    return Taken(taken, used.ru_maxrss / 1024)


def timed_by_itself(command: Sequence[str]) -> Taken:
    """Run a job that prints the seconds it took after its imports. Raises CalledProcessError when it fails."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(float(said), used.ru_maxrss / 1024)


def to_the_picture(command: Sequence[str], look: Callable[[], bytes]) -> Taken:
    """Run `command` until what `look` sees has changed and stays; the time is that of the last change."""
    before = look()
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        last, changed = before, began
        while True:
            seen, now = look(), time.perf_counter()
            if seen != last:
                last, changed = seen, now
            elif last != before and now - changed > _QUIET:
                return Taken(changed - began, _memory(process.pid))
            if now - began > _PATIENCE:
                raise TimeoutError(f"{command[0]} painted nothing, or never stopped painting")
            time.sleep(0.01)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while look() != before and time.perf_counter() - began < 2 * _PATIENCE:
            time.sleep(0.05)


def _memory(group: int) -> float:
    """The most memory that the processes of a group have held, megabytes together."""
    kilobytes = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(process.name)) == group:
                result = (process / "status").read_text(encoding="utf-8").splitlines()
                kilobytes += next((int(line.split()[1]) for line in result if line.startswith("VmHWM")), 0)
    return kilobytes / 1024


def how_often() -> str:
    """What the seconds of a line are."""
    asked = os.environ.get("BENCH_RUNS")
    if asked == "0":
        return "of one run each"
    return f"medians of {f'up to {asked}' if asked else f'{FEWEST} and more'} runs in turn, one discarded"


def side_by_side(*runs: Callable[[], Taken], times: int = RUNS) -> list[Taken]:
    """Medians of several runs each, taken in turn after one that does not count; of fewer where they take long.

    `BENCH_RUNS` asks for no more than so many; with 0 the first one counts.
    """
    taken: list[list[Taken]] = [[] for _run in runs]
    times = min(times, int(os.environ.get("BENCH_RUNS") or times))
    began = time.perf_counter()
    for turn in range(times + 1):
        if turn > FEWEST and time.perf_counter() - began > _LONG:
            break
        for place, run in enumerate(runs):
            answer = run()
            if turn or not times:
                taken[place].append(answer)
    return [Taken(median(one.seconds for one in each), median(one.megabytes for one in each)) for each in taken]
