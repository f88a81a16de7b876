"""How the parts of a meeting's screen change the meeting: by one function that the screen gives them."""

from __future__ import annotations

from collections.abc import Callable

from cluster_desk.core.errors import Problem
from cluster_desk.core.records.council import Meeting

Keep = Callable[[str, Meeting], list[Problem]]
"""Stores a changed copy of the meeting under the name of the change (a msgid).

Gives what keeps it from being stored, to be said beside the fields; [] when it is stored. Trouble that no field has is
shown at once and given as a problem without a field.
"""
