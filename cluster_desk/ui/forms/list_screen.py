"""A list with the form of the chosen record beside it: what the screens of most areas are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Record
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.hearing import hear
from cluster_desk.ui.keeping.of_record import HISTORY_KEYS, show_history_of
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import FIELD_HEIGHT
from cluster_desk.ui.page import EmptyScreen, ListAndForm, Page
from cluster_desk.ui.table.columns import Row
from cluster_desk.ui.table.table_view import TableView


class ListScreen(ListAndForm):
    """Shows `rows()` in `table`, and the chosen record in `form`; reloads when one of `areas` changed.

    `removed` (msgid) names the change of a deletion. What is particular to an area is set from outside: `words_at_foot`
    and `new_record`, and `reloaded` to do more after a reload; then the maker calls `reload` for the first rows.
    """

    def __init__(
        self,
        desk: Desk,
        page: Page,
        table: TableView,
        form: RecordForm,
        rows: Callable[[], Sequence[Row]],
        *,
        record: type[Record],
        areas: frozenset[str],
        removed: str,
        empty: EmptyScreen,
    ) -> None:
        super().__init__(page, form)
        self.desk, self.list_page, self.table, self.form = desk, page, table, form
        self.new_record: Callable[[], Record] = record
        self.can_add = True
        self.words_at_foot: Callable[[int, int], str] = lambda total, chosen: ""
        self.reloaded: Callable[[Sequence[Row]], None] = lambda rows: None
        self.empty = empty
        self._rows, self._class, self._removed = rows, record, removed
        self._shown: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_current)
        self._connect()
        hear(desk, areas, self.reload, self)

    def reload(self) -> None:
        """Read the list anew; what is chosen and what is typed in the form stay."""
        rows = self._rows()
        self.table.set_rows(rows)
        self.list_page.show_empty(None if rows else self.empty)
        self.reloaded(rows)
        self._tell_foot()
        if self.form_is_open and self._shown is not None and not self.form.dirty:
            self._load(self._shown)

    def add(self) -> None:
        """Begin a new record in the form."""
        if self.desk.read_only or not self.can_add or not self.form.may_leave():
            return
        self._shown = None
        self.table.clearSelection()
        self.form.show_record(self.new_record())
        self.open_form()
        self.form.focus_first()

    def open(self, key: int) -> None:
        """Show the record `key` in the form and go there."""
        if self._shown != key or not self.form_is_open:
            if not self.form.may_leave():
                self._stay()
                return
            self._load(key)
        if self.form_is_open:
            self.form.focus_first()

    def go_to(self, key: int) -> None:
        """Choose the record `key` in the list, whatever is filtered, and show it."""
        if not self.table.go_to(key):
            self.list_page.filters.clear()
            self.table.go_to(key)
        self._soon.start()

    def delete(self, keys: Sequence[int]) -> None:
        """Delete records as one change; what leans on them is told, and then nothing is deleted."""
        if self.desk.read_only or not keys:
            return
        records = self.desk.read.load_all(self._class, list(keys))
        if len(records) > 1:
            titles = "\n".join(record.title() for record in records[:12]) + ("\n…" if len(records) > 12 else "")
            title = _("%(count)d records will be deleted") % {"count": len(records)}
            advice = _("The deletion can be undone: Ctrl+Z.")
            if not messages.confirm(self, title, titles, _("Delete"), advice=advice):
                return
        try:
            self.desk.change(self._removed, remove=records, subject=", ".join(one.title() for one in records[:3]))
        except (UserError, Problems) as trouble:
            messages.show_any(self, trouble)

    def record_shown(self) -> tuple[type[Record], int] | None:
        """The kind and row number of the record in the form, else of the one that has the keyboard in the list."""
        record = self.form.record if self.form_is_open else None
        key = record.id if record is not None else self.table.current_key()
        return (self._class, key) if key is not None else None

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        if not self.form.may_leave():
            return False
        if self.form.record is None:
            self.close_form()
        return True

    def close_form(self) -> None:
        """Put the form away and go back to the list."""
        self._shown = None
        self.form.clear()
        self.open_form(False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._is_narrow = narrow

    def _connect(self) -> None:
        self._is_narrow = False
        self.table.current_moved.connect(lambda _key: self._soon.start())
        self.table.chosen_changed.connect(lambda _keys: self._tell_foot())
        self.table.opened.connect(self.open)
        self.table.delete_asked.connect(self.delete)
        self.table.row_menu = self._row_menu
        self.form.closed.connect(self.close_form)
        self.form.saved.connect(self._was_saved)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.add)

    def _row_menu(self, menu: QMenu, keys: list[Any]) -> None:
        opening = menu.addAction(_("Open"), lambda: self.open(keys[0]))
        opening.setEnabled(len(keys) == 1)
        past = menu.addAction(_("History of the record…"), lambda: self._show_history(keys[0]))
        past.setShortcut(QKeySequence(HISTORY_KEYS))
        past.setEnabled(len(keys) == 1)
        deleting = menu.addAction(_("Delete"), lambda: self.delete(keys))
        deleting.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        deleting.setEnabled(not self.desk.read_only)

    def _show_history(self, key: int) -> None:
        show_history_of(self.desk, self, self._class, key, unsaved=self.form_is_open and self.form.dirty)

    def _show_current(self) -> None:
        """Show the row that the keyboard went to, after whatever brought it there is done."""
        key = self.table.current_key()
        chosen = self.table.chosen_keys()
        if key is None or key == self._shown or chosen != [key] or (self._is_narrow and not self.form_is_open):
            return
        if self.form.may_leave():
            self._load(key)
        else:
            self._stay()

    def _stay(self) -> None:
        """Go back in the list to the record that stays in the form."""
        record = self.form.record
        if record is not None and record.id is not None:
            self.table.go_to(record.id)
        else:
            self.table.clearSelection()

    def _load(self, key: int) -> None:
        record = self.desk.read.load(self._class, key)
        if record is None:
            self.close_form()
            return
        self._shown = key
        self.form.show_record(record)
        self.open_form()

    def _was_saved(self, key: int) -> None:
        self._shown = key
        self.go_to(key)
        self._load(key)

    def _tell_foot(self) -> None:
        self.list_page.set_foot(self.words_at_foot(self.table.list_model.rowCount(), len(self.table.chosen_keys())))


class Segments(QWidget):
    """Two or three views of one area side by side; the one shown is pressed. `look` is "segment" or "tab"."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], object], *, look: str = "segment"
    ) -> None:
        super().__init__()
        self._shown = ""
        line = widgets.row(spacing=0 if look == "segment" else 8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for key, text in choices:
            button = QToolButton()
            button.setText(text)
            button.setProperty("look", look)
            button.setCheckable(True)
            button.setFixedHeight(FIELD_HEIGHT)
            # The pressed one is semibold: room for that from the start, so that nothing jumps or is cut.
            wide = QFontMetrics(theme.font(10, strong=True)).horizontalAdvance(text)
            button.setMinimumWidth(wide + (32 if look == "segment" else 8))
            button.setChecked(key == chosen)
            button.setAccessibleName(text)
            button.clicked.connect(lambda *_, key=key: self._choose(key, chosen, choose))
            self._group.addButton(button)
            self.buttons[key] = button
            line.addWidget(button)
        self.setLayout(line)

    def choose(self, key: str) -> None:
        """Show the view `key` as the one pressed, where one bar of segments serves all views."""
        self._shown = key
        self.buttons[key].setChecked(True)

    def _choose(self, key: str, own: str, choose: Callable[[str], object]) -> None:
        """Each view has segments of its own, which always show that view."""
        self.buttons[self._shown or own].setChecked(True)
        choose(key)
