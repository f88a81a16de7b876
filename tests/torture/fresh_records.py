"""Records of every kind with all their parts, their fields filled from what the fields are told to be."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.events import Attachment, Event
from cluster_desk.core.records.fields import Field, Form, Kind, Record, fields_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.log.attachments import make_attachment

_FORMS = {
    Form.EMAIL: "school@example.org",
    Form.PHONE: "8 (00000) 2-00-19",
    Form.SITE: "https://school.example.org",
    Form.INN: "7707083893",
}
_LEFT_EMPTY = {
    (Event, "moved_to"), (Event, "first_day"), (Event, "last_day"), (Event, "people_count"),
}  # fmt: skip
_SAID: dict[tuple[str, str], Callable[[random.Random], Any]] = {
    ("Event", "day_words"): lambda chance: f"{chance.randint(1, 28)}.{chance.randint(1, 12):02}.2026",
    ("Participation", "count_words"): lambda chance: str(chance.randint(1, 90)),
    ("Loan", "returned_count"): lambda _chance: 0,
    ("Loan", "returned_day"): lambda _chance: None,
    ("BudgetLine", "year"): lambda _chance: 2026,
    ("EventFolder", "prizes"): lambda _chance: 3,
    ("AgendaItem", "votes_for"): lambda _chance: 1,
    ("AgendaItem", "votes_against"): lambda _chance: 0,
    ("AgendaItem", "votes_abstained"): lambda _chance: 0,
    ("AgendaItem", "no_speeches"): lambda _chance: False,  # somebody did
}


class Filler:
    """Makes records for one file; `contents` are the bytes of the attachments made."""

    def __init__(self, read: Reader, chance: random.Random) -> None:
        self._read, self._chance = read, chance
        self._day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(300))
        self.contents: list[bytes] = []

    def make(self, kind: type[Record], words: str) -> Record:
        """A new record; `words` stand in its texts. Every list of parts has one."""
        if issubclass(kind, Attachment):
            content = b"\xff\xd8\xff" + self._chance.randbytes(2_000)
            self.contents.append(content)
            made = make_attachment(f"{words}.jpg", content)
            return kind(name=made.name, media_type=made.media_type, size=made.size, digest=made.digest)
        return kind(**{field.name: self._value(kind, field, words) for field in fields_of(kind).values()})

    def _value(self, kind: type[Record], field: Field, words: str) -> Any:
        said = _SAID.get((kind.__name__, field.name))
        if said:
            return said(self._chance)
        if (kind, field.name) in _LEFT_EMPTY:
            return None if field.kind in (Kind.DAY, Kind.WHOLE) else ""
        made: dict[Kind, Callable[[], Any]] = {
            Kind.TEXT: lambda: _FORMS.get(field.form, f"{words}, {field.name}"),
            Kind.PROSE: lambda: f"{words}, {field.name}.\nЕщё строка.",
            Kind.DAY: self._next_day,
            Kind.CLOCK: lambda: "10:00",
            Kind.WHOLE: lambda: self._chance.randint(1_000, 9_000),
            Kind.NUMBER: lambda: 2.5,
            Kind.MONEY: lambda: self._chance.randint(100, 10_000_00),
            Kind.CHOICE: lambda: next(iter(field.choices or ())),
            Kind.FLAG: lambda: True,
            Kind.LINK: lambda: self._row_of(record_class(field.target)),
            Kind.PARTS: lambda: [self.make(record_class(field.target), f"{words}, часть")],
        }
        return made[field.kind]()

    def _next_day(self) -> dt.date:
        self._day += dt.timedelta(days=1)
        return self._day

    def _row_of(self, target: type[Record]) -> int | None:
        rows = self._read.rows(f"SELECT id FROM {target.TABLE} ORDER BY id")
        return self._chance.choice(rows)[0] if rows else None
