"""What is asked before a meeting's papers are printed: doubtful datives, and whether to go on without a quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Case
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.minutes import roll_of
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.forms.cases_dialog import CasesDialog, doubtful


def ask_before_printing(
    desk: Desk, paper: str, meeting: Meeting, today: dt.date, parent: QWidget, then: Callable[[], object]
) -> None:
    """Ask what `paper` of a meeting needs to be asked and do `then`; at once when there is nothing to ask."""
    if paper == "invitations":
        ask_cases(desk, meeting.day or today, parent, then)
    elif paper not in ("minutes", "extract") or _goes_without_quorum(desk, meeting, parent):
        then()


def _goes_without_quorum(desk: Desk, meeting: Meeting, parent: QWidget) -> bool:
    """Whether the decisions have a quorum, or the user prints them all the same."""
    roll = roll_of(desk.read, meeting.id or 0)
    if not roll.marked or roll.quorum.holds:
        return True
    told = {"present": roll.quorum.present, "seats": roll.quorum.seats}
    return messages.confirm(
        parent,
        _("No quorum: %(present)d of %(seats)d") % told,
        _("There is no quorum: the decisions may be disputed."),
        _("Print all the same"),
        advice=_("The paper will say so in bold."),
    )


def ask_cases(desk: Desk, day: dt.date, parent: QWidget, then: Callable[[], object]) -> CasesDialog | None:
    """Ask once about doubtful datives of the council on `day`, and do `then`; at once when there are none."""
    asked = [pair for seat in seat_holders(desk.read, day) for pair in (("person", seat.name), ("post", seat.position))]
    unsure = [] if desk.read_only else doubtful(desk, list(dict.fromkeys(asked)), [Case.DATIVE])
    if not unsure:
        then()
        return None
    dialog = CasesDialog(desk, unsure, [Case.DATIVE], parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog
