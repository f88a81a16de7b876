"""The facts that papers are filled with: of the cluster, of whom a paper is for, of each row of a table.

Facts are raw: texts in the nominative, days as days, numbers. What the data file does not tell is not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.records.council import Meeting, SeatRole
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Agreement, Organization, OrganizationKind, Person
from cluster_desk.core.records.templates import ForWhom, Kept, Repeated
from cluster_desk.core.russian.dates import clock_in_figures, day_in_figures
from cluster_desk.data.queries.cluster import cluster_facts, letter_facts
from cluster_desk.data.queries.council import SeatHolder, every_meeting, seat_holders
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions, minutes_of
from cluster_desk.data.queries.plan_table import list_items, list_plans
from cluster_desk.data.queries.reader import Reader

Facts = Mapping[str, Any]
"""Facts by the code of their field: a text, a day, a number."""
_ROLES = {
    SeatRole.CHAIR: "председатель",
    SeatRole.DEPUTY: "заместитель председателя",
    SeatRole.SECRETARY: "секретарь",
    SeatRole.MEMBER: "член совета",
    SeatRole.CURATOR: "куратор",
}


@dataclass(frozen=True)
class Subject:
    """Whom a paper is made for: `key` names the record, `title` stands in lists and names of files."""

    whom: ForWhom
    key: str
    title: str
    facts: Facts
    row: int | None = None  # of the record
    kind: OrganizationKind | None = None
    agreed: bool = False  # it has an agreement, be anything known of it or not

    def keeps(self, kept: Kept) -> bool:
        """Whether a sentence or a paragraph with such a condition is left in the paper."""
        told = self.facts.__contains__
        schools = (
            OrganizationKind.LYCEUM,
            OrganizationKind.SECONDARY,
            OrganizationKind.BASIC,
            OrganizationKind.PRIMARY,
            OrganizationKind.BOARDING,
        )
        answers = {
            Kept.AGREEMENT: self.agreed or told("agreement.day") or told("agreement.number"),
            Kept.NO_AGREEMENT: not (self.agreed or told("agreement.day") or told("agreement.number")),
            Kept.ADDITION: told("addition.day") or told("addition.number"),
            Kept.SCHOOL: self.kind in schools,
            Kept.KINDERGARTEN: self.kind is OrganizationKind.KINDERGARTEN,
            Kept.EXTRA: self.kind is OrganizationKind.EXTRA,
            Kept.COLLEGE: self.kind is OrganizationKind.COLLEGE,
            Kept.HEAD: told("org.head"),
            Kept.NEVER: False,
        }
        return answers.get(kept, True)


NOBODY = Subject(ForWhom.NOBODY, "", "", {})


def _told(**facts: Any) -> dict[str, Any]:
    """The facts that are there, their codes written with `__` for the dot."""
    return {name.replace("__", "."): value for name, value in facts.items() if value not in (None, "")}


def common_facts(read: Reader) -> dict[str, Any]:
    """What every paper may tell: the support school, the cluster, the council's chair and secretary."""
    cluster, told = cluster_facts(read), letter_facts(read)
    row = read.row("SELECT region, district, order_number, order_day FROM cluster") or ("", "", "", None)
    facts = _told(
        cluster__name=cluster.name,
        cluster__region=row[0],
        cluster__district=row[1],
        cluster__order=row[2],
        cluster__order_day=_day(row[3]),
        secretary__phone=told.phone,
    )
    school = read.load(Organization, cluster.support_school_id) if cluster.support_school_id else None
    if school:
        own = _organization(school, _people(read), read.today())
        facts |= {f"school.{code.partition('.')[2]}": value for code, value in own.items() if code.startswith("org.")}
    council = seat_holders(read, read.today())
    for role, name in ((SeatRole.CHAIR, "chair"), (SeatRole.SECRETARY, "secretary")):
        seat = next((one for one in council if one.role is role and one.name), None)
        if seat:
            facts |= _told(**{f"{name}__name": seat.name, f"{name}__post": seat.position})
    return facts


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _people(read: Reader) -> dict[int | None, Person]:
    return {one.id: one for one in read.load_all(Person)}


