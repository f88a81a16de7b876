"""Fifty made-up clusters on both engines, and loaders killed at a hundred random moments.

    python -m tests.district [--clusters 50] [--kills 100] [--seed N]     (make district-check; minutes)

PostgreSQL is tried where its programs are installed; SQLite always. Exit code 1 tells that something was not right.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from pathlib import Path

from cluster_desk.core.language import set_language
from cluster_desk.district.reports.catalog import REPORTS, build
from cluster_desk.district.reports.parts import Asked
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import Outcome, load, load_all
from tests.district import server
from tests.district.bare_sums import wrong_sums
from tests.district.clusters import make_cluster
from tests.district.conftest import MADE, QUARTER, TODAY, YEAR, delivered_of, packed
from tests.district.test_loading import all_rows
from tests.district.test_reports import rows_of

_BARE = {
    "events": "SELECT count(*) FROM events WHERE state = 'held' AND first_day BETWEEN ? AND ?",
    "people": "SELECT total(people_count) FROM events WHERE state = 'held' AND first_day BETWEEN ? AND ?",
}


def main() -> int:
    """Try it; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=int, default=50)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    asked = parser.parse_args()
    set_language("ru")
    print(f"seed {asked.seed}")
    with tempfile.TemporaryDirectory(prefix="district-") as folder, _server() as socket:
        os.environ["CLUSTER_DESK_HOME"] = folder
        wheres = [str(Path(folder) / "district.cdstore")]
        wheres += [server.new_database(socket, "district")] if socket else []
        wrong = [*_fifty(Path(folder), wheres, asked.clusters)]
        wheres = [str(Path(folder) / "killed.cdstore")]
        wheres += [server.new_database(socket, "killed")] if socket else []
        wrong += _kills(Path(folder), wheres, asked.kills, random.Random(asked.seed))
    print("\n".join(wrong) or "everything is right")
    return 1 if wrong else 0


def _server() -> AbstractContextManager[Path | None]:
    return server.own_server() if server.binaries() else nullcontext(None)


def _fifty(folder: Path, wheres: list[str], count: int) -> Iterator[str]:
    """Every report is equal on both engines and to the bare files; the same again and an older one change nothing."""
    files = [make_cluster(folder / f"{n}.cdesk", n) for n in range(1, count + 1)]
    delivered = [delivered_of(file, YEAR) for file in files]
    paths = [packed(one, folder) for one in delivered]
    stores = [Store(where) for where in wheres]
    for store in stores:
        began = time.perf_counter()
        outcomes = [one.outcome for one in load_all(store, paths)]
        print(f"{count} packages into {store.name}: {time.perf_counter() - began:.1f} s")
        if outcomes != [Outcome.LOADED] * count:
            yield f"not all loaded: {store.name}"
    rows = [all_rows(store) for store in stores]
    for period in (YEAR, QUARTER, (dt.date(2024, 1, 1), dt.date(2026, 12, 31))):
        for one in REPORTS:
            made = [build(store, one, *period, TODAY, Asked(1 if one.needs_cluster else None)) for store in stores]
            told = [repr(document) for document in made]
            if any(each != told[0] for each in told):
                yield f"not the same on both engines: {one.id} {period[0]} {period[1]}"
        yield from _against_bare_files(stores[0], files, period)
    for store, before in zip(stores, rows, strict=True):
        again = [one.outcome for one in load_all(store, paths)]
        old = packed(replace(delivered[0], undated=7), folder, MADE - dt.timedelta(days=9), "old")
        changed = replace(delivered[0], rows={**delivered[0].rows, "meetings": []})
        older = packed(changed, folder, MADE - dt.timedelta(days=9), "older")
        outcomes = [load(store, old).outcome, load(store, older).outcome]
        if again != [Outcome.SAME] * count or outcomes != [Outcome.SAME, Outcome.OLDER]:
            yield f"the same again, or an older one: {again} {outcomes}"
        if all_rows(store) != before:
            yield f"the same again changed something: {store.name}"
        yield from wrong_sums(store)
        store.close()


def _against_bare_files(store: Store, files: list[Path], period: tuple[dt.date, dt.date]) -> Iterator[str]:
    report = next(one for one in REPORTS if one.id == "people")
    told = {row[1]: row for row in rows_of(build(store, report, *period, TODAY))}
    last = min(period[1], TODAY)
    for file in files:
        with closing(sqlite3.connect(file)) as bare:
            name = bare.execute("SELECT name FROM cluster").fetchone()[0]
            values = [bare.execute(sql, (str(period[0]), str(last))).fetchone()[0] for sql in _BARE.values()]
        if [told[name][3], told[name][9] or 0] != values:
            yield f"{name}: {told[name]} is not {values} of the bare file"


def _kills(folder: Path, wheres: list[str], count: int, luck: random.Random) -> list[str]:
    """Kill loaders at random moments: each package is whole in the store, or absent."""
    file = make_cluster(folder / "large.cdesk", 77, events=400)
    first = delivered_of(file, YEAR)
    paths = [packed(first, folder, MADE + dt.timedelta(hours=n), f"kill {n}") for n in range(2)]
    wrong, outcomes = [], {"whole": 0, "absent": 0}
    for where in wheres:
        store = Store(where)
        took = _seconds_of_loading(store, paths[0])
        for number in range(count // len(wheres)):
            one = replace(first, rows={**first.rows, "meetings": first.rows["meetings"][: number % 4]})
            path = packed(one, folder, MADE + dt.timedelta(days=1 + number), "killed")
            before = all_rows(store)
            _load_and_be_killed(where, path, luck.uniform(0, took * 2.5))
            after = all_rows(store)
            again = load(store, path).outcome
            whole = all_rows(store)
            if after not in (before, whole):
                wrong.append(f"half a package: {where}, kill {number}")
            wrong += wrong_sums(store)
            outcomes["whole" if again is Outcome.SAME else "absent"] += 1
        store.close()
    print(f"killed {sum(outcomes.values())} times: {outcomes}")
    return wrong


def _seconds_of_loading(store: Store, path: Path) -> float:
    began = time.perf_counter()
    load(store, path)
    return time.perf_counter() - began


def _load_and_be_killed(where: str, path: Path, after: float) -> None:
    child = os.fork()
    if not child:
        try:
            load(Store(where), path)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    sys.exit(main())
