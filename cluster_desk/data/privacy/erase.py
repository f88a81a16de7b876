"""What a file keeps of a person, and how it is erased for good: from the tables, from history, from the file's bytes.

Law 152-ФЗ gives a person the right to know what is kept and to have it erased. Erasing cannot be undone. Which fields
are about people is declared with the fields (`personal` and `of`); beside them, every transaction of the history names
the user and the computer. Whatever text of the file names the person, personal or not, is looked through.

What a person who asks is shown stands in `kept.py`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.privacy.name_eraser import PUT, Eraser
from cluster_desk.core.privacy.patterns import Fit, contact_pattern, emails_in, latin_pattern, name_patterns, numbers_in
from cluster_desk.core.records.catalog import all_records
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, title_column
from cluster_desk.core.records.members import Person
from cluster_desk.core.russian.names import find_names, parse_name
from cluster_desk.core.russian.people import is_role
from cluster_desk.core.russian.text import fold
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import journal
from cluster_desk.data.history.images import values_of
from cluster_desk.data.queries.reader import Reader

_TEXTS = (Kind.TEXT, Kind.PROSE)
_TRANSACTION_TEXTS = ("name", "subject", "user", "computer", "origin")
_COLUMNS = {record.TABLE: columns_of(record) for record in all_records()}


@dataclass(frozen=True)
class Somebody:
    """A person as the file knows them: the rows of people that are theirs, the names they have or had there.

    The rows may be gone from the table and stand in history only; there are none for one whom only texts name.
    """

    words: str
    rows: frozenset[int]
    names: tuple[str, ...]
    eraser: Eraser

    def without(self, words: str, field: Field | None, linked: int | None, *, doubtful: bool) -> str:
        """`words` without the person; `linked` is the row of the person whom the field is about."""
        own = linked is not None and linked in self.rows
        doubtful = doubtful and (linked is None or own)  # what is about another is theirs where in doubt
        clean = self.eraser.clean(words, doubtful=doubtful, own=own, personal=field is not None and field.personal)
        if own and clean == words and words.strip() and PUT not in words:
            return self._without_unread(words)
        return clean

    def clean_image(self, image: str, table: str, *, own: bool, doubtful: bool) -> str:
        """A row's image without the person, just as the row itself is cleaned; `own`: the row is the person's."""
        fields = _COLUMNS.get(table, {})
        linked = any(field.of for field in fields.values())
        if not own and not linked and not self.eraser.may_name(unicodedata.normalize("NFC", image)):
            return image
        values = values_of(image)
        if not values:  # spoilt: what can be seen in it as mere words
            return "{}" if own else self.eraser.clean(image, doubtful=doubtful)
        clean = dict(values)
        if own:
            clean |= {name: value for name, value in _blank().items() if name in values}
        else:
            for name, value in values.items():
                field = fields.get(name)
                if isinstance(value, str) and (field is None or field.kind in _TEXTS):
                    about = values.get(_about(fields, field)) if field else None
                    clean[name] = self.without(value, field, about, doubtful=doubtful)
            clean |= {name: "" for name in _gone_with_name(fields, values, clean) if name in clean}
        return image if clean == values else json.dumps(clean, ensure_ascii=False, separators=(",", ":"))

    def _without_unread(self, words: str) -> str:
        """Words about the person in which no name of theirs was found: a misspelt name goes, a mere post stays."""
        values = [
            spot for spot in find_names(words) if self.eraser.fit(spot.name.first, spot.name.middle) is not Fit.NO
        ]
        for spot in reversed(values):
            words = words[: spot.start] + PUT + words[spot.end :]
        return words if values or is_role(words) else PUT


@dataclass(frozen=True)
class RecordText:
    """A text of a record: which field, of which row, what the row is called, whom it is about."""

    record: type[Record]
    field: Field
    row: int
    title: str
    words: str
    linked: int | None


def _about(fields: Mapping[str, Field], words: Field) -> str:
    """The column of the link that tells whom these words are about, "" for none."""
    return next((name for name, field in fields.items() if words.of and field.name == words.of), "")


def _gone_with_name(fields: Mapping[str, Field], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The columns that are about somebody whose whole name was taken out of the same row: a child's class."""
    names = {field.name for name, field in fields.items() if after.get(name) == PUT != before.get(name)}
    return [name for name, field in fields.items() if field.about and field.about in names]


def somebody(read: Reader, person: int) -> Somebody:
    """The person with this row number."""
    return _somebody(read, str(read.value("SELECT name FROM people WHERE id = ?", person) or ""), {person})


