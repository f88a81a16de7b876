"""The activity log and the search: `log FILE add`, `log FILE list`, `search FILE WORDS`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.command_parser import Parser, UsageError
from cluster_desk.cli.commands.frame import (
    DONE,
    Command,
    file_argument,
    iso_day,
    json_argument,
    open_desk,
    say,
    say_json,
)
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.core.records.events import Participation
    from cluster_desk.data.queries.reader import Reader


def _log_arguments(parser: Parser) -> None:
    file_argument(parser)
    doing = parser.add_subparsers(dest="doing", required=True, metavar="add|list", parser_class=Parser)
    add = doing.add_parser("add", description=_("write an entry down"))
    add.add_argument("--date", required=True, metavar="WORDS", help=_("when: 2026-10-13, 20-30 November, weekly"))
    add.add_argument("--title", required=True, metavar="WORDS", help=_("what was done"))
    add.add_argument("--where", default="", metavar="WORDS", help=_("where"))
    add.add_argument(
        "--organization",
        action="append",
        default=[],
        metavar="NAME=pupils:12,teachers:2",
        help=_("who took part, once for each organization"),
    )
    result = doing.add_parser("list", description=_("list the entries"))
    result.add_argument("--from", dest="from_day", type=iso_day, metavar="DATE", help=_("the first day"))
    result.add_argument("--to", dest="to_day", type=iso_day, metavar="DATE", help=_("the last day"))
    json_argument(result)


def _log(asked: Namespace) -> int:
    return _add(asked) if asked.doing == "add" else _list(asked)


def _add(asked: Namespace) -> int:
    from cluster_desk.core.records.events import Event, EventState

    with closing(open_desk(asked.file)) as desk:
        today = dt.date.today()
        event = Event(name=asked.title, day_words=_words_of(asked.date), venue=asked.where, first_day=today)
        for entry in asked.organization:
            event.participations += _participations(entry, desk.read)
        problems = desk.problems(event)
        if problems:
            raise problems
        if event.first_day and event.first_day > today:
            event.state = EventState.PLANNED
        [row] = desk.change(N_("Event added"), event, subject=event.display_name())
    say(_("Written down: %(title)s (№ %(row)d)") % {"title": event.name, "row": row})
    return DONE


def _words_of(date: str) -> str:
    """A day in ISO 8601 as people write it; other words as they are."""
    try:
        return f"{dt.date.fromisoformat(date):%d.%m.%Y}"
    except ValueError:
        return date.strip()


def _participations(text: str, read: Reader) -> list[Participation]:
    """NAME=pupils:12,teachers:2 as participations. Raises UsageError for what is not written so."""
    from cluster_desk.core.records.events import Participation, TakingPart
    from cluster_desk.rules.log.quick_entry import match_organization

    name, equals, counts = text.rpartition("=")
    if not equals or not name.strip() or not counts.strip():
        raise UsageError(_("“%s” must look like NAME=pupils:12,teachers:2.") % text, "")
    row = match_organization(read, name)
    kinds = {kind.value: kind for kind in TakingPart}
    results = []
    for each in counts.split(","):
        kind, colon, number = each.partition(":")
        if not colon or not number.strip():
            raise UsageError(_("“%s” must look like NAME=pupils:12,teachers:2.") % text, "")
        known = kinds.get(kind.strip())
        results.append(
            Participation(
                organization_id=row,
                organization_words="" if row is not None else name.strip(),
                kind=known or TakingPart.OTHERS,
                unit="" if known else kind.strip(),
                count_words=number.strip(),
            )
        )
    return results


def _list(asked: Namespace) -> int:
    from cluster_desk.data.queries.events import list_events, list_participations

    if asked.from_day and asked.to_day and asked.to_day < asked.from_day:
        raise UsageError(_("--to lies before --from"), "")
    with closing(open_desk(asked.file, read_only=True)) as desk:
        events = list_events(desk.read, asked.from_day, asked.to_day)
        taking = list_participations(desk.read, asked.from_day, asked.to_day)
    if not asked.json:
        for event in events:
            people = "" if event.people is None else f" — {event.people}"
            say(f"{event.first_day or event.day_words}  {event.name}{people}")
        return DONE
    rows: list[dict[str, Any]] = []
    for event in events:
        counts = [
            {"organization": one.organization, "kind": one.unit or one.kind.value, "words": one.count_words,
             "number": one.number}
            for one in taking.get(event.id, ())
        ]  # fmt: skip
        rows.append(
            {
                "id": event.id,
                "title": event.name,
                "date_text": event.day_words,
                "from": event.first_day or None,
                "to": event.last_day or None,
                "where": event.venue,
                "level": event.level.value,
                "form": event.form,
                "people": event.people,
                "counts": counts,
            }
        )
    say_json(rows)
    return DONE


def _search_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("words", nargs="+", metavar="WORDS", help=_("what to look for, in any form of the words"))
    json_argument(parser)


def _search(asked: Namespace) -> int:
    from cluster_desk.core.records.catalog import record_class
    from cluster_desk.data.queries.search_hits import search_everywhere

    with closing(open_desk(asked.file, read_only=True)) as desk:
        hits = search_everywhere(desk.read, " ".join(asked.words))
    if asked.json:
        say_json(
            [{"kind": hit.kind, "id": hit.id, "title": hit.title, "detail": hit.detail, "date": hit.day or None}
             for hit in hits]
        )  # fmt: skip
        return DONE
    if not hits:
        raise UserError(_("Nothing found: %s") % " ".join(asked.words))
    for hit in hits:
        about = ", ".join(part for part in (hit.day, hit.detail.replace("\n", "; ")) if part)
        say(f"{_(record_class(hit.kind).LABEL)}: {hit.title}" + (f" ({about})" if about else ""))
    return DONE


COMMANDS = {
    "log": Command(N_("write into the activity log, or list it: log FILE add …, log FILE list"), _log_arguments, _log),
    "search": Command(
        N_("find people, organizations, plan items, events, meetings, decisions"), _search_arguments, _search
    ),
}