def _organization(one: Organization, people: Mapping[int | None, Person], on: dt.date) -> dict[str, Any]:
    head = people.get(one.head_id)
    facts = _told(
        org__short=one.short_name,
        org__full=one.full_name,
        org__head=head.name if head else "",
        org__post=head.position if head else "",
        org__learners=one.learners,
    )
    for name in ("locality", "district", "address", "phone", "email", "site", "founder", "inn", "kpp", "ogrn", "okpo"):
        facts |= _told(**{f"org__{name}": getattr(one, name)})
    agreement = _agreement_in_force(one.agreements, on)
    return facts | (_agreement(agreement) if agreement else {})


def organization_facts(read: Reader, one: Organization) -> dict[str, Any]:
    """What is told of an organization by itself: its names, its head, its numbers."""
    facts = _organization(one, _people(read), read.today())
    return {code: value for code, value in facts.items() if code.startswith("org.")}


def _agreement_in_force(agreements: Sequence[Agreement], on: dt.date) -> Agreement | None:
    """The agreement that holds on a day, else the latest."""
    held = [one for one in agreements if one.valid_until is None or one.valid_until >= on]
    return max(held or agreements, key=lambda one: one.day or dt.date.min, default=None)


def _agreement(one: Agreement) -> dict[str, Any]:
    facts = _told(
        agreement__number=one.number,
        agreement__day=one.day,
        agreement__from=one.valid_from,
        agreement__until=one.valid_until,
        agreement__subject=one.subject,
    )
    last = max(one.additions, key=lambda each: each.day or dt.date.min, default=None)
    return facts | (_told(addition__number=last.number, addition__day=last.day) if last else {})


def subjects(read: Reader, whom: ForWhom) -> list[Subject]:
    """Everybody and everything that a paper of this kind may be made for, in the order of lists."""
    return list(_SUBJECTS[whom](read)) if whom in _SUBJECTS else [NOBODY] if whom is ForWhom.NOBODY else []


def _members(read: Reader) -> Iterator[Subject]:
    people = _people(read)
    for one in read.load_all(Organization, members_on(read, read.today())):
        facts = _organization(one, people, read.today())
        agreed = bool(one.agreements)
        yield Subject(ForWhom.ORGANIZATION, f"id={one.id}", one.short_name, facts, one.id, one.kind, agreed)


def _agreements(read: Reader) -> Iterator[Subject]:
    people = _people(read)
    for one in read.load_all(Organization):
        facts = _organization(one, people, read.today())
        facts = {code: value for code, value in facts.items() if code.startswith("org.")}
        for each in one.agreements:
            told = " ".join(
                filter(
                    None,
                    [f"№ {each.number}" if each.number else "", f"от {day_in_figures(each.day)}" if each.day else ""],
                )
            )
            title = f"{one.short_name} {told}".strip()
            told_of = facts | _agreement(each)
            yield Subject(ForWhom.AGREEMENT, f"id={each.id}", title, told_of, each.id, one.kind, agreed=True)


def _persons(read: Reader) -> Iterator[Subject]:
    names = {
        row: (short, full) for row, short, full in read.rows("SELECT id, short_name, full_name FROM organizations")
    }
    for one in sorted(_people(read).values(), key=lambda each: each.name):
        short, full = names.get(one.organization_id, ("", ""))
        facts = _told(
            person__name=one.name,
            person__post=one.position,
            person__org=short,
            person__org_full=full,
            person__phone=one.phone,
            person__email=one.email,
        )
        yield Subject(ForWhom.PERSON, f"id={one.id}", one.name, facts, one.id)


def _events(read: Reader) -> Iterator[Subject]:
    rows = read.rows("SELECT id, short_name FROM organizations")
    names = dict(rows)
    records = read.load_all(Event)
    for one in sorted(records, key=lambda each: each.first_day or dt.date.min, reverse=True):
        facts = _told(
            event__name=one.name,
            event__day=one.first_day,
            event__last=one.last_day,
            event__days=one.day_words,
            event__time=clock_in_figures(one.time),
            event__venue=one.venue,
            event__form=one.form,
            event__organizer=one.organizer or names.get(one.organizer_id, ""),
            event__people=one.people_count,
        )
        yield Subject(ForWhom.EVENT, f"id={one.id}", one.name, facts, one.id)


