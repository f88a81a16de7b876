"""What the signs of the calendar mean: those of days, or those of the months of a year, and the colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget, QWidgetAction

from cluster_desk.core.language import N_, _
from cluster_desk.core.regex import regex
from cluster_desk.rules.calendar.entries import SectionName, Shape
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import Tone
from cluster_desk.ui.screens.calendar import year_painting
from cluster_desk.ui.screens.calendar.entry_painting import EntryPainter
from cluster_desk.ui.screens.calendar.entry_words import STATE_WORDS
from cluster_desk.ui.screens.plan.plan_model import STATE_LOOKS

_Paint = Callable[[QPainter, QRectF], None]
_NUMBERED = regex(r"^\s*(\d{1,2}|[IVX]{1,4})\s?[.)]\s*(?=\D)")
_ACTIVITY = regex(r"^[Дд]еятельность\s(?=(?:со?|по|во?|на)\s)|(?<=ая)\sдеятельность$")
_MOST_SECTIONS = 6
_WIDE, _HIGH, _POPUP_WIDTH = 26, 18, 280


class Legend(QVBoxLayout):
    """A line for each sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(14, 4, 8, 10)
        self.setSpacing(3)
        self.shown: tuple[Sequence[SectionName], bool, bool] | None = None

    def explain(self, sections: Sequence[SectionName], *, by_state: bool, year: bool) -> None:
        """Explain what the view paints, and the sections or the states by what gives the colour."""
        if self.shown == (sections, by_state, year):
            return
        self.shown = sections, by_state, year
        widgets.clear(self)
        for paint, words in _of_year() if year else _of_days(by_state):
            self._add(paint, _(words))
        if by_state:
            for code, (icon, tone) in STATE_LOOKS.items():
                self._add(_icon(icon, tone), _(STATE_WORDS[code]))
            return
        for section in sections[:_MOST_SECTIONS]:
            self._add(_section(section.number), short_section(section.name))

    def _add(self, paint: _Paint, words: str) -> None:
        sample = _Sample(paint)
        sample.setFixedSize(_WIDE, _HIGH)
        text = widgets.label(words, "small", wrap=True)
        line = widgets.row(of=(sample, (text, 1)))
        line.setAlignment(sample, Qt.AlignmentFlag.AlignTop)
        self.addWidget(widgets.holder(line))


def show_legend(legend: Legend, below: QWidget) -> None:
    """Show the same lines in a window that goes away by itself, where the list beside the calendar has no room."""
    same = Legend()
    if legend.shown:
        sections, by_state, year = legend.shown
        same.explain(sections, by_state=by_state, year=year)
    menu, entry = QMenu(below), QWidgetAction(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    lines = widgets.holder(same)
    lines.setFixedWidth(_POPUP_WIDTH)
    entry.setDefaultWidget(lines)
    menu.addAction(entry)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))


def short_section(name: str) -> str:
    """The name of a section without the number that stands before it already, and without the word that all have."""
    whole = _NUMBERED.sub("", name).strip()
    short = _ACTIVITY.sub("", whole).strip()
    return short[:1].upper() + short[1:] if short else whole


def _of_days(by_state: bool) -> list[tuple[_Paint, str]]:
    known = [
        (_shape(Shape.BAR), N_("exact days")),
        (_shape(Shape.BAND), N_("a period, no day told")),
        (_shape(Shape.FLAG), N_("“by”, not later")),
        (_icon("gavel", "info"), N_("meeting of the council")),
        (_two_flags, N_("last day of a decision, an agreement")),
        (_icon("notebook", "neutral"), N_("entry of the log")),
    ]
    return known if by_state else [*known, (_icon("warning", "bad"), N_("late"))]


def _of_year() -> list[tuple[_Paint, str]]:
    return [
        (lambda painter, box: year_painting.paint_box(painter, _square(box), theme.tokens().neutral), N_("exact days")),
        (_line, N_("a period, no day told")),
        (_corner, N_("“by”, not later")),
        (_dot, N_("entry of the log")),
        (_struck, N_("cancelled")),
    ]


def _square(box: QRectF) -> QRectF:
    return QRectF(box.left(), box.top(), 20, _HIGH - 1)


def _line(painter: QPainter, box: QRectF) -> None:
    middle = QRectF(box.left(), box.top(), 22, box.height() / 2 + 1)
    year_painting.paint_line(painter, middle, theme.tokens().neutral)


def _corner(painter: QPainter, box: QRectF) -> None:
    year_painting.paint_corner(painter, _square(box).translated(-4, 4), theme.tokens().neutral)


def _dot(painter: QPainter, box: QRectF) -> None:
    year_painting.paint_dot(painter, _square(box).translated(0, -6), "text2")


def _struck(painter: QPainter, box: QRectF) -> None:
    square, font = _square(box), theme.font(9, strong=True)
    year_painting.paint_box(painter, square, theme.tokens().neutral)
    font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), "16")


def _shape(shape: Shape, tone: Tone = "neutral") -> _Paint:
    return lambda painter, box: EntryPainter().paint_shape(painter, box.adjusted(0, 1, 0, -1), shape, tone)


def _two_flags(painter: QPainter, box: QRectF) -> None:
    _shape(Shape.FLAG, "info")(painter, box)
    _shape(Shape.FLAG, "warn")(painter, box.translated(14, 0))


def _section(number: int) -> _Paint:
    return lambda painter, box: EntryPainter().paint_section(painter, QRectF(0, 1, 16, 16), number)


def _icon(name: str, ink: str) -> _Paint:
    return lambda painter, box: icons.paint(painter, QRectF(0, 1, 16, 16), name, ink)


class _Sample(QWidget):
    """A sign as the calendar paints it, in the colours of the look in use."""

    def __init__(self, paint: _Paint) -> None:
        super().__init__()
        self._paint = paint

    def paintEvent(self, event: object) -> None:
        with painting(QPainter(self)) as painter:
            self._paint(painter, QRectF(self.rect()))
