"""Answers to dialogs that wait: what a person does with each, in turn, while the program stands in its own loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

Transaction = Callable[[QDialog], object]


@contextmanager
def answering(*steps: Transaction) -> Iterator[None]:
    """Give each dialog that comes the next of `steps`; fails when one does not come or one comes unasked."""
    left, timer = list(steps), QTimer()
    trouble: list[BaseException] = []
    timer.setInterval(5)

    def look() -> None:
        current = QApplication.activeModalWidget()
        if not (isinstance(current, QDialog) and current.isVisible()):
            return
        timer.stop()
        try:
            assert left, f"Nobody expected: {[label.text() for label in current.findChildren(QLabel)]}"
            left.pop(0)(current)
        except BaseException as error:  # noqa: BLE001 - raised below, where the test sees it
            trouble.append(error)
            current.reject()
        timer.start()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    if trouble:
        raise trouble[0]
    assert not left, f"{len(left)} dialogs did not come"


def press(text: str, seen: list[str] | None = None) -> Transaction:
    """Press the button `text`; the words of the dialog are added to `seen` first."""

    def step(dialog: QDialog) -> None:
        if seen is not None:
            seen.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
        buttons = {button.text().strip(): button for button in dialog.findChildren(QPushButton) if button.isVisible()}
        buttons[text].click()

    return step
