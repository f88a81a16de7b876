"""The words of one row that was read, to be corrected before it is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.normalize import normalize
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.russian.dates import read_day
from cluster_desk.exchange.importing.corrections import CorrectableField
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import theme, widgets

_WIDTH = 640
_LINES = 3
"""Lines of text that a long field shows."""


class CorrectDialog(Dialog):
    """Shows the fields of a row; `changed` are the words that somebody put in place of those read."""

    HELP = "import"

    def __init__(self, fields: Sequence[CorrectableField], place: str, parent: QWidget) -> None:
        self._fields = fields
        self.changed: dict[str, str] = {}
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {}
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for each in fields:
            editor = self.editors[each.name] = _editor(each)
            title = widgets.label(each.label, "field")
            title.setBuddy(editor)
            form.addRow(title, editor)
        advice = _("What is put here is stored in place of what was read. The document stays as it is.")
        super().__init__(_("Correct the row"), f"{place}. {advice}" if place else advice, form, _("Correct"), parent)
        self.setMinimumWidth(_WIDTH)
        first = self.editors[fields[0].name]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _typed(self) -> dict[str, str]:
        """The words that differ from those read."""
        typed: dict[str, str] = {}
        for each in self._fields:
            editor = self.editors[each.name]
            words = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
            words = normalize(words, Kind.PROSE if each.is_long else Kind.TEXT)
            if words != normalize(each.words, Kind.PROSE if each.is_long else Kind.TEXT):
                typed[each.name] = words
        return typed

    def take(self) -> None:
        """Accept; a day that no calendar has is told in its field."""
        wrong = [each for each in self._fields if each.is_day and not _is_day(self.editors[each.name])]
        for each in self._fields:
            theme.set_tone(self.editors[each.name], "problem", each in wrong)
        if wrong:
            self.editors[wrong[0].name].setFocus()
            self.editors[wrong[0].name].setToolTip(_("There is no such date. Write it like 22.10.2026."))
            return
        self.changed = self._typed()
        days = {each.name: str(self.editors[each.name].property("text")) for each in self._fields if each.is_day}
        if self.changed.keys() & days.keys():
            self.changed |= days  # a period is told by both its days
        self.accept()

    def is_changed(self) -> bool:
        return bool(self._typed())


def _editor(field: CorrectableField) -> QLineEdit | QPlainTextEdit:
    if not field.is_long:
        return widgets.line_edit(field.label, _("day, as 22.10.2026") if field.is_day else "", text=field.words)
    editor = widgets.Prose(field.words)
    editor.setAccessibleName(field.label)
    editor.setFixedHeight(editor.fontMetrics().lineSpacing() * (_LINES + 1))
    return editor


def _is_day(editor: QLineEdit | QPlainTextEdit) -> bool:
    words = editor.property("text")
    return not words or read_day(str(words)) is not None
