"""The fields of a record one under another: label, editor, and what is wrong with it; parts as blocks of their own.

The rows follow from the fields as they are told in core: a new field of a record needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.core.russian.dates import read_number_and_days
from cluster_desk.data.queries.members import Choosable
from cluster_desk.ui.forms.editors import PLAIN_EDITORS, FieldEditor
from cluster_desk.ui.forms.link_editor import LinkEditor
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.look import widgets

Choosables = Callable[[str], Sequence[Choosable]]
Path = tuple[tuple[str, int], ...]
_GAP = 8
_NUMBER, _DAY, _UNTIL = "number", "day", "valid_until"  # of an agreement and its additions


class FieldsPane(QWidget):
    """The editors of one record, or of one part. `changed` at each keystroke in any of them.

    `arranged` when there are other inputs than before, or in another order.
    """

    changed = Signal()
    arranged = Signal()

    def __init__(
        self,
        record: type[Record],
        choosable: Choosables,
        *,
        headings: bool = False,
        without: Sequence[str] = (),
        first: Sequence[str] = (),
        own_editors: Mapping[str, Callable[[Field], FieldEditor]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.record_class = record
        self._own_editors = own_editors or {}
        self.choosable = choosable
        self.editors: dict[str, FieldEditor] = {}
        self._lines: dict[str, ProblemLine] = {}
        self._headings = headings
        self._shared: tuple[str, QHBoxLayout, QVBoxLayout] | None = None
        self._layout = widgets.stack((0, 0, 0, 0), _GAP)
        self.setLayout(self._layout)
        if headings:
            self._layout.addWidget(widgets.label(_(record.LABEL), "heading"))
        fields = fields_of(record)
        names = [*first, *(name for name in fields if name not in first)]
        shown = [fields[name] for name in names if not fields[name].hidden and name not in without]
        for field in _under_headings(shown) if headings else shown:
            self._add(field)

    def show_record(self, record: Record) -> None:
        """Show the values of `record`."""
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name))
        self.show_problems(())

    def take_into(self, record: Record) -> None:
        """Write what the editors hold into `record`; links to be made are left as `NewRecord`."""
        for name, editor in self.editors.items():
            setattr(record, name, editor.value())

    def state(self) -> Any:
        """What is compared to tell whether anything was changed."""
        return tuple(editor.state() for editor in self.editors.values())

    def own_problems(self, path: Path = ()) -> list[Problem]:
        """What was typed and cannot be a value, here and in all parts."""
        results = []
        for name, editor in self.editors.items():
            text = editor.own_problem()
            if text:
                results.append(Problem(name, text, path))
            for index, pane in enumerate(panes_of(editor)):
                results += pane.own_problems((*path, (name, index)))
        return results

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put each problem under its field, and take away those that were there before."""
        for name, editor in self.editors.items():
            text = " ".join(one.text for one in problems if not one.path and one.field == name)
            editor.show_problem(text)
            self._lines[name].say(text)
            for index, pane in enumerate(panes_of(editor)):
                inside = [one for one in problems if one.path and one.path[0] == (name, index)]
                pane.show_problems([Problem(one.field, one.text, one.path[1:]) for one in inside])

    def editor_of(self, problem: Problem) -> FieldEditor | None:
        """The editor that `problem` stands beside; None for a problem of the record as a whole."""
        pane = self._pane_of(problem)
        return pane.editors.get(problem.field) if pane else None

    def line_of(self, problem: Problem) -> ProblemLine | None:
        """The line that says `problem`; None for a problem of the record as a whole."""
        pane = self._pane_of(problem)
        return pane._lines.get(problem.field) if pane else None

    def _pane_of(self, problem: Problem) -> FieldsPane | None:
        """The pane that holds the problem's field: this one, or that of a part."""
        if not problem.path:
            return self
        name, index = problem.path[0]
        panes = panes_of(self.editors[name]) if name in self.editors else []
        inside = Problem(problem.field, problem.text, problem.path[1:])
        return panes[index]._pane_of(inside) if index < len(panes) else None

    def refresh_choosables(self) -> None:
        """Offer in the links what is in the file now."""
        for editor in self.editors.values():
            if isinstance(editor, LinkEditor):
                editor.set_choosable(self.choosable(editor.field.target))
            for pane in panes_of(editor):
                pane.refresh_choosables()

    def inputs(self) -> Iterator[QWidget]:
        """All that takes the keyboard, in the order of Tab."""
        for editor in self.editors.values():
            yield from editor.inputs()

    def set_read_only(self, read_only: bool) -> None:
        """Let the values be read and copied, not changed."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def _add(self, field: Field) -> None:
        editor = self._editor(field)
        self.editors[field.name] = editor
        editor.changed.connect(self.changed)
        if field.name == _NUMBER and _DAY in fields_of(self.record_class):
            editor.left.connect(self._take_number_and_day)
        problem = ProblemLine()
        self._lines[field.name] = problem
        if self._headings and (field.section or field.kind is Kind.PARTS):
            self._add_heading(_(field.section or field.label))
        if field.kind is Kind.PARTS:
            self._shared = None
            self._layout.addLayout(widgets.stack(of=(editor, problem)))
        elif field.row and self._shared and self._shared[0] == field.row:
            self._join(field, editor, problem)
        else:
            self._layout.addLayout(self._row(field, editor, problem))

    def _take_number_and_day(self) -> None:
        """«6 от 12.10.2026 до 12.10.2031», typed as papers say it, goes into the fields of its parts."""
        typed = read_number_and_days(str(self.editors[_NUMBER].value()))
        if typed is None:
            return
        for name, value in zip((_NUMBER, _DAY, _UNTIL), typed, strict=True):
            if value and name in self.editors:
                self.editors[name].set_value(value)
        self.changed.emit()

    def _editor(self, field: Field) -> FieldEditor:
        if field.name in self._own_editors:
            return self._own_editors[field.name](field)
        if field.kind is Kind.PARTS:
            parts = PartsEditor(field, self.choosable, deep=not self._headings)
            parts.arranged.connect(self.arranged)
            return parts
        if field.kind is Kind.LINK:
            return LinkEditor(field, self.choosable)
        return PLAIN_EDITORS[field.kind](field)

    def _add_heading(self, text: str) -> None:
        self._layout.addSpacing(4)
        self._layout.addWidget(widgets.line())
        self._layout.addSpacing(4)
        self._layout.addWidget(widgets.label(text, "heading"))

    def _row(self, field: Field, editor: FieldEditor, problem: ProblemLine) -> QHBoxLayout:
        line, column = widgets.row(spacing=2), widgets.stack()
        line.addWidget(widgets.field_label(_(field.row or field.label), required=field.required))
        editors = widgets.row(spacing=6, of=((editor, 1),))
        widgets.fill(column, editors, problem)
        line.addLayout(column, 1)
        self._shared = (field.row, editors, column) if field.row else None
        if field.row:
            _keep_narrow(editor)
            editors.setStretch(0, 0)
            editors.addStretch(1)
        return line

    def _join(self, field: Field, editor: FieldEditor, problem: ProblemLine) -> None:
        """Put the editor on the row of the one before it."""
        assert self._shared is not None
        _label, editors, column = self._shared
        place = editors.count() - 1
        if field.before:
            editors.insertWidget(place, widgets.label(_(field.before), "field"))
            place += 1
        _keep_narrow(editor)
        editors.insertWidget(place, editor)
        column.addWidget(problem)


class PartsEditor(FieldEditor):
    """The parts of a record, each a block of its own: added, removed and moved by buttons or by keyboard.

    In a block Alt+Shift+Up and Alt+Shift+Down move it, Ctrl+Delete removes it. `deep` parts stand inside others and
    bear their label in the row of «none» and «Add…», since they have no heading of their own.
    """

    arranged = Signal()

    def __init__(self, field: Field, choosable: Choosables, *, deep: bool, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._target = record_class(field.target)
        self._choosable = choosable
        self._blocks: list[_Block] = []
        self._deep = deep
        self._layout = widgets.stack(spacing=_GAP)
        self.row.addLayout(self._layout)
        self._none = widgets.label(_("none yet"), "")
        self.add_button = widgets.button(_("Add…"), self.add, look="link", icon="add")
        self.add_button.setAccessibleName(f"{_(self._target.LABEL)}: {_('Add…')}")
        removing = _("%(part)s: remove (Ctrl+Delete)") % {"part": _(self._target.LABEL)}
        self.remove_button = _small("delete", removing, lambda: self.remove(self._blocks[-1]))
        self._layout.addLayout(
            widgets.row(
                spacing=2,
                of=(
                    widgets.field_label(_(field.label) if deep else ""),
                    self._none,
                    self.add_button,
                    self.remove_button,
                    widgets.GAP,
                ),
            )
        )

    @property
    def panes(self) -> list[FieldsPane]:
        """The panes of the parts, in their order."""
        return [block.pane for block in self._blocks]

    def value(self) -> list[Record]:
        for block in self._blocks:
            block.pane.take_into(block.record)
        return [block.record for block in self._blocks]

    def set_value(self, value: Any) -> None:
        for block in self._blocks:
            self._put_away(block)
        self._blocks = []
        for record in value:
            self._append(record.copy())
        self._arranged()

    def state(self) -> Any:
        return tuple((block.record.uuid, block.pane.state()) for block in self._blocks)

    def inputs(self) -> list[QWidget]:
        inside = [widget for block in self._blocks for widget in (*block.buttons, *block.pane.inputs())]
        return [*inside, self.add_button, self.remove_button]

    def show_problem(self, text: str) -> None:
        """Parts bear no mark of their own; the line under them says it."""

    def set_read_only(self, read_only: bool) -> None:
        self.add_button.setEnabled(not read_only)
        self.remove_button.setEnabled(not read_only)
        for block in self._blocks:
            block.pane.set_read_only(read_only)
            for button in block.buttons:
                button.setEnabled(not read_only)

    def add(self) -> None:
        """Begin a new part and go to its first field."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()  # a list of names that is still open would take the first letter typed
        self._append(self._target())
        self._arranged()
        next(self.panes[-1].inputs()).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def remove(self, block: _Block) -> None:
        """Take a part away; it comes back when the form is cancelled or the change undone."""
        self._blocks.remove(block)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._put_away(block)
        self._arranged()
        self.changed.emit()

    def shift(self, block: _Block, by: int) -> None:
        """Move a part up (-1) or down (1) among its like; the keyboard stays in it."""
        to = self._blocks.index(block) + by
        if not 0 <= to < len(self._blocks):
            return
        self._blocks.remove(block)
        self._blocks.insert(to, block)
        self._layout.removeWidget(block)
        self._layout.insertWidget(to, block)
        self._arranged()
        self.changed.emit()

    def _put_away(self, block: _Block) -> None:
        self._layout.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _append(self, record: Record) -> None:
        pane = FieldsPane(type(record), self._choosable)
        pane.show_record(record)
        pane.changed.connect(self.changed)
        pane.arranged.connect(self.arranged)
        block = _Block(self, record, pane)
        self._blocks.append(block)
        self._layout.insertWidget(len(self._blocks) - 1, block)
        block.show()  # the layout would do so a moment later, and what is not seen takes no keyboard

    def _arranged(self) -> None:
        count = len(self._blocks)
        self._none.setVisible(not count)
        # A part alone is removed by the button beside «Add…»: a line of its own would cost more than it says.
        self.remove_button.setVisible(count == 1 and not self._deep)
        for place, block in enumerate(self._blocks):
            label = _(self._target.LABEL)
            name = f"{label} {place + 1}" if count > 1 else label if self._deep else ""
            block.name(name, first=place == 0, last=place == count - 1)
        self.arranged.emit()


