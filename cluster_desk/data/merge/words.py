"""A merge in the user's language: what comes from there, what is from here, what is asked."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.catalog import all_records, record_class, records_by_table
from cluster_desk.core.records.fields import Field, Kind, columns_of, fields_of, title_column
from cluster_desk.data.history.views import display_value
from cluster_desk.data.merge.ancestor import Stamp
from cluster_desk.data.merge.conflicts import About, Conflict
from cluster_desk.data.merge.merge import Merge
from cluster_desk.data.merge.shapes import shape_of
from cluster_desk.data.merge.sides import Key, Row, Which

NAME = N_("Merged with another file")
"""What the change is called."""
_ERASED = "Personal data erased"  # what erasing is called in the history
ADDED, DELETED, CHANGED, MOVED = "added", "deleted", "changed", "moved"
WHAT = {ADDED: N_("new"), DELETED: N_("deleted"), CHANGED: N_("changed"), MOVED: N_("moved")}


@dataclass(frozen=True)
class FieldChange:
    """A field of a record or of a part of it, as it was and as it is on one side."""

    part: str
    field: str
    before: str
    after: str


@dataclass
class Told:
    """What one side did to a record since the files parted."""

    side: Which
    kind: str
    title: str
    what: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """A conflict in words: `here` and `there` are what would stand there under either answer."""

    conflict: Conflict
    kind: str
    title: str
    field: str
    before: str
    here: str
    there: str
    when_here: str
    when_there: str


def told_changes(merge: Merge) -> list[Told]:
    """What each side did, record by record; without history what only one of them has."""
    told: dict[tuple[Key, Which], Told] = {}
    for key, (before, here, there) in merge.rows.items():
        record = records_by_table()[key[0]]
        sides: tuple[tuple[Which, Row | None], ...] = (("here", here), ("there", there))
        for which, row in sides:
            if record.INTERNAL or (row is None and before is None) or not _changed(key[0], before, row):
                continue
            whole = merge.record_of(key)
            one = told.setdefault((whole, which), _told(merge, whole, which))
            if whole == key or one.what == CHANGED:
                one.fields += _field_changes(merge, key, whole, before, row)
            elif record.__name__ not in _understood():
                label = _(record.LABEL)
                one.fields += [FieldChange(label, "", *(_part_words(merge, key, each) for each in (before, row)))]
    return sorted(told.values(), key=lambda one: (one.side, one.what, one.kind))


@cache
def _understood() -> frozenset[str]:
    """The kinds of parts that are only what words were understood as: the days of an event."""
    fields = (each for record in all_records() for each in fields_of(record).values())
    return frozenset(each.target for each in fields if each.kind is Kind.PARTS and each.read_from)


def _part_words(merge: Merge, key: Key, row: Row | None) -> str:
    """A part of a record that came or went with it: «МКОУ СОШ с. Луговое, обучающиеся, 12»."""
    if row is None:
        return ""
    followers = _followers(key[0])
    shown = [
        _shown(merge, each, row.get(name)).split("\n")[0]
        for name, each in columns_of(records_by_table()[key[0]]).items()
        if not each.hidden and name not in shape_of(key[0]).aside and not row.get(followers.get(name, ""))
    ]
    return ", ".join(filter(None, shown))


def _followers(table: str) -> dict[str, str]:
    """The columns that follow from words in another, with that."""
    return {name: atom.name for atom in shape_of(table).atoms for name in atom.columns[1:]}


def questions(merge: Merge) -> list[Question]:
    """The conflicts in words, those that matter most first."""
    order = list(About)
    return [_question(merge, one) for one in sorted(merge.conflicts, key=lambda one: order.index(one.about))]


def taken_back(merge: Merge) -> list[tuple[Which, str]]:
    """Changes that both files had and that one took back: by which side, and what they were called."""
    return [(which, _(line.name)) for which in merge.changes for line in merge.changes[which].taken_back]


def since(merge: Merge) -> str:
    """What is known of the time when the files parted, a sentence; and whether somebody's data was erased there."""
    if any(line.name == _ERASED for line in merge.changes["there"].lines):
        words = _("Personal data was erased there: erase it here too, or the history of this file still holds it.")
        return f"{_since(merge)} {words}"
    return _since(merge)


def _since(merge: Merge) -> str:
    if not merge.ancestor.reached:
        return _(
            "The history of the files does not reach back to what they had in common: what only one of them has stays, "
            "and where they differ you choose."
        )
    if merge.ancestor.line is None:
        return _("No change in common: the copy was made before the first one.")
    return _("The last change in common: %(what)s, %(when)s.") % {
        "what": _(merge.ancestor.line.name),
        "when": _moment((merge.ancestor.line.at, "")),
    }


def _changed(table: str, before: Row | None, row: Row | None) -> bool:
    if before is None or row is None:
        return before is not row
    return any(value != before.get(name) for name, value in row.items() if name != "id")


def _told(merge: Merge, key: Key, which: Which) -> Told:
    three = merge.rows.get(key)
    row = three[1 if which == "here" else 2] if three else None
    what = CHANGED
    if three and three[0] is None:
        what = ADDED
    elif three and row is None:
        what = DELETED
    return Told(which, _(records_by_table()[key[0]].LABEL), _title(merge, key), what)


