"""The editor of a deadline: what it says, its keys, its buttons; and the strip that is painted for it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.plan.deadline_editor import DeadlineEditor, edit_deadline
from cluster_desk.ui.screens.plan.month_strip import month_names, paint_strip

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
TODAY = dt.date(2026, 10, 12)
CELL = QRect(100, 100, 160, 24)


@pytest.fixture
def cell(qtbot: QtBot) -> QWidget:
    """The widget that the editor opens from."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(cell: QWidget, text: str, taken: list[str] | None = None) -> DeadlineEditor:
    """An editor open on `text`; what is accepted goes to `taken`."""
    editor = DeadlineEditor(*YEAR, text, days_off=DaysOff(), today=TODAY, parent=cell)
    return edit_deadline(editor, CELL, (taken if taken is not None else []).append)


def shown_warnings(editor: DeadlineEditor) -> list[str]:
    """The warnings as they stand in the window."""
    return [each.text() for each in editor.findChildren(QLabel, "doubt")]


def wait_for_warnings(qtbot: QtBot, editor: DeadlineEditor, count: int) -> None:
    qtbot.waitUntil(lambda: len(shown_warnings(editor)) == count)


class TestEditor:
    def test_says_at_once_what_is_understood(self, qtbot: QtBot, cell: QWidget) -> None:
        editor = opened(cell, "до 4 ноября")
        assert editor.summary == "Не позднее 4 ноября 2026 г., среда"
        assert editor.strip.accessibleName() == editor.summary
        assert editor.field.selectedText() == "до 4 ноября"
        editor.field.clear()
        assert editor.summary == "Срок не указан"
        editor.field.insert("ежеквартально")
        assert editor.summary == "Каждый квартал, 4 раза"

    def test_a_day_of_no_calendar_is_not_taken(self, cell: QWidget) -> None:
        taken: list[str] = []
        editor = opened(cell, "до 4 ноября", taken)
        editor.field.setText("до 31 ноября")
        QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert editor.summary.startswith("Такой даты нет")
        editor.field.setText("до 30 ноября")
        QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert taken == ["до 30 ноября"]

    def test_a_day_off_is_told_and_replaced_by_its_button(self, qtbot: QtBot, cell: QWidget) -> None:
        editor = opened(cell, "до 4 ноября (отчёт)")
        wait_for_warnings(qtbot, editor, 1)
        assert shown_warnings(editor) == ["День народного единства, выходной. Срок не изменён."]
        (button,) = editor.warning_buttons()
        assert button.text() == "Заменить на 3 ноября"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert editor.words == "до 3 ноября (отчёт)"
        wait_for_warnings(qtbot, editor, 0)

    def test_a_doubt_of_the_reading_is_told(self, qtbot: QtBot, cell: QWidget) -> None:
        editor = opened(cell, "14-10 марта")
        wait_for_warnings(qtbot, editor, 1)
        assert shown_warnings(editor) == ["Промежуток записан наоборот, прочитан от начала к концу."]

    def test_enter_accepts_the_words_as_typed(self, qtbot: QtBot, cell: QWidget) -> None:
        taken: list[str] = []
        editor = opened(cell, "  Как   получится ", taken)
        with qtbot.waitSignal(editor.accepted):
            QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert taken == ["Как   получится"]

    def test_escape_and_a_click_beside_change_nothing(self, qtbot: QtBot, cell: QWidget) -> None:
        taken: list[str] = []
        editor = opened(cell, "март", taken)
        with qtbot.waitSignal(editor.cancelled):
            QTest.keyClick(editor.field, Qt.Key.Key_Escape)
        other = opened(cell, "март", taken)
        with qtbot.waitSignal(other.cancelled):
            other.close()
        assert taken == []

    def test_down_goes_into_the_proposals_and_enter_takes_one(self, qtbot: QtBot, cell: QWidget) -> None:
        editor = opened(cell, "до 4 ноября")
        visible = [editor.list.item(row).text() for row in range(editor.list.count())]
        assert visible == ["до 4 ноября, повторно до 20 декабря", "4–6 ноября"]
        QTest.keyClick(editor.field, Qt.Key.Key_Down)
        assert editor.list.currentRow() == 0
        QTest.keyClick(editor.list, Qt.Key.Key_Down)
        QTest.keyClick(editor.list, Qt.Key.Key_Return)
        assert editor.words == "4–6 ноября"
        assert editor.summary == "4–6 ноября 2026 г."

    def test_up_from_the_first_proposal_goes_back_to_the_field(self, qtbot: QtBot, cell: QWidget) -> None:
        editor = opened(cell, "сен")
        QTest.keyClick(editor.field, Qt.Key.Key_Down)
        QTest.keyClick(editor.list, Qt.Key.Key_Up)
        qtbot.waitUntil(lambda: editor.focusWidget() is editor.field)

    def test_a_day_from_the_calendar_takes_the_place_of_the_day_typed(self, cell: QWidget) -> None:
        editor = opened(cell, "до 4 ноября, повторно")
        editor.take_day(dt.date(2026, 11, 10))
        assert editor.words == "до 10 ноября, повторно"
        editor.take("по графику")
        editor.take_day(dt.date(2027, 1, 15))
        assert editor.words == "до 15.01.2027"

    def test_opens_above_the_cell_where_there_is_no_room_below(self, qtbot: QtBot, cell: QWidget) -> None:
        room = cell.screen().availableGeometry()
        low = QRect(20, room.bottom() - 30, 160, 24)
        editor = DeadlineEditor(*YEAR, "до 4 ноября", today=TODAY, parent=cell)
        editor.open_below(low)
        wait_for_warnings(qtbot, editor, 1)
        assert editor.geometry().bottom() < low.top()
        editor.cancel()


