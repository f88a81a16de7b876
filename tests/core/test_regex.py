"""Patterns compiled when they are asked first: they answer as those of `re` do, and each can be compiled."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import cluster_desk
from cluster_desk.core.regex import regex

_PACKAGE = Path(cluster_desk.__file__).parent
_ROOMS = ("core", "data", "rules", "ui")


def test_a_pattern_answers_as_one_of_re_does() -> None:
    made, compiled = regex(r"(?P<day>\d+)\s*июня", re.IGNORECASE), re.compile(r"(?P<day>\d+)\s*июня", re.IGNORECASE)
    text = "с 3 Июня по 12 июня"
    assert made.pattern == compiled.pattern
    assert made.findall(text) == compiled.findall(text) == ["3", "12"]
    assert [found.span() for found in made.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert made.sub(r"\g<day> июля", text) == compiled.sub(r"\g<day> июля", text)
    assert (made.groups, dict(made.groupindex)) == (1, {"day": 1})


def test_patterns_wait_until_they_are_asked() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_no_file_that_a_start_may_import_compiles_patterns() -> None:
    files = [path for room in _ROOMS for path in (_PACKAGE / room).rglob("*.py")]
    assert [path.name for path in files if _compiles(ast.parse(path.read_text(encoding="utf-8")).body)] == []


def _compiles(body: list[ast.stmt]) -> bool:
    outside = [node for node in body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    calls = [each.func for node in outside for each in ast.walk(node) if isinstance(each, ast.Call)]
    return any(ast.unparse(call) == "re.compile" for call in calls)


def test_every_declared_pattern_can_be_compiled() -> None:
    rooms = tuple(f"cluster_desk.{room}" for room in _ROOMS)
    names = [each.name for each in pkgutil.walk_packages(cluster_desk.__path__, "cluster_desk.")]
    declared = [one for name in names if name.startswith(rooms) for one in _patterns_in(importlib.import_module(name))]
    assert len(declared) > 200
    assert [one.pattern for one in declared if one.groups < 0] == []  # to ask how many groups there are compiles it


def _patterns_in(module: ModuleType) -> Iterator[re.Pattern[str]]:
    for value in vars(module).values():
        for each in value if isinstance(value, (list, tuple)) else (value,):
            yield from (one for one in (each if isinstance(each, tuple) else (each,)) if type(one) is type(regex("")))
