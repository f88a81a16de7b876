"""What safety costs: history on single changes, copies beside `cp`, opening a file with a long history.

`python -m bench.safety`; a part of `make bench`. Each pair is measured in the same run, in turn; medians.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import lines
from bench.processes import BY_PROCESSOR, Taken, clock
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup.copies import back_up_file
from cluster_desk.data.file.connection import FileConnection, connect
from cluster_desk.data.search import index as search
from cluster_desk.desk import Desk

_CHANGES, _STEPS, _BYTES = 200, 50_000, 200_000_000
_PIECE = 1_000_000


def main() -> None:
    """Measure and print; seconds, and ours divided by the peer's."""
    with tempfile.TemporaryDirectory(prefix="bench-safety-") as temporary:
        measure(Path(temporary))


def measure(folder: Path, changes: int = _CHANGES, steps: int = _STEPS, size: int = _BYTES) -> None:
    """All lines, each beside its peer in turn."""
    fresh = folder / "fresh.cdesk"
    Desk.create(fresh, Cluster(name="Cluster")).close()
    _changes(fresh, _add_and_change, min(changes, 20))
    # The search index is kept up from what the journal tells; it is no part of the history, so neither has one.
    for what, work in (("added", _add), ("added and changed", _add_and_change)):
        lines.compare(
            f"{changes} times {what} | without history", "1.5",
            partial(_changes, fresh, work, changes, without=(search.drop,)),
            partial(_changes, fresh, work, changes, without=(search.drop, _drop_history)),
        )  # fmt: skip
        lines.compare(
            f"{changes} times {what} | without the search index", "1.2",
            partial(_changes, fresh, work, changes), partial(_changes, fresh, work, changes, without=(search.drop,)),
        )  # fmt: skip
    old = Path(shutil.copy(fresh, folder / "old.cdesk"))
    _give_history(old, steps)
    lines.compare(f"open with {steps} steps | fresh", "1.2", lines.timed(partial(_open, old)),
                  lines.timed(partial(_open, fresh)))  # fmt: skip
    if BY_PROCESSOR:
        return  # a copy waits for the disk, and the peer's work is another process's
    large = Path(shutil.copy(fresh, folder / "large.cdesk"))
    _make_large(large, size)
    lines.compare(
        f"copy {size // _PIECE} MB, verified and synced | cp and sync", "1.5",
        lambda: _copied(lambda: back_up_file(large, folder / "copies").path),
        lambda: _copied(lambda: _cp(large, folder / "cp.cdesk")),
    )  # fmt: skip


def _changes(
    prepared: Path,
    work: Callable[[Desk, int], None],
    count: int,
    without: Sequence[Callable[[FileConnection], object]] = (),
) -> Taken:
    """So many single changes in a copy of `prepared`; `without` takes things away once it is open and checked."""
    path = Path(shutil.copy(prepared, prepared.with_name("changed.cdesk")))
    desk = Desk.open(path)
    desk.make_sure()
    for drop in without:
        connection = desk._file.connection
        with desk._file.writing():
            connection.execute("BEGIN")
            drop(connection)
            connection.execute("COMMIT")

    began = clock()
    for number in range(count):
        work(desk, number)
    taken = clock() - began
    desk.close()
    return Taken(taken, 0.0)


def _add(desk: Desk, number: int) -> None:
    desk.change("Added", Organization(short_name=f"№ {number}", full_name=f"School № {number}"))


def _add_and_change(desk: Desk, number: int) -> None:
    """Add one at an even number, change it at the odd one that follows."""
    name = f"№ {number // 2}"
    row = desk.read.value("SELECT id FROM organizations WHERE short_name = ?", name)
    desk.change("Changed", Organization(id=row, short_name=name, full_name=f"School {name}", notes="x" * (number % 2)))


def _open(path: Path) -> None:
    desk = Desk.open(path)
    desk.next_undo()
    desk.close()


def _drop_history(connection: FileConnection) -> None:
    """Take the triggers away that write the journal."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal_%'")
    for (name,) in names.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def _give_history(path: Path, steps: int) -> None:
    """So many steps, as if single changes of one record had been made."""
    connection = connect(path, read_only=False)
    connection.execute("BEGIN")
    image = '{"id":1,"short_name":"School","full_name":"A school","notes":"' + "x" * 120 + '"}'
    numbers = range(1, steps + 1)
    connection.executemany(
        "INSERT INTO steps (id, uuid, name, subject, at, user, computer, origin, state) "
        "VALUES (?, hex(randomblob(16)), 'Organization changed', '', '2026-11-22T10:00:00+00:00', 'user', 'computer', "
        "'window', 0)",
        ((number,) for number in numbers),
    )
    connection.executemany(
        "INSERT INTO row_changes (step_id, table_name, row_id, before, after) VALUES (?, 'organizations', 1, ?, ?)",
        ((number, image, image) for number in numbers),
    )
    connection.execute("COMMIT")
    connection.close()


def _make_large(path: Path, size: int) -> None:
    connection = connect(path, read_only=False)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO contents (digest, data) VALUES (?, randomblob(?))",
        ((str(number), _PIECE) for number in range(size // _PIECE)),
    )
    connection.execute("COMMIT")
    connection.close()


def _copied(copy: Callable[[], Path]) -> Taken:
    """A new file each time: an older one beside it costs memory, one written over saves some."""
    began = clock()
    made = copy()
    taken = clock() - began
    made.unlink()
    return Taken(taken, 0.0)


def _cp(source: Path, target: Path) -> Path:
    subprocess.run(["cp", str(source), str(target)], check=True)
    subprocess.run(["sync", str(target)], check=True)
    return target


if __name__ == "__main__":
    main()
