"""Patterns compiled when they are asked first: they answer as those of `re` do, and each can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import cluster_desk
from cluster_desk.core.regex import regex


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


def test_every_declared_pattern_can_be_compiled() -> None:
    rooms = tuple(f"cluster_desk.{room}" for room in ("core", "data", "rules", "ui"))
    names = [each.name for each in pkgutil.walk_packages(cluster_desk.__path__, "cluster_desk.")]
    declared = [one for name in names if name.startswith(rooms) for one in _patterns_in(importlib.import_module(name))]
    assert len(declared) > 200
    assert [one.pattern for one in declared if one.groups < 0] == []  # to ask how many groups there are compiles it


def _patterns_in(module: ModuleType) -> Iterator[re.Pattern[str]]:
    for value in vars(module).values():
        for each in value if isinstance(value, (list, tuple)) else (value,):
            yield from (one for one in (each if isinstance(each, tuple) else (each,)) if type(one) is type(regex("")))
