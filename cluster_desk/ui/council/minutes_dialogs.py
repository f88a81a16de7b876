"""Confirming minutes, which locks them, and unlocking them with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.forms.fields_pane import ProblemLine
from cluster_desk.ui.look import widgets


class ConfirmDialog(Dialog):
    """Says what is worth a look before the minutes of `title` are confirmed."""

    def __init__(self, title: str, doubts: Sequence[str], parent: QWidget) -> None:
        column = widgets.stack(spacing=6)
        for doubt in doubts:
            column.addWidget(widgets.label(f"•\u00a0{doubt}", "warn", wrap=True))
        column.addStretch(1)
        body = widgets.holder(column)
        advice = _("Confirmed minutes are locked: only the fulfilment of decisions changes after that.")
        super().__init__(title, advice, body, _("Confirm"), parent)
        self.resize(480, 180 + 36 * len(doubts))


class UnlockDialog(Dialog):
    """Asks why confirmed minutes are opened again; `reason` holds the words, which must not be empty."""

    def __init__(self, title: str, parent: QWidget) -> None:
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setTabChangesFocus(True)
        self.problem = ProblemLine()
        column = widgets.stack(spacing=4, of=(widgets.label(_("Reason"), "field"), (self.reason, 1), self.problem))
        body = widgets.holder(column)
        super().__init__(title, _("The reason stays in the history of the meeting."), body, _("Unlock"), parent)
        self.resize(480, 280)
        self.reason.setFocus()

    def take(self) -> None:
        if self.reason.toPlainText().strip():
            self.accept()
        else:
            self.problem.say(_("Fill in “%(field)s”.") % {"field": _("Reason")})
            self.reason.setFocus()
