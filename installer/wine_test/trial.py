"""What every trial works with: the Wine, the setup, the files it makes, and a way to say what must hold."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path

from installer.wine_test.wine import Answer, Wine, windows_path

_PATIENCE = 90  # seconds


class Failed(Exception):  # noqa: N818 - it says what is the matter
    """Something that must hold does not."""


def must(holds: object, otherwise: str) -> None:
    """Raise Failed with the words `otherwise` unless it holds."""
    if not holds:
        raise Failed(otherwise)


class Trial:
    """One run of all trials: `wine`, `setup`, and where things are."""

    def __init__(self, wine: Wine, setup: Path) -> None:
        self.wine = wine
        self.setup = setup
        match = re.search(r"ClusterDesk-(.+)-setup", setup.name)
        self.version = match[1] if match else ""
        self.listing = setup.with_name(f"ClusterDesk-{self.version}-files.txt")
        self.portable = setup.with_name(f"ClusterDesk-{self.version}-portable.zip")
        self.before: set[str] = set()
        """The user's files before the program was installed."""
        self.seconds = 0.0
        """How long the last `open` waited for its window."""
        self.noted: list[str] = []
        """What went well at the second try only; told at the end."""

    @property
    def sample(self) -> Path:
        """The sample cluster's file."""
        return self.wine.documents / "Заречный кластер.cdesk"

    @property
    def local(self) -> Path:
        """The folder of what stays on the computer: copies, locks."""
        return self.wine.user / "AppData" / "Local" / "Cluster Desk"

    @property
    def settings(self) -> Path:
        """The settings' folder of the installed program."""
        return self.wine.user / "AppData" / "Roaming" / "Cluster Desk"

    def choose(self, **values: object) -> None:
        """Put values into the settings of the installed program."""
        path = self.settings / "settings.json"
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**before, **values}, ensure_ascii=False), encoding="utf-8")

    def command(self, *words: str | Path, program: Path | None = None) -> Answer:
        """Run the installed command line; paths are told as Windows names them."""
        values = [windows_path(word) if isinstance(word, Path) else word for word in words]
        return self.wine.run((program or self.wine.installed) / "cluster-desk-cli.exe", *values)

    def done(self, *words: str | Path, program: Path | None = None) -> str:
        """The same, and it must succeed; gives what it said."""
        answer = self.command(*words, program=program)
        must(answer.code == 0, f"{words}: exit code {answer.code}: {answer.complained}{answer.said}")
        return answer.said

    def open(self, name: str, *command: str | Path, before: Sequence[str] = (), patience: float = _PATIENCE) -> str:
        """Start a program with a window called `name` and wait for it; gives the window. `before` runs the program.

        Once in some eighty starts no window came, and nobody found why: it is started again, and that is told.
        """
        program, *rest = command
        words = [windows_path(word) if isinstance(word, Path) else word for word in rest]
        for attempt in (1, 2):
            began = time.monotonic()
            self.wine.start(program, *words, before=before)
            window = self.wine.window(name, patience)
            self.seconds = time.monotonic() - began
            if window:
                return window
            self.wine.picture(self.wine.folder / f"no-window-{attempt}.png")
            said = self.wine.stop()[-500:]
            self.noted.append(f"no window “{name}” within {patience} s, no-window-{attempt}.png; it said: {said}")
        raise Failed("; ".join(self.noted[-2:]))

    @property
    def errors(self) -> str:
        """What the program wrote into its log of errors; "" when it had none."""
        logs = [path for path in self.wine.user.rglob("errors*.log") if path.is_file()]
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in logs)

    def install(self, setup: Path | None = None, *words: str) -> int:
        """Run the setup silently; gives its exit code."""
        code = self.wine.run(setup or self.setup, "/S", *words).code
        self.wine.idle()
        return code

    def setup_log(self) -> str:
        """The sentence a silent setup left behind, and take it away."""
        for log in self.wine.prefix.rglob("ClusterDesk-setup.log"):
            text = log.read_bytes().decode("utf-16").strip()
            log.unlink()
            return text
        return ""

    def listed(self) -> dict[str, str]:
        """What was built: SHA-256 of every file by its path."""
        lines = (line.split("  ", 1) for line in self.listing.read_text(encoding="utf-8").splitlines())
        return {name: value for value, name in lines}

    def user_files(self) -> set[str]:
        """Every file of the user, but not what Windows itself keeps for him."""
        result = (path.relative_to(self.wine.user).as_posix() for path in self.wine.user.rglob("*") if path.is_file())
        return {name for name in result if "/Temp/" not in name}


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under `folder`, by its path inside."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
