"""«Несколько кластеров»: a folder of reports, who reported and who did not, the numbers side by side, the papers.

What is new in the folder is loaded when it appears. The tables show the numbers of the papers, and every paper can be
looked at, printed and saved from here.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import file_name, with_ending
from cluster_desk.core.language import _
from cluster_desk.core.progress import Progress
from cluster_desk.district.folder import ReportFolder
from cluster_desk.district.periods import words_of
from cluster_desk.district.reports.catalog import REPORTS, Report, build, report
from cluster_desk.district.reports.parts import Asked
from cluster_desk.district.store.loading import Loaded, Outcome
from cluster_desk.district.store.numbers import indicator_names
from cluster_desk.reports.document import Document
from cluster_desk.reports.formats import FORMATS, write_paper
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import Background, OneThread, ProgressStrip
from cluster_desk.ui.frame.notice import Notice
from cluster_desk.ui.frame.opening import open_file
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.screens.district.expected_dialog import ExpectedDialog
from cluster_desk.ui.screens.district.hand_in import period_box
from cluster_desk.ui.screens.district.rows import (
    CLUSTER_COLUMNS,
    FILE_COLUMNS,
    REPORTED_COLUMNS,
    ClusterRow,
    Shown,
    file_rows,
    read_shown,
)
from cluster_desk.ui.screens.papers.print_preview import PdfPages, PrintPreview

_BETWEEN_LOOKS = 3_000  # milliseconds
_FOLDER = "district papers"
_FILES = "files"
_VIEW = Qt.ItemDataRole.UserRole
_Made = tuple[Document, PdfPages]


class DistrictScreen(QWidget):
    """The window's content while many clusters are looked at. `closed`: back to the start screen."""

    HELP = "district"
    closed = Signal()
    other_asked = Signal()

    def __init__(self, folder: ReportFolder, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        super().__init__()
        self.folder, self.settings, self._today = folder, settings, today
        self._thread, self._looking = OneThread(self), OneThread(self)
        self._pdfs: list[PdfPages] = []
        self._shown: Shown | None = None
        self._cluster: int | None = None
        self._document: Document | None = None
        self._asked_for = 0
        self._is_loading = self._is_waiting = False
        self.strip = ProgressStrip()
        self.background = Background(self.strip, partial(messages.show_any, self))
        self.notice = Notice()
        self._make_views()
        self._lay_out()
        self.views.setCurrentRow(0)
        self.page.show_empty(self.coming)  # until the folder is looked into
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_LOOKS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)

    def stop(self) -> None:
        """Before the screen goes: no thread works on."""
        self._timer.stop()
        self.background.stop()
        self._looking.stop()
        self._thread.stop()
        while self._pdfs:
            self._pdfs.pop().close()

    def look(self) -> None:
        """Load what is new in the folder."""
        if not self.background.busy:
            self._looking.run(self.folder.look, self._load, self._unexpected)

    def _load(self, paths: list[Path]) -> None:
        if self.background.busy:
            return  # they are found again at the next look
        if not paths:
            if self._shown is None or self._is_waiting != self.folder.is_waiting:
                self.refresh()
            return

        def work(progress: Progress) -> list[Loaded]:
            return self.folder.load(paths, progress)

        self._is_loading = True
        self.background.start(_("Reports are being loaded"), work, self._loaded, self._not_loaded, self._stopped)
        self._tell_nothing_is_there()

    def _not_loaded(self, error: BaseException) -> None:
        self._stopped()
        self._unexpected(error)

    def _stopped(self) -> None:
        self._timer.stop()  # not begun again every three seconds: F5 does
        self._is_loading = False
        self.refresh()

    def _tell_nothing_is_there(self) -> None:
        """While there is no number to show: that reports are being loaded, or that there are none."""
        self._is_waiting = self.folder.is_waiting
        is_coming = self._is_loading or self._is_waiting
        has_any = self._shown is not None and bool(self._shown.reported)
        was_away = not self.views.isVisible()
        self.page.show_empty(None if has_any else self.coming if is_coming else self.empty)
        if has_any and was_away and self.page.back.hasFocus():
            self.views.setFocus()  # which it had before there was nothing to show

    def _loaded(self, done: list[Loaded]) -> None:
        self._is_loading = False
        self._timer.start()
        count = {state: sum(one.outcome is state for one in done) for state in Outcome}
        new = count[Outcome.LOADED] + count[Outcome.REPLACED]
        wrong = count[Outcome.REFUSED] + count[Outcome.OLDER]
        doubts = sum(bool(one.doubts) for one in done)
        if new or wrong:
            words = [_("Reports loaded: %d.") % new] if new else []
            words += [_("Not loaded: %d.") % wrong] if wrong else []
            words += [_("To be looked at: %d.") % doubts] if doubts else []
            self.notice.say(" ".join(words), [(_("Files"), lambda: self.show_view(_FILES))] if wrong or doubts else ())
        self.files.set_rows(file_rows(self.folder.results.values()))
        self.refresh()

    def load_files(self) -> None:
        """Load files from anywhere: they are not copied into the folder."""
        kinds = "Cluster Desk (*.cdreport *.cdesk)"
        names, _kind = QFileDialog.getOpenFileNames(self, _("Load reports"), str(self.folder.folder), kinds)
        if names and not self.background.busy:
            self._load([Path(name) for name in names])

    def refresh(self) -> None:
        """Read the numbers of the period anew."""
        first, last = self.period.currentData()
        today = self._today()

        def read() -> tuple[Shown, list[str]]:
            with closing(self.folder.open_store()) as store:
                with store.reading() as connection:
                    names = indicator_names(connection)
                return read_shown(store, first, last, today, self.folder.expected()), names

        self._looking.run(read, self._show, self._unexpected)

    def _show(self, read: tuple[Shown, list[str]]) -> None:
        self._shown, names = read
        shown = self._shown
        self.reported.set_rows(shown.reported)
        self.clusters.set_rows(shown.clusters)
        self.reminder.setPlainText(shown.reminder)
        self._reminder_panel.setVisible(bool(shown.reminder))
        self._fill_boxes(shown.clusters, names)
        self._tell_nothing_is_there()
        told = _("Clusters: %(all)d. Reported of the whole period: %(whole)d.")
        self.page.set_foot(told % {"all": len(shown.reported), "whole": shown.whole} if shown.reported else "")
        self._enable()
        self._show_view()

    def _fill_boxes(self, rows: list[ClusterRow], names: list[str]) -> None:
        for box, items in (
            (self.of_cluster, [(row.name, row.id) for row in rows]),
            (self.of_indicator, [(_("All indicators"), ""), *((name, name) for name in names)]),
        ):
            before = box.currentData()
            box.blockSignals(True)
            widgets.offer(box, items)
            box.setCurrentIndex(max(0, box.findData(before)))
            box.blockSignals(False)

    def show_view(self, key: str) -> None:
        """Show a view by its key: a report's id, or "files"."""
        for place in range(self.views.count()):
            if self.views.item(place).data(_VIEW) == key:
                self.views.setCurrentRow(place)

    def show_card(self, cluster: int) -> None:
        """Show a cluster's card; who never reported has none."""
        if cluster < 0:
            return
        self.of_cluster.setCurrentIndex(self.of_cluster.findData(cluster))
        self.show_view("cluster")

    def _make_views(self) -> None:
        settings = self.settings
        self.views = QListWidget()
        self.views.setAccessibleName(_("What is shown"))
        self.views.setProperty("look", "card")
        self.views.setSpacing(3)
        for key, title in (*((one.id, _(one.title)) for one in REPORTS), (_FILES, _("Files in the folder"))):
            item = QListWidgetItem(title, self.views)
            item.setData(_VIEW, key)
        self.views.setMinimumWidth(236)
        self.reported = TableView(
            _("Who reported and who did not"), REPORTED_COLUMNS, settings.list_look("district_reported")
        )
        self.clusters = TableView(_("Clusters side by side"), CLUSTER_COLUMNS, settings.list_look("district_clusters"))
        self.files = TableView(_("Files in the folder"), FILE_COLUMNS, settings.list_look("district_files"), lines=2)
        for table in (self.reported, self.clusters):
            table.opened.connect(self.show_card)
        self.preview = PrintPreview(self._thread, self._unexpected)
        self.reminder = widgets.Prose()
        self.reminder.setReadOnly(True)
        self.reminder.setAccessibleName(_("Reminder"))
        self.copy = widgets.button(_("Copy the reminder"), self._copy_reminder, icon="copy")
        head = widgets.row((0, 0, 0, 0), 8, of=(widgets.label(_("Reminder to those who have not reported"), "strong"),
                           widgets.GAP, self.copy))  # fmt: skip
        self._reminder_panel = widgets.holder(
            widgets.stack((16, 10, 16, 12), 6, of=(widgets.line(), head, self.reminder))
        )
        self._reminder_panel.setMaximumHeight(232)
        self.of_cluster, self.of_indicator = QuietCombo(), QuietCombo()
        for box, name in ((self.of_cluster, _("Cluster")), (self.of_indicator, _("Indicator"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(320)
            box.currentIndexChanged.connect(lambda *_told: self._show_view())
        self.coming = EmptyScreen(
            "folder", _("Reports are being loaded"), _("The numbers are shown as soon as the reports are in.")
        )
        self.empty = EmptyScreen(
            "folder",
            _("No report here yet"),
            _("Put the files that the offices send (.cdreport) into this folder: they are loaded by themselves."),
            [Offer(_("Load files…"), self.load_files, "arrow_import")],
        )

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        first = widgets.holder(widgets.stack(of=((self.reported, 1), self._reminder_panel)))
        self._choosers = widgets.row((16, 8, 16, 8), 8, of=(self.of_cluster, self.of_indicator, widgets.GAP))
        self._chooser_row = widgets.holder(self._choosers, "surface")
        papers = widgets.holder(widgets.stack(of=(self._chooser_row, (self.preview, 1))))
        self._pages = {"deliveries": first, "clusters": self.clusters, _FILES: self.files, "": papers}
        for page in self._pages.values():
            self._stack.addWidget(page)
        left = widgets.holder(widgets.stack((12, 10, 8, 10), of=((self.views, 1),)), "surface")
        across = QSplitter()
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(self._stack)
        across.setStretchFactor(1, 1)
        across.setSizes([268, 2000])
        body = widgets.holder(widgets.stack(of=((across, 1), self.strip)))
        self.page = Page(_("Several clusters"), body)
        self.page.subtitle.set_whole(str(self.folder.folder))
        self.page.back.setToolTip(_("Back to the start screen"))
        self.page.back.setAccessibleName(_("Back to the start screen"))
        self.page.back.clicked.connect(self.closed)
        self.page.back.show()
        self.period = period_box(self._today(), self._period_changed)
        self.period.setProperty("look", "")
        self.other = widgets.icon_button("folder_open", _("Another folder…"), self.other_asked.emit)
        self.expect = widgets.icon_button("task_list_square_ltr", _("Whose reports are expected…"), self.edit_expected)
        self.add = widgets.icon_button("arrow_import", _("Load files…"), self.load_files)
        self.print_button = widgets.button(_("Print…"), self.print_paper, icon="print")
        self.save_button = widgets.button(_("Save…"), self.save_paper, icon="save")
        self.summary = widgets.button(_("Summary in Excel…"), self.save_summary, look="primary", icon="table")
        actions: tuple[QWidget, ...] = (
            self.period,
            self.other,
            self.add,
            self.expect,
            self.print_button,
            self.save_button,
            self.summary,
        )
        for action in actions:
            self.page.add_action(action)
        self.page.let_title_go()
        self.setLayout(widgets.stack(of=((self.page, 1), self.notice)))
        self.views.currentRowChanged.connect(lambda _row: self._show_view())
        for keys, do in (("Ctrl+P", self.print_paper), ("Ctrl+S", self.save_paper), ("F5", self.look),
                         ("Ctrl+W", self.closed.emit), ("Ctrl+O", self.other_asked.emit)):  # fmt: skip
            widgets.on_keys(self, keys, do)
        self._enable()

    @property
    def view(self) -> str:
        """The key of the view shown."""
        item = self.views.currentItem()
        return str(item.data(_VIEW))

    def _enable(self) -> None:
        ready = bool(self._shown and self._shown.clusters)
        self.summary.setEnabled(ready)
        for each in (self.print_button, self.save_button):
            each.setEnabled(ready and self.view != _FILES)

    def _period_changed(self) -> None:
        self._document = None
        self.refresh()

    def _show_view(self) -> None:
        key = self.view
        self._stack.setCurrentWidget(self._pages.get(key, self._pages[""]))
        self.of_cluster.setVisible(key == "cluster")
        self.of_indicator.setVisible(key == "indicators")
        self._chooser_row.setVisible(key in ("cluster", "indicators"))
        self._enable()
        if key not in self._pages and self._shown and self._shown.clusters:
            self._make(report(key), self._show_paper)

    def _asked(self, chosen: Report, *, sources: bool = False) -> Asked:
        cluster = self.of_cluster.currentData() if chosen.needs_cluster else None
        indicator = self.of_indicator.currentData() or "" if chosen.id == "indicators" else ""
        return Asked(cluster, indicator, sources, self.folder.expected())

    def _make(self, chosen: Report, done: Callable[[_Made], object]) -> None:
        """Build a paper and its pages beside the window; only what was asked for last is shown."""
        self._asked_for += 1
        number, days, today, asked = self._asked_for, self.period.currentData(), self._today(), self._asked(chosen)

        def work() -> _Made | None:
            if number != self._asked_for:
                return None
            with closing(self.folder.open_store()) as store:
                document = build(store, chosen, days[0], days[1], today, asked)
            with tempfile.TemporaryDirectory(prefix="cluster-desk-", ignore_cleanup_errors=True) as scratch:
                target = Path(scratch) / "paper.pdf"
                write_paper(document, target)
                return document, PdfPages(target)

        def shown(made: _Made | None) -> None:
            if made:
                self._pdfs.append(made[1])
                if number == self._asked_for:
                    done(made)

        self._thread.run(work, shown, self._unexpected)

    def _show_paper(self, made: _Made) -> None:
        self._document, pdf = made
        self.preview.show_pdf(pdf, from_top=True)

    def print_paper(self) -> None:
        """Ask for a printer and send the paper of the view there."""
        if self.print_button.isEnabled():
            self._make(report(self.view), self._print)

    def _print(self, made: _Made) -> None:
        from cluster_desk.ui.screens.papers.printing import PrintJob, choose_printer

        document, pdf = made
        printer = None
        with messages.show_trouble(self):
            printer = choose_printer(self, document.title, len(pdf.sizes))
        if printer is not None:
            job = PrintJob(pdf, printer, self._thread, self)
            job.failed.connect(self._unexpected)
            job.start()

    def save_paper(self) -> None:
        """Ask where to and in which format, write the paper of the view there."""
        if self.save_button.isEnabled():
            chosen = report(self.view)
            self._save(chosen, [(each.name, each.suffix) for each in FORMATS])

    def save_summary(self) -> None:
        """Everything of the period in one workbook, each number with its source."""
        self._save(report("summary"), [("Excel", ".xlsx")])

    def _save(self, chosen: Report, formats: list[tuple[str, str]]) -> None:
        days, today = self.period.currentData(), self._today()
        folder = self.settings.folders.get(_FOLDER) or str(self.folder.folder.parent)
        name = file_name(f"{chosen.on_paper}, {words_of(*days)}", formats[0][1])
        kinds = ";;".join(f"{title} (*{suffix})" for title, suffix in formats)
        result, kind = QFileDialog.getSaveFileName(self, _("Save the paper"), str(Path(folder) / name), kinds)
        if not result:
            return
        suffix = next((suffix for title, suffix in formats if kind.startswith(title)), formats[0][1])
        own = Path(result).suffix.lower()
        path = Path(result) if own in [each for _title, each in formats] else with_ending(result, suffix)
        self.settings.folders[_FOLDER] = str(path.parent)
        asked = self._asked(chosen, sources=path.suffix.lower() == ".xlsx")

        def work(progress: Progress) -> None:
            with closing(self.folder.open_store()) as store:
                document = build(store, chosen, days[0], days[1], today, asked)
            write_paper(document, path, progress)

        def saved(_none: None) -> None:
            self.notice.say(_("Saved: %s") % path, [(_("Open"), partial(open_file, path, self))])

        self.background.start(_("The paper is being saved"), work, saved)

    def edit_expected(self) -> None:
        """Ask whose reports are expected, so that those that never sent any are told too."""
        with messages.show_trouble(self):
            names = self.folder.expected() or tuple(row.name for row in (self._shown.clusters if self._shown else ()))
            ExpectedDialog(self.folder.expected_file, names, self.refresh, self).show_over()

    def _copy_reminder(self) -> None:
        QGuiApplication.clipboard().setText(self.reminder.toPlainText())
        self.notice.say(_("The reminder is copied: paste it into a letter."))

    def _unexpected(self, error: BaseException) -> None:
        messages.show_any(self, error)


def open_folder(parent: QWidget, path: Path) -> ReportFolder | None:
    """The folder with its store, made where there is none; None when it cannot be had and the user was told."""
    try:
        with widgets.waiting():
            folder = ReportFolder(path)
            folder.open_store().close()
    except UserError as error:
        messages.show_error(parent, error)
        return None
    return folder
