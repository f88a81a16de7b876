"""Build the Linux program from the last commit: a tar.xz with an installing script, a .deb and an .rpm, into dist/.

`make package-linux` calls `python -m installer.linux_package` on Debian 12. Everything the program needs is inside but
what every desktop has (`linux_contents.LINKED`); times are the commit's, so the same commit and the same packages of
Debian give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer import build, contents, licences, linux_contents, packing, qt_support, sqlite
from installer.pin_inputs import LINUX_INPUTS, ROOT, pinned

SCRATCH = ROOT / "build" / "linux"
FOLDER = SCRATCH / "cluster-desk"
LARGEST = 45  # megabytes of a million bytes, each of the three
_SHARE = Path(__file__).parent / "linux"
_PLACE = "opt/cluster-desk"


def main() -> int:
    """Build all three and tell their sizes; 1 with a sentence when something is missing or too large."""
    try:
        version = build.version_of_commit()
        moment = build.moment_of_commit()
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)
        build_folder(version)
        made = [_tar(version, moment), _deb(version, moment), _rpm(version, moment)]
    except build.BuildError as error:
        print(f"make package-linux: {error}", file=sys.stderr)
        return 1
    for path in made:
        size = path.stat().st_size / 1e6
        print(f"{path.relative_to(ROOT)}: {size:.1f} MB (at most {LARGEST}), SHA-256 {packing.digest(path)}")
    return 1 if any(path.stat().st_size > LARGEST * 1e6 for path in made) else 0


def build_folder(version: str) -> None:
    """Make `FOLDER` as it will be installed."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    sources = build.export_commit(SCRATCH)
    debian, names = _debian_packages()
    _take_python(debian)
    source = build.download_source(SCRATCH, "sqlite-source", "sqlean-py")
    sqlite_version = sqlite.build(source, SCRATCH, sqlite.LINUX, FOLDER / "python" / "lib" / "libsqlite3.so.0")
    wheels = SCRATCH / "wheels"
    lines = [line for name, line in pinned(LINUX_INPUTS).items() if name not in contents.NOT_TAKEN]
    packing.unpack_wheels(build.download(SCRATCH, "inputs", lines, "--only-binary=:all:"), wheels)
    qt_support.lay_out(wheels / "shiboken6")
    build.add_own_libraries(sources, wheels)
    _take_libraries(wheels, debian)
    build.take_program(sources, FOLDER / "app", SCRATCH)
    shutil.copyfile(_SHARE / "start.py", FOLDER / "app" / "__main__.py")
    shutil.copyfile(_SHARE / "cluster-desk", FOLDER / "cluster-desk")
    python = FOLDER / "python" / "bin" / "cluster-desk-python"
    compiler = debian / "usr/bin/python3.11"  # the same one with all its modules
    build.run(str(compiler), "-I", "-S", "-B", str(Path(__file__).parent / "byte_code.py"), str(FOLDER))
    parts = licences.linux_parts(debian / "usr/share/doc", names, sqlite_version)
    page = licences.page(version, sources, wheels, parts)
    (FOLDER / "LICENSES.html").write_text(page, encoding="utf-8", newline="\n")
    for path in packing.files_of(FOLDER):
        path.chmod(0o755 if path == python or path == FOLDER / "cluster-desk" else 0o644)


def _debian_packages() -> tuple[Path, list[str]]:
    """Fetch and unpack what comes from Debian; gives the folder and the packages with versions."""
    folder, target = SCRATCH / "debian", SCRATCH / "debian-unpacked"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    missing = [name for name in linux_contents.FROM_DEBIAN if not list(folder.glob(f"{name}_*.deb"))]
    if missing and subprocess.run(["apt-get", "download", "-qq", *missing], cwd=folder, check=False).returncode:
        raise build.BuildError("apt-get download failed; what it said stands above (apt-get update may help)")
    packages = sorted(folder.glob("*.deb"))
    for package in packages:
        build.run("dpkg-deb", "-x", str(package), str(target))
    return target, [path.stem.rpartition("_")[0].replace("_", " ") for path in packages]


def _take_python(debian: Path) -> None:
    """Python under a name of its own, with the libraries that it links to."""
    binary = FOLDER / "python" / "bin" / "cluster-desk-python"
    binary.parent.mkdir(parents=True)
    shutil.copyfile(debian / "usr/bin/python3.11", binary)
    binary.chmod(0o755)
    # Of the program alone, so that what it starts finds the system's libraries.
    build.run("patchelf", "--force-rpath", "--set-rpath", "$ORIGIN/../lib", str(binary))
    library = debian / "usr/lib/python3.11"
    for path in packing.files_of(library):
        name = path.relative_to(library).as_posix()
        if linux_contents.is_python(name):
            _copy(path, FOLDER / "python/lib/python3.11" / name)
    for name in linux_contents.FOR_PYTHON:
        _copy(_library(debian, name), FOLDER / "python" / "lib" / name)


def _take_libraries(wheels: Path, debian: Path) -> None:
    for path in packing.files_of(wheels):
        name = path.relative_to(wheels).as_posix()
        if linux_contents.is_shipped(name):
            _copy(path, FOLDER / "lib" / name)
            if name in contents.EMPTIED:
                (FOLDER / "lib" / name).write_bytes(b"")
    for name in linux_contents.FOR_QT:
        target = FOLDER / "lib/PySide6/Qt/lib" / name
        _copy(_library(debian, name), target)
        build.run("patchelf", "--set-rpath", "$ORIGIN", str(target))


