"""One editor a kind of field: shows a value, understands what is typed, says when it changed and when it was left.

Every editor is made from the field as it is told in core, by `FieldsPane`; links and parts have files of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QToolTip,
    QWidget,
)

from cluster_desk.core.deadlines.event_days import no_such_day
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Choice, Field, Kind
from cluster_desk.core.russian.dates import read_clock, read_day, show_day
from cluster_desk.core.russian.numbers import read_money, read_number, read_whole, show_money, show_number
from cluster_desk.ui.forms.days import open_calendar
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.tokens import DATE_WIDTH, FIELD_HEIGHT

_MOST_LINES = 8
_CLOCK_WIDTH, _NUMBER_WIDTH = 72, 96
_REDO = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))  # both, as in the window's menu, on every system


class _Passes(QObject):
    """A text field claims Undo and Redo even when it has nothing to take back; then they are the window's.

    What does not fit into a line stands whole in a tooltip.
    """

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(field, QLineEdit):
            return _show_whole(field, event)
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        asked_first = event.type() == QEvent.Type.ShortcutOverride
        if QKeySequence(event.keyCombination()) in _REDO and isinstance(field, QLineEdit | QPlainTextEdit):
            can = _can_redo(field)
            if not asked_first and can:
                field.redo()
            event.setAccepted(can)
            return asked_first or can
        if asked_first and event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(field):
            event.ignore()
            return True
        return False


def _show_whole(field: QLineEdit, event: QEvent) -> bool:
    """Show the words of a line in a tooltip where they are cut and it has no other."""
    width = field.fontMetrics().horizontalAdvance(field.text())
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, _option_of(field), field).width()
    if field.toolTip() or width + _CURSOR <= room or not isinstance(event, QHelpEvent):
        return False
    QToolTip.showText(event.globalPos(), widgets.tip(field.text()), field)
    return True


_CURSOR = 5  # what Qt keeps free beside the words of a line


def _option_of(field: QLineEdit) -> QStyleOptionFrame:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    return option


def pass_on_undo(field: QLineEdit | QPlainTextEdit) -> None:
    """Let the window take the file's last change back while `field` has the keyboard and nothing typed to take back."""
    field.installEventFilter(_Passes(field))


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()


def _can_redo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isRedoAvailable()


class FieldEditor(QWidget):
    """What every editor is: `changed` at each keystroke, `left` when the user goes on to another field."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def value(self) -> Any:
        """The value as the record holds it; what cannot be understood is given as the text typed."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        raise NotImplementedError

    def state(self) -> Any:
        """What is compared to tell whether anything was changed."""
        return self.value()

    def own_problem(self) -> str:
        """A sentence on what was typed and cannot be a value at all; "" when nothing is wrong."""
        return ""

    def inputs(self) -> list[QWidget]:
        """The widgets that take the keyboard, in the order of Tab."""
        raise NotImplementedError

    def show_problem(self, text: str) -> None:
        """Mark the editor, and tell a screen reader why; "" takes the mark away."""
        for widget in self.inputs()[:1]:
            theme.set_tone(widget, "problem", "true" if text else "false")
            widget.setAccessibleDescription(text or _(self.field.hint))

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read and copied, not changed."""
        for widget in self.inputs():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(read_only)
            else:
                widget.setEnabled(not read_only)

    def take_at_once(self) -> None:
        """Tell of a choice that is whole as soon as it is made."""
        self.changed.emit()
        self.left.emit()

    def name_input(self, widget: QWidget) -> None:
        """Give `widget` the field's label as its name, and its hint."""
        widget.setAccessibleName(_(self.field.label))
        widget.setAccessibleDescription(_(self.field.hint))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the first of the inputs.

        Not by a focus proxy: Qt takes a widget with one for a stop of Tab, at its own place in the order, and goes
        back by it to inputs that were passed already, for ever.
        """
        self.inputs()[0].setFocus(reason)


def wrong_day(field: Field, words: str, given: str = "") -> str:
    """What is said of words that tell days and write one that no calendar has; words that stood there before stay."""
    tells_days = "deadline" in field.roles.split() or field.name in ("moved_to", "due_words")
    if not tells_days or words == given or not any(map(no_such_day, words.split("\n"))):
        return ""
    return _("There is no such date. Write it like 22.10.2026.")


class LineEditor(FieldEditor):
    """One line of text; the base of every editor that is typed into."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._given: Any = ""
        self._given_shown = ""
        self.line = QLineEdit()
        pass_on_undo(self.line)
        self.line.setPlaceholderText(_(field.hint))
        if field.width:
            self.line.setFixedWidth(field.width)
        self.name_input(self.line)
        self.row.addWidget(self.line, 0 if field.width else 1)
        if field.width:
            self.row.addStretch(1)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._leave)

    def value(self) -> Any:
        """What was typed; words that nobody touched as they were given, white space and all."""
        text = self.line.text()
        return self._given if text == self._given_shown else text.strip()

    def set_value(self, value: Any) -> None:
        self.line.setText(self._display(value))
        self._given, self._given_shown = value or "", self.line.text()
        self.line.setCursorPosition(0)

    def inputs(self) -> list[QWidget]:
        return [self.line]

    def own_problem(self) -> str:
        return wrong_day(self.field, self.line.text(), self._given_shown)

    def _display(self, value: Any) -> str:
        return "" if value is None else str(value)

    def _leave(self) -> None:
        """Show what was understood, so that a slip is seen at once."""
        if not self.line.isReadOnly() and not self.own_problem():
            result = self._display(self.value())
            if result != self.line.text():
                self.line.setText(result)
        self.left.emit()


