"""A log of 1,000, 10,000 and 100,000 entries: list, sorting, search, participation, reading, beside their peers.

    python -m bench.events [COUNT …]

Each line is the median of interleaved runs in this process, one discarded. Peers: QStandardItemModel and
QSortFilterProxyModel for the list, the same SQL by bare sqlite3 for what is read.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.events import Event, Level, Participation, TakingPart
from cluster_desk.core.records.members import Organization
from cluster_desk.data.queries import log
from cluster_desk.data.queries.events import list_events
from cluster_desk.data.queries.participation import participation_matrix
from cluster_desk.data.queries.search_hits import search_everywhere
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.log.screen import LogScreen

_RUNS = 3
_AT_ONCE = 5_000
_WHAT = (
    "Конкурс Семинар Мастер-класс Концерт Экскурсия Турнир Консультация Форум Выставка Фестиваль Круглый стол".split()
)
_ABOUT = (
    "чтецов библиотекарей математики экологии краеведения робототехники здоровья музыки физики чтения истории".split()
)


def main() -> None:
    """Measure each count told on the command line, or the three usual ones."""
    application = QApplication(sys.argv[:1])
    theme.start("light")
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            path = Path(folder) / "log.cdesk"
            made = _seconds(lambda path=path, count=count: _fill(path, count))  # type: ignore[misc]
            print(f"\n{count:,} entries (stored in {made:.1f} s, {path.stat().st_size / 2**20:.0f} MB)")
            desk = Desk.open(path)
            _measure(desk, path, application)
            desk.close()


def _fill(path: Path, count: int) -> None:
    random.seed(count)
    desk = Desk.create(path, Cluster(name="Заречный образовательный кластер"))
    schools = [Organization(full_name=f"Школа № {n}", short_name=f"СОШ № {n}") for n in range(1, 15)]
    rows = desk.change("Added", *schools)
    for start in range(0, count, _AT_ONCE):
        desk.change("Added", *(event(n, rows) for n in range(start, min(count, start + _AT_ONCE))))
    desk.close()


def event(number: int, schools: list[int]) -> Event:
    """An invented entry of the log; the same for the same state of `random`."""
    month, day, year = random.randint(1, 12), random.randint(1, 28), 2016 + number % 11
    people = [
        Participation(organization_id=row, kind=random.choice(list(TakingPart)), count_words=str(random.randint(1, 60)))
        for row in random.sample(schools, 2)
    ]
    return Event(
        name=f"{random.choice(_WHAT)} {random.choice(_ABOUT)} № {number}",
        day_words=f"{day:02}.{month:02}.{year}",
        venue=f"кабинет {number % 300}",
        level=random.choice(list(Level)),
        text=f"Прошло по плану; собрались {random.choice(_ABOUT)}, материалы в папке {number}.",
        participations=people,
    )


def _measure(desk: Desk, path: Path, application: QApplication) -> None:
    bare = sqlite3.connect(path)
    every = log.LogFilter()
    table = "SELECT id, first_day, name, venue, level, '', people_count, 0 FROM events ORDER BY first_day DESC"
    screen = LogScreen(desk, Settings())
    screen.resize(1170, 640)
    screen.show()
    application.processEvents()

    def ours_list() -> None:
        screen.choose_year(0)
        application.processEvents()

    standard = QTableView()
    standard.resize(1170, 640)
    standard.show()

    def theirs_list() -> None:
        standard.setModel(_standard_model(bare.execute(table).fetchall()))
        application.processEvents()

    screen.choose_year(1900)
    application.processEvents()
    before = _megabytes()
    ours_list()
    print(f"{'memory more for the list':<58}{_megabytes() - before:>10.1f} MB        ≤ 40")
    _line("list set and painted | QStandardItemModel", ours_list, theirs_list, "0.05")
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(_python_model(bare.execute(table).fetchall()))
    for place, key in enumerate(log.COLUMNS):
        _line(
            f"sort by {key} | QSortFilterProxyModel",
            lambda key=key: log.log_rows(desk.read, every, key, descending=False),  # type: ignore[misc]
            lambda place=place: _sort(proxy, place),  # type: ignore[misc]
            "0.05",
        )
    screen.close()
    _reading(desk, bare)
    bare.close()


def _reading(desk: Desk, bare: sqlite3.Connection) -> None:
    search_everywhere(desk.read, "конкурс")
    for words in ("семинаре библиотекаря", "робототехники", "конкурсы чтецов 77"):
        took = [_seconds(lambda words=words: search_everywhere(desk.read, words, 50)) for _run in range(15)]  # type: ignore[misc]
        print(f"{'first 50 hits of «' + words + '» with their rows':<58}{median(took) * 1000:>10.2f} ms        ≤ 3")
    matrix = (
        "SELECT p.organization_id, p.organization_words, substr(t.first_day, 1, 7), sum(p.count) FROM events AS t "
        "JOIN participations AS p ON p.events_id = t.id WHERE t.state = 'held' AND t.first_day BETWEEN ? AND ? "
        "AND p.unit = '' GROUP BY 1, 2, 3"
    )
    for name, period in (("one year", ("2025-01-01", "2025-12-31")), ("all years", ("0000-01-01", "9999-12-31"))):
        _line(
            f"participation matrix, {name} | the bare SQL",
            lambda period=period: participation_matrix(desk.read, *period),  # type: ignore[misc]
            lambda period=period: bare.execute(matrix, period).fetchall(),  # type: ignore[misc]
            "1.5",
        )
    same = (
        "SELECT id, name, state, day_words, first_day, last_day, time, venue, level, form, mode, audience, organizer, "
        "task_id, nominations, results, links, text, moved_to, reason, people_count FROM events "
        "WHERE state = 'held' ORDER BY first_day, id"
    )
    _line("the whole log read | sqlite3", lambda: list_events(desk.read), lambda: bare.execute(same).fetchall(), "1.5")


def _standard_model(rows: list[tuple[object, ...]]) -> QStandardItemModel:
    model = QStandardItemModel()
    for row in rows:
        model.appendRow([QStandardItem("" if value is None else str(value)) for value in row[1:]])
    return model


def _python_model(rows: list[tuple[object, ...]]) -> TableModel:
    from cluster_desk.ui.lists.columns import Column

    model = TableModel([Column(key, key) for key in log.COLUMNS])
    model.set_rows(rows)
    return model


def _sort(proxy: QSortFilterProxyModel, place: int) -> None:
    proxy.sort(-1)
    proxy.sort(place, Qt.SortOrder.AscendingOrder)


def _line(title: str, ours: Callable[[], object], theirs: Callable[[], object], goal: str) -> None:
    """One line: both medians and their ratio."""
    runs = [(_seconds(ours), _seconds(theirs)) for _run in range(_RUNS + 1)][1:]
    mine, peer = median(one for one, _two in runs), median(two for _one, two in runs)
    print(f"{title:<58}{mine * 1000:>10.1f} ms{peer * 1000:>10.1f} ms{mine / peer:>8.3f}   ≤ {goal}", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _megabytes() -> float:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
