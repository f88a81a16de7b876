"""Questions to the index of the search: what fits them, slips of the hand and the other keyboard layout included."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.fields import Record
from cluster_desk.core.russian.slips import (
    SHORTEST,
    SHORTEST_FOR_TWO,
    beginnings_meant,
    likely_meant,
    other_layout,
    slips_between,
)
from cluster_desk.core.russian.text import forms, query_words, stem
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.search.index import SHIFT, build_aside, indexed, is_sound, ready, rebuild

FEW = 5
"""Where fewer records than these have the words, slips of the hand are looked for too."""
_MOST_ALIKE, _LIKELIEST = 8, 300
_AT_ONCE = 500
_LONGEST_ENDING = 3
_MOST_RANKED = 400
"""Above so many hits the newest stand for the best: ranking them all would take longer than reading them."""


class Found(NamedTuple):
    """Class name and row number of the records found, the best first; `spelled`: the words they were found by."""

    rows: list[tuple[str, int]]
    spelled: list[str]


def find(connection: sqlite3.Connection, query: str, limit: int) -> Found:
    """The records that fit a question best.

    All words must be there, in whatever form, the last one perhaps only begun. Where fewer than a few records have them
    all, those follow that have what the words may be slips for, then those that have them typed in the other layout;
    where there are none, records that lack one word, or some. Raises sqlite3.DatabaseError for a damaged index.
    """
    words = query_words(query)
    spelled = [term for word in words for term in (*forms(word), word)]
    rows = _matching(connection, " AND ".join(_asked(words)), limit) if words else []
    if len(rows) < min(FEW, limit):
        other = query_words(other_layout(query))
        there = [_stands(connection, term) for term in _asked(words)]
        for meant in (words, other):
            if meant is other and meant:
                spelled += [term for word in meant for term in (*forms(word), word)]
                rows = _added(rows, _matching(connection, " AND ".join(_asked(meant)), limit), limit)
            may_be_slips = meant is words or not all(there)
            if meant and may_be_slips and len(rows) < min(FEW, limit):
                asked, alike = _asked_with_slips(connection, meant)
                if alike:
                    spelled += alike
                    rows = _added(rows, _matching(connection, asked, limit), limit)
    rows = rows or _lacking(connection, _terms(connection, words), limit)
    return Found([(indexed()[row >> SHIFT].__name__, row & ((1 << SHIFT) - 1)) for row in rows], spelled)


def find_kind(connection: sqlite3.Connection, query: str, kind: type[Record], limit: int) -> list[int]:
    """The row numbers of the records of one kind that have all words of a question, the best first."""
    words = query_words(query)
    return [row & ((1 << SHIFT) - 1) for row in _matching(connection, " AND ".join(_asked(words)), limit, kind)]


def _added(rows: list[int], more: list[int], limit: int) -> list[int]:
    return [*rows, *(row for row in more if row not in rows)][:limit]


def _lacking(connection: sqlite3.Connection, terms: Sequence[str], limit: int) -> list[int]:
    """The records that lack one word of a question, or some: for when none has them all."""
    if not terms:
        return []
    rows = _matching(connection, " AND ".join(terms), limit)
    if not rows and len(terms) > 1:
        without_one = [" AND ".join([*terms[:at], *terms[at + 1 :]]) for at in range(len(terms))]
        rows = _matching(connection, " OR ".join(f"({one})" for one in without_one), limit)
        rows = rows or _matching(connection, " OR ".join(terms), limit)
    return rows


def _asked_with_slips(connection: sqlite3.Connection, words: Sequence[str]) -> tuple[str, list[str]]:
    """The words, each with those that it may be a slip for, as FTS5 asks for them; and these other words.

    Of words that stand in the file only where one stands nowhere at all: what is written right is no slip.
    """
    asked = _asked(words)
    there = [_stands(connection, term) for term in asked]
    alike: list[str] = []
    terms = []
    for word, term, known in zip(words, asked, there, strict=True):
        others = [] if known and not all(there) else _alike(connection, word)
        alike += others
        terms.append("(" + " OR ".join([term, *(f'"{one}"' for one in others)]) + ")")
    return " AND ".join(terms), alike


def _alike(connection: sqlite3.Connection, word: str) -> list[str]:
    """The terms of the index that a word may be a slip for, the likeliest first: by its stem, else by itself.

    Where one slip explains nothing, two do.
    """
    if len(word) < SHORTEST or word.isdecimal():
        return []
    whole = (stem(one) for one in islice(likely_meant(word), _LIKELIEST))  # stems take time
    for meant in (likely_meant(stem(word)), whole):
        tried = list(dict.fromkeys(meant))
        known = _terms_among(connection, tried)
        found = [one for one in tried if one in known and one != stem(word)]
        if found:
            return _with_surnames(connection, found[:_MOST_ALIKE])
    return _with_surnames(connection, _alike_by_two(connection, word)[:_MOST_ALIKE])


def _with_surnames(connection: sqlite3.Connection, found: list[str]) -> list[str]:
    """The terms and what else a surname among them is found by: «тихон» and «тихонов» are one (see `forms`)."""
    others = [other for one in found for other in (*forms(one), f"{one}ов", f"{one}ев") if other not in found]
    known = _terms_among(connection, others) if others else set()
    return [*found, *dict.fromkeys(other for other in others if other in known)]


def _alike_by_two(connection: sqlite3.Connection, word: str) -> list[str]:
    """The terms of the index that a word may be two slips for, the likeliest first.

    A term is held against the word without its last letters, which are to be an ending of the term. Words in Latin
    letters are mostly typed in the other layout, and have no endings.
    """
    if len(word) < SHORTEST_FOR_TWO or word.isascii():
        return []
    far: dict[str, int] = {}
    for term in _terms_beginning(connection, beginnings_meant(word), len(word)):
        for cut in range(_LONGEST_ENDING + 1):
            begun, ending = word[: len(word) - cut], word[len(word) - cut :]
            slips = slips_between(term, begun, 2)
            if slips <= 2 and term in forms(term + ending):
                far[term] = min(slips, far.get(term, slips))
    return sorted(far, key=far.__getitem__)


def _terms_beginning(connection: sqlite3.Connection, beginnings: Sequence[str], letters: int) -> list[str]:
    """The terms of the index that begin so and are about as long as a word of so many letters."""
    _open_terms(connection)
    bounds = [bound for one in beginnings for bound in (one, one[:-1] + chr(ord(one[-1]) + 1))]
    rows = connection.execute(
        f"WITH begun(low, high) AS (VALUES {', '.join(['(?, ?)'] * len(beginnings))}) "
        "SELECT term FROM begun CROSS JOIN temp.search_terms WHERE term >= low AND term < high "
        "AND length(term) BETWEEN ? AND ?",
        (*bounds, letters - _LONGEST_ENDING - 2, letters + 2),
    )
    return [term for (term,) in rows]


def _open_terms(connection: sqlite3.Connection) -> None:
    """See to it that the terms of the index can be asked for."""
    try:
        connection.execute("SELECT 1 FROM temp.search_terms LIMIT 1")
    except sqlite3.DatabaseError:
        aside = connection.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'search'").fetchone()
        connection.execute("DROP TABLE IF EXISTS temp.search_terms")
        schema = "temp" if aside else "main"
        connection.execute(f"CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab({schema}, search, row)")


def _terms_among(connection: sqlite3.Connection, tried: Sequence[str]) -> set[str]:
    """Which of these are terms of the index."""
    _open_terms(connection)
    known: set[str] = set()
    for start in range(0, len(tried), _AT_ONCE):
        some = tried[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT term FROM temp.search_terms WHERE term IN ({marks})", some)
        known |= {term for (term,) in rows}
    return known


def _stands(connection: sqlite3.Connection, term: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (term,)).fetchone())


def expression(query: str) -> str:
    """A question as FTS5 asks it, every word wanted; "" for none."""
    return " AND ".join(_asked(query_words(query)))


def rows_matching(kind: type[Record]) -> str:
    """SQL for the row numbers of the records of a kind that fit the question bound as `:asked` (see `expression`)."""
    first = indexed().index(kind) << SHIFT
    last = first + (1 << SHIFT) - 1
    return f"SELECT rowid - {first} FROM search WHERE search MATCH :asked AND rowid BETWEEN {first} AND {last}"


def _terms(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The words as FTS5 asks for them, those that stand nowhere left out."""
    terms = _asked(words)
    return [term for term in terms if _stands(connection, term)] if len(terms) > 1 else terms


