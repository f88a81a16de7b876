"""The papers that the office made and keeps: their states and numbers, the signed paper, sending marked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.core.records.office_papers import OfficePaper, PaperFile, PaperKind, PaperState
from cluster_desk.data.queries.office_papers import OFFICE_PAPERS
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.rules.office_papers import paper_doubts, read_signed
from cluster_desk.rules.states import PaperStanding, paper_standing
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachmentsEditor
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec, Segments
from cluster_desk.ui.look.tokens import Tone

_TONES: dict[PaperState, Tone] = {PaperState.DRAFT: "neutral", PaperState.SIGNED: "ok", PaperState.PUBLISHED: "ok"}


def standing_of_row(row: Row, on: dt.date) -> PaperStanding:
    """What is known on a day of a paper that the list shows."""
    return paper_standing(
        row.state, on, to_send=bool(row.to_send), sent_on=row.sent_on or None, published_on=row.published_on or None
    )


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
        kinds = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.sig *.p7s *.docx *.doc *.odt *.rtf *.zip"
        title = _("Attach the signed paper…")
        paths, _chosen = QFileDialog.getOpenFileNames(self, title, "", f"{_('Scans, PDF, signatures')} ({kinds})")
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
        super().__init__(desk, settings, self._spec(desk), _("Orders and letters"), [segments], requests)

    def _spec(self, desk: Desk) -> ListSpec:
        today = desk.read.today

        def unsent(row: Row) -> bool:
            return standing_of_row(row, today()).is_sent is False

        def sent_chip(row: Row) -> Chip | None:
            return Chip(_("not sent"), "warn", "clock", _("It is to be sent")) if unsent(row) else None

        def state_chip(row: Row) -> Chip | None:
            state = standing_of_row(row, today()).state
            return Chip(_(state.label), _TONES[state], filled=False)

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
            pasted=N_("Papers pasted"),
            chips=(
                ("all", N_("All"), lambda row: True),
                ("orders", N_("Orders"), lambda row: row.kind == PaperKind.ORDER.value),
                ("letters", N_("Letters"), lambda row: row.kind == PaperKind.LETTER.value),
                ("drafts", N_("Drafts"), lambda row: row.state == PaperState.DRAFT.value),
                ("unsent", N_("Not sent"), unsent),
            ),
            form=OfficePaperForm,
        )
