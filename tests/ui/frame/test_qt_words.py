"""Qt's own words: its buttons and its file dialog speak the language chosen."""

from __future__ import annotations

from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from cluster_desk.core import resources
from cluster_desk.ui.look import theme


def test_qts_own_buttons_speak_the_language_chosen(qtbot: QtBot) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")

    assert cancel() == "Отмена"
    theme.speak("en")
    assert cancel() == "Cancel"
    assert QLocale().language() == QLocale.Language.English


def test_qts_file_dialog_speaks_russian_to_the_last_word(qtbot: QtBot) -> None:
    """Without the desktop's own dialog, on Linux, Qt shows its own; `qt.qm` is compiled of `qt.ts`, which names how."""
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    assert [one.text() for one in dialog.findChildren(QLabel)] == ["&Где:", "&Имя файла:", "&Тип файлов:"]
    for context in ElementTree.parse(resources.FOLDER / "translations" / "ru" / "qt.ts").iter("context"):
        for message in context.iter("message"):
            source, words = message.findtext("source") or "", message.findtext("translation")
            assert QCoreApplication.translate(context.findtext("name") or "", source) == words
