"""An update keeps data and settings; the uninstaller leaves the user's data and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

from installer.wine_test.trial import Trial, hashes, must
from installer.wine_test.using import Transaction
from installer.wine_test.wine import USER, wait_for

_KEYS = ("Software\\Classes\\.cdesk", "Software\\Classes\\ClusterDesk.File", "Software\\ClusterDesk")
_UNINSTALL = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ClusterDesk"
_PATIENCE, _BREATH = 60, 3  # seconds
_OLDER_VERSION = 6


def update(trial: Trial) -> str:
    """Over an older version: its files go, data and settings stay, a removed desktop shortcut does not come back."""
    wine = trial.wine
    old = wine.installed / "lib" / "of_an_older_version.pyc"
    old.write_bytes(b"old")
    shortcut = wine.user / "Desktop" / "Cluster Desk.lnk"
    shortcut.unlink()
    data, settings = hashes(wine.documents), hashes(trial.settings)
    must(trial.install() == 0, "the setup did not end with 0")
    must(not old.exists(), "a file of the older version stayed")
    must(not shortcut.exists(), "the shortcut came back")
    must(not list(wine.installed.glob(".update*")), "folders of the update stayed")
    must(hashes(wine.documents) == data, "data were changed")
    must(settings and hashes(trial.settings) == settings, "settings were changed")
    trial.done("verify", trial.sample)
    return f"{len(data)} files of the user and the settings are as they were"


def downgrade(trial: Trial) -> str:
    """An older version over a newer one is refused unless it is asked for."""
    wine = trial.wine
    before = hashes(wine.installed)
    wine.run("reg", "add", f"HKCU\\{_UNINSTALL}", "/v", "DisplayVersion", "/d", "99.1", "/f")
    code, sentence = trial.install(), trial.setup_log()
    must(code == _OLDER_VERSION, f"exit code {code}")
    must("99.1" in sentence and "/Downgrade" in sentence, f"said: {sentence}")
    must(hashes(wine.installed) == before, "files were changed")
    wine.start(trial.setup)
    asked = wine.window("Cluster Desk", 60)
    wine.picture(wine.folder / "downgrade.png")
    must(asked, "the setup with a window asks nothing")
    wine.press(asked, "Return")
    wine.idle()
    must(hashes(wine.installed) == before, "Return did not mean “no”")
    must(trial.install(None, "/Downgrade") == 0, "not done when asked for")
    must(f'"DisplayVersion"="{trial.version}"' in wine.registry(f"HKCU\\{_UNINSTALL}"), "the version is not told")
    return f"“{sentence}”"


def _uninstall(trial: Trial, folder: Path) -> None:
    trial.wine.run(folder / "uninstall.exe", "/S")
    must(_gone(folder), "the program's folder is still there")
    trial.wine.idle()


def _gone(folder: Path) -> bool:
    """Wait until a folder is no longer there."""
    return bool(wait_for(lambda: "" if folder.exists() else "gone", _PATIENCE))


def uninstalling(trial: Trial) -> str:
    """Nothing is left but what the user made, and the copies of it."""
    wine = trial.wine
    trial.done("backup", trial.sample)
    made = {path.relative_to(wine.user).as_posix() for path in wine.documents.rglob("*") if path.is_file()}
    data = hashes(wine.documents)
    copies = list((trial.local / "backups").rglob("*.cdesk"))
    must(copies, "there are no copies to be kept")
    _uninstall(trial, wine.installed)
    left = {name for name in trial.user_files() - trial.before - made if "Cluster Desk/backups/" not in name}
    must(not left, f"left behind: {sorted(left)[:8]}")
    must(all(copy.exists() for copy in copies), "copies went")
    must(hashes(wine.documents) == data, "data were changed")
    for key in (*_KEYS, _UNINSTALL):
        must(wine.run("reg", "query", f"HKCU\\{key}").code != 0, f"HKCU\\{key} is still there")
    return f"{len(data)} files of the user and {len(copies)} copies stay, nothing else"


def uninstalling_asks(trial: Trial) -> str:
    """With a window it tells where the copies are, and deletes them when that is wanted."""
    wine = trial.wine
    must(trial.install() == 0, "the setup did not end with 0")
    wine.start(wine.installed / "uninstall.exe")
    must(wine.window("Cluster Desk", 60), "no window came")
    time.sleep(_BREATH)
    wine.press(wine.window("Cluster Desk", 60), "Return")
    must(_gone(wine.installed), "the program's folder is still there")
    time.sleep(_BREATH)
    wine.picture(wine.folder / "uninstalling.png")
    must((trial.local / "backups").exists(), "the copies went unasked")
    wine.answer("Cluster Desk", "Left", "Return")
    must(_gone(trial.local / "backups"), "the copies are still there")
    time.sleep(_BREATH)
    wine.picture(wine.folder / "uninstalled.png")
    wine.answer("Cluster Desk", "Return")  # the last page says that it is done
    must(wine.closed("Cluster Desk", 60), "the window stays")
    must(not trial.local.exists() and not trial.settings.exists(), "a folder of the program is still there")
    return "uninstalling.png shows the question; “Yes” deleted the copies"


def all_users(trial: Trial) -> str:
    """Into Program Files, for everybody; an update finds that place by itself."""
    wine = trial.wine
    windows = wine.prefix / "drive_c"
    place = windows / "Program Files" / "ClusterDesk"
    must(trial.install(None, "/AllUsers") == 0, "the setup did not end with 0")
    must((place / "ClusterDesk.exe").exists(), "it is not in Program Files")
    must(not wine.installed.exists(), "it is at the user's, too")
    links = [path.relative_to(windows).as_posix() for path in windows.rglob("Cluster Desk.lnk")]
    must(len(links) == 2 and not any(USER in link for link in links), f"shortcuts: {links}")
    must("ClusterDesk.File" in wine.registry("HKEY_LOCAL_MACHINE\\Software\\Classes\\.cdesk"), ".cdesk is unknown")
    old = place / "lib" / "of_an_older_version.pyc"
    old.write_bytes(b"old")
    must(trial.install() == 0, "the update did not end with 0")
    must(not old.exists() and not wine.installed.exists(), "the update went elsewhere")
    trial.done("verify", trial.sample, program=place)
    _uninstall(trial, place)
    must(not list(windows.rglob("Cluster Desk.lnk")), "shortcuts stay")
    for key in (*_KEYS, _UNINSTALL):
        must(wine.run("reg", "query", f"HKLM\\{key}").code != 0, f"HKLM\\{key} is still there")
    return "installed, updated, removed in Program Files"


TRIALS: tuple[Transaction, ...] = (update, downgrade, uninstalling, uninstalling_asks, all_users)
