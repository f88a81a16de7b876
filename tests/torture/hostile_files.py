"""Data files made to do harm: tables, triggers and values that are not ours, journals that lie. Told within seconds.

Each is a sound file that somebody changed. It is refused in a sentence and not changed, or, where what was changed says
nothing that could do harm, opened and looked through; no other file is touched, whatever stands in it.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.desk import Desk
from tests.torture.works import cut_in_a_save

_LONGEST = 5.0  # seconds to an answer
_TABLES = ("events", "plan_items", "people", "organizations", "steps", "row_changes", "cluster", "meetings")
_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
_MARK = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")  # of a journal: mark, records, nonce, pages before, sector, page


def attack(base: Path, folder: Path, files: int, seed: int = 1) -> Counter[str]:
    """Open so many hostile files, by turns of schema, values and journal; gives what came of them."""
    chance, result = random.Random(seed), Counter[str]()
    canary = folder / "чужой.txt"
    canary.write_text("не трогать", encoding="utf-8")
    cut = _cut_file(base, folder)
    for number in range(files):
        place = folder / "место"
        place.mkdir()
        path = Path(shutil.copy(base, place / "враждебный.cdesk"))
        name, make = _WAYS[number % len(_WAYS)]
        about = _lay_journal(path, cut, canary, chance) if name == "journal" else make(path, chance)
        said = _opened(path, refuse=name == "schema" and about != "")
        result[f"{name}: {said}"] += 1
        if said.startswith(("let in", "no sentence", "too long", "changed")):
            result["no sentence" if said != "let in" else "lost"] += 1
            print(f"{said}: {name}: {about}", flush=True)
        if canary.read_text(encoding="utf-8") != "не трогать":
            result["lost"] += 1
            print(f"another file was touched: {name}: {about}", flush=True)
        shutil.rmtree(place)
    return result


def _opened(path: Path, *, refuse: bool) -> str:
    """What the program makes of the file; `refuse`: it must not be let in."""
    content, began = path.read_bytes(), _seconds()
    try:
        with closing(Desk.open(path)) as desk:
            desk.make_sure()
            _look_through(desk)
        said = "let in" if refuse else "opened, harmless"
    except UserError:
        lies = path.with_name(f"{path.name}-journal").exists()
        said = "refused" if lies or path.read_bytes()[:100] == content[:100] else "changed a file that it refused"
    except Exception as error:  # noqa: BLE001 - what is looked for
        said = f"no sentence {error!r}"
    took = _seconds() - began
    with suppress(UserError):
        salvage(path, path.with_name("спасён.cdesk"))
    return f"too long {took:.0f} s" if took > _LONGEST else said


def _seconds() -> float:
    """The clock, less the time that this process stood ready while others had the processor."""
    _ran, stood, *_turns = Path("/proc/self/schedstat").read_text(encoding="ascii").split()
    return time.perf_counter() - int(stood) / 1e9


def _look_through(desk: Desk) -> None:
    for record in all_records():
        desk.read.load_all(record)
    desk.read.search("школа", 5)
    desk.next_transactions()
    desk.verify()


def _schema(path: Path, chance: random.Random) -> str:
    """Something in the file's own list that this program never writes."""
    table, other = chance.choice(_TABLES), chance.choice(_TABLES)
    body = chance.choice(
        (
            f"DELETE FROM {other};",
            f"UPDATE {other} SET id = id;",
            f"INSERT INTO {other} SELECT * FROM {other};",
            f"DELETE FROM {other} WHERE id IN ({_ENDLESS} SELECT x FROM c);",
            "SELECT load_extension('x');",
            "SELECT writefile('x', 'y');",
            "SELECT hex(zeroblob(900000000));",
            "SELECT fts3_tokenizer('x', x'4141414141414141');",
        )
    )
    name = f"x{chance.randrange(1000)}"
    event = chance.choice(("INSERT", "UPDATE", "DELETE"))
    statements = chance.choice(
        (
            (f"CREATE TRIGGER {name} {chance.choice(('AFTER', 'BEFORE'))} {event} ON {table} BEGIN {body} END",),
            (f"DROP TRIGGER journal_events_{event.lower()}",),
            (f"CREATE VIEW {name} AS {_ENDLESS} SELECT x FROM c",),
            (f"CREATE TABLE {name} (a, b DEFAULT (random()))",),
            (f"CREATE TABLE search_{name} (a)",),
            (f"CREATE INDEX {name} ON {table} (hex(id))",),
            (f"CREATE VIRTUAL TABLE {name} USING fts5(a)",),
            (f"CREATE VIRTUAL TABLE {name} USING rtree(a, b, c)",),
            (f"ALTER TABLE {table} ADD COLUMN {name} TEXT DEFAULT 'x'",),
            (f"ALTER TABLE {table} ADD COLUMN {name} TEXT AS (hex(zeroblob(900000000)))",),
            ("DROP TABLE judged_fine",),
            (f"ALTER TABLE {table} RENAME TO {name}", f"CREATE VIEW {table} AS {_ENDLESS} SELECT * FROM {name}, c"),
            (f"DROP TABLE {table}", f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, x)"),
            *_LIST_ITSELF,
        )
    )
    return _run(path, statements)


