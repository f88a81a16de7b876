"""What is to be settled on a day: `today FILE`, the same as the opening screen."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.rules.council.next_meeting import NextMeeting
    from cluster_desk.rules.today import Today
    from cluster_desk.rules.today_line import TodayLine


def _today(asked: Namespace) -> None:
    from cluster_desk.rules.today import what_is_due
    from cluster_desk.settings import backup_folder, load

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        day = asked.day or desk.read.today()
        due = what_is_due(desk.read, day, load().printed)
        copies = desk.backups(backup_folder())
    made = copies[0].made if copies else None
    frame.answer(asked, _described(due, made), _lines(due, made))


def _described(due: Today, made: dt.datetime | None) -> dict[str, Any]:
    plan = due.old_plan
    return {
        "day": due.day.isoformat(),
        "until": due.until.isoformat(),
        "late": due.urgent,
        "groups": {
            key.value: {
                "total": group.total,
                "earlier": group.earlier,
                "lines": [_described_line(line) for line in group.lines],
            }
            for key, group in due.groups.items()
        },
        "meeting": _described_meeting(due.meeting) if due.meeting else None,
        "old_plan": plan
        and {"id": plan.row, "name": plan.name, "end": plan.end.isoformat(), "open_items": plan.open_items},
        "copy": made.isoformat(timespec="seconds") if made else None,
    }


def _described_line(line: TodayLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "id": line.row or None,
        "title": line.title,
        "days": line.days,
        "from": line.first.isoformat() if line.first else None,
        "to": line.last.isoformat() if line.last else None,
        "haste": line.haste,
        "where": line.where,
        "who": line.who,
        "note": line.note,
        "ids": list(line.rows),
    }


def _described_meeting(meeting: NextMeeting) -> dict[str, Any]:
    return {
        "id": meeting.row,
        "number": meeting.number,
        "date": meeting.day.isoformat(),
        "time": meeting.time,
        "place": meeting.place,
        "theme": meeting.theme,
        "checks": [{"key": one.key, "done": one.done, "text": one.text} for one in meeting.checks],
    }


def _lines(due: Today, made: dt.datetime | None) -> Iterable[str]:
    from cluster_desk.core.russian.dates import describe_day
    from cluster_desk.rules.council.next_meeting import meeting_name
    from cluster_desk.rules.today import GROUP_TITLES

    yield describe_day(due.day)
    if due.old_plan:
        yield _("The plan “%(name)s” ended on %(day)s.") % {
            "name": due.old_plan.name,
            "day": f"{due.old_plan.end:%d.%m.%Y}",
        }
    for key, group in due.groups.items():
        if group.is_told:
            yield f"{_(GROUP_TITLES[key]).partition('|')[0]}: {group.total}"
        for line in group.lines:
            about = ", ".join(part for part in (line.where, line.who, line.note) if part)
            yield "  " + "  ".join(part for part in (line.days, line.title) if part) + (f" ({about})" if about else "")
    if due.meeting:
        yield f"{_('Next meeting')}: {due.meeting.day:%d.%m.%Y} {meeting_name(due.meeting.number, due.meeting.theme)}"
        yield from (f"  {one.text}" for one in due.meeting.checks)
    yield f"{_('Copy: %s') % f'{made:%d.%m.%Y %H:%M}'}" if made else _("No copy yet")


COMMANDS = {
    "today": frame.Command(
        N_("what is due, late and missing on a day, as the opening screen tells it"),
        _today,
        frame.FILE,
        frame.argument("--day", "DATE", N_("another day than today, like 2026-01-31"), type=frame.iso_day),
        frame.JSON,
    ),
}
