"""What stands on the form that schools fill in: made of what a request asks, and of what the file knows of a school."""

from __future__ import annotations

from collections.abc import Callable

from cluster_desk.core import school_forms
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import Level
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.school_forms import Block, FormTable, SchoolForm
from cluster_desk.data.queries.collecting import events_of_schools, indicator_names, indicator_values, short_names
from cluster_desk.data.queries.reader import Reader

_LEVELS = dict(zip((level.value for level in Level), school_forms.LEVELS, strict=False))


def school_form(read: Reader, collection: Collection, school: int | None = None) -> SchoolForm:
    """The form of a request: one for all, or with `school` its own, with what is known of it filled in."""
    known = short_names(read)
    asked = [known[one.organization_id] for one in collection.schools if one.organization_id in known]
    tables = [make(read, collection, school) for flag, make in _TABLES.items() if _is_asked(collection, flag)]
    return SchoolForm(
        school_forms.title_of(collection),
        school_forms.lines_of(collection),
        asked,
        [table for table in tables if table.rows or table.blank],
        known.get(school, "") if school is not None else "",
    )


def _is_asked(collection: Collection, flag: str) -> bool:
    return bool(getattr(collection, flag))


def _events(read: Reader, collection: Collection, school: int | None) -> FormTable:
    kinds = collection.kinds
    headers = [("Дата", 1, 1), ("Мероприятие", 2, 2), ("Уровень", 3, 3)]
    headers += [(school_forms.KIND_HEADERS[kind], 4 + place, 4 + place) for place, kind in enumerate(kinds)]
    if collection.winners and len(kinds) < 5:
        headers.append((school_forms.WINNERS, 4 + len(kinds), 8))
    rows = []
    if school is not None and collection.first_day and collection.last_day:
        events = events_of_schools(read, collection.first_day, collection.last_day, [school])
        for one in events.get(school, ()):
            counts = [one.counts.get(kind, "") for kind in kinds]
            rows.append([one.day_words, one.name, _LEVELS.get(one.level, ""), *counts])
    period = ""
    if collection.first_day and collection.last_day:
        period = f" {school_forms.period_words(collection.first_day, collection.last_day)}"
    return FormTable(
        Block.EVENTS,
        f"Мероприятия{period}, в которых участвовала школа",
        headers,
        rows,
        school_forms.ROWS_OF_EVENTS,
        numbers=range(3, 3 + len(kinds)),
        levels=2,
    )


def _proposals(_read: Reader, collection: Collection, _school: int | None) -> FormTable:
    year = f" на {collection.proposals_year} год" if collection.proposals_year else ""
    headers = (
        ("Срок", 1, 1),
        ("Предлагаемое мероприятие", 2, 2),
        ("Ответственный", 3, 4),
        ("Ожидаемый результат", 5, 8),
    )
    return FormTable(Block.PROPOSALS, f"Предложения в план кластера{year}", headers, (), school_forms.ROWS_OF_PROPOSALS)


def _indicators(read: Reader, collection: Collection, school: int | None) -> FormTable:
    names = indicator_names(read)
    values: dict[tuple[int, int], str] = {}
    if school is not None and collection.first_day and collection.last_day:
        values = indicator_values(read, collection.first_day, collection.last_day)
    rows = [
        ["", names[row][0], names[row][1], values.get((row, school or 0), "")]
        for row in (one.indicator_id for one in collection.indicators)
        if row in names
    ]
    headers = (("№", 1, 1), ("Показатель", 2, 2), ("Ед. изм.", 3, 3), ("Значение", 4, 8))
    return FormTable(Block.INDICATORS, "Показатели", headers, _numbered(rows))


def _contacts(read: Reader, _collection: Collection, school: int | None) -> FormTable:
    organization = read.load(Organization, school) if school is not None else None
    rows = [["", label, _contact(read, organization, name)] for name, label in school_forms.CONTACTS.items()]
    headers = (("№", 1, 1), ("Сведения о школе", 2, 2), ("Ответ", 3, 8))
    return FormTable(Block.CONTACTS, "Контакты", headers, _numbered(rows))


def _contact(read: Reader, organization: Organization | None, name: str) -> str:
    if organization is None:
        return ""
    if name == "head":
        person = read.load(Person, organization.head_id) if organization.head_id else None
        return person.name if person else ""
    value = getattr(organization, name, "")
    return "" if value is None else str(value)


def _needs(_read: Reader, _collection: Collection, _school: int | None) -> FormTable:
    headers = (("№", 1, 1), ("Что нужно", 2, 2), ("Сколько", 3, 3), ("Для чего", 4, 8))
    return FormTable(Block.NEEDS, "Потребности школы", headers, (), school_forms.ROWS_OF_NEEDS)


def _last_answers(read: Reader, collection: Collection, school: int) -> dict[str, str]:
    """What a school answered to each own question last: in this request, else in the one before."""
    known = [one for one in read.load_all(Collection) if str(one.last_day) <= str(collection.last_day)]
    answers: dict[str, str] = {}
    for one in sorted(known, key=lambda each: (str(each.last_day), each.uuid == collection.uuid)):
        reply = one.reply_of(school)
        answers |= {each.question: each.words for each in reply.answers} if reply else {}
    return answers


def _questions(read: Reader, collection: Collection, school: int | None) -> FormTable:
    answers = _last_answers(read, collection, school) if school is not None else {}
    rows = [["", question, answers.get(question, "")] for question in collection.own_questions]
    headers = (("№", 1, 1), ("Вопрос", 2, 2), ("Ответ", 3, 8))
    return FormTable(Block.QUESTIONS, "Вопросы", headers, _numbered(rows))


def _numbered(rows: list[list[str]]) -> list[list[str]]:
    return [[str(number), *row[1:]] for number, row in enumerate(rows, 1)]


_TABLES: dict[str, Callable[[Reader, Collection, int | None], FormTable]] = {
    "events": _events,
    "proposals": _proposals,
    "indicators": _indicators,
    "contacts": _contacts,
    "needs": _needs,
    "questions": _questions,
}
