"""The engines that the store is tried on, and made-up clusters delivered once a file of tests.

SQLite always; PostgreSQL where `make test-server` asks for it (`CLUSTER_DESK_SERVER=1`).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from cluster_desk.desk import Desk
from cluster_desk.district.package.delivering import Delivered, deliver
from cluster_desk.district.package.writing import SUFFIX, package_bytes
from cluster_desk.district.store.engine import Store
from tests.district import server
from tests.district.clusters import make_cluster

ENGINES = ("sqlite", "postgresql") if os.environ.get("CLUSTER_DESK_SERVER") else ("sqlite",)
TODAY = dt.date(2026, 10, 15)
MADE = dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC)
QUARTER = (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[Path | None]:
    """The running server's folder, where one is asked for."""
    if "postgresql" not in ENGINES:
        yield None
        return
    with server.own_server() as folder:
        yield folder


_numbers = count()


@pytest.fixture(params=ENGINES)
def new_store(
    request: pytest.FixtureRequest, tmp_path: Path, socket_folder: Path | None
) -> Iterator[Callable[[], Store]]:
    """Makes empty stores on the engine in turn."""
    opened: list[Store] = []

    def make() -> Store:
        if request.param == "sqlite":
            where = str(tmp_path / f"store{next(_numbers)}.cdstore")
        else:
            assert socket_folder
            where = server.new_database(socket_folder, f"store{next(_numbers)}")
        opened.append(Store(where))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """An empty store."""
    return new_store()


@pytest.fixture(scope="session")
def cluster_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three offices' data files."""
    folder = tmp_path_factory.mktemp("offices")
    return [make_cluster(folder / f"{n}.cdesk", n) for n in (1, 2, 3)]


def delivered_of(file: Path, period: tuple[dt.date, dt.date], today: dt.date = TODAY) -> Delivered:
    """What the office of a data file delivers of a period."""
    with closing(Desk.open(file, read_only=True)) as desk:
        desk.read.today = lambda: today
        return deliver(desk.read, *period)


def packed(delivered: Delivered, folder: Path, made: dt.datetime = MADE, name: str = "") -> Path:
    """The delivery as a package in a folder."""
    path = folder / f"{name or delivered.cluster.name} {delivered.first}{SUFFIX}"
    path.write_bytes(package_bytes(delivered, made))
    return path


@pytest.fixture(scope="session")
def of_year(cluster_files: list[Path]) -> list[Delivered]:
    """What each office delivers of the year, as far as it has come."""
    return [delivered_of(file, YEAR) for file in cluster_files]


@pytest.fixture(scope="session")
def year_packages(of_year: list[Delivered], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The packages of the year."""
    folder = tmp_path_factory.mktemp("packages")
    return [packed(one, folder) for one in of_year]
