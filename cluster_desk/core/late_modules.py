"""Modules that others import and hardly ever ask for anything: loaded when they are asked first."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

INSPECT = "inspect"
"""What `dataclasses` imports, with three modules more, to tell in a class without a docstring how it is made."""


@contextmanager
def loaded_late(*names: str) -> Iterator[None]:
    """Whatever is imported within: of it, modules of these names are loaded when something of them is asked for first.

    Those that lie as files are, or in a zip. It is `importlib.util.LazyLoader` that takes no second `import` for a
    question, as that of Python 3.11 does, and lets no thread see a module that another has half loaded.
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
            found.loader = cast("Loader", _LateLoader(found.loader))
        return found


class _LateLoader:
    """Leaves a module empty, to be filled by its own loader."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        cast("ModuleSpec", module.__spec__).loader = module.__loader__ = self._loader
        vars(module).update(_is_late=True, _by_one=RLock())
        module.__class__ = _LateModule


class _LateModule(ModuleType):
    """Empty but for what an `import` looks at; asked for anything else, it becomes the module that it stands for."""

    _is_late: bool
    _by_one: RLock

    def __getattr__(self, name: str) -> Any:
        with self._by_one:
            if self._is_late:
                self._is_late = False  # before: what it imports may look at it already
                cast("Loader", self.__loader__).exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]  # which it is from now on
        if name in vars(self):
            return vars(self)[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
