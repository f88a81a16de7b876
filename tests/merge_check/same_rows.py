"""Changes of the few records that both sides work on, so that they meet: the first of the plan, say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cluster_desk.core.records.council import Decision, Meeting
from cluster_desk.core.records.events import Event, Participation
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import PlanItem, PlanSection
from cluster_desk.rules.council import minutes
from cluster_desk.rules.plan import order
from tests.torture.office_changes import TODAY, Office

_KINDS: tuple[type[Record], ...] = (PlanItem, Event, Meeting, Organization, Person, PlanSection)
_AMONG = 2


def words(office: Office) -> None:
    """One text of a record that the other side knows too."""
    record = _one_of(office, office.chance.choice(_KINDS))
    if record:
        known = fields_of(type(record)).values()
        names = [one.name for one in known if one.kind in (Kind.TEXT, Kind.PROSE) and not one.form and not one.hidden]
        setattr(record, office.chance.choice(names[:3]), f"Иначе {office.chance.randrange(9)}")
        office.desk.change("Changed", record)


def days(office: Office) -> None:
    """The days of an event."""
    event = _one_of(office, Event)
    if isinstance(event, Event):
        event.day_words = office.chance.choice(("12.10.2026", "с 1 по 5 ноября 2026", "24.11.2026", "ежемесячно"))
        office.desk.change("Event changed", event)


def responsible(office: Office) -> None:
    """Who answers for an item of the plan."""
    item = _one_of(office, PlanItem)
    if isinstance(item, PlanItem):
        item.responsible = office.chance.choice(("Зимина А. Р.", "Громов П. А., директор", "директора школ"))
        office.desk.change("Plan item changed", item)


def deleted(office: Office) -> None:
    """A record that the other side may be changing."""
    record = _one_of(office, office.chance.choice(_KINDS))
    if record:
        office.desk.change("Deleted", remove=[record])


def moved(office: Office) -> None:
    """Items of one section."""
    items = [row for (row,) in office.desk.read.rows("SELECT id FROM plan_items WHERE section_id = 1 ORDER BY place")]
    if len(items) > 2:
        moving, before = office.chance.sample(items, 2)
        office.desk.change("Plan items moved", *order.move_items(office.desk.read, [moving], 1, before))


def decided(office: Office) -> None:
    """A decision more on the first question of a meeting, with a number of its own."""
    meeting = _one_of(office, Meeting)
    if isinstance(meeting, Meeting) and meeting.agenda:
        number = f"1.{office.chance.randrange(1, 4)}"
        meeting.agenda[0].decisions.append(Decision(number=number, text=office.name(), due_words="до 10 ноября"))
        office.desk.change("Meeting changed", meeting)


def progressed(office: Office) -> None:
    """What was done of a decision, also of confirmed minutes."""
    decision = _one_of(office, Decision)
    if isinstance(decision, Decision):
        decision.done = office.name()
        office.desk.change("Decision changed", decision)


def confirmed(office: Office) -> None:
    """The minutes of a meeting."""
    meeting = _one_of(office, Meeting)
    if isinstance(meeting, Meeting):
        office.desk.change("Minutes confirmed", minutes.confirmed(meeting, (), TODAY))


def met(office: Office) -> None:
    """A new meeting under the next number, which the other side gives too."""
    number = int(office.desk.read.value("SELECT coalesce(max(number), 0) FROM meetings")) + 1
    office.desk.change("Added", Meeting(number=number, day=dt.date(2026, 12, 1), theme=office.name()))


def took_part(office: Office) -> None:
    """Somebody more who took part in an event."""
    event = _one_of(office, Event)
    school = office.any(Organization)
    if isinstance(event, Event) and school:
        event.participations.append(
            Participation(organization_id=school.id, count_words=str(office.chance.randint(1, 40)))
        )
        office.desk.change("Event changed", event)


CHANGES: tuple[Callable[[Office], None], ...] = (
    words, words, words, days, responsible, deleted, moved, moved, decided, progressed, confirmed, met, took_part,
)  # fmt: skip


def _one_of(office: Office, kind: type[Record]) -> Record | None:
    """One of the oldest records of a kind."""
    return office.any(kind, f"id IN (SELECT id FROM {kind.TABLE} ORDER BY id LIMIT {_AMONG})")
