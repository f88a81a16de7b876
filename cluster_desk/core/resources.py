"""Where the fonts, icons, translations, help pages and the sample lie.

In a checkout they stand at its top; a wheel carries them inside the package. The Windows program's modules stand in
a zip, `runtime/pythonXY.zip`, and its resources in the folder `app` beside that of the runtime.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources", _PACKAGE.parent.parent.parent / "app" / "resources")

# A checkout of before they moved may still hold a compiled catalogue inside the package: that is not them.
FOLDER = next(
    (one for one in _PLACES if (one / "sample").is_dir()),
    _PLACES[0],  # none is there: whoever asks for a file of them tells it
)
