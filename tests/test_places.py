"""Settings may roam with the user, copies stay on the computer; on a stick both outlive an update of the program."""

from __future__ import annotations

import shutil
import sys
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import platformdirs
import pytest

from cluster_desk import places, settings
from cluster_desk.bug_report import write_report
from cluster_desk.cli import main
from cluster_desk.desk import Desk
from cluster_desk.settings import RecentFile, Settings
from cluster_desk.support import write_support


@pytest.fixture
def roaming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Windows' two folders of an account; gives the one that roams."""

    def folder(*_asked: object, roaming: bool, **_options: object) -> Path:
        return tmp_path / ("Roaming" if roaming else "Local") / "Cluster Desk"

    monkeypatch.delenv(places.HOME_VARIABLE)
    monkeypatch.setattr(platformdirs, "user_config_path", folder)
    return folder(roaming=True)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's folder on a stick."""
    program = tmp_path / "флешка" / "ClusterDesk"
    program.mkdir(parents=True)
    (program / "portable.txt").touch()
    monkeypatch.delenv(places.HOME_VARIABLE)
    monkeypatch.setattr(sys, "executable", str(program / "ClusterDesk.exe"))
    return program


def test_the_folder_is_told_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    assert places.settings_folder() == places.local_folder() == tmp_path


def test_copies_of_an_earlier_version_are_taken_along_and_listed(
    roaming: Path, data_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Desk.open(data_file)) as desk:
        before = [desk.back_up(roaming / "backups") for _each in range(2)]
    assert main(["backups", str(data_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(before)
    assert all("Local" in line for line in lines)
    assert not (roaming / "backups").exists()
    assert main(["backup", str(data_file)]) == 0
    assert "Local" in capsys.readouterr().out


def test_copies_of_both_places_lie_in_one_and_none_is_lost(roaming: Path, data_file: Path) -> None:
    local = Settings().copies_folder()
    with closing(Desk.open(data_file)) as desk:
        old, new = desk.back_up(roaming / "backups"), desk.back_up(local)
        shutil.copy(new.path, old.path.with_name("Заречный кластер 2026-01-01 08-00-00.cdesk"))
        shutil.copy(new.path, old.path.with_name(new.path.name))
        places.take_copies_along()
    assert not (roaming / "backups").exists()
    assert {path.name for path in local.rglob("*.cdesk")} >= {
        new.path.name,
        "Заречный кластер 2026-01-01 08-00-00.cdesk",
    }


def test_two_copies_of_one_name_that_differ_both_stay(roaming: Path) -> None:
    for folder in (roaming, Settings().copies_folder().parent):
        (folder / "backups" / "А").mkdir(parents=True)
        (folder / "backups" / "А" / "А 2026-01-01 08-00-00.cdesk").write_text(str(folder), encoding="utf-8")
    places.take_copies_along()
    for folder in Settings().all_copies_folders():
        assert (folder / "А" / "А 2026-01-01 08-00-00.cdesk").read_text(encoding="utf-8") == str(folder.parent)


def test_copies_on_a_server_that_cannot_be_moved_at_once_are_listed_where_they_are(
    roaming: Path, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Desk.open(data_file)) as desk:
        old = desk.back_up(roaming / "backups")

        def refuse(*_described: object) -> None:
            raise OSError(18, "another disk")

        monkeypatch.setattr(places, "rename", refuse)
        places.take_copies_along()
        found = [one.path for folder in Settings().all_copies_folders() for one in desk.backups(folder)]
    assert found == [old.path]


def test_on_a_stick_settings_and_copies_outlive_the_programs_folder(stick: Path) -> None:
    (stick / "settings" / "backups").mkdir(parents=True)
    settings.save(Settings(theme="dark"), stick / "settings")
    assert settings.load().theme == "dark"
    assert Settings().copies_folder().is_dir()
    shutil.rmtree(stick)
    stick.mkdir()
    (stick / "portable.txt").touch()
    assert settings.load().theme == "dark"
    assert Settings().copies_folder().is_dir()


def test_a_stick_whose_upper_folder_refuses_keeps_them_inside(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick.parent.joinpath("ClusterDesk-settings").write_text("here a folder should be")
    assert places.settings_folder() == stick / "settings"


def test_files_on_the_stick_are_found_under_its_new_letter(stick: Path) -> None:
    mine, elsewhere = str(stick.parent / "Кластер.cdesk"), "/srv/обмен/Другой.cdesk"
    chosen = Settings(copies=str(stick.parent / "копии"), recent=[RecentFile(mine), RecentFile(elsewhere)])
    assert settings.save(chosen)
    assert [recent.path for recent in chosen.recent] == [mine, elsewhere]
    assert str(stick) not in (places.settings_folder() / "settings.json").read_text(encoding="utf-8")
    assert settings.load() == chosen


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (r"E:\Кластеры\А.cdesk", "\\Кластеры\\А.cdesk"),
        (r"e:\А.cdesk", "\\А.cdesk"),
        (r"C:\Users\А.cdesk", r"C:\Users\А.cdesk"),
        (r"\\school\обмен\А.cdesk", r"\\school\обмен\А.cdesk"),
        ("", ""),
    ],
)
def test_a_path_on_the_stick_is_kept_without_its_letter(path: str, kept: str) -> None:
    assert places.from_here(path, PureWindowsPath(r"E:\ClusterDesk")) == kept
    found = places.found_from(kept, PureWindowsPath(r"F:\ClusterDesk"))
    assert found == (f"F:{kept}" if kept.startswith("\\") and path[1:2] == ":" else path)


def test_a_path_on_linux_is_kept_within_the_stick() -> None:
    here = PurePosixPath("/media/stick/ClusterDesk")
    assert places.from_here("/media/stick/А.cdesk", here) == "А.cdesk"
    assert places.found_from("А.cdesk", PurePosixPath("/run/x/ClusterDesk")) == "/run/x/А.cdesk"


def test_errors_do_not_roam_and_those_of_an_earlier_version_are_sent_along(roaming: Path, tmp_path: Path) -> None:
    write_report(ValueError(), roaming)
    assert write_report(KeyError()) == places.local_folder() / "errors.log"
    write_support(tmp_path / "a.zip", Settings())
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        sent = {name: archive.read(name).decode().splitlines()[-1] for name in archive.namelist() if "errors" in name}
    assert sent == {"errors.log": "KeyError", "roaming errors.log": "ValueError"}
