"""This computer's choices are kept, and a spoilt file costs nothing."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from cluster_desk import settings
from cluster_desk.settings import ListLook, Settings


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    chosen = Settings(language="en", theme="dark", window="AdnQ")
    chosen.list_look("members").widths["name"] = 240
    chosen.remember_file("D:/Кластер/Заречный.cdesk", "Заречный кластер", now=datetime(2026, 10, 13, 9, 12))
    assert settings.save(chosen, tmp_path)
    assert settings.load(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_without_a_file_all_is_as_at_first(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings(language="ru", theme="system")


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"[" * 100_000])
def test_a_spoilt_file_is_kept_aside(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(garbage)
    assert settings.load(tmp_path) == Settings()
    assert (tmp_path / "settings.json.bad").read_bytes() == garbage


def test_what_is_of_a_wrong_kind_is_as_at_first(tmp_path: Path) -> None:
    values = {
        "language": 7,
        "theme": "dark",
        "recent": [1, {"path": 3}, {"path": "a.cdesk", "title": "А"}],
        "lists": {"members": {"widths": {"a": "wide", "b": -3, "c": 80}, "order": [1, "c"], "hidden": 0}, "x": 1},
        "unknown": True,
    }
    (tmp_path / "settings.json").write_text(json.dumps(values), encoding="utf-8")
    read = settings.load(tmp_path)
    assert (read.language, read.theme) == ("ru", "dark")
    assert [recent.path for recent in read.recent] == ["a.cdesk"]
    assert read.lists == {"members": ListLook(widths={"c": 80}, order=["c"])}


def test_a_file_opened_again_comes_first_once() -> None:
    chosen = Settings()
    for number in range(20):
        chosen.remember_file(f"{number}.cdesk", str(number))
    chosen.remember_file("15.cdesk", "again")
    assert [recent.path for recent in chosen.recent][:3] == ["15.cdesk", "19.cdesk", "18.cdesk"]
    assert len(chosen.recent) == settings.RECENT_KEPT


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("here a folder should be")
    assert settings.save(Settings(), blocked) is False
