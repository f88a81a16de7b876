"""All papers under the heads of their kinds, to choose one from: what the area shows until one is asked for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cluster_desk.core.language import _
from cluster_desk.reports.catalog import GROUPS, PAPERS
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER

_PAPER = Qt.ItemDataRole.UserRole
_ICON = 16


class PaperList(QListWidget):
    """`chosen` tells the id of the paper that is asked for, by a click or Enter."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Papers"))
        self.setSpacing(2)
        self.setIconSize(QSize(_ICON, _ICON))
        for group, title in GROUPS.items():
            heading = QListWidgetItem(_(title), self)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(theme.font(11, strong=True))
            for paper in PAPERS:
                if paper.group == group:
                    item = QListWidgetItem(_(paper.title), self)
                    item.setData(_PAPER, paper.id)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(paper.title)}, {_(title)}")
        self._apply_look()
        theme.on_change(self._apply_look)
        self.itemClicked.connect(self._choose)
        self.setCurrentRow(1)

    def _apply_look(self) -> None:
        """Headings and icons in the colours of the theme."""
        for place in range(self.count()):
            item = self.item(place)
            if item.data(_PAPER):
                item.setIcon(icons.icon("document", _ICON))
            else:
                item.setForeground(theme.color("text"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem | None) -> None:
        paper = item.data(_PAPER) if item else None
        if paper:
            self.chosen.emit(paper)
