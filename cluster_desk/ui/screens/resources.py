"""The screen of what the support school shares: resources with their loans, clubs; totals always computed."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.data.queries.resources import CLUBS, RESOURCES
from cluster_desk.desk import Desk
from cluster_desk.rules.resources import club_doubts, resource_doubts
from cluster_desk.settings import Settings
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import ListArea, ListSpec


class ResourcesScreen(ListArea):
    """Resources and clubs."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(desk, settings, _("Resources"), [_RESOURCES, _CLUBS])


def _lent_chip(row: Row) -> Chip | None:
    """A total that an old document told otherwise, or more lent than there is."""
    lent, result = row.lent or 0, row.told_total
    if result is not None and result != lent:
        return Chip(str(lent), "warn", "warning", _("the document says %d") % result)
    if row.available is not None and lent - (row.returned or 0) > row.available:
        return Chip(str(lent), "warn", "warning", _("more than there is"))
    return None


def _sum_of_children(rows: Sequence[Row]) -> str:
    return _("children in all: %d") % sum(row.children_in_all or 0 for row in rows)


_RESOURCES = ListSpec(
    "resources",
    N_("Resources"),
    RESOURCES,
    "book",
    N_("No resources yet: textbooks, equipment, halls, transport"),
    (N_("Resource added"), N_("Resource changed"), N_("Resource deleted")),
    frozenset({"resources", "members"}),
    display={
        "name": {"elastic": True, "width": 300},
        "kind": {"width": 150, "quiet": True},
        "period": {"width": 176},
        "unit": {"width": 90, "quiet": True},
        "lent": {"width": 130, "chip": _lent_chip},
        "returned": {"width": 110},
        "borrowers": {"width": 120},
    },
    doubts=resource_doubts,
    paper="resources",
)
_CLUBS = ListSpec(
    "clubs",
    N_("Clubs"),
    CLUBS,
    "people_team",
    N_("No clubs and network classes yet"),
    (N_("Club added"), N_("Club changed"), N_("Club deleted")),
    frozenset({"resources", "members"}),
    display={
        "name": {"elastic": True, "width": 240},
        "field": {"width": 140, "quiet": True},
        "leader": {"width": 190},
        "period": {"width": 110},
        "age": {"width": 110, "quiet": True},
        "children_in_all": {"width": 110},
        "schools_words": {"width": 240, "quiet": True, "short": without_legal_form},
    },
    doubts=club_doubts,
    sums=_sum_of_children,
    paper="clubs",
)
