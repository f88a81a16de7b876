"""Icons: Fluent drawings in the ink of the look, sharp on every screen.

A drawing is `resources/icons/{16,20}/NAME.svg`, or `NAME_filled.svg` where something is selected. The ink is the name
of a token ("text", "accent", "on_accent") or of a state ("ok", "bad", …).
"""

from __future__ import annotations

import contextlib
import weakref
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from cluster_desk.ui.look import theme
from cluster_desk.ui.look.drawings import exists, inked
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import Ink, Tokens

_drawn: dict[tuple[str, int, str, float], QPixmap] = {}


def ink_color(ink: str, colors: Tokens | None = None) -> str:
    """The colour of the token or state `ink` in `colors` (those in use when left out)."""
    value = getattr(colors or theme.tokens(), ink)
    return value.ink if isinstance(value, Ink) else str(value)


def pixmap(name: str, size: int, ink: str, ratio: float = 1.0) -> QPixmap:
    """The drawing of `name` at `size` logical pixels for a screen of `ratio` device pixels to one; kept once drawn."""
    key = (name, size, ink_color(ink), ratio)
    if key not in _drawn:
        _drawn[key] = _draw(*key)
    return _drawn[key]


def icon(name: str, size: int = 20, ink: str = "text2", *, selected_ink: str = "") -> QIcon:
    """An icon for a button or a menu: `ink`, fainter when disabled; where `selected_ink` is told, filled when on."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, size, ink, ratio))
        made.addPixmap(pixmap(name, size, "disabled", ratio), QIcon.Mode.Disabled)
        if selected_ink:
            filled = f"{name}_filled" if exists(f"{name}_filled", size) else name
            made.addPixmap(pixmap(filled, size, selected_ink, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


class _IconSetting(NamedTuple):
    """What a button wears, to be put on again in another look."""

    name: str
    size: int
    ink: str
    selected_ink: str


_ICON_SETTINGS: weakref.WeakKeyDictionary[QAbstractButton | QAction, _IconSetting] = weakref.WeakKeyDictionary()


class _PutOff:
    """Whether icons that are not seen at first wait for the first painting."""

    on = False
    waiting: ClassVar[list[QAction]] = []


def put_off() -> None:
    """Let the icons of menus wait until `catch_up`: the window is painted sooner without them."""
    _PutOff.on = True


def catch_up() -> None:
    """Draw what was put off, and nothing late from now on."""
    _PutOff.on = False
    for wearer in _PutOff.waiting:
        what = _ICON_SETTINGS.get(wearer)
        with contextlib.suppress(RuntimeError):
            if what is not None:
                _put_on(wearer, what)
    _PutOff.waiting.clear()


def apply_look(
    wearer: QAbstractButton | QAction, name: str, size: int = 20, ink: str = "text2", *, selected_ink: str = ""
) -> None:
    """Give `wearer` the icon `name`; it is drawn anew when the look changes."""
    _put_on(wearer, _wear(wearer, _IconSetting(name, size, ink, selected_ink)))


def apply_in_menu(wearer: QAction, name: str, size: int = 16) -> None:
    """Give a line of a menu the icon `name`, drawn late while the window is not painted yet."""
    what = _wear(wearer, _IconSetting(name, size, "text2", ""))
    if _PutOff.on:
        _PutOff.waiting.append(wearer)
    else:
        _put_on(wearer, what)


def _wear(wearer: QAbstractButton | QAction, what: _IconSetting) -> _IconSetting:
    if not _ICON_SETTINGS:
        theme.on_change(_redraw_icons)
    _ICON_SETTINGS[wearer] = what
    return what


def set_ink(wearer: QAbstractButton | QAction, ink: str) -> None:
    """Draw what `wearer` has in another ink from now on."""
    worn = _ICON_SETTINGS.get(wearer)
    if worn is not None and worn.ink != ink:
        apply_look(wearer, worn.name, worn.size, ink, selected_ink=worn.selected_ink)


def take_off(wearer: QAbstractButton | QAction) -> None:
    """Leave `wearer` without an icon."""
    _ICON_SETTINGS.pop(wearer, None)
    wearer.setIcon(QIcon())


def _put_on(wearer: QAbstractButton | QAction, what: _IconSetting) -> None:
    wearer.setIcon(icon(what.name, what.size, what.ink, selected_ink=what.selected_ink))
    if isinstance(wearer, QAbstractButton):
        wearer.setIconSize(QSize(what.size, what.size))


def _redraw_icons() -> None:
    for wearer, what in list(_ICON_SETTINGS.items()):
        # A widget deleted by Qt can outlive itself as a Python object until its last name is gone.
        with contextlib.suppress(RuntimeError):
            _put_on(wearer, what)


def paint(painter: QPainter, rect: QRectF, name: str, ink: str) -> None:
    """Draw the icon `name` into the square `rect`, sharp on the screen that `painter` paints on."""
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap(name, round(rect.width()), ink, ratio)
    painter.drawPixmap(rect.topLeft(), drawn)


def _ratios() -> list[float]:
    """The screens' pixel ratios, each once."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}) or [1.0]


def _draw(name: str, size: int, color: str, ratio: float) -> QPixmap:
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    with painting(QPainter(drawn)) as painter:
        QSvgRenderer(QByteArray(inked(name, size, color))).render(painter)
    drawn.setDevicePixelRatio(ratio)
    return drawn
