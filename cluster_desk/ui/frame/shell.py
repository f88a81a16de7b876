"""An open file in the window: strip, navigation, the screens of its areas, progress, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from cluster_desk.core.language import N_, _
from cluster_desk.ui.frame.area import Area, AtRecord, MayStay, Narrows, RecordKey
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.navigation import Navigation
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.frame.regions import Regions
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.tokens import NARROW_WINDOW, STATUS_HEIGHT, STRIP_HEIGHT

if TYPE_CHECKING:
    from cluster_desk.ui.forms.form import RecordForm

_LEAST_SCREEN = 612, 390
MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "go": N_("&Go to"),
    "print": N_("&Print"),
    "help": N_("&Help"),
}


class _Screens(QStackedWidget):
    """The screens. They ask for no height by their width: what a calendar wishes would scroll the whole of it.

    What is smaller than the screen shown was laid out for (200 % on a small notebook) is scrolled, not squeezed; one
    that needs more than others tells its `least_width` or `least_height`, and asks for room anew when they change.
    """

    def minimumSizeHint(self) -> QSize:
        (width, height), shown = _LEAST_SCREEN, self.currentWidget()
        return QSize(getattr(shown, "least_width", width), getattr(shown, "least_height", height))

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, width: int) -> int:
        return -1


class TopStrip(QWidget):
    """Menus by key (see `MENUS`; an empty one is not shown) and the two buttons that take changes back."""

    def __init__(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STRIP_HEIGHT)
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setAccessibleName(_("Menu"))
        self.bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)  # no menu may be cut off
        self.menus: dict[str, QMenu] = {}
        for key, title in MENUS.items():
            menu = QMenu(_(title), self)
            menu.menuAction().setVisible(False)
            self.bar.addMenu(menu)
            self.menus[key] = menu
            widgets.give_mnemonics(menu)
        self.undo = self._change_action("arrow_undo", _("Undo"), QKeySequence.StandardKey.Undo, undo)
        self.redo = self._change_action("arrow_redo", _("Redo"), QKeySequence.StandardKey.Redo, redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.add("edit", self.undo, self.redo)
        row = widgets.row((3, 4, 16, 4), 8, of=(self.bar, widgets.GAP))
        self._tools = {each: _tool(each) for each in (self.undo, self.redo)}
        widgets.fill(row, *self._tools.values())
        self.right = widgets.row()
        row.addLayout(self.right)
        self.setLayout(widgets.stack(of=((row, 1), widgets.line())))
        self.can_change("", "")

    def add(self, menu: str, *actions: QAction | QMenu | None) -> None:
        """Append `actions` to the menu `menu`; None is a hairline."""
        target = self.menus[menu]
        for each in actions:
            if each is None:
                target.addSeparator()
            elif isinstance(each, QMenu):
                target.addMenu(each)
                widgets.give_mnemonics(each)
            else:
                target.addAction(each)
        target.menuAction().setVisible(True)

    def fill_when_opened(self, menu: str, make: Callable[[], Sequence[QAction | QMenu]]) -> None:
        """Let the menu `menu` hold what `make` gives when it is opened first."""
        target = self.menus[menu]

        def fill() -> None:
            if target.isEmpty():
                self.add(menu, *make())

        target.aboutToShow.connect(fill)
        widgets.give_mnemonics(target)
        target.menuAction().setVisible(True)

    def can_change(self, undo: str, redo: str) -> None:
        """Say what can be taken back and what brought again, by the names of the changes; "" for nothing."""
        for action, word, label in ((self.undo, _("Undo"), undo), (self.redo, _("Redo"), redo)):
            action.setEnabled(bool(label))
            action.setText(f"{word}: {label}" if label else word)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(widgets.tip(f"{action.text()} ({keys})"))
            # With its keys: «Отменить» alone is what closes a form.
            self._tools[action].setAccessibleName(f"{action.text()} ({keys})")

    def _change_action(self, icon: str, text: str, keys: QKeySequence.StandardKey, do: Callable[[], object]) -> QAction:
        made = widgets.action(self, text, do)
        made.setWhatsThis(text)  # what its keys do, whatever change it names now
        made.setShortcut(QKeySequence(keys))
        icons.apply_look(made, icon, 20)
        return made


def _tool(action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(20, 20))
    made.setAccessibleName(action.text())
    return made


class StatusLine(QWidget):
    """Words at the left (saved, last change) and at the right (path, age of the last copy, which can be clicked)."""

    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STATUS_HEIGHT)
        self.saved = widgets.ElidedLabel("", "small")
        self.change = widgets.ElidedLabel("", "small")
        self.path = widgets.ElidedLabel("", "small", cut=Qt.TextElideMode.ElideMiddle)
        self.copy = widgets.ElidedLabel("", "small")
        for whole in (self.saved, self.copy):  # where there is little room, the other two give way
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shield = QLabel()
        self._safe = True
        copy = widgets.row((0, 0, 0, 0), 4, of=(self._shield, self.copy))
        self.copy_box = _Clicked(self.copy_asked)
        self.copy_box.setLayout(copy)
        theme.on_change(self._draw)
        self._shield.hide()
        row = widgets.row((16, 0, 16, 0), 24, of=(self.saved, self.change, widgets.GAP, self.path, self.copy_box))
        self.setLayout(widgets.stack(of=(widgets.line(), (row, 1))))

    def inform(self, text: str) -> None:
        """Say `text` where the last change stands: what was just done, in a sentence."""
        self.change.set_whole(text)

    def show_saved(self, clock: str) -> None:
        """Say that everything is in the file since `clock` ("14:32")."""
        self.saved.set_whole(_("All saved, %s") % clock if clock else _("All saved"))

    def show_change(self, label: str) -> None:
        """Say what the last change was; `label` is its name, translated."""
        self.change.set_whole(_("Last change: “%s”") % label if label else "")

    def show_path(self, path: str, *, read_only: bool = False, why: str = "") -> None:
        """Say where the file lies, and that it is open only for reading, and why."""
        self.path.set_whole(f"{path} · {_('for reading only')}" if read_only else path)
        if read_only:
            self.saved.set_whole(f"{_('Open for reading only')}: {why}" if why else _("Open for reading only"))

    def show_copy_age(self, text: str, safe: bool, more: str = "") -> None:
        """Say how old the last good copy is; without `safe` shield and ink warn. `more` is told under the mouse."""
        self._safe = safe
        theme.set_tone(self.copy, "look", "small" if safe else "warn")
        self.copy_box.setToolTip(widgets.tip(more))
        self.copy_box.setAccessibleDescription(more)
        self.copy.set_whole(text)
        self._shield.setVisible(bool(text))
        self._draw()

    def _draw(self) -> None:
        name, ink = ("shield_checkmark_filled", "ok") if self._safe else ("warning_filled", "warn")
        self._shield.setPixmap(picture(name, 16, ink, self))


class _Clicked(QWidget):
    """Words that lead somewhere by a click; by keyboard the menu does."""

    def __init__(self, clicked: SignalInstance) -> None:
        super().__init__()
        self._clicked = clicked
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._clicked.emit()


class Shell(QWidget):
    """An open file: strip, navigation, the screens of the areas, progress, status line."""

    def __init__(self, areas: Sequence[Area], undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__()
        widgets.ground(self, "window")
        self.areas = {area.key: area for area in areas}
        self.strip = TopStrip(undo, redo)
        self.navigation = Navigation(areas)
        self.screens: dict[str, QWidget] = {}
        self.status = StatusLine()
        self.progress = ProgressStrip()
        self.background = Background(self.progress, self._show_error)
        self.current = ""
        self._narrow: bool | None = None
        self._stack = _Screens()
        self._lay_out()
        self.navigation.chosen.connect(self.go)
        self._add_go_menu()
        Regions(self, self._regions)
        for beside in (self.navigation, self.strip):
            widgets.on_keys(beside, QKeySequence.StandardKey.New, self.begin_new)

    def go(self, key: str) -> bool:
        """Show the area `key`; False when the user stays with what is not stored yet."""
        if key == self.current or key not in self.areas:
            return key == self.current
        if not self.may_leave():
            self.navigation.show_chosen(self.current)
            return False
        if key not in self.screens:
            screen = self.screens[key] = self.areas[key].build()
            screen.setAccessibleName(_(self.areas[key].title))
            self._stack.addWidget(screen)
            self._announce_width(screen)
        self.current = key
        self._stack.setCurrentWidget(self.screens[key])
        self.navigation.show_chosen(key)
        return True

    def begin_new(self) -> None:
        """Do what the screen shown does for a new record, though the keyboard is beside it."""
        screen = self.screens.get(self.current)
        for keys in screen.findChildren(QShortcut) if screen else ():
            owner = keys.parent()
            visible = isinstance(owner, QWidget) and owner.isVisible()
            if visible and keys.isEnabled() and keys.key() == QKeySequence(QKeySequence.StandardKey.New):
                keys.activated.emit()
                return

    def show_keys(self) -> None:
        """Show which keys do what."""
        from cluster_desk.ui.frame.keys_dialog import KeysDialog

        KeysDialog(self.window(), self.strip.menus.values()).show_over()

    def _regions(self) -> list[QWidget]:
        """What F6 goes round: the areas, the screen or its list and form, the search."""
        navigation = self.navigation.foot if self.navigation.foot.currentRow() >= 0 else self.navigation.list
        screen = self.screens.get(self.current)
        parts: list[QWidget] = []
        for splitter in (screen, *screen.findChildren(QSplitter)) if screen else ():
            if isinstance(splitter, QSplitter) and splitter.isVisible():
                parts = [part for place in range(splitter.count()) if (part := splitter.widget(place))]
                break
        return [navigation, *(parts or ([screen] if screen else [])), self.strip]

    def may_leave(self) -> bool:
        """Whether the screen shown lets another take its place; a cell that is typed into is taken first."""
        _take_cell(QApplication.focusWidget())
        screen: object = self.screens.get(self.current)
        return screen.may_leave() if isinstance(screen, MayStay) else True

    def unsaved_form(self) -> RecordForm | None:
        """The form of the screen shown that holds what is typed and not saved."""
        from cluster_desk.ui.forms.form import RecordForm

        screen = self.screens.get(self.current)
        forms = screen.findChildren(RecordForm) if screen is not None else []
        return next((form for form in forms if form.isVisible() and form.dirty), None)

    def current_record(self) -> RecordKey | None:
        """The record that the user is at, asked of what has the keyboard, then of the screen shown."""
        asked: list[object] = []
        widget: QWidget | None = self.window().focusWidget()
        while widget not in (None, self):
            asked.append(widget)
            widget = widget.parentWidget()
        screen: QWidget | None = self.screens.get(self.current)
        while screen is not None:
            asked.append(screen)
            screen = screen.currentWidget() if isinstance(screen, QStackedWidget) else None
        return next((key for each in asked if isinstance(each, AtRecord) and (key := each.current_record())), None)

    def help_topic(self) -> str:
        """The help page of the screen shown; one that has several pages tells its own."""
        area = self.areas.get(self.current)
        own = getattr(self.screens.get(self.current), "help_page", None)
        if callable(own) and own():
            return str(own())
        return (area.help or area.key) if area else "index"

    def set_count(self, key: str, count: int, about: Sequence[str] = ()) -> None:
        """Show a count beside the area `key`; `about` says what is counted."""
        self.navigation.set_count(key, count, about)

    def show_notice(self, notice: QWidget) -> None:
        """Show a line of news above the screens."""
        self._notices.addWidget(notice)

    def show_below(self, notice: QWidget) -> None:
        """Show a line of news below the screens."""
        self._below.addWidget(notice)

    def _show_error(self, error: BaseException) -> None:
        from cluster_desk.ui.frame import messages

        messages.show_any(self, error)

    def _lay_out(self) -> None:
        self._stack.currentChanged.connect(lambda _place: self._stack.updateGeometry())
        room = QScrollArea()
        room.setWidget(widgets.holder(widgets.stack(of=((self._stack, 1),))))
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below = widgets.stack((0, 0, 0, 0), 0, of=((room, 1),))
        across = widgets.row((0, 0, 0, 0), 0, of=(self.navigation, widgets.line(vertical=True), (self._below, 1)))
        self._notices = widgets.stack((8, 0, 8, 0), 0)
        self.setLayout(widgets.stack(of=(self.strip, self._notices, (across, 1), self.progress, self.status)))

    def _add_go_menu(self) -> None:
        for number, area in enumerate(self.areas.values(), 1):
            keys = f"Ctrl+{number}" if number < 10 else ""
            go = widgets.action(self, _(area.title), partial(self.go, area.key), keys=keys, icon=area.icon)
            self.strip.add("go", go)

    def _announce_width(self, screen: QWidget) -> None:
        if isinstance(screen, Narrows) and self._narrow is not None:
            screen.set_narrow(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_WINDOW
        if narrow != self._narrow:
            self._narrow = narrow
            self.navigation.set_rail(narrow)
            for screen in self.screens.values():
                self._announce_width(screen)


def _take_cell(focus: QWidget | None) -> None:
    """Store what is typed into a cell of a table: its editor loses the keyboard to the table."""
    view = focus
    while view is not None and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if view is not None and view is not focus:
        view.setFocus()
