"""What must hold of the cluster's own settings, of organizations and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.cluster import Cluster, QuorumRule
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import FormerHead, Organization, OrganizationKind, Person
from cluster_desk.data.queries.reader import Reader


def cluster_problems(cluster: Cluster, read: Reader) -> list[Problem]:
    """A quorum that is a number has one, 1 or more; a vacation does not end before it begins."""
    problems = []
    if cluster.quorum is QuorumRule.NUMBER and (cluster.quorum_number or 0) < 1:
        problems.append(Problem("quorum_number", _("Say how many must be present, 1 or more.")))
    for place, vacation in enumerate(cluster.vacations):
        if vacation.first_day and vacation.last_day and vacation.last_day < vacation.first_day:
            problems.append(Problem("last_day", _("The vacation ends before it begins."), (("vacations", place),)))
    return problems


def organization_problems(organization: Organization, read: Reader) -> list[Problem]:
    """Dates of agreements and stays in order; a short name that no other organization has."""
    problems = []
    for index, agreement in enumerate(organization.agreements):
        here = (("agreements", index),)
        start = agreement.valid_from or agreement.day
        if start and agreement.valid_until and agreement.valid_until < start:
            problems.append(Problem("valid_until", _too_early(agreement.valid_until, start), here))
    for index, stay in enumerate(organization.memberships):
        if stay.joined and stay.left and stay.left < stay.joined:
            problems.append(Problem("left", _too_early(stay.left, stay.joined), (("memberships", index),)))
    for index, head in enumerate(organization.former_heads):
        if head.since and head.until and head.until < head.since:
            problems.append(Problem("until", _too_early(head.until, head.since), (("former_heads", index),)))
    namesake = read.value(
        "SELECT 1 FROM organizations WHERE fold(short_name) = fold(?) AND id IS NOT ?",
        organization.short_name.strip(),
        organization.id,
    )
    if namesake and organization.short_name.strip():
        problems.append(Problem("short_name", _("Another organization already has this short name.")))
    return problems


def _too_early(end: dt.date, start: dt.date) -> str:
    """Says that an end stands before its start, and what was probably meant: the same day some years later."""
    words = _("Earlier than its beginning (%(start)s).") % {"start": start.strftime("%d.%m.%Y")}
    meant = end.replace(year=start.year + 5) if (end.day, end.month) != (29, 2) else None
    if meant and meant.year != end.year:
        words += " " + _("Perhaps %(day)s?") % {"day": meant.strftime("%d.%m.%Y")}
    return words


def note_former_head(before: Organization, after: Organization, today: dt.date) -> None:
    """Where the head has changed, write the one before among the former heads of `after`, unless it was typed there.

    Its time ends the day before the new one's begins, or today.
    """
    if before.head_id in (None, after.head_id) or any(one.person_id == before.head_id for one in after.former_heads):
        return
    if after.head_since == before.head_since and after.head_order == before.head_order:
        after.head_since, after.head_order = None, ""
    until = after.head_since - dt.timedelta(days=1) if after.head_since else today
    after.former_heads.append(
        FormerHead(person_id=before.head_id, since=before.head_since, until=until, order=before.head_order)
    )


def with_post(
    read: Reader, made: Sequence[Record], person_id: int | None, position: str, organization_id: int | None
) -> list[Record]:
    """The person to store along when a record tells a post and an organization that the list of people does not know.

    What the list tells stays. One of the people that are just `made` is completed in place.
    """
    fresh = next((one for one in made if isinstance(one, Person) and one.id == person_id), None)
    person = fresh or (read.load(Person, person_id) if person_id is not None else None)
    if person is None or (person.position and person.organization_id) or not (position or organization_id):
        return []
    before = (person.position, person.organization_id)
    if person.organization_id in (None, organization_id):  # a post elsewhere is not the one told here
        person.position = person.position or position
        person.organization_id = organization_id
    changed = (person.position, person.organization_id) != before
    return [person] if changed and fresh is None else []


_HEADS = {OrganizationKind.KINDERGARTEN: "заведующий"} | {
    kind: "директор"
    for kind in OrganizationKind
    if kind not in (OrganizationKind.KINDERGARTEN, OrganizationKind.DEPARTMENT, OrganizationKind.OTHER)
}


def head_with_post(read: Reader, made: Sequence[Record], organization: Organization) -> list[Record]:
    """The head of an organization, to store along with it: at work there, in the post that such heads have."""
    return with_post(read, made, organization.head_id, _HEADS.get(organization.kind, ""), organization.id)
