"""A log of 100,000 entries: list, sorting, search, participation, reading, beside their peers and a tenth of the log.

    python -m bench.events [COUNT …]      (10,000 and 100,000 are part of make bench)

Each line is the median of interleaved runs in this process, one discarded. Peers: QStandardItemModel and
QSortFilterProxyModel for the list, which take so long that each is run once, the same SQL by bare sqlite3 for what is
read. They stand beside the longest log; of the shorter ones only ours is measured, to see how it grows.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from bench import lines
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

_TYPED = 2_000
"""So many entries are typed, as one change; of these the others are made, past the rules and the history."""
_WHAT = (
    "Конкурс Семинар Мастер-класс Концерт Экскурсия Турнир Консультация Форум Выставка Фестиваль Круглый стол".split()
)
_ABOUT = (
    "чтецов библиотекарей математики экологии краеведения робототехники здоровья музыки физики чтения истории".split()
)
_SEARCHES = ("семинаре библиотекаря", "робототехники", "конкурсы чтецов 77")
_MATRIX = (
    "SELECT p.organization_id, p.organization_words, substr(t.first_day, 1, 7), sum(p.count) FROM events AS t "
    "JOIN participations AS p ON p.events_id = t.id WHERE t.state = 'held' AND t.first_day BETWEEN ? AND ? "
    "AND p.unit = '' GROUP BY 1, 2, 3"
)
_PERIODS = (("one year", ("2025-01-01", "2025-12-31")), ("all years", ("0000-01-01", "9999-12-31")))
_WHOLE = (
    "SELECT id, name, state, day_words, first_day, last_day, time, venue, level, form, mode, audience, organizer, "
    "task_id, nominations, results, links, text, moved_to, reason, people_count FROM events "
    "WHERE state = 'held' ORDER BY first_day, id"
)


def main() -> None:
    """Measure the counts told on the command line, or the two usual ones."""
    measure([int(word) for word in sys.argv[1:]] or [10_000, 100_000])


def measure(counts: Sequence[int]) -> None:
    """The longest log beside its peers, then beside the shorter ones."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    theme.start("light")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        logs = [_Log(Path(folder) / f"log{count}.cdesk", count, application) for count in sorted(counts)]
        logs[-1].beside_peers()
        for shorter in logs[:-1]:
            for name, run in shorter.jobs.items():
                lines.grown(name, logs[-1].jobs[name], run, logs[-1].count / shorter.count)
        for each in logs:
            each.close()


class _Log:
    """A log of so many entries, open, and what is done with it: each job by its name."""

    def __init__(self, path: Path, count: int, application: QApplication) -> None:
        self.count, self._application = count, application
        _fill(path, count)
        self.desk, self.bare = Desk.open(path), sqlite3.connect(path)
        self.screen = LogScreen(self.desk, Settings())
        self.screen.resize(1170, 640)
        self.screen.show()
        application.processEvents()
        search_everywhere(self.desk.read, "конкурс")
        self.jobs = {"list set and painted": lines.timed(self._list)}
        self.jobs |= {f"sort by {key}": self._sorted(key) for key in log.COLUMNS}
        self.jobs |= {_search_name(words): self._found(words) for words in _SEARCHES}
        self.jobs |= {f"participation matrix, {name}": self._counted(period) for name, period in _PERIODS}
        self.jobs["the whole log read"] = lines.timed(lambda: list_events(self.desk.read))

    def close(self) -> None:
        """Close the file."""
        self.screen.close()
        self.bare.close()
        self.desk.close()

    def _list(self) -> None:
        self.screen.choose_year(0)
        self._application.processEvents()

    def _sorted(self, key: str) -> lines.Run:
        return lines.timed(lambda: log.log_rows(self.desk.read, log.LogFilter(), key, descending=False))

    def _found(self, words: str) -> lines.Run:
        return lines.timed(lambda: search_everywhere(self.desk.read, words, 50))

    def _counted(self, period: tuple[str, str]) -> lines.Run:
        return lines.timed(lambda: participation_matrix(self.desk.read, *period))

    def beside_peers(self) -> None:
        """Every job beside its peer or its goal, and what the list takes of the memory."""
        print(f"A log of {self.count:,} entries")
        self.screen.choose_year(1900)
        self._application.processEvents()
        before = _megabytes()
        self._list()
        lines.amount("memory more for the list", "MB", 40, _megabytes() - before)
        table = "SELECT id, first_day, name, venue, level, '', people_count, 0 FROM events ORDER BY first_day DESC"
        rows = self.bare.execute(table).fetchall()
        peer = lines.once(lines.timed(self._standard_list(table)))
        self._compare("list set and painted", "QStandardItemModel", "0.02", peer)
        proxy = QSortFilterProxyModel()
        model = _python_model(rows)
        proxy.setSourceModel(model)
        for place, key in enumerate(log.COLUMNS):
            peer = lines.once(lines.timed(lambda place=place: _sort(proxy, place)))  # type: ignore[misc]
            self._compare(f"sort by {key}", "QSortFilterProxyModel", "0.02", peer)
        for words in _SEARCHES:
            name = _search_name(words)
            lines.alone(name, "0.001 s", self.jobs[name], runs=15)
        for name, period in _PERIODS:
            asked = lines.timed(lambda period=period: self.bare.execute(_MATRIX, period).fetchall())  # type: ignore[misc]
            self._compare(f"participation matrix, {name}", "the bare SQL", "1.5", asked)
        self._compare("the whole log read", "sqlite3", "1.5", lines.timed(lambda: self.bare.execute(_WHOLE).fetchall()))

    def _compare(self, name: str, beside: str, goal: str, peer: lines.Run) -> None:
        lines.compare(f"{name} | {beside}", goal, self.jobs[name], peer)

    def _standard_list(self, table: str) -> Callable[[], object]:
        view = QTableView()
        view.resize(1170, 640)
        view.show()

        def work() -> None:
            view.setModel(_standard_model(self.bare.execute(table).fetchall()))
            self._application.processEvents()

        return work


def _fill(path: Path, count: int) -> None:
    random.seed(count)
    desk = Desk.create(path, Cluster(name="Заречный образовательный кластер"))
    schools = [Organization(full_name=f"Школа № {n}", short_name=f"СОШ № {n}") for n in range(1, 15)]
    rows = desk.change("Added", *schools)
    typed = min(count, _TYPED)
    desk.change("Added", *(event(n, rows) for n in range(typed)))
    multiply(desk, typed, -(-count // typed))
    desk.close()


def multiply(desk: Desk, typed: int, times: int) -> None:
    """Have each of the `typed` events so many times, past the rules and the history: typed it would take an hour."""
    connection = desk._file.connection
    with desk._transaction():
        for number in range(1, times):
            for table in ("events", "event_spans", "participations"):
                values = {row[1]: f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})")}
                del values["id"]
                values["uuid"] = "lower(hex(randomblob(16)))"
                if table == "events":
                    again = f"' {number}'"
                    values |= {"id": f"id + {number * typed}", "name": f"name || {again}", "text": f"text || {again}"}
                else:
                    values["events_id"] = f"events_id + {number * typed}"
                key = "id" if table == "events" else "events_id"
                names = ", ".join(f'"{name}"' for name in values)
                connection.execute(
                    f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {table} "
                    f"WHERE {key} <= {typed}"
                )
    desk.make_index()


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


def _search_name(words: str) -> str:
    return f"first 50 of «{words}»"


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


def _megabytes() -> float:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
