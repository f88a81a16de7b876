"""The first screen: files opened before, other files, ways to begin, help, language and look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cluster_desk import __version__
from cluster_desk.core.language import LANGUAGES, _, language
from cluster_desk.settings import RecentFile
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import BODY, SMALL

if TYPE_CHECKING:
    from datetime import datetime

    from cluster_desk.ui.frame.recent_files import RecentList

_CARD_HEIGHT, _CARD_SIDES = 68, 88  # its icon stands at the left, its arrow at the right
_WIDEST, _TOP, _TWO_COLUMNS = 1148, 62, 760


class StartScreen(QWidget):
    """What is seen before a file is open; it only tells what the user wants."""

    recent_chosen = Signal(str)
    forget_asked = Signal(str)
    open_asked = Signal()
    restore_asked = Signal()
    from_document_asked = Signal()
    blank_asked = Signal()
    sample_asked = Signal()
    district_asked = Signal()
    help_asked = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, recent: Sequence[RecentFile] = (), now: datetime | None = None) -> None:
        super().__init__()
        widgets.ground(self, "window")
        self.recent = self._recent(recent, now) if recent else None
        words = _("Open another file…") if recent else _("Open a file…")
        self.open_other = widgets.button(words, self.open_asked.emit, icon="folder_open")
        self.restore = widgets.button(_("Restore from a copy…"), self.restore_asked.emit, icon="history")
        self.from_document = Card(
            "arrow_import",
            _("From last year's plan in Word or Excel…"),
            _("The program reads plan, members, council and log; you check them"),
        )
        self.blank = Card("document_add", _("From a clean sheet…"), _("One page: cluster, support school, head"))
        invented = _("An invented cluster: 14 organizations, plan, calendar, council, log")
        self.sample = Card("table", _("Look at a sample"), invented)
        self.district = Card(
            "building_government",
            _("Several clusters…"),
            _("For a district, an area, a region: the offices' reports in one folder, who reported, all side by side"),
        )
        self.from_document.clicked.connect(self.from_document_asked)
        self.district.clicked.connect(self.district_asked)
        self.blank.clicked.connect(self.blank_asked)
        self.sample.clicked.connect(self.sample_asked)
        self.help = widgets.button(_("Open help"), self.help_asked.emit, look="link", icon="question_circle")
        self.language = _picker(_("Language"), LANGUAGES, language(), self.language_chosen.emit)
        looks = {key: _(text) for key, text in theme.CHOICES.items()}
        self.theme = _picker(_("Look"), looks, theme.choice(), self.theme_chosen.emit)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+O"), self, self.open_asked.emit)
        QShortcut(QKeySequence("Ctrl+Q"), self, lambda: self.window().close())
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what is wanted most often: a file opened before, else the first way to begin."""
        (self.from_document if self.recent is None else self.recent).setFocus()

    def _recent(self, files: Sequence[RecentFile], now: datetime | None) -> RecentList:
        from datetime import datetime

        from cluster_desk.ui.frame.recent_files import RecentList

        made = RecentList(files, now or datetime.now())
        made.chosen.connect(self.recent_chosen)
        made.forget_asked.connect(self.forget_asked)
        return made

    def _lay_out(self) -> None:
        columns = self._columns = widgets.row((0, 0, 0, 0), 40, of=((self._left(), 640), (self._right(), 468)))
        content = self._content = widgets.stack((24, _TOP, 24, 24), 0)
        title = widgets.label("Cluster Desk", "product")
        content.addWidget(title)
        content.addSpacing(4)
        content.addWidget(
            widgets.label(_("Plan, calendar, council and log of an educational cluster. Works without the internet."),
                          "quiet", wrap=True)
        )  # fmt: skip
        content.addSpacing(26)
        widgets.fill(content, columns, widgets.GAP)
        column = QWidget()
        column.setMaximumWidth(_WIDEST + 48)
        column.setLayout(content)
        middle = QWidget()
        widgets.ground(middle, "window")
        middle.setLayout(widgets.row((0, 0, 0, 0), 0, of=(widgets.GAP, (column, 1000), widgets.GAP)))
        scroll = QScrollArea()
        scroll.setProperty("ground", "window")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        self.setLayout(widgets.stack(of=((scroll, 1), self._foot())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A low window has no room to give away above the title.
        one_column = self.width() < _TWO_COLUMNS
        direction = QBoxLayout.Direction.TopToBottom if one_column else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._columns.setSpacing(24 if one_column else 40)
        self._content.setContentsMargins(24, min(_TOP, max(16, self.height() - 600)), 24, 24)
        super().resizeEvent(event)

    def _left(self) -> QVBoxLayout:
        column = widgets.stack(spacing=8)
        if self.recent is not None:
            column.addWidget(widgets.label(_("Recent files"), "heading"))
            column.addSpacing(2)
            column.addWidget(self.recent)
        else:
            column.addWidget(widgets.label(_("No files yet"), "heading"))
            words = _(
                "A file opened once stands here the next time. A cluster's data is one file with the ending .cdesk."
            )
            column.addWidget(widgets.label(words, "quiet", wrap=True))
        buttons = widgets.row(of=(self.open_other, self.restore, widgets.GAP))
        column.addSpacing(2)
        column.addLayout(buttons)
        column.addSpacing(16)
        widgets.fill(column, widgets.label(_("If there are several clusters"), "heading"), self.district, widgets.GAP)
        return column

    def _right(self) -> QVBoxLayout:
        column = widgets.stack(spacing=8, of=(widgets.label(_("Start a new cluster"), "heading"),))
        column.addSpacing(2)
        widgets.fill(column, self.from_document, self.blank, self.sample)
        column.addSpacing(16)
        column.addWidget(widgets.label(_("Here for the first time?"), "heading"))
        words = _(
            "It is easiest to begin with last year's Word file: in three minutes plan, calendar and members are ready, "
            "and next year's plan can be made. The Word file itself is not changed."
        )
        column.addWidget(widgets.label(words, "quiet", wrap=True))
        row = widgets.row((0, 0, 0, 0), 8, of=(self.help, widgets.label("F1", "small"), widgets.GAP))
        widgets.fill(column, row, widgets.GAP)
        return column

    def _foot(self) -> QWidget:
        foot = QWidget()
        widgets.ground(foot, "nav")
        row = widgets.row((24, 8, 24, 8), 10, of=(widgets.label(_("Version %s") % __version__, "small"), widgets.GAP))
        for picker in (self.language, self.theme):
            widgets.fill(row, widgets.label(picker.accessibleName(), "small"), picker)
            row.addSpacing(10 if picker is self.language else 0)
        foot.setLayout(widgets.stack(of=(widgets.line(), row)))
        return foot


def _picker(name: str, choices: Mapping[str, str], chosen: str, inform: Callable[[str], None]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumWidth(110)
    for key, text in choices.items():
        made.addItem(text, key)
    made.setCurrentIndex(made.findData(chosen))
    made.activated.connect(lambda at: inform(made.itemData(at)))
    return made


class Card(QAbstractButton):
    """A large button: icon, what it does, what comes of it, an arrow."""

    def __init__(self, icon: str, title: str, text: str) -> None:
        super().__init__()
        self._icon, self._text = icon, text
        self._high: dict[int, int] = {}  # by width: the layouts ask for the same one again and again
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(340, _CARD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, _CARD_HEIGHT)

    def heightForWidth(self, width: int) -> int:
        if width not in self._high:
            upper, lower = (theme.font(BODY, strong=True), self.text()), (theme.font(SMALL), self._text)
            high = sum(_high(font, words, width - _CARD_SIDES) for font, words in (upper, lower))
            self._high[width] = max(_CARD_HEIGHT, high + 16)
        return self._high[width]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = self.hasFocus()
            width = 2 if focused else 1
            painter.setPen(QPen(theme.color("accent" if focused else "border"), width))
            painter.setBrush(theme.color("hover" if self.underMouse() or self.isDown() else "surface"))
            inset = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
            middle = self.height() // 2
            icons.paint(painter, QRectF(16, middle - 10, 20, 20), self._icon, "accent")
            icons.paint(painter, QRectF(self.width() - 32, middle - 8, 16, 16), "chevron_right", "text2")
            words = QRect(48, 0, self.width() - _CARD_SIDES, self.height())
            _wrapped(painter, words, (self.text(), theme.font(BODY, strong=True)), (self._text, theme.font(SMALL)))


def _high(font: QFont, words: str, room: int) -> int:
    """How high words are that wrap where `room` ends."""
    return QFontMetrics(font).boundingRect(0, 0, room, 1000, Qt.TextFlag.TextWordWrap, words).height()


def _wrapped(painter: QPainter, rect: QRect, upper: tuple[str, QFont], lower: tuple[str, QFont]) -> None:
    """Write both in the middle of `rect`, each in as many lines as it needs, the lower in secondary ink."""
    heights = [_high(font, text, rect.width()) for text, font in (upper, lower)]
    top = rect.top() + (rect.height() - sum(heights)) // 2
    for (text, font), ink, height in zip((upper, lower), ("text", "text2"), heights, strict=True):
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawText(QRect(rect.left(), top, rect.width(), height), Qt.TextFlag.TextWordWrap, text)
        top += height
