"""A list with the form of the chosen record beside it: what the screens of most areas are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.listing import Listing
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.form import RecordForm, show_history_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import HISTORY_KEYS, MayStay, Narrows, Requests
from cluster_desk.ui.frame.page import EmptyScreen, ListAndForm, Offer, Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.lists.columns import Column, Row, field_columns
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets

Condition = Callable[[Row], bool]
REPEAT_KEYS = "Ctrl+Shift+N"


class ListScreen(ListAndForm):
    """Shows `read_rows` in `table`, and the chosen record in `form`; reloads when one of `areas` changed.

    `removed` (msgid) names the change of a deletion. The maker calls `reload` for the first rows.
    """

    CAN_ADD: ClassVar[bool] = True

    def __init__(
        self,
        desk: Desk,
        page: Page,
        table: TableView,
        form: RecordForm,
        *,
        record: type[Record],
        areas: frozenset[str],
        removed: str,
        empty: EmptyScreen,
    ) -> None:
        super().__init__(page, form)
        self.desk, self.list_page, self.table, self.form = desk, page, table, form
        self.empty = page.kept(empty)
        self._class, self._removed = record, removed
        self._current: int | None = None
        self._soon = widgets.later(self, 0, self._show_current)
        self._connect()
        subscribe_seen(desk, areas, self.reload, self)

    def read_rows(self) -> Sequence[Row]:
        """The rows as they are in the file now."""
        raise NotImplementedError

    def new_record(self) -> Record:
        """What «Add…» begins with."""
        return self._class()

    def again(self, record: Record) -> Record | None:
        """A new record like one that is there, to go on with in the form; None where none is made so."""
        return None

    def words_at_foot(self, total: int, chosen: int) -> str:
        """What is said under the list of the rows shown and those chosen; "" for no line."""
        return ""

    def reloaded(self, rows: Sequence[Row]) -> None:
        """Called after the rows were read anew."""

    def reload(self) -> None:
        """Read the list anew; what is chosen and what is typed in the form stay."""
        rows = self.read_rows()
        self.table.set_rows(rows)
        self.list_page.show_empty(None if rows else self.empty)
        self.reloaded(rows)
        self._show_foot()
        if self.form_is_open and self._current is not None and not self.form.dirty:
            self._load(self._current)

    def add(self) -> None:
        """Begin a new record in the form."""
        if self.desk.read_only or not self.CAN_ADD or not self.form.may_leave():
            return
        self._current = None
        self.table.clearSelection()
        self.form.show_record(self.new_record())
        self.open_form()
        self.form.focus_first()

    def repeat(self, key: int) -> None:
        """Begin a new record in the form that is like the record `key`."""
        record = self.desk.read.load(self._class, key)
        draft = self.again(record) if record is not None and not self.desk.read_only else None
        if draft is None or not self.form.may_leave():
            return
        self._current = None
        self.table.clearSelection()
        self.form.show_record(draft)
        self.open_form()
        self.form.focus_first()

    def open(self, key: int) -> None:
        """Show the record `key` in the form and go there."""
        if self._current != key or not self.form_is_open:
            if not self.form.may_leave():
                self._stay()
                return
            self._load(key)
        if self.form_is_open:
            self.form.focus_first()

    def go_to(self, key: int) -> None:
        """Choose the record `key` in the list, whatever is filtered, and show it."""
        if not self.table.go_to(key):
            self.show_all()
            self.table.go_to(key)
        self._soon.start()

    def show_all(self) -> None:
        """Let every row show, so that what was just stored is seen."""
        self.list_page.filters.clear()

    def delete(self, keys: Sequence[int]) -> None:
        """Delete records as one change; what leans on them is told, and then nothing is deleted."""
        if self.desk.read_only or not keys:
            return
        records = self.desk.read.load_all(self._class, list(keys))
        if len(records) > 1:
            titles = "\n".join(record.display_name() for record in records[:12]) + ("\n…" if len(records) > 12 else "")
            title = _("%(count)d records will be deleted") % {"count": len(records)}
            advice = _("The deletion can be undone: Ctrl+Z.")
            if not messages.confirm(self, title, titles, _("Delete"), advice=advice):
                return
        with messages.show_trouble(self):
            self.desk.change(
                self._removed, remove=records, subject=", ".join(one.display_name() for one in records[:3])
            )

    def paste(self) -> None:
        """Put the rows of the clipboard into the list; what understands them is imported by the first paste."""
        from cluster_desk.ui.lists.pasting import paste_into

        data = QGuiApplication.clipboard().mimeData()
        shown, values = self.table.shown_keys(), self.pasted_values()
        paste_into(self, self.desk, self._class, data, shown, self.pasted_name(), values)

    def pasted_name(self) -> str:
        """What the change is called that pasted rows make, a msgid."""
        return N_("Rows pasted")

    def pasted_values(self) -> Mapping[str, Any]:
        """What pasted records have beside their columns."""
        return {}

    def current_record(self) -> tuple[type[Record], int] | None:
        """The kind and row number of the record in the form, else of the one that has the keyboard in the list."""
        record = self.form.record if self.form_is_open else None
        key = record.id if record is not None else self.table.current_key()
        return (self._class, key) if key is not None else None

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        if not self.form.may_leave():
            return False
        if self.form.record is None and self.form_is_open:
            self.close_form()
        return True

    def close_form(self) -> None:
        """Put the form away and go back to the list."""
        self._current = None
        self.form.clear()
        self.open_form(False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.table.current_moved.connect(lambda _key: self._soon.start())
        self.table.chosen_changed.connect(lambda _keys: self._show_foot())
        self.table.opened.connect(self.open)
        self.table.delete_asked.connect(self.delete)
        self.table.paste_asked.connect(self.paste)
        self.table.rows_menu.connect(self._fill_menu)
        self.form.closed.connect(self.close_form)
        self.form.saved.connect(self._was_saved)
        widgets.on_keys(self, QKeySequence.StandardKey.New, self.add, what=_("Add a record"))
        widgets.on_keys(self, REPEAT_KEYS, self._repeat_current)

    def _repeat_current(self) -> None:
        here = self.current_record()
        if here is not None:
            self.repeat(here[1])

    def _fill_menu(self, menu: QMenu, keys: list[Any]) -> None:
        opening = menu.addAction(_("Open"), lambda: self.open(keys[0]))
        opening.setEnabled(len(keys) == 1)
        if not self.desk.read_only and self.again(self._class()) is not None:
            again = menu.addAction(_("Repeat the record…"), lambda: self.repeat(keys[0]))
            again.setShortcut(QKeySequence(REPEAT_KEYS))
            again.setEnabled(len(keys) == 1)
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
        if key is None or key == self._current or chosen != [key] or (self._narrow and not self.form_is_open):
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
        self._current = key
        self.form.show_record(record)
        self.open_form()

    def _was_saved(self, key: int) -> None:
        self._current = key
        self.go_to(key)
        self._load(key)

    def _show_foot(self) -> None:
        self.list_page.set_foot(self.words_at_foot(self.table.list_model.rowCount(), len(self.table.chosen_keys())))


def _records(total: int, chosen: int) -> str:
    text = n_("%d record", "%d records", total) % total
    if chosen > 1:
        text += ", " + n_("%d chosen|record", "%d chosen|records", chosen).partition("|")[0] % chosen
    return text


@dataclass(frozen=True)
class ListSpec:
    """A list of records as it is declared: its key in the settings, its listing, and the msgids of its words.

    `changes` are what adding, changing and deleting a record are called.

    `display` changes columns by key. `hint` stands in the field to look with, `add` on the button of the empty list,
    `advice` beside it. `paper` is what «Print…» offers; `pasted` names the change that pasted rows make. `counted`
    tells the rows shown and chosen; `sums` adds what the rows add up to. `chips` narrow the list: key, words, which
    rows. `form` makes another form than the plain one, asked as `RecordForm` is; `doubts` tells what looks odd in a
    record.
    """

    key: str
    title: str
    listing: Listing
    icon: str
    empty: str
    changes: tuple[str, str, str]
    areas: frozenset[str]
    display: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    advice: str = N_("Add the first one with Ctrl+N.")
    hint: str = N_("Find in the list")
    add: str = N_("Add…")
    lines: int = 1
    paper: str = ""
    pasted: str = N_("Rows pasted")
    counted: Callable[[int, int], str] = _records
    sums: Callable[[Sequence[Row]], str] | None = None
    chips: Sequence[tuple[str, str, Condition]] = ()
    form: Callable[..., RecordForm] | None = None
    doubts: Callable[[Any], Iterable[str]] | None = None


class _DoubtingForm(RecordForm):
    """A form that says on top what looks odd in the record shown."""

    def __init__(self, desk: Desk, spec: ListSpec) -> None:
        super().__init__(desk, spec.listing.record, added=spec.changes[0], changed=spec.changes[1])
        self._doubts = spec.doubts

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        if self._doubts and record.id is not None:
            self.whole.say("\n".join(self._doubts(record)), "warn")


class DeclaredList(ListScreen):
    """The list that `spec` declares, under `title` (no header without one), after the buttons `actions`."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        spec: ListSpec,
        title: str,
        actions: Sequence[QWidget] = (),
        requests: Requests | None = None,
    ) -> None:
        self.spec = spec
        record, (added, changed, removed) = spec.listing.record, spec.changes
        table = TableView(
            _(spec.title),
            self.made_columns(spec),
            settings.list_look(spec.key),
            lines=spec.lines,
            takes_rows=self.CAN_ADD and not desk.read_only,
        )
        page = Page(title, table)
        if not title:
            page.hide_header()
        empty = EmptyScreen(spec.icon, _(spec.empty), _(spec.advice))
        form = spec.form(desk, record, added=added, changed=changed) if spec.form else _DoubtingForm(desk, spec)
        super().__init__(desk, page, table, form, record=record, areas=spec.areas, removed=removed, empty=empty)
        self._add_actions(actions, requests or Requests())
        self.add_filters()
        if self.CAN_ADD and not desk.read_only:
            empty.set_offers(self.offers(requests or Requests()))
        self.reload()

    def made_columns(self, spec: ListSpec) -> list[Column]:
        """The columns, each with its key's place in a row."""
        return field_columns(spec.listing.columns, spec.display)

    def offers(self, requests: Requests) -> list[Offer]:
        """What the empty list offers."""
        return [Offer(_(self.spec.add), self.add, "add")]

    def paper_options(self) -> Mapping[str, object]:
        """With which options the paper of the list is printed."""
        return {}

    def add_filters(self) -> None:
        """Put the field to look with and the chips above the list."""
        filters = self.list_page.filters
        filters.add_search(_(self.spec.hint))
        filters.query_changed.connect(self._search)
        for key, text, _condition in self.spec.chips:
            filters.add_chip(key, _(text).partition("|")[0])
        filters.chip_chosen.connect(lambda _key: self.narrow())

    def narrow(self) -> None:
        """Show only the rows that the filters let through."""
        self.table.narrow(self.condition_of(self.list_page.filters.chosen_chip()))
        self._show_counts()
        self._show_foot()

    def condition_of(self, chip: str) -> Condition | None:
        """Which rows are shown when `chip` is chosen, by whatever else narrows the list too; None for all."""
        return next((condition for key, _text, condition in self.spec.chips if key == chip), None)

    def pasted_name(self) -> str:
        return self.spec.pasted

    def read_rows(self) -> Sequence[Row]:
        return self.spec.listing.rows(self.desk.read)

    def reloaded(self, rows: Sequence[Row]) -> None:
        self._show_counts()

    def words_at_foot(self, total: int, chosen: int) -> str:
        words = self.spec.counted(total, chosen)
        return f"{words}, {self.spec.sums(self.table.list_model.rows)}" if self.spec.sums else words

    def _search(self, words: str) -> None:
        self.table.search(words)
        self._show_counts()
        self._show_foot()

    def _show_counts(self) -> None:
        """Write on each chip how many rows it would show of those found."""
        found = self.table.list_model.found()
        counts = {}
        for chip, _text, _condition in self.spec.chips:
            fits = self.condition_of(chip)
            counts[chip] = sum(map(fits, found)) if fits else len(found)
        self.list_page.filters.set_counts(counts)

    def _add_actions(self, actions: Sequence[QWidget], requests: Requests) -> None:
        for action in actions:
            self.list_page.add_action(action)
        printing, paper = requests.print_paper, self.spec.paper
        if printing and paper:
            printed = lambda: printing(paper, self.paper_options())  # noqa: E731 - the options of that moment
            self.list_page.add_action(widgets.button(_("Print…"), printed, icon="print"))
        if self.CAN_ADD:
            add = widgets.button(_("Add…"), self.add, look="primary", icon="add")
            add.setToolTip("Ctrl+N")
            add.setEnabled(not self.desk.read_only)
            self.list_page.add_action(add)


