"""Who answered a request, what schools told, and the words that are sent to them.

What the log, the indicators and the plan hold is read there; a request itself holds only what has no other place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.collecting import AskedSchool, Collection, ReplyWords, SchoolReply, Way
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.indicators import Indicator, IndicatorValue
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian.counts import number_in
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.numbers import read_number, show_number
from cluster_desk.core.russian.text import fold
from cluster_desk.core.school_forms import title_of
from cluster_desk.data.queries.collecting import (
    events_of_schools,
    indicator_names,
    indicator_values,
    short_names,
)
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.fields import end_problems

SPOKEN = "Мероприятия, со слов"
"""The question under which words about events stay until they are put into the log."""
NEEDS = "Потребности"
PROPOSALS = "Предложения в план"


class Column(StrEnum):
    """What a column of the summary tells."""

    EVENTS = "events"
    PEOPLE = "people"
    INDICATOR = "indicator"
    WORDS = "words"


@dataclass(frozen=True)
class SummaryColumn:
    """A question of the summary: `question` is what its answers are kept under, `row` an indicator's row number."""

    kind: Column
    title: str
    question: str = ""
    row: int = 0
    who: TakingPart | None = None

    @property
    def is_typed(self) -> bool:
        """Whether its cells can be typed into: people are counted from the log."""
        return self.kind is not Column.PEOPLE


@dataclass
class SummaryRow:
    """A school with its answer and the words of every column; `numbers` are those that add up."""

    school: int
    title: str
    reply: SchoolReply | None
    cells: list[str] = field(default_factory=list)
    numbers: list[float | None] = field(default_factory=list)


@dataclass
class Summary:
    """Schools by questions; `missing` are the schools that have not answered, `totals` the sums of the columns."""

    columns: list[SummaryColumn]
    rows: list[SummaryRow]

    @property
    def missing(self) -> list[SummaryRow]:
        """The schools that have not answered."""
        return [row for row in self.rows if row.reply is None]

    @property
    def totals(self) -> list[str]:
        """The sum of each column as it is shown; "" where nothing is to be added, as of shares."""
        sums = []
        for place, column in enumerate(self.columns):
            numbers = [row.numbers[place] for row in self.rows]
            told = [one for one in numbers if one is not None]
            adds = bool(told) and (column.kind is not Column.INDICATOR or "%" not in column.title)
            sums.append(show_number(sum(told)) if adds else "")
        return sums


def new_collection(read: Reader, today: dt.date) -> Collection:
    """A request as it is begun: the quarter that is under way or was over within the last month, all schools."""
    first = _quarter_of(today - dt.timedelta(days=25))
    last = (first.replace(day=28) + dt.timedelta(days=67)).replace(day=1) - dt.timedelta(days=1)
    due = max(today, last - dt.timedelta(days=5)) if today <= last else today
    schools = _schools_to_ask(read, today)
    return Collection(
        first_day=first,
        last_day=last,
        due=due + dt.timedelta(days=5),
        proposals_year=last.year + 1,
        schools=[AskedSchool(organization_id=row) for row in schools],
    )


def _quarter_of(day: dt.date) -> dt.date:
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _schools_to_ask(read: Reader, today: dt.date) -> list[int]:
    """The members but for the support school itself and the department."""
    support = read.value("SELECT support_school_id FROM cluster")
    rows = read.rows("SELECT id FROM organizations WHERE kind = ?", OrganizationKind.DEPARTMENT.value)
    departments = {row for (row,) in rows}
    return [row for row in members_on(read, today) if row != support and row not in departments]


def columns_of(read: Reader, collection: Collection) -> list[SummaryColumn]:
    """The questions of a request, a column each."""
    columns: list[SummaryColumn] = []
    if collection.events:
        columns.append(SummaryColumn(Column.EVENTS, _("Events"), SPOKEN))
        columns += [SummaryColumn(Column.PEOPLE, _(kind.label), who=kind) for kind in collection.kinds]
    names = indicator_names(read)
    for one in collection.indicators:
        if one.indicator_id in names:
            name, unit = names[one.indicator_id]
            columns.append(
                SummaryColumn(Column.INDICATOR, f"{name}, {unit}" if unit else name, row=one.indicator_id or 0)
            )
    if collection.proposals:
        columns.append(SummaryColumn(Column.WORDS, _("Proposals"), PROPOSALS))
    if collection.needs:
        columns.append(SummaryColumn(Column.WORDS, _("Needs"), NEEDS))
    columns += [SummaryColumn(Column.WORDS, question, question) for question in collection.own_questions]
    return columns


def summary_of(read: Reader, collection: Collection) -> Summary:
    """What schools told so far."""
    columns = columns_of(read, collection)
    names = short_names(read)
    first, last = collection.first_day, collection.last_day
    assert first is not None
    assert last is not None
    events = events_of_schools(read, first, last)
    values = indicator_values(read, first, last)
    planned = _proposals_in_plans(read)
    result = Summary(columns, [])
    for asked in collection.schools:
        school = asked.organization_id
        if school not in names or school is None:
            continue
        reply = collection.reply_of(school)
        row = SummaryRow(school, names[school], reply)
        told = {one.question: one.words for one in reply.answers} if reply else {}
        held = [one for one in events.get(school, ()) if one.is_held]  # what is only planned is no number yet
        for column in columns:
            words, number = "", None
            if column.kind is Column.EVENTS:
                count = len(held)
                words = told.get(SPOKEN, "") or (str(count) if count else "")
                number = float(count) if count else None
            elif column.kind is Column.PEOPLE and column.who is not None:
                counts = [one.numbers[column.who] for one in held if column.who in one.numbers]
                number = float(sum(counts)) if counts else None
                words = show_number(number) if number is not None else ""
            elif column.kind is Column.INDICATOR:
                words = values.get((column.row, school), "")
                number = _number(words)
            else:
                words = told.get(column.question, "")
                if column.question == PROPOSALS and not words:
                    words = planned.get(fold(f"Предложения: {names[school]}"), "")
                number = _number(words)
            row.cells.append(words)
            row.numbers.append(number)
        result.rows.append(row)
    return result


