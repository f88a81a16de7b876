"""The log of a period as reports need it: each entry with its counts, organizations and people; what is behind a total.

The counts are those of `data.queries.participation`: kind by kind the greater of what was told for all and the sum
over organizations. So every table here adds up to the totals on the screens.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, in_russian
from cluster_desk.core.progress import check
from cluster_desk.core.records.events import EventState, Level, TakingPart
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries import events
from cluster_desk.data.queries.participation import never_took_part
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Column, Row, Sheet, Table
from cluster_desk.reports.document.text import Dated, Sum
from cluster_desk.reports.shared.days import as_day
from cluster_desk.reports.shared.periods import Period, month_title
from cluster_desk.rules.states import event_state

NO_TASK = "Другие мероприятия"
NO_DIRECTION = "Другие мероприятия"
_KINDS = tuple(TakingPart)
_NOTHING: Mapping[TakingPart, int] = MappingProxyType({})


class Entry:
    """An event held: its facts, who took part as entered, who is named in it.

    A log of years has a hundred thousand of them, all in the memory while a report is made.
    """

    __slots__ = ("event", "participations", "people", "told", "when")

    def __init__(
        self,
        event: events.EventFacts,
        participations: Sequence[events.ParticipationFacts],
        people: Sequence[events.EventPersonFacts],
    ) -> None:
        self.event, self.participations, self.people = event, participations, people
        self.when = when_told(event)
        """When it was, in the words as told; where those are a day, a date in a workbook."""
        self.told = _people_told(participations)
        """People by kind, as far as a number was told."""

    def count(self, kind: TakingPart) -> int:
        """How many people of a kind took part."""
        return self.told.get(kind, 0)

    @property
    def counts(self) -> list[tuple[TakingPart, int]]:
        """People by kind, those that came."""
        return [(kind, self.told[kind]) for kind in _KINDS if self.told.get(kind)]

    @property
    def people_count(self) -> int:
        """People of all kinds."""
        return sum(self.told.values())

    @property
    def organizations(self) -> set[str]:
        """Who took part, by name, also from outside the cluster."""
        return {one.organization for one in self.participations if one.organization}

    def number(self, kind: TakingPart) -> int | None:
        """How many people of a kind took part as far as it was told; None where nothing was."""
        return self.told.get(kind)

    @property
    def people_told(self) -> int | None:
        """People of all kinds; None where no number was told."""
        return None if self.event.people is None else self.people_count


def _people_told(participations: Sequence[events.ParticipationFacts]) -> Mapping[TakingPart, int]:
    """People by kind as far as a number was told: the greater of that for all and the sum over organizations."""
    whole: dict[TakingPart, int] = {}
    summed: dict[TakingPart, int] = {}
    for one in participations:
        if not one.unit and one.number is not None:
            told = summed if one.organization else whole
            told[one.kind] = told.get(one.kind, 0) + one.number
    if not whole:
        return summed or _NOTHING
    for kind, number in summed.items():
        whole[kind] = max(number, whole.get(kind, 0))
    return whole


def when_told(event: events.EventFacts) -> str | Dated:
    """The words of an event's days as typed; a date in a workbook where they are nothing but one."""
    words = tidy(event.day_words)
    if not event.first_day or event.first_day != event.last_day:
        return words
    return as_day(words, dt.date.fromisoformat(event.first_day))


def entries_of(read: Reader, period: Period) -> list[Entry]:
    """The log of a period in the order of its days, as far as those have come."""
    result = events.list_participations(read, period.start, period.last)
    people = events.list_event_people(read, period.start, period.last)
    return [
        Entry(event, result.get(event.id, ()), people.get(event.id, ()))
        for event in events.list_events(read, period.start, period.last)
    ]


def refuse_empty_log(read: Reader) -> None:
    """Raise UserError for a file without any event: its report would be an empty form."""
    if not read.value("SELECT 1 FROM events LIMIT 1"):
        raise UserError(_("There are no entries in the log yet."), do=_("Write down what was held in the area “Log”."))


def no_entries(period: Period) -> str:
    """The sentence of a period that the log tells nothing of."""
    return f"В журнале {period.title} записей нет{f' ({period.as_of})' if period.as_of else ''}."


def unnamed(read: Reader, entries: Sequence[Entry], period: Period) -> str:
    """Which members no entry of the period names: that the log is silent of them says not that they took no part."""
    if not entries:
        return ""
    if not any(entry.organizations for entry in entries):
        return "Организации, принимавшие участие, в журнале не указаны."
    missing = [name for _row, name in never_took_part(read, period.start, period.last)]
    return f"В записях журнала за период не названы: {', '.join(missing)}." if missing else ""


def entries_undated(read: Reader) -> list[Entry]:
    """What was held on days that nobody can tell («постоянно», «еженедельно» of an old report): in no period."""
    return [Entry(event, (), ()) for event in events.list_events(read, undated=True)]


def totals(entries: Iterable[Entry]) -> dict[TakingPart, int]:
    """People by kind in all entries."""
    result = dict.fromkeys(TakingPart, 0)
    for entry in entries:
        for kind, number in entry.told.items():
            result[kind] += number
    return result


def tasks_in_order(read: Reader, first_plan: int | None = None) -> dict[int, str]:
    """Every task of every plan by row number, `first_plan`'s first, each plan's in its order."""
    sql = (
        "SELECT t.id, t.text FROM tasks AS t JOIN plans AS p ON p.id = t.plans_id "
        "ORDER BY p.id = ? DESC, p.period_start DESC, p.id, t.place, t.id"
    )
    return {row: text.strip().rstrip(".:;") for row, text in read.rows(sql, first_plan)}