def _field_changes(merge: Merge, key: Key, whole: Key, before: Row | None, row: Row | None) -> list[FieldChange]:
    part = "" if key == whole else _named(merge, key)
    if part and (before is None or row is None):
        title = _title(merge, key)
        return [FieldChange(_(records_by_table()[key[0]].LABEL), "", title if before else "", title if row else "")]
    changes = []
    followers = _followers(key[0])
    for name, each in columns_of(records_by_table()[key[0]]).items():
        old, new = (one.get(name) if one else None for one in (before, row))
        words = followers.get(name)
        if words and (before or {}).get(words) != (row or {}).get(words):
            continue  # it follows from words that are told
        if old != new and (name not in shape_of(key[0]).aside):
            was, now = (_shown(merge, each, value) for value in (old, new))
            if was or now:
                changes.append(FieldChange(part, _(each.label), was, now))
    return changes or [FieldChange(part, _("Place in the list"), "", "")]


def _question(merge: Merge, conflict: Conflict) -> Question:
    key = conflict.key
    kind, title = _(records_by_table()[key[0]].LABEL), _title(merge, merge.record_of(key))
    if merge.record_of(key) != key:
        title = f"{title} — {_named(merge, key)}"
    values = ("", "", "")
    label = ""
    if conflict.about is About.FIELD and conflict.atom:
        label = _(conflict.atom.field.label) if conflict.atom.field else _("Stands in")
        rows = (conflict.base, conflict.here, conflict.there)
        values = tuple(_atom_shown(merge, conflict, row) for row in rows)  # type: ignore[assignment]
    elif conflict.about is About.DELETED:
        changed = "\n".join(dict.fromkeys(_named(merge, one) for one in conflict.changed))
        gone, kept = _("Deleted"), _("Changed: %s") % changed
        by_here = any(merge.rows[one][1] is None for one in conflict.rows)
        values = ("", gone, kept) if by_here else ("", kept, gone)
    elif conflict.about is About.MINUTES:
        label = _("Confirmed minutes")
        values = ("", _minutes(merge, conflict, 1), _minutes(merge, conflict, 2))
    elif conflict.about is About.ORDER:
        label = _("Order")
        within = merge.lists[conflict.table, key[1]]
        lists = (within.before or (), within.here, within.there)
        values = tuple(_in_order(merge, conflict.table, each) for each in lists)  # type: ignore[assignment]
    elif conflict.about is About.SAME:
        label = _("Entered on both sides")
        title = _title(merge, conflict.changed[0])
        values = ("", _words(merge, key, conflict.here or {}), _words(merge, key, conflict.there or {}))
    else:
        label = _("№ given twice: %s") % (conflict.here or {}).get("number")
        values = ("", _named(merge, conflict.changed[0]), _named(merge, conflict.changed[1]))
        kind, title = _(records_by_table()[key[0]].LABEL), ""
    return Question(conflict, kind, title, label, *values, _moment(conflict.when_here), _moment(conflict.when_there))


def _minutes(merge: Merge, conflict: Conflict, at: int) -> str:
    """The minutes as one side has them: their state, and what it changed in them."""
    row = merge.rows[conflict.key][at] if conflict.key in merge.rows else (conflict.here, conflict.there)[at - 1]
    state = columns_of(records_by_table()[conflict.key[0]])["minutes_state"]
    lines = [_shown(merge, state, row["minutes_state"])] if row else []
    for key in sorted(conflict.rows):
        before, now = merge.rows[key][0], merge.rows[key][at]
        if key != conflict.key and _changed(key[0], before, now):
            words = f"{_named(merge, key)}: {_words(merge, key, now)}" if now else _("%s: deleted") % _named(merge, key)
            lines.append(words)
    return "\n".join(dict.fromkeys(lines))


def _words(merge: Merge, key: Key, row: Row) -> str:
    columns = columns_of(records_by_table()[key[0]])
    shown = (_shown(merge, each, row.get(name)) for name, each in columns.items() if each.kind is not Kind.CHOICE)
    return "; ".join(word for word in shown if word)


def _in_order(merge: Merge, table: str, uuids: tuple[str, ...]) -> str:
    return "\n".join(f"{at}. {_title(merge, (table, uuid))}" for at, uuid in enumerate(uuids, 1))


def _atom_shown(merge: Merge, conflict: Conflict, row: Row | None) -> str:
    """An atom of a row: its words; what is linked where the words are the same on both sides."""
    atom = conflict.atom
    assert atom is not None
    if row is None:
        return ""
    columns = columns_of(records_by_table()[conflict.key[0]])
    if atom.field is None:
        return _title(merge, (shape_of(conflict.key[0]).links[atom.name], str(row[atom.name])))
    same = conflict.here and conflict.there and conflict.here[atom.name] == conflict.there[atom.name]
    names = atom.columns if same else atom.columns[:1]
    return " / ".join(word for word in (_shown(merge, columns[name], row.get(name)) for name in names) if word)


def _named(merge: Merge, key: Key) -> str:
    title = _title(merge, key)
    label = _(records_by_table()[key[0]].LABEL)
    return f"{label}: {title}" if title else label


def _title(merge: Merge, key: Key) -> str:
    """What people call a record."""
    record, row = records_by_table()[key[0]], merge.row(key)
    column = title_column(record)
    if row is None or column not in columns_of(record):
        return ""
    return _shown(merge, columns_of(record)[column], row.get(column)).split("\n")[0]


def _shown(merge: Merge, each: Field, value: Any) -> str:
    if each.kind is Kind.LINK and value is not None:
        return _title(merge, (record_class(each.target).TABLE, str(value))) or _("(deleted)")
    return display_value(each, value)


def _moment(stamp: Stamp) -> str:
    with suppress(ValueError):
        return dt.datetime.fromisoformat(stamp[0]).astimezone().strftime("%d.%m.%Y %H:%M")
    return ""
