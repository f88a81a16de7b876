"""The small pieces all screens are put together from, each with its look and a name for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.painting import painting, wrapped
from cluster_desk.ui.look.tokens import FIELD_HEIGHT, LABEL_WIDTH

_L = TypeVar("_L", bound=QBoxLayout)
_LABEL_GAP = 4
_WORDS_BEFORE = "words before"
_WIDEST_HINT, _BESIDE_HINT = 320, 48  # a magnifier and what stands round it
_FRAME = QSize(16, 40)  # what a window's frame and title bar take
_INKS = {"primary": "on_accent", "link": "link", "small": "link"}


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """Words in one of the sheet's looks: title, heading, item, strong, quiet, small, bad, warn, field, product."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


def tip(text: str) -> str:
    """Words for a tooltip, shown as they are.

    Qt would read words that look like markup as markup, pictures from another computer included: names come from
    documents, so none is given to a tooltip but through here.
    """
    if "<" not in text:
        return text
    from html import escape  # with its long table of names it is rarely needed

    return f'<p style="white-space:pre-wrap">{escape(text)}</p>'


def field_label(text: str, *, required: bool = False) -> QLabel:
    """The label at the left of a form's field."""
    made = label(f"{text}\u00a0*" if required else text, "field", wrap=True)
    made.setFixedWidth(LABEL_WIDTH + _LABEL_GAP)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.setContentsMargins(0, 6, 0, 0)
    made.setMinimumHeight(max(FIELD_HEIGHT, made.heightForWidth(LABEL_WIDTH + _LABEL_GAP)))
    return made


class ElidedLabel(QLabel):
    """Words that give way: those that do not fit into `lines` end in an ellipsis and stand whole in a tooltip."""

    def __init__(
        self, text: str = "", look: str = "", *, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight, lines: int = 1
    ) -> None:
        super().__init__()
        self._whole = ""
        self._cut, self._lines = cut, lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show `text`, cut where there is no room."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        """The words as told, uncut."""
        return self._whole

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        if not self._whole and not self.text() and self._lines == 1:
            return  # the sheet is not asked about words that are not told yet
        self.ensurePolished()
        metrics, room = self.fontMetrics(), max(self.width(), 0)
        if self._lines == 1:
            visible = [metrics.elidedText(self._whole, self._cut, room)]
        else:
            visible = wrapped(self._whole, self.font(), metrics, room, self._lines)
            self.setFixedHeight(len(visible) * metrics.lineSpacing() + 2)
        self.setText("\n".join(visible))
        self.setToolTip(tip(self._whole) if " ".join(visible) != self._whole else "")


@runtime_checkable
class TakesKeys(Protocol):
    """What buttons stand in, where keys lead from one to another."""

    def take_key(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        """Whether this key, pressed at `button`, led on."""


def _is_taken(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether a key was Enter, which presses a button, or is one of what the button stands in."""
    around: object = button.parentWidget()
    return _pressed_by_enter(button, event) or (isinstance(around, TakesKeys) and around.take_key(button, event))


def _pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Let Enter press a button; held down it does so once."""
    if event.key() not in ENTER:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class _Button(QPushButton):
    """Enter presses what has the keyboard, as in Windows; Qt would press a dialog's main button instead."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_taken(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a second ring inside the main button's: the first is seen beside it, this one on it."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("look") == "primary":
            with painting(QPainter(self)) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.color("on_accent"), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.75, 2.75, -2.75, -2.75), 3, 3)


