"""What the columns of a table hold, told by one click each: a row for each column, a place for each kind of content."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.exchange.layout.grids import Grid, TableColumns
from cluster_desk.exchange.layout.headers import last_of_header
from cluster_desk.exchange.layout.told_columns import OF_PLANS, ColumnRoles
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

_SIZE = (940, 520)
_SHOWN = 3
"""Cells of a column that are shown beside its heading."""
_WIDEST = 380


class ColumnsDialog(Dialog):
    """Asks what the columns of `grid` hold, beginning with what is supposed; `columns` is the answer.

    What is said of an application is not remembered: each school calls its columns otherwise.
    """

    HELP = "import"

    def __init__(self, grid: Grid, columns: TableColumns, roles: ColumnRoles, parent: QWidget) -> None:
        self._grid, self.columns, self._roles = grid, columns, roles
        self._first = columns
        self._keys = list(roles.titles)
        self.groups: list[QButtonGroup] = []
        advice = _("One click for each column. The words over the columns are remembered for the next document.")
        if roles is not OF_PLANS:
            advice = _("One click for each column. A name may stand in several.")
        body = widgets.scrolled()
        super().__init__(_("What the columns hold"), advice, body, _("Read it so"), parent)
        body.setWidget(widgets.ground(self._matrix(), "surface"))
        self.resize(*_SIZE)
        if first := self.groups[0].checkedButton():
            first.setFocus()

    def _matrix(self) -> QWidget:
        layout = QGridLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(6)
        for place, label in enumerate(self._roles.titles.values(), start=1):
            head = widgets.label(_(label), "field")
            layout.addWidget(head, 0, place, Qt.AlignmentFlag.AlignHCenter)
        for column in range(self._grid.width):
            heading, words = self._words(column)
            name = widgets.label(heading, "strong", wrap=True)
            name.setMaximumWidth(_WIDEST)
            sample = widgets.label(words, "small", wrap=True)
            sample.setMaximumWidth(_WIDEST)
            layout.addLayout(widgets.stack(of=(name, sample)), column + 1, 0)
            self._add_choices(layout, column, heading)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(self._grid.width + 1, 1)
        return widgets.holder(layout)

    def _add_choices(self, layout: QGridLayout, column: int, heading: str) -> None:
        group = QButtonGroup(self)
        for place, key in enumerate(self._keys):
            radio = QRadioButton()
            title = _(self._roles.titles[key])
            radio.setAccessibleName(f"{heading}: {title}")
            radio.setToolTip(widgets.tip(title))
            group.addButton(radio, place)
            widgets.make_one_of(radio)
            layout.addWidget(radio, column + 1, place + 1, Qt.AlignmentFlag.AlignHCenter)
        # After all are in the group: Tab comes to the chosen one of them.
        for place, key in enumerate(self._keys):
            group.button(place).setChecked(self.columns.roles[column] == key)
        group.idClicked.connect(partial(self.choose, column))
        self.groups.append(group)

    def _words(self, column: int) -> tuple[str, str]:
        """The heading of a column, and the first cells below it."""
        header, rows = self.columns.header, self._grid.rows
        heading = rows[header][column].text if header >= 0 else _("column %d") % (column + 1)
        first = last_of_header(self._grid, header) + 1 if header >= 0 else 0
        cells = [row[column].text for row in rows[first:] if row[column].text and row[column].span == 1]
        return heading or _("column %d") % (column + 1), " · ".join(words[:80] for words in cells[:_SHOWN])

    def choose(self, column: int, place: int) -> None:
        """Say what a column holds; another column that was said to hold the same becomes a further one."""
        roles = list(self.columns.roles)
        role = self._keys[place]
        for other, known in enumerate(roles):
            if role and known == role and other != column and role not in self._roles.several:
                roles[other] = ""
                self.groups[other].button(self._keys.index("")).setChecked(True)
        roles[column] = role
        self.groups[column].button(place).setChecked(True)
        self.columns = TableColumns(self.columns.header, tuple(roles))

    def take(self) -> None:
        """Accept when one column holds what such a table is of."""
        if self._roles.needed not in self.columns.roles:
            messages.inform(self, _(self._roles.asked), _(self._roles.why))
            return
        self.accept()

    def is_changed(self) -> bool:
        return self.columns != self._first

    def lost_words(self) -> str:
        return _("What you said of the columns is lost.")
