"""The language of the screens, ours and Qt's own (its buttons, its menus in fields)."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from cluster_desk.core import language

_LOCALES = {
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Russia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_qt_words: list[QTranslator] = []


def speak(code: str) -> None:
    """Speak the language `code` from now on; windows made before keep their words until they are made again."""
    language.set_language(code)
    code = language.language()
    QLocale.setDefault(_LOCALES[code])
    while _qt_words:
        QApplication.removeTranslator(_qt_words.pop())
    words = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # Qt speaks English by itself.
    if code != "en" and words.load(f"qtbase_{code}", folder):
        QApplication.installTranslator(words)
        _qt_words.append(words)
