"""What a start that is to be painted soon does without.

A search for garbage, PySide's watch over every import, and what PySide would load to tell of calls that are wrong.
"""

from __future__ import annotations

import builtins
import gc
from importlib import import_module
from importlib.util import find_spec

from cluster_desk.core.late_modules import INSPECT, loaded_late

_SUPPORT = "shibokensupport"
_LATE = {
    f"{_SUPPORT}.{name}"
    for name in (
        "feature",
        *(f"signature.{name}" for name in ("errorhandler", "importhandler", "layout", "parser")),
        *(f"signature.lib.{name}" for name in ("enum_sig", "pyi_generator", "tool")),
    )
}
"""PySide's modules that tell of its calls: asked for the words of a TypeError and by who writes type stubs. They would
take a quarter of the time of an empty window, most of it for regular expressions. They can be found where they lie as
files, as the installed program has them (`installer/qt_support.py`); those that lie in PySide's library are found by
itself."""


def begin() -> None:
    """Load Qt and leave out what only costs time; `end` when the window is painted.

    PySide puts an `import` of its own in Python's place, for `from __feature__ import …`: it reads the source of every
    module that is imported from then on, to see whether it speaks of PySide. Nobody here asks for features.
    """
    for name in ("shiboken6", "PySide6"):
        found = find_spec(name)
        if found is None or found.origin is None:  # Python takes a bare folder for a package: Qt would be half set up
            raise ModuleNotFoundError(f"{name} is not whole", name=name)
    gc.disable()  # hardly anything that is made at start is given up again
    with loaded_late(*_LATE, INSPECT):
        import_module("dataclasses")
        import_module("shiboken6")  # before PySide6, which else looks into all of those modules
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
