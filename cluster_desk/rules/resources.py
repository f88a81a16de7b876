"""What must hold of resources, loans and clubs, and where an old document's total disagrees with them."""

from __future__ import annotations

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.data.queries.reader import Reader


def resource_problems(resource: Resource, read: Reader) -> list[Problem]:
    """Counts are not negative; nothing is returned before it was lent."""
    problems = []
    for index, loan in enumerate(resource.loans):
        here = (("loans", index),)
        for name, value in (("count", loan.count), ("returned_count", loan.returned_count)):
            if (value or 0) < 0:
                problems.append(Problem(name, _("Less than nothing cannot be lent."), here))
        if loan.day and loan.returned_day and loan.returned_day < loan.day:
            words = _("Earlier than its beginning (%(start)s).") % {"start": f"{loan.day:%d.%m.%Y}"}
            problems.append(Problem("returned_day", words, here))
    return problems


def resource_doubts(resource: Resource) -> list[str]:
    """Where the numbers disagree: with a total told, with what there is, with what came back."""
    doubts = []
    total = sum(loan.count or 0 for loan in resource.loans)
    if resource.told_total is not None and resource.told_total != total:
        values = {"told": resource.told_total, "sum": total}
        doubts.append(_("The document says %(told)d in all, the loans add up to %(sum)d.") % values)
    lent = total - sum(loan.returned_count or 0 for loan in resource.loans)
    if resource.available is not None and lent > resource.available:
        values = {"lent": lent, "available": resource.available}
        doubts.append(_("More is lent (%(lent)d) than there is (%(available)d).") % values)
    if any((loan.returned_count or 0) > (loan.count or 0) for loan in resource.loans):
        doubts.append(_("More came back than was lent."))
    return doubts


def club_problems(club: Club, read: Reader) -> list[Problem]:
    """Counts are not negative."""
    return [
        Problem("count", _("A number of children is 0 or more."), (("schools", index),))
        for index, school in enumerate(club.schools)
        if (school.count or 0) < 0
    ]


def club_doubts(club: Club) -> list[str]:
    """Where the number of children and the sum over schools disagree."""
    total = sum(school.count or 0 for school in club.schools)
    if club.children is None or not club.schools or club.children == total:
        return []
    values = {"told": club.children, "sum": total}
    return [_("The club has %(told)d children, its schools add up to %(sum)d.") % values]
