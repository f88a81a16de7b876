"""Confirmed minutes stay as they are also when rows are put back: by undo, redo, the history or the trash.

What a step changed is told as the journal tells it: table, row number, the row before and after as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import all_records, owner_column, owner_of
from cluster_desk.core.records.council import DeclinedProposal, Meeting, MinutesState, Unlocking
from cluster_desk.core.records.fields import Kind, Record, columns_of
from cluster_desk.data.queries.minutes import is_confirmed
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.council.minutes import free_fields

Change = tuple[str, int, str | None, str | None]


def refuse_locked(read: Reader, changes: Sequence[Change], *, may_unlock: bool) -> None:
    """Raises UserError when a step, just applied, changed what confirmed minutes hold fast.

    `may_unlock`: undo and redo may take back a confirming or an unlocking as a whole; what is put back from the
    history may not open minutes: that is done by «Unlock…», with a reason.
    """
    rows = [
        (table, row, json.loads(before) if before else None, json.loads(after) if after else None)
        for table, row, before, after in changes
        if table in _locked_tables()
    ]
    if not rows:
        return
    images = {(table, row): after or before or {} for table, row, before, after in rows}
    own = {row: (before, after) for table, row, before, after in rows if table == Meeting.TABLE}
    for table, row, before, after in rows:
        meeting = _meeting_of(read, table, row, images)
        if meeting is None or not _held_fast(read, meeting, own.get(meeting), may_unlock=may_unlock):
            continue
        opened = table == Meeting.TABLE and not _is_confirmed(after)
        if (opened and not may_unlock) or _frozen(table, before) != _frozen(table, after):
            raise UserError(
                _("This would change minutes that are confirmed and locked."),
                do=_("Unlock them first, with a reason: Minutes, “Unlock…”."),
                kept=_("Nothing was changed."),
            )


def _held_fast(
    read: Reader, meeting: int, own: tuple[dict[str, Any] | None, dict[str, Any] | None] | None, *, may_unlock: bool
) -> bool:
    """Whether minutes were confirmed before the step and no lock step of their own explains the change."""
    if own is None:
        return is_confirmed(read, meeting)
    return _is_confirmed(own[0]) and (_is_confirmed(own[1]) or not may_unlock)


def _is_confirmed(image: dict[str, Any] | None) -> bool:
    return image is not None and image.get("minutes_state") == MinutesState.CONFIRMED.value


def _frozen(table: str, image: dict[str, Any] | None) -> dict[str, Any] | None:
    """What confirmed minutes hold fast of a row; links are not of it: the words beside them stand."""
    if image is None:
        return None
    record = _locked_tables()[table]
    free = free_fields(record)
    held = [
        name for name, field in columns_of(record).items() if field.kind is not Kind.LINK and field.name not in free
    ]
    return {name: image.get(name) for name in ("uuid", *held)}


def _meeting_of(read: Reader, table: str, row: int, images: dict[tuple[str, int], dict[str, Any]]) -> int | None:
    """The meeting that a row belongs to; its owners are looked for among the transaction's rows, then in the file."""
    while table != Meeting.TABLE:
        owner = owner_of(_locked_tables()[table])
        assert owner is not None
        key = owner_column(_locked_tables()[table])
        image = images.get((table, row))
        above = image.get(key) if image else read.value(f'SELECT "{key}" FROM "{table}" WHERE id = ?', row)
        if above is None:
            return None
        table, row = owner[0].TABLE, int(above)
    return row


def free_columns() -> dict[str, frozenset[str]]:
    """The tables that confirmed minutes hold fast, and of each the columns that go on changing all the same."""
    return {
        table: frozenset(
            name
            for name, field in columns_of(record).items()
            if record is not Meeting and field.name in free_fields(record)
        )
        for table, record in _locked_tables().items()
    }


@cache
def _locked_tables() -> dict[str, type[Record]]:
    """The tables of a meeting and its parts, but for those that go on being filled in after it is confirmed."""
    tables: dict[str, type[Record]] = {Meeting.TABLE: Meeting}
    waiting: list[type[Record]] = [Meeting]
    while waiting:
        parts = list(_parts_of(waiting.pop()))
        waiting += parts
        tables |= {part.TABLE: part for part in parts}
    return tables


def _parts_of(record: type[Record]) -> Iterable[type[Record]]:
    for part in all_records():
        owner = owner_of(part)
        if owner and owner[0] is record and part not in (Unlocking, DeclinedProposal):
            yield part
