"""The area «Reports and printing»: a paper's options, its pages as they will be printed, and where it may go."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QWidget

from cluster_desk.core.errors import Cancelled, UserError, as_user_error
from cluster_desk.core.file_writing import file_name, with_ending
from cluster_desk.core.language import _, n_
from cluster_desk.core.progress import listening
from cluster_desk.core.records.members import Case
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import Paper
from cluster_desk.reports.document import CaseDoubt, Document
from cluster_desk.reports.formats import FORMATS, write_paper
from cluster_desk.reports.shared.periods import quarter_before
from cluster_desk.rules.findings import Finding
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.background import Background, OneThread, ProgressStrip
from cluster_desk.ui.frame.notice import Notice
from cluster_desk.ui.frame.opening import open_file
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.frame.subscriptions import EVERYTHING, subscribe
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT
from cluster_desk.ui.screens.papers.paper_checks import PaperChecks, findings_for
from cluster_desk.ui.screens.papers.paper_list import PaperList
from cluster_desk.ui.screens.papers.paper_options import PaperOptions
from cluster_desk.ui.screens.papers.print_preview import PdfPages, PrintPreview
from cluster_desk.ui.screens.papers.turns import Asked, Turn

_PANEL_WIDTH = 408
_FOLDER = "papers"
_FORM = "form of the department"
"""Among the folders used last: the file of the form filled last."""
_Built = tuple[Document, PdfPages, list[Finding] | None]
_FORMATS = {each.suffix: each.name for each in FORMATS}
_QUARTERLY = "activity"  # asked for a quarter, that which ended last, unless a period is told


class PapersScreen(QWidget):
    """The papers of an open file."""

    least_width = 730

    def __init__(self, desk: Desk, settings: Settings, requests: Requests | None = None) -> None:
        super().__init__()
        go = (requests or Requests()).go_to
        self.desk, self.settings = desk, settings
        self._thread = OneThread(self)
        self._open: list[PdfPages] = []
        self._turn = Turn()
        self._stale = True
        self.printed = 0  # pages
        self.document: Document | None = None
        self.pdf: PdfPages | None = None
        self.preview = PrintPreview(self._thread, self._unexpected)
        self.strip = ProgressStrip()
        self.background = Background(self.strip, self._unexpected)
        self._began: QWidget | None = None
        self.background.busy_changed.connect(self._busy)
        self.checks = PaperChecks((lambda value: go(value.record.__name__, value.row)) if go else None, self.ask_cases)
        self.options = PaperOptions(desk.read, self.checks)
        self.empty = EmptyScreen("document_table", "", "")
        self.list = PaperList()
        self._is_asked = self._is_new = self._is_narrow = False  # nobody is shown a paper that was not asked for
        self._stack = QStackedWidget()
        self.page = Page(_("Reports and printing"), self._body())
        self.notice = Notice()
        self._shown: tuple[str | None, ...] = ()
        self._wanted = ""  # the ending of what was asked to be saved before it was ready
        self._make_actions()
        self.setLayout(widgets.stack(of=((self.page, 1), self.notice)))
        self.options.changed.connect(self.refresh)
        self.list.chosen.connect(self.show_paper)
        self.show_list()
        subscribe(desk, EVERYTHING, self._changed, self)
        self.end = partial(_end, self._turn, self._thread, self._open)
        end = self.end
        self.destroyed.connect(lambda *_: end())
        QCoreApplication.instance().aboutToQuit.connect(end)  # type: ignore[union-attr]  # there is a window

    def show_paper(self, paper: str, options: Mapping[str, object] | None = None) -> None:
        """Show a paper with these options: texts as at the command line; a whole number is a record's row number."""
        values = {
            name: f"id={value}" if isinstance(value, int) else str(value) for name, value in (options or {}).items()
        }
        if paper == _QUARTERLY and not {"from", "to"} & values.keys():
            start, end = quarter_before(self.desk.read.today())
            values |= {"from": start.isoformat(), "to": end.isoformat()}
        self._stale = False
        self._is_asked = self._is_new = True
        self._arrange()
        self.options.show_paper(paper, values)

    def show_list(self) -> None:
        """Show all papers, to choose one; the work on one that is not ready yet ends."""
        self._turn.next()
        self._is_asked = False
        self.page.subtitle.set_whole("")
        self._enable(False)
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Show the list alone, or a paper with its options."""
        self.options.setVisible(self._is_asked)
        self.all_papers.setVisible(self._is_asked)
        for button in (self.save_pdf, self.save_word, self.save_excel, self.print_button):
            button.setVisible(self._is_asked and not (self._is_narrow and button in (self.save_word, self.save_excel)))
        if not self._is_asked:
            self._stack.setCurrentWidget(self._list_page)

    def refresh(self) -> None:
        """Build the paper anew with the options as they stand and show it when it is ready."""
        self._stale = False
        asked = self._turn.next()
        self.document = None  # what is saved or printed is never the paper of the moment before
        self._enable(False)
        paper, values = self.options.paper, self.options.values()
        self._thread.run(partial(self._built, asked, paper, values), partial(self._show, asked), self._show_error)

    def _built(self, asked: Asked, paper: Paper, values: dict[str, str]) -> _Built | None:
        """The paper, its pages and what looks wrong in it, in the other thread; None when another was asked for."""
        try:
            asked.report(0, 0)
            with listening(asked):
                document = paper.build(self.desk.read, values)
                findings = findings_for(self.desk.read, paper, values)
            with tempfile.TemporaryDirectory(prefix="cluster-desk-", ignore_cleanup_errors=True) as folder:
                target = Path(folder) / "paper.pdf"
                write_paper(document, target, asked)
                return document, PdfPages(target), findings
        except (Cancelled, sqlite3.ProgrammingError):  # another is wanted, or the file was closed meanwhile
            return None

    def _show(self, asked: Asked, built: _Built | None) -> None:
        if built is None or asked.is_over:
            return
        self.document, self.pdf, findings = built
        self.checks.show_findings(findings, self.document.doubts)
        self._open[:] = [self.pdf]
        pages = len(self.pdf.sizes)
        self.page.subtitle.set_whole(n_("%d page, A4", "%d pages, A4", pages) % pages)
        self._stack.setCurrentWidget(self.preview)
        asked_for = (self.options.paper.id, self.options.values().get("meeting"), self.options.values().get("plan"))
        self.preview.show_pdf(self.pdf, from_top=asked_for != self._shown)
        self._shown = asked_for
        self._go_to_pages()
        if self._wanted:
            QTimer.singleShot(0, self, partial(self.save, self._wanted))
        self._enable(self.strip.isHidden())

    def _go_to_pages(self) -> None:
        """Give a paper just asked for the keyboard, unless the user went to its options meanwhile."""
        in_options = any(each.hasFocus() for each in self.options.findChildren(QWidget))
        if self._is_new and not in_options:
            self.preview.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_new = False

    def _show_error(self, error: BaseException) -> None:
        """What keeps the paper from being built stands in place of its pages."""
        self._enable(False)
        self._wanted = ""
        self.checks.show_findings(None)
        self.document = self.pdf = None
        trouble = as_user_error(error)
        if trouble is None:
            self._unexpected(error)
            return
        self.page.subtitle.set_whole("")
        self.empty.set_words(trouble.what, trouble.do)
        self.empty.set_offers(self._offers(trouble))
        self._stack.setCurrentWidget(self.empty)

    def _offers(self, trouble: UserError) -> tuple[Offer, ...]:
        """What can be done at once about what keeps the paper from being built."""
        from cluster_desk.reports.shared.cluster_name import ClusterNameMissing

        if not isinstance(trouble, ClusterNameMissing) or self.desk.read_only:
            return ()
        name = trouble.name
        return (Offer(_("Name the cluster…"), lambda: self.name_cluster(name)),)

    def ask_cases(self, doubts: Sequence[CaseDoubt]) -> None:
        """Ask once how words are declined that no rule is sure of; the paper is built anew with the answers."""
        from cluster_desk.ui.forms.cases_dialog import CasesDialog

        asked = list(dict.fromkeys((doubt.kind, doubt.words) for doubt in doubts))
        cases = [case for case in Case if any(doubt.case is case for doubt in doubts)]
        CasesDialog(self.desk, asked, cases, self).show_over()

    def name_cluster(self, name: str) -> None:
        """Ask what the cluster is called; `name` is proposed."""
        from cluster_desk.ui.screens.papers.cluster_name import ClusterName

        ClusterName(self.desk, name, self).show_over()

    def _unexpected(self, error: BaseException) -> None:
        messages.show_any(self, error)

    def _changed(self) -> None:
        """The file changed: what can be chosen and what is shown may be others now."""
        self._stale = True
        if self.isVisible() and self._is_asked:
            self._fresh()

    def _fresh(self) -> None:
        self.options.fill(self.options.values())
        self.refresh()

    def _make_actions(self) -> None:
        button = widgets.button
        self.save_pdf = button(_("Save as PDF…"), lambda: self.save(".pdf"), icon="document_pdf")
        self.save_word = button(_("Word…"), lambda: self.save(".docx"), icon="document")
        self.save_excel = button(_("Excel…"), lambda: self.save(".xlsx"), icon="table")
        self.print_button = button(_("Print…"), self.print_paper, look="primary", icon="print")
        self.more = widgets.icon_button(
            "more_horizontal", _("More"), lambda: self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        self.menu = QMenu(self)
        self._word_again = widgets.action(self.menu, _("Save as Word…"), lambda: self.save(".docx"), icon="document")
        self._excel_again = widgets.action(self.menu, _("Save as Excel…"), lambda: self.save(".xlsx"), icon="table")
        keep = widgets.action(self.menu, _("Keep in the data file"), self.keep, icon="archive")
        keep.setEnabled(not self.desk.read_only)
        html = widgets.action(self.menu, _("Save as HTML…"), lambda: self.save(".html"), icon="globe")
        form = widgets.action(self.menu, _("Fill in the department's form…"), self.fill_form, icon="table")
        for action in (keep, self._word_again, self._excel_again, html, form):
            self.menu.addAction(action)
        self.all_papers = button(_("All papers"), self.show_list, icon="arrow_left")
        for each in (
            self.all_papers, self.save_pdf, self.save_word, self.save_excel, self.more, self.print_button
        ):  # fmt: skip
            self.page.add_action(each)
        widgets.on_keys(self, QKeySequence.StandardKey.Save, lambda: self.save(".pdf"))
        for keys, suffix, shown in (
            ("Ctrl+Shift+W", ".docx", self.save_word),
            ("Ctrl+Shift+E", ".xlsx", self.save_excel),
        ):
            widgets.on_keys(self, keys, partial(self.save, suffix))
            shown.setToolTip(keys)
        self.save_pdf.setToolTip("Ctrl+S")
        self.set_narrow(False)
        self._enable(False)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window Word and Excel stand in the menu."""
        self._is_narrow = narrow
        self._word_again.setVisible(narrow)
        self._excel_again.setVisible(narrow)
        self._arrange()

    def _enable(self, ready: bool) -> None:
        for each in (self.save_pdf, self.save_word, self.save_excel, self.print_button):
            each.setEnabled(ready)

    def _body(self) -> QWidget:
        """The pages, or why there are none, beside the options."""
        self._list_page = widgets.holder(
            widgets.stack((MARGIN_LEFT - 4, 8, 8, 8), 8, of=(self._form_offer(), widgets.line(), (self.list, 1))),
            "surface",
        )
        self._stack.addWidget(self._list_page)
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.empty)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(self._stack)
        across.addWidget(self.options)
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 0)
        self.options.setMinimumWidth(280)
        across.setSizes([2000, _PANEL_WIDTH])
        return widgets.holder(widgets.stack(of=((across, 1), self.strip)))

    def _form_offer(self) -> QWidget:
        """The department's form, above the papers: it is no paper of the program's own."""
        self.form_button = widgets.button(_("Department's form…"), self.fill_form, icon="table")
        self._form_words = widgets.ElidedLabel("", lines=2)
        self._name_form()
        return widgets.holder(widgets.row((4, 4, 8, 4), of=(self.form_button, (self._form_words, 1))))

    def save(self, suffix: str) -> None:
        """Ask where to, write the paper there, then offer to open it; one not ready yet is saved when it is."""
        self._wanted = "" if self.document is not None else suffix
        if self.document is None:
            return
        folder = self.settings.folders.get(_FOLDER) or str(self.desk.path.parent)
        name = file_name(self.document.title, suffix) or file_name(_("Paper"), suffix)
        title = _("Save as %s") % _FORMATS[suffix]
        result, _kind = QFileDialog.getSaveFileName(
            self, title, str(Path(folder) / name), f"{_FORMATS[suffix]} (*{suffix})"
        )
        if not result:
            return
        path = with_ending(result, suffix)
        self.settings.folders[_FOLDER] = str(path.parent)
        remember = self._remembering(_FORMATS[suffix])

        def saved(_none: None) -> None:
            remember()
            self._saved(path)

        self.background.start(
            _("The paper is being saved"),
            partial(write_paper, self.document, path),
            saved,
            stopped=lambda: self.page.set_foot(_("Stopped: nothing was saved.")),
        )

    def _saved(self, path: Path, *, is_paper: bool = True) -> None:
        """Say so without asking anything; it can be opened from there, a paper kept too."""
        offers: list[tuple[str, Callable[[], object]]] = [(_("Open"), partial(open_file, path, self))]
        may_keep = is_paper and not self.desk.read_only
        self.notice.say(_("Saved: %s") % path, [*offers, *([(_("Keep"), self.keep)] if may_keep else [])])

    def keep(self) -> None:
        """Keep the paper shown in the data file, where it is signed, sent and published from."""
        from cluster_desk.ui.screens.papers.keeping import keep_paper

        if self.document is not None and not self.desk.read_only:
            with messages.show_trouble(self):
                kept = keep_paper(self.desk, self.options.paper.id, self.options.values(), self.document)
                self.notice.say(_("Kept in “Orders and letters”: %s") % kept.name)

    def _remembering(self, way: str) -> Callable[..., None]:
        """What is remembered of the paper shown once it is made in a way."""
        from cluster_desk.ui.screens.papers.made import remembering

        return remembering(self.desk, self.settings, self.options.paper.id, self.options.values(), way)

    def fill_form(self) -> None:
        """Fill in a department's own Excel form; the form used last is at hand.

        A form that names no period begins with the quarter that ended last.
        """
        # openpyxl is loaded by the first form that is really filled.
        from cluster_desk.reports.shared.periods import Period
        from cluster_desk.ui.screens.papers.form_dialog import fill_form

        today = self.desk.read.today()
        folder = self.settings.folders.get(_FOLDER) or str(self.desk.path.parent)
        last = self.settings.folders.get(_FORM, "")
        form, saved = fill_form(self.desk, last, folder, Period(*quarter_before(today), today), self)
        if form:
            self.settings.folders[_FORM] = form
            self._name_form()
        if saved is not None:
            self._saved(saved, is_paper=False)

    def _name_form(self) -> None:
        """The offer says which form it is."""
        form = self.settings.folders.get(_FORM, "")
        words = _("Lists of events and numbers of the department's own Excel form, filled from the log")
        known = _("The form filled last: %s") % Path(form).name
        self._form_words.set_whole(known if form and Path(form).is_file() else words)

    def print_shown(self) -> bool:
        """Print the paper shown."""
        self.print_paper()
        return True

    def print_paper(self) -> None:
        """Ask for a printer and send the pages there."""
        if self.document is None or self.pdf is None:
            return
        # The print support is loaded by the first paper that is really printed.
        from cluster_desk.rules.council.next_meeting import PRINTED
        from cluster_desk.ui.screens.papers.printing import PrintJob, choose_printer

        printer = None
        with messages.show_trouble(self):
            printer = choose_printer(self, self.document.title, len(self.pdf.sizes))
        if printer is not None:
            job = PrintJob(self.pdf, printer, self._thread, self)
            job.done.connect(self._was_printed)
            job.done.connect(self._remembering(PRINTED))
            job.failed.connect(self._unexpected)
            job.stopped.connect(lambda: self.page.set_foot(_("Stopped: the pages not yet printed are taken back.")))
            for over in (job.done, job.failed, job.stopped):
                over.connect(self._printing_over)
            job.news.connect(lambda done, total: self.strip.show_progress(done, total, ""))
            self.strip.stop.clicked.connect(job.stop)
            self.strip.begin(_("The paper is being printed"))
            self._busy(True)
            job.start()

    def _printing_over(self, *_of_what: object) -> None:
        self.strip.hide()
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        """One paper at a time is saved or printed; the pages can be looked through meanwhile.

        The button that began it has the keyboard again afterwards.
        """
        focus = self.focusWidget()
        if busy:
            self._began = focus
        self._enable(not busy and self.document is not None)
        if not busy and self._began is not None and self._began.isEnabled() and self.isActiveWindow():
            self._began.setFocus(Qt.FocusReason.OtherFocusReason)
            self._began = None
        if busy:
            self.page.set_foot("")

    def _was_printed(self, pages: int) -> None:
        self.printed += pages

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_asked:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._stale:
            self._fresh()


def _end(turn: Turn, thread: OneThread, opened: list[PdfPages]) -> None:
    """Let the pages go with the screen; pdfium complains of those that are left."""
    turn.next()
    with suppress(RuntimeError):
        thread.stop()
    while opened:
        opened.pop().close()
