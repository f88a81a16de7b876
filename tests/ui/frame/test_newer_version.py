"""A newer version on the stick is offered in one line; nothing is started, and nothing older or strange is offered."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluster_desk import __version__
from cluster_desk.app import App
from cluster_desk.core.newer_version import newest_in, version_key, with_its_disk
from cluster_desk.settings import Settings, load
from cluster_desk.ui.frame import newer_version as told
from cluster_desk.ui.frame import opening
from cluster_desk.ui.frame.newer_version import NewerVersionBar, NewerVersionSearch


@pytest.mark.parametrize(
    ("kind", "name", "version"),
    [
        ("setup", "ClusterDesk-0.3.0-setup.exe", "0.3.0"),
        ("setup", "clusterdesk-0.10-setup.EXE", "0.10"),
        ("setup", "ClusterDesk-0.3.0-setup (1).exe", "0.3.0"),
        ("setup", "ClusterDesk-1.0rc1-setup.exe", "1.0rc1"),
        ("portable", "ClusterDesk-0.3.0-portable.zip", "0.3.0"),
        ("linux", "cluster-desk-0.3.0-linux-x86_64.tar.xz", "0.3.0"),
        ("linux", "cluster-desk_0.3.0_amd64.deb", "0.3.0"),
        ("linux", "cluster-desk-0.3.0-1.x86_64.rpm", "0.3.0"),
        ("setup", "ClusterDesk-0.2.0-setup.exe", ""),  # this one
        ("setup", "ClusterDesk-0.2-setup.exe", ""),
        ("setup", "ClusterDesk-0.1.9-setup.exe", ""),
        ("setup", "ClusterDesk-0.2.0rc3-setup.exe", ""),
        ("setup", "ClusterDesk-0.3.0-portable.zip", ""),
        ("portable", "ClusterDesk-0.3.0-setup.exe", ""),
        ("setup", "ClusterDesk-setup.exe", ""),
        ("setup", "ClusterDesk-девять-setup.exe", ""),
        ("setup", "ClusterDesk-0.3.0-setup.exe.part", ""),
        ("setup", "Другая-0.3.0-setup.exe", ""),
    ],
)
def test_what_is_newer_is_known_by_its_name(tmp_path: Path, kind: str, name: str, version: str) -> None:
    (tmp_path / name).touch()
    (tmp_path / "ClusterDesk-9.9-setup.exe").mkdir()
    found = newest_in([tmp_path, tmp_path / "нет"], "0.2.0", kind)
    assert (found.version if found else "") == version


def test_versions_stand_in_their_order() -> None:
    ordered = ["0.9", "0.10.dev1", "0.10a1", "0.10b1", "0.10rc1", "0.10rc2", "0.10", "0.10.post1", "0.10.1", "1.0"]
    assert all(version_key(one) < version_key(later) for one, later in pairwise(ordered))
    assert version_key("1.0") == version_key("1.0.0")


def test_of_several_the_newest_is_told(tmp_path: Path) -> None:
    for version in ("0.3.0", "0.10.0", "0.9.5"):
        (tmp_path / f"ClusterDesk-{version}-setup.exe").touch()
    found = newest_in([tmp_path], "0.2.0", "setup")
    assert found
    assert found.version == "0.10.0"


def test_the_top_of_a_stick_is_looked_at_that_of_the_system_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_its_disk(tmp_path / "нет") == [tmp_path / "нет"] or with_its_disk(tmp_path)[1] != Path("/")
    monkeypatch.setattr(os.path, "ismount", lambda path: path == tmp_path)
    assert with_its_disk(tmp_path / "Кластеры") == [tmp_path / "Кластеры", tmp_path]


def test_it_is_offered_once_in_a_line_and_its_folder_shown(
    sample_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = sample_file.with_name("ClusterDesk-99.0-setup.exe")
    newer.touch()
    monkeypatch.setattr(told, "kind_here", lambda *, portable: "setup")
    folders: list[Path] = []
    monkeypatch.setattr(opening, "open_folder", folders.append)
    app = App(Settings(version=__version__))
    qtbot.addWidget(app.window)

    def bar() -> NewerVersionBar | None:
        return app.window.shell.findChild(NewerVersionBar) if app.window.shell else None

    assert app.open(sample_file)
    app.window.show()
    qtbot.waitUntil(lambda: bar() is not None)
    shown = bar()
    assert shown
    assert shown.words.whole() == f"Есть версия программы 99.0: {newer}"
    shown.show_folder.click()
    assert folders == [newer.parent]
    shown.leave.click()
    assert not shown.isVisible()
    assert load().passed_version == "99.0"
    app.close_file()
    assert app.open(sample_file)
    assert app.window.shell
    search = NewerVersionSearch(app.window.shell, app.settings, sample_file, app.settings.forget_file)
    search.thread_at_work.join()
    qtbot.wait(1)
    assert bar() is None
    app.leave()
