"""Papers made of a template: for whom, what is told each time, how the first looks, and the files written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QWidget,
)

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.file_writing import whole_file, with_ending
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.progress import Progress
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.office_papers import Issuer, PaperKind
from cluster_desk.core.records.templates import ForWhom, Repeated, Template
from cluster_desk.core.russian.dates import read_day
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.conversion import can_convert
from cluster_desk.exchange.templates.facts import NOBODY, Facts, Subject
from cluster_desk.exchange.templates.fields import ASKED, TOLD_EACH_TIME, get_field
from cluster_desk.exchange.templates.filling import ENDING, Paper, TemplateFiller, Told, missing_words, write_papers
from cluster_desk.exchange.templates.issuers import order_doubts
from cluster_desk.exchange.templates.keeping import Keeper, kind_of, uses_issuer
from cluster_desk.exchange.templates.pdf import write_pdfs
from cluster_desk.exchange.templates.places import read_template
from cluster_desk.exchange.templates.sending import write_to_send
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.frame.opening import open_attached, open_folder
from cluster_desk.ui.look import boxes, widgets
from cluster_desk.ui.screens.templates.paper_view import PaperView

_FOLDER = "templates"
_MOST_TOLD = 8
_EACH, _TOGETHER, _TO_SEND = "each", "together", "to_send"
Written = tuple[list[Path], dict[str, tuple[str, ...]]]


class FillDialog(Dialog):
    """Makes papers of one template."""

    HELP = "templates"

    def __init__(self, desk: Desk, settings: Settings, template: Template, parent: QWidget) -> None:
        self._desk, self._settings, self._template = desk, settings, template
        self._listed: Sequence[Facts] = ()
        self._subjects: list[Subject] = []
        self.written: list[Path] = []
        self._kept: Keeper | None = None
        self.filler = TemplateFiller(desk.read, template)
        self.search = widgets.SearchField(_("Find in the list"))
        self.whom = QListWidget()
        self.whom.setAccessibleName(_("For whom"))
        self.whom.setWordWrap(True)
        self.whom.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.asked = {code: _asked_line(code) for code in _asked_codes(template)}
        ways = [(_("A file for each"), _EACH), (_("All in one file, each on its own pages"), _TOGETHER)]
        if template.whom in (ForWhom.ORGANIZATION, ForWhom.PERSON):
            ways.append((_("To be sent: a folder for each, with a draft of an e-mail"), _TO_SEND))
        self.way = boxes.combo(_("Files"), 0, ways)
        self.keep = QCheckBox(_("Keep in the data file, as:"))
        self.kind = boxes.combo(_("Kind of paper"), 0, [(_(one.label), one.value) for one in PaperKind])
        self.kind.setCurrentIndex(self.kind.findData(kind_of(template, self.filler.document).value))
        self.keep.setEnabled(not desk.read_only)
        self.issuer = boxes.combo(_("Whose order it is"), 0, [(_(one.label), one.value) for one in Issuer])
        self.by_issuer = uses_issuer(template)
        self.view = PaperView(lambda error: messages.show_any(self, error))
        self.preview = self.view.words
        self.pdf = QCheckBox(_("A PDF beside each"))
        self.pdf.setEnabled(can_convert())
        self.pages = widgets.button(_("Show as pages"), self.show_pages, look="link", icon="page_fit")
        self.pages.setEnabled(can_convert())
        if not can_convert():
            words = _("Pages and PDF are drawn by Word or LibreOffice; neither is on this computer.")
            self.pdf.setToolTip(widgets.tip(words))
            self.pages.setToolTip(widgets.tip(words))
        self.note = widgets.label("", "quiet", wrap=True)
        self.strip = ProgressStrip()
        self._background = Background(self.strip, lambda error: messages.show_any(self, error))
        advice = _("What the data does not tell becomes a line to write on.")
        super().__init__(_("Make papers: %s") % template.name, advice, self._body(), _("Save the papers…"), parent)
        self.open_first = widgets.button(_("Open the first in Word"), self.show_first)
        self.add_aside(self.open_first)
        self.resize(1000, 640)
        self._soon = widgets.later(self, 150, self.show_preview)
        self._connect()
        self.fill_whom()

    def _body(self) -> QWidget:
        left = widgets.stack(spacing=6, of=(self.search, (self.whom, 1)))
        every = widgets.row(
            of=(
                widgets.button(_("Tick all"), lambda: self._tick(True), look="link"),
                widgets.button(_("Untick all"), lambda: self._tick(False), look="link"),
                widgets.GAP,
            )
        )
        left.addLayout(every)
        if self._takes_list():
            left.addLayout(self._list_buttons())
        right = widgets.stack((12, 0, 0, 0), 6)
        for line in self.asked.values():
            widgets.fill(right, widgets.row(of=(widgets.field_label(line.accessibleName()), (line, 1))))
        if self.by_issuer:
            widgets.fill(right, widgets.row(of=(widgets.field_label(_("Whose order it is")), (self.issuer, 1))))
        widgets.fill(right, widgets.row(of=(widgets.field_label(_("Files")), (self.way, 1), self.pdf)))
        widgets.fill(right, widgets.row(of=(self.keep, (self.kind, 1))))
        head = widgets.row(of=(widgets.label(_("The first paper"), "strong"), widgets.GAP, self.pages))
        widgets.fill(right, head, (self.view, 1))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(widgets.holder(left))
        split.addWidget(widgets.holder(right))
        split.setChildrenCollapsible(False)
        split.setSizes([360, 600])
        return widgets.holder(widgets.stack(spacing=8, of=((split, 1), self.note, self.strip)))

    def _list_buttons(self) -> QHBoxLayout:
        paste = widgets.button(_("Paste a list from Excel"), self.paste_list, icon="clipboard_paste")
        read = widgets.button(_("List from a file…"), self.ask_for_list)
        return widgets.row(of=(paste, read, widgets.GAP))

    def _takes_list(self) -> bool:
        rows = [one.repeated for one in self._template.rows]
        return self._template.whom is ForWhom.PARTICIPANT or Repeated.PARTICIPANTS in rows

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.whom.itemChanged.connect(lambda _item: self._allow())
        self.whom.itemChanged.connect(lambda _item: self._soon.start())
        self.whom.currentRowChanged.connect(lambda _row: self._soon.start())
        self._background.busy_changed.connect(lambda _busy: self._allow())
        for line in self.asked.values():
            line.textChanged.connect(lambda _text: self._soon.start())
        self.issuer.currentIndexChanged.connect(lambda _at: self._soon.start())
        self.way.currentIndexChanged.connect(lambda _at: self._offer_keeping())

    def _offer_keeping(self) -> None:
        """What is to be sent is kept, so that it can be marked as sent."""
        if self.way.currentData() == _TO_SEND and not self._desk.read_only:
            self.keep.setChecked(True)

    def fill_whom(self) -> None:
        """List those whom papers may be made for; a paper for nobody is one."""
        self._subjects = self.filler.subjects()
        self.whom.blockSignals(True)
        self.whom.clear()
        for subject in self._subjects:
            item = QListWidgetItem(subject.title or _("one paper"))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            many = self._template.whom in (ForWhom.NOBODY, ForWhom.PARTICIPANT) or len(self._subjects) == 1
            item.setCheckState(Qt.CheckState.Checked if many else Qt.CheckState.Unchecked)
            self.whom.addItem(item)
        self.whom.blockSignals(False)
        self.whom.setCurrentRow(0)
        self._allow()
        self._soon.start()

    def _allow(self) -> None:
        """Papers are made where somebody is ticked, and none are being made."""
        self.main.setEnabled(bool(self.chosen()) and not self._background.busy)

    def choose(self, row: int, told: Mapping[str, str]) -> None:
        """Tick the one that is this record, and tell what is known of what the template asks."""
        for n, subject in enumerate(self._subjects):
            if subject.row == row:
                self.search.setText(subject.title)
                self.whom.setCurrentRow(n)
                self.whom.item(n).setCheckState(Qt.CheckState.Checked)
                self.keep.setChecked(self.keep.isEnabled())  # its state is the step's
        for code, words in told.items():
            if words and code in self.asked:
                self.asked[code].setText(words)

    def _narrow(self) -> None:
        wanted = self.search.text().lower().split()
        for n in range(self.whom.count()):
            words = self.whom.item(n).text().lower()
            self.whom.item(n).setHidden(not all(each in words for each in wanted))

    def _tick(self, state: bool) -> None:
        for n in range(self.whom.count()):
            if not self.whom.item(n).isHidden():
                self.whom.item(n).setCheckState(Qt.CheckState.Checked if state else Qt.CheckState.Unchecked)

    def chosen(self) -> list[Subject]:
        """Those ticked, in the order of the list."""
        ticked = Qt.CheckState.Checked
        return [one for n, one in enumerate(self._subjects) if self.whom.item(n).checkState() is ticked]

    def paste_list(self) -> None:
        """Take the list that was copied in Excel."""
        from cluster_desk.exchange.files.clipboard import read_clipboard
        from cluster_desk.exchange.templates.participants import listed_lines

        data = QGuiApplication.clipboard().mimeData()
        with messages.show_trouble(self):
            self.take_list(listed_lines(read_clipboard(data.html(), data.text())))

    def ask_for_list(self) -> None:
        """Take the list from a file."""
        from cluster_desk.exchange.files.reader import read_content
        from cluster_desk.exchange.templates.participants import listed_lines

        kinds = f"{_('Tables')} (*.xlsx *.xls *.ods *.csv *.docx)"
        result, _kind = QFileDialog.getOpenFileName(self, _("List from a file…"), self._folder(), kinds)
        if result:
            with messages.show_trouble(self):
                self.take_list(listed_lines(read_content(Path(result))))

    def take_list(self, listed: Sequence[Facts]) -> None:
        """Take the lines of a list."""
        self._listed = listed
        self.note.setText(n_("%d line in the list", "%d lines in the list", len(listed)) % len(listed))
        with messages.show_trouble(self):
            self.filler = self._made()
            self.fill_whom()

    def _made(self) -> TemplateFiller:
        """What fills the template with what is told now. Raises UserError for a day that is none."""
        facts: dict[str, object] = {}
        for code, line in self.asked.items():
            words = line.text().strip()
            if words and code == "paper.day":
                day = read_day(words, self._desk.read.today().year)
                if day is None:
                    raise UserError(_("“%s” is not a day.") % words, do=_("Write the day as 31.01.2026."))
                facts[code] = day
            elif words:
                facts[code] = words
        return TemplateFiller(
            self._desk.read, self._template, Told(facts, self._listed, Issuer.of(self.issuer.currentData()))
        )

    def _first(self) -> Subject | None:
        ticked, row = self.chosen(), self.whom.currentRow()
        current = self._subjects[row] if 0 <= row < len(self._subjects) else None
        return current if current is not None and (not ticked or current in ticked) else next(iter(ticked), None)

    def show_preview(self) -> None:
        """Show the words of the first paper, or of the one that has the keyboard."""
        subject = self._first()
        if subject is None:
            self.view.show_words("")
            return
        try:
            self.filler = self._made()
            paper = self.filler.paper(subject)
        except UserError as trouble:
            self.note.setText(str(trouble))
            return
        document = read_template(paper.content, paper.name)
        self.view.show_words("\n".join(one.text for one in document.paragraphs if one.text.strip()))
        count = len(self.chosen())
        words = n_("%d paper", "%d papers", count) % count if count else _("Tick for whom a paper is to be made.")
        missing = (
            f"{'.' if count else ''} {_('To be written by hand:')} {'; '.join(paper.missing)}" if paper.missing else ""
        )
        doubts = order_doubts([one.text for one in document.paragraphs], self.filler.told.issuer)
        self.note.setText("\n".join([f"{words}{missing}", *doubts]))

    def show_pages(self) -> None:
        """Show the first paper as it will be printed."""
        subject = self._first()
        if subject is not None and self.pages.isEnabled():
            with messages.show_trouble(self):
                paper = self._made().paper(subject)
                self.pages.setEnabled(False)
                self.view.show_pages(paper.content, lambda: self.pages.setEnabled(True))

    def show_first(self) -> None:
        """Open the first paper in Word for the last touches; it is a copy that is not kept."""
        subject = self._first()
        if subject is not None:
            with messages.show_trouble(self):
                paper = self._made().paper(subject)
                open_attached(paper.name, paper.content, self)

    def _folder(self) -> str:
        return start_folder(self._settings, _FOLDER)

    def take(self) -> None:
        """Ask where to, and make the papers."""
        chosen = self.chosen()
        if not chosen:
            self.note.setText(_("Tick for whom a paper is to be made."))
            return
        with messages.show_trouble(self):
            filler = self._made()
            target = self._target(filler, chosen)
            if target is not None:
                self._settings.folders[_FOLDER] = str(target if target.is_dir() else target.parent)
                self._background.start(
                    _("Making papers"), self._work(filler, chosen, target), self._done, self._failed, self._stopped
                )

    def _target(self, filler: TemplateFiller, chosen: Sequence[Subject]) -> Path | None:
        way = self.way.currentData()
        if way == _TOGETHER or (way == _EACH and len(chosen) == 1):
            name = filler.file_name(chosen[0], 1) if len(chosen) == 1 else f"{self._template.name}{ENDING}"
            start = str(Path(self._folder()) / name)
            result, _kind = QFileDialog.getSaveFileName(self, _("Save the papers"), start, "Word (*.docx)")
            return with_ending(result, ENDING) if result else None
        result = QFileDialog.getExistingDirectory(self, _("Folder for the papers"), self._folder())
        return Path(result) if result else None

    def _work(self, filler: TemplateFiller, chosen: Sequence[Subject], target: Path) -> Callable[[Progress], Written]:
        way = self.way.currentData()
        keeper = self._keeper(filler) if self.keep.isChecked() else None
        made = keeper.add if keeper else _forget
        pdf = write_pdfs if self.pdf.isChecked() else None

        def work(progress: Progress) -> Written:
            written, missing = write(progress)
            return [*written, *(pdf(written, progress) if pdf else ())], missing

        def write(progress: Progress) -> Written:
            if target.is_dir():
                writing = write_to_send if way == _TO_SEND else write_papers
                return writing(filler, chosen, target, progress, made)
            content, missing = filler.together(chosen, progress)
            with whole_file(target, ENDING) as file:
                file.write(content)
            made(Paper(chosen[0] if len(chosen) == 1 else NOBODY, target.name, content, missing))
            return [target], {target.name: missing} if missing else {}

        self.filler, self._kept = filler, keeper
        return work

    def _keeper(self, filler: TemplateFiller) -> Keeper:
        sending = self.way.currentData() == _TO_SEND
        told = filler.told
        kind = PaperKind.of(self.kind.currentData())
        return Keeper(self._desk.read, self._template, told.facts, kind, told.issuer, sending)

    def _store_kept(self) -> str:
        """Store the papers that are to be kept, as one change; gives what is told of it."""
        keeper, self._kept = self._kept, None
        if keeper is None or not keeper.records:
            return ""
        count, subject = len(keeper.records), keeper.records[0].name
        try:
            self._desk.change(N_("Papers kept"), *keeper.records, subject=subject, contents=keeper.contents)
        except (Problems, UserError) as trouble:
            messages.show_any(self, trouble)
            return ""
        return n_("%d paper is kept: “Papers made”", "%d papers are kept: “Papers made”", count) % count

    def _done(self, written: Written) -> None:
        self.written, missing = written
        kept, lines = self._store_kept(), missing_words(missing, together=True)
        if len(lines) > _MOST_TOLD:
            lines = [*lines[:_MOST_TOLD], "…"]
        if kept:
            lines.insert(0, kept)
        doubts = [doubt.words for doubt in self.filler.writer.doubts]
        if doubts:
            lines.append(_("Check how it is declined: %s") % "; ".join(dict.fromkeys(doubts)))
        answers = [messages.Answer("folder", _("Show the folder"))]
        if doubts:
            answers.append(messages.Answer("cases", _("Look…")))
        count = len(self.written)
        told = messages.Message(
            n_("%d file is written", "%d files are written", count) % count,
            "\n".join(lines),
            about=str(self.written[0].parent if count > 1 else self.written[0]),
            answers=(*answers, messages.Answer("close", _("Close"))),
        )
        answer = messages.ask(self, told)
        if answer == "folder":
            open_folder(self.written[0].parent)
        elif answer == "cases":
            self._ask_cases()
            return
        self.accept()

    def _ask_cases(self) -> None:
        from cluster_desk.ui.forms.cases_dialog import CasesDialog

        doubts = list(self.filler.writer.doubts)
        asked = list(dict.fromkeys((doubt.kind, doubt.words) for doubt in doubts))
        CasesDialog(
            self._desk, asked, [case for case in Case if any(one.case is case for one in doubts)], self
        ).show_over()

    def _failed(self, error: BaseException) -> None:
        messages.show_any(self, error)

    def _stopped(self) -> None:
        self._kept = None
        self.note.setText(_("Stopped. The papers written so far are in the folder."))

    def is_changed(self) -> bool:
        return False

    def reject(self) -> None:
        """Close; what is being written is stopped first."""
        self._background.stop()
        if not self._background.busy:
            super().reject()


def _forget(_paper: Paper) -> None:
    """A paper that is not kept."""


def _asked_codes(template: Template) -> list[str]:
    codes = [piece.field for place in template.places for piece in place.pieces]
    return list(dict.fromkeys(code for code in codes if code in TOLD_EACH_TIME or code.startswith(ASKED)))


def _asked_line(code: str) -> QLineEdit:
    known = get_field(code)
    name = {"paper.day": _("Date of the paper"), "paper.number": _("№ of the paper")}.get(code)
    label = name or (known.label if known else code)
    hint = _("empty: a line to write on")
    return widgets.line_edit(label, hint)
