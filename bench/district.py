"""A district's store at 50 clusters x 5 years and at 20 times that: loading, reports, memory, on both engines.

    python -m bench.district [--clusters 50] [--years 5] [--times 20] [--only sqlite|postgresql] [--filled STORE]
        [--by-package]

Loading stands beside psycopg's own COPY of the same rows of participation into a bare table; goals stand behind. A
cluster's year is 100 events with 10 participations each. Beside the clock stands what of it this process and, for a
report, the server's processes had of a processor: others at work here change that less. PostgreSQL is a private one,
where its programs are installed. At 20 times the server is filled by COPY from the store of SQLite, whose packages
were loaded one by one (`--filled` tells such a store that was kept, `--keep`), with `--by-package` as SQLite was.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Table, make_url

from cluster_desk.core.language import set_language
from cluster_desk.district import facts
from cluster_desk.district.package.delivering import ClusterHead, Delivered
from cluster_desk.district.package.writing import package_bytes
from cluster_desk.district.reports.catalog import REPORTS, build
from cluster_desk.district.reports.parts import Asked
from cluster_desk.district.store.bulk import insert_rows
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import load
from cluster_desk.district.store.tables import metadata
from tests.district import server

_LAST_YEAR, _SCHOOLS, _EVENTS, _EACH = 2026, 14, 100, 10
_RUNS = 5
_TOLD_EACH = 500
"""After so many packages it is told how far it is, how fast, in what memory."""
_GOALS = {"sqlite": 0.5, "postgresql": 0.3}
_SETTINGS = "-c max_connections=40 -c shared_buffers=1GB -c work_mem=64MB -c listen_addresses=''"


def main() -> None:
    """Measure each engine at both scales."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=int, default=50)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", choices=tuple(_GOALS), default="")
    parser.add_argument("--keep", type=Path, help="the folder to leave the stores of SQLite in")
    parser.add_argument("--filled", type=Path)
    parser.add_argument("--by-package", action="store_true")
    asked = parser.parse_args()
    set_language("ru")
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch, _server(asked.only) as socket:
        folder = asked.keep or Path(scratch)
        for times in dict.fromkeys((1, asked.times)):
            count = asked.clusters * times
            print(f"\n{count} clusters x {asked.years} years, {count * asked.years * _EVENTS * _EACH:,} participations")
            filled = folder / f"district{times}.cdstore"
            if asked.only != "postgresql":
                _measure("sqlite", str(filled), count, asked.years)
            filled = filled if filled.exists() else asked.filled or filled
            if socket and times > 1 and filled.exists() and not asked.by_package:
                _measure_filled(server.new_database(socket, f"district{times}"), filled, asked.years)
            elif socket:
                _measure("postgresql", server.new_database(socket, f"district{times}"), count, asked.years)


def _server(only: str) -> AbstractContextManager[Path | None]:
    if only == "sqlite" or not server.binaries():
        return nullcontext(None)
    return server.own_server(_SETTINGS)


def _measure(engine: str, where: str, clusters: int, years: int) -> None:
    with tempfile.TemporaryDirectory(prefix="packages-") as scratch, closing(Store(where)) as store:
        took, used, rows, packed = 0.0, 0.0, 0, 0
        before = _megabytes()
        first = last = 0.0
        for number, delivered in enumerate(_deliveries(clusters, years)):
            path = Path(scratch) / "report.cdreport"
            path.write_bytes(package_bytes(delivered, dt.datetime(2026, 12, 31, tzinfo=dt.UTC)))
            seconds, processor = _spent(lambda path=path: load(store, path))  # type: ignore[misc]
            took, used = took + seconds, used + processor
            first = first + seconds if number < 50 else first
            rows += sum(map(len, delivered.rows.values()))
            packed += path.stat().st_size
            last = last * 0.98 + seconds * 0.02 if number else seconds
            if (number + 1) % _TOLD_EACH == 0:
                print(
                    f"{'':<11}{number + 1:>7} packages, {rows:>9,} rows, {1000 * used / (number + 1):5.1f} ms of the "
                    f"processor each, {rows / used:7,.0f} rows a second of it, {_megabytes():5.0f} MB",
                    flush=True,
                )
        count = clusters * years
        print(f"{engine:<11}{'loaded':<34}{count:>7} packages, {took:7.1f} s, {rows / took:9,.0f} rows a second")
        print(f"{'':<11}{'a package, of the processor':<34}{1000 * used / count:7.1f} ms")
        print(
            f"{'':<11}{'a package at first, at last':<34}{1000 * first / min(50, count):7.1f} ms, {1000 * last:7.1f} ms"
        )
        print(f"{'':<11}{'memory more while loading':<34}{_megabytes() - before:7.1f} MB        ≤ 40 MB")
        print(f"{'':<11}{'size':<34}{_size(store) / 2**20:7.0f} MB, packages {packed / 2**20:.0f} MB")
        _beside_copy(engine, store, min(clusters, 50), years)
        _reports(engine, store, years)


