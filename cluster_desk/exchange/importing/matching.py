"""Which record of the file each row of a document means, by what imports remember and by the records' own words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cluster_desk.core.records.fields import Record
from cluster_desk.exchange.importing.memory import ImportMemory, Remembered, Words, key_of

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Match(Generic[_R]):
    """What a row of a document means: a record of the file, or (`is_deleted`) one that the office took out since."""

    stored: _R | None = None
    remembered: Remembered | None = None
    is_deleted: bool = False


@dataclass(frozen=True)
class MatchKey(Generic[_R]):
    """What a record is known by: the keys of the document's rows, and `key`, which gives a record's.

    A key that is None fits nothing. With `alone` a record is only meant where no other has its key.
    """

    keys: Sequence[Hashable | None]
    key: Callable[[_R], Hashable | None]
    alone: bool = False


@dataclass
class RowMatching(Generic[_R]):
    """Matches the rows of one owner (a plan's items, a meeting's questions) with its records in the file.

    `rows` are the document's words by field, `names` the fields that a record is known by when its other words changed.
    """

    memory: ImportMemory
    kind: type[_R]
    owner: str
    rows: Sequence[Words]
    names: tuple[str, ...]
    records: Iterable[_R]
    found: dict[int, Match[_R]] = field(default_factory=dict)

    def matches(self, keys: Sequence[MatchKey[_R]]) -> list[Match[_R]]:
        """A match for every row, the surest first: the very words of an import, then `keys` in turn."""
        self._free = {one.uuid: one for one in self.records}
        remembered = self.memory.within(self.kind, self.owner)
        known = {one.record for one in remembered}
        every = tuple(self.rows[0]) if self.rows else ()
        alive = [one for one in remembered if one.record in self._free]
        gone = [one for one in remembered if one.record not in self._free]
        self._by_memory(alive, every)
        for by in keys[:1]:
            self._by_words(by, [one for one in self._free.values() if one.uuid not in known])
        self._by_memory(gone, every)
        self._by_memory(alive, self.names)
        for by in keys:
            self._by_words(by, list(self._free.values()))
        self._by_memory(gone, self.names)
        return [self.found.get(place, Match()) for place in range(len(self.rows))]

    def _open(self) -> list[int]:
        return [place for place in range(len(self.rows)) if place not in self.found]

    def _by_memory(self, remembered: Sequence[Remembered], names: tuple[str, ...]) -> None:
        """Match the rows whose words in the fields `names` are those that were read when a record was imported."""
        taken = {one.remembered.record for one in self.found.values() if one.remembered}
        taken |= {one.stored.uuid for one in self.found.values() if one.stored}
        waiting: dict[Hashable, list[Remembered]] = {}
        for one in remembered:
            key = one.key(names)
            if key is not None and one.record not in taken:
                waiting.setdefault(key, []).append(one)
        for place in self._open() if waiting else ():
            some = waiting.get(key_of(self.rows[place], names))
            if some:
                one = some.pop(0)
                stored = self._free.pop(one.record, None)
                self.found[place] = Match(stored, one, stored is None)

    def _by_words(self, by: MatchKey[_R], records: Sequence[_R]) -> None:
        waiting: dict[Hashable, list[_R]] = {}
        for one in records:
            key = by.key(one)
            if key is not None:
                waiting.setdefault(key, []).append(one)
        for place in self._open() if waiting else ():
            some = waiting.get(by.keys[place])
            if some and not (by.alone and len(some) > 1):
                stored = some.pop(0)
                del self._free[stored.uuid]
                self.found[place] = Match(stored, self.memory.of(stored.uuid))
