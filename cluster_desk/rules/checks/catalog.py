"""The check before printing: what looks wrong, each with the place to jump to. Nothing is blocked by it."""

from __future__ import annotations

from collections.abc import Iterable

from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.checks import meetings as check_meetings
from cluster_desk.rules.checks import plans as check_plans
from cluster_desk.rules.findings import Finding


def check(read: Reader, plans: Iterable[int] | None = None) -> list[Finding]:
    """What looks wrong in these plans (all when None, and then in the council's meetings too), judged ones left out."""
    wanted = list(plans) if plans is not None else [row for (row,) in read.rows("SELECT id FROM plans ORDER BY id")]
    findings = [one for plan in wanted for one in check_plans.findings(read, plan)]
    findings += check_plans.equal_tables(read, wanted)
    if plans is None:
        findings += check_meetings.findings(read)
    return _not_judged(read, findings)


def check_meetings_only(read: Reader, meeting: int | None = None) -> list[Finding]:
    """What looks wrong in the council's meetings, or in one of them, judged ones left out."""
    findings = check_meetings.findings(read)
    return _not_judged(read, [one for one in findings if meeting in (None, one.row)])


def _not_judged(read: Reader, findings: list[Finding]) -> list[Finding]:
    quiet = {key for (key,) in read.rows("SELECT finding FROM judged_fine")}
    return [one for one in findings if one.key not in quiet]
