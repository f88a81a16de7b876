"""«Сводная»: schools down, questions across, typed while telephoning; sums, who has not answered, the reminder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.core.russian.text import tidy
from cluster_desk.core.school_forms import title_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.answers import ReceivedAnswer, read_messages
from cluster_desk.rules.collecting import SPOKEN, Column, Summary, reminder_words, summary_of, typed_answer
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists import widths
from cluster_desk.ui.lists.grid_table import BESIDE_WORDS, GridTable
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import ROOT, Index
from cluster_desk.ui.look.tokens import HEADER_ROW

_OWN = 2  # columns before the questions: the school, its answer
_ROW = 28


class SummaryModel(QAbstractTableModel):
    """The summary of a request as a table; the last row adds up. A cell that is typed into is stored at once."""

    stored = Signal()

    def __init__(self, desk: Desk, row: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._row = desk, row
        self._parent = parent
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        self.beginResetModel()
        self._read()
        self.endResetModel()

    def _read(self) -> None:
        stored = self._desk.read.load(Collection, self._row)
        self.collection: Collection = stored or Collection()
        self.summary = summary_of(self._desk.read, stored) if stored else Summary([], [])
        self.totals = self.summary.totals

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.summary.rows) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.summary.columns) + _OWN

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        place = index.column() - _OWN
        is_typed = place >= 0 and index.row() < len(self.summary.rows) and self.summary.columns[place].is_typed
        return flags | Qt.ItemFlag.ItemIsEditable if is_typed and not self._desk.read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return widgets.tip(self._source(index.row()) if index.column() == 1 else str(index.data()))
        if role == Qt.ItemDataRole.BackgroundRole and self._is_waiting(index):
            return QColor(theme.tokens().warn.ground)
        if role == Qt.ItemDataRole.ForegroundRole and index.row() == len(self.summary.rows):
            return theme.color("text2")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column(), self.words(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{self.words(index.row(), 0)}, {self.headerData(index.column(), Qt.Orientation.Horizontal)}"
        return None

    def _side(self, place: int, words: str = "") -> Qt.AlignmentFlag:
        """Numbers stand at the right, as their headings do; words told of events begin at the left."""
        kind = self.summary.columns[place - _OWN].kind if place >= _OWN else Column.WORDS
        is_number = kind is not Column.WORDS and (kind is not Column.EVENTS or not words or words.isdecimal())
        return (
            Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        ) | Qt.AlignmentFlag.AlignVCenter

    def _source(self, row: int) -> str:
        """In which file or message a school answered."""
        reply = self.summary.rows[row].reply if row < len(self.summary.rows) else None
        return reply.source if reply else ""

    def _is_waiting(self, index: Index) -> bool:
        """Whether a school has not answered, or its words are not in the log yet."""
        if index.row() >= len(self.summary.rows):
            return False
        row = self.summary.rows[index.row()]
        if index.column() == 1:
            return row.reply is None
        place = index.column() - _OWN
        return (
            place >= 0
            and self.summary.columns[place].question == SPOKEN
            and not row.cells[place].isdecimal()
            and bool(row.cells[place])
        )

    def words(self, row: int, column: int) -> str:
        """What stands in a cell."""
        if row == len(self.summary.rows):
            return _("In all") if column == 0 else "" if column == 1 else self.totals[column - _OWN]
        one = self.summary.rows[row]
        if column == 0:
            return without_legal_form(one.title)
        if column == 1:
            if one.reply is None:
                return _("not yet")
            day = show_day(one.reply.day) if one.reply.day else ""
            return ", ".join(filter(None, (day, _(one.reply.way.label))))
        return one.cells[column - _OWN]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        words = tidy(str(value))
        if words == self.words(index.row(), index.column()):
            return False
        school, column = self.summary.rows[index.row()], self.summary.columns[index.column() - _OWN]
        read = self._desk.read
        records = typed_answer(read, self.collection, school.school, column, words, read.today())
        done = False
        with messages.show_trouble(self._parent):
            self._desk.change(N_("Answer written down"), *records, subject=school.title)
            done = True
        if done:
            # Not reset: that would take the cell's editor away, and the keyboard with it.
            self._read()
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.stored.emit()
        return done

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        title = (_("School"), _("Answer"))[section] if section < _OWN else self.summary.columns[section - _OWN].title
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._side(section)) | int(Qt.TextFlag.TextWordWrap)
        return widgets.tip(title) if role == Qt.ItemDataRole.ToolTipRole else None


class _Grid(GridTable):
    """Ctrl+C copies the whole table."""

    def fit(self) -> None:
        """Share the width out by what stands in the columns; the words over each have two lines."""
        model = self.model()
        cells, heads = self.fontMetrics().horizontalAdvance, self.horizontalHeader().fontMetrics().horizontalAdvance
        needs = []
        for place in range(model.columnCount()):
            texts = [str(model.index(row, place).data() or "") for row in range(model.rowCount())]
            title = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
            heading = widths.need([title], heads, BESIDE_WORDS, 0)
            needs.append(widths.need(texts, cells, BESIDE_WORDS, heading.wrapped))
        for place, width in enumerate(widths.shared(needs, self.viewport().width())):
            self.setColumnWidth(place, width)
        self.fit_rows(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        else:
            super().keyPressEvent(event)

    def copy_all(self) -> None:
        """The table as text between tabs."""
        model = self.model()
        columns = range(model.columnCount())
        rows = [[str(model.headerData(place, Qt.Orientation.Horizontal)) for place in columns]]
        rows += [[str(model.index(row, place).data() or "") for place in columns] for row in range(model.rowCount())]
        words = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
        QGuiApplication.clipboard().setText(words)


class SummaryDialog(Dialog):
    """The summary of the request `row`; `show_answers` shows the review of words about events."""

    HELP = "collecting"
    ONLY_SHOWS = True

    def __init__(
        self, desk: Desk, row: int, show_answers: Callable[[list[ReceivedAnswer], Collection], object], parent: QWidget
    ) -> None:
        self._desk, self._show_answers = desk, show_answers
        self.grid = _Grid(_("Summary of answers"), _ROW)
        self.note = widgets.label("", "quiet", wrap=True)
        body = widgets.stack(spacing=8, of=((self.grid, 1), self.note))
        advice = _(
            "Type while telephoning: words of events as in a chat, “olympiad 12 children”; then “Into the log…”."
        )
        super().__init__(_("Summary of answers"), advice, body, _("Close"), parent)
        self.cancel.hide()
        self.model = SummaryModel(desk, row, self)
        self.grid.setModel(self.model)
        self.remind = widgets.button(_("Copy the reminder"), self.copy_reminder, icon="copy")
        self.into_log = widgets.button(_("Into the log…"), self.put_into_log, icon="notebook")
        for button in (self.into_log, self.remind):
            self.add_aside(button)
        self._lay_out()
        self.model.stored.connect(self._describe)
        self._describe()
        self.resize(1180, 600)

    def _lay_out(self) -> None:
        grid = self.grid
        grid.verticalHeader().hide()
        header = grid.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        header.setFixedHeight(HEADER_ROW * 2)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.fit()
        grid.setCurrentIndex(self.model.index(0, _OWN))
        grid.setFocus()

    def _describe(self) -> None:
        missing = self.model.summary.missing
        names = ", ".join(without_legal_form(one.title) for one in missing)
        title = title_of(self.model.collection)
        said = _("Not answered yet (%(count)d): %(names)s") % {"count": len(missing), "names": names}
        if not missing:
            said = _("All schools have answered.") if self.model.summary.rows else _("No school is asked yet.")
        self.note.setText(f"{title}. {said}")
        self.remind.setEnabled(bool(missing))
        self.into_log.setEnabled(bool(self._spoken()) and not self._desk.read_only)

    def reminder(self) -> str:
        """The words that name who has not answered."""
        missing = [one.title for one in self.model.summary.missing]
        return reminder_words(self.model.collection, missing, self._desk.read.today())

    def copy_reminder(self) -> None:
        """Put the reminder on the clipboard."""
        QGuiApplication.clipboard().setText(self.reminder())
        self.note.setText(_("The reminder is copied: paste it into the chat."))

    def _spoken(self) -> list[tuple[str, str]]:
        """The schools whose words about events are not in the log yet, with these words."""
        results = []
        for row in self.model.summary.rows:
            told = {one.question: one.words for one in row.reply.answers} if row.reply else {}
            if told.get(SPOKEN):
                results.append((row.title, told[SPOKEN]))
        return results

    def put_into_log(self) -> None:
        """Show what the words typed about events mean, to be taken into the log."""
        text = "\n".join(f"{school}: {words}" for school, words in self._spoken())
        answers = read_messages(self._desk.read, text, self.model.collection)
        for one in answers:
            if one.document is not None:
                one.document.replies[0].way = "call"
        collection = self.model.collection
        self.accept()
        self._show_answers(answers, collection)
