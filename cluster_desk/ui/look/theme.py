"""The look in use: light or dark, as the system says or as the user chose; in high contrast the system's own colours.

`start(choice)` once, before the first window; `use(choice)` when the user chooses; `tokens()` wherever something is
painted. `changed()` tells those who paint or hold icons that the colours are others now.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget

from cluster_desk.core import language, resources
from cluster_desk.core.language import N_
from cluster_desk.ui.look import tokens as looks
from cluster_desk.ui.look.tokens import Tokens

CHOICES = {
    "system": N_("As in Windows") if sys.platform == "win32" else N_("As in the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}

# Windows' own; near it on Linux what the program brings along, so that there is a semibold everywhere; elsewhere the
# system's own. Asking which fonts there are would cost more than all else at start.
FAMILIES = {"win32": ["Segoe UI"], "linux": ["Open Sans", "Noto Sans", "DejaVu Sans"]}
_BROUGHT = tuple(resources.FOLDER / "fonts" / "window" / f"OpenSans-{weight}.ttf" for weight in ("Regular", "SemiBold"))
_STYLE = "Fusion"
_OWN_FONTS = ("QAbstractItemView", "QMenu", "QMenuBar", "QMessageBox", "QTipLabel")
"""Kinds of widgets for which Windows has fonts of its own, smaller ones."""
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_LOCALES = {
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Russia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_qt_words: list[QTranslator] = []


class _Look(QObject):
    """The tokens in use and the choice they came from."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.tokens = looks.LIGHT
        self.started = False
        self.styled = False
        self.spoken = ""


_look = _Look()


def tokens() -> Tokens:
    """The colours to paint with now."""
    return _look.tokens


def color(name: str) -> QColor:
    """The colour of the token `name` as Qt wants it."""
    return QColor(getattr(_look.tokens, name))


def choice() -> str:
    """What the user chose: as the system, light or dark."""
    return _look.choice


def on_change(call: object) -> None:
    """Call `call` (a bound method of a QObject, which unties itself when that is gone) after the colours changed."""
    _look.changed.connect(call)


def application(name: str) -> QApplication:
    """The application, in its style from the beginning: one set later is made besides Qt's own, and shown to Python."""
    _look.styled = True
    return QApplication([name, "-style", _STYLE])


def start(chosen: str = "system") -> None:
    """Dress the application for the first time; `chosen` is "system", "light" or "dark", else taken as "system"."""
    if not _look.started:  # once: a style that is replaced tells every widget there is, those that are going too
        _look.started = True
        app = _application()
        if not _look.styled:
            app.setStyle(_STYLE)
        app.setFont(_body_font())
        hints = _hints()
        hints.colorSchemeChanged.connect(lambda _scheme: use(_look.choice))
        hints.accessibility().contrastPreferenceChanged.connect(lambda _preference: use(_look.choice))
    use(chosen)


def use(chosen: str) -> None:
    """Dress the application in the look `chosen`; nothing happens when it is worn already."""
    _look.choice = chosen if chosen in CHOICES else "system"
    # The system draws the title bar and its own dialogs by that.
    _hints().setColorScheme(_SCHEMES[_look.choice])
    app = _application()
    fit = _fitting(app)
    if fit == _look.tokens and app.styleSheet():
        return
    # The sheet paints with recoloured pictures, and is long: neither is needed before the first look is known.
    from cluster_desk.ui.look.stylesheet import stylesheet

    _look.tokens = fit
    app.setPalette(palette(fit))
    app.setStyleSheet(stylesheet(fit))
    for name in _OWN_FONTS:  # after the sheet, with which Qt takes Windows' own again
        app.setFont(app.font(), name)  # type: ignore[arg-type]  # the stubs ask for bytes, the call for text
    _look.changed.emit()


def _fitting(app: QApplication) -> Tokens:
    """The colours that the choice and the system ask for."""
    if not is_high_contrast():
        return looks.DARK if _is_dark(_look.choice) else looks.LIGHT
    from cluster_desk.ui.look.high_contrast import tokens_of

    worn = app.palette()
    app.setPalette(QPalette())
    try:
        return tokens_of(app.palette())
    finally:
        app.setPalette(worn)


def is_high_contrast() -> bool:
    """Whether the system is set to high contrast."""
    return _hints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


@cache
def _hints() -> QStyleHints:
    """The system's hints, kept: when Python lets go of them, what they gave of accessibility is gone too."""
    return QGuiApplication.styleHints()


def set_tone(widget: QWidget, name: str, value: object) -> None:
    """Set the property `name` that the sheet asks for and have the sheet applied again, where it was applied."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def font(points: float, *, strong: bool = False) -> QFont:
    """The program's font at `points`; `strong` is semibold."""
    made = QFont(QGuiApplication.font())
    made.setPointSizeF(points)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def palette(colors: Tokens) -> QPalette:
    """Qt's palette of `colors`, for all that no rule of the sheet reaches."""
    role = QPalette.ColorRole
    made = QPalette()
    pairs = {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.surface2,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Link: colors.link,
        role.LinkVisited: colors.link,
        role.PlaceholderText: colors.text2,
        role.ToolTipBase: colors.surface2,
        role.ToolTipText: colors.text,
        role.Light: colors.surface2,
        role.Midlight: colors.hover,
        role.Mid: colors.border,
        role.Dark: colors.control,
        role.Shadow: colors.control,
        role.Accent: colors.accent,
    }
    for which, value in pairs.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.disabled))
    return made


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("the look needs a QApplication")
    return app


def _is_dark(chosen: str) -> bool:
    if chosen != "system":
        return chosen == "dark"
    return _hints().colorScheme() == Qt.ColorScheme.Dark


def _body_font() -> QFont:
    families = FAMILIES.get(sys.platform)
    if sys.platform == "linux":
        for path in _BROUGHT:
            QFontDatabase.addApplicationFont(str(path))
    made = QFont(families) if families else QFont(QGuiApplication.font())
    made.setPointSizeF(looks.BODY)
    return made


def speak(code: str) -> None:
    """Speak the language `code` from now on; windows made before keep their words until they are made again."""
    language.set_language(code)
    code = language.language()
    if code == _look.spoken:
        return  # Qt tells every widget there is of words put in the place of the same
    _look.spoken = code
    QLocale.setDefault(_LOCALES[code])
    while _qt_words:
        QApplication.removeTranslator(_qt_words.pop())
    # Qt speaks English by itself; what its own Russian lacks (in the file dialog) stands in qt.ts.
    sources = (
        (f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("qt", str(resources.FOLDER / "translations" / code)),
    )
    for name, folder in sources if code != "en" else ():
        words = QTranslator()
        if words.load(name, folder):
            QApplication.installTranslator(words)
            _qt_words.append(words)
