"""The areas of an open file: their names, icons and screens, each built when it is visited first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Record
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Area, Requests, ShowsRecords
from cluster_desk.ui.frame.shell import Shell

_SCREENS = {"plans": "plan", "events": "log", "office_papers": "templates"}
"""The area of the window that shows a kind of record, where the record's own is called otherwise."""


def _collecting(desk: Desk, settings: Settings, requests: Requests) -> QWidget:
    from cluster_desk.ui.screens.collecting.screen import CollectingScreen

    return CollectingScreen(desk, settings, requests)


def _publishing(desk: Desk, settings: Settings, requests: Requests) -> QWidget:
    from cluster_desk.ui.screens.publishing.screen import PublishingScreen

    return PublishingScreen(desk, settings, requests)


def areas_of(
    desk: Desk,
    settings: Settings,
    requests: Requests,
    choose_language: Callable[[str], None],
    choose_theme: Callable[[str], None],
    computer_choices: Callable[[], QWidget],
    today_screen: Callable[[Requests], QWidget],
) -> list[Area]:
    """The areas in the order of the navigation; a new area of the program is one more screen and one more line."""
    # Why so long: a list, each screen imported only when it is visited.

    def plan() -> QWidget:
        from cluster_desk.ui.screens.plan.screen import PlanScreen

        return PlanScreen(desk, settings, requests)

    def calendar() -> QWidget:
        from cluster_desk.ui.screens.calendar.screen import CalendarScreen

        return CalendarScreen(desk, settings, requests)

    def council() -> QWidget:
        from cluster_desk.ui.screens.council.screen import CouncilScreen

        return CouncilScreen(desk, settings, requests)

    def log() -> QWidget:
        from cluster_desk.ui.screens.log.screen import LogScreen

        return LogScreen(desk, settings, requests)

    def control() -> QWidget:
        from cluster_desk.ui.screens.control.screen import ControlScreen

        return ControlScreen(desk, settings, requests)

    def members() -> QWidget:
        from cluster_desk.ui.screens.members import MembersScreen

        return MembersScreen(desk, settings, requests)

    def resources() -> QWidget:
        from cluster_desk.ui.screens.resources import ResourcesScreen

        return ResourcesScreen(desk, settings)

    def indicators() -> QWidget:
        from cluster_desk.ui.screens.indicators import IndicatorsScreen

        return IndicatorsScreen(desk, settings)

    def papers() -> QWidget:
        from cluster_desk.ui.screens.papers.screen import PapersScreen

        return PapersScreen(desk, settings, requests)

    def templates() -> QWidget:
        from cluster_desk.ui.screens.templates.area import LettersScreen

        return LettersScreen(desk, settings, requests)

    def cluster() -> QWidget:
        from cluster_desk.ui.screens.cluster import ClusterScreen

        return ClusterScreen(desk, choose_language, choose_theme, computer_choices)

    return [
        Area("today", N_("Today"), "home", lambda: today_screen(requests)),
        Area("plan", N_("Plan"), "task_list_square_ltr", plan),
        Area("calendar", N_("Calendar"), "calendar_ltr", calendar),
        Area("council", N_("Council"), "gavel", council),
        Area("log", N_("Log"), "notebook", log),
        Area("members", N_("Members"), "people_team", members),
        Area("control", N_("Under control"), "flag", control, group=1),
        Area("resources", N_("Resources"), "book", resources, group=1),
        Area("indicators", N_("Indicators"), "data_histogram", indicators, group=1),
        Area(
            "collecting",
            N_("From schools"),
            "arrow_import",
            partial(_collecting, desk, settings, requests),
            group=1,
        ),
        Area("publishing", N_("For the site"), "globe", partial(_publishing, desk, settings, requests), group=1),
        Area("papers", N_("Reports and printing"), "document_table", papers, group=1),
        Area("templates", N_("Orders and letters"), "document", templates, group=1),
        Area("cluster", N_("Settings"), "settings", cluster, at_foot=True),
    ]


def area_of(record: type[Record]) -> str:
    """The key of the area that shows records of a kind."""
    return _SCREENS.get(record.AREA, record.AREA)


def go_to_record(shell: Shell, kind: str, row: int) -> None:
    """Show the record of `kind` (the name of its class) with this row number, in its area."""
    area = area_of(record_class(kind))
    if shell.go(area):
        screen: object = shell.screens[area]
        assert isinstance(screen, ShowsRecords)
        screen.show_record(kind, row)


def open_folder(shell: Shell | None, event: int) -> None:
    """Show the folder of an event in the log."""
    if shell is not None and shell.go("log"):
        screen: object = shell.screens["log"]
        show = getattr(screen, "open_folder", None)
        if show:
            show(event)
