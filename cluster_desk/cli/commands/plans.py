"""Plans: `check`, `carry-over`, `calendar`; what a deadline means: `deadline`, which needs no data file."""

from __future__ import annotations

import json
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.rules.findings import Finding

_LONGEST = 200  # characters of a text on one line


def _plans(desk: Desk, asked: Namespace) -> list[int] | None:
    """The plan asked for; None for all."""
    return [frame.chosen_plan(desk, asked.plan)] if asked.plan else None


def _check(asked: Namespace) -> None:
    from cluster_desk.rules.checks.catalog import check

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        findings = check(desk.read, _plans(desk, asked))
    count = _("Looks wrong: %d") % len(findings) if findings else _("Nothing looks wrong.")
    frame.answer(asked, [_describe_finding(one) for one in findings], [*(one.sentence for one in findings), count])


def _describe_finding(one: Finding) -> dict[str, object]:
    return {"kind": one.kind.value, "where": one.where, "text": one.text, "record": one.record.__name__, "id": one.row}


def _carry_over(asked: Namespace) -> None:
    from cluster_desk.rules.plan.carry_over import carry_over

    with closing(frame.open_desk(asked.file)) as desk:
        rolled = carry_over(desk.read, desk.draft, frame.chosen_plan(desk, asked.plan), asked.from_day, asked.to_day)
        desk.change(N_("Plan carried over"), *rolled.records, subject=rolled.plan.name)
    changed = [one for one in rolled.proposals if not one.asked]
    doubts = [one for one in rolled.proposals if one.asked]
    values = [{"where": one.where, "before": one.before, "after": one.after, "why": one.why} for one in changed]
    left = [{"where": one.where, "words": one.after, "why": one.why} for one in doubts]
    lines = [_("New plan: %s") % rolled.plan.name]
    lines += [
        f"  {one.where}: {shorten(one.before, _LONGEST)} → {shorten(one.after, _LONGEST) or '—'} ({one.why})"
        for one in changed
    ]
    lines += [f"  ? {one.where}: {shorten(one.after, _LONGEST)} — {one.why}" for one in doubts]
    frame.answer(asked, {"plan": rolled.plan.id, "name": rolled.plan.name, "changed": values, "asked": left}, lines)


def _calendar(asked: Namespace) -> None:
    from cluster_desk.exchange.icalendar_export import changes, write_calendar
    from cluster_desk.rules.calendar.entries import calendar

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        days = calendar(desk.read, desk.read.today(), _plans(desk, asked))
        count = write_calendar(days.entries, asked.out, changes(desk.read))
    frame.say(_("Saved: %(path)s (%(count)s)") % {"path": asked.out, "count": count})


def _deadline(asked: Namespace) -> None:
    from cluster_desk.core.deadlines.meaning import parse_deadline

    if asked.to_day < asked.from_day:
        raise UsageError(_("--to lies before --from"))
    frame.say(json.dumps(parse_deadline(asked.text, asked.from_day, asked.to_day).to_json(), ensure_ascii=False))


def _day(name: str, about: str) -> frame.Argument:
    return frame.argument(f"--{name}", "DATE", about, type=frame.iso_day, required=True, dest=f"{name}_day")


COMMANDS = {
    "check": frame.Command(
        N_("list what looks wrong in plans and meetings"), _check, frame.FILE, frame.PLAN, frame.JSON
    ),
    "carry-over": frame.Command(
        N_("make next year's plan of a plan, as one change"),
        _carry_over,
        frame.FILE,
        frame.argument("--plan", "PLAN", N_("the plan: its number, name or year"), required=True),
        _day("from", N_("the new period's first day")),
        _day("to", N_("the new period's last day")),
        frame.JSON,
    ),
    "calendar": frame.Command(
        N_("save plans, meetings and events for other calendar programs"),
        _calendar,
        frame.FILE,
        frame.argument("--out", "X.ics", N_("the iCalendar file to write"), type=Path, required=True),
        frame.PLAN,
    ),
    "deadline": frame.Command(
        N_("what a deadline means in a plan's period, as JSON"),
        _deadline,
        frame.argument("text", "TEXT", N_("the deadline as written in a plan")),
        _day("from", N_("the first day of the plan")),
        _day("to", N_("the last day of the plan")),
    ),
}