def grouped(read: Reader, entries: Sequence[Entry], by: str, period: Period) -> list[tuple[str, list[Entry]]]:
    """The entries under their tasks, directions (sections of the plan) or months, in the plan's or calendar's order."""
    title: Callable[[Entry], str]
    if by == "task":
        tasks = tasks_in_order(read)
        order = [*tasks.values(), NO_TASK]
        title = lambda entry: tasks.get(entry.event.task_id or 0, NO_TASK)  # noqa: E731
    elif by == "direction":
        directions = _directions(read)
        served = events.items_served(read)
        order = [*directions.values(), NO_DIRECTION]
        title = lambda entry: next(  # noqa: E731
            (directions[item] for item in served.get(entry.event.id, ()) if item in directions), NO_DIRECTION
        )
    else:
        years = period.start.year != period.end.year
        order = [THROUGHOUT, *(month_title(month, years) for month in period.months)]
        title = lambda entry: THROUGHOUT if _is_long(entry) else month_title(entry.event.first_day, years)  # noqa: E731
    values: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        values[title(entry)].append(entry)
    return [(name, values[name]) for name in dict.fromkeys(order) if name in values]


THROUGHOUT = "В течение периода"
_LONG = dt.timedelta(days=62)


def _is_long(entry: Entry) -> bool:
    """Whether it was spread over months («ежедневно»): none of them is told to be its own."""
    days = entry.event.first_day, entry.event.last_day
    first, last = map(dt.date.fromisoformat, days)
    return last - first > _LONG


def _directions(read: Reader) -> dict[int, str]:
    """The name of the section of every plan item."""
    sql = (
        "SELECT i.id, s.name FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
        "WHERE s.name <> '' ORDER BY s.plan_id DESC, s.place, s.id, i.place"
    )
    return {row: name.strip() for row, name in read.rows(sql)}


_ENTRY_COLUMNS = (
    Column("№", 12, "center"),
    Column("Дата", 24, "center"),
    Column("Когда, как записано", 40),
    Column("Мероприятие", 100),
    Column("Уровень", 34),
    Column("Задача", 70),
    *(Column(in_russian(kind.label), 26, "right") for kind in TakingPart),
    Column("всего, чел.", 26, "right"),
)


def entries_sheet(read: Reader, entries: Sequence[Entry], period: Period) -> Sheet:
    """The entries that the numbers of a report are made of, one a row; totals as formulas."""
    tasks = tasks_in_order(read)
    kinds_at = (6, 6 + len(TakingPart) - 1)
    rows = []
    for n, entry in enumerate(entries, 1):
        check()
        event, kinds = entry.event, map(entry.told.get, _KINDS)
        day = entry.when if isinstance(entry.when, Dated) else None
        what = (n, day, event.day_words, event.name, level_words(event.level), tasks.get(event.task_id or 0, ""))
        rows.append(Row((*what, *kinds, Sum(entry.people_count, kinds_at))))
    result = totals(entries)
    whole = (*(Sum(result[kind]) for kind in TakingPart), Sum(sum(result.values())))
    rows.append(Row(("", "", "", "Итого", "", "", *whole), total=True))
    return Sheet("Записи журнала", Table(_ENTRY_COLUMNS, tuple(rows)), (period.titled("Записи журнала"),))


_NUMBER_COLUMNS = (
    Column("Дата", 24, "center"),
    Column("Мероприятие", 100),
    Column("Организация", 70),
    Column("Кто", 32),
    Column("Как записано", 36),
    Column("Число", 20, "right"),
    Column("Единица", 30),
)


def stated_numbers_sheet(entries: Sequence[Entry], period: Period) -> Sheet:
    """Every number that was entered, with its words: what the table of participation is summed from."""
    who = {kind: in_russian(kind.label) for kind in TakingPart}
    rows = []
    for entry in entries:
        check()
        for one in entry.participations:
            where = (entry.when, entry.event.name, one.organization or "(без организации)")
            rows.append(Row((*where, who[one.kind], one.count_words, one.number, one.unit)))
    return Sheet("Участие по записям", Table(_NUMBER_COLUMNS, tuple(rows)), (period.titled("Участие по записям"),))


_LEVELS = {
    Level.SCHOOL: "школьный",
    Level.MUNICIPAL: "муниципальный",
    Level.AREA: "окружной",
    Level.REGIONAL: "региональный",
    Level.INTERREGIONAL: "межрегиональный",
    Level.NATIONAL: "всероссийский",
    Level.INTERNATIONAL: "международный",
}


def level_words(level: Level) -> str:
    """The level as an adjective of «мероприятие»; "" where it is not told."""
    return _LEVELS.get(level, "")


AHEAD, UNTOLD = "запланировано", "отметки о проведении нет"
_EVENT_WORDS = {EventState.MOVED: "перенесено", EventState.CANCELLED: "отменено", EventState.HELD: "проведено"}


def event_words(event: events.EventFacts, on: dt.date) -> str:
    """What is known of an event on a day: «перенесено», «запланировано», «отметки о проведении нет»."""
    state = event_state(event.state, event.first_day, on)
    return _EVENT_WORDS.get(state) or (AHEAD if event.first_day > on.isoformat() else UNTOLD)


def not_held(read: Reader, period: Period) -> list[events.EventFacts]:
    """The events of a period that were moved, cancelled, or of which nobody told that they were held."""
    others = [state for state in EventState if state is not EventState.HELD]
    told = events.list_events(read, period.start, period.end, states=others)
    to_come = max(period.start, period.last + dt.timedelta(days=1))
    ahead = events.list_events(read, to_come, period.end)  # entered as held
    return sorted([*told, *ahead], key=lambda one: (one.first_day, one.id))
