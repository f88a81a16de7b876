"""Events: planned, held, moved or cancelled; once held, what came of it is the activity log's entry."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class EventState(Choice):
    """Where an event is in its one life."""

    PLANNED = "planned", N_("planned")
    HELD = "held", N_("held")
    MOVED = "moved", N_("moved")
    CANCELLED = "cancelled", N_("cancelled")


class Level(Choice):
    """How far an event reaches."""

    SCHOOL = "school", N_("of the school")
    MUNICIPAL = "municipal", N_("municipal")
    AREA = "area", N_("of the education area")
    REGIONAL = "regional", N_("of the region")
    INTERREGIONAL = "interregional", N_("of several regions")
    NATIONAL = "national", N_("of all Russia")
    INTERNATIONAL = "international", N_("international")
    UNTOLD = "untold", N_("not told")


class Mode(Choice):
    """How people take part."""

    IN_PERSON = "in_person", N_("in person")
    REMOTE = "remote", N_("remote")
    MIXED = "mixed", N_("mixed")
    UNTOLD = "untold", N_("not told")


class TakingPart(Choice):
    """Who took part; the order is the order of columns on screen and paper."""

    PUPILS = "pupils", N_("pupils")
    TEACHERS = "teachers", N_("teachers")
    PARENTS = "parents", N_("parents")
    PRESCHOOLERS = "preschoolers", N_("preschoolers")
    OTHERS = "others", N_("others")


class EventSpan(Part, area="events", table="event_spans", label=N_("Days"), title="first"):
    """One of the days or runs of days that an event's date words mean; a recurring event has many."""

    first: dt.date | None = fields.day(N_("From"), required=True)
    last: dt.date | None = fields.day(N_("To"), required=True)


class ServedItem(Part, area="events", table="served_items", label=N_("Plan item served"), title="item_id"):
    """A plan item that an event carries out; the item's state follows the event's."""

    item_id: int | None = fields.link(N_("Plan item"), "PlanItem", required=True, follows=True)


class Participation(Part, area="events", table="participations", label=N_("Participation"), title="count_words"):
    """How many took part from one organization: the words as typed, the number understood beside them.

    `unit` is empty for people; else what was counted (works, teams, choirs). An organization outside the cluster is
    only words.
    """

    organization_id: int | None = fields.link(N_("Organization"), "Organization", read_from="organization_words")
    organization_words: str = fields.text(N_("Organization as written"))
    kind: TakingPart = fields.choice(N_("Who"), TakingPart.PUPILS)
    unit: str = fields.text(N_("Unit"), hint=N_("works, teams, choirs; empty for people"))
    count_words: str = fields.text(N_("How many"), required=True, hint=N_("12, more than 70, …"))
    count: int | None = fields.whole(N_("Number"), hidden=True, searched=False, read_from="count_words")


class EventPerson(Part, area="events", table="event_people", label=N_("Person of an event"), title="words"):
    """Somebody named in an event: a winner, a speaker, a member of the jury."""

    words: str = fields.text(N_("Name"), required=True, personal=True, of="person_id")
    role: str = fields.text(N_("As what"), hint=N_("winner, prize-winner, speaker, jury, …"), personal=True)
    nomination: str = fields.text(N_("Nomination, place"), personal=True)
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True)


class Attachment(Part, area="events", table="attachments", label=N_("Attachment")):
    """A photo or paper kept inside the file; its bytes lie once in the table `contents`, by their digest."""

    name: str = fields.text(N_("File name"), required=True, personal=True)
    media_type: str = fields.text(N_("Kind of file"), hidden=True, searched=False)
    size: int | None = fields.whole(N_("Size, bytes"), hidden=True, searched=False)
    digest: str = fields.text(N_("Digest"), hidden=True, searched=False)
    note: str = fields.text(N_("What it shows"), personal=True)


class Event(Record, area="events", table="events", label=N_("Event")):
    """An occurrence with dates; held, it is an entry of the activity log.

    `day_words` stays as typed ("20-30 ноября", "еженедельно"); `spans` is what was understood, `first_day` and
    `last_day` its outer ends, for order and search by date. `people_count` is how many people took part as far as
    numbers were given, None where none was (see `core.russian.counts.people_in`).
    """

    name: str = fields.prose(N_("What"), required=True, listed=True, roles="title topic")
    state: EventState = fields.choice(N_("State"), EventState.HELD)
    day_words: str = fields.text(
        N_("When"), required=True, hint=N_("24.03.2026, 20-30 November, weekly, …"), roles="deadline"
    )
    first_day: dt.date | None = fields.day(N_("From"), listed=False, hidden=True, indexed=True, read_from="day_words")
    last_day: dt.date | None = fields.day(N_("To"), listed=False, hidden=True, read_from="day_words")
    people_count: int | None = fields.whole(
        N_("People in all"), listed=False, hidden=True, searched=False, read_from="participations"
    )
    time: str = fields.clock(N_("Time"), listed=False)
    venue: str = fields.text(N_("Venue"), listed=False, roles="place organization")
    level: Level = fields.choice(N_("Level"), Level.UNTOLD)
    form: str = fields.text(N_("Form"), hint=N_("contest, seminar, excursion, …"), section=N_("More about it"))
    mode: Mode = fields.choice(N_("Mode"), Mode.UNTOLD, listed=False)
    audience: str = fields.text(N_("Audience"), listed=False)
    organizer: str = fields.text(N_("Organizer"), listed=False)
    organizer_id: int | None = fields.link(
        N_("Organizing organization"), "Organization", listed=False, read_from="organizer"
    )
    task_id: int | None = fields.link(N_("Task served"), "Task", listed=False, cleared=True)
    nominations: str = fields.prose(N_("Nominations"))
    results: str = fields.prose(N_("Outcome, winners"), personal=True)
    links: str = fields.prose(N_("Web addresses"))
    text: str = fields.prose(N_("Text for the report"))
    moved_to: str = fields.text(N_("Moved to"), listed=False)
    reason: str = fields.text(N_("Why"), listed=False)
    spans: list[EventSpan] = fields.parts(N_("Days"), "EventSpan", read_from="day_words")
    items: list[ServedItem] = fields.parts(N_("Plan items served"), "ServedItem")
    participations: list[Participation] = fields.parts(N_("Who took part"), "Participation")
    people: list[EventPerson] = fields.parts(N_("People"), "EventPerson")
    attachments: list[Attachment] = fields.parts(N_("Photos and papers"), "Attachment")
