"""An open file in the window: strip, navigation, the screens of its areas, progress, status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.frame.area import Area, MayStay, Narrows
from cluster_desk.ui.frame.background import Background, ProgressStrip
from cluster_desk.ui.frame.navigation import Navigation
from cluster_desk.ui.frame.status_line import StatusLine
from cluster_desk.ui.frame.top_strip import TopStrip
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import NARROW_WINDOW

if TYPE_CHECKING:
    from cluster_desk.ui.forms.form import RecordForm


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
        self._stack = QStackedWidget()
        self._lay_out()
        self.navigation.chosen.connect(self.go)
        self._add_go_menu()

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

    def may_leave(self) -> bool:
        """Whether the screen shown lets another take its place."""
        screen: object = self.screens.get(self.current)
        return screen.may_leave() if isinstance(screen, MayStay) else True

    def unsaved_form(self) -> RecordForm | None:
        """The form of the screen shown that holds what is typed and not saved."""
        from cluster_desk.ui.forms.form import RecordForm

        screen = self.screens.get(self.current)
        forms = screen.findChildren(RecordForm) if screen is not None else []
        return next((form for form in forms if form.isVisible() and form.dirty), None)

    def help_topic(self) -> str:
        """The help page of the screen shown."""
        area = self.areas.get(self.current)
        return (area.help or area.key) if area else "index"

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records an area holds, by its key."""
        self.navigation.set_counts(counts)

    def _show_error(self, error: BaseException) -> None:
        from cluster_desk.ui.frame import messages

        messages.show_any(self, error)

    def _lay_out(self) -> None:
        across = widgets.row((0, 0, 0, 0), 0, of=(self.navigation, widgets.line(vertical=True), (self._stack, 1)))
        self.setLayout(widgets.stack(of=(self.strip, (across, 1), self.progress, self.status)))

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
