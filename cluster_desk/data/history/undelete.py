"""Deleted records brought back as people expect: with all that belongs to them, and with what they lean on.

A plan comes back with its sections and items, a person into the speakers' list that the deletion took him out of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import links_to, owner_column, owner_of, record_class, records_by_table
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, title_column
from cluster_desk.data.history import views as history
from cluster_desk.data.history.images import values_to_restore
from cluster_desk.data.history.views import Deleted
from cluster_desk.data.queries.reader import Reader

Key = tuple[str, int]
Images = dict[Key, str | None]


@dataclass(frozen=True)
class Parcel:
    """A record of the trash and those deleted with it that belong to it: they come back together."""

    head: Deleted
    others: tuple[Deleted, ...] = ()


@dataclass
class Completed:
    """Rows to be put back, the deleted records that come along because others lean on them, and links emptied.

    `leaving`: records that go because they belong to a row that goes.
    """

    images: Images
    along: list[Parcel] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)


def parcels(read: Reader) -> list[Parcel]:
    """What is in the trash, newest first; what belongs to another record deleted with it is listed there."""
    deleted = history.trash_of(read)
    by_key = {one.key: one for one in deleted}
    heads = {one.key: _head(one, by_key).key for one in deleted}
    others: dict[Key, list[Deleted]] = {}
    for one in deleted:
        if heads[one.key] != one.key:
            others.setdefault(heads[one.key], []).append(one)
    return [Parcel(one, tuple(others.get(one.key, ()))) for one in deleted if heads[one.key] == one.key]


def unpacked(read: Reader, chosen: Iterable[Parcel]) -> Images:
    """All rows of these parcels as they were when they were deleted, and what pointed at them pointing there again."""
    images: Images = {}
    for parcel in chosen:
        for one in (parcel.head, *parcel.others):
            rows = history.rows_of(read, one.record, one.row)
            images |= history.images_after(read, rows, one.transaction.id - 1)
        images |= _pointing_again(read, parcel.head.transaction.id, images)
    return images


def completed(read: Reader, images: Mapping[Key, str | None]) -> Completed:
    """`images` with all that they lean on: from the trash where it is deleted; a link whose record is gone is emptied.

    Where a row goes, links to it are emptied and what belongs to it goes too. Raises UserError when a record cannot be
    without what is gone for good, or leans on what would go.
    """
    done = Completed(dict(images))
    in_bin: list[Parcel] | None = None
    _let_go(read, done)
    while missing := _missing(read, done.images):
        if in_bin is None:
            in_bin = parcels(read)
        key, link, target = missing
        parcel = next((one for one in in_bin if one not in done.along and _holds(read, one, target)), None)
        if parcel is not None:
            done.along.append(parcel)
            done.images |= {row: value for row, value in unpacked(read, [parcel]).items() if row not in done.images}
        else:
            _empty(done, key, link)
    return done


def _let_go(read: Reader, done: Completed) -> None:
    """What becomes of those that lean on rows that go: a link is emptied, what belongs to the row goes with it."""
    waiting = [key for key, image in done.images.items() if image is None]
    while waiting:
        table, row = waiting.pop()
        record = records_by_table().get(table)
        for holder, link in links_to(record) if record else ():
            for (number,) in read.rows(f'SELECT id FROM {holder.TABLE} WHERE "{link.column}" = ?', row):
                key = (holder.TABLE, number)
                image = done.images[key] if key in done.images else history.image_now(read, *key)
                if image is None or values_to_restore(image)[link.column] != row:
                    continue
                done.images[key] = image
                if link.cleared:
                    _empty(done, key, link)
                elif link.follows:
                    gone = history.rows_of(read, holder, number)
                    done.images |= dict.fromkeys(gone)
                    done.leaving.append(_called(holder, values_to_restore(image)))
                    waiting += gone
                else:
                    raise UserError(
                        _("“%(record)s” (%(field)s) leans on what would go.")
                        % {"record": _called(holder, values_to_restore(image)), "field": _(link.label)},
                        do=_("Change it first."),
                        kept=_("Nothing was changed."),
                    )


def _called(record: type[Record], image: Mapping[str, Any]) -> str:
    return f"{_(record.LABEL)}: {image.get(title_column(record)) or ''}".rstrip(": ")


def _head(one: Deleted, by_key: Mapping[Key, Deleted]) -> Deleted:
    """The record of the same deletion that `one` belongs to, or itself."""
    seen = {one.key}
    while True:
        owners = (by_key.get(target) for link, target in _links(one.record, one.image) if link.follows)
        owner = next(
            (each for each in owners if each and each.transaction.id == one.transaction.id and each.key not in seen),
            None,
        )
        if owner is None:
            return one
        seen.add(owner.key)
        one = owner


def _links(record: type[Record], image: Mapping[str, Any]) -> list[tuple[Field, Key]]:
    """The links of a row that are not empty, and the rows they lead to."""
    return [
        (each, (record_class(each.target).TABLE, image[name]))
        for name, each in columns_of(record).items()
        if each.kind is Kind.LINK and image.get(name) is not None
    ]


def _missing(read: Reader, images: Images) -> tuple[Key, Field, Key] | None:
    """The first link that would lead nowhere: the row it stands in, its field, the row it leads to."""
    for key, value in images.items():
        record = records_by_table().get(key[0])
        if record is None or value is None:
            continue
        for link, target in _links(record, values_to_restore(value)):
            there = images[target] if target in images else _is_there(read, target)
            if not there:
                return key, link, target
    return None


def _is_there(read: Reader, key: Key) -> bool:
    return read.value(f'SELECT 1 FROM "{key[0]}" WHERE id = ?', key[1]) is not None


def _holds(read: Reader, parcel: Parcel, key: Key) -> bool:
    """Whether a row comes back with this parcel; a part is looked for among the rows of its owner."""
    records: Sequence[Deleted] = (parcel.head, *parcel.others)
    if any(one.key == key for one in records):
        return True
    part = records_by_table()[key[0]]
    if owner_of(part) is None:
        return False
    return any(key in history.rows_of(read, one.record, one.row) for one in records)


def _empty(done: Completed, key: Key, link: Field) -> None:
    record, data = records_by_table()[key[0]], values_to_restore(done.images[key] or "{}")
    name = _called(record, data)
    if link.required:
        raise UserError(
            _("“%(record)s” cannot be brought back: “%(field)s” is gone for good.")
            % {"record": name, "field": _(link.label)},
            do=_("An older copy of the file may still hold it."),
            kept=_("Nothing was changed."),
        )
    data[link.column] = None
    done.images[key] = json.dumps(data, ensure_ascii=False)
    done.emptied.append(f"{name} ({_(link.label)})")


def _pointing_again(read: Reader, transaction: int, images: Mapping[Key, str | None]) -> Images:
    """What a deletion did to records that stayed: links that it emptied, and parts that went, as they were before.

    A link that leads elsewhere by now stays as it is, and so does a record that is itself gone by now.
    """
    restored: Images = {}
    sql = "SELECT table_name, row_id, before, after FROM row_changes WHERE step_id = ? AND before IS NOT NULL"
    for table, row, before, after in read.rows(sql, transaction):
        record = records_by_table().get(table)
        if record is None or (table, row) in images:
            continue
        was, now = values_to_restore(before), history.image_now(read, table, row)
        leading = [(link, target) for link, target in _links(record, was) if images.get(target)]
        if after is None:
            owner = owner_of(record)
            if leading and now is None and owner and _is_there(read, (owner[0].TABLE, was[owner_column(record)])):
                restored[table, row] = before
        elif now is not None:
            data = values_to_restore(now)
            again = {link.column: target[1] for link, target in leading if data.get(link.column) is None}
            if again:
                restored[table, row] = json.dumps(data | again, ensure_ascii=False)
    return restored
