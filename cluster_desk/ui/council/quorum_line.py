"""Whether enough of the council came, in words and a sign."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.core.language import _
from cluster_desk.data.queries.minutes import Roll
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import picture


class QuorumLine(QWidget):
    """«Кворум есть: 9 из 11», and under it how many are needed."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self.words = widgets.label("")
        self.needed = widgets.label("", "small")
        first = widgets.row(spacing=6, of=(self._icon, (self.words, 1)))
        self.setLayout(widgets.stack(spacing=2, of=(first, self.needed)))

    def show_roll(self, roll: Roll) -> None:
        """Tell the quorum of `roll`."""
        icon, ink = ("checkmark_circle_filled", "ok") if roll.quorum.holds else ("warning_filled", "warn")
        if not roll.marked:
            icon, ink = "circle", "text2"
        self._icon.setPixmap(picture(icon, 16, ink, self))
        self.words.setText(_quorum_words(roll))
        self.needed.setText(_needed_words(roll))


def _quorum_words(roll: Roll) -> str:
    """«Кворум есть: 9 из 11»."""
    told = {"present": roll.quorum.present, "seats": roll.quorum.seats}
    if not roll.marked:
        return _("Nobody is marked yet")
    return (
        _("Quorum: %(present)d of %(seats)d") if roll.quorum.holds else _("No quorum: %(present)d of %(seats)d")
    ) % told


def _needed_words(roll: Roll) -> str:
    """«Нужно не меньше 6. Приглашены: 2»."""
    words = _("At least %d needed") % roll.quorum.needed
    return f"{words}. " + _("Invited: %d") % len(roll.guests) if roll.guests else words
