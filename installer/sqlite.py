"""A current SQLite, compiled from its published source: that of Python's Windows build is years old.

The source stands in a pinned package (see inputs.txt); it was compared with another publisher's copy of the same
version. Options are those of Debian's build where the program's tests could notice a difference.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

_OPTIONS = (
    *("SQLITE_ENABLE_FTS5", "SQLITE_ENABLE_MATH_FUNCTIONS", "SQLITE_THREADSAFE=1"),
    *("SQLITE_SECURE_DELETE", "SQLITE_MAX_VARIABLE_NUMBER=250000", "SQLITE_LIKE_DOESNT_MATCH_BLOBS"),
)
_END = b"End of sqlite3.c ******************************/\n"
_FLAGS = ("-O2", "-s", "-shared", "-fno-ident")
WINDOWS = (
    *("x86_64-w64-mingw32-gcc", "-DSQLITE_API=__declspec(dllexport)"),
    *("-Wl,--no-insert-timestamp", "-static-libgcc"),
)
LINUX = ("gcc", "-fPIC", "-Wl,-soname,libsqlite3.so.0", "-Wl,--build-id=none")


def build(source: Path, scratch: Path, compiler: tuple[str, ...], target: Path) -> str:
    """Compile the SQLite in the package `source` into the library `target`; gives its version."""
    folder = scratch / "sqlite"
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(source) as package:
        [member] = [name for name in package.getnames() if name.endswith("/sqlite/sqlite3.c")]
        opened = package.extractfile(member)
        assert opened
        code = opened.read().partition(_END)[0] + _END  # what stands behind it is that package's own
    options = [f"-D{option}" for option in _OPTIONS]
    command = [*compiler, *_FLAGS, *options]
    made = folder / f"{hashlib.sha256(code + repr(command).encode()).hexdigest()[:16]}-{target.name}"
    if not made.exists():  # it takes a minute
        (folder / "sqlite3.c").write_bytes(code)
        subprocess.run([*command, "-o", made.name, "sqlite3.c"], cwd=folder, check=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, target)
    version = re.search(rb'#define SQLITE_VERSION\s+"([0-9.]+)"', code)
    return version[1].decode() if version else ""
