"""Make the built setup once more as a 64-bit program, for a Wine without its 32-bit half, of the same files."""

from __future__ import annotations

import shutil
import sys

from installer import build, packing


def main() -> int:
    """Make it of the folder that was built last, its list and the portable zip beside it; prints its path."""
    version, moment = build.version_of_commit(), build.moment_of_commit()
    folder = build.SCRATCH / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    name = f"ClusterDesk-{version}"
    for beside in (f"{name}-files.txt", f"{name}-portable.zip"):
        shutil.copyfile(build.DIST / beside, folder / beside)
    packing.make_setup(build.FOLDER, folder / f"{name}-setup.exe", version, moment, packing.HEAD_64)
    print(folder / f"{name}-setup.exe")
    return 0


if __name__ == "__main__":
    sys.exit(main())
