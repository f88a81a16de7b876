"""Copy the icons the program shows out of Fluent UI System Icons, so that what ships is told in one place.

    npm pack @fluentui/svg-icons@1.1.343 && tar xzf fluentui-svg-icons-*.tgz
    python tools/take_icons.py package/icons

Files go to resources/icons/SIZE/NAME.svg and NAME_filled.svg; an icon no longer named here is removed.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "resources" / "icons"
SIZES = (16, 20)

# Filled when selected (navigation) or when the shape alone must be told at a glance (states).
ALSO_FILLED = """
arrow_circle_right book calendar_ltr checkmark_circle circle clock data_histogram dismiss_circle document_add
document_table error_circle flag gavel home info notebook people_team person question_circle settings
shield_checkmark task_list_square_ltr warning
""".split()

REGULAR = """
add add_circle archive arrow_down arrow_import arrow_left arrow_redo arrow_repeat_all arrow_right arrow_sort
arrow_undo arrow_up attach building building_government calendar_day call checkmark chevron_down chevron_left
chevron_right chevron_up circle_half_fill clipboard_paste comment copy cut delete dismiss document
document_multiple document_pdf document_text edit eye filter folder folder_open globe history link
local_language lock_closed mail more_horizontal navigation note open options page_fit people print
re_order_dots_vertical save search share table zoom_in zoom_out
""".split()


def take(source: Path) -> list[str]:
    """Copy every icon from the package's folder `source`; the names it does not have are given back."""
    missing = []
    wanted = {(name, "regular") for name in REGULAR + ALSO_FILLED} | {(name, "filled") for name in ALSO_FILLED}
    for size in SIZES:
        folder = TARGET / str(size)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.svg"):
            old.unlink()
        for name, kind in sorted(wanted):
            drawing = source / f"{name}_{size}_{kind}.svg"
            if not drawing.exists():
                missing.append(drawing.name)
                continue
            copy = folder / f"{name}{'_filled' if kind == 'filled' else ''}.svg"
            copy.write_text(drawing.read_text(encoding="utf-8").strip() + "\n", encoding="utf-8")
    return missing


if __name__ == "__main__":
    not_found = take(Path(sys.argv[1]))
    print(*not_found, sep="\n")
    sys.exit(1 if not_found else 0)
