"""Those who are only words in plans and agendas: made people, and members of the council, in one step."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.desk import Desk
from cluster_desk.rules.people_named import NamedPerson, names_of_file, records_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets


class NamesDialog(Dialog):
    """Lists who is named; each can be taken as a person, and with a seat on the council."""

    HELP = "members"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        empty = not desk.read.value("SELECT 1 FROM council_seats WHERE body_id IS NULL LIMIT 1")
        self.rows: list[tuple[NamedPerson, QCheckBox, QCheckBox]] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for place, one in enumerate(names_of_file(desk.read)):
            taken, seated = QCheckBox(one.name), QCheckBox(_("to the council"))
            seated.setAccessibleName(f"{one.name}: {_('to the council')}")
            taken.setChecked(True)
            seated.setChecked(empty and one.speaks)
            for column, widget in enumerate((taken, widgets.ElidedLabel(one.position, "quiet"), seated)):
                grid.addWidget(widget, place, column)
            for box in (taken, seated):
                box.toggled.connect(self._show_count)
            self.rows.append((one, taken, seated))
        body = widgets.scrolled(widgets.holder(widgets.stack(of=(grid, widgets.GAP))))
        advice = _("They are named in plans and agendas, and are in no list. Who is taken is linked there.")
        super().__init__(_("People and council from the names in documents"), advice, body, _("Create"), parent)
        self.resize(680, min(620, 210 + 34 * len(self.rows)))
        self._show_count()

    def take(self) -> None:
        """Store those chosen as one change."""
        taken = [one for one, box, _seat in self.rows if box.isChecked()]
        seated = [one for one, _box, seat in self.rows if seat.isChecked()]
        if not taken:
            return
        with messages.show_trouble(self):
            records = records_of(self._desk.draft, taken, seated)
            self._desk.change(N_("People and council made of names"), *records, subject=str(len(taken)))
            self.accept()

    def _show_count(self) -> None:
        for _one, taken, seated in self.rows:
            seated.setEnabled(taken.isChecked())
            seated.setChecked(seated.isChecked() and taken.isChecked())
        count = sum(taken.isChecked() for _one, taken, _seated in self.rows)
        self.main.setText(n_("Create %d person", "Create %d people", count) % count)
        self.main.setEnabled(bool(count))


def offer_names_of_file(desk: Desk, parent: QWidget) -> NamesDialog | None:
    """Show those named in the file; a sentence where nobody is."""
    dialog = NamesDialog(desk, parent)
    if not dialog.rows:
        dialog.deleteLater()
        messages.inform(parent, _("Everybody named in plans and agendas is in the list of people already"))
        return None
    dialog.show_over()
    return dialog
