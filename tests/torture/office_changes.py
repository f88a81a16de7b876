"""What the office changes in a week, each way in which the window changes a file: by the same rules, through the desk.

Every change here is one step of the history; one that the rules refuse is no change.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Kind, Record, fields_of, with_parts
from cluster_desk.core.records.members import Organization
from cluster_desk.data.history import views as history
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.pasted_records import PastedList, targets_of
from cluster_desk.exchange.importing.pasting import pasted_tables
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.rules.checks.catalog import check
from cluster_desk.rules.council import minutes
from cluster_desk.rules.council.problems import repeat_meetings
from cluster_desk.rules.findings import judged_fine
from cluster_desk.rules.log.quick_entry import entry_from_words
from tests.torture.fresh_records import Filler

_R = TypeVar("_R", bound=Record)
TODAY = dt.date(2026, 10, 1)
ALONE = tuple(record for record in all_records() if owner_of(record) is None and record is not Cluster)
"""The kinds of records that stand alone and of which there may be many."""


@dataclass
class Office:
    """The desk that is worked at, what is drawn by lot, documents to take in, a number for every new name."""

    desk: Desk
    chance: random.Random
    documents: list[Path]
    serial: int = 0
    taken: list[Path] = field(default_factory=list)

    def name(self) -> str:
        """Words that nothing in the file has yet."""
        self.serial += 1
        return f"Новое № {self.serial}"

    def any(self, kind: type[_R], where: str = "1") -> _R | None:
        """A record of this kind, drawn by lot."""
        rows = [row for (row,) in self.desk.read.rows(f"SELECT id FROM {kind.TABLE} WHERE {where} ORDER BY id")]
        return self.desk.read.load(kind, self.chance.choice(rows)) if rows else None


def add(kind: type[Record]) -> Callable[[Office], None]:
    """A new record of this kind, with one of each of its parts."""

    def change(office: Office) -> None:
        filler = Filler(office.desk.read, office.chance)
        office.desk.change("Added", filler.make(kind, office.name()), contents=filler.contents)

    return change


def settings_of_the_cluster(office: Office) -> None:
    """The cluster's own record, with a vacation and a moved day."""
    filler = Filler(office.desk.read, office.chance)
    entry = office.desk.read.load(Cluster, 1)
    made = filler.make(Cluster, office.name())
    assert entry
    assert isinstance(made, Cluster)
    entry.vacations += made.vacations
    entry.moved_days += made.moved_days
    entry.letterhead = made.letterhead
    office.desk.change("Settings of the cluster changed", entry)


def changed_words(office: Office) -> None:
    """Texts of a record or of its parts."""
    record = office.any(office.chance.choice(ALONE))
    for part in with_parts(record) if record else ():
        for one in fields_of(type(part)).values():
            if one.kind in (Kind.TEXT, Kind.PROSE) and not one.form and not one.hidden and office.chance.random() < 0.4:
                setattr(
                    part, one.name, f"{getattr(part, one.name) or ''} и ещё {office.chance.randrange(1000)}".strip()
                )
    if record:
        office.desk.change("Changed", record)


def deleted(office: Office) -> None:
    """A record with all its parts."""
    record = office.any(office.chance.choice(ALONE))
    if record:
        office.desk.change("Deleted", remove=[record])


def part_deleted(office: Office) -> None:
    """The first part of a list."""
    record = office.any(office.chance.choice(ALONE))
    for one in fields_of(type(record)).values() if record else ():
        if record and one.kind is Kind.PARTS and getattr(record, one.name):
            getattr(record, one.name).pop(0)
            office.desk.change("Part deleted", record)
            return


def brought_back(office: Office) -> None:
    """A record from the bin."""
    gone = history.trash_of(office.desk.read)
    if gone:
        one = office.chance.choice(gone)
        rows = history.rows_of(office.desk.read, one.record, one.row)
        images = history.images_after(office.desk.read, rows, one.transaction.id - 1)
        office.desk.put_back("Brought back from the bin", images, subject=one.title)


def earlier_state(office: Office) -> None:
    """A record as its history tells that it was."""
    record = office.any(office.chance.choice(ALONE))
    if record and record.id:
        rows = history.rows_of(office.desk.read, type(record), record.id)
        steps = history.transactions_of(office.desk.read, rows)
        if steps:
            images = history.images_after(office.desk.read, rows, office.chance.choice(steps).id)
            office.desk.put_back("Earlier state brought back", images, subject=record.display_name())


def imported_document(office: Office) -> None:
    """A real document, each only once: the second time it would bring nothing new."""
    left = [path for path in office.documents if path not in office.taken]
    if left:
        office.taken.append(left[0])
        import_document(office.desk, read_document(left[0]))


def quick_entry(office: Office) -> None:
    """An entry of the log typed in one line."""
    event = entry_from_words(office.desk.read, "12.10", office.name(), "", "35", near=TODAY, today=TODAY)
    office.desk.change("Event added", event)


def rows_pasted(office: Office) -> None:
    """Organizations from a table on the clipboard, their heads made along."""
    name = office.name()
    text = "\n".join(f"{name}-{n}\tШкола {name}-{n}\tЗимина А. Р. {n}" for n in range(5))
    tables = pasted_tables(read_clipboard("", text), targets_of(Organization), ("short_name", "full_name", "head_id"))
    records, _count = PastedList(office.desk, Organization, tables).to_store()
    office.desk.change("Rows pasted", *records)


def photo_removed(office: Office) -> None:
    """A photo taken from an event; its bytes stay for undo."""
    event = office.any(Event, "id IN (SELECT events_id FROM attachments)")
    if event:
        event.attachments.clear()
        office.desk.change("Event changed", event)


def meetings_repeated(office: Office) -> None:
    """Last year's meeting once more."""
    meeting = office.any(Meeting)
    if meeting:
        number = int(office.desk.read.value("SELECT coalesce(max(number), 0) FROM meetings")) + 1
        day = dt.date(2027, 1, 1) + dt.timedelta(days=office.serial)
        office.desk.change("Meetings repeated", *repeat_meetings([(meeting, day)], number))


def minutes_confirmed(office: Office) -> None:
    """Minutes confirmed and locked."""
    meeting = office.any(Meeting, "minutes_state = 'draft'")
    if meeting:
        office.desk.change("Minutes confirmed", minutes.confirmed(meeting, (), TODAY))


def minutes_unlocked(office: Office) -> None:
    """Confirmed minutes opened again, with a reason."""
    meeting = office.any(Meeting, "minutes_state = 'confirmed'")
    if meeting:
        office.desk.change("Minutes unlocked", minutes.unlocked(meeting, "Описка", TODAY))


def finding_judged(office: Office) -> None:
    """A finding of the check that is no mistake."""
    result = check(office.desk.read)
    if result:
        office.desk.change("Judged fine", judged_fine(office.chance.choice(result)))


def changed_after_an_undo(office: Office) -> None:
    """Something taken back and something else done: what was taken back can no longer be redone."""
    if office.desk.undo():
        add(Organization)(office)