def _meetings(read: Reader) -> Iterator[Subject]:
    for one in read.load_all(Meeting, [facts.id for facts in every_meeting(read)]):
        title = f"{_('Meeting')} {day_in_figures(one.day) if one.day else one.day_words}".strip()
        yield Subject(ForWhom.MEETING, f"id={one.id}", title, _meeting(one), one.id)


def _meeting(one: Meeting) -> dict[str, Any]:
    return _told(
        meeting__number=one.number,
        meeting__day=one.day,
        meeting__time=clock_in_figures(one.time) or one.time_words,
        meeting__place=one.place,
        meeting__theme=one.theme,
    )


def _decisions(read: Reader) -> Iterator[Subject]:
    meetings = {one.id: one for one in read.load_all(Meeting)}
    for one in list_decisions(read, read.today()):
        facts = _decision(one) | _meeting(meetings[one.meeting_id])
        yield Subject(ForWhom.DECISION, f"id={one.id}", f"{one.number} {one.text}".strip(), facts, one.id)


def _decision(one: DecisionFacts) -> dict[str, Any]:
    return _told(
        decision__number=one.number,
        decision__text=one.text,
        decision__who=", ".join(one.who),
        decision__due=one.due_words,
        decision__due_day=_day(one.due),
    )


def _plans(read: Reader) -> Iterator[Subject]:
    for one in list_plans(read):
        facts = _told(plan__name=one.name, plan__start=one.period_start, plan__end=one.period_end)
        yield Subject(ForWhom.PLAN, f"id={one.id}", one.name, facts, one.id)


_SUBJECTS = {
    ForWhom.ORGANIZATION: _members,
    ForWhom.PERSON: _persons,
    ForWhom.AGREEMENT: _agreements,
    ForWhom.EVENT: _events,
    ForWhom.MEETING: _meetings,
    ForWhom.DECISION: _decisions,
    ForWhom.PLAN: _plans,
}


def rows_for(read: Reader, repeated: Repeated, subject: Subject, listed: Sequence[Facts] = ()) -> list[Facts]:
    """The facts of each row of a table that is repeated; `listed` are the lines of a list from Excel."""
    rows = _rows(read, repeated, subject, listed)
    return [{"row.number": number, **row} for number, row in enumerate(rows, 1)]


def _rows(read: Reader, repeated: Repeated, subject: Subject, listed: Sequence[Facts]) -> list[Facts]:
    row = subject.row or 0
    match repeated:
        case Repeated.MEMBERS:
            return [one.facts for one in _members(read)]
        case Repeated.COUNCIL:
            return [_seat(one) for one in seat_holders(read, read.today()) if one.name]
        case Repeated.QUESTIONS:
            return [_question(each.number, each.record) for each in minutes_of(read, row, read.today())]
        case Repeated.DECISIONS:
            return [_decision(one) for one in list_decisions(read, dt.date.max, meeting=row)]
        case Repeated.ITEMS:
            return list(_items(read, row))
        case Repeated.TAKING_PART:
            return list(_taking_part(read, row))
        case Repeated.PARTICIPANTS:
            return list(listed)
    return []


def _seat(one: SeatHolder) -> dict[str, Any]:
    return _told(seat__role=_ROLES[one.role], seat__name=one.name, seat__post=one.position, seat__org=one.organization)


def _question(number: str, one: Any) -> dict[str, Any]:
    speakers = ", ".join(each.words for each in one.speakers)
    return _told(question__number=number, question__topic=one.topic, question__speakers=speakers)


def _items(read: Reader, plan: int) -> Iterator[dict[str, Any]]:
    for one in list_items(read, plan, people=False):
        yield _told(
            item__number=one.number,
            item__title=one.title,
            item__deadline=one.deadline,
            item__responsible=one.responsible,
            item__result=one.result,
        )


def _taking_part(read: Reader, event: int) -> Iterator[dict[str, Any]]:
    sql = (
        "SELECT coalesce(o.short_name, p.organization_words), p.count_words FROM participations AS p "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id WHERE p.events_id = ? ORDER BY p.place, p.id"
    )
    for name, count in read.rows(sql, event):
        if name:
            yield _told(part__org=name, part__count=count)
