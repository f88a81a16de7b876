"""The posts on an event, for the site and for a messenger: looked through, changed, copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event
from cluster_desk.desk import Desk
from cluster_desk.reports.papers.news import news_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets


class NewsDialog(Dialog):
    """Shows both posts; what is kept goes into the event's text for the report."""

    HELP = "folder"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, event: Event, parent: QWidget) -> None:
        self._desk, self._event = desk, event
        news = news_of(desk.read, {"event": str(event.id)})
        self.site = _text(_("For the site"), news.site)
        self.chat = _text(_("For the chat"), news.chat)
        self.note = widgets.label("", "quiet", wrap=True)
        if news.unnamed:
            self.note.setText(_("Not named, since no consent to publishing the name is there: %d") % news.unnamed)
        self.copy_site = widgets.button(_("Copy for the site"), _copying(self.site), icon="copy")
        self.copy_chat = widgets.button(_("Copy for the chat"), _copying(self.chat), icon="copy")
        left = widgets.stack(spacing=6, of=(widgets.label(_("For the site"), "strong"), (self.site, 1), self.copy_site))
        right = widgets.stack(
            spacing=6, of=(widgets.label(_("For the chat"), "strong"), (self.chat, 1), self.copy_chat)
        )
        both = widgets.row(spacing=16)
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        body = widgets.stack(spacing=8, of=(both, self.note))
        body.setStretch(0, 1)
        advice = _(
            "Both may be changed here before they are copied; the address of the news goes into the event's card."
        )
        super().__init__(_("News on the event"), advice, body, _("Keep with the event"), parent)
        self.main.setEnabled(not desk.read_only)
        self.resize(920, 560)
        self.site.setFocus()

    def take(self) -> None:
        """Keep the post for the site with the event."""
        event = self._desk.read.load(Event, self._event.id or 0)
        if event is None or self._desk.read_only:
            return
        event.text = self.site.toPlainText()
        with messages.show_trouble(self):
            self._desk.change(N_("News of an event kept"), event, subject=event.name)
            self.accept()


def _text(name: str, lines: Sequence[str]) -> QPlainTextEdit:
    made = QPlainTextEdit("\n".join(lines))
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made


def _copying(text: QPlainTextEdit) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(text.toPlainText())
