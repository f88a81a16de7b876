"""What is asked to settle a line of the opening screen: what came of an event, where its results stand, till when."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.council import Decision, DecisionState
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.rules.log.quick_entry import participations_in
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.screens.plan.plan_dialogs import add_row, form_rows

_MOST_TITLE = 160


class OutcomeDialog(Dialog):
    """Asks in a line what came of an event: held, moved or cancelled, how many took part, the outcome."""

    def __init__(self, event: Event, parent: QWidget) -> None:
        body, form = form_rows()
        self._event = event
        self.state = QuietCombo()
        self.state.setProperty("look", "field")
        for text, state in (
            (_("It was held"), EventState.HELD),
            (_("It was moved"), EventState.MOVED),
            (_("It was cancelled"), EventState.CANCELLED),
        ):
            self.state.addItem(text, state)
        self.how_many, self.results = QLineEdit(), QLineEdit(event.results.replace("\n", "; "))
        self.moved_to, self.reason = QLineEdit(event.moved_to), QLineEdit(event.reason)
        self.how_many.setPlaceholderText(_("27 parents"))
        self.results.setPlaceholderText(_("who won, what was decided"))
        self.moved_to.setPlaceholderText(_("14 November, December, …"))
        self.results.setCursorPosition(0)
        self.problem = widgets.label("", "bad", wrap=True)
        add_row(form, _("What became of it"), self.state)
        self._of_state: dict[EventState, tuple[QLineEdit, ...]] = {
            EventState.HELD: (self.how_many, self.results),
            EventState.MOVED: (self.moved_to, self.reason),
            EventState.CANCELLED: (self.reason,),
        }
        self._labels: dict[QLineEdit, QLabel] = {}
        for text, field in (
            (_("How many"), self.how_many),
            (_("Outcome"), self.results),
            (_("Moved to"), self.moved_to),
            (_("Why"), self.reason),
        ):
            add_row(form, text, field)
            label = form.labelForField(field)
            assert isinstance(label, QLabel)
            self._labels[field] = label
        form.addRow("", self.problem)
        title = event.name if len(event.name) <= _MOST_TITLE else f"{event.name[:_MOST_TITLE]}…"
        super().__init__(_("What came of it?"), title, body, _("Write down"), parent)
        self.state.currentIndexChanged.connect(lambda *_: self._show_fields())
        self._show_fields()
        self.how_many.setFocus()

    def chosen_state(self) -> EventState:
        """What became of the event."""
        return EventState.of(self.state.currentData())

    def event_told(self) -> Event:
        """The event with what was told of it."""
        told = self._event.copy()
        told.state = self.chosen_state()
        if told.state is EventState.HELD:
            told.participations = [*told.participations, *participations_in(self.how_many.text())]
            if self.results.text().strip() != self._event.results.replace("\n", "; ").strip():
                told.results = self.results.text().strip()
        else:
            told.moved_to = self.moved_to.text().strip() if told.state is EventState.MOVED else ""
            told.reason = self.reason.text().strip()
        return told

    def take(self) -> None:
        """Accept; without a date there is nothing to move to."""
        if self.chosen_state() is EventState.MOVED and not self.moved_to.text().strip():
            self.problem.setText(_("Write when it is to be held instead."))
            self.moved_to.setFocus()
            return
        self.accept()

    def _show_fields(self) -> None:
        self.problem.setText("")
        seen = self._of_state[self.chosen_state()]
        for field, label in self._labels.items():
            field.setVisible(field in seen)
            label.setVisible(field in seen)


class AddressDialog(Dialog):
    """Asks where the results of an event were published."""

    def __init__(self, event: Event, parent: QWidget) -> None:
        body, form = form_rows()
        self._event = event
        self.address = QLineEdit(event.links.partition("\n")[0])
        self.address.setPlaceholderText("https://…")
        add_row(form, _("Web address"), self.address)
        super().__init__(_("Where is it published?"), event.name[:_MOST_TITLE], body, _("Write down"), parent)
        self.address.setFocus()

    def event_told(self) -> Event:
        """The event with the address."""
        told = self._event.copy()
        told.links = self.address.text().strip()
        return told

    def take(self) -> None:
        if self.address.text().strip():
            self.accept()


class DecisionMovedDialog(Dialog):
    """Asks to which date a decision is moved."""

    def __init__(self, decision: Decision, today: dt.date, parent: QWidget) -> None:
        body, form = form_rows()
        self._decision, self._today = decision, today
        self.when = QLineEdit(show_day(decision.moved_to) if decision.moved_to else "")
        self.when.setPlaceholderText(_("14.11.2026 or 14 November"))
        self.problem = widgets.label("", "bad", wrap=True)
        add_row(form, _("Moved to"), self.when)
        form.addRow("", self.problem)
        super().__init__(_("Moved to when?"), decision.text[:_MOST_TITLE], body, _("Move"), parent)
        self.when.textEdited.connect(lambda _text: self.problem.setText(""))
        self.when.setFocus()

    def day(self) -> dt.date | None:
        """The day that the words mean: without a year the next such day."""
        day = read_day(self.when.text(), self._today.year)
        if day is not None and day < self._today and str(day.year) not in self.when.text():
            return read_day(self.when.text(), self._today.year + 1)
        return day

    def decision_told(self) -> Decision:
        """The decision with its new day."""
        told = self._decision.copy()
        told.state, told.moved_to = DecisionState.MOVED, self.day()
        return told

    def take(self) -> None:
        if self.day() is None:
            self.problem.setText(_("Say to which date it is moved, like 22.10.2026."))
            theme.set_tone(self.problem, "look", "bad")
            self.when.setFocus()
            return
        self.accept()
