"""Pages read without SQLite give what SQLite gives, and what does not hold together is left out, never made up.

Were it wrong, a salvaged file would lack rows that could be read, or hold words that nobody typed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.data.file.pages import Pages, Row, Torn

_NUMBERS = [0, 1, -1, 127, 128, -129, 2**15, -(2**23), 2**31, 2**47, -(2**47) - 1, 2**63 - 1, -(2**63), 0.5, -1e300]
_TEXTS = ["", "слово", "é", "длинная строка " * 1000, b"", b"\x00\xff" * 3000, "😀" * 5000]
_VALUES = [None, *_NUMBERS, *_TEXTS]


def _made(path: Path, page_size: int, rows: Sequence[tuple[int, Any]]) -> tuple[bytes, int]:
    """A file with one table of these rows; gives its bytes and the first page of the table."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value, other)")
        connection.executemany("INSERT INTO t VALUES (?, ?, 7)", rows)
        root = connection.execute("SELECT rootpage FROM sqlite_master").fetchone()[0]
    return path.read_bytes(), root


def _read(pages: Pages, root: int) -> Iterator[Row | None]:
    leaves, _whole = pages.leaves_below(root)
    for leaf in leaves:
        yield from pages.rows(leaf)


@pytest.mark.parametrize("page_size", [512, 1024, 4096, 65536])
def test_every_value_is_read_as_it_was_written(tmp_path: Path, page_size: int) -> None:
    results = list(enumerate(_VALUES * 20, start=-30))
    content, root = _made(tmp_path / "a", page_size, results)
    pages = Pages(content)
    assert pages.size == page_size
    assert pages.count == len(content) // page_size
    assert pages.leaves_below(root)[1]
    values = {row.number: row.values for row in _read(pages, root) if row}
    assert values == {number: (None, value, 7) for number, value in results}
    assert all(type(values[number][1]) is type(value) for number, value in results)


def test_a_long_text_whose_further_page_is_torn_is_left_out_and_no_other(tmp_path: Path) -> None:
    content, root = _made(tmp_path / "a", 512, [(1, "короткая"), (2, "длинная " * 500), (3, "ещё одна")])
    [long] = (row for row in _read(Pages(content), root) if row and row.number == 2)
    assert len(long.pages) > 5
    for page in long.pages[2:-1]:
        torn = bytearray(content)
        torn[(page - 1) * 512 : (page - 1) * 512 + 4] = (2**31).to_bytes(4, "big")  # leads nowhere
        rows = list(_read(Pages(bytes(torn)), root))
        assert [row.values[1] if row else None for row in rows] == ["короткая", None, "ещё одна"]


def test_letters_that_are_none_are_no_words(tmp_path: Path) -> None:
    content, root = _made(tmp_path / "a", 4096, [(1, "слово"), (2, "другое")])
    torn = content.replace("слово".encode(), b"\xff" + "слово".encode()[1:])
    assert [row.values[1] if row else None for row in _read(Pages(torn), root)] == [None, "другое"]


def test_pages_that_lead_in_a_circle_or_nowhere_come_to_an_end(tmp_path: Path) -> None:
    content, root = _made(tmp_path / "a", 512, [(number, "слово " * 10) for number in range(300)])
    pages = Pages(content)
    [first, *_rest] = pages.children(root)
    every = {row.number for row in _read(pages, root) if row}
    assert len(every) == 300
    lost = {row.number for row in _read(pages, first) if row}
    for page in (root, 0, 2**31):
        start = (root - 1) * 512
        torn = content[:start] + content[start : start + 512].replace(first.to_bytes(4, "big"), page.to_bytes(4, "big"))
        broken = Pages(torn + content[start + 512 :])
        assert not broken.leaves_below(root)[1], "some of it could not be read"
        assert {row.number for row in _read(broken, root) if row} == every - lost


def test_pages_that_the_file_no_longer_uses_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a"
    _made(path, 512, [(number, "слово " * 40) for number in range(300)])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM t WHERE id >= 100")
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master").fetchone()[0]
    pages = Pages(path.read_bytes())
    assert len(pages.free_pages()) == free > 100
    assert pages.free_pages().isdisjoint(pages.leaves_below(root)[0])


def test_what_is_no_page_of_a_table_is_told(tmp_path: Path) -> None:
    content, root = _made(tmp_path / "a", 4096, [(1, "слово")])
    pages = Pages(content)
    assert (pages.kind(root), pages.kind(0), pages.kind(pages.count + 1)) == (13, 0, 0)
    torn = Pages(content[: (root - 1) * 4096] + bytes(4096))
    assert torn.kind(root) == 0
    with pytest.raises(Torn):
        list(torn.rows(root))
    assert Pages(b"").count == 0
    assert Pages(b"PK\3\4" * 2000).leaves_below(1) == ([], False)
