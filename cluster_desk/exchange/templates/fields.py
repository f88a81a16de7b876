"""What may stand in a place of a template: a closed list of facts, each with its kind. There are no expressions.

The code of a field is kept in the data file, so it never changes its meaning; its first part tells whose fact it is:
the member's (`org`), its agreement's, the support school's, … A column of a list from Excel that the program does not
know by its heading is `column:` and that heading, a text asked each time `asked:` and what it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.templates import ForWhom, Repeated


class ValueKind(StrEnum):
    """How a fact is written: which cases and forms it has."""

    PERSON = "person"
    POST = "post"
    BODY = "body"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"


class PersonForm(StrEnum):
    """The ways in which a person's name stands in papers; TIGHT ones have no space between the initials."""

    FULL = "full"  # Тихонов Александр Васильевич
    NAME_FIRST = "name_first"  # Александр Васильевич Тихонов
    LISTED = "listed"  # Тихонов А. В.
    LISTED_TIGHT = "listed_tight"  # Тихонов А.В.
    SIGNED = "signed"  # А. В. Тихонов
    SIGNED_TIGHT = "signed_tight"  # А.В. Тихонов
    FIRST_AND_MIDDLE = "first_and_middle"  # Александр Васильевич
    SURNAME = "surname"
    DEAR = "dear"  # Уважаемый Александр Васильевич
    SEX = "sex:"  # and the man's word, of a pair that the sex tells: действующего


class DateForm(StrEnum):
    """The ways in which a day stands in papers."""

    FIGURES = "figures"  # 14.12.2026
    WORDS = "words"  # 14 декабря 2026 г.
    WORDS_WHOLE = "words_whole"  # 14 декабря 2026 года
    QUOTED = "quoted"  # «14» декабря 2026 г.
    QUOTED_WHOLE = "quoted_whole"  # «14» декабря 2026 года
    DAY_AND_MONTH = "day_and_month"  # 14 декабря
    YEAR = "year"  # 2026
    WEEKDAY = "weekday"  # понедельник


@dataclass(frozen=True)
class TemplateField:
    """A fact that may stand in a place; `label` is a msgid."""

    code: str
    label: str
    kind: ValueKind

    @property
    def source(self) -> str:
        """Whose fact it is: the first part of its code."""
        return self.code.partition(".")[0]


