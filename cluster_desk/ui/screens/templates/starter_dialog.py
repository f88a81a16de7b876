"""The starter set: papers that come with the program, ticked to be taken into the file and changed there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.templates import Template
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.starter_set import starter_set, template_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets


class StarterDialog(Dialog):
    """Takes papers of the starter set in, as one change; those of the same name are there already."""

    HELP = "templates"
    ONLY_SHOWS = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._papers = starter_set()
        stored = {one.name for one in desk.read.load_all(Template)}
        self.list = QListWidget()
        self.list.setAccessibleName(_("Ready papers"))
        for paper in self._papers:
            there = f" ({_('taken already')})" if paper.name in stored else ""
            item = QListWidgetItem(f"{paper.name} — {_(paper.whom.label)}{there}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        every = widgets.button(_("Tick all"), lambda: self.tick(Qt.CheckState.Checked), look="link")
        none = widgets.button(_("Untick all"), lambda: self.tick(Qt.CheckState.Unchecked), look="link")
        self.note = widgets.label("", "quiet", wrap=True)
        body = widgets.stack(spacing=6, of=((self.list, 1), widgets.row(of=(every, none, widgets.GAP)), self.note))
        advice = _("Each is yours then: open its paper in Word, change it, take it in again.")
        super().__init__(_("Ready papers"), advice, body, _("Take those ticked"), parent)
        self.resize(620, 560)
        self.list.setFocus()

    def tick(self, state: Qt.CheckState) -> None:
        """Tick all, or none."""
        for n in range(self.list.count()):
            self.list.item(n).setCheckState(state)

    def take(self) -> None:
        """Store those ticked."""
        ticked = Qt.CheckState.Checked
        chosen = [one for n, one in enumerate(self._papers) if self.list.item(n).checkState() is ticked]
        if not chosen:
            self.note.setText(_("Tick the papers that you need."))
            return
        with messages.show_trouble(self):
            made = [template_of(one) for one in chosen]
            names = ", ".join(one.name for one in chosen[:3])
            records = [template for template, _content in made]
            self._desk.change(
                N_("Ready papers taken"), *records, subject=names, contents=[content for _template, content in made]
            )
            self.accept()
