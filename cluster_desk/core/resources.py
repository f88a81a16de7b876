"""Where the fonts, icons, translations, help pages and the sample lie.

In a checkout they stand at its top; a wheel carries them inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]

# A checkout of before they moved may still hold a compiled catalogue inside the package: that is not them.
FOLDER = next(
    (one for one in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if (one / "sample").is_dir()),
    _PACKAGE / "resources",  # none is there: whoever asks for a file of them tells it
)
