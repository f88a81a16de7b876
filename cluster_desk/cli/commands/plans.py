"""Plans: `check`, `carry-over`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from contextlib import closing
from textwrap import shorten
from typing import TYPE_CHECKING

from cluster_desk.cli.command_parser import Parser
from cluster_desk.cli.commands.frame import DONE, Command, file_argument, json_argument, open_desk, say, say_json
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.rules.findings import Finding

_LONGEST = 200  # characters of a text on one line


def _check_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--plan", metavar="PLAN", help=_("only this plan: its number, name or year"))
    json_argument(parser)


def _check(asked: Namespace) -> int:
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.plans import PLAN
    from cluster_desk.rules.checks.catalog import check

    with closing(open_desk(asked.file, read_only=True)) as desk:
        plans = [int(resolve_options((PLAN,), desk.read, {PLAN.name: asked.plan})[PLAN.name])] if asked.plan else None
        result = check(desk.read, plans)
    if asked.json:
        say_json([_describe_finding(one) for one in result])
        return DONE
    for one in result:
        say(f"{one.where}: {one.text}")
    say(_("Looks wrong: %d") % len(result) if result else _("Nothing looks wrong."))
    return DONE


def _describe_finding(one: Finding) -> dict[str, object]:
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
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.plans import PLAN
    from cluster_desk.rules.plan.carry_over import carry_over

    with closing(open_desk(asked.file)) as desk:
        plan = int(resolve_options((PLAN,), desk.read, {PLAN.name: asked.plan})[PLAN.name])
        rolled = carry_over(desk.read, desk.draft, plan, getattr(asked, "from"), asked.to)
        desk.change(N_("Plan carried over"), *rolled.records, subject=rolled.plan.name)
    changed = [one for one in rolled.proposals if not one.asked]
    doubts = [one for one in rolled.proposals if one.asked]
    if asked.json:
        values = [{"where": one.where, "before": one.before, "after": one.after, "why": one.why} for one in changed]
        left = [{"where": one.where, "words": one.before, "why": one.why} for one in doubts]
        say_json({"plan": rolled.plan.id, "name": rolled.plan.name, "changed": values, "asked": left})
        return DONE
    say(_("New plan: %s") % rolled.plan.name)
    for one in changed:
        say(f"  {one.where}: {shorten(one.before, _LONGEST)} → {shorten(one.after, _LONGEST) or '—'} ({one.why})")
    for one in doubts:
        say(f"  ? {one.where}: {shorten(one.before, _LONGEST)} — {one.why}")
    return DONE


COMMANDS = {
    "check": Command(N_("list what looks wrong in plans and meetings"), _check_arguments, _check),
    "carry-over": Command(N_("make next year's plan of a plan, as one change"), _carry_over_arguments, _carry_over),
}
