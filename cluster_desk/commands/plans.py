"""Plans: `check`, `carry-over`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from contextlib import closing
from textwrap import shorten
from typing import TYPE_CHECKING

from cluster_desk.command_parser import Parser
from cluster_desk.commands.frame import DONE, Command, file_argument, json_argument, open_desk, say, say_json
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.rules.findings import Finding

_LONGEST = 200  # characters of a text on one line


def _check_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--plan", metavar="PLAN", help=_("only this plan: its number, name or year"))
    json_argument(parser)


def _check(asked: Namespace) -> int:
    from cluster_desk.reports.document.options import settle
    from cluster_desk.reports.shared.plans import PLAN
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


_day = dt.date.fromisoformat


def _carry_over_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--plan", required=True, metavar="PLAN", help=_("the plan: its number, name or year"))
    for name, about in (("from", _("the new period's first day")), ("to", _("the new period's last day"))):
        parser.add_argument(
            f"--{name}", required=True, type=dt.date.fromisoformat, metavar="DATE", dest=name, help=about
        )
    json_argument(parser)


def _carry_over(asked: Namespace) -> int:
    from cluster_desk.reports.document.options import settle
    from cluster_desk.reports.shared.plans import PLAN
    from cluster_desk.rules.carry_over import carry_over

    with closing(open_desk(asked.file)) as desk:
        plan = int(settle((PLAN,), desk.read, {PLAN.name: asked.plan})[PLAN.name])
        carried = carry_over(desk.read, desk.draft, plan, getattr(asked, "from"), asked.to)
        desk.change(N_("Plan carried over"), *carried.records, subject=carried.plan.name)
    changed = [one for one in carried.proposals if not one.asked]
    doubts = [one for one in carried.proposals if one.asked]
    if asked.json:
        told = [{"where": one.where, "before": one.before, "after": one.after, "why": one.why} for one in changed]
        left = [{"where": one.where, "words": one.before, "why": one.why} for one in doubts]
        say_json({"plan": carried.plan.id, "name": carried.plan.name, "changed": told, "asked": left})
        return DONE
    say(_("New plan: %s") % carried.plan.name)
    for one in changed:
        say(f"  {one.where}: {shorten(one.before, _LONGEST)} → {shorten(one.after, _LONGEST) or '—'} ({one.why})")
    for one in doubts:
        say(f"  ? {one.where}: {shorten(one.before, _LONGEST)} — {one.why}")
    return DONE


COMMANDS = {
    "check": Command(N_("list what looks wrong in plans and meetings"), _check_arguments, _check),
    "carry-over": Command(N_("make next year's plan of a plan, as one change"), _carry_over_arguments, _carry_over),
}
