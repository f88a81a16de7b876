"""The panel of what a paper asks: which paper, and one editor an option, as its catalogue entry tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.catalog import PAPERS, Paper
from cluster_desk.reports.document.options import Option, OptionKind, PaperChoice
from cluster_desk.reports.shared.periods import SINCE, UNTIL
from cluster_desk.ui.forms.editors import DayEditor, FieldEditor, FlagEditor, LineEditor, ProseEditor
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_RIGHT
from cluster_desk.ui.screens.papers.period_buttons import PeriodButtons
from cluster_desk.ui.screens.papers.tick_boxes import TickBoxes

_LABEL_WIDTH = 110
_LONGEST_LABEL = 170
_MOST_SEGMENTS = 2
_FIXED_ROWS = 1
_TYPING_PAUSE = 300  # milliseconds


class FilesEditor(FieldEditor):
    """The names of the files one below another, a button that adds some and one that leaves all out."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._paths: list[str] = []
        self.names = widgets.label("", "small", wrap=True)
        self.choose = widgets.button(_("Add PDF…"), self._choose, look="small")
        self.clear = widgets.button(_("Leave out"), lambda: self._put([]), look="small")
        buttons = widgets.row((0, 0, 0, 0), 6, of=(self.choose, self.clear, widgets.GAP))
        self.row.addLayout(widgets.stack(spacing=6, of=(self.names, buttons)), 1)
        self._show()

    def value(self) -> Any:
        return "\n".join(self._paths)

    def set_value(self, value: Any) -> None:
        self._paths = [path for path in str(value or "").split("\n") if path]
        self._show()

    def inputs(self) -> list[QWidget]:
        return [self.choose, self.clear]

    def _choose(self) -> None:
        paths, _chosen = QFileDialog.getOpenFileNames(self, _("Add PDF"), "", "PDF (*.pdf)")
        if paths:
            self._put([*self._paths, *paths])

    def _put(self, paths: list[str]) -> None:
        self._paths = paths
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.names.setText("\n".join(Path(path).name for path in self._paths))
        self.names.setVisible(bool(self._paths))
        self.clear.setVisible(bool(self._paths))


