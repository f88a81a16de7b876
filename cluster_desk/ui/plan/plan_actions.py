"""The actions on chosen lines that ask something first, and the menus that offer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.plans import ItemState, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.rules.plan_lines import Key, Line, people_of
from cluster_desk.ui import messages
from cluster_desk.ui.look import icons
from cluster_desk.ui.plan.item_form import open_form
from cluster_desk.ui.plan.plan_dialogs import CancelledDialog, MovedDialog, NameDialog, ResponsibleDialog, ShiftDialog
from cluster_desk.ui.plan.plan_model import (
    DEADLINE,
    NUMBER,
    RESPONSIBLE,
    STATE,
    STATE_LOOKS,
    TITLE,
    cell_text,
    state_word,
)
from cluster_desk.ui.plan.plan_tree import PlanTree
from cluster_desk.ui.plan.plan_work import PlanWork
from cluster_desk.ui.table.clipboard_table import rows_in, table_data

_COPIED = (NUMBER, TITLE, DEADLINE, RESPONSIBLE, STATE)


class PlanActions:
    """What menus, keys and dialogs do to the lines chosen in `tree`, by means of `work`."""

    def __init__(self, desk: Desk, tree: PlanTree, work: PlanWork) -> None:
        self._desk, self._tree, self._work = desk, tree, work
        self.edit_deadline: Callable[[Key, str], object] = lambda key, typed: None

    def chosen(self) -> list[Line]:
        """The lines chosen, or the one that has the keyboard."""
        lines = self._tree.chosen_lines()
        current = self._tree.current_line()
        return lines or ([current] if current else [])

    def dated(self) -> list[Line]:
        """The items and steps among the lines chosen: what has a state and a deadline."""
        return [line for line in self.chosen() if line.kind != "section"]

    def move(self, by: int) -> None:
        """Move the lines chosen up (-1) or down (1)."""
        if not self._desk.read_only:
            keys = [line.key for line in self.chosen()]
            self._work.move(self.chosen(), by, self._tree.plan.lines)
            self._tree.choose(keys)

    def move_section(self, by: int) -> None:
        """Move the section of the line that has the keyboard."""
        line = self._tree.current_line()
        if line is not None and not self._desk.read_only:
            self._work.move_section(line, by)
            self._tree.go_to(line.key, max(TITLE, self._tree.currentIndex().column()))

    def drop(self, keys: list[Key], before: int) -> None:
        """Put dragged lines where they were dropped."""
        lines = self._tree.plan.lines
        dragged = set(keys)
        above = next((line for line in reversed(lines[:before]) if line.key not in dragged), None)
        if self._work.drop(keys, above):
            self._tree.choose(keys)

    def add_step(self) -> None:
        """Split the item that has the keyboard by one more step, and begin to write it."""
        line = self._tree.current_line()
        if line is None or line.kind == "section" or self._desk.read_only:
            return
        key = self._work.add_step(line)
        if key and self._tree.go_to(key):
            self._tree.change_cell(self._tree.currentIndex())

    def delete(self) -> None:
        """Delete the lines chosen."""
        if not self._desk.read_only and self.chosen():
            self._work.delete(self.chosen())

    def copy(self) -> None:
        """Put the lines chosen into the clipboard as a table; numbers of steps are the screen's own and stay here."""
        lines = self.chosen()
        rows = [
            ["" if line.kind == "step" and column == NUMBER else cell_text(line, column) for column in _COPIED]
            for line in lines
        ]
        headings = [str(self._tree.plan.headerData(column, Qt.Orientation.Horizontal)) for column in _COPIED]
        if rows:
            QGuiApplication.clipboard().setMimeData(table_data(headings, rows))

    def paste(self) -> None:
        """Add the rows of the clipboard behind the line that has the keyboard."""
        rows = rows_in(QGuiApplication.clipboard().mimeData())
        if rows and not self._desk.read_only:
            keys = self._work.paste(rows, self._tree.current_line())
            self._tree.choose(keys)

    def ask_state(self, _key: object = None) -> QMenu:
        """Offer the states below the state of the current line."""
        menu = self.state_menu()
        rect = self._tree.visualRect(self._tree.plan.index(self._tree.currentIndex().row(), STATE))
        menu.popup(self._tree.viewport().mapToGlobal(QPoint(rect.left() + 8, rect.bottom())))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def set_state(self, state: ItemState) -> None:
        """Give the lines chosen a state; moved asks to when, cancelled why."""
        lines = self.dated()
        if not lines or self._desk.read_only:
            return
        keys = [line.key for line in lines]
        if state is ItemState.MOVED:
            moved = MovedDialog(self._named(lines), self._tree.period, self._tree)
            moved.when.setText(lines[0].moved_to if len(lines) == 1 else "")
            moved.why.setText(lines[0].reason if len(lines) == 1 else "")
            self._open(
                moved, lambda: self._work.set_state(keys, state, moved.when.text().strip(), moved.why.text().strip())
            )
        elif state is ItemState.CANCELLED:
            why = CancelledDialog(self._named(lines), self._tree)
            self._open(why, lambda: self._work.set_state(keys, state, reason=why.why.text().strip()))
        else:
            self._work.set_state(keys, state)

    def ask_responsible(self) -> None:
        """Ask who answers for the lines chosen."""
        lines = self.dated()
        if lines and not self._desk.read_only:
            asked = ResponsibleDialog(self._named(lines), people_of(self._tree.plan.lines), self._tree)
            if len(lines) == 1:
                asked.who.setEditText(lines[0].responsible)
            self._open(
                asked, lambda: self._work.set_responsible([line.key for line in lines], asked.who.currentText().strip())
            )

    def ask_shift(self) -> None:
        """Ask by how many months the deadlines chosen are to be moved."""
        lines = self.dated()
        if not lines or self._desk.read_only:
            return
        asked = ShiftDialog(self._named(lines), self._tree)

        def shift() -> None:
            left = self._work.shift_months(lines, asked.months.value()) if asked.months.value() else 0
            if left:
                told = n_("%d deadline was not moved", "%d deadlines were not moved", left) % left
                messages.tell(
                    self._tree, told, _("It names no days of its own: the whole year, quarterly, on request.")
                )

        self._open(asked, shift)

    def ask_section(self) -> None:
        """Ask for a new section's name and add it."""
        if self._desk.read_only:
            return
        asked = NameDialog(_("New section"), _("Name"), _("Add the section"), self._tree)

        def add() -> None:
            key = self._work.add_section(" ".join(asked.name.text().split()))
            if key:
                self._tree.go_to(key)

        self._open(asked, add)

    def open_section(self, row: int) -> None:
        """Show the form of a section: its name and, for a stage, its days."""
        section = self._desk.read.load(PlanSection, row)
        if section is not None:
            open_form(self._tree, self._desk, section, N_("Section changed"), (470, 300))

    def state_menu(self) -> QMenu:
        """All states, each with its icon."""
        menu = QMenu(_("State"), self._tree)
        for state in ItemState:
            asks = state in (ItemState.MOVED, ItemState.CANCELLED)
            text = state_word(state) + ("…" if asks else "")
            action = menu.addAction(text, partial(self.set_state, state))
            icon, tone = STATE_LOOKS[state]
            icons.dress(action, icon, 16, tone)
        menu.setEnabled(not self._desk.read_only)
        return menu

    def add_row_actions(self, menu: QMenu) -> None:
        """Put what can be done with the lines chosen into `menu`, with its keys."""
        lines, dated = self.chosen(), self.dated()
        line = self._tree.current_line()
        one = len(lines) == 1
        able = not self._desk.read_only and bool(lines)
        adding = (
            (_("Edit"), lambda: self._tree.change_cell(self._tree.currentIndex()), "F2", able and one),
            (_("Deadline…"), self._change_deadline, "Ctrl+D", able and one and bool(dated)),
            (_("Open the form"), lambda: self._tree.opened.emit(self._tree.current_key()), "Enter", one),
            (_("Split into steps"), self.add_step, "Ins", able and bool(line) and bool(dated)),
        )
        for text, do, keys, enabled in adding:
            self._add(menu, text, do, keys, enabled=enabled)
        menu.addSeparator()
        states = self.state_menu()
        states.setEnabled(able and bool(dated))
        states.menuAction().setShortcut(QKeySequence("F4"))
        menu.addMenu(states)
        self._add(menu, _("Responsible…"), self.ask_responsible, enabled=able and bool(dated))
        self._add(menu, _("Move the deadline by months…"), self.ask_shift, enabled=able and bool(dated))
        menu.addMenu(self._sections_menu(lines))
        menu.addSeparator()
        self._add(menu, _("Move up"), lambda: self.move(-1), "Alt+Up", enabled=able)
        self._add(menu, _("Move down"), lambda: self.move(1), "Alt+Down", enabled=able)
        self._add(menu, _("Move the section up"), lambda: self.move_section(-1), "Alt+Shift+Up", enabled=able)
        self._add(menu, _("Move the section down"), lambda: self.move_section(1), "Alt+Shift+Down", enabled=able)
        menu.addSeparator()
        self._add(menu, _("Copy as a table"), self.copy, "Ctrl+C", enabled=bool(lines))
        self._add(menu, _("Paste rows"), self.paste, "Ctrl+V", enabled=not self._desk.read_only)
        self._add(menu, _("Delete"), self.delete, "Del", enabled=able)

    def _sections_menu(self, lines: Sequence[Line]) -> QMenu:
        menu = QMenu(_("To section"), self._tree)
        items = [line for line in lines if line.kind == "item"]
        for section in self._work.table.sections if self._work.table else ():
            title = section.name or _("Without a section")
            short = title if len(title) <= 70 else f"{title[:69]}…"
            menu.addAction(short.replace("&", "&&"), partial(self._to_section, items, section.id))
        menu.setEnabled(bool(items) and not self._desk.read_only and len(menu.actions()) > 1)
        return menu

    def _to_section(self, items: Sequence[Line], section: int) -> None:
        if self._work.to_section(items, section):
            self._tree.choose([line.key for line in items])

    def _change_deadline(self) -> None:
        line = self._tree.current_line()
        if line is not None and line.kind != "section" and not self._desk.read_only:
            self.edit_deadline(line.key, "")

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], keys: str = "", *, enabled: bool = True) -> None:
        action = menu.addAction(text, do)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setEnabled(enabled)

    def _named(self, lines: Sequence[Line]) -> str:
        """The lines that are to be changed, for a dialog: the one by its title, several by their number."""
        if len(lines) == 1:
            title = lines[0].title
            return title if len(title) <= 160 else f"{title[:159]}…"
        return n_("%d row of the plan", "%d rows of the plan", len(lines)) % len(lines)

    def _open(self, dialog: QDialog, do: Callable[[], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(do)
        dialog.finished.connect(lambda _result: self._tree.setFocus())
        dialog.open()
