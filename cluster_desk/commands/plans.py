"""Plans: `check`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from cluster_desk.command_parser import Parser
from cluster_desk.commands.frame import DONE, Command, file_argument, json_argument, open_desk, say, say_json
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.rules.checks import Finding


def _check_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--plan", metavar="PLAN", help=_("only this plan: its number, name or year"))
    json_argument(parser)


def _check(asked: Namespace) -> int:
    from cluster_desk.reports.options import settle
    from cluster_desk.reports.plans import PLAN
    from cluster_desk.rules.checks import check

    with closing(open_desk(asked.file, read_only=True)) as desk:
        plans = [int(settle((PLAN,), desk.read, {PLAN.name: asked.plan})[PLAN.name])] if asked.plan else None
        found = check(desk.read, plans)
    if asked.json:
        say_json([_told(one) for one in found])
        return DONE
    for one in found:
        say(f"{one.where}: {one.text}")
    say(_("Looks wrong: %d") % len(found) if found else _("Nothing looks wrong."))
    return DONE


def _told(one: Finding) -> dict[str, object]:
    return {
        "kind": one.doubt.value,
        "where": one.where,
        "text": one.text,
        "record": one.record.__name__,
        "id": one.row,
    }


COMMANDS = {"check": Command(N_("list what looks wrong in plans and meetings"), _check_arguments, _check)}
