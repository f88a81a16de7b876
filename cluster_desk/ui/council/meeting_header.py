"""The facts of a meeting above its agenda, each saved as soon as the user leaves its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.fields import fields_of
from cluster_desk.ui.forms.editors import PLAIN_EDITORS, FieldEditor
from cluster_desk.ui.forms.fields_pane import ProblemLine
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT

_FIELDS = ("number", "day", "time", "place", "theme")
_WIDTHS = {"number": 56, "day": 112}


class MeetingHeader(QWidget):
    """Number, date, time, place and theme. `left_field` tells the name of a field left with another value in it."""

    left_field = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, FieldEditor] = {}
        self._meeting: Meeting | None = None
        self.problem = ProblemLine()
        self._columns: dict[str, QWidget] = {}
        told = fields_of(Meeting)
        for name in _FIELDS:
            editor = PLAIN_EDITORS[told[name].kind](told[name])
            if name == "number":
                editor.inputs()[0].setFixedWidth(_WIDTHS[name])
            editor.left.connect(lambda name=name: self._leave(name))
            self.editors[name] = editor
            holder = self._columns[name] = QWidget()
            holder.setLayout(
                widgets.stack(spacing=4, of=(widgets.label(_(told[name].label), "small"), editor, widgets.GAP))
            )
        self._lines = (widgets.row(spacing=10), widgets.row(spacing=10))
        self.set_narrow(False)
        box = widgets.stack((0, 0, 0, 12), 2)
        lines = widgets.stack((MARGIN_LEFT, 8, MARGIN_RIGHT, 0), 4)
        for line in self._lines:
            lines.addLayout(line)
        box.addLayout(lines)
        box.addLayout(widgets.row((MARGIN_LEFT, 0, MARGIN_RIGHT, 0), of=(self.problem,)))
        self.setLayout(box)

    def set_narrow(self, narrow: bool) -> None:
        """Put place and theme on a line of their own where one line would cut them."""
        first, second = self._lines
        for line in self._lines:
            while line.takeAt(0):
                pass
        for name, column in self._columns.items():
            stretch = {"place": 3, "theme": 4}.get(name, 0)
            (second if narrow and stretch else first).addWidget(column, stretch)
        if narrow:
            first.addStretch(1)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the facts of `meeting`; a field that has the keyboard and other words in it keeps them."""
        for name, editor in self.editors.items():
            typing = self._meeting is not None and self._meeting.id == meeting.id and editor.inputs()[0].hasFocus()
            if not (typing and editor.value() != getattr(self._meeting, name)):
                editor.set_value(getattr(meeting, name))
        self._meeting = meeting
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields and say under them what is wrong."""
        told = fields_of(Meeting)
        for name, editor in self.editors.items():
            editor.show_problem(" ".join(one.text for one in problems if one.field == name))
        lines = [f"{_(told[one.field].label)}: {one.text}" for one in problems if one.field in told]
        self.problem.say(" ".join(lines))

    def set_read_only(self, read_only: bool) -> None:
        """Let the facts be read and copied, not changed."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def changed_fields(self) -> list[str]:
        """The fields whose value is not the meeting's."""
        if self._meeting is None:
            return []
        return [name for name, editor in self.editors.items() if editor.value() != getattr(self._meeting, name)]

    def own_problems(self) -> list[Problem]:
        """What was typed and cannot be a value at all."""
        return [Problem(name, text) for name, editor in self.editors.items() if (text := editor.own_problem())]

    def take_into(self, meeting: Meeting) -> None:
        """Write what the fields hold into `meeting`."""
        for name, editor in self.editors.items():
            setattr(meeting, name, editor.value())

    def _leave(self, name: str) -> None:
        if name in self.changed_fields():
            self.left_field.emit(name)
