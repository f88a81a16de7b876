"""The council and the bodies beside it: which one the screen shows, the box to choose it by, the list of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.data.queries.council import BODIES, list_bodies
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.subscriptions import subscribe
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo

_WIDTH = 220
_ALL = -1
"""The last line of the box: it leads to the list of bodies."""


class ChosenBody(QObject):
    """Which body the screen shows: its row number, None for the council."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: int | None = None

    def choose(self, row: int | None) -> None:
        """Show another body."""
        if row != self.row:
            self.row = row
            self.changed.emit()

    def forget_gone(self) -> None:
        """Go back to the council where the body was deleted."""
        if self.row is not None and not self._desk.read.value("SELECT 1 FROM bodies WHERE id = ?", self.row):
            self.choose(None)


class BodyBox(QuietCombo):
    """The council, the bodies beside it, and the way to their list; all boxes of the screen show the same."""

    list_asked = Signal()

    def __init__(self, desk: Desk, body: ChosenBody) -> None:
        super().__init__()
        self._desk, self._body = desk, body
        self.setAccessibleName(_("Whose meetings"))
        self.setMinimumContentsLength(12)
        self.setMinimumWidth(_WIDTH)
        self.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fill()
        self.activated.connect(self._chosen)
        body.changed.connect(self._show)
        subscribe(desk, frozenset({"council"}), self.fill, self)

    def fill(self) -> None:
        """Offer the bodies as they are in the file now."""
        self._body.forget_gone()
        bodies = list_bodies(self._desk.read)
        self.blockSignals(True)
        self.clear()
        self.addItem(_("Coordination council"), None)
        for row, name in bodies:
            self.addItem(name, row)
        self.insertSeparator(self.count())
        self.addItem(_("Other bodies…"), _ALL)
        self.blockSignals(False)
        self.view().setMinimumWidth(max(self.view().sizeHintForColumn(0) + 24, 0))
        self._show()

    def _show(self) -> None:
        place = next((at for at in range(self.count()) if self.itemData(at) == self._body.row), 0)
        self.setCurrentIndex(place)
        self.setToolTip(widgets.tip(self.currentText()))

    def _chosen(self, place: int) -> None:
        row = self.itemData(place)
        if row == _ALL:
            self._show()
            self.list_asked.emit()
        elif self.itemText(place):
            self._body.choose(row)


class BodiesList(DeclaredList):
    """The bodies beside the council: Enter in the form saves, «Заседания» shows the body's meetings."""

    shown = Signal(int)

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._meetings = widgets.button(_("Its meetings"), self._show_current_body, icon="gavel")
        super().__init__(desk, settings, _SPEC, _("Council"), [self._meetings])
        self.table.chosen_changed.connect(self._may_show)
        self._may_show([])

    def _may_show(self, keys: list[int]) -> None:
        self._meetings.setEnabled(len(keys) == 1)

    def _show_current_body(self) -> None:
        key = self.table.current_key()
        if key is not None and self.may_leave():
            self.shown.emit(int(key))

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        super()._fill_menu(menu, keys)
        shown = menu.addAction(_("Its meetings"), self._show_current_body)
        shown.setEnabled(len(keys) == 1)


_SPEC = ListSpec(
    "bodies",
    N_("Bodies"),
    BODIES,
    "gavel",
    N_("There are no bodies beside the council yet"),
    (N_("Body added"), N_("Body changed"), N_("Body deleted")),
    frozenset({"council"}),
    display={
        "name": {"elastic": True, "width": 320},
        "kind": {"width": 190, "quiet": True},
        "order": {"width": 160, "quiet": True},
        "quorum": {"hidden": True},
        "members": {"width": 110},
        "meetings": {"width": 110},
    },
    advice=N_("A methodical association, a jury, an organizing committee: with its own members, numbers and papers."),
    hint=N_("Name, kind"),
    add=N_("Add a body"),
    pasted=N_("Bodies pasted"),
)


def beside(box: BodyBox) -> QWidget:
    """The box on a line of its own, as wide as the list below it."""
    return widgets.holder(widgets.row((10, 6, 10, 6), 0, of=((box, 1),)))
