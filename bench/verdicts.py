"""Goals beside what was measured: each line says whether its goal is reached, the end how many are.

Parts of `make bench` are processes of their own: they write their verdicts into the file that `BENCH_VERDICTS` names.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_FILE = "BENCH_VERDICTS"


def begin(folder: Path) -> None:
    """Count from now on."""
    os.environ[_FILE] = str(folder / "verdicts.txt")


def verdict(goal: str, ratio: float, seconds: float) -> str:
    """The goal and whether it is reached: «0.5» by the ratio, «0.5 s» by the seconds; "" where there is none."""
    number = re.match(r"[\d.]+", goal)
    if number is None:
        return goal
    reached = (seconds if goal.endswith("s") else ratio) <= float(number[0])
    word = "reached" if reached else "missed"
    _write(word)
    return f"≤ {goal:<8}{word}"


def failed() -> None:
    """Count a line that could not be measured."""
    _write("failed")


def counted() -> str:
    """How many goals of how many are reached, and how many lines failed."""
    path = Path(os.environ[_FILE])
    words = path.read_text(encoding="utf-8").split() if path.exists() else []
    failures = words.count("failed")
    told = f"{words.count('reached')} of {len(words) - failures} goals reached"
    return f"{told}, {failures} lines failed" if failures else told


def _write(word: str) -> None:
    if _FILE in os.environ:
        with Path(os.environ[_FILE]).open("a", encoding="utf-8") as file:
            file.write(f"{word}\n")
