"""The participants of an event and where its steps stand: `participants FILE --event WHICH`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from cluster_desk.cli.commands import frame
from cluster_desk.core.language import N_, _

_EVENT = frame.argument("--event", "WHICH", N_("the event: id=133 or words of its title"), required=True)
_READ = frame.argument(
    "--read", "DOCUMENT", N_("read a school's application into the list, once for each"), action="append", default=[]
)


def _participants(asked: Namespace) -> None:
    from cluster_desk.core.records.events import Event
    from cluster_desk.data.queries.participants import participant_facts
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.events import EVENT
    from cluster_desk.rules.log.folder import way_of
    from cluster_desk.rules.log.participants import list_doubts

    with closing(frame.open_desk(asked.file, read_only=not asked.read)) as desk:
        event = int(resolve_options((EVENT,), desk.read, {EVENT.name: asked.event})[EVENT.name])
        if asked.read:
            from cluster_desk.exchange.importing.propose import import_document
            from cluster_desk.exchange.importing.reviewed import ReviewedDocument

            reviewed = ReviewedDocument.read_applications(list(map(Path, asked.read)), event)
            import_document(desk, reviewed.proposal(desk.read))
        record = desk.read.load(Event, event)
        people = participant_facts(desk.read, event)
        doubts = list_doubts(desk.read, event)
        steps = way_of(desk.read, record) if record else []
    listed = [
        {
            "id": one.record.id,
            "name": one.name,
            "class": one.record.grade,
            "organization": one.organization,
            "mentor": one.record.mentor,
            "nomination": one.record.nomination,
            "work": one.record.work,
            "points": one.standing.total,
            "place": one.standing.words or None,
        }
        for one in people
    ]
    way = [{"step": one.step.key, "state": one.state.value, "words": one.words} for one in steps]
    told = [{"ids": list(one.rows), "field": one.field, "text": one.sentence} for one in doubts]
    lines = [f"{_(one.step.title)}: {one.words}" for one in steps]
    for one in people:
        parts = (one.name, one.record.grade, one.organization, one.record.nomination, one.standing.words)
        lines.append("; ".join(part for part in parts if part))
    lines += [one.sentence for one in doubts]
    frame.answer(asked, {"steps": way, "participants": listed, "doubts": told}, lines)


COMMANDS = {
    "participants": frame.Command(
        N_("list the participants of an event and where its steps stand; read schools' applications into it"),
        _participants,
        frame.FILE,
        _EVENT,
        _READ,
        frame.JSON,
    ),
}
