"""Questions to the index of the search: what fits them, slips of the hand and the other keyboard layout included."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import combinations
from typing import NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.fields import Record
from cluster_desk.core.russian.slips import other_layout
from cluster_desk.core.russian.text import forms, query_words
from cluster_desk.data.file.connection import FileConnection, looking_once
from cluster_desk.data.search.index import SHIFT, build_aside, drop_aside, indexed, is_sound, ready, rebuild
from cluster_desk.data.search.vocabulary import Vocabulary

_OF_DAMAGE = (sqlite3.DatabaseError, MemoryError)
"""What a damaged index raises; the latter where it says itself larger than memory."""
FEW = 5
"""Where fewer records than these have the words, slips of the hand are looked for too."""
_MOST_RANKED = 400
"""Above so many hits the newest stand for the best: ranking them all would take longer than reading them."""
_MOST_PAIRED = 4
"""Words of a question of which each two are asked for by themselves."""
_LONGEST_IN_INDEX = 4
"""Letters of the longest beginnings that the index holds apart (`prefix` of its table)."""


class Found(NamedTuple):
    """Class name and row number of the records found, the best first; `spelled`: the words they were found by."""

    rows: list[tuple[str, int]]
    spelled: list[str]


def expression(query: str) -> str:
    """A question as FTS5 asks it, every word wanted; "" for none."""
    return " AND ".join(_asked(query_words(query)))


def rows_matching(kind: type[Record]) -> str:
    """SQL for the row numbers of the records of a kind that fit the question bound as `:asked` (see `expression`)."""
    first = indexed().index(kind) << SHIFT
    last = first + (1 << SHIFT) - 1
    return f"SELECT rowid - {first} FROM search WHERE search MATCH :asked AND rowid BETWEEN {first} AND {last}"


class Index:
    """An index that is asked, and the words it holds. Raises sqlite3.DatabaseError for a damaged one."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self._vocabulary = vocabulary
        self._standing: dict[str, bool] = {}

    def find(self, query: str, limit: int) -> Found:
        """The records that fit a question best.

        All words must be there, in whatever form, the last one perhaps only begun. Where fewer than a few records have
        them all, those follow that have what the words may be slips for, then those that have them typed in the other
        layout; where there are none, records that lack one word, or some.
        """
        words, few = query_words(query), min(FEW, limit)
        spelled = _spelled(words)
        asked = self._asked(words)
        rows = [] if self._stand_apart(asked) else self._matching(" AND ".join(asked), limit)
        if len(rows) < few:
            there = [self._stands(term) for term in asked]
            more, alike = self._through_slips(words, asked, there, limit)
            rows, spelled = _added(rows, more, limit), [*spelled, *alike]
            if other := query_words(other_layout(query)):
                other_asked = self._asked(other)
                rows = _added(rows, self._matching(" AND ".join(other_asked), limit), limit)
                spelled += _spelled(other)
                if len(rows) < few and not all(there):
                    other_there = [self._stands(term) for term in other_asked]
                    more, alike = self._through_slips(other, other_asked, other_there, limit)
                    rows, spelled = _added(rows, more, limit), [*spelled, *alike]
            rows = rows or self._lacking(asked, there, limit)
        return Found([(indexed()[row >> SHIFT].__name__, row & ((1 << SHIFT) - 1)) for row in rows], spelled)

    def find_kind(self, query: str, kind: type[Record], limit: int) -> list[int]:
        """The row numbers of the records of one kind that have all words of a question, the best first."""
        asked = self._asked(query_words(query))
        return [row & ((1 << SHIFT) - 1) for row in self._matching(" AND ".join(asked), limit, kind)]

    def _asked(self, words: Sequence[str]) -> list[str]:
        return _asked(words, self._vocabulary.begins_others)

    def _stand_apart(self, asked: Sequence[str]) -> bool:
        """Whether two of many words stand in no record together, which is found out sooner than of all of them."""
        if len(asked) < 3:
            return False
        for two in combinations([term for term in asked if "*" not in term][:_MOST_PAIRED], 2):
            if not self._stands(" AND ".join(two)):
                return True
            self._standing |= dict.fromkeys(two, True)
        return False

    def _stands(self, asked: str) -> bool:
        if asked not in self._standing:
            found = self._connection.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (asked,)).fetchone()
            self._standing[asked] = found is not None
        return self._standing[asked]

    def _through_slips(
        self, words: Sequence[str], asked: Sequence[str], there: Sequence[bool], limit: int
    ) -> tuple[list[int], list[str]]:
        """The records that have the words or what these may be slips for, where there may be more; and these others.

        Of words that stand in the file only where one stands nowhere at all: what is written right is no slip.
        """
        wide: list[str] = []
        sure: list[str] = []
        alike: list[str] = []
        for word, term, known in zip(words, asked, there, strict=True):
            others = [] if known and not all(there) else self._vocabulary.alike(word)
            wide.append("(" + " OR ".join([term, *(f'"{one}"' for one in others)]) + ")")
            alike += others
            if set(others) <= set(forms(word)):
                sure.append(term)
        # Words that are no slips stand together, or all the others are asked in vain.
        is_hopeless = len(sure) == len(words) or (sure and not self._stands(" AND ".join(sure)))
        return [] if is_hopeless else self._matching(" AND ".join(wide), limit), alike

    def _lacking(self, asked: Sequence[str], there: Sequence[bool], limit: int) -> list[int]:
        """The records that lack one word of a question, or some: for when none has them all."""
        terms = [term for term, known in zip(asked, there, strict=True) if known]
        if len(asked) == 1 or not terms:
            return []
        rows = [] if all(there) else self._matching(" AND ".join(terms), limit)
        if not rows and len(terms) > 1:
            without_one = [[*terms[:at], *terms[at + 1 :]] for at in range(len(terms))]
            standing = [several for several in without_one if self._stands(" AND ".join(several))]
            rows = self._matching(_any(without_one), limit, among=_any_sooner(standing))
            rows = rows or self._matching(" OR ".join(terms), limit)
        return rows

    def _matching(
        self, asked: str, limit: int, kind: type[Record] | None = None, among: str | None = None
    ) -> list[int]:
        """Row numbers in the index: the best first where they are few, else those with the words in the title first.

        `among` finds the same and is asked sooner; how well they fit is told by `asked`.
        """
        shorter = asked if among is None else among
        if not shorter:
            return []
        matching = "FROM search WHERE search MATCH ? "
        if kind is not None:
            first = indexed().index(kind) << SHIFT
            matching += f"AND rowid BETWEEN {first} AND {first + (1 << SHIFT) - 1} "
        execute = self._connection.execute
        counted = f"SELECT count(*) FROM (SELECT 1 {matching} LIMIT ?)"
        count = execute(counted, (shorter, _MOST_RANKED + 1)).fetchone()[0]
        if not count:
            return []
        if count <= _MOST_RANKED:
            ranked = f"SELECT rowid {matching} ORDER BY bm25(search, 6.0, 1.0), rowid DESC LIMIT ?"
            return [row for (row,) in execute(ranked, (asked, limit))]
        newest = f"SELECT rowid {matching} ORDER BY rowid DESC LIMIT ?"
        rows = [row for (row,) in execute(newest, (f"title : ({shorter})", limit))]
        if len(rows) < limit:
            rows = _added(rows, [row for (row,) in execute(newest, (shorter, limit))], limit)
        return rows


