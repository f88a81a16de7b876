"""What the support school shares: books and equipment lent, halls, transport, boarding, clubs, teachers lent."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class ResourceKind(Choice):
    """What is shared."""

    TEXTBOOKS = "textbooks", N_("textbooks")
    EQUIPMENT = "equipment", N_("equipment")
    HALL = "hall", N_("hall")
    TRANSPORT = "transport", N_("transport")
    BOARDING = "boarding", N_("boarding")
    DISTANCE = "distance", N_("distance courses")
    TEACHER = "teacher", N_("teacher lent")
    OTHER = "other", N_("other resource")


class Loan(Part, area="resources", table="loans", label=N_("Loan"), title="note"):
    """What one organization has or uses of a resource: lent and returned, or hours, or children."""

    organization_id: int | None = fields.link(N_("Organization"), "Organization", required=True)
    count: int | None = fields.whole(N_("How many"), required=True)
    day: dt.date | None = fields.day(N_("Lent on"))
    returned_count: int | None = fields.whole(N_("Returned"))
    returned_day: dt.date | None = fields.day(N_("Returned on"))
    note: str = fields.text(N_("Note"))


class Resource(Record, area="resources", table="resources", label=N_("Resource")):
    """Something shared in a period; `told_total` is a total that an old document gave, doubted when it disagrees."""

    name: str = fields.text(N_("Title"), required=True, roles="title name")
    kind: ResourceKind = fields.choice(N_("Kind"), ResourceKind.TEXTBOOKS)
    period: str = fields.text(N_("Period"), hint=N_("2026, school year 2025/2026, …"))
    unit: str = fields.text(N_("Unit"), hint=N_("pieces, hours, children, …"))
    available: int | None = fields.whole(N_("How many there are"), listed=False)
    person_id: int | None = fields.link(
        N_("Who answers for it"), "Person", cleared=True, personal=True, listed=False, roles="responsible"
    )
    told_total: int | None = fields.whole(N_("Total as written"), listed=False)
    notes: str = fields.prose(N_("Notes"))
    loans: list[Loan] = fields.parts(N_("Loans"), "Loan")

    @property
    def lent(self) -> int:
        """How many are lent in all."""
        return sum(loan.count or 0 for loan in self.loans)

    @property
    def returned(self) -> int:
        """How many came back."""
        return sum(loan.returned_count or 0 for loan in self.loans)


class ClubSchool(Part, area="resources", table="club_schools", label=N_("School of a club"), title="note"):
    """How many children of one organization go to a club."""

    organization_id: int | None = fields.link(N_("Organization"), "Organization", required=True)
    count: int | None = fields.whole(N_("Children"))
    note: str = fields.text(N_("Note"))


class Club(Record, area="resources", table="clubs", label=N_("Club")):
    """A club, section or network class."""

    name: str = fields.text(N_("Title"), required=True, roles="title name")
    field: str = fields.text(N_("Field"), hint=N_("technical, sports, network class, …"))
    leader: str = fields.text(N_("Leader"), personal=True, of="leader_id", roles="head staff responsible person")
    leader_id: int | None = fields.link(N_("Leader, who it is"), "Person", cleared=True, personal=True, listed=False)
    period: str = fields.text(N_("Period"))
    age: str = fields.text(N_("Age, classes"))
    children: int | None = fields.whole(N_("Children"), hint=N_("left empty: summed over the schools"))
    notes: str = fields.prose(N_("Notes"))
    schools: list[ClubSchool] = fields.parts(N_("From which schools"), "ClubSchool")

    @property
    def children_in_all(self) -> int:
        """How many children: given for all, else summed over the schools."""
        return self.children if self.children is not None else sum(school.count or 0 for school in self.schools)
