"""A screen's frame: header with title and actions, a row to filter by, the body, a line at the foot; and the rest.

`Page` is the frame of a list; `SidePanel` that of a form; `ListAndForm` puts both side by side, or one over the other
in a narrow window; `EmptyScreen` says what to do where there is nothing yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSplitter, QStackedWidget, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.frame.filter_row import FilterRow
from cluster_desk.ui.frame.giving_row import GivingRow
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT, SIDE_FORM_WIDTH


class Offer(NamedTuple):
    """A button of an empty screen: its words, what it does, its icon."""

    text: str
    do: Callable[[], object]
    icon: str = ""


_BESIDE_OFFERS = "secondary"
"""The look of a header's main button while the empty screen below has one: a screen has one main action."""


class EmptyScreen(QWidget):
    """One sentence on what is not there yet, one on what to do, up to three buttons, the main one last."""

    offers_changed = Signal()

    def __init__(self, icon: str, title: str, advice: str, offers: Sequence[Offer] = ()) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = widgets.label(title, "item", wrap=True)
        self.advice = widgets.label(advice, "quiet", wrap=True)
        for words in (self.title, self.advice):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = widgets.row()
        self.set_offers(offers)
        layout = widgets.stack((MARGIN_LEFT, 24, MARGIN_RIGHT, 24), 8)
        layout.addStretch(2)
        widgets.fill(layout, self._picture, self.title, self.advice)
        layout.addSpacing(8)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        self.setLayout(layout)
        self._draw()
        theme.on_change(self._draw)

    def set_words(self, title: str, advice: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.advice.setText(advice)

    def offered(self) -> Sequence[str]:
        """The words of the buttons to begin with."""
        return self._offered

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show these buttons; the last is the main one."""
        widgets.clear(self._buttons)
        self._offered = [offer.text for offer in offers]
        self._buttons.addStretch(1)
        for offer in offers:
            look = "primary" if offer is offers[-1] else ""
            self._buttons.addWidget(widgets.button(offer.text, offer.do, look=look, icon=offer.icon))
        self._buttons.addStretch(1)
        self.offers_changed.emit()

    def _draw(self) -> None:
        self._picture.setPixmap(picture(self._icon, 20, "text2", self))


def picture(name: str, size: int, ink: str, on: QWidget) -> QPixmap:
    """An icon as a picture for a label on the screen of `on`."""
    return icons.pixmap(name, size, ink, on.devicePixelRatioF())


class Page(QWidget):
    """The frame of a screen; `body` is the widget it shows, or an `EmptyScreen` over it."""

    def __init__(self, title: str, body: QWidget, *, subtitle: str = "") -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.title = widgets.label(title, "title")
        self.subtitle = widgets.ElidedLabel(subtitle, "quiet")
        self.back = widgets.icon_button("arrow_left", _("Back"))
        self.back.hide()
        self._actions = widgets.row()
        self.filters = FilterRow()
        self.filters.hide()
        self.foot = widgets.ElidedLabel("", "quiet")
        self._foot_row = QWidget()
        self._header = GivingRow()
        self._twins: set[QPushButton] = set()  # of the header, hidden while the empty screen offers the same
        self._line = widgets.line()
        self.body = body
        self._stack = QStackedWidget()
        self._stack.addWidget(body)
        self._lay_out()

    def _lay_out(self) -> None:
        header = self._header
        header.setMinimumHeight(HEADER_HEIGHT)
        line = widgets.row((MARGIN_LEFT, 6, MARGIN_RIGHT, 6))
        widgets.fill(line, self.back, self.title, self.subtitle)
        widgets.fill(line, widgets.GAP, self._actions)
        header.setLayout(line)
        foot = widgets.row((MARGIN_LEFT, 5, MARGIN_RIGHT, 5), of=(self.foot, widgets.GAP))
        self._foot_row.setLayout(widgets.stack(of=(widgets.line(), foot)))
        self._foot_row.hide()
        layout = widgets.stack()
        widgets.fill(layout, header, self.filters, self._line, self._stack, self._foot_row)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)

    def add_action(self, button: QWidget) -> None:
        """Put `button`, or a bar of views, at the right end of the header; the primary one comes last."""
        self._actions.addWidget(button)
        if isinstance(button, Segments):
            self._header.title = self.title  # the bar of views says where one is, too

    def let_title_go(self) -> None:
        """Hide the title where the buttons have no room even without their words: what is shown tells where one is."""
        self._header.title, self._header.title_last = self.title, True

    def lead_with(self, tabs: QWidget) -> None:
        """Put `tabs` at the left in place of the title, where an area's other views have them."""
        line = self._header.layout()
        assert isinstance(line, QHBoxLayout)
        line.setContentsMargins(MARGIN_LEFT - 12, 6, MARGIN_RIGHT, 6)
        line.insertWidget(0, tabs)
        self.title.hide()

    def fits_in_header(self) -> bool:
        """Whether all that stands in the header has the room it asks for."""
        return self._header.need() <= self.width()

    def hide_header(self) -> None:
        """Leave the header out: a page inside another has that one's."""
        self._header.hide()

    def set_foot(self, text: str) -> None:
        """Say `text` under the body: how many, how many chosen; "" takes the line away."""
        self.foot.set_whole(text)
        self._place_foot()

    def _place_foot(self) -> None:
        """Counts stand under a body, not under the words that there is nothing."""
        self._foot_row.setVisible(bool(self.foot.whole()) and self._stack.currentWidget() is self.body)

    def kept(self, screen: EmptyScreen) -> EmptyScreen:
        """`screen`, to be shown later in place of the body: it goes with the page, also where it never was shown."""
        screen.setParent(self)
        screen.hide()
        return screen

    def show_empty(self, screen: EmptyScreen | None) -> None:
        """Show `screen` in place of the body, or the body again; filters show only with the body."""
        other = self._stack.widget(1)
        if other is not None and other is not screen:
            self._stack.removeWidget(other)
        if screen and self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
            screen.offers_changed.connect(self._give_way)
        self._stack.setCurrentWidget(screen or self.body)
        self.filters.setVisible(screen is None and self.filters.used)
        self._place_foot()
        self._give_way()

    def _give_way(self) -> None:
        """A screen has one main action, that of the empty screen where it has one; what that offers stands once."""
        shown = self._stack.currentWidget()
        offered = shown.offered() if isinstance(shown, EmptyScreen) else ()
        is_offered = bool(offered)
        for place in range(self._actions.count()):
            item = self._actions.itemAt(place)
            button = item.widget() if item else None
            if isinstance(button, QPushButton) and (button.accessibleName() in offered or button in self._twins):
                self._twins.add(button)
                button.setVisible(button.accessibleName() not in offered)
            if isinstance(button, QPushButton) and button.property("look") in ("primary", _BESIDE_OFFERS):
                theme.set_tone(button, "look", _BESIDE_OFFERS if is_offered else "primary")
                icons.set_ink(button, "link" if is_offered else "on_accent")


class SidePanel(QWidget):
    """The frame of a form: title and a line under it, the body, buttons at the foot that stay while it scrolls."""

    closed = Signal()

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.back = widgets.icon_button("arrow_left", _("Back to the list"), self.closed.emit)
        self.back.hide()
        self.title = widgets.ElidedLabel("", "heading", lines=2)
        self.note = widgets.ElidedLabel("", "small")
        self._actions = widgets.row((0, 0, 0, 0), 4)
        self.head_buttons: list[QWidget] = []
        self.foot = widgets.row((18, 10, MARGIN_RIGHT, 10))
        words = widgets.stack((0, 4, 0, 4), 0, of=(self.title, self.note))
        head = widgets.row((18, 0, 10, 0), of=(self.back, (words, 1), self._actions))
        header = QWidget()
        header.setMinimumHeight(HEADER_HEIGHT)
        header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        header.setLayout(head)
        self.setLayout(widgets.stack(of=(header, widgets.line(), (body, 1), widgets.line(), self.foot)))

    def set_title(self, title: str, note: str = "", look: str = "small") -> None:
        """Name the record; `note` says its state, "warn" as its look when there are changes not stored."""
        self.title.set_whole(title)
        theme.set_tone(self.note, "look", look)
        self.note.set_whole(note)
        self.note.setVisible(bool(note))

    def add_action(self, button: QWidget) -> None:
        """Put a small button at the right end of the header."""
        self.head_buttons.append(button)
        self._actions.addWidget(button)


class ListAndForm(QSplitter):
    """A list with its form at the right; in a narrow window the open form takes the list's place."""

    def __init__(self, page: QWidget, panel: SidePanel, sizes: list[int] | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.page, self.panel = page, panel
        self._narrow = False
        self._open = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(page)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        panel.setMinimumWidth(320)
        self.setSizes(sizes or [2000, SIDE_FORM_WIDTH])
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Told by the window when it became narrow or wide."""
        self._narrow = narrow
        self._arrange()

    def open_form(self, opened: bool = True) -> None:
        """Show the form, or put it away."""
        self._open = opened
        self._arrange()

    @property
    def form_is_open(self) -> bool:
        """Whether the form is shown."""
        return self._open

    def _arrange(self) -> None:
        self.panel.back.setVisible(self._narrow)
        self.panel.setVisible(self._open)
        self.page.setVisible(not (self._open and self._narrow))
