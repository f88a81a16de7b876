"""What is asked before records come back that lean on others which are deleted too."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _
from cluster_desk.data.history.undelete import Completed
from cluster_desk.ui.frame import messages

_NAMED = 8


def agreed(parent: QWidget, title: str, done: Completed) -> bool:
    """Whether the user agrees to what comes along with `title` and to the links emptied; nothing is asked without."""
    if not (done.along or done.emptied or done.leaving):
        return True
    along = [f"{_(one.head.record.LABEL)}: {one.head.title}" for one in done.along]
    parts = []
    if along:
        parts.append(_("It leans on deleted records, which come back too:\n%s") % _listed(along))
    if done.emptied:
        parts.append(_("What these fields lead to is no longer there; they will be empty:\n%s") % _listed(done.emptied))
    if done.leaving:
        parts.append(_("What belongs to a row that goes will go with it:\n%s") % _listed(done.leaving))
    answers = (
        messages.Answer("cancel", _("Cancel")),
        messages.Answer("do", _("Bring back together") if along else _("Bring back")),
    )
    message = messages.Message(_("“%s” does not come back alone") % title, "\n".join(parts), answers=answers)
    return messages.ask(parent, message) == "do"


def _listed(lines: list[str]) -> str:
    return "\n".join(lines[:_NAMED] + (["…"] if len(lines) > _NAMED else []))
