"""What of the calendar is to be seen: boxes for plan, section, person and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from cluster_desk.core.language import _
from cluster_desk.rules.calendar.entries import Calendar, CalendarFilter
from cluster_desk.ui.forms.editors import QuietCombo
from cluster_desk.ui.frame.page import FilterRow
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.calendar.entry_words import STATE_WORDS


class CalendarFilters(QObject):
    """Puts the boxes into `row`; `changed` when one is changed."""

    changed = Signal()

    def __init__(self, row: FilterRow) -> None:
        super().__init__(row)
        self.plans, self.sections, self.people, self.states = (QuietCombo() for _n in range(4))
        names = (_("Plan"), _("Section"), _("Person"), _("State"))
        boxes = (self.plans, self.sections, self.people, self.states)
        for box, name, wide in zip(boxes, names, (250, 210, 210, 160), strict=True):
            box.setAccessibleName(name)
            box.setFixedWidth(wide)
            box.setMaxVisibleItems(16)
            box.view().setMinimumWidth(max(wide, 280))
            row.add(box)
            box.currentIndexChanged.connect(lambda *_: self.changed.emit())
        row.add(widgets.button(_("Show all"), self.clear, look="link"))
        _offer(self.states, _("Any state"), [(_(words), code) for code, words in STATE_WORDS.items()])

    def offer(self, calendar: Calendar) -> None:
        """Let choose among what there is; what is chosen stays chosen."""
        _offer(self.plans, _("All plans"), [(head.name, head.id) for head in calendar.plans])
        plan = self.plans.currentData() or 0
        sections = [one for one in calendar.sections if one.plan == plan or (not plan and one.plan == _first(calendar))]
        _offer(self.sections, _("All sections"), [(one.name, one.number) for one in sections])
        _offer(self.people, _("Everybody"), [(name, name) for name in calendar.people()])

    def wanted(self) -> CalendarFilter:
        """What is chosen."""
        return CalendarFilter(
            self.plans.currentData() or 0,
            self.sections.currentData() or 0,
            self.people.currentData() or "",
            self.states.currentData() or "",
        )

    def clear(self) -> None:
        """Show everything."""
        for box in (self.plans, self.sections, self.people, self.states):
            box.setCurrentIndex(0)


def _first(calendar: Calendar) -> int:
    return calendar.sections[0].plan if calendar.sections else 0


def _offer(box: QuietCombo, everything: str, choices: Sequence[tuple[str, Any]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for text, data in choices:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
    box.blockSignals(False)