def _proposals_in_plans(read: Reader) -> dict[str, str]:
    """By the folded name of a section of proposals how many items it has."""
    sql = (
        "SELECT s.name, count(*) FROM plan_sections AS s JOIN plan_items AS i ON i.section_id = s.id "
        "WHERE s.name LIKE 'Предложения: %' GROUP BY s.id"
    )
    return {fold(name): str(count) for name, count in read.rows(sql)}


def _number(words: str) -> float | None:
    value = read_number(words.strip().removesuffix("%").strip())
    if value is not None:
        return value
    count = number_in(words)
    return float(count) if count is not None else None


def typed_answer(
    read: Reader, collection: Collection, school: int, column: SummaryColumn, words: str, today: dt.date
) -> list[Record]:
    """The records to store when `words` are typed into a cell of the summary; words taken out take the answer out."""
    changed = collection.copy()
    reply = changed.reply_of(school)
    if reply is None:
        reply = SchoolReply(organization_id=school, day=today, way=Way.CALL, source=_("by telephone"))
        changed.replies.append(reply)
    records: list[Record] = [changed]
    if column.kind is Column.INDICATOR:
        records += _indicator_value(read, collection, school, column.row, words)
    else:
        reply.answers = [one for one in reply.answers if fold(one.question) != fold(column.question)]
        if words.strip():
            reply.answers.append(ReplyWords(question=column.question, words=words))
    if not words.strip() and not reply.answers and reply.way is Way.CALL and column.kind is not Column.INDICATOR:
        changed.replies = [one for one in changed.replies if one is not reply]
    return records


def _indicator_value(read: Reader, collection: Collection, school: int, row: int, words: str) -> list[Record]:
    indicator = read.load(Indicator, row)
    if indicator is None:
        return []
    place = (school, collection.first_day, collection.last_day)
    known = next(
        (one for one in indicator.values if (one.organization_id, one.period_start, one.period_end) == place), None
    )
    if not words.strip():
        indicator.values = [one for one in indicator.values if one is not known]
    elif known is None:
        indicator.values.append(
            IndicatorValue(
                organization_id=school,
                period_start=collection.first_day,
                period_end=collection.last_day,
                value_words=words,
            )
        )
    else:
        known.value_words = words
    return [indicator]


def collection_problems(collection: Collection, read: Reader) -> list[Problem]:
    """The period in order, no school asked or answering twice."""
    problems = end_problems("last_day", collection.first_day, collection.last_day)
    for name in ("schools", "replies"):
        seen: set[int | None] = set()
        for place, one in enumerate(getattr(collection, name)):
            if one.organization_id in seen:
                problems.append(Problem("organization_id", _("This school is there already."), ((name, place),)))
            seen.add(one.organization_id)
    return problems


def collection_doubts(collection: Collection) -> list[str]:
    """What looks wrong in a request, a sentence each."""
    doubts = []
    asks = (collection.events, collection.proposals, collection.contacts, collection.needs)
    if not (any(asks) or collection.indicators or collection.own_questions):
        doubts.append(_("Nothing is asked yet."))
    if not collection.schools:
        doubts.append(_("No school is asked yet."))
    return doubts


def message_words(collection: Collection) -> str:
    """The short text that goes with the form into a chat or a mail."""
    due = f" до {show_day(collection.due)}" if collection.due else ""
    lines = [
        "Уважаемые коллеги!",
        f"Собираем сведения: {title_of(collection)}. Форма {collection.code} — во вложении, одна на всех.",
        "Откройте файл, в первой ячейке выберите свою школу, заполните белые клетки и пришлите обратно" + f"{due}.",
        "Заполняет заместитель директора. Фамилии детей писать не нужно.",
        (
            "Нет времени на форму — ответьте прямо сообщением, например: "
            "«Луговое: олимпиада 12 детей 2 педагога, слёт 5». Спасибо!"
        ),
    ]
    if collection.winners:
        lines[3] = "Заполняет заместитель директора."
    return "\n".join(lines)


def reminder_words(collection: Collection, missing: Sequence[str], today: dt.date) -> str:
    """The reminder that names who has not answered yet; "" where everybody has."""
    if not missing:
        return ""
    due = collection.due
    when = ""
    if due is not None and due < today:
        when = f" Срок был {show_day(due)}."
    elif due is not None:
        when = f" Ждём до {show_day(due)}."
    names = ", ".join(missing)
    return (
        f"Коллеги, напоминаем: {title_of(collection)} (форма {collection.code}).{when}\n"
        f"Ещё не ответили: {names}.\n"
        "Можно прислать файл или написать ответ сообщением."
    )
