"""Asks who stands in for a member of the council at a meeting, or why nobody came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.data.queries.minutes import Seated
from cluster_desk.ui.council.voices import offer_names
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.look import widgets


class StandInDialog(Dialog):
    """`stand_in` and `reason` hold what was typed; with both empty the seat is marked as absent."""

    def __init__(self, seat: Seated, names: Sequence[str], parent: QWidget) -> None:
        self.stand_in = QLineEdit(seat.stand_in)
        self.reason = QLineEdit(seat.reason)
        column = widgets.stack(spacing=6)
        for label, field in ((_("Who stands in"), self.stand_in), (_("Why absent"), self.reason)):
            field.setAccessibleName(label)
            widgets.fill(column, widgets.label(label, "field"), field)
        self.stand_in.setPlaceholderText(_("Name, post: choose or type"))
        body = widgets.holder(column)
        super().__init__(seat.name, _("The stand-in counts for the quorum and votes."), body, _("Take"), parent)
        self.resize(460, 260)
        offer_names(self.stand_in, names)
        self.stand_in.setFocus()
