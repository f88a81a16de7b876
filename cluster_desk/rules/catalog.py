"""Which rules hold for which record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cluster_desk.core.errors import Problem
from cluster_desk.core.normalize import normalize_record
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.control import IncomingPaper, Visit
from cluster_desk.core.records.council import Body, CouncilSeat, Decision, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.indicators import BudgetLine, Indicator
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.office_papers import OfficePaper
from cluster_desk.core.records.participants import EventFolder, Participant
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.core.records.publishing import Publication
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules import collecting, consents, members, office_papers, papers_and_visits, publishing, resources
from cluster_desk.rules.council import minutes
from cluster_desk.rules.council import problems as council
from cluster_desk.rules.fields import field_problems
from cluster_desk.rules.links import derive_links
from cluster_desk.rules.log import events, items_served, participants
from cluster_desk.rules.matching import Matching
from cluster_desk.rules.plan import problems as plans

if TYPE_CHECKING:
    from cluster_desk.data.rows import Stored

_RULES: dict[type[Record], Callable[[Any, Reader], list[Problem]]] = {
    Cluster: members.cluster_problems,
    Organization: members.organization_problems,
    Body: council.body_problems,
    CouncilSeat: council.seat_problems,
    Meeting: council.meeting_problems,
    Decision: minutes.lone_decision_problems,
    Plan: plans.plan_problems,
    PlanSection: plans.section_problems,
    PlanItem: plans.item_problems,
    Event: events.event_problems,
    EventFolder: participants.folder_problems,
    Participant: participants.participant_problems,
    Resource: resources.resource_problems,
    Club: resources.club_problems,
    Indicator: resources.indicator_problems,
    BudgetLine: resources.budget_problems,
    Collection: collecting.collection_problems,
    Publication: publishing.publication_problems,
    OfficePaper: office_papers.paper_problems,
    Consent: consents.consent_problems,
    IncomingPaper: papers_and_visits.incoming_problems,
    Visit: papers_and_visits.visit_problems,
}
_DERIVED: dict[type[Record], Callable[[Any, Any, Reader], None]] = {
    Event: events.derive_event,
    Indicator: resources.derive_indicator,
    PlanItem: plans.derive_item,
    Meeting: minutes.derive_due_days,
    Decision: minutes.derive_own_due_day,
    OfficePaper: office_papers.derive_paper,
    Consent: consents.derive_consent,
    IncomingPaper: papers_and_visits.derive_incoming,
    Visit: papers_and_visits.derive_visit,
}


def prepare(records: Sequence[Record], read: Reader) -> Stored:
    """Normalize the words of `records`, and write beside them what they mean: days, numbers, links.

    What stands in the file already, and what was understood or chosen for words that stay the same, is left alone.
    Gives what the file holds of them.
    """
    stored, known = read.stored(records), Matching(read, records)
    for record in records:
        before = stored.of(record)
        normalize_record(record, before)
        derive = _DERIVED.get(type(record))
        if derive:
            derive(record, before, read)
        derive_links(record, before, known)
    return stored


def derive_again(read: Reader, rows: Iterable[tuple[type[Record], int]]) -> list[Record]:
    """Records to which two files contributed, with what follows from all of it (how many took part) told anew."""
    derived = []
    for kind, row in rows:
        derive = _DERIVED.get(kind)
        record = read.load(kind, row) if derive else None
        if derive and record:
            derive(record, record.copy(), read)
            derived.append(record)
    return derived


def side_effects(records: Sequence[Record], removed: Sequence[Record], read: Reader) -> list[Record]:
    """Further records that change because `records` are stored and `removed` are deleted."""
    stored = [record for record in records if isinstance(record, Event)]
    gone = [record for record in removed if isinstance(record, Event)]
    plans = [record for record in records if isinstance(record, Plan)]
    sections = [record for record in records if isinstance(record, PlanSection)]
    along = items_served.items_told_anew(plans, sections, read) if plans or sections else []
    along += items_served.affected_items(stored, gone, read) if stored or gone else []
    in_hand = {(type(record), record.id) for record in (*records, *removed)}
    return [item for item in {one.id: one for one in along}.values() if (PlanItem, item.id) not in in_hand]


def problems_of(record: Record, read: Reader) -> list[Problem]:
    """Everything to mend in a record before it may be stored; its fields first, then the rules of its area."""
    problems = field_problems(record)
    rule = _RULES.get(type(record))
    if rule and not problems:
        problems += rule(record, read)
    return problems


def removal_problem(record: Record, read: Reader) -> str:
    """Why a rule holds a record back from being deleted; "" when none does."""
    return minutes.removal_problem(record, read)
