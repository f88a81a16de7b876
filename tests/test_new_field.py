"""A field added to a plan item is typed, listed, printed, read, pasted, searched and undone by being told once.

The program is laid out anew in a folder of its own, linked, but for the file of the plan's records: that gets the
field, in the item and in the step. What `new_field_tried` then tries in a process of its own is what users do.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORDS = Path("cluster_desk/core/records/plans.py")
FIELD = """    equipment: str = fields.prose(
        N_("Equipment"),
        in_table=TableColumn("Оборудование", optional=True, known_as=("^оборудован", "оснащен")),
    )
"""
BEHIND = "    state: ItemState ="
"""The field stands before the line that begins so, in the item and in the step."""


def test_a_field_told_once_is_everywhere(tmp_path: Path) -> None:
    _lay_out(tmp_path)
    text = (ROOT / RECORDS).read_text(encoding="utf-8")
    assert text.count(BEHIND) == 2
    (tmp_path / RECORDS).write_text(text.replace(BEHIND, FIELD + BEHIND), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(tmp_path),
    }
    tried = subprocess.run(
        [sys.executable, "-m", "tests.new_field_tried", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.split() == ["typed", "listed", "searched", "printed", "copied", "read", "undone"]


def _lay_out(folder: Path) -> None:
    """Link everything of the program but the file that is to be another."""
    for name in ("tests", "resources"):
        (folder / name).symlink_to(ROOT / name)
    above = [*reversed(RECORDS.parents)][1:]
    for inside in above:
        (folder / inside).mkdir()
        for entry in (ROOT / inside).iterdir():
            if entry.name != "__pycache__" and (inside / entry.name) not in (*above, RECORDS):
                (folder / inside / entry.name).symlink_to(entry)
