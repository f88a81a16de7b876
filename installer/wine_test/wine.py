"""A private Wine: its own home, its own Windows, its own screen; nothing of the user's is touched.

Wine's user folders are given a Russian user's name. Wine 8 lacks three libraries that Windows has and Qt and pyrage ask
for; the stand-ins go into this Wine only and are never shipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

USER = "Тихонова Анна"
_STAND_INS = Path(__file__).parent / "stand_ins"
_FOLDERS = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders"
_SHELL_FOLDERS = {
    "AppData": "AppData\\Roaming",
    "Local AppData": "AppData\\Local",
    "Personal": "Documents",
    "Desktop": "Desktop",
    "Programs": "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs",
}
_SCREEN = "1366x768x24"
_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class Answer:
    """How a program ended: its exit code and what it said."""

    code: int
    said: str
    complained: str


class Wine:
    """Windows as far as Wine is; everything lies under `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefix = folder / "prefix"
        self.user = self.prefix / "drive_c" / "users" / USER
        self._screen: subprocess.Popen[bytes] | None = None
        self._started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("QT_", "PYTHON", "DISPLAY"))},
            "HOME": str(folder / "home"),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "LOCPATH": str(folder / "locales"),
            "LC_ALL": "ru_RU.UTF-8",
            # Wine asks the printing system of this computer, by the network where nothing else is told.
            "CUPS_SERVER": str(folder / "no-printers.sock"),
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=;mscms=n,b",
        }

    @property
    def installed(self) -> Path:
        """Where the setup puts the program."""
        return self.user / "AppData" / "Local" / "Programs" / "ClusterDesk"

    @property
    def documents(self) -> Path:
        """The user's documents."""
        return self.user / "Documents"

    def make(self) -> None:
        """A fresh Windows 10 for one user, with a screen."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "home").mkdir(parents=True)
        (self.folder / "locales").mkdir()
        russian = str(self.folder / "locales" / "ru_RU.UTF-8")
        subprocess.run(["localedef", "-i", "ru_RU", "-f", "UTF-8", russian], check=True)
        self._open_screen()
        self.run("wineboot", "-i", by_wine=False)
        self.run("winecfg", "-v", "win10")
        self.idle()  # Windows' own programs note the user's folders when they first run, over what is told below
        # No window manager is there: unless Wine does it itself, a window that fills the screen stays as it was.
        self.run("reg", "add", "HKCU\\Software\\Wine\\X11 Driver", "/v", "Managed", "/d", "N", "/f")
        for place in _SHELL_FOLDERS.values():
            (self.user / place.replace("\\", "/")).mkdir(parents=True, exist_ok=True)
        for name, place in _SHELL_FOLDERS.items():
            value = f"C:\\users\\{USER}\\{place}"
            self.run("reg", "add", _FOLDERS, "/v", name, "/t", "REG_EXPAND_SZ", "/d", value, "/f")
        for source in _STAND_INS.glob("*.c"):
            target = self.prefix / "drive_c" / "windows" / "system32" / f"{source.stem}.dll"
            command = ("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", str(target), str(source))
            subprocess.run(command, check=True)
        self.stop()

    def use(self) -> None:
        """Take the Windows made before, with a new screen: to try one thing again."""
        self._open_screen()

    def close(self) -> None:
        """End everything that was started here."""
        self.stop()
        if self._screen:
            self._screen.terminate()
            self._screen.wait()

    def run(
        self,
        *command: str | Path,
        by_wine: bool = True,
        before: Sequence[str] = (),
        seconds: int = 300,
        locale: str = "ru_RU.UTF-8",
    ) -> Answer:
        """Run a Windows program to its end. Its words go through a pipe: into a file Wine's Python may die."""
        words = [*before, *(["wine"] if by_wine else []), *map(str, command)]
        values = {**self.environment, "LC_ALL": locale}
        done = subprocess.run(words, env=values, capture_output=True, check=False, timeout=seconds)
        return Answer(done.returncode, _text(done.stdout), _text(done.stderr))

    def start(self, *command: str | Path, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start a program with a window and go on."""
        words = [*before, "wine", *map(str, command)]
        quiet, pipe, both = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT  # pipes: see `run`
        self._started.append(subprocess.Popen(words, env=self.environment, stdin=quiet, stdout=pipe, stderr=both))
        return self._started[-1]

    def stop(self) -> str:
        """End all programs of this Wine; gives what those that were started had said."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment, check=False)
        said = [started.communicate()[0] for started in self._started]
        self._started.clear()
        return _text(b"".join(said)).strip()

    def idle(self) -> None:
        """Wait until the last program of this Wine has ended."""
        subprocess.run(["wineserver", "-w"], env=self.environment, check=False, timeout=120)

    def window(self, name: str, seconds: float = 60) -> str:
        """The id of the visible window whose title holds `name`, waited for; "" when none came."""
        return wait_for(lambda: self._look("search", "--onlyvisible", "--name", name).partition("\n")[0], seconds)

    def closed(self, name: str, seconds: float) -> bool:
        """Wait until no window whose title holds `name` is seen."""
        return bool(
            wait_for(lambda: "" if self._look("search", "--onlyvisible", "--name", name) else "closed", seconds)
        )

    def title(self, window: str) -> str:
        """The title a window has now."""
        return self._look("getwindowname", window)

    def press(self, window: str, *keys: str) -> None:
        """Press keys in a window."""
        self._look("windowfocus", window)
        for key in keys:
            self._look("key", key)

    def answer(self, name: str, *keys: str) -> None:
        """Press keys in the foremost window called `name`: a box stands before its window, under the same title."""
        windows = self._look("search", "--onlyvisible", "--name", name).split()
        if windows:  # found from the hindmost to the foremost
            self.press(windows[-1], *keys)

    def picture(self, target: Path) -> int:
        """Save a picture of the screen; gives the number of its colours."""
        subprocess.run(["import", "-window", "root", str(target)], env=self.environment, check=True)
        answer = subprocess.run(["identify", "-format", "%k", str(target)], capture_output=True, check=True)
        return int(answer.stdout)

    def signature(self, part: str = "") -> str:
        """A hash of what the screen shows now, or a part of it, told as WIDTHxHEIGHT+X+Y."""
        command = ["import", "-window", "root", *(["-crop", part] if part else []), "rgb:-"]
        screen = subprocess.run(command, env=self.environment, capture_output=True, check=True)
        return hashlib.sha256(screen.stdout).hexdigest()

    def registry(self, key: str) -> str:
        """A key of the registry with all below it, as Windows exports it; "" when there is none."""
        target = self.folder / "exported.reg"
        target.unlink(missing_ok=True)
        self.run("reg", "export", key, windows_path(target), "/y")
        return target.read_text(encoding="utf-16") if target.exists() else ""

    def add_to_registry(self, exported: str) -> None:
        """Take in what `registry` gave."""
        source = self.folder / "imported.reg"
        source.write_text(exported, encoding="utf-16")
        self.run("reg", "import", windows_path(source))

    def processes(self) -> list[int]:
        """The numbers of this Wine's processes."""
        wanted = f"WINEPREFIX={self.prefix}".encode()
        numbers = (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit())
        return [number for number in numbers if wanted in _read(Path(f"/proc/{number}/environ")).split(b"\0")]

    def processor_time(self) -> float:
        """Seconds of processor time that the processes of this Wine, its server too, have taken since they began."""
        ticks = sum(_ticks(_read(Path(f"/proc/{number}/stat"))) for number in self.processes())
        return ticks / os.sysconf("SC_CLK_TCK")

    def _look(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def _open_screen(self) -> None:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        self._screen = subprocess.Popen(command, pass_fds=[writer], stdout=quiet, stderr=quiet)
        os.close(writer)
        with os.fdopen(reader) as opened:
            self.environment["DISPLAY"] = f":{opened.readline().strip()}"


def windows_path(path: Path) -> str:
    """A path of this system as Windows programs under Wine name it."""
    return f"Z:{path.absolute()}".replace("/", "\\")


def wait_for(look: Callable[[], str], seconds: float) -> str:
    """Look until something is found or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = look()
        if result:
            return result
        time.sleep(_BETWEEN_LOOKS)
    return ""


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names whose values are not the same in both."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def _ticks(stat: bytes) -> int:
    """What /proc tells of a process's time, its own and the system's for it; 0 when it has ended."""
    _name, _end, rest = stat.rpartition(b")")
    values = rest.split()
    return int(values[11]) + int(values[12]) if values else 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
