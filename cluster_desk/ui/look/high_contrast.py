"""The colours that Windows' high contrast asks for: those of the system alone, so that whoever chose them sees them.

A state is told by its words and its icon then, not by its colour.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from cluster_desk.ui.look.tokens import Ink, Tokens

_READABLE = 7.0
_SHADES = (0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
_STEPS = (0.2, 0.4, 0.6, 1.0)


def tokens_of(system: QPalette) -> Tokens:
    """The tokens of the system's palette: its ground, its text, what it lays on a choice, its links."""
    role = QPalette.ColorRole
    window, text = system.color(role.Window), system.color(role.WindowText)
    accent, link = system.color(role.Highlight), system.color(role.Link)
    chosen = next(
        shade for part in _SHADES if _contrast(shade := _mix(window, accent, part), text) >= _READABLE or not part
    )
    ground, ink = window.name(), text.name()
    plain = Ink(ink, ground)
    return Tokens(
        dark=window.lightness() < 128,
        window=ground, nav=ground, surface=ground, surface2=ground, border=ink, control=ink, text=ink, text2=ink,
        accent=accent.name(), accent_hover=accent.name(), on_accent=system.color(role.HighlightedText).name(),
        link=link.name() if _contrast(link, window) >= _READABLE else ink,
        select=chosen.name(), hover=ground, page_shade=ground,
        disabled=system.color(QPalette.ColorGroup.Disabled, role.WindowText).name(), scrim="#80000000",
        ok=plain, info=plain, warn=plain, bad=plain, moved=plain, neutral=plain, sections=(plain,) * 6,
        participation=tuple(_mix(window, accent, part).name() for part in _STEPS),
    )  # fmt: skip


def _mix(one: QColor, other: QColor, part: float) -> QColor:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * part) for a, b in parts))


def _contrast(one: QColor, other: QColor) -> float:
    """How far two colours stand apart, as the WCAG counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = ((0.2126, color.redF()), (0.7152, color.greenF()), (0.0722, color.blueF()))
    return sum(weight * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) for weight, v in parts)