_LIST_ITSELF = (
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = sql || ' ' || hex(zeroblob(500000)) || '(' "),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', 'NOT NULL COLLATE x')"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'BLOB') WHERE type = 'table'"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'events'"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET type = 'view' WHERE name = 'people'"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET tbl_name = 'people' WHERE name = 'events'"),
    ("PRAGMA writable_schema = ON", "INSERT INTO sqlite_master VALUES ('table', 'sqlite_x', 'sqlite_x', 2, 'x')"),
    ("PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE type = 'trigger'"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = NULL WHERE type = 'trigger'"),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET name = zeroblob(20) WHERE name = 'plans'"),
)


def _values(path: Path, chance: random.Random) -> str:
    """A value that a column never holds, a link that leads nowhere, a version or a number that lies."""
    record = chance.choice(all_records())
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({record.TABLE})")]
    column = chance.choice(columns)
    value = chance.choice(
        (
            "x'ff00ff'", "9223372036854775807", "-1", "1e308", "''", "'9999-12-31'", "'0001-01-01'", "'2026-13-45'",
            "zeroblob(3000000)", "printf('%.*c', 3000000, 'я')", "char(0, 65534, 55296)", "NULL", "'[' || id",
            "'/../../y'", "'{\"a\":' || printf('%.*c', 100000, '[')",
        )
    )  # fmt: skip
    statements = chance.choice(
        (
            (f'UPDATE {record.TABLE} SET "{column}" = {value}',),
            (f'UPDATE OR IGNORE {record.TABLE} SET "{column}" = {value} WHERE id % 3 = 0',),
            (f"UPDATE row_changes SET before = {value}, after = {value}",),
            (f"UPDATE steps SET state = {value}, name = {value}",),
            (f"UPDATE recording SET step_id = {chance.choice(('1', '-5', '999999'))}",),
            (f"UPDATE sqlite_sequence SET seq = {value}",),
            (f"PRAGMA user_version = {chance.choice((0, 1, 2, 3, 77, -1))}",),
            (f"PRAGMA application_id = {chance.randrange(1 << 30)}",),
        )
    )
    return _run(path, statements)


def _run(path: Path, statements: tuple[str, ...]) -> str:
    """Do the statements; gives them, "" where SQLite itself would not."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            try:
                connection.execute(statement)
            except sqlite3.Error:
                return ""
    return "; ".join(statements)


def _cut_file(base: Path, folder: Path) -> tuple[bytes, bytes]:
    """A file cut in a save, and the journal that lies beside it."""
    path = Path(shutil.copy(base, folder / "оборванный.cdesk"))
    cut_in_a_save(path, "UPDATE organizations SET full_name = full_name || ' и половина записи'")
    journal = path.with_name(f"{path.name}-journal")
    result = path.read_bytes(), journal.read_bytes()
    journal.unlink()
    return result


def _lay_journal(path: Path, cut: tuple[bytes, bytes], canary: Path, chance: random.Random) -> str:
    """A journal beside the file that somebody prepared."""
    half, journal = cut
    path.write_bytes(half)
    beside = path.with_name(f"{path.name}-journal")
    way = chance.choice(("names another", "names a computer", "flipped", "torn", "header", "link", "pipe", "folder"))
    if way == "names another":
        beside.write_bytes(journal + _super(str(canary).encode()))
    elif way == "names a computer":
        beside.write_bytes(journal + _super(b"\\\\server\\share\\x"))
    elif way == "flipped":
        content = bytearray(journal)
        for _time in range(chance.randint(1, 9)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        beside.write_bytes(content)
    elif way == "torn":
        beside.write_bytes(journal[: chance.randrange(len(journal))])
    elif way == "header":
        numbers = [chance.choice((0, 1, 512, 4096, 65536, 0x7FFFFFFF, 0xFFFFFFFF)) for _field in range(5)]
        beside.write_bytes(_HEADER.pack(_MARK, *numbers) + journal[28:])
    elif way == "link":
        beside.symlink_to(canary)
    elif way == "pipe":
        os.mkfifo(beside)
    else:
        beside.mkdir()
    return way


def _super(name: bytes) -> bytes:
    """The end of a journal that names a super-journal."""
    letters = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF  # C's are signed
    return struct.pack(">I", 0x4000) + name + struct.pack(">II", len(name), letters) + _MARK


_WAYS: tuple[tuple[str, Callable[[Path, random.Random], str]], ...] = (
    ("schema", _schema),
    ("values", _values),
    ("journal", _schema),
)
