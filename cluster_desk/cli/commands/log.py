"""The activity log and the search: `log FILE add`, `log FILE list`, `search FILE WORDS`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.core.records.events import Participation
    from cluster_desk.data.queries.reader import Reader
    from cluster_desk.desk import Desk


_ADD = (
    frame.argument("--date", "WORDS", N_("when: 2026-10-13, 20-30 November, weekly"), required=True),
    frame.argument("--title", "WORDS", N_("what was done"), required=True),
    frame.argument("--where", "WORDS", N_("where"), default=""),
    frame.argument(
        "--organization",
        "NAME=pupils:12,teachers:2",
        N_("who took part, once for each organization"),
        action="append",
        default=[],
    ),
)
_LIST = (
    frame.argument("--from", "DATE", N_("the first day"), dest="from_day", type=frame.iso_day),
    frame.argument("--to", "DATE", N_("the last day"), dest="to_day", type=frame.iso_day),
    frame.JSON,
)


def _add_or_list(parser: frame.Parser) -> None:
    doing = parser.add_subparsers(dest="doing", required=True, metavar="add|list", parser_class=frame.Parser)
    for name, about, arguments in (("add", _("write an entry down"), _ADD), ("list", _("list the entries"), _LIST)):
        part = doing.add_parser(name, description=about)
        for put in (*arguments, frame.WAIT):
            put(part)


def _log(asked: Namespace) -> None:
    if asked.doing == "add":
        _add(asked)
    else:
        _list(asked)


def _add(asked: Namespace) -> None:
    from cluster_desk.core.records.events import Event, EventState

    with closing(frame.open_desk(asked.file)) as desk:
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
    frame.say(_("Written down: %(title)s (№ %(row)d)") % {"title": event.name, "row": row})


def _words_of(date: str) -> str:
    """A day in ISO 8601 as people write it; other words as they are."""
    try:
        return f"{dt.date.fromisoformat(date):%d.%m.%Y}"
    except ValueError:
        return date.strip()


def _participations(text: str, read: Reader) -> list[Participation]:
    """NAME=pupils:12,teachers:2 as participations. Raises UsageError for what is not written so."""
    from cluster_desk.core.records.events import Participation, TakingPart
    from cluster_desk.rules.matching import Matching

    name, equals, counts = text.rpartition("=")
    if not equals or not name.strip() or not counts.strip():
        raise UsageError(_("“%s” must look like NAME=pupils:12,teachers:2.") % text)
    row = Matching(read).organization(name)
    kinds = {kind.value: kind for kind in TakingPart}
    results = []
    for each in counts.split(","):
        kind, colon, number = each.partition(":")
        if not colon or not number.strip():
            raise UsageError(_("“%s” must look like NAME=pupils:12,teachers:2.") % text)
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


def _list(asked: Namespace) -> None:
    from cluster_desk.data.queries.events import list_events, list_participations

    if asked.from_day and asked.to_day and asked.to_day < asked.from_day:
        raise UsageError(_("--to lies before --from"))
    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        events = list_events(desk.read, asked.from_day, asked.to_day)
        taking = list_participations(desk.read, asked.from_day, asked.to_day)
    rows = [
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
            "counts": [
                {"organization": one.organization, "kind": one.unit or one.kind.value, "words": one.count_words,
                 "number": one.number}
                for one in taking.get(event.id, ())
            ],
        }
        for event in events
    ]  # fmt: skip
    lines = []
    for event in events:
        people = "" if event.people is None else f" — {event.people}"
        lines.append(f"{event.first_day or event.day_words}  {event.name}{people}")
    frame.answer(asked, rows, lines)


def _search(asked: Namespace) -> None:
    from cluster_desk.core.records.catalog import record_class
    from cluster_desk.data.queries.search_hits import search_everywhere

    with closing(_open_with_index(asked.file)) as desk:
        hits = search_everywhere(desk.read, " ".join(asked.words))
    if not (hits or asked.json):
        raise UserError(_("Nothing found: %s") % " ".join(asked.words))
    values = [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "detail": hit.detail, "date": hit.day or None}
        for hit in hits
    ]
    lines = []
    for hit in hits:
        about = ", ".join(part for part in (hit.day, hit.detail.replace("\n", "; ")) if part)
        lines.append(f"{_(record_class(hit.kind).LABEL)}: {hit.title}" + (f" ({about})" if about else ""))
    frame.answer(asked, values, lines)


def _open_with_index(path: Path) -> Desk:
    """The file, open for reading. In one that lacks the index it is made, which takes long in a long log.

    Where the file cannot be written now, it is made in memory, each time.
    """
    desk = frame.open_desk(path, read_only=True, compared=False)
    if not desk.has_index():
        with suppress(UserError), closing(frame.open_desk(path)) as to_write:
            to_write.make_index()
    return desk


_WORDS = frame.argument("words", "WORDS", N_("what to look for, in any form of the words"), nargs="+")

COMMANDS = {
    "log": frame.Command(
        N_("write into the activity log, or list it: log FILE add …, log FILE list"), _log, frame.FILE, _add_or_list
    ),
    "search": frame.Command(
        N_("find people, organizations, plan items, events, meetings, decisions"),
        _search,
        frame.FILE,
        _WORDS,
        frame.JSON,
    ),
}
