"""The same jobs in an older checkout's code, in turn with this one's: nothing is to take 1.05 times as long.

    BENCH_OLD=FOLDER python -m bench      (a part of it; FOLDER is a checkout of 2ce847c or later, its words compiled)

Each program has data files of its own, made by itself: an older one does not open what a newer one wrote.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import lines
from bench.processes import BY_PROCESSOR, Taken, timed_by_itself, to_the_end, to_the_picture

_GOAL = "1.05"
_RUNS = 9
_HERE = Path(__file__).resolve().parents[1]
_PLAN = "200"
_WORDS = "конкурс чтецов"


@dataclass(frozen=True)
class Checkout:
    """A program's code and the folder of its own data files, settings and copies."""

    code: Path
    files: Path

    def python(self, *words: str) -> list[str]:
        """How Python is called so that this checkout's code is what runs, from its start."""
        home = f"CLUSTER_DESK_HOME={self.files / 'home'}"
        return ["env", "-C", str(self.code), f"PYTHONPATH={self.code}", home, sys.executable, *words]

    def path(self, name: str) -> str:
        """A file of its own."""
        return str(self.files / name)

    def make_files(self) -> None:
        """The sample, and a plan as a data file and as a Word document."""
        self.files.mkdir(parents=True)
        plan = ("-m", "bench.plan_rows", self.path("plan.cdesk"), _PLAN, self.path("plan.docx"))
        for words in (("-m", "cluster_desk", "new", self.path("sample.cdesk"), "--sample"), plan):
            subprocess.run(self.python(*words), check=True, stdout=subprocess.DEVNULL)


Words = Callable[[Checkout], Sequence[str]]
_COMMANDS: dict[str, Words] = {
    "the sample made": lambda at: ("new", at.path("again.cdesk"), "--sample"),
    "agenda to PDF": lambda at: ("print", at.path("sample.cdesk"), "agenda", "--meeting", "2026-12-17", *_out(at)),
    "plan to PDF": lambda at: ("print", at.path("plan.cdesk"), "plan-table", *_out(at)),
    "plan to Excel": lambda at: ("print", at.path("plan.cdesk"), "plan-table", "--out", at.path("out.xlsx")),
    "a Word plan read": lambda at: ("read", at.path("plan.docx")),
    "search": lambda at: ("search", at.path("sample.cdesk"), _WORDS),
    "the log listed": lambda at: ("log", at.path("sample.cdesk"), "list"),
    "the file verified": lambda at: ("verify", at.path("sample.cdesk")),
}
"""Whole processes, by the command line."""
_JOBS: dict[str, Words] = {
    "Word plan read, work only": lambda at: ("read-ours", at.path("plan.docx")),
    "plan to PDF, work only": lambda at: ("print-ours", at.path("plan.cdesk"), at.path("out.pdf")),
    "plan to Word, work only": lambda at: ("print-ours", at.path("plan.cdesk"), at.path("out.docx")),
}
"""Jobs of `plan_jobs`, which each checkout has its own of."""


def measure(folder: Path, older: Path) -> None:
    """Print every line but those of windows."""
    new, old = _checkouts(folder, older)
    for each in (new, old):
        each.make_files()
    for name, words in _COMMANDS.items():
        _compare(name, _command(new, words), _command(old, words))
    for name, words in () if BY_PROCESSOR else _JOBS.items():  # an older checkout's jobs know only the clock
        _compare(name, _job(new, words), _job(old, words))
    _compare("understood and stored, whole process", _stored(new), _stored(old))
    _compare("the papers of 2ce847c", _papers(new), _papers(old))


def starts(folder: Path, older: Path, look: Callable[[], bytes]) -> None:
    """Print the lines of windows, on a screen to `look` at; after `measure`, which makes the files."""
    new, old = _checkouts(folder, older)
    for name, files in (("start to the start screen", ()), ("start to the sample", ("sample.cdesk",))):
        _compare(name, _window(new, look, files), _window(old, look, files))


def _checkouts(folder: Path, older: Path) -> tuple[Checkout, Checkout]:
    return Checkout(_HERE, folder / "new"), Checkout(older, folder / "old")


def older_checkout() -> Path | None:
    """The checkout that `BENCH_OLD` names."""
    told = os.environ.get("BENCH_OLD")
    return Path(told).resolve() if told else None


def _out(at: Checkout) -> tuple[str, str]:
    return "--out", at.path("out.pdf")


def _compare(name: str, new: lines.Run, old: lines.Run) -> None:
    lines.compare(f"{name} | the older one", _GOAL, new, old, runs=_RUNS)


def _command(at: Checkout, words: Words) -> lines.Run:
    def run() -> Taken:
        Path(at.path("again.cdesk")).unlink(missing_ok=True)
        return to_the_end(at.python("-m", "cluster_desk", *words(at)))

    return run


def _job(at: Checkout, words: Words) -> lines.Run:
    return lambda: timed_by_itself(at.python("-m", "bench.plan_jobs", *words(at)))


def _stored(at: Checkout) -> lines.Run:
    """To its end: the older code compiles its patterns while it is imported, ours when they are asked first."""
    return lambda: to_the_end(at.python("-m", "bench.plan_jobs", "store-ours", at.path("plan.docx")))


def _papers(at: Checkout) -> lines.Run:
    """Our job in either code: it asks nothing that one of them lacks."""
    out = at.files / "papers"
    out.mkdir()
    job = str(Path(__file__).with_name("paper_jobs.py"))
    return lambda: to_the_end(at.python(job, "print", at.path("sample.cdesk"), str(out)))


def _window(at: Checkout, look: Callable[[], bytes], files: Sequence[str]) -> lines.Run:
    return lambda: to_the_picture(at.python("-m", "cluster_desk", *(at.path(name) for name in files)), look)
