"""What earlier imports read in documents, and which records of the file came of it.

A record that an import stored is known by the words that it was read from, whatever the office made of it since: it is
found again when it was renamed, and known to be deleted when it is gone.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from cluster_desk.core.normalize import same_words
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.imports import ImportedRecord, packed, unpacked
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader

Words = Mapping[str, str]
"""Words by field, as a record stores them."""


@dataclass(frozen=True)
class Remembered:
    """What a document said of one record when it was imported; `owner` is the uuid of what the record stands in.

    `is_own`: it was the document that is imported now, or a version of it with the same name.
    """

    id: int
    uuid: str
    document: str
    kind: str
    record: str
    owner: str
    words: Words
    is_own: bool

    def key(self, fields: tuple[str, ...]) -> Hashable | None:
        """What the record is known by; None where these fields are all empty."""
        return key_of(self.words, fields)


def key_of(words: Words, fields: tuple[str, ...]) -> Hashable | None:
    """The words of `fields` as they are compared; None where all are empty."""
    known_by = tuple(fold(words.get(name, "")) for name in fields)
    return known_by if any(known_by) else None


@dataclass
class ImportMemory:
    """Everything that imports remember, as one document sees it: what was read in that document comes first."""

    document: str
    by_record: dict[str, list[Remembered]] = field(default_factory=dict)
    by_owner: dict[tuple[str, str], list[Remembered]] = field(default_factory=dict)

    @classmethod
    def load(cls, read: Reader, document: str) -> ImportMemory:
        """What the file remembers."""
        result = cls(document)
        sql = "SELECT id, uuid, document, kind, record, owner, words FROM imported_records ORDER BY id"
        for row, uuid, name, kind, record, owner, words in read.rows(sql):
            one = Remembered(
                id=row,
                uuid=uuid,
                document=name,
                kind=kind,
                record=record,
                owner=owner,
                words=unpacked(words),
                is_own=name == document,
            )
            result.by_record.setdefault(one.record, []).append(one)
            result.by_owner.setdefault((one.kind, one.owner), []).append(one)
        return result

    def of(self, uuid: str) -> Remembered | None:
        """What was last read of a record: in this document, else in another."""
        value = self.by_record.get(uuid, [])
        own = [one for one in value if one.is_own]
        return next(reversed(own or value), None)

    def within(self, kind: type[Record], owner: str) -> list[Remembered]:
        """What was last read of each record of this kind in this owner, in the order in which they were imported."""
        values = {one.record: None for one in self.by_owner.get((kind.__name__, owner), ())}
        return [one for one in map(self.of, values) if one is not None]

    def row_for(self, record: Record, owner: str, words: Words) -> ImportedRecord | None:
        """What is to be remembered of a record from now on; None where that is remembered already."""
        own = [one for one in self.by_record.get(record.uuid, ()) if one.is_own]
        if own and own[-1].owner == owner and _agree(own[-1].words, words):
            return None
        row = ImportedRecord(
            document=self.document, kind=type(record).__name__, record=record.uuid, owner=owner, words=packed(words)
        )
        if own:
            row.id, row.uuid = own[-1].id, own[-1].uuid
        return row


def _agree(one: Words, other: Words) -> bool:
    return one.keys() == other.keys() and all(same_words(one[name], other[name]) for name in one)
