"""Write the table of letters' widths that papers are measured by, from the fonts beside it.

python tools/font_widths.py
"""

from __future__ import annotations

import json
from collections import defaultdict

from reportlab.pdfbase.ttfonts import TTFontFile

from cluster_desk.reports.document.signs import SIGNS, UNSEEN
from cluster_desk.reports.document.typography import FACES, FONTS, WIDTHS


def widths(font_name: str) -> dict[str, str]:
    """Width in 1/1000 of the size -> the letters that have it; the first is also that of letters the font has not."""
    font = TTFontFile(str(FONTS / f"{font_name}.ttf"), charInfo=1)
    letters: dict[float, list[str]] = defaultdict(list)
    for code, width in sorted(font.charWidths.items()):
        if 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF:
            letters[0.0 if UNSEEN.match(chr(code)) else width].append(chr(code))
    others = {font.defaultWidth: letters.pop(font.defaultWidth, [])}
    return {f"{width}": "".join(value) for width, value in (others | dict(sorted(letters.items()))).items()}


def main() -> None:
    """Write the table of all faces."""
    values = {face: widths(f"Tinos-{face}") for face in FACES.values()} | {SIGNS: widths(SIGNS)}
    WIDTHS.write_text(json.dumps(values, ensure_ascii=True, indent=0) + "\n", encoding="ascii", newline="\n")
    print(WIDTHS)


if __name__ == "__main__":
    main()
