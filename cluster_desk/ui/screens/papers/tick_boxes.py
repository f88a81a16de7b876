"""Several of what is offered, each with a box to tick: sections of a plan, columns of its table, decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from cluster_desk.core.language import _
from cluster_desk.reports.document.options import PaperChoice
from cluster_desk.ui.look import theme, widgets

_BOX = 28


class TickBoxes(QWidget):
    """All are ticked at first; the last one cannot be left out, since nothing would be left."""

    def __init__(self, name: str, value: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self._name = name
        self._wanted = {code.strip() for code in value.split(",") if code.strip()}
        self.boxes: dict[str, QCheckBox] = {}
        self._whole: dict[str, str] = {}
        self._column = widgets.stack(spacing=2)
        self.all = widgets.button(_("Tick all"), self._tick_all, look="link")
        self.setLayout(self._column)
        self.setAccessibleName(name)

    def offer(self, choices: Sequence[PaperChoice]) -> None:
        """Offer these; what was left out stays so where it is offered again."""
        if [one.code for one in choices] == list(self.boxes):
            return
        left_out = {code for code, box in self.boxes.items() if not box.isChecked()}
        wanted = self._wanted if not self.boxes else set()
        widgets.clear(self._column)
        self.boxes, self._whole = {}, {one.code: one.title for one in choices}
        self.all = widgets.button(_("Tick all"), self._tick_all, look="link")
        for one in choices:
            box = QCheckBox()
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # its words follow the room
            box.setAccessibleName(f"{self._name}: {one.title}")
            box.setChecked(one.code in wanted if wanted else one.code not in left_out)
            box.toggled.connect(self._toggled)
            self.boxes[one.code] = box
            self._column.addWidget(box)
        self._column.addWidget(self.all)
        self._fit()
        self._show_state()

    def value(self) -> str:
        """The codes ticked, with commas; "" where all are."""
        ticked = [code for code, box in self.boxes.items() if box.isChecked()]
        return "" if len(ticked) == len(self.boxes) else ",".join(ticked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(theme.font(10))
        for code, box in self.boxes.items():
            room = max(self.width() - _BOX, 120)
            words = metrics.elidedText(self._whole[code], Qt.TextElideMode.ElideRight, room)
            box.setText(words.replace("&", "&&"))
            box.setToolTip(widgets.tip(self._whole[code]) if words != self._whole[code] else "")

    def _tick_all(self) -> None:
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setChecked(True)
            box.blockSignals(False)
        self._toggled()

    def _toggled(self, *_on: object) -> None:
        self._show_state()
        self._changed()

    def _show_state(self) -> None:
        ticked = [box for box in self.boxes.values() if box.isChecked()]
        for box in self.boxes.values():
            box.setEnabled(len(ticked) > 1 or not box.isChecked())
        self.all.setVisible(0 < len(ticked) < len(self.boxes))
