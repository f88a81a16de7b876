"""The screen of plans: the table of the one chosen, what narrows it, its items' form, plans made and deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from cluster_desk.core.language import _, n_
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.core.russian.dates import month_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.plan_table import PlanHead, plan_heads, plan_table, table_after
from cluster_desk.desk import Desk
from cluster_desk.rules.checks.catalog import check
from cluster_desk.rules.findings import Finding
from cluster_desk.rules.plan.lines import (
    LATE,
    Key,
    Line,
    PlanFilter,
    counts,
    months_of,
    people_of,
    plan_lines,
    visible_lines,
)
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import FOLDER_KEYS, RecordKey, Requests, Today
from cluster_desk.ui.frame.filter_row import FilterRow
from cluster_desk.ui.frame.page import EmptyScreen, ListAndForm, Offer, Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo, filter_box
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.checks.check_window import Checker
from cluster_desk.ui.screens.plan.plan_actions import PlanActions
from cluster_desk.ui.screens.plan.plan_dialogs import ItemForm
from cluster_desk.ui.screens.plan.plan_model import chosen_words, state_word
from cluster_desk.ui.screens.plan.plan_tree import PlanTree
from cluster_desk.ui.screens.plan.plan_work import PlanWork

_CHOOSER_NARROWEST = 200
_PAPER = "plan"


class PlanFilters(QObject):
    """Puts a search field and boxes for section, month, person and state into `row`; `changed` when one is changed."""

    changed = Signal()

    def __init__(self, row: FilterRow) -> None:
        super().__init__(row)
        self._row = row
        self.search = row.add_search(_("Find in the plan"))
        self.search.setMaximumWidth(220)
        named = ((_("Section"), 136), (_("Month"), 132), (_("Person"), 172), (_("State"), 160))
        self.boxes = [filter_box(name, width, 260, self.changed.emit) for name, width in named]
        self.sections, self.months, self.people, self.states = self.boxes
        for box in self.boxes:
            row.add(box)
        row.query_changed.connect(lambda *_: self.changed.emit())
        states: list[tuple[str, object]] = [(state_word(code), code) for code in (*ItemState, LATE)]
        widgets.offer(self.states, [(_("Any state"), None), *states])

    def offer(self, lines: Sequence[Line], months: Sequence[dt.date]) -> None:
        """Offer what there is now; what is chosen stays where it is still there."""
        headings = [line for line in lines if line.kind == "section" and line.title]
        sections = [(f"{one.displayed_number}. {one.title}", one.id) for one in headings]
        widgets.offer(self.sections, [(_("All sections"), None), *sections])
        many_years = len({month.year for month in months}) > 1
        values = [
            (capitalized(month_name(each.month)) + (f" {each.year}" if many_years else ""), each) for each in months
        ]
        widgets.offer(self.months, [(_("All months"), None), *values])
        people = [(name, name) for name in people_of(lines)]
        widgets.offer(self.people, [(_("All people"), None), *people])

    def wanted(self) -> PlanFilter:
        """What is to be seen now."""
        return PlanFilter(
            self.search.text(),
            self.sections.currentData(),
            self.months.currentData(),
            self.people.currentData() or "",
            self.states.currentData() or "",
        )

    def clear(self) -> None:
        """Let everything be seen."""
        for box in self.boxes:
            box.setCurrentIndex(0)
        self.search.clear()


class PlanScreen(ListAndForm):
    """One plan at a time; several stand side by side in the box of the header."""

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        self._desk, self._settings = desk, settings
        self._requests, self._today = requests or Requests(), today
        self.tree = PlanTree(settings.list_look("plan"))
        hint = _("New item: type its name and press Enter")
        self.new_item = widgets.line_edit(_("New item"), hint, look="bare")
        self.hints = widgets.ElidedLabel("", "small")
        self.list_page = Page(_("Plan"), self._body())
        self.form = ItemForm(desk, lambda: self.plan_id)
        super().__init__(self.list_page, self.form)
        self.work = PlanWork(desk, self)
        self.commands = PlanActions(desk, self.tree, self.work, today)
        self.checker = Checker(self, desk, self._check, self._go_to_finding)
        self.chooser = QuietCombo()
        self.count_words = widgets.ElidedLabel("", "quiet")
        self.empty = self.list_page.kept(EmptyScreen("task_list_square_ltr", "", ""))
        self.filters = PlanFilters(self.list_page.filters)
        self.lines: list[Line] = []
        self._heads: list[PlanHead] = []
        self._read_at = 0
        self._current: int | None = None
        self._blank_item = False
        self._add_header()
        self._connect()
        subscribe_seen(desk, frozenset({"plans", "members", "events"}), self.reload, self)  # the log tells of states
        self.reload()

    @property
    def plan_id(self) -> int | None:
        """The row number of the plan shown; None without one."""
        return self.work.table.head.id if self.work.table else None

    def reload(self) -> None:
        """Read the plans and the table of the one shown anew."""
        plan = self.plan_id
        self._heads = plan_heads(self._desk.read)
        ids = [head.id for head in self._heads]
        self._show_plan(plan if plan in ids else self._nearest())

    def current_record(self) -> RecordKey | None:
        """The item or section that has the keyboard (of a step its item), else the plan."""
        line = self.tree.current_line()
        if line is None or not line.id:
            return (Plan, self.plan_id) if self.plan_id is not None else None
        if line.kind == "section":
            return PlanSection, line.id
        return PlanItem, line.id if line.kind == "item" else line.parent

    def go_to_plan(self, plan: int) -> None:
        """Show another plan."""
        if plan != self.plan_id and self.may_leave():
            self.filters.clear()
            self._blank_item = False
            self._show_plan(plan)
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            self.tree.scrollToTop()

    def show_record(self, kind: str, row: int) -> None:
        """Show a plan or an item."""
        if kind == "Plan":
            self.go_to_plan(row)
        else:
            self.go_to(("item", row))

    def go_to(self, key: Key) -> None:
        """Choose a line of whatever plan, and show it whatever is filtered."""
        plan = _plan_of(self._desk, key)
        if plan is None:
            return
        self.go_to_plan(plan)
        if not self.tree.go_to(key):
            self.filters.clear()
            self.tree.go_to(key)
        self.tree.setFocus()

    def add(self) -> None:
        """Go to the line where a new item is typed; without any plan ask for one first."""
        if self._desk.read_only:
            return
        if self.plan_id is None:
            self.commands.add_plan()
            return
        self._blank_item = True
        self._show_lines()
        self.new_item.setFocus()

    def narrow_to_state(self, code: str, plan: int) -> None:
        """Show only what of a plan has this state, or is late."""
        self.filters.clear()
        self.go_to_plan(plan)
        self.filters.states.setCurrentIndex(max(0, self.filters.states.findData(code)))
        self._show_lines()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        if not self.form.may_leave():
            return False
        if self.form.record is None:
            self.close_form()
        return True

    def close_form(self) -> None:
        """Put the form away and go back to the table."""
        self._current = None
        self.form.clear()
        self.open_form(False)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._fit()

    def open_item(self, key: Key) -> None:
        """Show the form of a line: an item's beside the table, a section's in a window of its own."""
        kind, row = key
        if kind == "section":
            self.commands.open_section(row)
            return
        item = row if kind == "item" else self.work.owner_of(row)
        if item is not None and (self._current == item or self.form.may_leave()):
            self._load(item)
            self.form.focus_first()

    def _body(self) -> QWidget:
        plus = widgets.icon_button("add", _("Add the item"), self._add_item, size=16)
        plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plus.setEnabled(not self._desk.read_only)
        foot = widgets.row((MARGIN_LEFT - 6, 4, MARGIN_RIGHT, 4), of=(plus, (self.new_item, 1), self.hints))
        return widgets.holder(widgets.stack(of=((self.tree, 1), widgets.line(), foot)), "surface")

    def _add_header(self) -> None:
        page = self.list_page
        self.chooser.setAccessibleName(_("Plan shown"))
        self.chooser.view().setMinimumWidth(420)
        self.chooser.setMinimumWidth(_CHOOSER_NARROWEST)
        page.add_action(self.chooser)
        page.add_action(self.checker.button)
        self.print_button: QPushButton | None = None
        if self._requests.print_paper:
            self.print_button = widgets.button(_("Print…"), self._print, icon="print")
            self.print_button.setToolTip(_("Print the plan"))
            page.add_action(self.print_button)
        self.more = widgets.icon_button("more_horizontal", _("More actions"))
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self.commands.fill_menu(menu))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        page.add_action(self.more)
        self.add_button = widgets.button(_("Add an item"), self.add, look="primary", icon="add")
        self.add_button.setToolTip("Ctrl+N")
        self.add_button.setEnabled(not self._desk.read_only)
        page.add_action(self.add_button)
        page.filters.add_note(self.count_words)
        self.new_item.setEnabled(not self._desk.read_only)
        self.tree.plan.read_only = self._desk.read_only

    def _connect(self) -> None:
        tree, does = self.tree, self.commands
        does.plan_made.connect(self.go_to_plan)
        does.folder_asked.connect(lambda event: self._requests.open_folder and self._requests.open_folder(event))
        self.chooser.activated.connect(lambda at: self.go_to_plan(self.chooser.itemData(at)))
        self.filters.changed.connect(self._show_lines)
        self.new_item.returnPressed.connect(self._add_item)
        tree.plan.edited.connect(self.work.edit)
        tree.plan.dropped.connect(does.drop)
        tree.moved.connect(does.move)
        tree.section_moved.connect(does.move_section)
        tree.step_requested.connect(does.add_step)
        tree.delete_asked.connect(does.delete)
        tree.copy_asked.connect(does.copy)
        tree.paste_asked.connect(does.paste)
        tree.state_asked.connect(does.ask_state)
        tree.deadline_asked.connect(does.edit_deadline)
        tree.opened.connect(self.open_item)
        tree.menu_asked.connect(self._open_menu)
        tree.chosen_changed.connect(self._show_count)
        self._soon = widgets.later(self, 0, self._follow)
        tree.current_moved.connect(self._soon.start)
        self.form.closed.connect(self.close_form)
        self.form.saved.connect(self._load)
        for keys, do in (
            ("Ctrl+N", self.add),
            ("Ctrl+D", self._deadline_of_current),
            (FOLDER_KEYS, does.open_folder),
        ):
            widgets.on_keys(self, keys, do)

    def _nearest(self) -> int | None:
        """The plan whose period today lies in, else the latest."""
        today = self._today()
        now = [head for head in self._heads if head.start and head.end and head.start <= today <= head.end]
        return (now or self._heads)[0].id if self._heads else None

    def _show_plan(self, plan: int | None) -> None:
        head = next((one for one in self._heads if one.id == plan), None)
        self._read_lines(head)
        widgets.offer(self.chooser, [(each.name, each.id) for each in self._heads])
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(plan)))
        self.chooser.setToolTip(widgets.tip(self.chooser.currentText()))
        table = self.work.table
        months = months_of(table.head.start, table.head.end) if table else []
        self.filters.offer(self.lines, months)
        self._show_lines()
        if self.form_is_open and self._current is not None and not self.form.dirty:
            self._load(self._current)
        self.checker.refresh()

    def _read_lines(self, head: PlanHead | None) -> None:
        """Read the table of a plan and make its lines: after a change of items alone, only what it touched."""
        read_at, today = self._desk.changed_rows.mark(), self._today()
        changed = self._desk.changed_rows.since(self._read_at)
        shown = self.work.table
        table = None
        if shown and shown.head == head and changed is not None and self.tree.plan.today == today:
            table = table_after(self._desk.read, shown, changed)
        if table:
            self.lines = plan_lines(table, today, self.lines)
        else:
            table = plan_table(self._desk.read, head) if head else None
            self.lines = plan_lines(table, today) if table else []
        self.work.table, self._read_at, self.tree.plan.today = table, read_at, today

    def _show_lines(self) -> None:
        table = self.work.table
        head = table.head if table else None
        months = months_of(head.start, head.end) if head else []
        lines = visible_lines(self.lines, self.filters.wanted())
        self.tree.set_lines(lines, months, (head.start, head.end) if head else (None, None))
        is_empty = not self.lines and not self._blank_item
        if is_empty:
            self._fill_empty(head)
        self.list_page.show_empty(self.empty if is_empty else None)
        self._fit()
        self._show_count()

    def _fit(self) -> None:
        """Leave out what has no room or, on an empty screen, nothing to do."""
        has_lines = bool(self.lines) or self._blank_item
        narrow = self._narrow
        tight = narrow or (self.form_is_open and self.width() < 1500)
        self.tree.set_narrow(tight)
        self.chooser.setVisible(bool(self._heads))
        self.add_button.setVisible(has_lines)
        self.more.setVisible(bool(self._heads) or not self._desk.read_only)
        for button in (self.print_button, self.checker.button):
            if button:
                button.setVisible(has_lines)
        self.count_words.setVisible(not narrow and not self.form_is_open)
        words = (_("F2 — edit"), _("Alt+↑↓ — order"), _("Ctrl+D — deadline"), _("Ins — step"), _("F4 — state"))
        self.hints.set_whole("    ".join(words[:3] if narrow else words))

    def _fill_empty(self, head: PlanHead | None) -> None:
        offers = []
        if not self._desk.read_only:
            offers.append(Offer(_("Enter by hand"), self.add, "add"))
            if self._requests.import_file:
                offers.append(Offer(_("Read the plan from Word…"), self._requests.import_file, "arrow_import"))
        if head is None:
            words = _("Read last year's document, or make a plan and type its first item.")
            self.empty.set_words(_("There is no plan yet"), words)
        else:
            words = _("Read last year's document, or type the first item.")
            self.empty.set_words(_("“%s” has no items yet") % head.name, words)
        self.empty.set_offers(offers)

    def _show_count(self) -> None:
        total = counts(self.lines)
        parts = [n_("%d item", "%d items", total.items) % total.items]
        if total.steps:
            parts.append(n_("%d step", "%d steps", total.steps) % total.steps)
        if total.late:
            parts.append(n_("%d late", "%d late", total.late) % total.late)
        chosen = len(self.tree.chosen_lines())
        if chosen > 1:
            parts.append(chosen_words(chosen))
        self.count_words.set_whole(", ".join(parts) if self.lines else "")

    def _add_item(self) -> None:
        name = self.new_item.text().strip()
        if not name or self._desk.read_only:
            self.new_item.setFocus()
            return
        current = self.tree.current_line()
        sections = self.work.table.sections if self.work.table else []
        section = self.work.section_of(current) or (sections[-1].id if sections else None)
        key = self.work.add_item(name, section)
        if key:
            self.new_item.clear()
            if not self.tree.go_to(key):
                self.filters.clear()
                self.tree.go_to(key)
            self.new_item.setFocus()

    def _deadline_of_current(self) -> None:
        line = self.tree.current_line()
        if line is not None:
            self.commands.edit_deadline(line.key)

    def _follow(self) -> None:
        """Show in the open form the item that the keyboard went to."""
        line = self.tree.current_line()
        if not self.form_is_open or line is None or line.kind == "section":
            return
        item = line.id if line.kind == "item" else line.parent
        if item == self._current:
            return
        if self.form.may_leave():
            self._load(item)
        elif self._current is not None:
            self.tree.go_to(("item", self._current))

    def _load(self, item: int) -> None:
        record = self._desk.read.load(PlanItem, item)
        if record is None:
            self.close_form()
            return
        self._current = item
        self.form.show_record(record)
        self.open_form()
        self._fit()

    def open_form(self, opened: bool = True) -> None:
        super().open_form(opened)
        if hasattr(self, "filters"):
            self._fit()

    def _check(self) -> Callable[[], list[Finding]]:
        return partial(check, self._desk.read, [self.plan_id] if self.plan_id is not None else [])

    def _go_to_finding(self, finding: Finding) -> None:
        if finding.record is PlanItem:
            self.go_to(("item", finding.row))
        else:
            self.commands.edit_plan()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self.tree)
        self.commands.add_row_actions(menu)
        menu.popup(place)

    def print_shown(self) -> bool:
        """Print the plan shown."""
        self._print()
        return self.plan_id is not None

    def _print(self) -> None:
        if self._requests.print_paper and self.plan_id is not None and self.may_leave():
            self._requests.print_paper(_PAPER, {"plan": self.plan_id})


def _plan_of(desk: Desk, key: Key) -> int | None:
    """The plan that a line belongs to."""
    kind, row = key
    if kind == "step":
        row = desk.read.value("SELECT plan_items_id FROM plan_steps WHERE id = ?", row) or 0
    if kind != "section":
        row = desk.read.value("SELECT section_id FROM plan_items WHERE id = ?", row) or 0
    plan = desk.read.value("SELECT plan_id FROM plan_sections WHERE id = ?", row)
    return int(plan) if plan is not None else None
