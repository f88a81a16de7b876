"""The papers kept beside a record, in a list over its form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.office_papers import OfficePaper
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.data.queries.office_papers import PaperLine, kept_beside
from cluster_desk.desk import Desk
from cluster_desk.rules.office_papers import valid_files
from cluster_desk.rules.states import paper_standing
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets

_COLUMNS = (
    Column("number", N_("№"), width=80),
    Column("day", N_("Date"), width=96),
    Column("name", N_("What it is about"), width=260, elastic=True),
    Column("state", N_("State"), width=130),
    Column("sent", N_("Sent on"), width=130),
)
"""Of the list; each row begins with the paper's row number."""


class PapersBeside(Dialog):
    """The papers of one record; Enter opens the valid file of one."""

    HELP = "templates"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, record: Record, parent: QWidget) -> None:
        self._desk = desk
        self.table = TableView(_("Papers of the office"), _COLUMNS)
        papers = kept_beside(desk.read, type(record).__name__, record.id or 0)
        self.table.set_rows([self._row(one) for one in papers])
        body = widgets.stack(spacing=6, of=((self.table, 1),))
        title = f"{_('Papers of the office')}: {record.display_name()}"
        advice = _("They are kept, signed and sent in “Orders and letters”.")
        super().__init__(title, advice if papers else _("No papers are kept here yet."), body, _("Open"), parent)
        self.table.setVisible(bool(papers))
        self.main.setEnabled(bool(papers))
        self.table.opened.connect(lambda _key: self.take())
        self.cancel.setText(_("Close"))
        self.resize(760, 380)
        self.table.setFocus()

    def _row(self, one: PaperLine) -> tuple[object, ...]:
        standing = paper_standing(one, self._desk.read.today())
        sent = {True: _day(one.sent_on), False: _("not sent"), None: ""}[standing.is_sent]
        state = _(standing.state.label)
        return one.id, one.number, _day(one.day), one.name, state, sent

    def take(self) -> None:
        """Open the file of the paper chosen that is valid: the signed one where there is one."""
        from cluster_desk.data.queries.contents import read_content
        from cluster_desk.ui.frame.opening import open_attached

        key = self.table.current_key()
        paper = self._desk.read.load(OfficePaper, key) if key is not None else None
        files = valid_files(paper) if paper else []
        content = read_content(self._desk.read, files[0].digest) if files else None
        if content is None:
            messages.inform(self, _("No file is attached to this paper"))
            return
        open_attached(files[0].name, content, self)


def _day(words: str) -> str:
    return day_in_figures(words) if words else ""


def show_beside(desk: Desk, record: Callable[[], Record | None], parent: QWidget) -> None:
    """Show the papers kept beside the record shown."""
    here = record()
    if here is not None and here.id is not None:
        PapersBeside(desk, here, parent).show_over()
