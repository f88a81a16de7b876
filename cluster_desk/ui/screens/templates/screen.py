"""The screen «Свои шаблоны»: the office's own papers taken in, said what stands where, and made for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from cluster_desk.core.file_writing import file_name, whole_file, with_ending
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.templates import Template
from cluster_desk.data.queries.templates import TEMPLATES
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.filling import ENDING, copy_of, described, document_of
from cluster_desk.exchange.templates.taking_in import SUFFIXES, TakenIn, read_paper, take_in
from cluster_desk.exchange.templates.understanding import understand
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.background import OneThread
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.importing.dropping import DroppedFiles
from cluster_desk.ui.screens.templates.fill_dialog import FillDialog
from cluster_desk.ui.screens.templates.places_dialog import PlacesDialog
from cluster_desk.ui.screens.templates.starter_dialog import StarterDialog

_FOLDER = "templates"


def _untold_chip(row: Row) -> Chip | None:
    return Chip(str(row.untold), "warn", "warning", _("these places stay yellow")) if row.untold else None


_TEMPLATES = ListSpec(
    "templates",
    N_("Own templates"),
    TEMPLATES,
    "document",
    N_("No papers of your own yet"),
    (N_("Template added"), N_("Template changed"), N_("Template deleted")),
    frozenset({"templates"}),
    display={
        "name": {"elastic": True, "width": 260},
        "whom": {"width": 200, "quiet": True},
        "file_words": {"width": 200, "quiet": True},
        "places_count": {"width": 80},
        "untold": {"width": 130, "chip": _untold_chip},
    },
    advice=N_("Take last year's paper, mark yellow in Word what changes, save it and take it in or drop it here."),
)


class TemplatesScreen(DeclaredList):
    """The office's own templates."""

    CAN_ADD = False

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, segments: Segments | None = None
    ) -> None:
        self._settings = settings
        self._fill = widgets.button(_("Make papers…"), self.fill_current, icon="document_multiple")
        self._places = widgets.button(_("What stands where…"), self.show_places, icon="options")
        self._take = widgets.button(_("Take a paper in…"), self.ask_for_paper, look="primary", icon="add")
        self._take.setToolTip("Ctrl+N")
        self._ready = widgets.button(_("Ready papers…"), self.show_ready, icon="document_add")
        # Beside an open form they give up their words from the left: what is done most keeps them longest.
        actions = [*([segments] if segments else []), self._ready, self._places, self._fill, self._take]
        super().__init__(desk, settings, _TEMPLATES, _("Orders and letters"), actions, requests)
        self._thread = OneThread(self)
        self.dialog: PlacesDialog | FillDialog | StarterDialog | None = None
        for button in (self._take, self._places, self._ready):
            button.setEnabled(not desk.read_only)
        if not desk.read_only:
            self.empty.set_offers(
                (Offer(_("Take a paper in…"), self.ask_for_paper, "add"), Offer(_("Ready papers…"), self.show_ready))
            )
        DroppedFiles(self, self._take_dropped, self._may_take)
        self.destroyed.connect(self._thread.stop)

    def add(self) -> None:
        """Ctrl+N takes a paper in."""
        self.ask_for_paper()

    def ask_for_paper(self) -> None:
        """Ask for a paper and take it in."""
        if self.desk.read_only or not self.form.may_leave():
            return
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        start = start_folder(self._settings, _FOLDER)
        result, _kind = QFileDialog.getOpenFileName(
            self, _("Take a paper in…"), start, f"{_('Word documents')} ({kinds});;{_('All files')} (*)"
        )
        if result:
            self.take_in(Path(result))

    def take_in(self, path: Path) -> None:
        """Read a paper in another thread, then ask what stands in its places."""
        self._settings.folders[_FOLDER] = str(path.parent)
        self._take.setEnabled(False)
        self.list_page.subtitle.set_whole(_("Reading “%s”…") % path.name)

        def failed(error: BaseException) -> None:
            self._read_over()
            messages.show_any(self, error)

        def done(taken: TakenIn) -> None:
            self._read_over()
            self._ask_of_places(taken, path.stem)

        self._thread.run(lambda: take_in(read_paper(path), self.desk.read), done, failed)

    def _may_take(self, paths: Sequence[Path]) -> bool:
        """Whether it is one Word paper; anything else the window may take."""
        return len(paths) == 1 and paths[0].suffix.lower() in SUFFIXES and not self.desk.read_only

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        if self._take.isEnabled() and self.form.may_leave():
            self.take_in(paths[0])

    def _read_over(self) -> None:
        self._take.setEnabled(True)
        self.list_page.subtitle.set_whole("")

    def _ask_of_places(self, taken: TakenIn, name: str) -> None:
        document = taken.understanding.document
        if not document.places:
            messages.inform(
                self,
                _("Nothing that changes was found in “%s”") % document.name,
                _("Nothing in it is marked yellow, and nothing in it is known from the data."),
                _("Mark yellow in Word what changes from paper to paper, save it and take it in again."),
            )
            return
        template = described(taken.understanding, name)
        self.dialog = PlacesDialog(self.desk, taken, template, self, content=document.content)
        self.dialog.accepted.connect(self._show_last)
        self.dialog.show_over()

    def _show_last(self) -> None:
        newest = self.desk.read.value("SELECT max(id) FROM templates")
        if newest is not None:
            self.reload()
            self.go_to(int(newest))

    def _chosen_template(self) -> Template | None:
        here = self.current_record()
        if here is None:
            messages.inform(self, _("Choose a template in the list first"))
            return None
        if not self.form.may_leave():
            return None
        return self.desk.read.load(Template, here[1])

    def show_ready(self) -> None:
        """Show the papers that come with the program."""
        if self.form.may_leave():
            self.dialog = StarterDialog(self.desk, self)
            self.dialog.show_over()

    def show_places(self) -> None:
        """Ask anew what stands in the places of the template chosen."""
        template = self._chosen_template()
        if template is None:
            return
        with messages.show_trouble(self), widgets.waiting():
            understanding = understand(document_of(self.desk.read, template), self.desk.read, template.whom)
            self.dialog = PlacesDialog(self.desk, TakenIn(understanding), template, self)
            self.dialog.show_over()

    def fill_current(self) -> None:
        """Make papers of the template chosen."""
        template = self._chosen_template()
        if template is not None and template.id is not None:
            self.fill(template.id)

    def fill(self, key: int) -> None:
        """Make papers of a template."""
        template = self.desk.read.load(Template, key)
        if template is not None:
            with messages.show_trouble(self), widgets.waiting():
                self.dialog = FillDialog(self.desk, self._settings, template, self)
                self.dialog.show_over()

    def copy_current(self, key: int) -> None:
        """Make a further template like one that is there."""
        template = self.desk.read.load(Template, key)
        if template is None:
            return
        copy = copy_of(template, _("%s, copy") % template.name)
        with messages.show_trouble(self):
            self.desk.change(N_("Template copied"), copy, subject=copy.name)

    def export_current(self, key: int) -> None:
        """Save the paper of a template with its yellow places as a file."""
        template = self.desk.read.load(Template, key)
        if template is None:
            return
        with messages.show_trouble(self):
            document = document_of(self.desk.read, template)
            start = Path(start_folder(self._settings, _FOLDER)) / file_name(template.name, ENDING)
            result, _kind = QFileDialog.getSaveFileName(self, _("Save the paper"), str(start), "Word (*.docx)")
            if result:
                with whole_file(with_ending(result, ENDING), ENDING) as file:
                    file.write(document.content)

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        super()._fill_menu(menu, keys)
        menu.addSeparator()
        copying = menu.addAction(_("Copy the template"), lambda: self.copy_current(keys[0]))
        copying.setEnabled(len(keys) == 1 and not self.desk.read_only)
        menu.addAction(_("Save its paper as a file…"), lambda: self.export_current(keys[0])).setEnabled(len(keys) == 1)

    def show_record(self, kind: str, row: int) -> None:
        """Show a template."""
        self.go_to(row)
