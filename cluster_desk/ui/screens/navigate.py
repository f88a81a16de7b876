"""Where a hit of the search leads: the area, the view and the record of it."""

from __future__ import annotations

from cluster_desk.data.queries.search_hits import Hit
from cluster_desk.ui.frame.area import ShowsRecords
from cluster_desk.ui.frame.shell import Shell

_AREAS = {"Organization": "members", "Person": "members", "PlanItem": "plan", "Plan": "plan", "Event": "log"}
"""The area that shows a kind of record; the council where none is told here."""


def go_to_hit(shell: Shell, hit: Hit) -> None:
    """Show the record that was found; the user may stay with what is not stored yet."""
    go_to_record(shell, hit.kind, hit.id)


def go_to_record(shell: Shell, kind: str, row: int) -> None:
    """Show the record of `kind` (the name of its class) with this row number, in its area."""
    area = _AREAS.get(kind, "council")
    if shell.go(area):
        screen: object = shell.screens[area]
        assert isinstance(screen, ShowsRecords)
        screen.show_record(kind, row)