class _IconButton(QToolButton):
    """An icon that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_taken(self, event):
            super().keyPressEvent(event)


def button(text: str, on_click: Callable[[], object] | None = None, *, look: str = "", icon: str = "") -> QPushButton:
    """A button with words; `look` is primary, link, small, chip or nothing."""
    made = _Button(text)
    if look:
        made.setProperty("look", look)
    made.setAutoDefault(False)
    if icon:
        icons.apply_look(made, icon, 16 if look == "small" else 20, _INKS.get(look, "text2"))
        made.setText(f" {text}")
        made.setAccessibleName(text)
    if on_click:
        made.clicked.connect(lambda *_: on_click())
    return made


def make_one_of(button: QAbstractButton) -> None:
    """Let a button be one of several of which one is chosen, told so to screen readers; a group keeps them apart."""
    button.setCheckable(True)
    button.setAutoExclusive(True)
    button.toggled.connect(lambda is_checked: _bring_tab_to(button) if is_checked else None)


def _bring_tab_to(chosen: QAbstractButton) -> None:
    """Tab comes to the chosen one of several from the start: Qt sees to that only once one of them has the keyboard."""
    group: QButtonGroup | None = chosen.group()
    for each in group.buttons() if group else ():
        others = each.focusPolicy() & ~Qt.FocusPolicy.TabFocus
        each.setFocusPolicy(others | Qt.FocusPolicy.TabFocus if each is chosen else others)


def icon_button(
    icon: str, name: str, on_click: Callable[[], object] | None = None, *, size: int = 20, ink: str = "text2"
) -> QToolButton:
    """A button that is only an icon; `name` is its tooltip and what a screen reader says."""
    made = _IconButton()
    icons.apply_look(made, icon, size, ink)
    made.setToolTip(tip(name))
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if on_click:
        made.clicked.connect(lambda *_: on_click())
    return made


def action(
    parent: QWidget,
    text: str,
    on_trigger: Callable[[], object],
    *,
    keys: str = "",
    icon: str = "",
    enabled: bool = True,
) -> QAction:
    """Something a menu offers: its words, what it does, its keys ("Ctrl+O")."""
    made = QAction(text, parent)
    made.triggered.connect(lambda *_: on_trigger())
    if keys:
        made.setShortcut(QKeySequence(keys))
    if icon:
        icons.apply_in_menu(made, icon)
    made.setEnabled(enabled)
    return made


def offer(box: QComboBox, choices: Iterable[tuple[str, object]]) -> None:
    """Let choose among `choices` (words, what they stand for) without telling; what is chosen stays, else the first."""
    chosen = box.currentData()
    blocked = box.blockSignals(True)
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
    box.blockSignals(blocked)


def line_edit(name: str, hint: str = "", *, text: str = "", width: int = 0, look: str = "") -> QLineEdit:
    """A line to type into: `name` is what a screen reader says, `hint` stands in it while it is empty."""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    if width:
        made.setFixedWidth(width)
    if look:
        made.setProperty("look", look)
    if look == "bare":  # the words beside it give way first
        made.setMinimumWidth(min(_WIDEST_HINT, made.fontMetrics().horizontalAdvance(hint) + 12))
    return made


class Prose(QPlainTextEdit):
    """Several lines of text in a form: Tab and Enter are the form's, Shift+Enter begins a line.

    With `breaks` Enter begins a line, where text of many lines is what is written.
    """

    def __init__(self, text: str = "", *, breaks: bool = False) -> None:
        super().__init__(text)
        self.breaks = breaks
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.breaks or event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self.isReadOnly():
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            event.ignore()


class SearchField(QLineEdit):
    """A field to look for something while typing: a magnifier, a cross to empty it, Esc does so too."""

    def __init__(self, hint: str, width: int = 270) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMaximumWidth(width)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        magnifier = QAction(self)
        icons.apply_look(magnifier, "search", 16)
        self.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        empty = action(self, "", self.clear)
        icons.apply_look(empty, "dismiss", 16)
        self.addAction(empty, QLineEdit.ActionPosition.TrailingPosition)
        empty.setVisible(False)
        self.textChanged.connect(lambda text: empty.setVisible(bool(text)))

    def width_of_hint(self) -> int:
        """How wide it has to be for its hint to be read whole."""
        self.ensurePolished()
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return min(self.maximumWidth(), max(120, hint + _BESIDE_HINT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def line(*, vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("look", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def ground(widget: QWidget, name: str) -> QWidget:
    """Lay the ground `name` (window, nav, surface, surface2) under `widget`, and give it back."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("ground", name)
    return widget


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A widget that holds `layout`, on the ground `name` where one is told."""
    made = ground(QWidget(), name) if name else QWidget()
    made.setLayout(layout)
    return made


def give_viewport(area: QAbstractScrollArea) -> QWidget:
    """Put a viewport that Python knows into `area`, like Qt's own.

    To be handed Qt's own Python would first learn of every kind of widget there is, before the first painting.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    area.setViewport(made)
    return made