def somebody_called(read: Reader, words: str) -> Somebody:
    """Whoever bears this name, in the table of people or not. Raises UserError for words without a surname."""
    who = _somebody(read, words, set())
    if not who.rows and not name_patterns(words):
        raise UserError(
            _("“%s” tells no surname.") % words.strip(),
            do=_("Tell the surname, of two letters or more: initials are everybody's."),
            kept=_("Nothing was changed."),
        )
    return who


def people_called(read: Reader, words: str) -> list[tuple[int, str]]:
    """The people whom `words` may name: row number and name; several where it is not clear."""
    wanted = parse_name(words)
    people = [(row, str(name)) for row, name in read.rows("SELECT id, name FROM people ORDER BY name COLLATE russian")]
    exact = [one for one in people if fold(one[1]) == fold(words.strip())]
    if exact or wanted is None:
        return exact
    names = [(one, parse_name(one[1])) for one in people]
    return [one for one, name in names if name and name.may_be(wanted)]


def texts(read: Reader) -> Iterator[RecordText]:
    """Every text of every record that is not empty."""
    for record in all_records():
        fields = columns_of(record)
        for name, field in fields.items():
            if field.kind in _TEXTS:
                column, link = f'"{name}"', f'"{_about(fields, field)}"' if field.of else "NULL"
                title = f'"{title_column(record)}"'
                sql = f"SELECT id, {title}, {column}, {link} FROM {record.TABLE} WHERE {column} <> ''"
                for row, title, words, linked in read.rows(sql):
                    yield RecordText(record, field, row, str(title or ""), str(words), linked)


def images(read: Reader) -> Iterator[tuple[int, str, int, list[str | None]]]:
    """Every row change of the history: its number, table, row, and the images before and after as JSON."""
    last = 0
    while some := read.rows(
        "SELECT id, table_name, row_id, before, after FROM row_changes WHERE id > ? ORDER BY id LIMIT 2000", last
    ):
        for number, table, row, *value in some:
            yield number, table, row, value
            last = number


def erase(connection: FileConnection, read: Reader, who: Somebody, *, doubtful: bool = False) -> set[str]:
    """Take a person's data out of every table and of history, inside a transaction; gives the tables touched.

    The person's row stays, so that what was done stays counted, but it names nobody. `doubtful`: places that may name
    somebody else or be another word go too. The file must be vacuumed after the transaction; then the name is nowhere
    in its bytes.
    """
    touched = set()
    for entry in list(texts(read)):
        if entry.record is Person and entry.row in who.rows:
            continue
        clean = who.without(entry.words, entry.field, entry.linked, doubtful=doubtful)
        if clean != entry.words:
            table, column = entry.record.TABLE, entry.field.column
            gone = _gone_with_name(_COLUMNS[table], {column: entry.words}, {column: clean})
            pairs = ", ".join([f'"{column}" = ?', *(f"\"{name}\" = ''" for name in gone)])
            connection.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", (clean, entry.row))
            touched.add(table)
    blank = _blank()
    pairs = ", ".join(f'"{name}" = ?' for name in blank)
    for row in who.rows:
        connection.execute(f"UPDATE {Person.TABLE} SET {pairs} WHERE id = ?", (*blank.values(), row))
    _clean_history(connection, read, who, doubtful=doubtful)
    _note(connection)
    return touched | {Person.TABLE}


def _somebody(read: Reader, words: str, rows: set[int]) -> Somebody:
    past = _people_in_history(read)
    present = {row: str(name) for row, name in read.rows("SELECT id, name FROM people")}
    for row, value in past.items():
        if row not in present and any(fold(one["name"]) == fold(words) for one in value):
            rows.add(row)
    if words in ("", PUT):
        return Somebody(words, frozenset(rows), (), Eraser((), (), PUT))
    names = {words: None} | {
        one["name"]: None for row in rows for one in past.get(row, ()) if _is_same(words, one["name"])
    }
    forms = read.rows("SELECT words, corrected FROM name_forms")
    mine = [
        name
        for value in names
        for name in name_patterns(value, [corrected for form, corrected in forms if _is_same(value, form)])
    ]
    others = [
        name
        for row, value in {**{row: one[-1]["name"] for row, one in past.items()}, **present}.items()
        if row not in rows
        for name in name_patterns(value)
    ]
    further = _contacts(read, rows, [one for row in rows for one in past.get(row, ())])
    latin = latin_pattern(form for value in names for form in (_surname(value),) if form)
    eraser = Eraser(mine, others, PUT, [*further, *([(latin, False)] if latin else [])])
    eraser.shared = _is_shared(read, eraser)
    return Somebody(words, frozenset(rows), tuple(names), eraser)


