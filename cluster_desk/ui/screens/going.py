"""Where a hit of the search leads: the area, the view and the record of it."""

from __future__ import annotations

from cluster_desk.data.queries.finding import Hit
from cluster_desk.ui.shell import Shell


def go_to_hit(shell: Shell, hit: Hit) -> None:
    """Show the record that was found; the user may stay with what is not stored yet."""
    go_to_record(shell, hit.kind, hit.id)


def go_to_record(shell: Shell, kind: str, row: int) -> None:
    """Show the record of `kind` (the name of its class) with this row number, in its area."""
    if shell.go(_AREAS.get(kind, "council")):
        _GOING[kind](shell, row)


def _organization(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.members import MembersScreen

    screen = shell.screens["members"]
    assert isinstance(screen, MembersScreen)
    screen.show_view("organizations")
    screen.organizations.go_to(row)


def _person(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.members import MembersScreen

    screen = shell.screens["members"]
    assert isinstance(screen, MembersScreen)
    screen.show_view("people")
    screen.people.go_to(row)


def _item(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.plan import PlanScreen

    screen = shell.screens["plan"]
    assert isinstance(screen, PlanScreen)
    screen.go_to(("item", row))


def _plan(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.plan import PlanScreen

    screen = shell.screens["plan"]
    assert isinstance(screen, PlanScreen)
    screen.go_to_plan(row)


def _event(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.log import LogScreen

    screen = shell.screens["log"]
    assert isinstance(screen, LogScreen)
    screen.show_record(row)


def _meeting(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.council import CouncilScreen

    screen = shell.screens["council"]
    assert isinstance(screen, CouncilScreen)
    screen.show_view("meetings")
    screen.meetings.go_to(row)


def _decision(shell: Shell, row: int) -> None:
    from cluster_desk.ui.screens.council import CouncilScreen

    screen = shell.screens["council"]
    assert isinstance(screen, CouncilScreen)
    screen.show_view("decisions")
    screen.decisions.go_to(row)


_AREAS = {"Organization": "members", "Person": "members", "PlanItem": "plan", "Plan": "plan", "Event": "log"}
_GOING = {
    "Organization": _organization,
    "Person": _person,
    "PlanItem": _item,
    "Plan": _plan,
    "Event": _event,
    "Meeting": _meeting,
    "Decision": _decision,
}
