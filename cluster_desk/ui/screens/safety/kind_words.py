"""What records of a kind are called together: the words before a number of them."""

from __future__ import annotations

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record

_MANY = {
    "Cluster": N_("The cluster"),
    "Organization": N_("Organizations"),
    "Person": N_("People"),
    "NameForm": N_("Forms of names"),
    "OrganizationSpelling": N_("Spellings of names"),
    "Body": N_("Bodies"),
    "CouncilSeat": N_("Council members"),
    "Meeting": N_("Meetings"),
    "AgendaItem": N_("Questions of the meeting"),
    "Plan": N_("Plans"),
    "PlanSection": N_("Plan sections"),
    "PlanItem": N_("Plan items"),
    "Event": N_("Entries of the log"),
    "EventFolder": N_("Folders of events"),
    "Participant": N_("Participants of events"),
    "Resource": N_("Resources"),
    "Club": N_("Clubs"),
    "Indicator": N_("Indicators"),
    "BudgetLine": N_("Budget lines"),
    "DepartmentForm": N_("Forms of the department"),
    "Template": N_("Templates"),
    "Collection": N_("Requests to schools"),
    "Publication": N_("Publications"),
    "OfficePaper": N_("Papers of the office"),
    "Consent": N_("Consents"),
    "IncomingPaper": N_("Incoming papers"),
    "Visit": N_("Visits to schools"),
    "JudgedFine": N_("Marked as fine"),
    "ImportedRecord": N_("Words of imported documents"),
}


def many(kind: type[Record]) -> str:
    """What records of a kind are called together."""
    return _(_MANY.get(kind.__name__, kind.LABEL))
