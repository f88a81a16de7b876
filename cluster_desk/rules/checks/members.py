"""Members whose day of joining nobody wrote down, where their agreement tells that it may be later than a paper's day.

Without a day an organization counts as a member always: most offices never write it. A paper of quarter III may then
name one whose agreement is of November.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import _
from cluster_desk.core.records.members import Organization
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.findings import Finding, FindingKind

_MOST = 3
_DOUBTFUL = (
    "SELECT o.id, o.short_name, min(coalesce(a.valid_from, a.day)) AS first FROM organizations AS o "
    "JOIN agreements AS a ON a.organizations_id = o.id WHERE NOT EXISTS (SELECT 1 FROM memberships AS m "
    'WHERE m.organizations_id = o.id AND (m.joined IS NOT NULL OR m."left" < :day)) '
    "AND o.id IS NOT (SELECT support_school_id FROM cluster) "
    "AND NOT EXISTS (SELECT 1 FROM agreements WHERE organizations_id = o.id AND coalesce(valid_from, day) IS NULL) "
    "GROUP BY o.id HAVING first > :day ORDER BY o.short_name COLLATE russian"
)


def membership_findings(read: Reader, on: dt.date) -> list[Finding]:
    """The organizations that count as members on a day although their first agreement is later; many as one finding."""
    rows = read.rows_named(_DOUBTFUL, {"day": on.isoformat()})
    if len(rows) > _MOST:
        names = ", ".join(name for _row, name, _first in rows)
        text = _(
            "“In the cluster since” is empty, the agreement is later than %(day)s, yet they count as members: %(who)s"
        )
        told = text % {"day": f"{on:%d.%m.%Y}", "who": names}
        about = "\n".join(f"{row} {first}" for row, _name, first in rows)
        return [Finding(FindingKind.MEMBER, Organization, rows[0][0], _("Members"), told, about)]
    text = _("“In the cluster since” is empty, the agreement is of %(agreed)s, yet on %(day)s it counts as a member.")
    return [
        Finding(
            FindingKind.MEMBER,
            Organization,
            row,
            name,
            text % {"agreed": f"{dt.date.fromisoformat(first):%d.%m.%Y}", "day": f"{on:%d.%m.%Y}"},
            first,
        )
        for row, name, first in rows
    ]