class ChoiceSegments(QWidget):
    """Two choices side by side, one pressed."""

    def __init__(self, choices: Sequence[PaperChoice], chosen: str, changed: Callable[[], object]) -> None:
        super().__init__()

        def take(code: str) -> None:
            segments.choose(code)
            changed()

        segments = Segments([(choice.code, choice.title) for choice in choices], chosen, take)
        self.buttons = segments.buttons
        self.setLayout(widgets.row(spacing=0, of=(segments, widgets.GAP)))

    def value(self) -> str:
        """The code of the choice pressed."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")


class ChoiceBox(QuietCombo):
    """One of many choices."""

    def __init__(self, choices: Sequence[PaperChoice], chosen: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "field")
        self.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        for choice in choices:
            self.addItem(choice.title, choice.code)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self._describe()
        self.currentIndexChanged.connect(lambda _row: self._describe())
        self.currentIndexChanged.connect(lambda _row: changed())
        view = self.view()
        view.setMinimumWidth(max(view.sizeHintForColumn(0) + 24, 0))

    def value(self) -> str:
        """The code of the choice."""
        return str(self.currentData() or "")

    def _describe(self) -> None:
        self.setToolTip(widgets.tip(self.currentText()))


_EDITORS: dict[OptionKind, tuple[Kind, type[FieldEditor]]] = {
    OptionKind.DAY: (Kind.DAY, DayEditor),
    OptionKind.TEXT: (Kind.TEXT, LineEditor),
    OptionKind.LINES: (Kind.PROSE, ProseEditor),
    OptionKind.FLAG: (Kind.FLAG, FlagEditor),
    OptionKind.FILES: (Kind.PROSE, FilesEditor),
}


class PaperOptions(QWidget):
    """«Параметры»: `changed` tells that the paper is to be built anew."""

    changed = Signal()

    def __init__(self, read: Reader, below: QWidget | None = None) -> None:
        super().__init__()
        self._read, self._below = read, below
        widgets.ground(self, "surface")
        self._values: dict[str, Callable[[], str]] = {}
        self._periods: PeriodButtons | None = None
        self.editors: dict[str, QWidget] = {}
        self._soon = widgets.later(self, _TYPING_PAUSE, self.changed.emit)
        self.changed.connect(self._mark_period)
        papers = [PaperChoice(paper.id, _(paper.title)) for paper in PAPERS]
        self.papers = ChoiceBox(papers, PAPERS[0].id, self._choose)
        self.papers.setAccessibleName(_("Paper"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(18, 14, MARGIN_RIGHT, 14)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._lay_out()
        self.fill({})

    @property
    def paper(self) -> Paper:
        """The paper chosen."""
        return next(paper for paper in PAPERS if paper.id == self.papers.value())

    def values(self) -> dict[str, str]:
        """The options as they stand; a choice that has nothing to choose from is left out."""
        values = {name: value() for name, value in self._values.items()}
        return {
            option.name: values[option.name]
            for option in self.paper.options
            if values[option.name] or option.kind is not OptionKind.CHOICE
        }

    def show_paper(self, paper: str, values: dict[str, str]) -> None:
        """Choose a paper with these options; `changed` is told once."""
        self.papers.blockSignals(True)
        self.papers.setCurrentIndex(max(0, self.papers.findData(paper)))
        self.papers.blockSignals(False)
        self.fill(values)
        self.changed.emit()

    def fill(self, values: dict[str, str]) -> None:
        """Put in the editors of the paper's options: `values` where it still can be chosen, else the default."""
        self._soon.stop()
        while self._grid.rowCount() > 1 and self._grid.count() > self._fixed:
            item = self._grid.takeAt(self._grid.count() - 1)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        self._values.clear()
        self.editors.clear()
        self._offered: list[tuple[Option, TickBoxes | ChoiceBox]] = []
        self._labels: dict[str, QLabel] = {}
        before: QWidget = self.papers
        self._periods = None
        row = _FIXED_ROWS
        for option in self.paper.options:
            editor = self._editor(option, values.get(option.name))
            label = widgets.label(_(option.offered or option.label), "field")
            label.setWordWrap(label.sizeHint().width() > _LONGEST_LABEL)
            label.setBuddy(editor)
            self._add_row(row, label, editor)
            self.editors[option.name], self._labels[option.name] = editor, label
            QWidget.setTabOrder(before, editor)
            before, row = editor, row + 1
            if option.name == UNTIL.name and SINCE.name in self.editors:
                before, row = self._add_periods(row), row + 1
        self._offer()

    def _add_periods(self, row: int) -> QWidget:
        """Quarters and years to click on, under the two days."""
        start = self.editors[SINCE.name]
        assert isinstance(start, FieldEditor)
        day = start.value()
        today = self._read.today()
        self._periods = PeriodButtons(day if isinstance(day, dt.date) else today, today, self._take_period)
        self._add_row(row, widgets.label(_("Quarter"), "field"), self._periods)
        self._mark_period()
        return self._periods

    def _mark_period(self) -> None:
        """Press the button of the period that the two days are."""
        since, until = self.editors.get(SINCE.name), self.editors.get(UNTIL.name)
        if self._periods is not None and isinstance(since, FieldEditor) and isinstance(until, FieldEditor):
            self._periods.show_period(since.value(), until.value())

    def _take_period(self, start: dt.date, end: dt.date) -> None:
        for name, day in ((SINCE.name, start), (UNTIL.name, end)):
            editor = self.editors[name]
            assert isinstance(editor, FieldEditor)
            editor.set_value(day)
        self.changed.emit()

    def _lay_out(self) -> None:
        title = widgets.label(_("Options"), "heading")
        head = widgets.row((18, 0, MARGIN_RIGHT, 0), of=(title,))
        header = QWidget()
        header.setFixedHeight(HEADER_HEIGHT - 6)
        header.setLayout(head)
        self._add_row(0, widgets.label(_("What to print"), "strong"), self.papers)
        self._fixed = self._grid.count()
        layout = widgets.stack(of=(header, widgets.line()))
        column = widgets.stack(of=(self._grid,))
        if self._below:
            column.addWidget(self._below)
        column.addStretch(1)
        content = widgets.holder(column, "surface")
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(scroll, 1)
        self.setLayout(layout)

    def _add_row(self, row: int, label: QLabel, editor: QWidget) -> None:
        """The label before its editor; behind a box to tick; over it where either holds long words."""
        if isinstance(editor, FlagEditor):
            label.setWordWrap(True)
            label.installEventFilter(self)
            line = widgets.row(spacing=0, of=(editor, (label, 1)))
            self._grid.addWidget(widgets.holder(line), 2 * row, 0, 1, 2)
        elif isinstance(editor, ChoiceBox | TickBoxes) or editor is self._periods or label.wordWrap():
            self._grid.addWidget(label, 2 * row, 0, 1, 2)
            self._grid.addWidget(editor, 2 * row + 1, 0, 1, 2)
        else:
            self._grid.addWidget(label, 2 * row, 0)
            self._grid.addWidget(editor, 2 * row, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words behind a box ticks it."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QLabel):
            editor = watched.buddy()
            if isinstance(editor, FlagEditor):
                editor.box.click()
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        """Offer what there is with the options as they stand: another plan has other sections."""
        values = self.values()
        for option, editor in self._offered:
            assert option.offers
            choices = option.offers(self._read, values)
            if isinstance(editor, TickBoxes):
                editor.offer(choices)
                editor.setVisible(bool(choices))
                self._labels[option.name].setVisible(bool(choices))
            elif [editor.itemData(row) for row in range(editor.count())] != [one.code for one in choices]:
                widgets.offer(editor, [(one.title, one.code) for one in choices])

    def _chosen_otherwise(self) -> None:
        self._offer()
        self.changed.emit()

    def _choose(self) -> None:
        self.fill({})
        self.changed.emit()

    def _editor(self, option: Option, text: str | None) -> QWidget:
        default = option.default(self._read)
        if option.offers is not None:
            return self._offering_editor(option, default if text is None else text)
        if option.kind is not OptionKind.CHOICE:
            return self._field_editor(option, default if text is None else text)
        choices = option.choices(self._read)
        chosen = self._chosen(option, choices, text) or default
        make = ChoiceSegments if 0 < len(choices) <= _MOST_SEGMENTS and not option.find else ChoiceBox
        editor = make(choices, chosen, self._chosen_otherwise)
        editor.setAccessibleName(_(option.label))
        editor.setEnabled(bool(choices))
        self._values[option.name] = editor.value
        return editor

    def _offering_editor(self, option: Option, value: str) -> QWidget:
        name = _(option.offered)
        editor: TickBoxes | ChoiceBox
        if option.only_one:
            choices = option.offers(self._read, {}) if option.offers else ()
            editor = ChoiceBox(choices, value, self._chosen_otherwise)
            editor.setAccessibleName(name)
        else:
            editor = TickBoxes(name, value, self._soon.start)
        self._offered.append((option, editor))
        self._values[option.name] = editor.value
        return editor

    def _chosen(self, option: Option, choices: Sequence[PaperChoice], text: str | None) -> str:
        """The code of the choice told; "" when it cannot be chosen any more."""
        if text is None or text in {choice.code for choice in choices}:
            return text or ""
        codes = option.find(self._read, text) if option.find else ()
        return codes[0] if len(codes) == 1 else ""

    def _field_editor(self, option: Option, value: str) -> QWidget:
        kind, make = _EDITORS[option.kind]
        editor = make(Field(option.name, option.label, kind))
        content: object = value
        if kind is Kind.DAY:
            content = dt.date.fromisoformat(value) if value else None
        editor.set_value(bool(value) if kind is Kind.FLAG else content)
        editor.changed.connect(self._soon.start)
        if kind is Kind.FLAG:
            editor.changed.connect(self._offer)
        self._values[option.name] = lambda: _as_option(editor.value(), self._read, option)
        return editor


def _as_option(value: object, read: Reader, option: Option) -> str:
    """An editor's value as a paper is told it; a day that is not understood is the default one."""
    if isinstance(value, bool):
        return "1" if value else ""
    if option.kind is OptionKind.DAY:
        return value.isoformat() if isinstance(value, dt.date) else option.default(read)
    return str(value or "")