_PERSON, _POST, _BODY, _DATE, _NUMBER, _TEXT = ValueKind
_ALL = (
    TemplateField("org.short", N_("member: short name"), _BODY),
    TemplateField("org.full", N_("member: full name"), _BODY),
    TemplateField("org.head", N_("member: its head"), _PERSON),
    TemplateField("org.post", N_("member: the post of its head"), _POST),
    TemplateField("org.locality", N_("member: place"), _TEXT),
    TemplateField("org.district", N_("member: district"), _BODY),
    TemplateField("org.address", N_("member: address"), _TEXT),
    TemplateField("org.phone", N_("member: phone"), _TEXT),
    TemplateField("org.email", N_("member: e-mail"), _TEXT),
    TemplateField("org.site", N_("member: web site"), _TEXT),
    TemplateField("org.founder", N_("member: founder"), _TEXT),
    TemplateField("org.inn", N_("member: taxpayer number"), _TEXT),
    TemplateField("org.kpp", N_("member: KPP"), _TEXT),
    TemplateField("org.ogrn", N_("member: OGRN"), _TEXT),
    TemplateField("org.okpo", N_("member: OKPO"), _TEXT),
    TemplateField("org.learners", N_("member: pupils and children"), _NUMBER),
    TemplateField("agreement.number", N_("agreement: №"), _NUMBER),
    TemplateField("agreement.day", N_("agreement: date"), _DATE),
    TemplateField("agreement.from", N_("agreement: valid from"), _DATE),
    TemplateField("agreement.until", N_("agreement: valid until"), _DATE),
    TemplateField("agreement.subject", N_("agreement: what it is about"), _TEXT),
    TemplateField("addition.number", N_("additional agreement: №"), _NUMBER),
    TemplateField("addition.day", N_("additional agreement: date"), _DATE),
    TemplateField("person.name", N_("person: name"), _PERSON),
    TemplateField("person.post", N_("person: post"), _POST),
    TemplateField("person.org", N_("person: organization, short name"), _BODY),
    TemplateField("person.org_full", N_("person: organization, full name"), _BODY),
    TemplateField("person.phone", N_("person: phone"), _TEXT),
    TemplateField("person.email", N_("person: e-mail"), _TEXT),
    TemplateField("event.name", N_("event: what"), _TEXT),
    TemplateField("event.day", N_("event: its day"), _DATE),
    TemplateField("event.last", N_("event: its last day"), _DATE),
    TemplateField("event.days", N_("event: when, as typed"), _TEXT),
    TemplateField("event.time", N_("event: time"), _TEXT),
    TemplateField("event.venue", N_("event: venue"), _TEXT),
    TemplateField("event.form", N_("event: form"), _TEXT),
    TemplateField("event.organizer", N_("event: organizer"), _BODY),
    TemplateField("event.people", N_("event: how many took part"), _NUMBER),
    TemplateField("meeting.number", N_("meeting: №"), _NUMBER),
    TemplateField("meeting.day", N_("meeting: date"), _DATE),
    TemplateField("meeting.time", N_("meeting: time"), _TEXT),
    TemplateField("meeting.place", N_("meeting: venue"), _TEXT),
    TemplateField("meeting.theme", N_("meeting: theme"), _TEXT),
    TemplateField("decision.number", N_("decision: №"), _NUMBER),
    TemplateField("decision.text", N_("decision: its words"), _TEXT),
    TemplateField("decision.who", N_("decision: responsible"), _TEXT),
    TemplateField("decision.due", N_("decision: due, as typed"), _TEXT),
    TemplateField("decision.due_day", N_("decision: due date"), _DATE),
    TemplateField("plan.name", N_("plan: name"), _TEXT),
    TemplateField("plan.start", N_("plan: from"), _DATE),
    TemplateField("plan.end", N_("plan: to"), _DATE),
    TemplateField("list.name", N_("list: name"), _PERSON),
    TemplateField("list.post", N_("list: post"), _POST),
    TemplateField("list.org", N_("list: organization"), _BODY),
    TemplateField("list.class", N_("list: class"), _TEXT),
    TemplateField("list.result", N_("list: result"), _TEXT),
    TemplateField("row.number", N_("row: its № in order"), _NUMBER),
    TemplateField("seat.role", N_("council: role"), _TEXT),
    TemplateField("seat.name", N_("council: name"), _PERSON),
    TemplateField("seat.post", N_("council: post"), _POST),
    TemplateField("seat.org", N_("council: organization"), _BODY),
    TemplateField("question.number", N_("question: №"), _NUMBER),
    TemplateField("question.topic", N_("question: topic"), _TEXT),
    TemplateField("question.speakers", N_("question: speakers"), _TEXT),
    TemplateField("item.number", N_("plan item: №"), _NUMBER),
    TemplateField("item.title", N_("plan item: event"), _TEXT),
    TemplateField("item.deadline", N_("plan item: deadline"), _TEXT),
    TemplateField("item.responsible", N_("plan item: responsible"), _TEXT),
    TemplateField("item.result", N_("plan item: result"), _TEXT),
    TemplateField("part.org", N_("taking part: organization"), _BODY),
    TemplateField("part.count", N_("taking part: how many"), _TEXT),
    TemplateField("school.short", N_("support school: short name"), _BODY),
    TemplateField("school.full", N_("support school: full name"), _BODY),
    TemplateField("school.head", N_("support school: its head"), _PERSON),
    TemplateField("school.post", N_("support school: the post of its head"), _POST),
    TemplateField("school.locality", N_("support school: place"), _TEXT),
    TemplateField("school.address", N_("support school: address"), _TEXT),
    TemplateField("school.phone", N_("support school: phone"), _TEXT),
    TemplateField("school.email", N_("support school: e-mail"), _TEXT),
    TemplateField("school.site", N_("support school: web site"), _TEXT),
    TemplateField("school.founder", N_("support school: founder"), _TEXT),
    TemplateField("school.inn", N_("support school: taxpayer number"), _TEXT),
    TemplateField("school.kpp", N_("support school: KPP"), _TEXT),
    TemplateField("school.ogrn", N_("support school: OGRN"), _TEXT),
    TemplateField("school.okpo", N_("support school: OKPO"), _TEXT),
    TemplateField("cluster.name", N_("cluster: name"), _BODY),
    TemplateField("cluster.region", N_("cluster: region"), _BODY),
    TemplateField("cluster.district", N_("cluster: district"), _BODY),
    TemplateField("cluster.order", N_("cluster: № of the founding order"), _NUMBER),
    TemplateField("cluster.order_day", N_("cluster: date of the founding order"), _DATE),
    TemplateField("chair.name", N_("chair of the council: name"), _PERSON),
    TemplateField("chair.post", N_("chair of the council: post"), _POST),
    TemplateField("secretary.name", N_("secretary of the council: name"), _PERSON),
    TemplateField("secretary.post", N_("secretary of the council: post"), _POST),
    TemplateField("secretary.phone", N_("secretary of the council: phone"), _TEXT),
    TemplateField("issuer.title", N_("issuer of the order: what it is called"), _TEXT),
    TemplateField("issuer.of_paper", N_("issuer of the order: “of the order”"), _TEXT),
    TemplateField("issuer.orders", N_("issuer of the order: “ПРИКАЗЫВАЮ”"), _TEXT),
    TemplateField("issuer.recommends", N_("issuer of the order: to other schools, “Рекомендовать”"), _TEXT),
    TemplateField("issuer.proposes", N_("issuer of the order: to other schools, “Предложить”"), _TEXT),
    TemplateField("issuer.short", N_("issuer of the order: short name"), _BODY),
    TemplateField("issuer.full", N_("issuer of the order: full name"), _BODY),
    TemplateField("issuer.head", N_("issuer of the order: its head"), _PERSON),
    TemplateField("issuer.post", N_("issuer of the order: the post of its head"), _POST),
    TemplateField("issuer.locality", N_("issuer of the order: place"), _TEXT),
    TemplateField("issuer.address", N_("issuer of the order: address"), _TEXT),
    TemplateField("issuer.phone", N_("issuer of the order: phone"), _TEXT),
    TemplateField("issuer.email", N_("issuer of the order: e-mail"), _TEXT),
    TemplateField("issuer.inn", N_("issuer of the order: taxpayer number"), _TEXT),
    TemplateField("issuer.ogrn", N_("issuer of the order: OGRN"), _TEXT),
    TemplateField("paper.day", N_("the paper: its date, told when it is made"), _DATE),
    TemplateField("paper.number", N_("the paper: its №, told when it is made"), _NUMBER),
)
FIELDS = {field.code: field for field in _ALL}
COLUMN, ASKED = "column:", "asked:"
TOLD_EACH_TIME = ("paper.day", "paper.number")
COMMON = ("school", "cluster", "chair", "secretary", "paper", "issuer")
"""The sources that every paper has, whomever it is for."""
SOURCES: dict[ForWhom, tuple[str, ...]] = {
    ForWhom.ORGANIZATION: ("org", "agreement", "addition"),
    ForWhom.PERSON: ("person",),
    ForWhom.AGREEMENT: ("agreement", "addition", "org"),
    ForWhom.EVENT: ("event",),
    ForWhom.MEETING: ("meeting",),
    ForWhom.DECISION: ("decision", "meeting"),
    ForWhom.PLAN: ("plan",),
    ForWhom.PARTICIPANT: ("list",),
    ForWhom.NOBODY: (),
}
"""Whose facts a paper for somebody tells besides."""
ROW_SOURCES: dict[Repeated, tuple[str, ...]] = {
    Repeated.MEMBERS: ("org", "agreement", "addition"),
    Repeated.COUNCIL: ("seat",),
    Repeated.QUESTIONS: ("question",),
    Repeated.DECISIONS: ("decision",),
    Repeated.ITEMS: ("item",),
    Repeated.TAKING_PART: ("part",),
    Repeated.PARTICIPANTS: ("list",),
    Repeated.ONCE: (),
}
NEEDS: dict[Repeated, ForWhom] = {
    Repeated.QUESTIONS: ForWhom.MEETING,
    Repeated.DECISIONS: ForWhom.MEETING,
    Repeated.ITEMS: ForWhom.PLAN,
    Repeated.TAKING_PART: ForWhom.EVENT,
}
"""What a paper must be made for so that its rows can be repeated so."""


def get_field(code: str) -> TemplateField | None:
    """The field with that code; None for one that this program does not have."""
    for start in (COLUMN, ASKED):
        if code.startswith(start) and code != start:
            return TemplateField(code, code.removeprefix(start), ValueKind.TEXT)
    return FIELDS.get(code)


def label_of(field: TemplateField) -> str:
    """What a field is called, in the language spoken now."""
    if field.code.startswith(COLUMN):
        return _("list: column “%s”") % field.label
    return _("told when it is made: %s") % field.label if field.code.startswith(ASKED) else _(field.label)


def fields_for(whom: ForWhom, repeated: Repeated = Repeated.ONCE) -> list[TemplateField]:
    """The fields that a paper for somebody may tell, in a row of a repeated table those of the row first."""
    row = (*ROW_SOURCES[repeated], "row") if repeated is not Repeated.ONCE else ()
    sources = dict.fromkeys((*row, *SOURCES[whom], *COMMON))
    return [field for source in sources for field in _ALL if field.source == source]
