"""A record of the file beside what a document says of it, and what the document said when it was imported before.

What only the office changed stays. What only the document changed is proposed. What both changed, and what differs
where nothing is remembered, is a conflict: it is shown side by side, and the office's words stay unless somebody says
otherwise. White space, lines, unseen signs and the way letters are put together make no difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cluster_desk.core.normalize import same_words
from cluster_desk.core.privacy.name_eraser import PUT


@dataclass(frozen=True)
class Comparison:
    """The fields that differ, each with the document's words: `changes` to be stored, `conflicts` to be asked about.

    `kept` are the fields that the office changed since the import, which nobody asks about.
    """

    changes: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)


def compare(
    parsed: Mapping[str, str],
    stored: Mapping[str, str],
    remembered: Mapping[str, str] | None,
    *,
    is_version: bool = True,
) -> Comparison:
    """Set the document's words, the file's and those remembered of the last import beside each other, field by field.

    `remembered` is None, or lacks a field, where no import told of it. What a document leaves empty takes nothing
    away that it did not bring itself. With `is_version` False the document is another one than that which is
    remembered, not its next version: what it says otherwise is a conflict, too.
    """
    changes: dict[str, str] = {}
    conflicts: dict[str, str] = {}
    kept: dict[str, str] = {}
    for name, words in parsed.items():
        now = stored[name]
        before = remembered.get(name) if remembered is not None else None
        if same_words(words, now):
            continue
        is_told_before = before is not None and same_words(words, before)
        is_silent = not words.strip() and (before is None or not is_version)
        if is_told_before or is_silent or _was_erased(now):
            kept[name] = words
        elif not now.strip() if before is None or not is_version else same_words(now, before):
            changes[name] = words
        else:
            conflicts[name] = words
    return Comparison(changes, conflicts, kept)


def _was_erased(words: str) -> bool:
    """Whether somebody was erased from these words: a document does not bring them back."""
    return PUT in words