class TestStrip:
    @staticmethod
    def painted(text: str, today: dt.date | None = None) -> QImage:
        image = QImage(216, 44, QImage.Format.Format_RGB32)
        image.fill(theme.color("surface"))
        painter = QPainter(image)
        paint_strip(painter, QRect(0, 0, 216, 44), parse_deadline(text, *YEAR), *YEAR, theme.tokens().section(1), today)
        painter.end()
        return image

    @staticmethod
    def inked(image: QImage) -> list[int]:
        """The columns where the section's ink is seen on the middle line."""
        ink = QColor(theme.tokens().section(1).ink).rgb()
        return [x for x in range(image.width()) if image.pixel(x, 22) == ink or image.pixel(x, 21) == ink]

    def test_very_days_are_filled_and_never_too_thin_to_see(self) -> None:
        columns = self.inked(self.painted("12 октября"))
        assert 3 <= len(columns) <= 6
        assert all(162 <= x <= 180 for x in columns)

    def test_a_window_is_an_outlined_box(self) -> None:
        image = self.painted("сентябрь")
        assert image.pixel(153, 22) == QColor(theme.tokens().section(1).ground).rgb()

    def test_all_the_period_is_a_line_with_caps(self) -> None:
        assert len(self.inked(self.painted("в течение года"))) > 205

    def test_today_is_dotted(self) -> None:
        with_today, without = self.painted("", TODAY), self.painted("")
        differing = {x for x in range(216) for y in range(44) if with_today.pixel(x, y) != without.pixel(x, y)}
        assert len(differing) == 1

    @pytest.mark.parametrize("text", ["ежедневно", "каждый четверг", "до 4 ноября", "март 2024", "2024-2028 гг."])
    def test_anything_is_painted(self, text: str) -> None:
        assert not self.painted(text).isNull()

    def test_months_are_named_over_new_year(self) -> None:
        assert month_names(dt.date(2026, 11, 15), dt.date(2027, 2, 1)) == ["ноя", "дек", "янв", "фев"]
