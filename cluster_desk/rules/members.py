"""What must hold of organizations and people."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.members import Organization
from cluster_desk.data.queries.reader import Reader


def organization_problems(organization: Organization, read: Reader) -> list[Problem]:
    """Dates of agreements and stays in order; a short name that no other organization has."""
    found = []
    for index, agreement in enumerate(organization.agreements):
        here = (("agreements", index),)
        start = agreement.valid_from or agreement.day
        if start and agreement.valid_until and agreement.valid_until < start:
            found.append(Problem("valid_until", _too_early(agreement.valid_until, start), here))
    for index, stay in enumerate(organization.memberships):
        if stay.joined and stay.left and stay.left < stay.joined:
            found.append(Problem("left", _too_early(stay.left, stay.joined), (("memberships", index),)))
    namesake = read.value(
        "SELECT 1 FROM organizations WHERE fold(short_name) = fold(?) AND id IS NOT ?",
        organization.short_name.strip(),
        organization.id,
    )
    if namesake and organization.short_name.strip():
        found.append(Problem("short_name", _("Another organization already has this short name.")))
    return found


def _too_early(end: dt.date, start: dt.date) -> str:
    """Says that an end stands before its start, and what was probably meant: the same day some years later."""
    words = _("Earlier than its beginning (%(start)s).") % {"start": start.strftime("%d.%m.%Y")}
    meant = end.replace(year=start.year + 5) if (end.day, end.month) != (29, 2) else None
    if meant and meant.year != end.year:
        words += " " + _("Perhaps %(day)s?") % {"day": meant.strftime("%d.%m.%Y")}
    return words
