"""How a record's field is declared: once, here, for forms, lists, exports, history and search.

A record is a dataclass; each field is made by one of the functions below (`text`, `day`, `link`, …), which put a
`Field` into the dataclass field's metadata. Everything else asks `fields_of`. `show_value` puts a value into words.
"""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, Self, cast, dataclass_transform

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.numbers import show_money, show_number

_KEY = "field"
_INIT = "__init__"
EARLIEST_DAY = dt.date(1900, 1, 1)
LATEST_DAY = dt.date(2100, 12, 31)
"""No field holds a day beyond these: it would be mistyped, or spoilt."""


class Kind(StrEnum):
    """What a field holds; editors, columns and file formats are chosen by it."""

    TEXT = "text"  # one line, as typed
    PROSE = "prose"  # several lines, as typed
    DAY = "day"  # datetime.date
    CLOCK = "clock"  # "HH:MM"
    WHOLE = "whole"  # int
    NUMBER = "number"  # float
    MONEY = "money"  # int, kopecks
    CHOICE = "choice"  # a member of a Choice
    FLAG = "flag"  # bool
    LINK = "link"  # id of another record
    PARTS = "parts"  # list of records that live and die with this one


class Form(StrEnum):
    """Forms a text must keep; `rules.fields` knows how each is checked."""

    ANY = ""
    EMAIL = "email"
    PHONE = "phone"
    SITE = "site"
    INN = "inn"


class Choice(StrEnum):
    """A closed list: the member's value is the code in the file, `label` its English msgid."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member of its code and label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with this code; one that a newer version wrote reads as the list's last, "other"."""
        return cast("Self", _member(cls, code))


@lru_cache(1024)
def _member(choices: type[Choice], code: str) -> Choice:
    """Looked up once: a log of years has the same few codes in every row."""
    try:
        return choices(code)  # type: ignore[call-arg]  # by its value, as every enum is looked up
    except ValueError:
        return list(choices)[-1]


class TableColumn(NamedTuple):
    """How a field stands as a column of the table that its records make: on the screen, on paper, in a document read.

    Screen, paper, clipboard and import ask here, so that a field with a column is shown, printed, copied, read.
    """

    header: str  # the words over it on paper where nobody gave others
    paper: float = 40.0  # its share of the paper's width
    screen: int = 150  # its width on the screen, in logical pixels; 0: what the others leave
    narrow: int = 0  # its width where a form stands beside the table; 0: it is left out there
    optional: bool = False  # on the screen when asked for; on paper where a row has something in it,
    on_request: bool = False  # and only if that is asked for too
    known_as: tuple[str, ...] = ()  # what offices call it: patterns in folded headings, the surest first


class Field(NamedTuple):
    """Everything the program knows of one field of a record."""

    name: str
    label: str  # msgid
    kind: Kind
    column: str = ""  # its column's name in the file and in the history's images; `fields_of` fills in `name`
    required: bool = False
    personal: bool = False  # about a person: personal data in the sense of 152-ФЗ
    of: str = ""  # TEXT: the LINK that tells whom these words are about
    about: str = ""  # TEXT: the text of the same record that names whom this is about, and goes with the name
    read_from: str = ""  # the field whose words tell this one: two files' changes of both are merged as one
    listed: bool = True  # a column that a list shows at first
    hidden: bool = False  # kept, but never edited by hand (the words of an old document, say)
    hint: str = ""  # msgid: what to type
    form: Form = Form.ANY
    choices: type[Choice] | None = None
    target: str = ""  # LINK, PARTS: the class name of the other record
    follows: bool = False  # LINK: this record is deleted together with the other one
    cleared: bool = False  # LINK: emptied when the other record is deleted, instead of holding it back
    searched: bool = True  # its words are found by the search everywhere
    indexed: bool = False  # looked up and ordered by: the file keeps an index (links always have one)
    section: str = ""  # msgid: the heading that a form shows before this field
    row: str = ""  # msgid: label of the form's row that this field shares with its neighbours of the same `row`
    before: str = ""  # msgid: the word between this field and the one before it on a shared row
    roles: str = ""  # what a heading means it by (see `exchange.layout.headers`), the best first; else by its own name
    width: int = 0  # of the editor, in logical pixels; 0: what its kind has
    in_table: TableColumn | None = None  # its column, where its records are the rows of a table

    def called(self, name: str) -> Self:
        """The same with its name, which its column has too where it has no name of its own."""
        return self._replace(name=name, column=self.column or name)


