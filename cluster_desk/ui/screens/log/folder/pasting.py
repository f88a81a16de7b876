"""What of the clipboard is a list of participants, and what are cells for lines that are there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.names import parse_name
from cluster_desk.desk import Desk
from cluster_desk.ui.lists.pasting import paste_into

_MOST_WORDS = 40


def pasted_cells(text: str) -> list[list[str]]:
    """The cells of a block that holds no list: points, classes, one school. [] where it seems to name people."""
    lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
    words = [cell.strip() for line in lines for cell in line]
    named = [parse_name(cell) for cell in words if cell and not re.search(r"\d", cell)]
    people = sum(name is not None and bool(name.first) for name in named)
    if not any(words) or people or any(len(cell.split()) > _MOST_WORDS for cell in words):
        return []
    return [[cell.strip() for cell in line] for line in lines]


def paste_list(parent: QWidget, desk: Desk, event: int, data: QMimeData, order: Sequence[str]) -> int:
    """Add the rows of the clipboard to the participants of an event; gives how many."""
    return paste_into(parent, desk, Participant, data, order, N_("Participants pasted"), {"event_id": event})