def _asked(words: Sequence[str]) -> list[str]:
    terms = []
    for place, word in enumerate(words):
        term = " OR ".join(f'"{form}"' for form in forms(word))
        if len(word) == 1 and word.isalpha():
            term += " *"  # an initial
        elif place == len(words) - 1 and not word.isdecimal():
            term = " OR ".join(f'"{form}" *' for form in dict.fromkeys((*forms(word), word)))
        terms.append(f"({term})" if " OR " in term else term)
    return terms


def _matching(connection: sqlite3.Connection, asked: str, limit: int, kind: type[Record] | None = None) -> list[int]:
    """Row numbers in the index: the best first where they are few, else those with the words in the title first."""
    if not asked:
        return []
    ask = "SELECT rowid FROM search WHERE search MATCH ? "
    if kind is not None:
        first = indexed().index(kind) << SHIFT
        ask += f"AND rowid BETWEEN {first} AND {first + (1 << SHIFT) - 1} "
    newest = f"{ask} ORDER BY rowid DESC LIMIT ?"
    titled = [row for (row,) in connection.execute(newest, (f"title : ({asked})", max(limit, _MOST_RANKED + 1)))]
    are_few = len(titled) <= _MOST_RANKED  # else the titles alone tell that there are many
    if are_few and connection.execute(f"{ask} LIMIT 1 OFFSET ?", (asked, _MOST_RANKED)).fetchone() is None:
        ranked = connection.execute(f"{ask} ORDER BY bm25(search, 6.0, 1.0), rowid DESC LIMIT ?", (asked, limit))
        return [row for (row,) in ranked]
    rows = titled[:limit]
    if len(rows) < limit:
        rows += [row for (row,) in connection.execute(newest, (asked, limit)) if row not in rows]
    return rows[:limit]


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
        self._ready = False
        self._checked = False

    def find(self, query: str, limit: int) -> Found:
        """The records that fit `query` best; see `search.find`."""
        with self._lock:
            if not self._ready:
                if not ready(self._connection):
                    self._make_anew()
                self._ready = True
            try:
                hits = find(self._connection, query, limit)
            except sqlite3.DatabaseError:
                self._make_anew()
                return find(self._connection, query, limit)
            if not hits.rows and not self._checked and query.strip():
                # Some damage shows only in that nothing is found: worth one look.
                self._checked = True
                if not is_sound(self._connection):
                    self._make_anew()
                    return find(self._connection, query, limit)
            return hits

    def find_kind(self, query: str, kind: type[Record], limit: int) -> list[int]:
        """The records of a kind that have all words of `query`; to be asked after `find`, which sees to the index."""
        with self._lock:
            try:
                return find_kind(self._connection, query, kind, limit)
            except sqlite3.DatabaseError:
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
        self._ready = False

    def _make_anew(self) -> None:
        if self._connection.in_transaction:
            build_aside(self._connection)
            return
        try:
            with self._transaction():
                rebuild(self._connection)
        except (UserError, sqlite3.DatabaseError):
            build_aside(self._connection)
