"""The dialogs of collecting from schools and of publishing, on the sample, for the tour of all screens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from cluster_desk.app import App

_WORDS = "Луговое: слёт краеведов 12 детей 2 педагога, 5 июня\nОльховка не участвовали\nслёт 5"


COLLECTING = ("answers", "chat", "summary", "words", "card", "event")


def collecting_dialog(name: str, app: App) -> QDialog:
    """The dialog called `name`."""
    from cluster_desk.core.records.collecting import Collection
    from cluster_desk.exchange.importing.answers import read_messages
    from cluster_desk.rules.collecting import message_words
    from cluster_desk.ui.screens.collecting.answers_dialog import AnswersDialog
    from cluster_desk.ui.screens.collecting.chat_dialog import ChatDialog, WordsDialog
    from cluster_desk.ui.screens.collecting.summary_dialog import SummaryDialog
    from cluster_desk.ui.screens.publishing.card_dialog import CardDialog
    from cluster_desk.ui.screens.publishing.event_dialog import EventDialog

    desk, shell = app.desk, app.window.shell
    assert desk
    assert shell
    shell.go("collecting")
    screen = shell.screens["collecting"]
    [request] = desk.read.load_all(Collection)
    made: dict[str, Callable[[], QDialog]] = {
        "answers": lambda: AnswersDialog(desk, read_messages(desk.read, _WORDS, request), request, screen),
        "chat": lambda: ChatDialog(lambda _text: False, screen),
        "summary": lambda: SummaryDialog(desk, request.id or 0, lambda _answers, _request: None, screen),
        "card": lambda: CardDialog(desk, 1, "/", screen),
        "event": lambda: EventDialog(desk, lambda _row: None, screen),
        "words": lambda: WordsDialog("Слова для чата и почты", message_words(request), screen),
    }
    return made[name]()
