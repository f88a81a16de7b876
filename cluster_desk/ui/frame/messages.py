"""What the window says when something is to be known or decided.

The title is the fact; then who and since when; then what to do; the safe main action stands last. «Details» can be
copied. Nothing is ever asked with OK: an action is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget

from cluster_desk import __version__
from cluster_desk.core.errors import Problems, UserError, as_user_error
from cluster_desk.core.language import _
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import Tone

_WIDTH = 540
_WIDEST = 760  # where the words of the answers need it


class Answer(NamedTuple):
    """A button of a message: the key told back, and its words, which name the action."""

    key: str
    text: str


class Message(NamedTuple):
    """What is said. `about` is a small line under the title (a path); the last of `answers` is the main one."""

    title: str
    text: str = ""
    advice: str = ""
    about: str = ""
    details: str = ""
    icon: str = "info"
    tone: Tone = "info"
    answers: Sequence[Answer] = ()


class MessageBox(QDialog):
    """A message with its answers; `answer` is the key of the one given, "" when it was closed."""

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = ""
        self.message = message
        self.setWindowTitle(_("Cluster Desk"))
        self.setAccessibleName(message.title)
        self.setAccessibleDescription(" ".join(part for part in (message.text, message.advice) if part))
        widgets.ground(self, "surface")
        self.details = QPlainTextEdit(message.details)
        self.buttons = [
            widgets.button(each.text, look="primary" if each is message.answers[-1] else "") for each in message.answers
        ]
        for each, value in zip(message.answers, self.buttons, strict=True):
            value.clicked.connect(lambda *_, key=each.key: self._give(key))
        layout = widgets.stack(of=(self._words(),))
        self._answers = self._foot()
        layout.addWidget(self._answers)
        self.setLayout(layout)
        if self.buttons:
            self.buttons[-1].setDefault(True)
            self.buttons[-1].setFocus()

    def _words(self) -> QWidget:
        message = self.message
        icon = QLabel()
        icon.setPixmap(picture(message.icon, 20, message.tone, self))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = widgets.stack((0, 0, 0, 0), 8)
        parts = ((message.title, "item"), (message.about, "small"), (message.text, ""), (message.advice, "quiet"))
        for text, look in parts:
            if text:
                label = widgets.label(text, look, wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(label)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Details"))
        self.details.setMinimumHeight(150)
        self.details.hide()
        words.addWidget(self.details)
        return widgets.holder(widgets.row((24, 20, 24, 18), 14, of=(icon, (words, 1))))

    def _foot(self) -> QWidget:
        foot = QWidget()
        widgets.ground(foot, "surface2")
        row = widgets.row((16, 11, 16, 11))
        if self.message.details:
            self.more = widgets.button(_("Details"), self._show_details, look="link")
            self.copy = widgets.button(_("Copy"), self._copy, look="link")
            self.copy.setAccessibleName(_("Copy the details"))
            self.copy.hide()
            widgets.fill(row, self.more, self.copy)
        row.addStretch(1)
        for each in self.buttons:
            row.addWidget(each)
        foot.setLayout(widgets.stack(of=(widgets.line(), row)))
        QShortcut(QKeySequence.StandardKey.Copy, self, self._copy)
        return foot

    def _show_details(self) -> None:
        result = not self.details.isHidden()
        self.details.setVisible(not result)
        self.copy.setVisible(not result)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # the rows inside know of less only once they were laid out

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()  # not earlier: the sheet's fonts and margins are known only now
        super().showEvent(event)

    def _fit(self) -> None:
        """Take just the height that the words need at this width; Qt alone reckons with a narrower one."""
        layout = self.layout()
        assert layout
        layout.activate()
        width = min(max(_WIDTH, self._answers.sizeHint().width()), _WIDEST)
        self.setFixedSize(width, layout.totalHeightForWidth(width))

    def _copy(self) -> None:
        message = self.message
        parts = (message.title, message.about, message.text, message.advice, message.details)
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))

    def _give(self, key: str) -> None:
        self.answer = key
        self.accept()


class _Scrim(QWidget):
    """A shade over the window while it waits for an answer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            painter.fillRect(self.rect(), theme.color("scrim"))


