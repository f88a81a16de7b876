"""What a start that is to be painted soon does without.

A search for garbage, PySide's watch over every import, and what PySide would load to tell of calls that are wrong.
"""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader, find_spec
from types import ModuleType

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
take a quarter of the time of an empty window, most of it for regular expressions."""


class _LateFinder:
    """Finds those modules, to be loaded when something of them is asked for first.

    They can be found where they lie as files, as the installed program has them (`installer/qt_support.py`); those
    that lie in PySide's library are found by itself.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        found = PathFinder.find_spec(name, path, target) if name in _LATE else None
        if found is not None and found.loader is not None:
            found.loader = LazyLoader(found.loader)
        return found


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
    sys.meta_path.insert(0, _LateFinder)
    import_module("shiboken6")  # before PySide6, which else looks into all of those modules
    import PySide6.QtCore  # noqa: F401 - brings its `import` with it

    sys.meta_path.remove(_LateFinder)
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own


def end() -> None:
    """Look for garbage again, among what is made from now on first."""
    if not gc.isenabled():
        gc.freeze()
        gc.unfreeze()  # into the oldest generation
        gc.enable()
