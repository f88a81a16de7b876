"""Have LibreOffice fill the forms in, read them back, tell what is wrong; `--keep` keeps the files for `make test`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from cluster_desk.core.language import set_language
from tests.forms_check.compared import wrong_in
from tests.forms_check.made import FILES, asking_file, fill_in
from tests.forms_check.ways import WAYS


def main() -> int:
    """How it went, as an exit code."""
    set_language("ru")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = asking_file(folder / "Заречный кластер.cdesk")
        kept = FILES if "--keep" in sys.argv else folder / "filled"
        if "--kept" not in sys.argv:
            fill_in(desk, WAYS, folder, kept)
        else:
            kept = FILES
        bad = 0
        for way in WAYS:
            wrong = wrong_in(desk, way, kept / way.out)
            bad += bool(wrong)
            sys.stdout.write(f"{'wrong' if wrong else 'right'}  {way.out}\n")
            sys.stdout.writelines(f"       {line[:1200]}\n" for line in wrong)
        desk.close()
    sys.stdout.write(f"{len(WAYS) - bad} of {len(WAYS)} ways read right\n")
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
