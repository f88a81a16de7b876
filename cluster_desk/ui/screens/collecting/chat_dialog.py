"""Words to paste in («Вставить ответ из чата») and words to take along (the text for a chat, a reminder)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.school_forms import code_in
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

_LONGEST = 20_000
"""Signs of the clipboard that may be words of a chat."""


class ChatDialog(Dialog):
    """Takes words copied from a chat; `understand` shows what they mean and tells whether a school answers there.

    `left` are the words pasted before of which something is not accepted yet: they are kept nowhere else.
    """

    HELP = "collecting"

    def __init__(self, understand: Callable[[str], bool], parent: QWidget, left: str = "") -> None:
        self._understand = understand
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(_("Words of the chat"))
        self.words.setPlaceholderText("Луговое: олимпиада 12 детей 2 педагога, слёт 5")
        self.words.setTabChangesFocus(True)
        self.note = widgets.label("", "warn", wrap=True)
        advice = _("Copy the messages in the chat and paste them here, several schools at once if you like.")
        body = widgets.stack(spacing=8, of=((self.words, 1), self.note))
        super().__init__(_("Answer from a chat"), advice, body, _("Read them"), parent)
        self.resize(640, 420)
        clipboard = QGuiApplication.clipboard().text()
        is_answer = any(sign.isdigit() for sign in clipboard) and not code_in(clipboard)
        is_fresh = len(clipboard) < _LONGEST and is_answer  # our own reminder bears the form's code
        words = [left, clipboard] if is_fresh and clipboard.strip() != left.strip() else [left]
        if any(words):
            self.words.setPlainText("\n".join(filter(None, words)))
            self.words.selectAll()
        self.words.setFocus()

    def take(self) -> None:
        """Show what the words mean, over the screen below."""
        text = self.words.toPlainText()
        if not text.strip():
            self.note.setText(_("There are no words yet."))
        elif self._understand(text):
            self.accept()
        else:
            self.note.setText(_("No school answers in these words. Begin with the school: “Lugovoe: …”."))


class WordsDialog(Dialog):
    """Words that are copied into a chat or a mail."""

    HELP = "collecting"
    ONLY_SHOWS = True

    def __init__(self, title: str, words: str, parent: QWidget) -> None:
        self.words = QPlainTextEdit(words)
        self.words.setAccessibleName(title)
        self.words.setTabChangesFocus(True)
        super().__init__(
            title, _("Change the words if you like; “Copy” takes them along."), self._body(), _("Copy"), parent
        )
        self.cancel.setText(_("Close"))
        self.resize(620, 360)
        self.main.setFocus()

    def _body(self) -> QWidget:
        return widgets.holder(widgets.stack(of=((self.words, 1),)))

    def take(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.accept()
