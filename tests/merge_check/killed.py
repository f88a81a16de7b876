"""A merge killed at every fourth call that changes the disk: the file is as it was, or as it is when merged."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

from cluster_desk.desk import Desk
from tests.merge_check.pairs import Bases
from tests.torture import system_calls
from tests.torture.rows import HISTORY, rows_of
from tests.torture.system_calls import Armed, Fault, Kind

_EVERY = 4


def killed(folder: Path, chance: random.Random, counts: Counter[str], every: int = _EVERY) -> list[str]:
    """What is wrong with what a kill leaves, a line each."""
    if not system_calls.available():
        return []
    place = folder / "под ударом"
    place.mkdir()
    pair = Bases(place, chance, 1).pair(0, counts)
    file = pair.one.parent
    kept = Path(shutil.copytree(file, folder / "до объединения"))
    before = rows_of(pair.one, HISTORY)
    states: dict[int, list[str]] = {}

    def merge(armed: Armed) -> None:
        with closing(Desk.open(pair.one)) as one, closing(Desk.open(pair.other, read_only=True)) as other:
            told = one.compare_with(other)
            with armed():
                one.merge("Merged", told, {})

    at, over = 1, False
    while not over:
        shutil.rmtree(file)
        shutil.copytree(kept, file)
        ran = system_calls.run(merge, file, Fault(at, Kind.KILLED))
        assert ran.error is None, ran.error
        over = not ran.killed
        counts["merges killed"] += ran.killed
        Desk.open(pair.one).close()
        states[at] = rows_of(pair.one, HISTORY)
        at += every
    merged = states.popitem()[1]
    wrong = [f"killed at call {at}: neither" for at, rows in states.items() if rows not in (before, merged)]
    return wrong + ([] if merged != before else ["this pair has nothing to merge"])
