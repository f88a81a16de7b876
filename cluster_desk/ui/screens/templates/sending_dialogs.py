"""Kept papers on their way out: made ready to be sent, and marked as sent by hand. The program itself sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.progress import Progress
from cluster_desk.core.records.office_papers import OfficePaper
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.kept_sending import (
    FOLDER,
    letter_of,
    outgoing,
    outgoing_notes,
    write_outgoing,
)
from cluster_desk.rules.office_papers import marked_sent
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.folders import documents_folder
from cluster_desk.ui.frame.opening import open_folder
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.plan.plan_dialogs import add_row, form_rows

_MOST_TOLD = 8


class SentDialog(Dialog):
    """Asks on which day papers were sent, and how."""

    HELP = "templates"

    def __init__(self, papers: Sequence[OfficePaper], today: dt.date, parent: QWidget) -> None:
        body, form = form_rows()
        self._papers, self._today = papers, today
        self.when, self.how = QLineEdit(show_day(today)), QLineEdit(papers[0].sent_by if papers else "")
        self.how.setPlaceholderText(_("e-mail, messenger, by hand"))
        self.problem = widgets.label("", "bad", wrap=True)
        add_row(form, _("Sent on"), self.when)
        add_row(form, _("How it was sent"), self.how)
        form.addRow("", self.problem)
        words = n_("%d paper", "%d papers", len(papers)) % len(papers) if len(papers) > 1 else papers[0].name
        super().__init__(_("Sent when?"), words, body, _("Write down"), parent)
        self.when.textEdited.connect(lambda _text: self.problem.setText(""))
        self.when.setFocus()
        self.when.selectAll()

    def day(self) -> dt.date | None:
        """The day told."""
        return read_day(self.when.text(), self._today.year)

    def papers_told(self) -> list[OfficePaper]:
        """The papers as sent on the day told."""
        day = self.day()
        assert day is not None
        return marked_sent(self._papers, day, self.how.text().strip())

    def take(self) -> None:
        day = self.day()
        if day is None or day > self._today:
            self.problem.setText(_("Write the day on which it was sent, like 22.10.2026: today or before."))
            self.when.setFocus()
            return
        self.accept()


class PrepareDialog(Dialog):
    """What papers are sent with, to be copied, and a folder for each addressee; then they are marked as sent."""

    HELP = "templates"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, papers: Sequence[OfficePaper], parent: QWidget) -> None:
        self._desk, self._papers = desk, list(papers)
        self.outgoing = outgoing(desk.read, papers)
        letter = letter_of(desk.read, self.outgoing)
        self.addresses, self.subject = _shown(letter.addresses, 58), _shown(letter.subject, 58)
        self.text, self.short = _shown(letter.text, 160), _shown(letter.short, 76)
        body, form = form_rows()
        for words, field, copying in (
            (_("Addresses"), self.addresses, _("Copy the addresses")),
            (_("Subject"), self.subject, _("Copy the subject")),
            (_("Text"), self.text, _("Copy the text")),
            (_("For a messenger"), self.short, _("Copy for a messenger")),
        ):
            _add_copied(form, words, field, copying, partial(self._copy, field))
        self.note = widgets.label("\n".join(_few(outgoing_notes(self.outgoing))), "quiet", wrap=True)
        self.strip = ProgressStrip()
        self._background = Background(self.strip, lambda error: messages.show_any(self, error))
        column = widgets.stack(spacing=8, of=(body, self.note, widgets.GAP, self.strip))
        advice = _("Offices send by webmail and chats: copy what is needed there. A folder holds the files for each.")
        count = n_("%d paper", "%d papers", len(papers)) % len(papers)
        title = f"{_('Prepare to send')}: {papers[0].name if len(papers) == 1 else count}"
        super().__init__(title, advice, column, _("Make the folder “%s”…") % FOLDER, parent)
        self.sent = widgets.button(_("Mark as sent…"), self.mark_sent, icon="checkmark")
        self.sent.setEnabled(not desk.read_only)
        self.add_aside(self.sent)
        self.cancel.setText(_("Close"))
        self.resize(720, 640)

    def _copy(self, field: QPlainTextEdit) -> None:
        QGuiApplication.clipboard().setText(field.toPlainText().strip())
        self.note.setText(_("Copied: %s") % field.accessibleName())

    def take(self) -> None:
        """Ask where to, and make the folder: a stick, say."""
        result = QFileDialog.getExistingDirectory(self, _("Where to make the folder “%s”") % FOLDER, documents_folder())
        if result:
            self.write(Path(result))

    def write(self, folder: Path) -> None:
        """Make the folder in another thread."""

        def work(progress: Progress) -> list[str]:
            return write_outgoing(self._desk.read, self.outgoing, folder, progress)

        def done(notes: list[str]) -> None:
            self.main.setEnabled(True)
            words = n_("%d paper is in the folder", "%d papers are in the folder", len(self.outgoing))
            told = [words % len(self.outgoing), str(folder / FOLDER), *_few(notes)]
            self.note.setText("\n".join(told))
            open_folder(folder / FOLDER)

        def failed(error: BaseException) -> None:
            self.main.setEnabled(True)
            messages.show_any(self, error)

        self.main.setEnabled(False)
        self._background.start(_("Making the folder"), work, done, failed, lambda: self.main.setEnabled(True))

    def mark_sent(self) -> None:
        """Ask the day, and mark them."""
        asked = SentDialog(self._papers, self._desk.read.today(), self)

        def store() -> None:
            with messages.show_trouble(self):
                self._desk.change(N_("Marked as sent"), *asked.papers_told(), subject=self._papers[0].name[:120])
                self.accept()

        asked.accepted.connect(store)
        asked.show_over()

    def reject(self) -> None:
        """Close; what is being written is stopped first."""
        self._background.stop()
        if not self._background.busy:
            super().reject()


def _few(notes: Sequence[str]) -> list[str]:
    return [*notes[:_MOST_TOLD], "…"] if len(notes) > _MOST_TOLD else list(notes)


def _shown(words: str, high: int) -> QPlainTextEdit:
    field = QPlainTextEdit(words)
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFixedHeight(high)
    return field


def _add_copied(form: QFormLayout, words: str, field: QPlainTextEdit, copying: str, copy: Callable[[], None]) -> None:
    button = widgets.icon_button("copy", copying, copy)
    add_row(form, words, widgets.holder(widgets.row(spacing=6, of=((field, 1), button))))
    field.setAccessibleName(words)