def _people_in_history(read: Reader) -> dict[int, list[dict[str, Any]]]:
    """Every state that the history keeps of every row of people, the oldest first."""
    people: dict[int, list[dict[str, Any]]] = {}
    sql = "SELECT row_id, before, after FROM row_changes WHERE table_name = ? ORDER BY id"
    for row, *value in read.rows(sql, Person.TABLE):
        readable = [image for image in map(values_of, value) if image]
        if readable:  # what another program wrote may lack a name
            named = [
                {**image, "name": name if isinstance(name := image.get("name"), str) else ""} for image in readable
            ]
            people.setdefault(row, []).extend(named)
    return people


def _is_same(words: str, other: str) -> bool:
    """Whether two names of one row may be one person's: married, or typed otherwise; a row may have been given away."""
    if fold(words) == fold(other):
        return True
    return any(
        one.fit(two.first, two.middle) is Fit.YES
        if len(two.first) > 1 and one.middle and two.middle
        else bool(one.surnames & two.surnames) and one.fit(two.first, two.middle) is not Fit.NO
        for one in name_patterns(words)
        for two in name_patterns(other)
    )


def _surname(words: str) -> str:
    name = parse_name(words)
    return fold(name.surname) if name else ""


def _contacts(read: Reader, rows: Iterable[int], past: Iterable[dict[str, Any]]) -> list[tuple[Any, bool]]:
    """What finds the person's own phones and addresses; one that is also an office's is not theirs alone."""
    own, foreign = "", ""
    for row, phone, email in read.rows("SELECT id, phone, email FROM people"):
        if row in rows:
            own += f"\n{phone}\n{email}"
        else:
            foreign += f"\n{phone}\n{email}"
    own += "".join(f"\n{one.get('phone', '')}\n{one.get('email', '')}" for one in past)
    for entry in read.rows("SELECT phone, email FROM organizations UNION ALL SELECT secretary_phone, '' FROM cluster"):
        foreign += "\n".join(("", *map(str, entry)))
    numbers = {number for line in own.split("\n") for number in numbers_in(line)}
    numbers -= {number for line in foreign.split("\n") for number in numbers_in(line)}
    pattern = contact_pattern(numbers, emails_in(own) - emails_in(foreign))
    return [(pattern, True)] if pattern else []


def _is_shared(read: Reader, eraser: Eraser) -> bool:
    """Whether any text, now or in history, names somebody else with the person's surname."""
    return any(eraser.names_another(text.words) for text in texts(read)) or any(
        isinstance(value, str) and eraser.names_another(value)
        for _number, _table, _row, entry in images(read)
        for image in entry
        if image and eraser.may_name(image)
        for value in values_of(image).values()
    )


def _blank() -> dict[str, str | None]:
    """What the fields of an erased person hold."""
    values = {name: field for name, field in columns_of(Person).items() if field.personal}
    empty = {name: "" if field.kind in _TEXTS else None for name, field in values.items()}
    return {**empty, title_column(Person): PUT}


def _clean_history(connection: FileConnection, read: Reader, who: Somebody, *, doubtful: bool) -> None:
    changed = []
    for number, table, row, before_and_after in images(read):
        own = table == Person.TABLE and row in who.rows
        clean = [image and who.clean_image(image, table, own=own, doubtful=doubtful) for image in before_and_after]
        if clean != before_and_after:
            changed.append((*clean, number))
    connection.executemany("UPDATE row_changes SET before = ?, after = ? WHERE id = ?", changed)
    for number, *words in connection.execute(f"SELECT id, {', '.join(_TRANSACTION_TEXTS)} FROM steps").fetchall():
        clean_words = [who.without(str(one), None, None, doubtful=doubtful) for one in words]
        if clean_words != words:
            pairs = ", ".join(f"{name} = ?" for name in _TRANSACTION_TEXTS)
            connection.execute(f"UPDATE steps SET {pairs} WHERE id = ?", (*clean_words, number))


def _note(connection: FileConnection) -> None:
    """A line of history without a name and without images: that, when and by whom somebody was erased."""
    journal.write(connection, N_("Personal data erased"), "", "", journal.IRREVERSIBLE)
