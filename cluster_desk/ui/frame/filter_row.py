"""The row above a list to narrow it by: a field to look with, chips of which one is chosen, boxes.

What has no room is folded into a popup behind a button.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import FILTER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT


class FilterRow(QWidget):
    """A field to filter by and chips, one of which is chosen: «Все 14», «Школы 8»."""

    query_changed = Signal(str)
    chip_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.used = False
        self.setMinimumHeight(FILTER_HEIGHT)
        # No wish of its own: what has no room is folded, instead of pushing what stands beside the list.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row: QHBoxLayout = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 8), of=(widgets.GAP,))
        self.setLayout(self._row)
        self._added: list[QWidget] = []
        self.more = widgets.icon_button("filter", _("More filters"), self._open)
        self._row.addWidget(self.more)
        self.more.hide()
        self._folded = widgets.stack((12, 12, 12, 12), 8)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setProperty("look", "popup")
        self._popup.setLayout(self._folded)
        self.field: widgets.SearchField | None = None
        self._chips: dict[str, tuple[QPushButton, str]] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)

    def add_search(self, hint: str) -> widgets.SearchField:
        """Put a field first; Ctrl+F leads to it."""
        self.field = widgets.SearchField(hint)
        self.field.setMinimumWidth(self.field.width_of_hint())
        self.field.textChanged.connect(self.query_changed)
        self._row.insertWidget(0, self.field, 1000)
        find = QShortcut(QKeySequence.StandardKey.Find, self.parentWidget() or self, self._to_field)
        find.setWhatsThis(hint)
        self._use()
        return self.field

    def add_chip(self, key: str, text: str) -> QPushButton:
        """Add the chip `key`; the first one is chosen at first."""
        chip = widgets.button(text, look="chip")
        widgets.make_one_of(chip)
        chip.setChecked(not self._chips)
        chip.clicked.connect(lambda *_: self.chip_chosen.emit(key))
        self._chips[key] = (chip, text)
        self._group.addButton(chip)
        self.add(chip)
        return chip

    def add(self, widget: QWidget) -> None:
        """Add anything else to filter by."""
        self._row.insertWidget(self._row.indexOf(self.more) - 1, widget)
        self._added.append(widget)
        self._use()

    def add_note(self, note: QWidget) -> None:
        """Add words at the right end, which give way first."""
        self._row.addWidget(note)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write how many rows each chip shows."""
        for key, (chip, text) in self._chips.items():
            chip.setText(f"{text} {counts[key]}" if key in counts else text)

    def chosen_chip(self) -> str:
        """The key of the chip chosen; "" without chips."""
        return next((key for key, (chip, _text) in self._chips.items() if chip.isChecked()), "")

    def clear(self) -> None:
        """Let every row show: no words to look for, the first chip."""
        if self.field:
            self.field.clear()
        if self._chips:
            self.choose_chip(next(iter(self._chips)))

    def show_chip(self, key: str, visible: bool) -> None:
        """Show the chip `key`, or take it out of sight: it is there only at times."""
        self._chips[key][0].setVisible(visible)

    def check_chip(self, key: str) -> None:
        """Mark the chip `key` as chosen without announcing it."""
        self._chips[key][0].setChecked(True)

    def choose_chip(self, key: str) -> None:
        """Choose the chip `key` as a click would."""
        self._chips[key][0].click()

    def event(self, event: QEvent) -> bool:
        """Look for room whenever there is more or less of it, or of what needs it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Fold the last filters into the popup where there is no room, and take them out again where there is."""
        shown = [each for each in self._added if each.parentWidget() is self]
        while shown and self._row.minimumSize().width() > self.width():
            self.more.show()
            self._folded.insertWidget(0, shown.pop())
        folded = self._added[len(shown) :]
        while folded and self._row.minimumSize().width() + self._need_of(folded) <= self.width():
            self._row.insertWidget(self._row.indexOf(self.more) - 1, folded.pop(0))
            self.more.setVisible(bool(folded))

    def _need_of(self, folded: Sequence[QWidget]) -> int:
        """How much more room the first of `folded` needs on the row; the last one lets the button go."""
        first = folded[0]
        need = max(first.minimumSizeHint().width(), first.minimumWidth()) + self._row.spacing()
        return need - (self.more.width() if len(folded) == 1 else 0)

    def _open(self) -> None:
        self._popup.adjustSize()
        below = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + 2))
        self._popup.move(below - QPoint(self._popup.width(), 0))
        self._popup.show()
        self._popup.setFocus()
        self._popup.focusNextChild()

    def _use(self) -> None:
        self.used = True
        if self.parentWidget():  # one that has no place yet would be a window of its own for a moment
            self.show()

    def _to_field(self) -> None:
        if self.field:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()