_BARE = "CREATE TABLE bare (event int, place int, organization int, outside text, kind text, unit text, count int)"


def _inserted(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows as they come; gives how many."""
    count = 0

    def counted() -> Iterator[Sequence[Any]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    insert_rows(connection, table, [column.name for column in table.c], counted())
    return count


def _measure_filled(where: str, filled: Path, years: int) -> None:
    """Reports on the server over the very rows of a store of SQLite."""
    with closing(Store(where)) as store, closing(Store(filled, read_only=True)) as source:
        rows = 0
        began = time.perf_counter()
        for table in metadata.sorted_tables:
            with source.reading() as of, store.writing() as into:
                into.execute(table.delete())
                rows += _inserted(into, table, of.execution_options(yield_per=10_000).execute(table.select()))
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
        print(f"postgresql filled by COPY from SQLite: {rows:,} rows, {time.perf_counter() - began:.0f} s")
        print(f"{'':<11}{'size':<34}{_size(store) / 2**20:7.0f} MB")
        _reports("postgresql", store, years)


def _beside_copy(engine: str, store: Store, clusters: int, years: int) -> None:
    """Psycopg's COPY of the same rows of participation, one transaction a package, into a table without a key."""
    if engine != "postgresql":
        return
    import psycopg

    packages = [one.rows["participations"] for one in _deliveries(clusters, years)]
    with psycopg.connect(store.where) as connection:
        connection.execute(_BARE)
        connection.commit()

        def copied() -> None:
            for rows in packages:
                with connection.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                connection.commit()

        took = _seconds(copied)
    rows = sum(map(len, packages))
    print(f"{'':<11}{'psycopg COPY, participations alone':<34}{took:7.1f} s for {len(packages)} packages, "
          f"{rows / took:9,.0f} rows a second")  # fmt: skip


def _reports(engine: str, store: Store, years: int) -> None:
    periods = {
        "a year": (dt.date(_LAST_YEAR, 1, 1), dt.date(_LAST_YEAR, 12, 31)),
        f"{years} years": (dt.date(_LAST_YEAR - years + 1, 1, 1), dt.date(_LAST_YEAR, 12, 31)),
    }
    for one in REPORTS:
        words = ""
        for days in periods.values():
            work = partial(build, store, one, days[0], days[1], days[1], Asked(1 if one.needs_cluster else None))
            before = _server_seconds(store)
            runs = [_spent(work) for _run in range(_RUNS)]
            clock, processor = (median(run[at] for run in runs) for at in range(2))
            processor += (_server_seconds(store) - before) / _RUNS
            words += f"{clock * 1000:10.0f} ms ({processor * 1000:.0f})"
        print(f"{'':<11}{one.id:<20}{words}    ≤ {_GOALS[engine] * 1000:.0f}", flush=True)


def _server_seconds(store: Store) -> float:
    """What the server's processes that have ended had of a processor; each report is asked by one of its own."""
    if not store.is_server:
        return 0.0
    time.sleep(0.3)  # the last of them ends a moment after its report
    folder = Path(str(make_url(store.where).query["host"]))
    server = (folder / "data" / "postmaster.pid").read_text().split()[0]
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")  # of its children


def _deliveries(clusters: int, years: int) -> Iterator[Delivered]:
    for cluster in range(1, clusters + 1):
        for year in range(_LAST_YEAR - years + 1, _LAST_YEAR + 1):
            yield _delivered(cluster, year)


def _delivered(cluster: int, year: int) -> Delivered:
    """A made-up cluster's year."""
    luck = random.Random(cluster * 10_000 + year)
    area = f"Район {cluster // 4}"
    head = ClusterHead(f"{cluster:08}-0000", f"Кластер № {cluster}", "Северная область", area, "СОШ № 1")
    rows: dict[str, list[tuple[Any, ...]]] = {fact.name: [] for fact in facts.FACTS}
    for n in range(1, _SCHOOLS + 1):
        names = (f"СОШ № {cluster}-{n}", f"Школа № {cluster}-{n}")
        rows["organizations"].append((n, f"{cluster:08}-{n}", *names, "secondary", "", f"с. {n}", area))
    rows |= _rows_of_a_day(year, luck)
    totals = dict.fromkeys(facts.TOTALS, 0)
    for n in range(1, _EVENTS + 1):
        _add_event(rows, totals, cluster, year, n, luck)
    totals |= {"events_held": _EVENTS, "members": _SCHOOLS, "planned": 750_000, "spent": 450_000, "open_decisions": 10}
    totals["items_done"] = sum(row[6] == "done" for row in rows["plan_items"])
    last = dt.date(year, 12, 31)
    return Delivered(head, dt.date(year, 1, 1), last, last, rows, {**totals})


def _rows_of_a_day(year: int, luck: random.Random) -> dict[str, list[tuple[Any, ...]]]:
    """What is true on the report's day: members, plan, meetings, decisions, indicators, money."""
    items = []
    for n in range(1, 41):
        day = f"{year}-{n % 12 + 1:02}-15"
        items.append((year, n, str(n), f"Мероприятие {n}", day, day, luck.choice(("done", None)), False, False))
    whole, states = (f"{year}-01-01", f"{year}-12-31"), ("fulfilled", "in_work")
    late = (dt.date(year, 12, 31) - dt.date(year, 6, 1)).days
    return {
        "members": [(n, None) for n in range(1, _SCHOOLS + 1)],
        "agreements": [(n, str(n), f"{year - 1}-09-01", None) for n in range(1, _SCHOOLS)],
        "plans": [(year, f"План на {year} год", *whole)],
        "plan_items": items,
        "meetings": [(n + 10 * year, n, f"{year}-{3 * n:02}-10", "held") for n in range(1, 5)],
        "decisions": [
            (n, 1, f"{year}-03-10", f"1.{n}", f"{year}-06-01", states[n % 2], late * (n % 2), None)
            for n in range(1, 21)
        ],
        "indicators": [(n, f"Показатель {n}", "%", "не менее 60 %", 60.0, "typed") for n in range(1, 9)],
        "indicator_values": [(n, 1, None, *whole, str(50 + n), 50.0 + n, False, "reached") for n in range(1, 9)],
        "money": [
            (n, year, f"Статья {n}", "", 100_000, None, 50_000, None, 90_000, None, None, None) for n in range(1, 6)
        ],
    }


def _add_event(
    rows: dict[str, list[tuple[Any, ...]]], totals: dict[str, int], cluster: int, year: int, n: int, luck: random.Random
) -> None:
    kinds = dict.fromkeys(facts.KINDS, 0)
    number = (year - 2000) * 1000 + n
    for place in range(1, _EACH + 1):
        kind, count = luck.choice(facts.KINDS), luck.randint(1, 40)
        kinds[kind] += count
        rows["participations"].append((number, place, luck.randint(1, _SCHOOLS - 1), "", kind, "", count))
    people = sum(kinds.values())
    day = f"{year}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}"
    head = (number, f"{cluster}-{number}", f"Конкурс {n}", "held", day, day, "municipal", "", "in_person")
    rows["events"].append((*head, *(kinds[kind] or None for kind in facts.KINDS), people))
    for kind in facts.KINDS:
        totals[kind] += kinds[kind]
    totals["people"] += people


def _size(store: Store) -> int:
    if not store.is_server:
        return Path(store.where).stat().st_size
    with store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    before = time.process_time()
    return _seconds(work), time.process_time() - before


def _megabytes() -> float:
    """The most that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ.setdefault("CLUSTER_DESK_HOME", tempfile.gettempdir())
    main()
