"""The papers' fonts without what a PDF does not take: `python cut_fonts.py FOLDER`.

Run with fonttools on the path (see inputs.txt). Every character stays; other shapes of letters and the tables that
choose them go. The fonts in resources/ stay whole.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_NOT_READ = ("GPOS", "GSUB", "GDEF", "DSIG")


def cut(path: Path) -> None:
    """Write the font anew with what is kept."""
    font = TTFont(path, recalcTimestamp=False)
    options = Options(notdef_outline=True, name_IDs="*", layout_features=[], recalc_timestamp=False)
    options.drop_tables += _NOT_READ
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.save(path)


if __name__ == "__main__":
    for each in sorted(Path(sys.argv[1]).glob("*.ttf")):
        cut(each)
