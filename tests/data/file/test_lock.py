"""Who has a file open: two never write one file, and a lock that nobody holds keeps nobody out.

Were it wrong, two windows would overwrite each other's changes, or a file could not be opened after a crash.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core import lock_file
from cluster_desk.data.file import lock
from cluster_desk.data.file.lock import FileLock, lock_path
from cluster_desk.desk import Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Заречный кластер.cdesk"


def test_one_has_a_file_and_the_others_are_told_who(path: Path) -> None:
    one, other = FileLock(path), FileLock(path)
    assert one.take()
    assert not other.take()
    assert other.holder
    assert (other.holder.user, other.holder.computer) == (lock.user_name(), platform.node())

    other.release()  # one that was never taken gives nothing back
    assert not FileLock(path).take()
    one.release()
    one.release()
    assert not lock_path(path).exists()
    assert other.take()
    other.release()


def test_locks_of_two_files_in_one_folder_do_not_meet(path: Path) -> None:
    one, other = FileLock(path), FileLock(path.with_name("Другой.cdesk"))
    assert one.take()
    assert other.take()
    one.release()
    assert lock_path(path.with_name("Другой.cdesk")).exists()
    other.release()


@pytest.mark.parametrize("left", [b"", b"{", b"null", b'{"user": 1}', b"\xff\xfe\x00", b"[" * 100_000])
def test_whatever_a_crash_left_in_the_lock_file_keeps_nobody_out(path: Path, left: bytes) -> None:
    lock_path(path).write_bytes(left)
    one, other = FileLock(path), FileLock(path)
    assert one.take()
    lock_path(path).write_bytes(left)  # and who holds it cannot be read
    assert not other.take()
    assert other.holder == lock.Holder("", "", "")
    one.release()


@pytest.mark.skipif(os.name == "nt", reason="an open file is not removed there")
def test_a_lock_file_that_goes_just_then_is_not_taken_for_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = FileLock(path), FileLock(path)
    assert first.take()
    take: Callable[[Any], bool] = lock_file._lock

    def lock_late(opened: Any) -> bool:
        first.release()  # between the opening of the second and its locking
        return take(opened)

    monkeypatch.setattr(lock_file, "_lock", lock_late)
    assert second.take()
    monkeypatch.undo()
    assert lock_path(path).exists()
    assert not FileLock(path).take(), "the file is held, not one that is gone"
    second.release()


def test_on_a_full_disk_the_lock_holds_though_it_tells_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_described: object) -> int:
        raise OSError

    monkeypatch.setattr(os, "write", full)
    one, other = FileLock(path), FileLock(path)
    assert one.take()
    assert not other.take()
    one.release()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="нет"):
        FileLock(tmp_path / "нет" / "a.cdesk").take()


_DIES_OPEN = """
import os, sys
from pathlib import Path
from cluster_desk.desk import Desk
Desk.open(Path(sys.argv[1]))
os._exit(9)
"""


def test_a_lock_left_by_a_crash_holds_nobody_back(data_file: Path) -> None:
    subprocess.run([sys.executable, "-c", _DIES_OPEN, str(data_file)], check=False, cwd=Path(__file__).parents[3])
    assert len(list(data_file.parent.iterdir())) == 2
    Desk.open(data_file).close()
    assert len(list(data_file.parent.iterdir())) == 1


_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from cluster_desk.data.file.lock import FileLock
warm = FileLock(Path(sys.argv[1] + "x"))  # whoever we become then may not read our modules
warm.take()
warm.release()
os.setgid(65534)
os.setuid(65534)
lock = FileLock(Path(sys.argv[1]))
try:
    print(lock.take(), lock.holder and lock.holder.computer)
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only the administrator can be somebody else")
@pytest.mark.parametrize("rights", [0o644, 0o600])
def test_the_lock_of_another_user_is_told_as_one_and_one_left_by_a_crash_is_taken(path: Path, rights: int) -> None:
    for folder in (path.parent, *path.parent.parents):
        if str(folder) not in ("/", "/tmp"):
            folder.chmod(0o777)

    def as_another_user() -> str:
        command = [sys.executable, "-c", _AS_ANOTHER_USER, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
        return done.stdout.strip()

    held = FileLock(path)
    assert held.take()
    lock_path(path).chmod(rights)
    words = lock_path(path).read_text()
    assert as_another_user() == ("False " + (platform.node() if rights == 0o644 else "")).strip()
    held.release()
    lock_path(path).write_text(words)
    lock_path(path).chmod(rights)
    assert as_another_user() == ("True None" if rights == 0o644 else "False")