def _any(asked: Sequence[Sequence[str]]) -> str:
    """One of these sets of terms, all of its terms together."""
    return " OR ".join(f"({' AND '.join(terms)})" for terms in asked)


def _any_sooner(asked: Sequence[Sequence[str]]) -> str:
    """The same, the lists of what all of them have gone through once: «a AND (b OR c)»; "" for none."""
    shared = [term for term in asked[0] if all(term in terms for terms in asked)] if asked else []
    others = [[term for term in terms if term not in shared] for terms in asked]
    return " AND ".join([*shared, f"({_any(others)})"] if asked and all(others) else shared)


def _spelled(words: Sequence[str]) -> list[str]:
    return [term for word in words for term in (*forms(word), word)]


def _added(rows: list[int], more: list[int], limit: int) -> list[int]:
    return list(dict.fromkeys([*rows, *more]))[:limit]


def _asked(words: Sequence[str], begins_others: Callable[[str], bool] = lambda _form: True) -> list[str]:
    """The words as FTS5 asks for them, the last one perhaps only begun.

    All that a form begins is gathered first where the index holds no list of it; a form that begins nothing else in
    the index is asked for itself.
    """
    terms = []
    for place, word in enumerate(words):
        term = " OR ".join(f'"{form}"' for form in forms(word))
        if len(word) == 1 and word.isalpha():
            term += " *"  # an initial
        elif place == len(words) - 1 and not word.isdecimal():
            begun = dict.fromkeys((*forms(word), word))
            is_begun = {form: len(form) <= _LONGEST_IN_INDEX or begins_others(form) for form in begun}
            term = " OR ".join(f'"{form}" *' if is_begun[form] else f'"{form}"' for form in begun)
        terms.append(f"({term})" if " OR " in term else term)
    return terms


