"""An update keeps data and settings; the uninstaller leaves the user's data and nothing else."""

from __future__ import annotations

import time

from installer.wine_test.trial import Trial, hashes, must
from installer.wine_test.using import Transaction

_KEYS = ("Software\\Classes\\.cdesk", "Software\\Classes\\ClusterDesk.File", "Software\\ClusterDesk")
_UNINSTALL = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ClusterDesk"
_PATIENCE = 60


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


def uninstalling(trial: Trial) -> str:
    """Nothing is left but what the user made."""
    wine = trial.wine
    made = {path.relative_to(wine.user).as_posix() for path in wine.documents.rglob("*") if path.is_file()}
    data = hashes(wine.documents)
    wine.run(wine.installed / "uninstall.exe", "/S")
    end = time.monotonic() + _PATIENCE
    while wine.installed.exists() and time.monotonic() < end:
        time.sleep(0.2)
    wine.idle()
    must(not wine.installed.exists(), "the program's folder is still there")
    left = trial.user_files() - trial.before - made
    must(not left, f"left behind: {sorted(left)[:8]}")
    must(not trial.settings.exists(), "the settings' folder is still there")
    must(hashes(wine.documents) == data, "data were changed")
    for key in (*_KEYS, _UNINSTALL):
        must(wine.run("reg", "query", f"HKCU\\{key}").code != 0, f"HKCU\\{key} is still there")
    return f"{len(data)} files of the user stay, nothing else"


TRIALS: tuple[Transaction, ...] = (update, uninstalling)
