"""Write the tables of letters' widths that papers are measured by, from the fonts beside them.

python tools/font_widths.py
"""

from __future__ import annotations

from reportlab.pdfbase.ttfonts import TTFontFile

from cluster_desk.reports.document.signs import SIGNS, UNSEEN
from cluster_desk.reports.document.typography import FACES, FONTS, WIDTHS


def widths(font_name: str) -> dict[str, float]:
    """Each letter's width in 1/1000 of the size."""
    font = TTFontFile(str(FONTS / f"{font_name}.ttf"), charInfo=1)
    return {
        chr(code): 0.0 if UNSEEN.match(chr(code)) else width
        for code, width in sorted(font.charWidths.items())
        if 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
    }


def main() -> None:
    """Write the table of each face."""
    WIDTHS.mkdir(exist_ok=True)
    for face, font in {**{face: f"Tinos-{face}" for face in FACES.values()}, SIGNS: SIGNS}.items():
        letters = widths(font)
        path = WIDTHS / f"{face}.txt"
        path.write_text(f"{''.join(letters)}\n{' '.join(map(str, letters.values()))}", encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main()
