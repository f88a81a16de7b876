"""What of a plan is to be seen: the boxes beside the search field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.rules.plan.lines import LATE, Line, PlanFilter, people_of
from cluster_desk.ui.forms.editors import QuietCombo
from cluster_desk.ui.frame.page import FilterRow
from cluster_desk.ui.screens.plan.plan_model import state_word

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


class PlanFilters(QObject):
    """Puts a search field and boxes for section, month, person and state into `row`; `changed` when one is changed."""

    changed = Signal()

    def __init__(self, row: FilterRow) -> None:
        super().__init__(row)
        self._row = row
        self.search = row.add_search(_("Find in the plan"))
        self.search.setMaximumWidth(220)
        self.sections, self.months, self.people, self.states = (QuietCombo() for _n in range(4))
        names = (_("Section"), _("Month"), _("Person"), _("State"))
        for box, name, wide in zip(self.boxes, names, (136, 132, 172, 160), strict=True):
            box.setAccessibleName(name)
            box.setFixedWidth(wide)
            box.setMaxVisibleItems(16)
            # The list may be wider than the box: names of sections are long.
            box.view().setMinimumWidth(max(wide, 260))
            row.add(box)
            box.currentIndexChanged.connect(lambda *_: self.changed.emit())
        row.query_changed.connect(lambda *_: self.changed.emit())
        self._offer(self.states, _("Any state"), [(state_word(code), code) for code in (*ItemState, LATE)])

    @property
    def boxes(self) -> tuple[QuietCombo, QuietCombo, QuietCombo, QuietCombo]:
        """The boxes from left to right."""
        return self.sections, self.months, self.people, self.states

    def offer(self, lines: Sequence[Line], months: Sequence[dt.date]) -> None:
        """Offer what there is now; what is chosen stays where it is still there."""
        headings = [line for line in lines if line.kind == "section" and line.title]
        self._offer(
            self.sections, _("All sections"), [(f"{one.displayed_number}. {one.title}", one.id) for one in headings]
        )
        many_years = len({month.year for month in months}) > 1
        values = [(_(_MONTHS[each.month - 1]) + (f" {each.year}" if many_years else ""), each) for each in months]
        self._offer(self.months, _("All months"), values)
        self._offer(self.people, _("Everybody responsible"), [(name, name) for name in people_of(lines)])

    def wanted(self) -> PlanFilter:
        """What is to be seen now."""
        return PlanFilter(
            self.search.text(),
            self.sections.currentData(),
            self.months.currentData(),
            self.people.currentData() or "",
            self.states.currentData() or "",
        )

    def clear(self) -> None:
        """Let everything be seen."""
        for box in self.boxes:
            box.setCurrentIndex(0)
        self.search.clear()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the box of states where there is no room; what it chose is let go."""
        if narrow:
            self.states.setCurrentIndex(0)
        self.states.setVisible(not narrow)

    def _offer(self, box: QuietCombo, everything: str, choices: Sequence[tuple[str, object]]) -> None:
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(everything, None)
        for text, data in choices:
            box.addItem(text, data)
        at = next((place for place in range(1, box.count()) if box.itemData(place) == kept), 0) if kept else 0
        box.setCurrentIndex(at)
        box.blockSignals(False)
