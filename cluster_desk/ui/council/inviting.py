"""Before letters go out: the names and posts in them that the program is not sure how to put in the dative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cluster_desk.core.records.members import Case
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.cases_dialog import CasesDialog, doubtful


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