def ask(parent: QWidget | None, message: Message) -> str:
    """Say `message` over the window of `parent` and wait; the key of the answer, "" when it was closed."""
    window = parent.window() if parent else None
    scrim = _Scrim(window) if window and window.isVisible() else None
    box = MessageBox(message, window)
    box.exec()
    if scrim:
        scrim.deleteLater()
        scrim.hide()
    box.deleteLater()
    return box.answer


def inform(parent: QWidget | None, title: str, text: str = "", advice: str = "") -> None:
    """Say a fact that needs no decision."""
    ask(parent, Message(title, text, advice, answers=(Answer("close", _("Close")),)))


def ask_to_keep(parent: QWidget, what: str, title: str = "") -> str:
    """Ask what becomes of something typed that is not saved: "save", "drop" or "stay", which closing it means too.

    `what` says in a sentence what would be lost. Wherever something typed could go, these three are offered.
    """
    answers = (Answer("drop", _("Do not save")), Answer("stay", _("Stay")), Answer("save", _("Save")))
    asked = Message(title or _("Leave without saving?"), what, icon="warning", tone="warn", answers=answers)
    return ask(parent, asked) or "stay"


def may_drop(parent: QWidget, what: str, save: Callable[[], object]) -> bool:
    """Whether something typed may go; where the user would rather keep it, it is saved by `save` or stays."""
    answer = ask_to_keep(parent, what)
    if answer == "save":
        save()
    return answer == "drop"


def confirm(
    parent: QWidget | None, title: str, text: str, action: str, *, advice: str = "", keep: str = "", tone: Tone = "warn"
) -> bool:
    """Ask before something that is not easily taken back: `action` names what is done, `keep` what leaves all as is."""
    answers = (Answer("do", action), Answer("keep", keep or _("Cancel")))
    return ask(parent, Message(title, text, advice, icon="warning", tone=tone, answers=answers)) == "do"


def show_error(
    parent: QWidget | None, error: UserError, answers: Sequence[Answer] = (), *, about: str = "", icon: str = "warning"
) -> str:
    """Show known trouble; the key of the answer given. Without `answers` there is only «Close»."""
    details = ""
    if error.__cause__:
        from cluster_desk.bug_report import describe_kind  # what only trouble needs is imported by it, here and below

        details = describe_kind(error.__cause__)
    fact, path = error.fact_and_path()
    return ask(
        parent,
        Message(
            fact, error.kept, error.do, about or path, details, icon, "warn", answers or (Answer("close", _("Close")),)
        ),
    )


def show_unexpected(parent: QWidget | None, error: BaseException) -> None:
    """Show a bug of ours: what was kept, and a report that can be copied and is in the log; the program goes on."""
    from cluster_desk.bug_report import write_report

    write_report(error)
    message = Message(
        _("Something went wrong in the program"),
        _("What you were doing may not be done. The data file is whole: everything saved before is in it."),
        _("You can go on working. If it happens again, copy the report and send it to whoever helps you."),
        details=report_of(error),
        icon="error_circle",
        tone="bad",
        answers=(Answer("copy", _("Copy the report")), Answer("close", _("Go on"))),
    )
    if ask(parent, message) == "copy":
        QGuiApplication.clipboard().setText(message.details)


def show_any(parent: QWidget | None, error: BaseException) -> None:
    """Show known trouble as such, anything else as a bug of ours."""
    trouble = as_user_error(error)
    if trouble:
        show_error(parent, trouble)
    else:
        show_unexpected(parent, error)


@contextmanager
def show_trouble(parent: QWidget | None) -> Iterator[None]:
    """Show known trouble of what is done within; the rest of that is left out then."""
    try:
        yield
    except (UserError, Problems) as error:
        show_any(parent, error)


def report_of(error: BaseException) -> str:
    """What a developer needs to know: versions, the system, where it happened. Nothing of the data, no message."""
    import platform

    from cluster_desk.bug_report import describe_error

    head = (
        f"Cluster Desk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    )
    return "\n".join((*head, "", *describe_error(error)))
