"""Paints and edits the cells of a plan: numbers, titles that wrap, chips of deadlines, the strip of months, states.

What was measured once (where words wrap, how wide they are) is kept, so that scrolling only draws.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPlainTextEdit, QStyleOptionViewItem, QTreeView, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Kind
from cluster_desk.rules.plan.lines import Line
from cluster_desk.ui.lists.cells import CellDelegate, typed_in
from cluster_desk.ui.lists.pictures import Bar
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import DEADLINE_ICONS, ENTER, HASTE_TONES
from cluster_desk.ui.look.painting import line_of_words, plate, ring, wrapped
from cluster_desk.ui.look.tokens import HEADER_ROW, SECTION_ROW, SMALL, Ink, Tokens, Tone
from cluster_desk.ui.screens.plan.month_strip import paint_strip
from cluster_desk.ui.screens.plan.plan_model import (
    COLUMNS,
    DEADLINE,
    FIELDS,
    HEADINGS,
    NUMBER,
    STATE,
    STATE_LOOKS,
    STRIP,
    TITLE,
    Index,
    PlanModel,
    cell_text,
    state_label,
    state_word,
    state_words,
)

ITEM_ROW, STEP_ROW = 44, 36
BAR, STEP_INDENT = 4, 34
PADDING = dict.fromkeys(range(len(COLUMNS)), (8, 10)) | {
    NUMBER: (24, 6), TITLE: (6, 10), DEADLINE: (6, 8), STRIP: (0, 0), STATE: (16, 8)
}  # fmt: skip
"""Left and right of the words of a column, its heading's too, in logical pixels."""