def _dataclass_field(
    field: Field, default: Any = dataclasses.MISSING, default_factory: Any = dataclasses.MISSING
) -> Any:
    metadata = {_KEY: field}
    if default_factory is not dataclasses.MISSING:
        return dataclasses.field(default_factory=default_factory, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def text(label: str, **options: Any) -> Any:
    """One line of text, stored as typed; `options` are further attributes of `Field`."""
    return _dataclass_field(Field("", label, Kind.TEXT, **options), "")


def prose(label: str, **options: Any) -> Any:
    """Several lines of text; not a column at first."""
    return _dataclass_field(Field("", label, Kind.PROSE, **{"listed": False, **options}), "")


def day(label: str, **options: Any) -> Any:
    """A date (datetime.date) or None."""
    return _dataclass_field(Field("", label, Kind.DAY, **options), None)


def clock(label: str, **options: Any) -> Any:
    """A time of day as "HH:MM", or ""."""
    return _dataclass_field(Field("", label, Kind.CLOCK, **options), "")


def whole(label: str, default: int | None = None, **options: Any) -> Any:
    """A whole number or None."""
    return _dataclass_field(Field("", label, Kind.WHOLE, **options), default)


def number(label: str, **options: Any) -> Any:
    """A number (float) or None."""
    return _dataclass_field(Field("", label, Kind.NUMBER, **options), None)


def money(label: str, **options: Any) -> Any:
    """A sum in kopecks (int) or None."""
    return _dataclass_field(Field("", label, Kind.MONEY, **options), None)


def choice(label: str, default: Choice, **options: Any) -> Any:
    """A member of the closed list that `default` belongs to."""
    return _dataclass_field(Field("", label, Kind.CHOICE, choices=type(default), **options), default)


def flag(label: str, default: bool = False, **options: Any) -> Any:
    """Yes or no."""
    return _dataclass_field(Field("", label, Kind.FLAG, **options), default)


def link(label: str, target: str, **options: Any) -> Any:
    """The id of another record (class name `target`) or None."""
    return _dataclass_field(Field("", label, Kind.LINK, target=target, **options), None)


def parts(label: str, target: str, **options: Any) -> Any:
    """An ordered list of `Part` records (class name `target`) that live and die with this one."""
    return _dataclass_field(Field("", label, Kind.PARTS, target=target, **options), default_factory=list)


@dataclass_transform(eq_default=False, kw_only_default=True)
class _Declared:
    """What makes a dataclass of every class that is declared as a kind of record."""

    AREA: ClassVar[str] = ""  # the area word
    TABLE: ClassVar[str] = ""  # plural, as in the file
    LABEL: ClassVar[str] = ""  # msgid, singular
    TITLE: ClassVar[str] = "name"  # the field that people call it by
    INTERNAL: ClassVar[bool] = False  # kept for the program alone: no list, count or history shows it

    def __init_subclass__(cls, *, area: str = "", table: str = "", label: str = "", title: str = "") -> None:
        """Take what the class line says of the kind; what it leaves out is as in the class it is made from."""
        cls.AREA, cls.TABLE = area or cls.AREA, table or cls.TABLE
        cls.LABEL, cls.TITLE = label or cls.LABEL, title or cls.TITLE
        dataclass(init=False, eq=False, repr=False, match_args=False, kw_only=True)(cls)
        type.__setattr__(cls, _INIT, _make_first)


def _make_first(self: _Declared, **values: Any) -> None:
    """Make the first record of a kind, and have the others made as a dataclass makes them.

    There are some eighty kinds, and a start makes records of a few: to compile what makes each is much of a start.
    """
    kind = type(self)
    declared = [(each.name, each.type, _declared_again(each)) for each in dataclasses.fields(kind)]  # type: ignore[arg-type]
    words = {"__doc__": kind.__doc__}  # a class without is given some: how it is made, which takes longer than all else
    made = dataclasses.make_dataclass(
        kind.__name__, declared, namespace=words, eq=False, repr=False, match_args=False, kw_only=True
    )
    type.__setattr__(kind, _INIT, vars(made)[_INIT])
    vars(kind)[_INIT](self, **values)


def _declared_again(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return dataclasses.field(default_factory=field.default_factory)
    return dataclasses.field(default=field.default)


def new_uuid() -> str:
    """A random identity; as `uuid.uuid4` makes it, which takes three times as long."""
    made = os.urandom(16).hex()
    variant = "89ab"[int(made[16], 16) & 3]
    return f"{made[:8]}-{made[8:12]}-4{made[13:16]}-{variant}{made[17:20]}-{made[20:]}"


class Record(_Declared):
    """What every record has: a row number in its file and an identity that is the same everywhere.

    A kind of record says what it is in its class line:
    `class Goal(Part, area="plans", table="goals", label=N_("Goal"), title="text")`.
    """

    id: int | None = None
    uuid: str = dataclasses.field(default_factory=new_uuid)

    def __repr__(self) -> str:
        """The kind and the row number alone: what is reported of a bug holds nobody's data."""
        return f"{type(self).__name__}(id={self.id})"

    def display_name(self) -> str:
        """What people call this record; may be empty in a draft."""
        return str(getattr(self, self.TITLE) or "")

    def copy(self) -> Self:
        """A copy with copies of all its parts; the same id and uuid."""
        values: dict[str, Any] = {"id": self.id, "uuid": self.uuid}
        for name, field in fields_of(type(self)).items():
            value = getattr(self, name)
            values[name] = [part.copy() for part in value] if field.kind is Kind.PARTS else value
        return type(self)(**values)


class Part(Record):
    """A record that lives inside another; its place among its like is kept by the file."""


_FIELDS: dict[type[Record], dict[str, Field]] = {}
_TABLE_COLUMNS: dict[type[Record], dict[str, TableColumn]] = {}
_LISTS: dict[type[Record], tuple[str, ...]] = {}


def fields_of(record: type[Record]) -> dict[str, Field]:
    """The declared fields of a record class by name, in their order."""
    if record not in _FIELDS:
        declared = ((each.name, each.metadata.get(_KEY)) for each in dataclasses.fields(record))
        _FIELDS[record] = {name: field.called(name) for name, field in declared if field is not None}
    return _FIELDS[record]


def columns_of(record: type[Record]) -> dict[str, Field]:
    """The declared fields of a record class that its table has, by the column's name: everything but lists of parts."""
    return {field.column: field for field in fields_of(record).values() if field.kind is not Kind.PARTS}


def title_column(record: type[Record]) -> str:
    """The column that holds what people call a record by."""
    field = fields_of(record).get(record.TITLE)
    return field.column if field else record.TITLE


def table_columns(record: type[Record]) -> dict[str, TableColumn]:
    """The columns of the table that such records make, by the names of their fields."""
    if record not in _TABLE_COLUMNS:
        fields = fields_of(record).items()
        _TABLE_COLUMNS[record] = {name: field.in_table for name, field in fields if field.in_table is not None}
    return _TABLE_COLUMNS[record]


def lists_of_parts(record: type[Record]) -> tuple[str, ...]:
    """The names of the fields of a record class that hold parts."""
    if record not in _LISTS:
        _LISTS[record] = tuple(name for name, field in fields_of(record).items() if field.kind is Kind.PARTS)
    return _LISTS[record]


def with_parts(record: Record) -> list[Record]:
    """`record` and everything inside it, depth first."""
    records = [record]
    for name in lists_of_parts(type(record)):
        for part in getattr(record, name):
            if lists_of_parts(type(part)):
                records += with_parts(part)
            else:
                records.append(part)
    return records


def values_getter(names: Sequence[str]) -> Callable[[Record], tuple[Any, ...]]:
    """What gives the values of these fields of a record at once: thousands of records have dozens of fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def show_value(field: Field, value: Any) -> str:
    """A field's value in words, as its kind is shown; nothing as ""."""
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return _(value.label)
    return _SHOWN.get(field.kind, str)(value)


_SHOWN: dict[Kind, Callable[[Any], str]] = {Kind.DAY: show_day, Kind.NUMBER: show_number, Kind.MONEY: show_money}
