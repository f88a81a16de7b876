"""What menus and keys do to the chosen lines of a plan and to the plan as a whole, asking first where need be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record, table_columns
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.lines import Key, Line, people_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import FOLDER_KEYS
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.table_view import table_data
from cluster_desk.ui.look import icons
from cluster_desk.ui.screens.plan.deadline_editor import DeadlineEditor, edit_deadline
from cluster_desk.ui.screens.plan.next_year import NextYearDialog
from cluster_desk.ui.screens.plan.plan_dialogs import (
    CancelledDialog,
    MovedDialog,
    NameDialog,
    NewPlanDialog,
    ResponsibleDialog,
    ShiftDialog,
    open_form,
)
from cluster_desk.ui.screens.plan.plan_model import (
    COLUMNS,
    DEADLINE,
    NUMBER,
    STATE,
    STATE_LOOKS,
    STRIP,
    TITLE,
    cell_text,
    state_word,
)
from cluster_desk.ui.screens.plan.plan_tree import PlanTree
from cluster_desk.ui.screens.plan.plan_work import PlanWork


class PlanActions(QObject):
    """What menus, keys and dialogs do to the lines chosen in `tree` and to their plan, by means of `work`.

    `plan_made` tells the row number of a plan just made, `folder_asked` the event whose folder is to be shown.
    """

    plan_made = Signal(int)
    folder_asked = Signal(int)

    def __init__(self, desk: Desk, tree: PlanTree, work: PlanWork, today: Callable[[], dt.date]) -> None:
        super().__init__(tree)
        self._desk, self._tree, self._work, self._today = desk, tree, work, today

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
        columns = [column for column in range(len(COLUMNS)) if self._is_copied(column, lines)]
        left_out = {"section": [*range(TITLE), *range(TITLE + 1, len(COLUMNS))], "step": [NUMBER], "item": []}
        rows = [["" if at in left_out[line.kind] else cell_text(line, at) for at in columns] for line in lines]
        headings = [str(self._tree.plan.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        if rows:
            QGuiApplication.clipboard().setMimeData(table_data(headings, rows))

    def _is_copied(self, column: int, lines: Sequence[Line]) -> bool:
        """Whether a column goes along: all but the strip, and of the optional ones those that say something."""
        if column == STRIP:
            return False
        value = table_columns(PlanItem)[COLUMNS[column]]
        return not value.optional or any(cell_text(line, column) for line in lines)

    def paste(self) -> None:
        """Add the rows of the clipboard behind the line that has the keyboard."""
        from cluster_desk.exchange.importing.pasting import pasted_items, plan_targets
        from cluster_desk.ui.lists.pasting import pasted_from

        if self._desk.read_only:
            return
        order = [key for at, key in enumerate(COLUMNS) if not self._tree.isColumnHidden(at)]
        pasted = pasted_from(QGuiApplication.clipboard().mimeData(), plan_targets(), order, self._tree)
        if pasted is not None:
            self._tree.choose(self._work.paste(pasted_items(pasted), self._tree.current_line()))

    def edit_deadline(self, key: Key, typed: str = "") -> DeadlineEditor | None:
        """Open the editor of a line's deadline below its cell, brought in sight; `typed` takes the place of its words.

        None where the line is not shown, is a section's, or the plan has no period to read words in: the cell is then
        edited in place.
        """
        start, end = self._tree.plan.period
        if self._desk.read_only or key[0] == "section" or not self._tree.go_to(key, DEADLINE):
            return None
        if start is None or end is None:
            self._tree.edit_words(self._tree.currentIndex(), typed)
            return None
        line = self._tree.plan.line(self._tree.currentIndex())
        # The file may hold several paragraphs; the field has one line, so that words left alone must stay as they are.
        text = " ".join(line.deadline.split())
        table = self._work.table
        rows = [row for item in table.items for row in item.rows()] if table else []

        def period_of(words: str) -> tuple[dt.date, dt.date]:
            row = next((one for one in rows if one.uuid == line.record.uuid), None)
            first, last = table.periods_with({row.uuid: words})(row) if table and row else (start, end)
            return first or start, last or end

        made = DeadlineEditor(
            start,
            end,
            typed or text,
            days_off=days_off(self._desk.read),
            ink=self._tree.delegate.section_ink(line),
            today=self._tree.plan.today,
            used=list(dict.fromkeys(one.deadline for one in rows if one.deadline and one.uuid != line.record.uuid)),
            period_of=period_of,
            parent=self._tree,
        )

        def take(words: str) -> None:
            if words != text:
                self._work.edit(key, "deadline", words)

        edit_deadline(made, self._tree.cell_on_screen(key, DEADLINE), take)
        if typed:
            made.field.end(False)
        return made

    def ask_state(self, _key: object = None) -> QMenu:
        """Offer the states below the state of the current line."""
        menu = self.state_menu()
        rect = self._tree.visualRect(self._tree.plan.index(self._tree.currentIndex().row(), STATE))
        menu.popup(self._tree.viewport().mapToGlobal(QPoint(rect.left() + 8, rect.bottom())))
        menu.setActiveAction(next((one for one in menu.actions() if one.text().endswith("✓")), menu.actions()[0]))
        return menu

    def set_state(self, state: ItemState) -> None:
        """Give the lines chosen a state; moved asks to when, cancelled why."""
        lines = self.dated()
        if not lines or self._desk.read_only:
            return
        keys = [line.key for line in lines]
        if state is ItemState.MOVED:
            moved = MovedDialog(self._named(lines), self._tree.plan.period, self._tree)
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

    def open_folder(self) -> QMenu | None:
        """Show the folder of the event that carries out the current item; a planned one is made where none does.

        Of several, and of an item of several terms, a menu asks which.
        """
        from cluster_desk.rules.log.events import events_of_item

        line = self._tree.current_line()
        item = (line.id if line.kind == "item" else line.parent) if line and line.kind != "section" else None
        if item is None:
            return None
        known = events_of_item(self._desk.read, item)
        planned = None if self._desk.read_only else known.planned
        if known.is_asked:
            return self._ask_event(known.events, planned)
        if known.events:
            self.folder_asked.emit(known.events[-1].event_id)
        elif planned:
            self._open_new(planned)
        return None

    def _open_new(self, event: Event) -> None:
        with messages.show_trouble(self._tree):
            self.folder_asked.emit(self._desk.change(N_("Event added"), event, subject=event.display_name())[-1])

    def _ask_event(self, events: Sequence[ServingEvent], planned: Event | None) -> QMenu:
        menu = QMenu(_("Folder of the event…"), self._tree)
        for one in events:
            menu.addAction(_in_menu(f"{one.day_words}: {one.name}"), partial(self.folder_asked.emit, one.event_id))
        if planned:
            menu.addSeparator()
            menu.addAction(_in_menu(_("New event: %s") % planned.day_words), partial(self._open_new, planned))
        rect = self._tree.visualRect(self._tree.currentIndex())
        menu.popup(self._tree.viewport().mapToGlobal(QPoint(rect.left() + 8, rect.bottom())))
        menu.setActiveAction(menu.actions()[-1 if planned else 0])
        return menu

    def ask_shift(self) -> None:
        """Ask by how many months the deadlines chosen are to be moved."""
        lines = self.dated()
        if not lines or self._desk.read_only:
            return
        asked = ShiftDialog(self._named(lines), self._tree)

        def shift() -> None:
            left = self._work.shift_months(lines, asked.months.value()) if asked.months.value() else 0
            if left:
                text = n_("%d deadline was not moved", "%d deadlines were not moved", left) % left
                messages.inform(
                    self._tree, text, _("It names no days of its own: the whole year, quarterly, on request.")
                )

        self._open(asked, shift)

    def ask_section(self) -> None:
        """Ask for a new section's name and add it."""
        if self._desk.read_only:
            return
        asked = NameDialog(_("New section"), _("Title"), _("Add the section"), self._tree)

        def add() -> None:
            key = self._work.add_section(asked.name.text())
            if key:
                self._tree.go_to(key)

        self._open(asked, add)

    def open_section(self, row: int) -> None:
        """Show the form of a section: its name and, for a stage, its days."""
        section = self._desk.read.load(PlanSection, row)
        if section is not None:
            open_form(self._tree, self._desk, section, N_("Section changed"), (470, 300))

    def state_menu(self) -> QMenu:
        """All states, each with its icon; that of the current line is marked, and the menu begins there."""
        menu = QMenu(_("State"), self._tree)
        line = self._tree.current_line()
        present = line.state if line is not None else None
        for state in ItemState:
            asks = state in (ItemState.MOVED, ItemState.CANCELLED)
            text = state_word(state) + ("…" if asks else "")
            action = menu.addAction(text, partial(self.set_state, state))
            icon, tone = STATE_LOOKS[state]
            icons.apply_look(action, icon, 16, tone)
            if state is present:
                action.setText(f"{text}\t✓")
                menu.setDefaultAction(action)
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
        self._add(menu, _("Folder of the event…"), self.open_folder, FOLDER_KEYS, enabled=one and bool(dated))
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

    def add_plan(self) -> NewPlanDialog | None:
        """Ask for a new plan and create it."""
        if self._desk.read_only:
            return None
        dialog = NewPlanDialog(self._today(), self._tree)

        def make() -> None:
            stored = self._work.store(N_("Plan added"), dialog.plan())
            if stored:
                self.plan_made.emit(stored[-1])

        dialog.accepted.connect(make)
        dialog.show_over()
        return dialog

    def carry_over(self) -> NextYearDialog | None:
        """Make next year's plan of this one, every change shown before."""
        plan = self._plan()
        if plan is None or self._desk.read_only:
            return None
        dialog = NextYearDialog(self._desk, self._work, plan, self.plan_made.emit, self._tree)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def edit_plan(self) -> None:
        """Show the form of what stands around the plan's table."""
        plan = self._plan()
        if plan is not None:
            open_form(self._tree, self._desk, plan, N_("Plan changed"), (640, 620))

    def delete_plan(self) -> None:
        """Delete the plan with all its items; the deletion can be undone."""
        plan, table = self._plan(), self._work.table
        if plan is None or table is None or self._desk.read_only:
            return
        # A table that is shared stays with the plan it belongs to.
        own = table.head.table_id == plan.id
        count = len(table.items) if own else 0
        words = "\n" + n_("with %d item inside", "with %d items inside", count) % count if count else ""
        advice = _("The deletion can be undone: Ctrl+Z.")
        title = _("The plan will be deleted")
        if messages.confirm(self._tree, title, plan.name + words, _("Delete"), advice=advice):
            inside: list[Record] = [*table.items, *table.sections] if own else []
            self._work.store(N_("Plan deleted"), remove=[*inside, plan], subject=plan.name)

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the plan as a whole, and with the rows chosen."""
        menu.clear()
        able, has_plan = not self._desk.read_only, self._work.table is not None
        self._add(menu, _("New plan…"), self.add_plan, enabled=able)
        self._add(menu, _("Plan for the next year…"), self.carry_over, enabled=able and has_plan)
        self._add(menu, _("Head of the plan: approvals, goals, texts…"), self.edit_plan, enabled=has_plan)
        self._add(menu, _("Delete the plan…"), self.delete_plan, enabled=able and has_plan)
        menu.addSeparator()
        self._add(menu, _("New section…"), self.ask_section, enabled=able and has_plan)
        through, anew = _("Number all items through"), _("Number items anew in each section")
        self._add(menu, through, lambda: self._work.renumber("through"), enabled=able and has_plan)
        self._add(menu, anew, lambda: self._work.renumber("sections"), enabled=able and has_plan)
        menu.addSeparator()
        menu.addMenu(self._tree.columns_menu(menu))
        if has_plan:
            menu.addSeparator()
            chosen = menu.addMenu(_("Chosen rows"))
            self.add_row_actions(chosen)

    def _plan(self) -> Plan | None:
        table = self._work.table
        return self._desk.read.load(Plan, table.head.id) if table else None

    def _sections_menu(self, lines: Sequence[Line]) -> QMenu:
        menu = QMenu(_("To section"), self._tree)
        items = [line for line in lines if line.kind == "item"]
        for section in self._work.table.sections if self._work.table else ():
            title = section.name or _("Without a section")
            short = title if len(title) <= 70 else f"{title[:69]}…"
            menu.addAction(short.replace("&", "&&"), partial(self._to_section, items, section.id or 0))
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

    def _open(self, dialog: Dialog, do: Callable[[], object]) -> None:
        dialog.accepted.connect(do)
        dialog.finished.connect(lambda _result: self._tree.setFocus())
        dialog.show_over()


def _in_menu(text: str) -> str:
    """Words of a record as a line of a menu."""
    words = " ".join(text.split())
    short = words if len(words) <= _LONGEST_IN_MENU else f"{words[:_LONGEST_IN_MENU].rsplit(' ', 1)[0]}…"
    return short.replace("&", "&&")


_LONGEST_IN_MENU = 70
