"""How a kind of record is merged, told by its fields alone: its links, where its order stands, what changes together.

An *atom* is what is taken from one side as a whole: a field; or words with all that was understood from them (a link
beside a name, days beside "20-30 ноября", the list of those whom the words of an item name).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cluster_desk.core.records.catalog import owner_column, owner_of, part_class, record_class, records_by_table
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, fields_of

PLACE = "place"


@dataclass(frozen=True)
class Atom:
    """The field whose words tell it, the columns that are taken together, the tables of parts that follow them."""

    field: Field | None  # None: where a part stands
    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()
    summed: bool = False  # told anew of the record's parts when both sides contributed: never asked about

    @property
    def name(self) -> str:
        """What it is called in a choice: its first column."""
        return self.columns[0]


@dataclass(frozen=True)
class Shape:
    """A kind of record for merging: `links` tells of each column the table that it leads to, its owner's too.

    `within` is the column of what it has its place in, "" for a kind that has no order of its own. `follows` are the
    columns of what it is deleted with.
    """

    record: type[Record]
    links: dict[str, str]
    follows: tuple[str, ...]
    within: str
    atoms: tuple[Atom, ...]

    @property
    def aside(self) -> tuple[str, ...]:
        """The columns that say nothing of the record itself: its number in the file, its place in a list."""
        return ("id", PLACE) if self.within else ("id",)

    @property
    def table(self) -> str:
        """Its table."""
        return self.record.TABLE


@cache
def shape_of(table: str) -> Shape:
    """The shape of the kind of record that a table holds."""
    record = records_by_table()[table]
    columns, owner = columns_of(record), owner_of(record)
    links = {name: record_class(field.target).TABLE for name, field in columns.items() if field.kind is Kind.LINK}
    follows = [name for name, field in columns.items() if field.follows]
    if owner:
        links[owner_column(record)] = owner[0].TABLE
        follows.insert(0, owner_column(record))
    within = owner_column(record)
    if not owner and follows and PLACE in columns and columns[PLACE].kind is Kind.WHOLE:
        within = follows[0]
    return Shape(record, links, tuple(follows), within, _atoms(record, within))


def _atoms(record: type[Record], within: str) -> tuple[Atom, ...]:
    fields, columns = fields_of(record), columns_of(record)
    leaders: dict[str, str] = {}
    summed = {field.name for field in fields.values() if field.read_from and fields[field.read_from].kind is Kind.PARTS}
    for field in fields.values():
        if field.read_from and field.name not in summed:
            leaders[field.name] = field.read_from
        if field.of:
            leaders.setdefault(field.of, field.name)
    atoms = [Atom(None, (within,))] if owner_of(record) else []
    for column, field in columns.items():
        if field.name in leaders or (within and column == PLACE):
            continue
        followers = [each for each in fields.values() if leaders.get(each.name) == field.name]
        names = tuple(each.column for each in followers if each.kind is not Kind.PARTS)
        lists = tuple(part_class(record, each).TABLE for each in followers if each.kind is Kind.PARTS)
        atoms.append(Atom(field, (column, *names), lists, field.name in summed))
    return tuple(atoms)
