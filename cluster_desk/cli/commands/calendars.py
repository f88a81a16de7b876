"""The calendar for other programs: `calendar`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from cluster_desk.cli.command_parser import Parser
from cluster_desk.cli.commands.frame import DONE, Command, file_argument, open_desk, say
from cluster_desk.core.language import N_, _


def _arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="X.ics", help=_("the iCalendar file to write"))
    parser.add_argument("--plan", metavar="PLAN", help=_("only this plan: its number, name or year"))


def _calendar(asked: Namespace) -> int:
    from cluster_desk.exchange.icalendar_export import changes, write_calendar
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.plans import PLAN
    from cluster_desk.rules.calendar.entries import calendar

    with closing(open_desk(asked.file, read_only=True)) as desk:
        plans = [int(resolve_options((PLAN,), desk.read, {PLAN.name: asked.plan})[PLAN.name])] if asked.plan else None
        result = calendar(desk.read, desk.read.today(), plans)
        count = write_calendar(result.entries, asked.out, changes(desk.read))
    say(_("Saved: %(path)s (%(count)s)") % {"path": asked.out, "count": count})
    return DONE


COMMANDS = {
    "calendar": Command(N_("save plans, meetings and events for other calendar programs"), _arguments, _calendar),
}