def _library(debian: Path, name: str) -> Path:
    for folder in ("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu"):
        if (debian / folder / name).exists():
            return (debian / folder / name).resolve()
    raise build.BuildError(f"Debian's packages have no {name}; see linux_contents.py")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _tar(version: str, moment: int) -> Path:
    """The archive for every Linux, with install.sh."""
    name = f"cluster-desk-{version}-linux-x86_64"
    root = SCRATCH / name
    shutil.rmtree(root, ignore_errors=True)
    (root / "share").mkdir(parents=True)
    shutil.copytree(FOLDER, root / "cluster-desk")
    _share(root / "share", root / "share", root / "share")
    shutil.copyfile(_SHARE / "install.sh", root / "install.sh")
    (root / "install.sh").chmod(0o755)
    target = build.DIST / f"{name}.tar.xz"
    build.DIST.mkdir(exist_ok=True)
    sorted_plainly = (
        "--sort=name",
        f"--mtime=@{moment}",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mode=u+rw,go+r,go-w",
    )
    pressed = {**os.environ, "XZ_OPT": "-9e"}
    command = ["tar", "-C", str(SCRATCH), *sorted_plainly, "-cJf", str(target), name]
    subprocess.run(command, check=True, env=pressed)
    return target


def _share(entries: Path, kinds: Path, icons: Path) -> None:
    """The menu entry, the kind of file, the icon."""
    for folder in (entries, kinds, icons):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_SHARE / "cluster-desk.desktop", entries / "cluster-desk.desktop")
    shutil.copyfile(_SHARE / "cluster-desk.xml", kinds / "cluster-desk.xml")
    shutil.copyfile(ROOT / "resources" / "icons" / "app.svg", icons / "cluster-desk.svg")


def _system_tree(name: str, moment: int) -> Path:
    """What .deb and .rpm put into the system."""
    root = SCRATCH / name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOLDER, root / _PLACE)
    share = root / "usr" / "share"
    _share(share / "applications", share / "mime" / "packages", share / "icons/hicolor/scalable/apps")
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "cluster-desk").symlink_to(f"/{_PLACE}/cluster-desk")
    for path in (root, *root.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (moment, moment), follow_symlinks=False)
    return root


def _deb(version: str, moment: int) -> Path:
    root = _system_tree("deb", moment)
    kilobytes = sum(path.stat().st_size for path in packing.files_of(root)) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(
        f"Package: cluster-desk\nVersion: {version}\nArchitecture: amd64\nSection: misc\nPriority: optional\n"
        "Maintainer: Cluster Desk contributors <cluster-desk@localhost>\n"
        f"Installed-Size: {kilobytes}\nDepends: {', '.join(linux_contents.DEBIAN_NEEDS)}\n"
        "Description: office of an educational cluster\n"
        " Members, council, plans, log and papers of an educational cluster in one file.\n"
        " Works without a network.\n",
        encoding="utf-8",
    )
    for path in (root / "DEBIAN", root / "DEBIAN" / "control", root):
        os.utime(path, (moment, moment))
    target = build.DIST / f"cluster-desk_{version}_amd64.deb"
    build.run("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", str(root), str(target))
    return target


def _rpm(version: str, moment: int) -> Path:
    root = _system_tree("rpm", moment)
    top = SCRATCH / "rpmbuild"
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir()
    needs = "".join(f"Requires: {name}()(64bit)\n" for name in linux_contents.LINKED)
    spec = top / "cluster-desk.spec"
    spec.write_text(
        f"Name: cluster-desk\nVersion: {version}\nRelease: 1\nSummary: Office of an educational cluster\n"
        f"License: MIT\nGroup: Office\nAutoReqProv: no\n{needs}"
        f"Requires: libc.so.6(GLIBC_{linux_contents.OLDEST_GLIBC})(64bit)\n"
        "%description\nMembers, council, plans, log and papers of an educational cluster in one file.\n"
        f"%install\ncp -a {root}/. %{{buildroot}}\n"
        "%files\n%defattr(-,root,root)\n/opt/cluster-desk\n/usr/bin/cluster-desk\n"
        "/usr/share/applications/cluster-desk.desktop\n/usr/share/mime/packages/cluster-desk.xml\n"
        "/usr/share/icons/hicolor/scalable/apps/cluster-desk.svg\n"
        "%post\n" + _AFTER + "%postun\n" + _AFTER,
        encoding="utf-8",
    )
    defined = {
        "_topdir": str(top),
        "_binary_payload": "w9.xzdio",
        "_build_id_links": "none",
        "__os_install_post": "%{nil}",
        "debug_package": "%{nil}",
        "_buildhost": "localhost",
        "use_source_date_epoch_as_buildtime": "1",
        "clamp_mtime_to_source_date_epoch": "1",
    }
    options = [word for key, value in defined.items() for word in ("--define", f"{key} {value}")]
    build.run("rpmbuild", "--quiet", "-bb", "--target=x86_64", *options, str(spec))
    [made] = top.rglob("*.rpm")
    return Path(shutil.move(made, build.DIST / made.name))


_AFTER = (
    "update-mime-database /usr/share/mime >/dev/null 2>&1 || :\n"
    "update-desktop-database /usr/share/applications >/dev/null 2>&1 || :\n"
)


if __name__ == "__main__":
    sys.exit(main())
