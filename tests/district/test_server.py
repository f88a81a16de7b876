"""What only a server has: many loaders and readers at once, a role that may only read, backups by its own tools.

`make test-server` runs these; each part of the store's other tests runs on the server too.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from cluster_desk.core.errors import UserError
from cluster_desk.district.package.delivering import Delivered
from cluster_desk.district.reports.catalog import build, report
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import Outcome, load
from tests.district import server
from tests.district.conftest import ENGINES, MADE, TODAY, YEAR, packed
from tests.district.test_loading import everything
from tests.district.test_reports import rows_of

pytestmark = pytest.mark.skipif("postgresql" not in ENGINES, reason="make test-server")
LOADERS, READERS, COPIES = 10, 5, 6


@pytest.fixture
def database(socket_folder: Path, request: pytest.FixtureRequest) -> str:
    return server.new_database(socket_folder, request.node.name)


def _many(of_year: list[Delivered], folder: Path) -> list[Path]:
    """Packages of 18 clusters, each twice: the later one is the same with another name of the cluster."""
    paths = []
    for number in range(COPIES * 3):
        one = of_year[number % 3]
        head = replace(one.cluster, key=f"{number:08}-aaaa", name=f"Кластер {number}")
        paths.append(packed(replace(one, cluster=head), folder, name=f"{number} a"))
        later = replace(one, cluster=replace(head, name=f"Кластер {number} новый"))
        paths.append(packed(later, folder, MADE + dt.timedelta(days=1), name=f"{number} b"))
    return paths


def test_ten_loaders_and_five_readers_at_once(database: str, of_year: list[Delivered], tmp_path: Path) -> None:
    paths = _many(of_year, tmp_path)
    waiting = [*paths, *paths]  # whatever is loaded twice is loaded once
    lock, reading = threading.Lock(), threading.Event()

    def loader(_number: int) -> list[Outcome]:
        store = Store(database)
        outcomes: list[Outcome] = []
        while True:
            with lock:
                path = waiting.pop() if waiting else None
            if path is None:
                store.close()
                return outcomes
            outcomes.append(load(store, path).outcome)

    def reader(_number: int) -> int:
        store, asked = Store(database), 0
        while not reading.is_set():
            try:
                rows = rows_of(build(store, report("people"), *YEAR, TODAY))
            except UserError:
                continue  # nothing is loaded yet
            assert rows[-1][3] == sum(row[3] or 0 for row in rows[:-1])
            asked += 1
        store.close()
        return asked

    Store(database).close()
    with ThreadPoolExecutor(LOADERS + READERS) as pool:
        readers = [pool.submit(reader, n) for n in range(READERS)]
        outcomes = [one for done in pool.map(loader, range(LOADERS)) for one in done]
        reading.set()
        assert all(one.result() for one in readers)
    assert len(outcomes) == len(paths) * 2
    assert Outcome.REFUSED not in outcomes
    store = Store(database)
    rows = rows_of(build(store, report("people"), *YEAR, TODAY))
    assert len(rows) == COPIES * 3 + 1
    assert rows[-1][3] == COPIES * sum(one.totals["events_held"] or 0 for one in of_year)
    assert rows[-1][9] == COPIES * sum(one.totals["people"] or 0 for one in of_year)
    store.close()


def test_the_first_ten_to_come_make_the_tables_once(database: str) -> None:
    with ThreadPoolExecutor(LOADERS) as pool:
        stores = list(pool.map(lambda _number: Store(database), range(LOADERS)))
    assert len(everything(stores[0])["store_version"]) == 1
    for one in stores:
        one.close()


def test_the_reading_role_changes_nothing(
    database: str, socket_folder: Path, year_packages: list[Path], request: pytest.FixtureRequest
) -> None:
    store = Store(database)
    load(store, year_packages[0])
    before = everything(store)
    with store.writing() as connection:
        connection.execute(text("DROP ROLE IF EXISTS reader"))
        connection.execute(text("CREATE ROLE reader LOGIN IN ROLE cluster_desk_reader"))
    own = server.address(socket_folder, request.node.name, "reader")
    reader = Store(own, read_only=True)
    assert len(rows_of(build(reader, report("clusters"), *YEAR, TODAY))) == 2
    with reader.reading() as connection:
        assert connection.scalar(text('SELECT count(*) FROM "мероприятия_кластеров"'))
        assert connection.scalar(text("SELECT count(*) FROM public_events"))
    with pytest.raises(UserError, match="можно только читать"):
        load(Store(own), year_packages[1])
    for statement in (
        "DELETE FROM events", "UPDATE clusters SET name = ''", "DROP TABLE money", "CREATE TABLE x (y int)",
        "INSERT INTO store_version VALUES (9)", "TRUNCATE participations", 'DROP VIEW "public_events"',
        "COPY events TO PROGRAM 'cat'",
    ):  # fmt: skip
        done = server.run(
            "psql", "-h", str(socket_folder), "-U", "reader", "-c", statement, request.node.name, check=False
        )
        assert done.returncode, statement
    assert everything(store) == before
    reader.close()
    store.close()


def test_a_backup_by_the_servers_tools_is_restored_whole(
    database: str, socket_folder: Path, year_packages: list[Path], request: pytest.FixtureRequest
) -> None:
    store = Store(database)
    for path in year_packages:
        load(store, path)
    before = everything(store)
    store.close()
    backup = f"{socket_folder}/district.dump"
    server.run("pg_dump", "-h", str(socket_folder), "-Fc", "-f", backup, request.node.name)
    restored = server.new_database(socket_folder, f"{request.node.name}_again")
    server.run("pg_restore", "-h", str(socket_folder), "-d", f"{request.node.name}_again", "--exit-on-error", backup)
    again = Store(restored)
    assert everything(again) == before
    assert load(again, year_packages[0]).outcome is Outcome.SAME
    again.close()


def test_what_a_server_refuses_is_a_sentence(socket_folder: Path) -> None:
    secret = f"postgresql://x:secret@/nowhere?host={socket_folder}"
    for where in (server.address(socket_folder, "nowhere"), "postgresql://x@/y?host=/nowhere", secret):
        with pytest.raises(UserError, match="не отвечает") as told:
            Store(where)
        assert "secret" not in str(told.value)
    with pytest.raises(UserError, match="не понят"):
        Store("postgresql://host:port/x")


def test_the_command_line_speaks_with_a_server(database: str, year_packages: list[Path], tmp_path: Path) -> None:
    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cluster_desk", "district", *words], check=False, capture_output=True, text=True
        )

    done = command("load", database, *map(str, year_packages))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("загружен") == 3
    paper = tmp_path / "свод.xlsx"
    done = command("report", database, "summary", "--out", str(paper), "--period", "2026", "--as-of", "2026-10-15")
    assert done.returncode == 0, done.stderr
    assert paper.stat().st_size > 5000
