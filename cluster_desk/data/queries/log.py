"""The activity log as a long list: row numbers in order at once, the rows themselves a page at a time.

A log of a hundred thousand entries is set and painted in a fraction of what reading it whole would take.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, overload

from cluster_desk.core.records.events import Event, Level
from cluster_desk.core.russian.text import sort_keys
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.listing import choice_order
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.search.finding import expression, rows_matching

_PAGE = 128
_PAGES_KEPT = 24

_TASK = (
    "(SELECT CASE WHEN instr(text, '.') BETWEEN 2 AND 3 THEN text ELSE place || '. ' || text END FROM tasks "
    "WHERE id = t.task_id)"
)
_WHERE = (
    "coalesce(nullif(t.venue, ''), (SELECT CASE count(DISTINCT p.organization_id) WHEN 0 THEN NULL WHEN 1 THEN "
    "max(o.short_name) ELSE '*' || count(DISTINCT p.organization_id) END FROM participations AS p "
    "JOIN organizations AS o ON o.id = p.organization_id WHERE p.events_id = t.id), nullif(t.audience, ''), "
    "(SELECT organization_words FROM participations WHERE events_id = t.id AND organization_words <> '' LIMIT 1), '')"
)
_FILES = "(SELECT count(*) FROM attachments WHERE events_id = t.id)"
_SPANS = "(SELECT count(*) FROM event_spans WHERE events_id = t.id)"
_COUNTS = "(SELECT count(*) FROM participations WHERE events_id = t.id)"
_COUNT_WORDS = (
    "(SELECT trim(count_words || ' ' || unit) FROM participations WHERE events_id = t.id ORDER BY place LIMIT 1)"
)
_LEVEL_ORDER = choice_order("t.level", Level)


class EntryRow(NamedTuple):
    """An entry as the list has it: the columns of the log, then what they are recognised by; days are ISO text.

    `when` is the first day; `where` tells where or for whom ("*7": seven organizations); `words` are those of the date,
    `spans` how many runs of days it has, `counts` how many counts, `count_words` the words of the first one.
    """

    id: int
    when: str | None
    name: str
    where: str
    level: str
    task: str
    people: int | str | None
    files: int | None
    last: str | None
    words: str
    spans: int
    state: str
    counts: int
    count_words: str | None


COLUMNS = EntryRow._fields[1:8]
"""The columns of the log by key."""

_SELECT = (
    f"SELECT t.id, t.first_day, t.name, {_WHERE}, t.level, coalesce({_TASK}, ''), t.people_count, {_FILES}, "
    f"t.last_day, t.day_words, {_SPANS}, t.state, {_COUNTS}, {_COUNT_WORDS} FROM events AS t WHERE t.id IN ({{ids}})"
)


@dataclass(frozen=True)
class LogFilter:
    """What of the log is shown: a period (ISO days, both included), words, a chip, a task, a level.

    `chip` is "" (everything but what is still to come), "no_outcome", "no_plan", "ahead"; `today` tells past from
    coming. `only` shows just these entries, of whatever chip, period, task and level. Entries whose days are not
    understood are in no period; `undated` shows them alone.
    """

    start: str = ""
    end: str = ""
    words: str = ""
    chip: str = ""
    task: int | None = None
    level: str = ""
    only: tuple[int, ...] = ()
    undated: bool = False
    today: str = "9999-12-31"


# What is still to come is told by a few numbers: the index of days alone then gives all others in their order.
_CHIPS = {
    "": "t.id NOT IN (SELECT id FROM events WHERE state = 'planned' AND first_day > :today)",
    "no_outcome": "t.state = 'planned' AND coalesce(t.last_day, '') < :today",
    "no_plan": "t.state = 'held' AND t.task_id IS NULL AND t.id NOT IN (SELECT events_id FROM served_items)",
    "ahead": "t.state = 'planned' AND t.first_day >= :today",
}


_DATED_WITHIN = "t.first_day BETWEEN :start AND :end"
_UNDATED = "t.first_day IS NULL"


def _period(log_filter: LogFilter) -> str:
    if log_filter.undated:
        return _UNDATED
    return _DATED_WITHIN if log_filter.start or log_filter.end else "1 = 1"


def _condition(read: Reader, log_filter: LogFilter) -> tuple[str, dict[str, Any]]:
    condition, values = _beside_chip(read, log_filter)
    return condition if log_filter.only else f"{_CHIPS[log_filter.chip]} AND {condition}", values


def _beside_chip(read: Reader, log_filter: LogFilter) -> tuple[str, dict[str, Any]]:
    """What narrows the log beside the chip: period, words, task, level."""
    parts = [_period(log_filter)]
    values = {**period_values(log_filter.start, log_filter.end), "today": log_filter.today}
    if log_filter.task is not None:
        parts.append("t.task_id = :task")
    if log_filter.level:
        parts.append("t.level = :level")
    if log_filter.only:
        parts = ["t.id IN (SELECT value FROM json_each(:only))"]
        values["only"] = f"{list(log_filter.only)}"
    asked = expression(log_filter.words)
    if asked:
        read.search(log_filter.words, 1)  # sees to it that there is an index to ask
        parts.append(f"t.id IN ({rows_matching(Event)})")
    return " AND ".join(parts), {**values, "task": log_filter.task, "level": log_filter.level, "asked": asked}


class LogRows(Sequence[EntryRow]):
    """The entries of a filter in an order; rows are read when they are asked for."""

    def __init__(self, read: Reader, ids: array[int]) -> None:
        self._read = read
        self.ids = ids
        self._pages: OrderedDict[int, list[EntryRow]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> EntryRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[EntryRow]: ...

    def __getitem__(self, place: int | slice) -> EntryRow | list[EntryRow]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        number, at = divmod(place, _PAGE)
        page = self._pages.get(number)
        return (page or self._page(number))[at]

    def __iter__(self) -> Iterator[EntryRow]:
        return (self[place] for place in range(len(self)))

    def _page(self, number: int) -> list[EntryRow]:
        ids = self.ids[number * _PAGE : (number + 1) * _PAGE]
        rows: dict[int, EntryRow] = {}
        if self._read.is_open:  # a list may be painted once more after its file was closed
            rows = {
                row.id: row
                for row in map(EntryRow._make, self._read.rows(_SELECT.format(ids=", ".join(map(str, ids)))))
            }
        page = [rows.get(row, _gone(row)) for row in ids]
        self._pages[number] = page
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page


def _gone(row: int) -> EntryRow:
    """Stands for an entry deleted since the list was read; the list is read anew at once."""
    return EntryRow(row, "", "", "", Level.UNTOLD.value, "", None, 0, "", "", 0, "", 0, "")


_BY_SQL = {"when": "t.first_day", "level": _LEVEL_ORDER, "people": "t.people_count", "files": _FILES}
_BY_WORDS = {"name": "t.name", "where": _WHERE, "task": f"coalesce({_TASK}, '')"}


def log_rows(read: Reader, log_filter: LogFilter, sort: str = "when", *, descending: bool = True) -> LogRows:
    """The entries that `log_filter` lets through, by one of `COLUMNS`; without a value last, equal ones by day."""
    where, values = _condition(read, log_filter)
    if sort in _BY_WORDS:
        return LogRows(read, _by_words(read, _BY_WORDS[sort], where, values, descending=descending))
    by, way = _BY_SQL[sort], "DESC" if descending else "ASC"
    empty = f"{by} IS NULL, " if sort == "people" else ""
    order = f"{empty}{by} {way}, t.id {way}" if sort == "when" else f"{empty}{by} {way}, t.first_day DESC, t.id DESC"
    rows = read.rows_named(f"SELECT t.id FROM events AS t WHERE {where} ORDER BY {order}", values)
    return LogRows(read, array("q", [row for (row,) in rows]))


def _by_words(read: Reader, words: str, where: str, values: dict[str, Any], *, descending: bool) -> array[int]:
    """Row numbers by a text in Russian order, empty texts last, equal ones by day.

    The rows come in the order of the file: to ask for that of their days makes SQLite look for each one elsewhere.
    """
    sql = f"SELECT {words}, t.id, coalesce(t.first_day, '') FROM events AS t WHERE {where} ORDER BY t.id"
    rows = read.rows_named(sql, values)
    keys = sort_keys([text for text, _row, _day in rows])
    days = [day for _text, _row, day in rows]
    places = list(range(len(rows) - 1, -1, -1))
    places.sort(key=days.__getitem__, reverse=True)
    told = [place for place in places if keys[place]]
    told.sort(key=keys.__getitem__, reverse=descending)
    told += [place for place in places if not keys[place]]
    return array("q", [rows[place][1] for place in told])


def log_counts(read: Reader, log_filter: LogFilter) -> dict[str, int]:
    """How many entries each chip would show of those that the filter lets through."""
    condition, values = _beside_chip(read, replace(log_filter, only=()))
    sums = ", ".join(f"count(CASE WHEN {condition} THEN 1 END)" for condition in _CHIPS.values())
    row = read.rows_named(f"SELECT {sums} FROM events AS t WHERE {condition}", values)[0]
    return dict(zip(_CHIPS, row, strict=True))


def log_years(read: Reader) -> list[int]:
    """The years that have entries, the latest first."""
    ends = read.row("SELECT min(first_day), max(first_day) FROM events")
    if not ends or not ends[0]:
        return []
    asked = "SELECT 1 FROM events WHERE first_day BETWEEN ? AND ? LIMIT 1"
    years = range(int(ends[1][:4]), int(ends[0][:4]) - 1, -1)
    return [year for year in years if read.value(asked, f"{year}-01-01", f"{year}-12-31")]


def undated_entries(read: Reader) -> int:
    """How many entries have days that are not understood: they belong to no year."""
    return int(read.value(f"SELECT count(*) FROM events AS t WHERE {_UNDATED}"))


@dataclass(frozen=True)
class NearEntry:
    """An entry near a day: what likeness is judged by."""

    id: int
    name: str
    first_day: str
    day_words: str
    where: str


def entries_near(read: Reader, first: str, last: str) -> list[NearEntry]:
    """The entries of a few days, cancelled ones left out."""
    sql = (
        f"SELECT t.id, t.name, t.first_day, t.day_words, {_WHERE} FROM events AS t "
        "WHERE t.first_day BETWEEN ? AND ? AND t.state <> 'cancelled' ORDER BY t.first_day DESC, t.id DESC"
    )
    return [NearEntry(*row) for row in read.rows(sql, first, last)]


def tasks_to_choose(read: Reader) -> list[tuple[int, str]]:
    """Every plan's tasks with their numbers, the latest plan first."""
    sql = (
        "SELECT k.id, CASE WHEN instr(k.text, '.') BETWEEN 2 AND 3 THEN k.text ELSE k.place || '. ' || k.text END "
        "FROM tasks AS k JOIN plans AS p ON p.id = k.plans_id ORDER BY p.period_start DESC, p.id, k.place"
    )
    return [(row, text) for row, text in read.rows(sql)]
