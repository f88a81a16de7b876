"""What a command complains of, and where it is told: all of a command that a start of the window imports."""

from __future__ import annotations

import sys

from cluster_desk.core.disk import shown
from cluster_desk.incomplete import is_unheard, tell_in_a_box


class UsageError(Exception):
    """The command line cannot be understood; `usage` is how the command is called."""

    def __init__(self, what: str, usage: str = "") -> None:
        self.usage = usage
        super().__init__(what)


def complain(text: str) -> None:
    """Tell trouble: a window that could not be opened has nowhere to write to, so a box of Windows tells it."""
    if is_unheard():
        tell_in_a_box(shown(text))
    else:
        print(shown(text), file=sys.stderr)
