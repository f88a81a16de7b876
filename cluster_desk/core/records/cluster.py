"""The cluster itself: one record a file; what stands at the head of its papers.

And what the office has looked at and judged fine, so that the check does not tell it again.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Form, Part, Record


class QuorumRule(Choice):
    """How many of the council must be present for its decisions to hold."""

    HALF = "half", N_("more than half")
    TWO_THIRDS = "two_thirds", N_("two thirds")
    NUMBER = "number", N_("a number told")


class SchoolVacation(Part, area="cluster", table="school_vacations", label=N_("Vacation")):
    """A stretch of days off of the school's own: autumn holidays, say."""

    name: str = fields.text(N_("Vacation called"), required=True, hint=N_("Autumn holidays"))
    first_day: dt.date | None = fields.day(N_("From"), row=N_("Days"), required=True)
    last_day: dt.date | None = fields.day(N_("To"), row=N_("Days"), before=N_("to"), required=True)


class MovedDay(Part, area="cluster", table="moved_days", label=N_("Moved day")):
    """A day that the school works or does not, against the calendar: a worked Saturday, a day off moved."""

    name: str = fields.text(N_("Why"), hint=N_("Moved from 2 November"))
    day: dt.date | None = fields.day(N_("Day"), required=True)
    works: bool = fields.flag(N_("This day is worked"), False)


class Cluster(Record, area="cluster", table="cluster", label=N_("Cluster")):
    """The one cluster that a file is about; its row number is always 1.

    A file made for a document may have no name yet; papers ask for it before they say it.
    """

    name: str = fields.text(N_("Cluster's name"), hint=N_("Zarechny educational cluster"))
    name_genitive: str = fields.text(N_("Name, genitive"), hint=N_("of the … educational cluster, as papers say it"))
    region: str = fields.text(N_("Region"))
    district: str = fields.text(N_("District"))
    order_number: str = fields.text(N_("Founding order №"), row=N_("Founding order"), width=64)
    order_day: dt.date | None = fields.day(N_("Order of"), row=N_("Founding order"), before=N_("of"))
    support_school_id: int | None = fields.link(N_("Support school"), "Organization", cleared=True)
    letterhead: str = fields.prose(
        N_("Letterhead"),
        section=N_("What stands on papers"),
        hint=N_("Lines at the head of letters: name, address, phone"),
    )
    regulation: str = fields.prose(N_("Time limits at meetings"), hint=N_("Report: up to 10 minutes, …"))
    secretary_phone: str = fields.text(N_("Secretary's phone"), form=Form.PHONE, personal=True)
    saturday_works: bool = fields.flag(N_("Saturday is worked"), False, section=N_("Days off"))
    vacations: list[SchoolVacation] = fields.parts(N_("School's vacations"), "SchoolVacation")
    moved_days: list[MovedDay] = fields.parts(N_("Moved days"), "MovedDay")
    quorum: QuorumRule = fields.choice(N_("Quorum"), QuorumRule.HALF, section=N_("Council"))
    quorum_number: int | None = fields.whole(N_("Present at least"), hint=N_("if a number is told"), width=150)
    curator_counts: bool = fields.flag(N_("The curator counts for the quorum and votes"), True)


class JudgedFine(Record, area="checks", table="judged_fine", label=N_("Judged fine"), title="finding"):
    """A finding of the check that is no mistake; it speaks again when the words that it is about change."""

    finding: str = fields.text(N_("Finding"), required=True, hidden=True)