class Finder:
    """Answers questions of one open file."""

    def __init__(
        self,
        connection: FileConnection,
        lock: threading.RLock,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`transaction` is one of the desk's; it raises UserError when the file may not be written."""
        self._connection = connection
        self._transaction = transaction
        self._lock = lock
        self._vocabulary = Vocabulary(connection)
        self._ready = False
        self._checked = False

    def find(self, query: str, limit: int) -> Found:
        """The records that fit `query` best; see `Index.find`."""
        with self._lock:
            if not self._ready:
                if not ready(self._connection):
                    self._make_anew()
                self._ready = True
            hits = self._found_unless_damaged(query, limit)
            if hits is None:  # the error is over: while it is told, the statement that raised it holds its tables
                self._make_anew()
                return self._find(query, limit)
            if not hits.rows and not self._checked and query.strip():
                # Some damage shows only in that nothing is found: worth one look.
                self._checked = True
                sound = is_sound(self._connection)
                if not (self._vocabulary.is_found() if sound is None else sound):
                    self._make_anew()
                    return self._find(query, limit)
            return hits

    def _found_unless_damaged(self, query: str, limit: int) -> Found | None:
        try:
            return self._find(query, limit)
        except _OF_DAMAGE:
            return None

    def _find(self, query: str, limit: int) -> Found:
        with self._asked_once() as index:
            return index.find(query, limit)

    @contextmanager
    def _asked_once(self) -> Iterator[Index]:
        """The index, for the questions of one look at the file; what is not stored yet is not remembered."""
        vocabulary = Vocabulary(self._connection) if self._connection.in_transaction else self._vocabulary
        vocabulary.open()
        with looking_once(self._connection), closing(vocabulary):
            yield Index(self._connection, vocabulary)

    def find_kind(self, query: str, kind: type[Record], limit: int) -> list[int]:
        """The records of a kind that have all words of `query`; to be asked after `find`, which sees to the index."""
        with self._lock:
            try:
                with self._asked_once() as index:
                    return index.find_kind(query, kind, limit)
            except _OF_DAMAGE:
                return []

    def build(self) -> None:
        """Make the index from the tables."""
        self._make_anew()

    def is_ready(self) -> bool:
        """Whether the file holds an index that can be asked."""
        with self._lock:
            held = ready(self._connection)
            self._ready = self._ready or held
            return held

    def forget(self) -> None:
        """Look at the index anew before the next question."""
        with self._lock:
            self._ready = False
            self._vocabulary.forget()
            drop_aside(self._connection)

    def _make_anew(self) -> None:
        self._vocabulary.forget()
        if self._connection.in_transaction:
            build_aside(self._connection)
            return
        try:
            with self._transaction():
                rebuild(self._connection)
        except (UserError, sqlite3.DatabaseError):
            build_aside(self._connection)