class _ParsingEditor(LineEditor):
    """A line that stands for a value which is not text."""

    WIDTH = _NUMBER_WIDTH
    WRONG = ""
    """What is said of words that cannot be understood (msgid); "" where the rules say it."""
    READ: Callable[[str], Any]
    SHOW: Callable[[Any], str]

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not field.width:
            self.line.setFixedWidth(self.WIDTH)
            self.row.setStretch(0, 0)
            self.row.addStretch(1)

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return None
        interpretation = type(self).READ(text)
        return text if interpretation is None else interpretation

    def own_problem(self) -> str:
        return _(self.WRONG) if self.WRONG and isinstance(self.value(), str) else ""

    def _display(self, value: Any) -> str:
        return value if isinstance(value, str) else "" if value is None else type(self).SHOW(value)


class WholeEditor(_ParsingEditor):
    """A whole number."""

    READ = staticmethod(read_whole)
    SHOW = staticmethod(str)
    WRONG = N_("This is not a whole number.")


class NumberEditor(_ParsingEditor):
    """A number with a fraction."""

    READ = staticmethod(read_number)
    SHOW = staticmethod(show_number)
    WRONG = N_("This is not a number.")


class MoneyEditor(_ParsingEditor):
    """A sum in roubles."""

    READ = staticmethod(read_money)
    SHOW = staticmethod(show_money)
    WRONG = N_("This is not a sum. Write it like 1250,50.")


class ClockEditor(_ParsingEditor):
    """A time of day; the record holds it as text."""

    WIDTH = _CLOCK_WIDTH
    READ = staticmethod(read_clock)
    SHOW = staticmethod(str)

    def value(self) -> Any:
        return super().value() or ""


class DayEditor(_ParsingEditor):
    """A day: typed in any usual way, or picked from a calendar (the button, or Alt+Down in the field)."""

    WIDTH = DATE_WIDTH
    READ = staticmethod(lambda text: read_day(text, dt.date.today().year))
    SHOW = staticmethod(show_day)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.button = QToolButton()
        icons.apply_look(self.button, "calendar_ltr", 20)
        self.button.setToolTip(_("Choose from a calendar (Alt+Down)"))
        self.button.setAccessibleName(_("%(field)s: choose from a calendar") % {"field": _(field.label)})
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.row.insertWidget(1, self.button)
        for keys in ("Alt+Down", "F4"):
            shortcut = QShortcut(QKeySequence(keys), self.line)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_calendar)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setEnabled(not read_only)

    def open_calendar(self) -> QFrame:
        """Show the calendar under the field; a day clicked, or Enter, takes it; Esc leaves all as it was."""
        day = self.value()

        def take(chosen: dt.date) -> None:
            self.line.setText(show_day(chosen))
            self.changed.emit()
            self.line.setFocus()
            self.left.emit()

        return open_calendar(self.line, day if isinstance(day, dt.date) else None, take)


class ProseEditor(FieldEditor):
    """Several lines of text; as high as they are, up to a limit. Tab and Enter go on to the next field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._given = self._given_shown = ""
        self.text = _GrowingText()
        pass_on_undo(self.text)
        self.text.setPlaceholderText(_(field.hint))
        self.name_input(self.text)
        self.row.addWidget(self.text, 1)
        self.text.textChanged.connect(self.changed)
        self.text.was_left.connect(self.left)

    def value(self) -> str:
        """What was typed; words that nobody touched as they were given."""
        text = self.text.toPlainText()
        return self._given if text == self._given_shown else text.strip()

    def set_value(self, value: Any) -> None:
        self.text.setPlainText(value or "")
        self._given, self._given_shown = value or "", self.text.toPlainText()

    def inputs(self) -> list[QWidget]:
        return [self.text]

    def own_problem(self) -> str:
        return wrong_day(self.field, self.text.toPlainText(), self._given_shown)


class _GrowingText(widgets.Prose):
    was_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.least_lines = 1
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        # The text has changed before its lines are laid out: a pasted name would be measured as it was before.
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = round(self.document().size().height())
        high = max(self.least_lines, min(lines, _MOST_LINES)) * line + 14
        needs_bar = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needs_bar else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(max(FIELD_HEIGHT, high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Tell when the keyboard goes elsewhere, a menu of this very text aside."""
        if event.type() == QEvent.Type.FocusOut:
            self.was_left.emit()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll when this text has nothing to scroll."""
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)


class ChoiceEditor(FieldEditor):
    """One of a closed list."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        assert field.choices is not None
        self.members: list[Choice] = list(field.choices)
        self.box = QuietCombo()
        self.box.setProperty("look", "field")
        self.box.addItems([_(member.label) for member in self.members])
        self.box.setMaxVisibleItems(12)
        self.name_input(self.box)
        self.row.addWidget(self.box, 1)
        self.box.currentIndexChanged.connect(self.take_at_once)

    def value(self) -> Choice:
        return self.members[max(0, self.box.currentIndex())]

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self.members.index(value) if value in self.members else 0)

    def inputs(self) -> list[QWidget]:
        return [self.box]


class FlagEditor(FieldEditor):
    """Yes or no."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox(_(field.hint))
        self.name_input(self.box)
        self.row.addWidget(self.box, 1)
        self.box.toggled.connect(self.take_at_once)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def inputs(self) -> list[QWidget]:
        return [self.box]


PLAIN_EDITORS: dict[Kind, type[FieldEditor]] = {
    Kind.TEXT: LineEditor,
    Kind.PROSE: ProseEditor,
    Kind.DAY: DayEditor,
    Kind.CLOCK: ClockEditor,
    Kind.WHOLE: WholeEditor,
    Kind.NUMBER: NumberEditor,
    Kind.MONEY: MoneyEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.FLAG: FlagEditor,
}
"""The editor of each kind but links and parts, which need the file (see `link_editor`, `fields_pane`)."""
