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
home task_list_square_ltr calendar_ltr gavel notebook people_team book data_histogram document_table settings
checkmark_circle question_circle warning error_circle circle arrow_circle_right dismiss_circle info flag
shield_checkmark person document_add star
""".split()

REGULAR = """
add add_circle subtract delete edit copy cut clipboard_paste save dismiss checkmark open filter print search
history arrow_undo arrow_redo arrow_import arrow_export arrow_right arrow_left arrow_up arrow_down arrow_sync
arrow_repeat_all arrow_sort arrow_download more_horizontal navigation re_order_dots_vertical chevron_down
chevron_up chevron_left chevron_right options calendar_day calendar_add clock circle_half_fill document
document_text document_pdf document_search document_multiple folder folder_open table table_add archive mail
call globe location link attach image library people person_add building building_government lock_closed
local_language weather_moon keyboard zoom_in zoom_out page_fit eye lightbulb comment note share sparkle
database
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
