"""Asks of whom one wants to know what is kept: anybody whom the file names, in the list of people or not."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.data.privacy import erase as personal
from cluster_desk.data.privacy.erase import Somebody
from cluster_desk.data.privacy.person_report import personal_data_of
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.fields_pane import ProblemLine
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.council.name_completer import offer_names


class PersonQuestion(Dialog):
    """`who` is the person meant, once the dialog was accepted."""

    HELP = "safety"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self.who: Somebody | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Surname, name, patronymic"))
        self.name.setPlaceholderText(_("As the file writes it, or with initials"))
        self.problem = ProblemLine()
        column = widgets.stack(
            spacing=4, of=(widgets.label(_("Surname, name, patronymic"), "field"), self.name, self.problem, widgets.GAP)
        )
        advice = _("Also one who is in no list and only named in texts: a winner, a speaker, a guest.")
        super().__init__(_("Of whom?"), advice, column, _("Show"), parent)
        self.resize(460, 240)
        self.name.returnPressed.connect(self.take)
        offer_names(self.name, [str(row[0]) for row in desk.read.rows("SELECT name FROM people ORDER BY name")])
        self.name.setFocus()

    def take(self) -> None:
        words = self.name.text().strip()
        result = personal.people_called(self._desk.read, words) if words else []
        if len(result) > 1:
            names = "; ".join(name for _row, name in result)
            self.problem.say(_("“%(name)s” may be several people: %(names)s.") % {"name": words, "names": names})
            return
        read = self._desk.read
        self.name.setFocus()
        try:
            who = personal.somebody(read, result[0][0]) if result else personal.somebody_called(read, words)
        except UserError as error:
            self.problem.say(f"{error.what} {error.do}")
            return
        if not personal_data_of(read, who):
            self.problem.say(_("There is nobody called “%s” in this file.") % words)
            return
        self.who = who
        self.accept()