class ViewStack(QStackedWidget):
    """Several views of an area, one shown at a time; each is made when it is asked for first, the first one at once.

    `views` tells each view's key, its words on the bar of segments, and what makes it.
    """

    def __init__(self, views: Sequence[tuple[str, str, Callable[[], QWidget]]]) -> None:
        super().__init__()
        self._views = {key: (text, make) for key, text, make in views}
        self._made: dict[str, QWidget] = {}
        self._narrow = False
        self.view(views[0][0])

    def view(self, key: str) -> QWidget:
        """The view `key`, made when it is asked for first."""
        if key not in self._made:
            made = self._made[key] = self._views[key][1]()
            if isinstance(made, Narrows):
                made.set_narrow(self._narrow)
            self.addWidget(made)
        return self._made[key]

    def show_view(self, key: str) -> None:
        """Show the view `key`, unless the user stays with what is not stored in the one shown."""
        wanted = self.view(key)
        if self.currentWidget() is not wanted and self.may_leave():
            self.setCurrentWidget(wanted)
            self.keyboard_of(wanted).setFocus()

    def keyboard_of(self, view: QWidget) -> QWidget:
        """What has the keyboard in a view that is shown."""
        return view.table if isinstance(view, ListScreen) else view

    def segments(self, key: str, look: str = "segment") -> Segments:
        """The bar to change views by, for the header of the view `key`; a view without a name is not on it."""
        named = [(each, text) for each, (text, _make) in self._views.items() if text]
        return Segments(named, key, self.show_view, look=look)

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        value: object = self.currentWidget()
        return value.may_leave() if isinstance(value, MayStay) else True

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        for each in self._made.values():
            if isinstance(each, Narrows):
                each.set_narrow(narrow)


class ListArea(ViewStack):
    """The declared lists of an area, side by side."""

    def __init__(self, desk: Desk, settings: Settings, title: str, specs: Sequence[ListSpec]) -> None:
        self._desk, self._settings, self._title, self._specs = desk, settings, title, specs
        super().__init__([(spec.key, _(spec.title), partial(self.make_list, spec)) for spec in specs])

    def make_list(self, spec: ListSpec) -> DeclaredList:
        """The list that `spec` declares."""
        actions = [self.segments(spec.key)] if len(self._specs) > 1 else []
        return DeclaredList(self._desk, self._settings, spec, self._title, actions)

    def show_record(self, kind: str, row: int) -> None:
        """Show a record of this kind in its list."""
        key = next(spec.key for spec in self._specs if spec.listing.record.__name__ == kind)
        self.show_view(key)
        view = self.view(key)
        assert isinstance(view, DeclaredList)
        view.go_to(row)
