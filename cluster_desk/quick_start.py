"""What a start that is to be painted soon does without: a search for garbage, and PySide's watch over every import."""

from __future__ import annotations

import builtins
import gc


def begin() -> None:
    """Load Qt and leave out what only costs time; `end` when the window is painted.

    PySide puts an `import` of its own in Python's place, for `from __feature__ import …`: it reads the source of every
    module that is imported from then on, to see whether it speaks of PySide. Nobody here asks for features.
    """
    gc.disable()  # hardly anything that is made at start is given up again
    import PySide6.QtCore  # noqa: F401 - brings its `import` with it

    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own


def end() -> None:
    """Look for garbage again, among what is made from now on first."""
    if not gc.isenabled():
        gc.freeze()
        gc.unfreeze()  # into the oldest generation
        gc.enable()
