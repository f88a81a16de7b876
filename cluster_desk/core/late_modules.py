"""Modules that others import and hardly ever ask for anything."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

INSPECT = "inspect"
"""What `dataclasses` imports, with three modules more, to tell in a class without a docstring how it is made."""


@contextmanager
def loaded_late(*names: str) -> Iterator[None]:
    """Whatever is imported within: of it, modules of these names are loaded when something of them is asked for first.

    Only those that lie as files are, and only if nobody imports them a second time before.
    """
    finder = _LateFinder(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _LateFinder:
    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        found = PathFinder.find_spec(name, path, target) if name in self._names else None
        if found is not None and found.loader is not None:
            found.loader = LazyLoader(found.loader)
        return found
