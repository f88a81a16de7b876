"""A lock file: held once, read by the others, left by a crash without keeping anybody out."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.lock_file import LockFile


def test_the_lock_is_held_once_and_tells_who_holds_it(tmp_path: Path) -> None:
    first, second = LockFile(tmp_path / "a.lock", str.isalpha), LockFile(tmp_path / "a.lock", str.isalpha)
    assert first.take("первый")
    assert not second.take("второй")
    assert (first.held, second.held, second.words()) == (True, False, "первый")
    first.release()
    assert second.take("второй")
    assert first.words() == "второй"
    second.release()
    assert not (tmp_path / "a.lock").exists()
    assert second.words() == ""


def test_a_lock_file_left_by_a_crash_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_bytes(b"\xff what was never whole")
    lock = LockFile(tmp_path / "a.lock", str.isalpha)
    assert lock.words() == ""
    assert lock.take("снова")
    lock.release()