def scrolled(inside: QWidget | None = None, name: str = "surface") -> QScrollArea:
    """An area that `inside` is moved in, both on the ground `name`; Tab goes by it to what stands there."""
    area = QScrollArea()
    area.setProperty("ground", name)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if inside is not None:
        area.setWidget(ground(inside, name))
    return area


GAP = object()
"""Among what a layout holds: room that grows."""
_Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | object


def row(
    margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8, *, of: Iterable[_Item] = ()
) -> QHBoxLayout:
    """A layout from left to right that holds `of` (see `fill`)."""
    return _laid_out(QHBoxLayout(), margins, spacing, of)


def stack(
    margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0, *, of: Iterable[_Item] = ()
) -> QVBoxLayout:
    """A layout from top to bottom that holds `of` (see `fill`)."""
    return _laid_out(QVBoxLayout(), margins, spacing, of)


def fill(layout: QBoxLayout, *items: _Item) -> None:
    """Put widgets and layouts into `layout`; one told with a number takes its part of the room left, as `GAP` does."""
    for item in items:
        inside, part = item if isinstance(item, tuple) else (item, 0)
        if isinstance(inside, QWidget):
            layout.addWidget(inside, part)
        elif isinstance(inside, QLayout):
            layout.addLayout(inside, part)
        else:
            layout.addStretch(1)


def _laid_out(made: _L, margins: tuple[int, int, int, int], spacing: int, items: Iterable[_Item]) -> _L:
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    fill(made, *items)
    return made


@contextmanager
def waiting() -> Iterator[None]:
    """Show the pointer that says to wait: for what takes a moment with a large file only."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def later(owner: QObject, pause: int, do: Callable[[], object]) -> QTimer:
    """A timer that does `do` once, `pause` milliseconds after it was started last."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(pause)
    made.timeout.connect(do)
    return made


def on_keys(owner: QWidget, keys: str | QKeySequence.StandardKey, do: Callable[[], object], *, what: str = "") -> None:
    """Let `keys` do `do` while `owner`, or what stands in it, has the keyboard; `what` stands in the list of keys."""
    made = QShortcut(QKeySequence(keys), owner)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setWhatsThis(what)
    made.activated.connect(do)


def give_mnemonics(menu: QMenu) -> None:
    """Let each line of an open menu be chosen by a letter of its own; taken away again when the menu is closed."""

    def give() -> None:
        taken: set[str] = set()
        for line in menu.actions():
            words = line.text()
            place = -1 if "&" in words else _free_letter(words, taken)
            if place >= 0:
                taken.add(words[place].casefold())
                line.setProperty(_WORDS_BEFORE, words)
                line.setText(f"{words[:place]}&{words[place:]}")

    def take_away() -> None:
        for line in menu.actions():
            before = line.property(_WORDS_BEFORE)
            if before and line.text().replace("&", "") == before:
                line.setText(before)

    menu.aboutToShow.connect(give)
    menu.aboutToHide.connect(take_away)


def _free_letter(words: str, taken: set[str]) -> int:
    """The first letter of a word that no other line has, else any such letter; -1 for none."""
    shown = words.partition("\t")[0]
    begins = [at for at, letter in enumerate(shown) if letter.isalpha() and (at == 0 or not shown[at - 1].isalnum())]
    inside = [at for at, letter in enumerate(shown) if letter.isalpha()]
    return next((at for at in (*begins, *inside) if shown[at].casefold() not in taken), -1)


def clear(layout: QLayout) -> None:
    """Take every widget out of `layout` and away."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def fit_on_screen(window: QWidget) -> None:
    """Let a window be no larger than its screen: on a small one at 150 % its buttons would be below the edge."""
    window.resize(window.size().boundedTo(window.screen().availableSize() - _FRAME))
