"""Answers to dialogs that wait: what a person does with each, in turn, while the program stands in its own loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

Step = Callable[[QDialog], object]


@contextmanager
def answering(*steps: Step) -> Iterator[None]:
    """Give each dialog that comes the next of `steps`; fails when one does not come or one comes unasked."""
    left, timer = list(steps), QTimer()
    trouble: list[BaseException] = []
    timer.setInterval(5)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if not (isinstance(shown, QDialog) and shown.isVisible()):
            return
        timer.stop()
        try:
            assert left, f"Nobody expected: {[label.text() for label in shown.findChildren(QLabel)]}"
            left.pop(0)(shown)
        except BaseException as error:  # noqa: BLE001 - raised below, where the test sees it
            trouble.append(error)
            shown.reject()
        timer.start()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    if trouble:
        raise trouble[0]
    assert not left, f"{len(left)} dialogs did not come"


def press(text: str, seen: list[str] | None = None) -> Step:
    """Press the button `text`; the words of the dialog are added to `seen` first."""

    def step(dialog: QDialog) -> None:
        if seen is not None:
            seen.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
        buttons = {button.text().strip(): button for button in dialog.findChildren(QPushButton) if button.isVisible()}
        buttons[text].click()

    return step