_CHIP, _CHIP_PADDING, _ICON = 23, 7, 16
_TWO_LINES = 32
_STATE_LINE = 20
"""So high is a cell that two lines of words fit."""
_PAINTED = (NUMBER, DEADLINE, STRIP, STATE)
"""Columns whose cells are drawn in a way of their own, cut as they are."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_KEPT = 20_000
_SHORT_TITLE, _SHORT_DEADLINE = 30, 12
"""So many letters fit in a line, however narrow the column is."""
_LETTERS = N_("J F M A M J J A S O N D")


class PlanDelegate(CellDelegate):
    """The cells of `model` in `view`; `lines` is how many lines a title may take.

    `typed_on` tells from which cell (row, column) which way (1 or -1) the typing goes on to the next one.
    """

    typed_on = Signal(int, int, int)

    def __init__(self, view: QTreeView, model: PlanModel) -> None:
        super().__init__(view, [at for at in range(STRIP) if at != DEADLINE and FIELDS[COLUMNS[at]].kind is Kind.PROSE])
        self._tree, self._model = view, model
        self.hovered_row = -1
        self.lines = 2
        self.heights_follow_width = False
        self._broken: dict[tuple[str, int, int, int], list[str]] = {}
        self.apply_look()
        theme.on_change(self.apply_look)

    def apply_look(self) -> None:
        """Take the fonts and colours of the look in use."""
        self._tokens: Tokens = theme.tokens()
        self._font, self._strong, self._small = theme.font(10), theme.font(10, strong=True), theme.font(SMALL)
        self._metrics = {id(font): QFontMetrics(font) for font in (self._font, self._strong, self._small)}
        names = ("surface", "surface2", "select", "hover", "border", "text", "text2", "accent", "disabled")
        self._colors = {name: theme.color(name) for name in names}
        self._sections = [(QColor(ink.ink), QColor(ink.ground)) for ink in self._tokens.sections]
        self._broken.clear()
        spacing = self._metrics[id(self._font)].lineSpacing()
        self._sizes = {
            "section": QSize(40, max(SECTION_ROW, spacing + 10)),
            "item": QSize(40, max(ITEM_ROW, spacing * 2 + 8)),
            "step": QSize(40, max(STEP_ROW, spacing + 16)),
            "three": QSize(40, max(60, spacing * 3 + 10)),
        }

    def forget_heights(self) -> None:
        """All rows are to be laid out anew, which tells whether their heights follow the width of titles."""
        self.heights_follow_width = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row; the view asks for every column, only the title's answer differs."""
        line = self._model.lines[index.row()]
        if index.column() == DEADLINE and len(line.deadline) > _SHORT_DEADLINE:
            self.heights_follow_width = True
            if len(self._chip_lines(line.deadline, self._tree.columnWidth(DEADLINE) - sum(PADDING[DEADLINE]))) > 1:
                return self._sizes["three" if line.moved_to else "item"]
        if line.kind == "step" and line.moved_to:
            return self._sizes["item"]
        may_wrap = self.lines > 2 or line.kind == "step"
        if may_wrap and line.kind != "section" and index.column() == TITLE and len(line.title) > _SHORT_TITLE:
            self.heights_follow_width = True
            count = len(self._lines(line.title, self._title_width(line), self.lines, self._font))
            return self._sizes["three" if count > 2 else "item" if count > 1 else line.kind]
        return self._sizes[line.kind]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, column = index.row(), index.column()
        line = self._model.lines[place]
        rect: QRect = option.rect
        chosen = self._tree.selectionModel().isSelected(index)
        painter.fillRect(rect, self._ground(line, place, chosen))
        left = rect.left() + (30 if column == NUMBER and not chosen else 0)
        painter.fillRect(left, rect.bottom(), rect.right() - left + 1, 1, self._colors["border"])
        if column == NUMBER:
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), self._section(line)[0])
        inner = rect.adjusted(PADDING[column][0], 0, -PADDING[column][1], -1)
        if line.kind == "section":
            self._paint_section(painter, rect, inner, line, column)
        elif column == NUMBER:
            if line.kind == "item":
                self._words(painter, inner, line.displayed_number, self._font, "text2")
        elif column == TITLE:
            self._paint_title(painter, inner, line)
        elif column == DEADLINE:
            self._paint_deadline(painter, inner, line)
        elif column == STRIP:
            self._paint_strip(painter, rect, line)
        elif column == STATE:
            self._paint_state(painter, inner, line)
        else:
            text = cell_text(line, column).replace("\n", " ")
            self._wrapped(painter, inner, text, 2 if rect.height() >= 40 else 1, "text")
        self._paint_focus(painter, rect, index)

    def _ground(self, line: Line, place: int, chosen: bool) -> QColor:
        if chosen:
            return self._colors["select"]
        if place == self.hovered_row:
            return self._colors["hover"]
        return self._colors["surface2" if line.kind == "section" else "surface"]

    def _section(self, line: Line) -> tuple[QColor, QColor]:
        return self._sections[(line.section - 1) % len(self._sections)]

    def section_ink(self, line: Line) -> Ink:
        """The colours of the section that a line belongs to."""
        return self._tokens.section(line.section)

    def _paint_section(self, painter: QPainter, rect: QRect, inner: QRect, line: Line, column: int) -> None:
        if column == NUMBER:
            self._words(painter, inner, line.displayed_number, self._strong, self._section(line)[0])
        elif column == STATE:
            self._paint_progress(painter, inner, line)
        else:
            # The name runs on over the columns behind the title, each of which draws its own part of it.
            first = self._tree.columnViewportPosition(TITLE) + PADDING[TITLE][0]
            end = self._tree.columnViewportPosition(STATE)
            room = QRect(first, inner.top(), end - first, inner.height())
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            self._words(painter, room, cell_text(line, TITLE), self._strong, "text" if line.title else "text2")
            painter.restore()

    def _paint_progress(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """How much of a section is done, as a bar and a fraction; its words are said and shown in the tooltip."""
        if not line.total:
            return
        numbers = f"{line.done}/{line.total}"
        width = self._metrics[id(self._small)].horizontalAdvance(numbers) + 8
        self._words(painter, rect.adjusted(rect.width() - width, 0, 0, 0), numbers, self._small, "text2")
        Bar(line.done, line.total, tone="ok").paint(painter, QRectF(rect.adjusted(0, 0, -width - 8, 0)))

    def _paint_title(self, painter: QPainter, rect: QRect, line: Line) -> None:
        if line.kind == "step":
            self._words(painter, rect, line.displayed_number, self._font, "text2")
            rect = rect.adjusted(STEP_INDENT, 0, 0, 0)
        ink = "text2" if line.state == "cancelled" else "text"
        if line.title:
            self._wrapped(painter, rect, line.title, self.lines if line.kind == "item" or self.lines > 2 else 2, ink)
        else:
            self._words(painter, rect, _("no result told"), self._font, "disabled")

    def _paint_deadline(self, painter: QPainter, rect: QRect, line: Line) -> None:
        if not line.deadline and not line.moved_to:
            return
        words = self._chip_lines(line.deadline or "—", rect.width())
        high = _CHIP + (len(words) - 1) * self._metrics[id(self._small)].lineSpacing()
        top = rect.top() + max(1, (rect.height() - high) // 2)
        if line.moved_to:
            top = rect.top() + max(1, (rect.height() - high - 17) // 2)
            below = QRect(rect.left() + 1, top + high, rect.width(), 17)
            tone: Tone = HASTE_TONES[line.haste] if line.haste else "moved"
            icons.paint(painter, QRectF(below.left() + 4, below.top(), _ICON, _ICON), "arrow_right", tone)
            ink, room = QColor(self._tokens.tone(tone).ink), below.adjusted(4 + _ICON + 4, 0, 0, 0)
            self._words(painter, room, line.moved_to.replace("\n", " "), self._small, ink)
        haste = "" if line.moved_to else line.haste
        icon = DEADLINE_ICONS[line.planned.kind if line.planned else "unknown"]
        self._chip(painter, QRect(rect.left() - 3, top, rect.width(), high), words, icon, HASTE_TONES[haste])

    def _chip_lines(self, words: str, width: int) -> list[str]:
        """The words of a deadline as its chip holds them: in two lines where one is too short."""
        return self._lines(" ".join(words.split()), width - _CHIP_PADDING * 2 - _ICON - 4, 2, self._small)

    def _chip(self, painter: QPainter, rect: QRect, words: list[str], icon: str, tone: Tone) -> None:
        ink = self._tokens.tone(tone)
        metrics = self._metrics[id(self._small)]
        longest = max(map(metrics.horizontalAdvance, words), default=0)
        left, top = rect.left(), rect.top()
        plate(painter, QRectF(left, top, _CHIP_PADDING * 2 + _ICON + 4 + longest, rect.height()), QColor(ink.ground))
        icons.paint(
            painter,
            QRectF(left + _CHIP_PADDING, top + (rect.height() - _ICON) // 2, _ICON, _ICON),
            icon,
            tone if tone != "neutral" else "text2",
        )
        color = QColor(ink.ink) if tone != "neutral" else self._colors["text"]
        for number, each in enumerate(words):
            line = QRect(left + _CHIP_PADDING + _ICON + 4, top + number * metrics.lineSpacing(), longest + 4, _CHIP)
            self._words(painter, line, each, self._small, color)

    def _paint_strip(self, painter: QPainter, rect: QRect, line: Line) -> None:
        start, end = self._model.period
        if start is None or end is None:
            return
        paint_strip(painter, rect, line.in_force, start, end, self._tokens.section(line.section), self._model.today)

    def _paint_state(self, painter: QPainter, rect: QRect, line: Line) -> None:
        code = state_label(line)
        icon, tone = STATE_LOOKS[code]
        spot = QRectF(rect.left(), rect.top() + (rect.height() - _ICON) // 2, _ICON, _ICON)
        icons.paint(painter, spot, icon, tone)
        ink = QColor(self._tokens.tone(tone).ink)
        room = rect.adjusted(_ICON + 6, 0, 0, 0)
        if code == "late" and line.standing.state is not None and rect.height() >= _TWO_LINES:
            high = min(room.height() // 2, _STATE_LINE)
            above = QRect(room.left(), room.center().y() + 1 - high, room.width(), high)
            self._words(painter, above, state_word(line.state), self._font, "text")
            self._words(painter, above.translated(0, above.height()), state_word(code).lower(), self._small, ink)
        else:
            self._words(painter, room, state_words(line), self._strong if code == "late" else self._font, ink)

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A ring round the row, and a line under the words of the cell that F2 would edit."""
        current = self._tree.currentIndex()
        if current.row() != index.row() or not self._shows_focus():
            return
        accent = self._colors["accent"]
        ring(painter, rect, accent, left=index.column() == NUMBER, right=index.column() == STATE)
        if current.column() == index.column():
            left = rect.left() + PADDING[index.column()][0]
            painter.fillRect(left, rect.bottom() - 5, max(12, rect.right() - left - 8), 2, accent)

    def _shows_focus(self) -> bool:
        """Whether the ring of the keyboard is painted: it stays while a cell is edited."""
        return self._tree.hasFocus() or self._tree.state() == QAbstractItemView.State.EditingState

    def _words(self, painter: QPainter, rect: QRect, text: str, font: QFont, ink: str | QColor) -> None:
        color = self._colors[ink] if isinstance(ink, str) else ink
        line_of_words(painter, rect, text, font, color, metrics=self._metrics[id(font)])

    def _wrapped(self, painter: QPainter, rect: QRect, text: str, lines: int, ink: str) -> None:
        if not text:
            return
        broken = self._lines(text, rect.width(), lines, self._font)
        metrics = self._metrics[id(self._font)]
        spacing = metrics.lineSpacing() - (2 if len(broken) > 1 else 0)
        painter.setFont(self._font)
        painter.setPen(self._colors[ink])
        top = rect.top() + (rect.height() - spacing * len(broken)) / 2 + metrics.ascent()
        for number, each in enumerate(broken):
            painter.drawText(QPointF(rect.left(), round(top + spacing * number)), each)

    def _lines(self, text: str, width: int, lines: int, font: QFont) -> list[str]:
        key = (text, width, lines, id(font))
        value = self._broken.get(key)
        if value is None:
            if len(self._broken) > _KEPT:
                self._broken.clear()
            value = self._broken[key] = wrapped(text, font, self._metrics[id(font)], width, lines)
        return value

    def _title_width(self, line: Line) -> int:
        width = self._tree.columnWidth(TITLE) - sum(PADDING[TITLE])
        return max(60, width - (STEP_INDENT if line.kind == "step" else 0))

    def is_cut(self, index: Index) -> bool:
        """Whether a title or the people of a line show only a part of their words."""
        line, column = self._model.lines[index.row()], index.column()
        text = line.title if column == TITLE else "" if column in _PAINTED else cell_text(line, column)
        if not text:
            return False
        width = self._title_width(line) if column == TITLE else self._tree.columnWidth(column) - sum(PADDING[column])
        result = self._lines(" ".join(text.split()), width, self.lines if column == TITLE else 2, self._font)
        return bool(result) and result[-1].endswith("…")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        # The lines are read anew after a change; that must wait until the view has done with the editor.
        key, column, text = self._model.line(index).key, index.column(), typed_in(editor)
        QTimer.singleShot(0, self._tree, lambda: self._model.take(key, column, text))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        line = self._model.lines[index.row()]
        if index.column() == TITLE and line.kind == "step":
            rect = rect.adjusted(STEP_INDENT, 0, 0, 0)
        if isinstance(editor, QPlainTextEdit):
            high = self._editor_height(editor, rect)
            room = self._tree.viewport().height()
            top = max(0, min(rect.top() + 1, room - high))
            editor.setGeometry(rect.left() - 2, top, rect.width() - 2, high)
        else:
            editor.setGeometry(rect.left() + 8, rect.center().y() - 15, max(64, rect.width() - 10), 31)

    def _editor_height(self, editor: QPlainTextEdit, rect: QRect) -> int:
        """As high as the words need, up to six lines: what is edited is seen whole."""
        metrics = self._metrics[id(self._font)]
        room = QRect(0, 0, max(60, rect.width() - 24), 2000)
        words = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), editor.toPlainText()).height()
        return max(rect.height() - 2, min(words, metrics.lineSpacing() * 6) + 18)

    def ends_typing(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Enter takes what was typed (Shift+Enter begins a line), Tab goes on to the next cell."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return event.key() in _TABS or (event.key() in ENTER and not shift)

    def take(self, editor: QWidget, key: int) -> None:
        at = self._tree.currentIndex()
        line, column, text = self._model.line(at).key, at.column(), typed_in(editor)
        self.closeEditor.emit(editor)
        self._model.take(line, column, text)
        if key in _TABS:
            self.typed_on.emit(self._model.place_of(line), column, -1 if key == Qt.Key.Key_Backtab else 1)


class PlanHeader(QHeaderView):
    """Headings; the month of today stands out."""

    menu_asked = Signal(QPoint)

    def __init__(self, model: PlanModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setAccessibleName(_("Column headings"))
        self.setFixedHeight(HEADER_ROW)
        self.setMinimumSectionSize(40)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if section == STRIP:
            self._paint_months(painter, rect)
            return
        left, right = PADDING[section]
        inner = rect.adjusted(left, 0, 0 if section == NUMBER else -right, 0)
        line_of_words(painter, inner, _(HEADINGS[section]), theme.font(SMALL), theme.color("text2"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def _paint_months(self, painter: QPainter, rect: QRect) -> None:
        months = self._model.months
        if not months:
            return
        letters, metrics = _(_LETTERS).split(), QFontMetrics(theme.font(SMALL))
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        wide = rect.width() / len(months)
        today = self._model.today
        for number, month in enumerate(months):
            now = (month.year, month.month) == (today.year, today.month)
            font = theme.font(SMALL, strong=now)
            painter.setFont(font)
            painter.setPen(theme.color("text" if now else "text2"))
            letter = letters[month.month - 1]
            if wide < 9 and month.month % 3 != 1:
                continue
            half = QFontMetrics(font).horizontalAdvance(letter) / 2
            painter.drawText(QPointF(rect.left() + wide * (number + 0.5) - half, round(base)), letter)
