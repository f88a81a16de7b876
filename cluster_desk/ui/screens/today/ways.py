"""Where the opening screen leads: the records and lists of other areas, as far as the user may leave what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cluster_desk.rules.today import GroupKey
from cluster_desk.rules.today_line import TodayLine

if TYPE_CHECKING:
    from cluster_desk.ui.frame.shell import Shell
    from cluster_desk.ui.screens.council.screen import CouncilScreen
    from cluster_desk.ui.screens.log.screen import LogScreen


class Ways:
    """Leads through the shell that `shell` gives."""

    def __init__(self, shell: Callable[[], Shell | None]) -> None:
        self._shell = shell

    def area(self, key: str) -> bool:
        """Show an area; False when the user stays."""
        shell = self._shell()
        return shell is not None and shell.go(key)

    def to(self, line: TodayLine) -> None:
        """Show what a line tells of."""
        if line.kind == "log":
            self.entries(line.rows)
        elif line.kind == "meeting":
            self.meeting(line.row, "minutes")
        else:
            kinds = {
                "item": ("PlanItem", line.row),
                "step": ("PlanItem", line.item),
                "event": ("Event", line.row),
                "decision": ("Decision", line.row),
                "organization": ("Organization", line.row),
                "plan": ("Plan", line.row),
                "paper": ("OfficePaper", line.row),
                "incoming": ("IncomingPaper", line.row),
                "visit": ("Visit", line.row),
                "consent": ("Consent", line.row),
                "collection": ("Collection", line.row),
                "publication": ("Publication", line.row),
            }
            self.record(*kinds[line.kind])

    def record(self, kind: str, row: int) -> None:
        """Show a record, by the name of its class and its row number."""
        from cluster_desk.ui.screens.areas import go_to_record

        shell = self._shell()
        if shell:
            go_to_record(shell, kind, row)

    def everything(self, group: GroupKey) -> None:
        """Show all of a group in the list that it comes from; what is late has one for each plan (see `late_items`)."""
        if group is GroupKey.NO_OUTCOME:
            self._log_chip("no_outcome")
        elif group is GroupKey.UNPUBLISHED:
            self._log_chip("")
        elif group is GroupKey.DECISIONS:
            self._decisions("open")
        elif group is GroupKey.AGREEMENTS:
            self._agreements()
        elif group is GroupKey.UNSENT:
            self._papers("unsent")
        elif group in (GroupKey.ANSWERS, GroupKey.SITE):
            self.area("collecting" if group is GroupKey.ANSWERS else "publishing")
        elif group is GroupKey.WEEK:
            self.area("calendar")
        elif group is GroupKey.CONTROL:
            self.area("control")
        elif group is GroupKey.CONSENTS:
            self._consents()

    def late_items(self, plan: int) -> None:
        """Show what of a plan is late."""
        from cluster_desk.rules.plan.lines import LATE
        from cluster_desk.ui.screens.plan.screen import PlanScreen

        screen = self._screen("plan")
        if isinstance(screen, PlanScreen):
            screen.narrow_to_state(LATE, plan)

    def next_year(self, plan: int) -> None:
        """Begin to make next year's plan of a plan."""
        from cluster_desk.ui.screens.plan.screen import PlanScreen

        screen = self._screen("plan")
        if isinstance(screen, PlanScreen):
            screen.show_record("Plan", plan)
            screen.commands.carry_over()

    def meeting(self, row: int, tab: str) -> None:
        """Show a tab of a meeting."""
        council = self._council()
        if council:
            council.show_record("Meeting", row)
            council.meetings.show_tab(tab)

    def new_meeting(self) -> None:
        """Begin a new meeting."""
        council = self._council()
        if council:
            council.show_view("meetings")
            council.meetings.add()

    def council_seats(self) -> None:
        """Show the composition of the council."""
        council = self._council()
        if council:
            council.show_view("seats")

    def council_names(self) -> None:
        """Offer seats for those who speak in the documents read."""
        council = self._council()
        if council:
            council.show_view("seats")
            council.seats.take_names()

    def entries(self, rows: Sequence[int]) -> None:
        """Show just these entries of the log."""
        log = self._log()
        if log:
            log.show_entries(rows)

    def write_log(self) -> None:
        """Begin to write an entry of the log."""
        log = self._log()
        if log:
            log.show_view("entries")
            log.entries.quick.begin()

    def _log_chip(self, chip: str) -> None:
        log = self._log()
        if log:
            log.show_view("entries")
            log.entries.list_page.filters.choose_chip(chip)

    def _decisions(self, chip: str) -> None:
        council = self._council()
        if council:
            council.show_view("decisions")
            council.decisions.list_page.filters.choose_chip(chip)

    def _papers(self, chip: str) -> None:
        from cluster_desk.ui.screens.templates.area import LettersScreen

        screen = self._screen("templates")
        if isinstance(screen, LettersScreen):
            screen.show_view("papers")
            screen.papers.list_page.filters.choose_chip(chip)

    def _agreements(self) -> None:
        from cluster_desk.ui.screens.members import MembersScreen, OrganizationsList

        screen = self._screen("members")
        if isinstance(screen, MembersScreen):
            screen.show_view("organizations")
            view = screen.view("organizations")
            assert isinstance(view, OrganizationsList)
            view.list_page.filters.choose_chip("ending")

    def _consents(self) -> None:
        from cluster_desk.ui.screens.members import MembersScreen

        screen = self._screen("members")
        if isinstance(screen, MembersScreen):
            screen.show_view("consents")

    def _council(self) -> CouncilScreen | None:
        from cluster_desk.ui.screens.council.screen import CouncilScreen

        screen = self._screen("council")
        return screen if isinstance(screen, CouncilScreen) else None

    def _log(self) -> LogScreen | None:
        from cluster_desk.ui.screens.log.screen import LogScreen

        screen = self._screen("log")
        return screen if isinstance(screen, LogScreen) else None

    def _screen(self, key: str) -> object:
        shell = self._shell()
        return shell.screens[key] if shell and shell.go(key) else None
