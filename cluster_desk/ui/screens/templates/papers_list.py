"""The papers that the office made and keeps: their states and numbers, the signed paper, sending marked by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.core.records.office_papers import OfficePaper, PaperFile, PaperKind, PaperState
from cluster_desk.data.queries.office_papers import OFFICE_PAPERS
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.rules.office_papers import paper_doubts, read_signed
from cluster_desk.rules.states import paper_standing
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachmentsEditor
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import Tone
from cluster_desk.ui.screens.templates.sending_dialogs import PrepareDialog, SentDialog

_LOOKS: dict[PaperState, tuple[Tone, str]] = {
    PaperState.DRAFT: ("neutral", "edit"),
    PaperState.SIGNED: ("ok", "checkmark_circle_filled"),
    PaperState.PUBLISHED: ("ok", "globe"),
}
SIGNED_KINDS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.sig *.p7s *.docx *.doc *.odt *.rtf *.zip"


class PaperFilesEditor(AttachmentsEditor):
    """The files of a paper: as it was made, signed, its electronic signature."""

    MAY_RENAME = False

    def __init__(self, field: Field, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(field, read, parent)
        self.add_button.setText(_("Attach the signed paper…"))
        self.list.setAccessibleDescription(_("A scan, a PDF, an electronic signature: kept byte for byte"))

    def read_file(self, path: Path) -> tuple[Any, bytes]:
        return read_signed(path, self._read.today())

    def words_of(self, record: Any) -> str:
        assert isinstance(record, PaperFile)
        return f"{_(record.role.label)}: {record.name}"

    def state(self) -> Any:
        return tuple(record.uuid for record in self.value())

    def _choose(self) -> None:
        title = _("Attach the signed paper…")
        paths, _chosen = QFileDialog.getOpenFileNames(
            self, title, "", f"{_('Scans, PDF, signatures')} ({SIGNED_KINDS})"
        )
        for path in paths:
            self.attach(Path(path))


class OfficePaperForm(RecordForm):
    """Edits a paper; the bytes of what is attached go into the file with it."""

    FIRST = ("name", "kind", "issuer", "number", "day", "addressee", "state", "files")

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        if isinstance(record, OfficePaper) and record.id is not None:
            self.whole.say("\n".join(paper_doubts(record, self._desk.read)), "warn")

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        return {"files": lambda field: PaperFilesEditor(field, self._desk.read)}

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        files = self.pane.editors["files"]
        assert isinstance(files, PaperFilesEditor)
        is_new = self.record is not None and self.record.id is None
        name = self._added if is_new else self._changed
        contents = list(files.pending.values())
        return self._desk.change(name, *made, record, subject=record.display_name(), contents=contents)[-1]


class OfficePapersList(DeclaredList):
    """The papers kept, the newest first; chips narrow them to a register and to what is not sent."""

    def __init__(self, desk: Desk, settings: Settings, segments: Segments, requests: Requests | None = None) -> None:
        self._settings, self._requests = settings, requests or Requests()
        self._sign = widgets.button(_("Attach the signed paper…"), self.attach_signed, icon="attach")
        self._prepare = widgets.button(_("Prepare to send…"), self.prepare, icon="mail")
        self._sent = widgets.button(_("Sent…"), self.mark_sent, icon="checkmark")
        actions = [segments, self._sign, self._prepare, self._sent]
        super().__init__(desk, settings, self._spec(desk), _("Orders and letters"), actions, requests)
        for button in (self._sign, self._sent):
            button.setEnabled(not desk.read_only)

    def chosen(self) -> list[OfficePaper]:
        """The papers chosen in the list, else the one in the form; told where there is none or one is being typed."""
        if not self.form.may_leave():
            return []
        here = self.current_record()
        keys = self.table.chosen_keys() or ([here[1]] if here else [])
        if not keys:
            messages.inform(self, _("Choose papers in the list first"))
        return self.desk.read.load_all(OfficePaper, keys)

    def prepare(self) -> None:
        """Make the papers chosen ready to be sent."""
        papers = self.chosen()
        if papers:
            with messages.show_trouble(self):
                PrepareDialog(self.desk, papers, self).show_over()

    def mark_sent(self) -> None:
        """Mark the papers chosen as sent by hand, with the day."""
        papers = self.chosen()
        if not papers or self.desk.read_only:
            return
        asked = SentDialog(papers, self.desk.read.today(), self)

        def store() -> None:
            with messages.show_trouble(self):
                told = asked.papers_told()
                self.desk.change(N_("Marked as sent"), *told, subject=", ".join(one.name for one in told[:3]))

        asked.accepted.connect(store)
        asked.show_over()

    def attach_signed(self) -> None:
        """Ask for the signed paper and attach it to the one chosen."""
        papers = self.chosen()
        if not papers or self.desk.read_only:
            return
        if len(papers) > 1:
            messages.inform(self, _("Choose one paper: each has a signed paper of its own"))
            return
        start = start_folder(self._settings, "signed")
        kinds = f"{_('Scans, PDF, signatures')} ({SIGNED_KINDS});;{_('All files')} (*)"
        paths, _chosen = QFileDialog.getOpenFileNames(self, _("Attach the signed paper…"), start, kinds)
        if paths:
            self._settings.folders["signed"] = str(Path(paths[0]).parent)
            self.attach(papers[0], [Path(path) for path in paths])

    def attach(self, paper: OfficePaper, paths: Sequence[Path]) -> None:
        """Attach files as the signed paper, as one change."""
        with messages.show_trouble(self):
            made = [read_signed(path, self.desk.read.today()) for path in paths]
            told = paper.copy()
            told.files += [file for file, _content in made]
            contents = [content for _file, content in made]
            self.desk.change(N_("Signed paper attached"), told, subject=told.name, contents=contents)

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        super()._fill_menu(menu, keys)
        menu.addSeparator()
        menu.addAction(_("Prepare to send…"), self.prepare)
        menu.addAction(_("Sent…"), self.mark_sent).setEnabled(not self.desk.read_only)
        attaching = menu.addAction(_("Attach the signed paper…"), self.attach_signed)
        attaching.setEnabled(len(keys) == 1 and not self.desk.read_only)

    def print_shown(self) -> bool:
        """Print the register of what the list is narrowed to."""
        printing = self._requests.print_paper
        if printing is None:
            return False
        chip = self.list_page.filters.chosen_chip()
        printing("outgoing" if chip in ("letters", "unsent") else "orders", {})
        return True

    def _spec(self, desk: Desk) -> ListSpec:
        today = desk.read.today

        def unsent(row: Row) -> bool:
            return paper_standing(row, today()).is_sent is False

        def sent_chip(row: Row) -> Chip | None:
            return Chip(_("not sent"), "warn", "clock", _("It is to be sent")) if unsent(row) else None

        def state_chip(row: Row) -> Chip | None:
            state = paper_standing(row, today()).state
            return Chip(_(state.label), *_LOOKS[state], filled=False)

        return ListSpec(
            "office_papers",
            N_("Papers made"),
            OFFICE_PAPERS,
            "document",
            N_("No papers are kept yet"),
            (N_("Paper added"), N_("Paper changed"), N_("Paper deleted")),
            frozenset({"office_papers", "members", "council", "events", "plans"}),
            display={
                "name": {"elastic": True, "width": 280},
                "number": {"width": 80},
                "day": {"width": 96},
                "kind": {"width": 150, "quiet": True},
                "addressee": {"width": 190, "quiet": True},
                "state": {"width": 116, "chip": state_chip},
                "sent_on": {"width": 122, "chip": sent_chip},
                "files_count": {"width": 76},
            },
            advice=N_("Make papers of a template, or print one, and tick that it be kept; or add one with Ctrl+N."),
            hint=N_("What about, №, to whom"),
            add=N_("Add a paper"),
            paper="orders",
            pasted=N_("Papers pasted"),
            chips=(
                ("all", N_("All"), lambda row: True),
                ("orders", N_("Orders"), lambda row: row.kind == PaperKind.ORDER.value),
                ("letters", N_("Letters|papers"), lambda row: row.kind == PaperKind.LETTER.value),
                ("drafts", N_("Drafts"), lambda row: row.state == PaperState.DRAFT.value),
                ("unsent", N_("Not sent"), unsent),
            ),
            form=OfficePaperForm,
        )
