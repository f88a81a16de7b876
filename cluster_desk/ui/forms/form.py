"""The form of one record beside its list: edit, save, cancel; problems stand beside their fields.

The record shown is a copy; the file changes only when the user saves, in one change with the records that were made on
the way by typing a new name into a link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from cluster_desk.core.errors import Problem, Problems, UserError
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of, with_parts
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.office_papers import KEPT_BESIDE
from cluster_desk.data.queries.members import Choosable
from cluster_desk.data.queries.references import choosable
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import ADD_KEYS, HISTORY_KEYS, RecordKey
from cluster_desk.ui.frame.messages import Answer, Message
from cluster_desk.ui.frame.page import SidePanel, picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER

if TYPE_CHECKING:  # with all of Qt's widgets to type into, which no list needs before a record is shown
    from cluster_desk.ui.forms.editors import FieldEditor
    from cluster_desk.ui.forms.fields_pane import FieldsPane

_WIDEST = 620
_PAUSE = 150  # milliseconds after the last key before it is looked whether the typing mends what was wrong
_BESIDE_SCROLL_BAR = 8  # the margin at the right of the fields; the scroll bar, where there is one, takes more


class RecordForm(SidePanel):
    """Edits one record of a class; `added` and `changed` (msgids) name the changes it makes.

    `saved` tells the row number of what was stored. `closed` asks the screen to put the form away.
    """

    FIRST: ClassVar[tuple[str, ...]] = ()  # fields that stand first, whatever their order in the record
    saved = Signal(int)
    edited = Signal()

    _cross: QWidget | None = None

    def __init__(self, desk: Desk, record: type[Record], *, added: str, changed: str, without: Sequence[str] = ()):
        self._scroll = QScrollArea()
        super().__init__(self._scroll)
        self._desk = desk
        self._class = record
        self._added, self._changed = added, changed
        self._record: Record | None = None
        self._record_shown = ""  # the uuid of the record that the fields are of, while it is stored too
        self._clean: object = None
        self._problems: list[Problem] = []
        self._without = without
        self._column = widgets.stack((18, 14, _BESIDE_SCROLL_BAR, 18))
        self.whole = ProblemLine()
        self._lay_out()
        self._add_buttons()
        self._add_history()
        for keys in (QKeySequence.StandardKey.Save, "Ctrl+Return", "Ctrl+Enter"):
            widgets.on_keys(self, keys, self.save, what=_("Save the form"))
        widgets.on_keys(self, ADD_KEYS, self._add_part)
        self._mended = widgets.later(self, _PAUSE, self._look_at_problems)

    @cached_property
    def pane(self) -> FieldsPane:
        """The editors; made for the first record, so that a list is painted without waiting for them."""
        from cluster_desk.ui.forms.fields_pane import FieldsPane

        pane = FieldsPane(
            self._class,
            self._choosable,
            headings=True,
            without=self._without,
            own_editors=self._own_editors(),
            first=self.FIRST,
        )
        pane.setMaximumWidth(_WIDEST)
        pane.changed.connect(self._was_edited)
        pane.arranged.connect(self._chain_tabs)
        self._column.insertWidget(1, pane)
        return pane

    @property
    def record(self) -> Record | None:
        """The record shown, as it was when it came; None when there is none."""
        return self._record

    def current_record(self) -> RecordKey | None:
        """The record shown, once it is stored."""
        return (self._class, self._record.id) if self._record is not None and self._record.id is not None else None

    @property
    def dirty(self) -> bool:
        """Whether something was changed and not saved."""
        return self._record is not None and self.pane.state() != self._clean

    def show_record(self, record: Record) -> None:
        """Show `record`, new or loaded; what was typed before is gone (ask `may_leave` first)."""
        again = self._record_shown == record.uuid
        bar = self._scroll.verticalScrollBar()
        place, height = (self._place_of_keyboard(), bar.value()) if again else (None, 0)
        self._record, self._record_shown = record, record.uuid
        self.pane.refresh_choosables()
        self.pane.show_record(record)
        self._clean = self.pane.state()
        self.pane.set_read_only(self._desk.read_only)
        self._show_problems(())
        self._chain_tabs()
        if place is not None:
            self._put_keyboard(place)
        bar.setValue(height)

    def _place_of_keyboard(self) -> int | None:
        """Which of the inputs has the keyboard."""
        return next((n for n, each in enumerate(self.pane.inputs()) if each.hasFocus()), None)

    def _put_keyboard(self, place: int) -> None:
        """Give the keyboard back to an input that was made anew with the part of the record that it is of."""
        inputs = list(self.pane.inputs())
        if place < len(inputs) and not inputs[place].hasFocus():
            inputs[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Show nothing; what was typed is gone."""
        self._record = None
        self._record_shown = ""
        self._clean = None

    def save(self) -> bool:
        """Store what was typed; False when there is something to mend, which then stands beside its field."""
        if self._record is None or self._desk.read_only:
            return False
        if not self.dirty and self._record.id is not None:
            return True
        problems = self.pane.own_problems()
        try:
            if problems:
                raise Problems(problems)
            record, made = self._filled()
            self.prepare(self._record, record)
            stored = self._store(record, made)
        except Problems as found:
            self._show_problems(found.problems)
            self._go_to_first()
            return False
        except UserError as trouble:
            messages.show_error(self, trouble)
            return False
        self._record = None
        self.saved.emit(stored)
        return True

    def take_back(self) -> bool:
        """Let the fields be as they were before the typing, when the user agrees; False when the typing stays."""
        text = _("What is typed goes first; what is saved can be taken back after that.")
        answers = (Answer("drop", _("Take back what is typed")), Answer("stay", _("Go on editing")))
        asked = Message(self._unsaved(), text, icon="warning", tone="warn", answers=answers)
        if self._record is None or messages.ask(self, asked) != "drop":
            return False
        self.show_record(self._record)
        return True

    def cancel(self) -> bool:
        """Close the form; what was typed is saved or dropped as the user says. False when the form stays."""
        if not self.may_leave():
            return False
        self.clear()
        self.closed.emit()
        return True

    def may_leave(self) -> bool:
        """Whether the form may show something else: asks about changes that are not saved."""
        if not self.dirty:
            return True
        answer = messages.ask_to_keep(self, _("Save the changes before you go on?"), self._unsaved())
        if answer == "save":
            return self.save()
        if answer == "drop":
            self.clear()
            return True
        return False

    def focus_first(self) -> None:
        """Go to the first field."""
        next(self.pane.inputs()).setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self, before: Record, after: Record) -> None:
        """What else a changed record needs before it is stored; told it as it was and as it will be."""

    def _chain_tabs(self) -> None:
        """Let Tab go as the eye does, parts made later included."""
        from cluster_desk.ui.forms.fields_pane import chain_tabs

        chain_tabs([*self.pane.inputs(), self.cancel_button, self.save_button, *self.head_buttons])

    def also(self, record: Record, made: Sequence[Record]) -> list[Record]:
        """What is stored with a record; `made` are those made of new names, which may be completed here."""
        return []

    def _lay_out(self) -> None:
        self.whole.setContentsMargins(0, 0, 0, 8)
        widgets.fill(self._column, self.whole, widgets.GAP)
        inside = widgets.holder(self._column, "surface")
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _add_buttons(self) -> None:
        self._count_icon = QLabel()
        self.count = widgets.label("", "bad")
        self.cancel_button = widgets.button(_("Cancel"), self.cancel)
        self.save_button = widgets.button(_("Save"), self.save, look="primary")
        self.save_button.setToolTip("Ctrl+S")
        self.foot.addWidget(self._count_icon)
        self.foot.addWidget(self.count, 1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.cancel)

    def add_action(self, button: QWidget) -> None:
        """Put a small button at the head; the cross stays the last."""
        super().add_action(button)
        if self._cross is not None:
            self._actions.addWidget(self._cross)
            self.head_buttons.remove(self._cross)
            self.head_buttons.append(self._cross)

    def _add_history(self) -> None:
        """The buttons of the past at the head: the record's history, and of a person what is kept."""
        history = widgets.icon_button("history", _("History of the record…"), self._show_history)
        history.setToolTip(f"{_('History of the record…')} ({HISTORY_KEYS})")
        self.past = [history]
        if self._class is Person:
            self.past.append(widgets.icon_button("info", _("What is kept of the person…"), self._show_kept))
        if self._class.__name__ in KEPT_BESIDE:
            self.past.insert(0, widgets.icon_button("document", _("Papers kept beside it…"), self._show_papers))
        self.close_button = widgets.icon_button("dismiss", _("Close the card (Esc)"), self.cancel)
        for button in (*self.past, self.close_button):
            self.add_action(button)
        self._cross = self.close_button

    def _show_history(self) -> None:
        if self.record is not None and self.record.id is not None:
            show_history_of(self._desk, self, self._class, self.record.id, unsaved=self.dirty)

    def _show_papers(self) -> None:
        from cluster_desk.ui.forms.beside import show_beside

        show_beside(self._desk, lambda: self.record, self)

    def _show_kept(self) -> None:
        from cluster_desk import settings
        from cluster_desk.data.privacy.erase import somebody
        from cluster_desk.ui.screens.safety.person_dialog import PersonDialog

        if self.record is not None and self.record.id is not None:
            PersonDialog(self._desk, somebody(self._desk.read, self.record.id), settings.load(), self).show_over()

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        """Editors that a kind of record has of its own, by field."""
        return {}

    def _choosable(self, target: str) -> list[Choosable]:
        return choosable(self._desk.read, target)

    def _filled(self) -> tuple[Record, list[Record]]:
        """A copy of the record with what was typed, and the records to make for the links that name nobody yet."""
        from cluster_desk.rules.links import values_of_new  # with the patterns of names, which no first list needs
        from cluster_desk.ui.forms.link_editor import NewRecord

        assert self._record is not None
        record = self._record.copy()
        self.pane.take_into(record)
        made: dict[tuple[str, str], Record] = {}
        for part in with_parts(record):
            for field in fields_of(type(part)).values():
                value = getattr(part, field.name)
                if field.kind is Kind.LINK and isinstance(value, NewRecord):
                    key = (field.target, value.name)
                    if key not in made:
                        target = record_class(field.target)
                        made[key] = self._desk.draft(target, **values_of_new(target, value.name))
                    setattr(part, field.name, made[key].id)
        return record, list(made.values())

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        is_new = self._record is not None and self._record.id is None
        name = self._added if is_new else self._changed
        further = self.also(record, made)
        return self._desk.change(name, *made, *further, record, subject=record.display_name())[-1]

    def _unsaved(self) -> str:
        return _("“%(title)s” is changed and not saved") % {"title": self._name() or _(self._class.LABEL)}

    def _name(self) -> str:
        editor = self.pane.editors.get(self._class.TITLE)
        typed = editor.value() if editor else ""
        return (typed if isinstance(typed, str) else "") or (self._record.display_name() if self._record else "")

    def _was_edited(self) -> None:
        if self._problems:
            self._mended.start()
        self._show_state()
        self.edited.emit()

    def _look_at_problems(self) -> None:
        """Take away what was wrong and is mended by now; what else is wrong is told at the next saving."""
        if self._record is None or not self._problems or not self._desk.read.is_open:
            return
        wrong = self.pane.own_problems()
        if not wrong:
            record, _made = self._filled()
            self.prepare(self._record, record)
            found = self._desk.problems(record)
            wrong = list(found.problems) if found else []
        before = {(one.field, one.path) for one in self._problems}
        self._show_problems([one for one in wrong if (one.field, one.path) in before])

    def _add_part(self) -> None:
        """Begin one more of the record's first parts: an agreement, a step."""
        from cluster_desk.ui.forms.fields_pane import PartsEditor

        parts = next((each for each in self.pane.editors.values() if isinstance(each, PartsEditor)), None)
        if parts is not None and not self._desk.read_only:
            parts.add()
            self._scroll.ensureWidgetVisible(parts, 0, 60)

    def _go_on(self) -> None:
        """Enter: to the next field; in the last one it saves."""
        fields = [each for each in self.pane.inputs() if not isinstance(each, QPushButton | QToolButton)]
        here = self.focusWidget()
        place = next((n for n, each in enumerate(fields) if each is here or each.isAncestorOf(here)), -1)
        after = [each for each in fields[place + 1 :] if each.isEnabled() and each.isVisibleTo(self)]
        if place < 0:
            return
        if not after:
            self.save()
            return
        after[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(after[0], 0, 60)

    def _show_state(self) -> None:
        new = self._record is not None and self._record.id is None
        title = self._name() or _(self._class.LABEL)
        if self._desk.read_only:
            self.set_title(title, _("Open for reading only"))
        elif self.dirty:
            self.set_title(title, _("Changed, not saved"), "warn")
        else:
            self.set_title(title, _("New, not saved yet") if new else "")
        self.save_button.setEnabled(not self._desk.read_only and (self.dirty or new))
        for button in self.past:
            button.setEnabled(not new)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = list(problems)
        self.pane.show_problems(problems)
        self.whole.say(" ".join(one.text for one in problems if self.pane.editor_of(one) is None))
        count = len(problems)
        self.count.setText(n_("Mend %d field", "Mend %d fields", count) % count if count else "")
        self._count_icon.setVisible(bool(count))
        if count:
            self._count_icon.setPixmap(picture("error_circle_filled", 16, "bad", self))
        self._show_state()

    def _go_to_first(self) -> None:
        """Bring the first problem in sight, words and field, and put the keyboard there, its text selected."""
        problems = [(editor, one) for one in self._problems if (editor := self.pane.editor_of(one))]
        if not problems:
            self._scroll.verticalScrollBar().setValue(0)
            return
        first, problem = problems[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        widget = first.inputs()[0]
        select = getattr(widget, "selectAll", None)
        if select:
            select()

        def bring_in_sight() -> None:
            for each in (self.pane.line_of(problem), first):
                if each is not None:
                    self._scroll.ensureWidgetVisible(each, 0, 12)

        # The line under the field has its height only after the layout has run.
        QTimer.singleShot(0, first, bring_in_sight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in ENTER:
            self._go_on()
        else:
            super().keyPressEvent(event)


def show_history_of(desk: Desk, parent: QWidget, record: type[Record], row: int, *, unsaved: bool = False) -> None:
    """Show the history of a record; with `unsaved` typing in its form nothing can be brought back meanwhile."""
    from cluster_desk.ui.screens.safety.history_dialog import RecordHistoryDialog

    held = _("Something is typed and not saved: save or cancel it first, then an earlier state can be brought back.")
    RecordHistoryDialog(desk, parent, record, row, held if unsaved else "").show_over()


class FormDialog(QDialog):
    """A form with `record` as a window of its own; closing it asks about what is not saved."""

    def __init__(self, parent: QWidget, form: RecordForm, record: Record, title: str, size: tuple[int, int]) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = form
        self.setLayout(widgets.stack(of=((form, 1),)))
        self.resize(*size)
        form.show_record(record)
        # By its class: connected as a bound method it would be this window's own `reject`, which asks the form again.
        form.closed.connect(lambda: QDialog.reject(self) if self.isVisible() else None)
        form.saved.connect(lambda _row: self.accept())

    def reject(self) -> None:
        """Close, unless the user stays with what he typed."""
        self.form.cancel()
