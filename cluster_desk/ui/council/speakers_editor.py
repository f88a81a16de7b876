"""Who speaks on a question: chosen from the council and from people, or typed; several, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.council import AgendaItem, Speaker
from cluster_desk.core.words import fold
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.look import widgets

_SPEAKER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Voice:
    """Somebody to choose: the words that stand on the paper, and the person they mean."""

    words: str
    person_id: int | None


class SpeakersDialog(Dialog):
    """Edits the speakers of `item`; `speakers` gives them when accepted."""

    def __init__(self, item: AgendaItem, voices: Sequence[Voice], parent: QWidget) -> None:
        self._voices = {fold(voice.words): voice for voice in voices}
        self.list = QListWidget()
        self.field = QLineEdit()
        column = widgets.stack(spacing=8, of=(self.field, (self.list, 1)))
        line = widgets.row()
        for text, icon, do in (
            (_("Up"), "arrow_up", lambda: self.shift(-1)),
            (_("Down"), "arrow_down", lambda: self.shift(1)),
            (_("Remove"), "delete", self.remove_current),
        ):
            button = widgets.button(text, do, look="small", icon=icon)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        body = widgets.holder(column)
        super().__init__(_("Speakers"), item.topic, body, _("Take"), parent)
        self.resize(520, 400)
        self._set_up([voice.words for voice in voices])
        for speaker in item.speakers:
            self._append(speaker.copy())
        self.field.setFocus()

    def speakers(self) -> list[Speaker]:
        """Those in the list, in its order, their words as they stand there now."""
        found = []
        for place in range(self.list.count()):
            item = self.list.item(place)
            speaker: Speaker = item.data(_SPEAKER)
            words = item.text().strip()
            if words != speaker.words:
                voice = self._voices.get(fold(words))
                # A few letters mended do not make it another person; other words choose another, or nobody known.
                speaker.person_id = voice.person_id if voice else speaker.person_id
                speaker.words = words
            if words:
                found.append(speaker)
        return found

    def add(self, words: str) -> None:
        """Put somebody at the end of the list; words of somebody known mean that person."""
        tidy = " ".join(words.split())
        if tidy:
            voice = self._voices.get(fold(tidy))
            self._append(Speaker(words=tidy, person_id=voice.person_id if voice else None))
            self.list.setCurrentRow(self.list.count() - 1)

    def shift(self, by: int) -> None:
        """Move the current speaker up (-1) or down (1)."""
        place = self.list.currentRow()
        if place >= 0 and 0 <= place + by < self.list.count():
            self.list.insertItem(place + by, self.list.takeItem(place))
            self.list.setCurrentRow(place + by)

    def remove_current(self) -> None:
        """Take the current speaker out of the list."""
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())

    def take(self) -> None:
        self.add(self.field.text())
        self.field.clear()
        self.accept()

    def _set_up(self, words: Sequence[str]) -> None:
        self.field.setPlaceholderText(_("Name, post: choose or type, then Enter"))
        self.field.setAccessibleName(_("New speaker"))
        self.list.setAccessibleName(_("Speakers"))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        completer = QCompleter(QStringListModel(list(words), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.field.setCompleter(completer)
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)

    def _append(self, speaker: Speaker) -> None:
        item = QListWidgetItem(speaker.words)
        item.setData(_SPEAKER, speaker)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field adds; an empty field's Enter takes all. In the list Delete and Alt with arrows work."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if watched is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.field.text().strip():
                self.add(self.field.text())
                self.field.clear()
            else:
                self.take()
            return True
        if watched is self.field and event.key() == Qt.Key.Key_Down and self.list.count() and not self.field.text():
            self.list.setFocus()
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            return True
        if watched is self.list and event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return True
        if watched is self.list and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)
