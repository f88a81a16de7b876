"""A week of work in the sample: changes of every kind to records of every kind, undone to the start, redone to the end.

The file is closed and opened again in between, as it is overnight. The rows must be the same.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.catalog import all_records
from cluster_desk.data.history import journal
from cluster_desk.desk import Desk
from tests.torture import office_changes as office
from tests.torture import office_plans as plans
from tests.torture.office_changes import Office
from tests.torture.rows import HISTORY, rows_of

_HISTORY = (*HISTORY, "contents")
_GIVEN_UP = 200  # tries of one change, each refused by the rules, before the week is said to be without it

CHANGES: dict[str, tuple[Callable[[Office], None], int]] = {
    **{f"added: {kind.__name__}": (office.add(kind), 1) for kind in office.ALONE},
    "settings of the cluster": (office.settings_of_the_cluster, 1),
    "words changed": (office.changed_words, 20),
    "deleted": (office.deleted, 8),
    "part deleted": (office.part_deleted, 5),
    "brought back from the bin": (office.brought_back, 6),
    "earlier state brought back": (office.earlier_state, 6),
    "document taken in": (office.imported_document, 4),
    "plan carried over": (plans.rolled_over, 2),
    "plan rows moved": (plans.plan_rows_moved, 5),
    "plan rows pasted": (plans.plan_rows_pasted, 2),
    "plan section moved": (plans.plan_section_moved, 2),
    "plan renumbered": (plans.plan_renumbered, 2),
    "states of plan rows": (plans.plan_states_set, 4),
    "plan item dragged": (plans.dragged("item"), 3),
    "plan step dragged": (plans.dragged("step"), 1),
    "meeting dragged": (plans.dragged("meeting"), 2),
    "event dragged": (plans.dragged("event"), 3),
    "event planned from an item": (plans.event_planned, 2),
    "event typed in one line": (office.quick_entry, 3),
    "rows pasted into a list": (office.rows_pasted, 1),
    "photo removed": (office.photo_removed, 1),
    "meeting repeated": (office.meetings_repeated, 1),
    "minutes confirmed": (office.minutes_confirmed, 1),
    "minutes unlocked": (office.minutes_unlocked, 1),
    "finding judged fine": (office.finding_judged, 1),
    "changed after an undo": (office.changed_after_an_undo, 3),
}
"""Every kind of change and how often it comes."""


def work_a_week(path: Path, documents: list[Path], changes: int, seed: int = 1) -> Counter[str]:
    """Change the sample `path` so many times, every kind at least once, undo all and redo all; what was done."""
    result = Counter[str]()
    result[f"seed {seed}"] = 1
    start = rows_of(path, without=_HISTORY)
    at_work = Office(Desk.open(path), random.Random(seed), documents)
    for name in CHANGES:
        tries = 0
        while not _changed(at_work, name, result):
            tries += 1
            assert tries < _GIVEN_UP, f"{name}: refused by the rules {tries} times"
    change_on(at_work, list(CHANGES), changes, result)
    _print_kinds(at_work.desk, result)
    end = _closed_and_opened(at_work)
    steps = at_work.desk.read.value(f"SELECT count(*) FROM steps WHERE state = {journal.DONE}")
    _step(at_work, Desk.undo, steps, result, "undone")
    assert _now(at_work.desk) == start, "not the rows of the start"
    _step(at_work, Desk.redo, steps, result, "redone")
    assert _now(at_work.desk) == end, "not the rows of the end"
    assert at_work.desk.verify() == []
    at_work.desk.close()
    return result


def change_on(at_work: Office, names: Sequence[str], changes: int, counts: Counter[str]) -> None:
    """Make changes of these kinds, each as often as it comes in a week, until there are so many."""
    weights = [CHANGES[name][1] for name in names]
    while counts["changes"] < changes:
        _changed(at_work, at_work.chance.choices(names, weights)[0], counts)


def _changed(at_work: Office, name: str, counts: Counter[str]) -> bool:
    """Try a change of this kind; whether it was made."""
    before = _last_step(at_work.desk)
    try:
        CHANGES[name][0](at_work)
    except (Problems, UserError):
        return False
    if _last_step(at_work.desk) == before:
        return False
    counts["changes"] += 1
    counts[f"changes: {name}"] += 1
    return True


def _last_step(desk: Desk) -> object:
    return desk.read.value("SELECT max(id) FROM steps")


def _print_kinds(desk: Desk, counts: Counter[str]) -> None:
    """How many rows of each kind of record were written; every kind must be among them."""
    counted = dict(desk.read.rows("SELECT table_name, count(*) FROM row_changes GROUP BY 1"))
    for record in all_records():
        counts[f"rows written: {record.__name__}"] = counted.get(record.TABLE, 0)
    assert not (untouched := [record.__name__ for record in all_records() if not counted.get(record.TABLE)]), untouched


def _step(at_work: Office, step: Callable[[Desk], object], steps: int, counts: Counter[str], word: str) -> None:
    """Step through all that can be; the file is closed and opened in the middle."""
    while step(at_work.desk):
        counts[word] += 1
        if counts[word] == steps // 2:
            _closed_and_opened(at_work)
    assert counts[word] == steps, f"{counts[word]} of {steps} {word}"
    _closed_and_opened(at_work)


def _closed_and_opened(at_work: Office) -> list[str]:
    """Close the file and open it again; the rows it has meanwhile."""
    at_work.desk.close()
    rows = rows_of(at_work.desk.path, without=_HISTORY)
    at_work.desk = Desk.open(at_work.desk.path)
    return rows


def _now(desk: Desk) -> list[str]:
    return rows_of(desk.path, without=_HISTORY)
