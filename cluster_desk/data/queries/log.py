"""The activity log as a long list: row numbers in order at once, the rows themselves a page at a time.

A log of a hundred thousand entries is set and painted in a fraction of what reading it whole would take.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple, overload

from cluster_desk.core.records.events import Event, Level
from cluster_desk.core.russian.text import sort_key, sort_keys
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.listing import choice_order
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.search.finding import expression, rows_matching

_PAGE = 128
_PAGES_KEPT = 24

_TASK_TEXT = "CASE WHEN instr(text, '.') BETWEEN 2 AND 3 THEN text ELSE place || '. ' || text END"
_TASK = f"(SELECT {_TASK_TEXT} FROM tasks WHERE id = t.task_id)"
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
_LEVEL_ORDER = f"coalesce({choice_order('t.level', Level)}, -1)"


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


_VALUES = {
    "name": "t.name", "where": _WHERE, "level": _LEVEL_ORDER, "task": f"coalesce({_TASK}, '')",
    "people": "t.people_count", "files": _FILES,
}  # fmt: skip
_AT_ONCE = 1000  # names whose keys are worked out in one piece


def log_rows(read: Reader, log_filter: LogFilter, sort: str = "when", *, descending: bool = True) -> LogRows:
    """The entries that `log_filter` lets through, by one of `COLUMNS`; without a value last, equal ones by day."""
    where, values = _condition(read, log_filter)
    with read.at_once():
        if sort == "when":
            rows = _by_day(read, log_filter, where, values, "DESC" if descending else "ASC")
        elif log_filter.level or log_filter.chip:
            rows, keys = _few(read, sort, where, values)
            rows = _sorted(rows, keys, descending=descending)
        else:
            rows = _by_day(read, log_filter, where, values, "DESC")
            rows = _sorted(rows, _keys(read, sort, rows, where, values), descending=descending)
    return LogRows(read, array("q", rows))


def _by_day(read: Reader, log_filter: LogFilter, where: str, values: dict[str, Any], way: str) -> list[int]:
    if log_filter.level or log_filter.chip == "no_outcome":
        # No index tells these: they are found in the order of the file, for in that of their days SQLite would look
        # for each one elsewhere.
        where = f"t.id IN (SELECT t.id FROM events AS t WHERE {where})"
    sql = f"SELECT t.id FROM events AS t WHERE {where} ORDER BY t.first_day {way}, t.id {way}"
    return read.rows_made(itemgetter(0), sql, values)


def _sorted(rows: list[int], keys: dict[int, Any], *, descending: bool) -> list[int]:
    """`rows` by their keys, equal ones as they stand, those without a key last."""
    untold = [row for row in rows if row not in keys] if len(keys) < len(rows) else []
    told = [row for row in rows if row in keys] if untold else rows
    told.sort(key=keys.__getitem__, reverse=descending)
    return told + untold


def _few(read: Reader, sort: str, where: str, values: dict[str, Any]) -> tuple[list[int], dict[int, Any]]:
    """The entries of a filter that no index tells, the latest first, and what they are sorted by: asked for once."""
    asked = f"SELECT coalesce(t.first_day, ''), t.id, {_VALUES[sort]} FROM events AS t WHERE {where}"
    with read.streamed(asked, values) as streamed:
        entries = sorted(streamed, reverse=True)
    return [row for _day, row, _value in entries], _keyed(sort, ((row, value) for _day, row, value in entries))


def _keys(read: Reader, sort: str, rows: list[int], where: str, values: dict[str, Any]) -> dict[int, Any]:
    """What the entries `rows`, all that fulfil `where`, are sorted by; those without a value are left out.

    Their values are read in the order of the file, and let go as soon as their keys are known: a hundred thousand
    rows held at once take longer than their sorting.
    """
    if sort == "files":
        return dict.fromkeys(rows, 0) | dict(read.rows("SELECT events_id, count(*) FROM attachments GROUP BY 1"))
    if sort == "task":
        tasks = {task: sort_key(text) for task, text in read.rows(f"SELECT id, {_TASK_TEXT} FROM tasks")}
        sql = f"SELECT t.id, t.task_id FROM events AS t WHERE {where} AND t.task_id IS NOT NULL"
        with read.streamed(sql, values) as entries:
            return {row: tasks[task] for row, task in entries if task in tasks}
    with read.streamed(f"SELECT t.id, {_VALUES[sort]} FROM events AS t WHERE {where} ORDER BY t.id", values) as entries:
        return _keyed(sort, entries)


def _keyed(sort: str, entries: Iterator[tuple[Any, ...]]) -> dict[int, Any]:
    """Row numbers and values as what they are sorted by."""
    if sort == "name":
        return _name_keys(entries)
    if sort in ("where", "task"):
        return {row: key for row, text in entries if (key := sort_key(text))}
    return {row: value for row, value in entries if value is not None}


def _name_keys(entries: Iterator[tuple[Any, ...]]) -> dict[int, Any]:
    keys: dict[int, Any] = {}
    while some := list(islice(entries, _AT_ONCE)):
        rows, names = zip(*some, strict=True)
        keys.update((row, key) for row, key in zip(rows, sort_keys(names), strict=True) if key)
    return keys


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