class _Block(QWidget):
    """One part: its name where there are several, its fields, and the buttons to move and remove it."""

    def __init__(self, owner: PartsEditor, record: Record, pane: FieldsPane) -> None:
        super().__init__()
        self.record = record
        self.pane = pane
        self._name = widgets.label("", "quiet")
        values = {"part": _(pane.record_class.LABEL)}
        self._up = _small("arrow_up", _("%(part)s: move up (Alt+Shift+Up)") % values, lambda: owner.shift(self, -1))
        self._down = _small(
            "arrow_down", _("%(part)s: move down (Alt+Shift+Down)") % values, lambda: owner.shift(self, 1)
        )
        self._remove = _small("delete", _("%(part)s: remove (Ctrl+Delete)") % values, lambda: owner.remove(self))
        self.buttons = [self._up, self._down, self._remove]
        self._does = [button.accessibleName().partition(": ")[2] for button in self.buttons]
        self._head = QWidget()
        head = widgets.row(spacing=2, of=(self._name, widgets.GAP))
        for button in self.buttons:
            head.addWidget(button)
        self._head.setLayout(head)
        self.setLayout(widgets.stack(spacing=2, of=(self._head, pane)))
        does = {
            "Alt+Shift+Up": lambda: owner.shift(self, -1),
            "Alt+Shift+Down": lambda: owner.shift(self, 1),
            "Ctrl+Delete": lambda: owner.remove(self),
        }
        for keys, do in does.items():
            widgets.on_keys(self, keys, do)

    def name(self, text: str, *, first: bool, last: bool) -> None:
        """Tell several parts apart by `text`; a part alone has no name and nowhere to move."""
        self._name.setText(text)
        for editor in self.pane.editors.values():
            label = _(editor.field.label)
            for widget in editor.inputs()[:1]:
                if not panes_of(editor) and widget.accessibleName():
                    widget.setAccessibleName(f"{text}: {label}" if text else label)
        for button, does in zip(self.buttons, self._does, strict=True):
            button.setAccessibleName(f"{text}: {does}" if text else does)
        self._head.setVisible(bool(text))
        self._up.setEnabled(not first)
        self._down.setEnabled(not last)


def _under_headings(fields: Sequence[Field]) -> Iterator[Field]:
    """The fields in the order of a form with headings: parts have one of their own, under which nothing else stands."""
    parts: list[Field] = []
    for field in fields:
        if field.section:
            yield from parts
            parts = []
        if field.kind is Kind.PARTS and not field.section:
            parts.append(field)
        else:
            yield field
    yield from parts


def panes_of(editor: FieldEditor) -> list[FieldsPane]:
    """The panes inside an editor of parts; none in any other."""
    return editor.panes if isinstance(editor, PartsEditor) else []


def chain_tabs(inputs: Sequence[QWidget]) -> None:
    """Let Tab go through `inputs` in their order."""
    for before, after in pairwise(inputs):
        QWidget.setTabOrder(before, after)


def _keep_narrow(editor: FieldEditor) -> None:
    """Let an editor on a shared row be no wider than what it holds."""
    for place in reversed(range(editor.row.count())):
        item = editor.row.itemAt(place)
        if item and item.spacerItem():
            editor.row.takeAt(place)


def _small(icon: str, name: str, do: Callable[[], None]) -> QToolButton:
    return widgets.icon_button(icon, name, do, size=16)
