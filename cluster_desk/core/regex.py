"""Regular expressions that are compiled when they are asked first, not when their file is imported.

Hundreds are declared, and a start of the program asks a few of them: to compile the rest would make it wait.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

_ASKED = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "groups", "groupindex")


class _Uncompiled(Generic[AnyStr]):
    """Stands for the pattern of `words` until something of it is asked; from then on its methods are the pattern's."""

    def __init__(self, words: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = words
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({each: getattr(compiled, each) for each in _ASKED})
        return getattr(compiled, name)


def regex(words: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of `words`, as `re.compile` gives it. The functions of `re` do not take it: ask its methods."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(words, flags))
