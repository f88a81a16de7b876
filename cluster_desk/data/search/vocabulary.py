"""The words that the index of the search holds, and which of them a word that was typed may be a slip for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from cluster_desk.core.russian.slips import (
    SHORTEST,
    SHORTEST_FOR_TWO,
    beginnings_meant,
    likely_meant,
    slips_between,
)
from cluster_desk.core.russian.text import forms, stem, stems_among

_MOST_ALIKE, _LIKELIEST = 8, 300
_LONGEST_ENDING = 3
_MOST_KEPT = 200_000
"""Terms of a vocabulary that is kept from one question to the next: some twenty megabytes."""
_WORDS_ASKED = 500
"""Words whose likely ones are remembered: who types a question asks for all its words again with each letter."""


class Vocabulary:
    """The terms of an index, numbers left out: read when slips are looked for first, and kept until the file changes.

    Raises sqlite3.DatabaseError for a damaged index.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.forget()

    def forget(self) -> None:
        """Let go of what was read; the index may be another one."""
        self._is_open = self._is_looked_at = False
        self._read_at: tuple[int, int] | None = None
        self._set(())

    def open(self) -> None:
        """See to it that the terms of the index can be asked for; not within a look at the file, which may undo it."""
        if self._is_open:
            return
        aside = self._connection.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'search'").fetchone()
        schema = "temp" if aside else "main"
        for name, kind in (("search_terms", "row"), ("search_places", "instance")):
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
            self._connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({schema}, search, {kind})")
        self._is_open = True

    def close(self) -> None:
        """End a look at the file; lets go of a vocabulary that is too long to be kept until the next one."""
        self._is_looked_at = False
        if len(self._terms) > _MOST_KEPT:
            self._read_at = None
            self._set(())

    def begins_others(self, form: str) -> bool:
        """Whether terms of the index begin with this one, itself left out."""
        first, after = form + "0", form + "\uffff"  # no term has a sign before the figures
        asked = "SELECT 1 FROM temp.search_places WHERE term >= ? AND term < ? LIMIT 1"
        return self._connection.execute(asked, (first, after)).fetchone() is not None

    def is_found(self) -> bool:
        """Whether terms are listed, and each is found when it is asked for; False where they cannot be read."""
        self.open()
        asked = "EXISTS (SELECT 1 FROM search WHERE search MATCH '\"' || listed.term || '\"')"
        try:
            found = self._connection.execute(f"SELECT {asked} FROM temp.search_terms AS listed").fetchall()
        except (sqlite3.DatabaseError, MemoryError):  # one that is damaged may say itself larger than memory
            return False
        return bool(found) and all(is_there for (is_there,) in found)

    def alike(self, word: str) -> Sequence[str]:
        """The terms that a folded word may be a slip for, the likeliest first: by its stem, else by itself.

        Where one slip explains nothing, two do.
        """
        if not self._is_looked_at:  # the file stays as it is meanwhile
            self._look()
        return self._alike_once(word)

    def _look(self) -> None:
        """Read the terms where that was not done yet, or the file has changed since, here or by another's hand."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes
        if version != self._read_at:
            rows = self._connection.execute("SELECT term FROM temp.search_terms WHERE term >= 'a'")
            self._set([term for (term,) in rows])
            self._read_at = version
        self._is_looked_at = True

    def _set(self, terms: Sequence[str]) -> None:
        self._terms, self._known = terms, frozenset(terms)
        self._alike_once = lru_cache(_WORDS_ASKED)(self._alike)

    def _alike(self, word: str) -> list[str]:
        if len(word) < SHORTEST or word.isdecimal():
            return []
        own = stem(word)
        found = [term for term in likely_meant(own) if term in self._known]
        if not found:
            whole = stems_among(islice(likely_meant(word), _LIKELIEST), self._known)
            found = [term for term in dict.fromkeys(whole) if term != own]
        return self._with_surnames((found or self._alike_by_two(word))[:_MOST_ALIKE])

    def _with_surnames(self, found: list[str]) -> list[str]:
        """The terms and what else a surname among them is found by: «тихон» and «тихонов» are one (see `forms`)."""
        others = dict.fromkeys(other for one in found for other in (*forms(one), f"{one}ов", f"{one}ев"))
        return [*found, *(other for other in others if other in self._known and other not in found)]

    def _alike_by_two(self, word: str) -> list[str]:
        """The terms that a word may be two slips for, the likeliest first.

        A term is held against the word without its last letters, which are to be an ending of the term. Words in Latin
        letters are mostly typed in the other layout, and have no endings.
        """
        if len(word) < SHORTEST_FOR_TWO or word.isascii():
            return []
        far: dict[str, int] = {}
        for term in self._about_as_long(word):
            for cut in range(_LONGEST_ENDING + 1):
                begun, ending = word[: len(word) - cut], word[len(word) - cut :]
                slips = slips_between(term, begun, 2)
                if slips <= 2 and term in forms(term + ending):
                    far[term] = min(slips, far.get(term, slips))
        return sorted(far, key=far.__getitem__)

    def _about_as_long(self, word: str) -> Iterator[str]:
        """The terms about as long as a word that begin as it may have been meant to."""
        lengths = range(len(word) - _LONGEST_ENDING - 2, len(word) + 3)
        for begun in beginnings_meant(word):
            first, after = bisect_left(self._terms, begun), bisect_left(self._terms, begun + "\uffff")
            yield from (term for term in self._terms[first:after] if len(term) in lengths)
