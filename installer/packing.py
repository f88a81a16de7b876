"""Files in and out: wheels unpacked, sources compiled, the folder packed into the portable zip and the setup."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installer import contents
from installer.machine_code import with_addresses

PORTABLE_MARK = "portable.txt"
_PORTABLE_TEXT = """\
Пока этот файл лежит здесь, программа хранит настройки рядом, в папке settings.
While this file lies here, the program keeps its settings in the folder settings beside it.
"""
_MACHINE_CODE = (".dll", ".pyd", ".exe")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Head:
    """The kind of program a setup is: NSIS's word for it, what compiles a plugin for it, where the plugin begins."""

    target: str
    compiler: str
    entry: str


HEAD = Head("x86-unicode", "i686-w64-mingw32-gcc", "_DllMainCRTStartup@12")
"""Every Windows runs it: a 32-bit one is told by it that it is one."""
HEAD_64 = Head("amd64-unicode", "x86_64-w64-mingw32-gcc", "DllMainCRTStartup")
"""For trials where Wine has no 32-bit half."""


@dataclass(frozen=True)
class Made:
    """What was made: the setup, the portable zip, the list of files; bytes and number of files when installed."""

    setup: Path
    portable: Path
    listing: Path
    size: int
    files: int


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack_wheels(wheels: Iterable[Path], target: Path) -> None:
    """Unpack wheels into one folder."""
    shutil.rmtree(target, ignore_errors=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)


def files_of(folder: Path) -> list[Path]:
    """All files under `folder`, in an order that does not depend on the disk."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def set_times(folder: Path, moment: int) -> None:
    """Give everything under `folder` the time `moment` (seconds since 1970) and plain rights."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (moment, moment))


def pack(folder: Path, dist: Path, version: str, moment: int) -> Made:
    """Sign what is signed, list the files, make the zip and the setup from `folder`."""
    dist.mkdir(exist_ok=True)
    name = f"ClusterDesk-{version}{'-server' if contents.SERVER else ''}"
    files = files_of(folder)
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    listing = dist / f"{name}-files.txt"
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in folder.glob("*.exe"):
        sign(path)
        os.utime(path, (moment, moment))
    portable = dist / f"{name}-portable.zip"
    _zip(folder, files, portable, moment)
    setup = dist / f"{name}-setup.exe"
    size = sum(path.stat().st_size for path in files)
    make_setup(folder, setup, version, moment)
    sign(setup)
    return Made(setup, portable, listing, size, len(files))


def sign(path: Path) -> None:
    """Sign a program when a certificate is told (see sign.sh); else leave it as it is."""
    subprocess.run([str(_HERE / "sign.sh"), str(path)], check=True)


def _zip(folder: Path, files: list[Path], target: Path, moment: int) -> None:
    when = time.gmtime(moment)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            _add(archive, f"ClusterDesk/{path.relative_to(folder).as_posix()}", path.read_bytes(), when)
        _add(archive, f"ClusterDesk/{PORTABLE_MARK}", _PORTABLE_TEXT.replace("\n", "\r\n").encode("utf-8-sig"), when)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, when: tuple[int, ...]) -> None:
    member = zipfile.ZipInfo(name, (when[0], when[1], when[2], when[3], when[4], when[5]))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, data)


def make_setup(folder: Path, target: Path, version: str, moment: int, head: Head = HEAD) -> None:
    """Make the setup `target` of all that is in `folder`; it installs the same files whatever its head."""
    size = sum(path.stat().st_size for path in files_of(folder))
    picture, listing, changed = (folder.with_name(name) for name in ("setup.bmp", "files.nsh", "machine-code"))
    _change_machine_code(folder, changed, moment)
    listing.write_text(files_in_order(folder, changed), encoding="utf-8")
    plugins = _make_plugin(folder.with_name("plugins"), moment, head)
    icon = folder / "app" / "resources" / "icons" / "app.svg"
    subprocess.run([sys.executable, str(_HERE / "setup_picture.py"), str(icon), str(picture)], check=True)
    os.utime(picture, (moment, moment))  # the setup keeps the time of each file
    defined = {
        "VERSION": version,
        "NUMBERS": ".".join([*version.split(".")[:3], "0"]),
        "FOLDER": str(folder),
        "FILES": str(listing),
        "PLUGINS": str(plugins),
        "TARGET": str(target),
        "HEAD": head.target,
        "KILOBYTES": str(size // 1024),
        "HERE": str(_HERE),
        "PICTURE": str(picture),
    }
    values = [f"-D{key}={value}" for key, value in defined.items()]
    target.unlink(missing_ok=True)
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *values, str(_HERE / "setup.nsi")], check=True)


def files_in_order(folder: Path, changed: Path | None = None) -> str:
    """What the setup writes, told file by file: makensis takes a folder's files as the disk happens to list them.

    What stands in the folder `changed` too is taken from there.
    """
    lines, last = [], None
    for path in files_of(folder):
        if path.parent != last:
            last = path.parent
            place = "\\".join(("${NEW}", *last.relative_to(folder).parts))
            lines.append(f'SetOutPath "{place}"')
        other = changed / path.relative_to(folder) if changed else path
        lines.append(f'File "{other if other.exists() else path}"')
    return "\n".join(lines) + "\n"


def _change_machine_code(folder: Path, changed: Path, moment: int) -> None:
    """Put programs and libraries into `changed` as the setup presses them best (see machine_code.py)."""
    shutil.rmtree(changed, ignore_errors=True)
    for path in files_of(folder):
        if path.suffix in _MACHINE_CODE:
            target = changed / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(with_addresses(path.read_bytes()))
            os.utime(target, (moment, moment))


def _make_plugin(folder: Path, moment: int, head: Head) -> Path:
    """Compile what the setup turns that back with, into a folder of its own; gives the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    plugin = folder / "machine_code.dll"
    alone = ("-shared", "-nostdlib", "-fno-builtin", "-fno-stack-protector", "-fno-tree-loop-distribute-patterns")
    # Without a base of ours the linker makes one of the folder's name.
    same = ("-Wl,--no-insert-timestamp", "-Wl,--image-base=0x10000000", f"-Wl,-e,{head.entry}")
    source = str(_HERE / "machine_code.c")
    command = [head.compiler, "-O2", "-s", "-Wall", "-Wextra", *alone, *same, "-o", str(plugin), source, "-lkernel32"]
    subprocess.run(command, check=True)
    os.utime(plugin, (moment, moment))
    return folder
