"""The list: what is shown, sorted, found, copied, pasted and remembered; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from cluster_desk.core.language import _
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.settings import ListLook
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.table_view import TableView
from tests.probes import clipboard_rows

WORDS_TABLE = """<style>td{}</style><table><tr><td><p>Школа <o:p></o:p>№&nbsp;1</p></td><td>ООШ</td></tr>
<tr><td>Школа
 № 2</td><td><b>СОШ</b></td></tr></table>"""


def _state(row: Row) -> Chip | None:
    return Chip("нет соглашения", "bad", "warning", "нужно заключить") if row[4] is None else None


COLUMNS = (
    Column("name", "Organization", width=200, elastic=True),
    Column("kind", "Kind", "choice", width=100, words={"school": "school", "garden": "kindergarten"}),
    Column("pupils", "Pupils", "number", width=80),
    Column("until", "Until", "date", width=110, chip=_state),
)
ROWS: list[Row] = [
    (1, "СОШ № 10 пгт Заречный", "school", 310, "2028-09-14"),
    (2, "СОШ № 2 с. Берёзовка", "school", 48, "2026-12-10"),
    (3, "Детский сад «Ёлочка»", "garden", None, None),
    (4, "Детский сад «Родничок»", "garden", 120, "2030-02-03"),
]


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    made = TableView("Участники", COLUMNS, takes_rows=True)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def display(table: TableView, place: int = 0) -> list[str]:
    model = table.list_model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def keys(table: TableView) -> list[Any]:
    return [row[0] for row in table.list_model.rows]


def press_heading(qtbot: QtBot, table: TableView, place: int) -> None:
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(place) + 30
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))


def test_the_model_keeps_qts_rules(table: TableView) -> None:
    QAbstractItemModelTester(table.list_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.search("сад")
    table.sort_by("name", descending=True)
    table.set_rows(ROWS[:2])
    table.search("")
    table.set_rows([])


def test_values_stand_as_people_write_them(table: TableView) -> None:
    assert display(table, 3) == ["14.09.2028", "10.12.2026", "нет соглашения", "03.02.2030"]
    assert display(table, 2) == ["310", "48", "", "120"]


def test_a_screen_reader_hears_the_state_of_a_chip(table: TableView) -> None:
    said = table.list_model.index(2, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "нет соглашения, нужно заключить"
    assert table.accessibleName() == "Участники"


@pytest.mark.parametrize(
    ("place", "order"),
    [(0, [3, 4, 2, 1]), (2, [2, 4, 1, 3]), (3, [2, 1, 4, 3])],
    ids=["words", "numbers by value, none last", "days, none last"],
)
def test_a_click_on_a_heading_sorts(qtbot: QtBot, table: TableView, place: int, order: Sequence[int]) -> None:
    press_heading(qtbot, table, place)
    assert keys(table) == list(order)


def test_rows_without_a_value_stay_last_when_turned_round(table: TableView) -> None:
    table.sort_by("pupils", descending=True)
    assert keys(table) == [1, 4, 2, 3]


def test_what_is_chosen_stays_chosen_through_sort_filter_and_reload(table: TableView) -> None:
    table.go_to(4)
    table.sort_by("name", descending=True)
    assert table.chosen_keys() == [4]
    table.search("сад")
    assert (table.chosen_keys(), table.current_key()) == ([4], 4)
    table.set_rows([*ROWS, (5, "А", "school", 1, "2026-01-01")])
    assert (table.chosen_keys(), table.current_key()) == ([4], 4)
    table.search("берез")
    assert table.chosen_keys() == []


@pytest.mark.parametrize(
    ("query", "found"), [("елочка", [3]), ("ЗАРЕЧНЫЙ 310", [1]), ("10.12", [2]), ("нет согл", [3]), ("ъъ", [])]
)
def test_typing_finds_rows_by_all_that_is_seen(table: TableView, query: str, found: list[int]) -> None:
    table.search(query)
    assert keys(table) == found


def test_a_condition_narrows_further(table: TableView) -> None:
    table.narrow(lambda row: row[2] == "garden")
    assert keys(table) == [3, 4]
    table.search("родн")
    assert keys(table) == [4]
    table.narrow(None)
    table.search("")
    assert keys(table) == [1, 2, 3, 4]


def test_the_keyboard_alone_moves_opens_chooses_and_asks_to_delete(qtbot: QtBot, table: TableView) -> None:
    opened: list[Any] = []
    deleted: list[Any] = []
    table.opened.connect(opened.append)
    table.delete_asked.connect(deleted.extend)
    table.setFocus()
    table.focusInEvent(_focus())
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [2]
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert deleted == [2, 3]


def _focus() -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusIn)


def test_ctrl_c_copies_a_table_for_word_and_excel(qtbot: QtBot, table: TableView) -> None:
    table.show_column("pupils", False)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0] == "Организация\tВид\tПо какой день"
    assert lines[2] == "СОШ № 2 с. Берёзовка\tschool\t10.12.2026"
    assert "<td>Детский сад «Ёлочка»</td>" in data.html()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", "Школа № 1\tООШ\nШкола № 2\tСОШ\n\n"),
        ("text", 'Школа № 1\tООШ\r\n"Школа\n№ 2"\tСОШ'),
        (
            "html",
            WORDS_TABLE,
        ),
    ],
    ids=["tabs", "a cell of two lines", "html of Word"],
)
def test_ctrl_v_tells_the_rows_of_the_clipboard(qtbot: QtBot, table: TableView, kind: str, content: str) -> None:
    data = QMimeData()
    if kind == "html":
        data.setHtml(content)
    else:
        data.setText(content)
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(table.paste_asked):
        QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = [[" ".join(cell.split()) for cell in row] for row in _rows_of_clipboard()]
    assert rows == [["Школа № 1", "ООШ"], ["Школа № 2", "СОШ"]]


def _rows_of_clipboard() -> list[list[str]]:
    data = QGuiApplication.clipboard().mimeData()
    [rows] = clipboard_rows(data.html(), data.text())
    return rows


def test_rows_copied_here_come_back_with_their_heading(qtbot: QtBot, table: TableView) -> None:
    table.go_to(2)
    table.copy()
    with qtbot.waitSignal(table.paste_asked):
        table.paste()
    heading = [_(column.label) for column in table.columns]
    assert _rows_of_clipboard() == [heading, ["СОШ № 2 с. Берёзовка", "school", "48", "10.12.2026"]]


def test_columns_stand_the_next_time_as_they_were_left(qtbot: QtBot) -> None:
    look = ListLook()
    first = TableView("Участники", COLUMNS, look)
    qtbot.addWidget(first)
    first.setColumnWidth(1, 177)
    first.horizontalHeader().moveSection(2, 0)
    first.show_column("until", False)
    first.sort_by("pupils", descending=True)
    again = TableView("Участники", COLUMNS, look)
    qtbot.addWidget(again)
    again.set_rows(ROWS)
    header = again.horizontalHeader()
    assert again.columnWidth(1) == 177
    assert header.logicalIndex(0) == 2
    assert again.isColumnHidden(3)
    assert keys(again) == [1, 4, 2, 3]


def test_the_last_column_cannot_be_hidden(table: TableView) -> None:
    for column in COLUMNS:
        table.show_column(column.key, False)
    assert [table.isColumnHidden(place) for place in range(4)].count(False) == 1


def test_a_column_shown_later_is_as_wide_as_one_shown_from_the_beginning(qtbot: QtBot, table: TableView) -> None:
    later = TableView("Участники", COLUMNS, ListLook(hidden=["kind", "until"]))
    qtbot.addWidget(later)
    later.resize(700, 300)
    later.set_rows(ROWS)
    later.show()
    qtbot.waitExposed(later)
    assert [later.isColumnHidden(place) for place in range(4)] == [False, True, False, True]
    for key in ("until", "kind"):
        later.show_column(key, True)
    widths = [later.columnWidth(place) for place in range(4)]
    assert widths == [table.columnWidth(place) for place in range(4)]
    later.show_column("kind", False)
    later.set_rows(ROWS[:2])
    later.show_column("kind", True)
    table.set_rows(ROWS[:2])
    assert [later.columnWidth(place) for place in range(4)] == [table.columnWidth(place) for place in range(4)]


def test_columns_fit_their_words_and_the_elastic_one_takes_the_rest(table: TableView) -> None:
    widths = [table.columnWidth(place) for place in range(4)]
    assert widths[1] < 120
    assert widths[0] > 300
    assert sum(widths) == table.viewport().width()


def test_where_one_line_has_no_room_rows_take_two_and_then_columns_are_left_out(qtbot: QtBot, table: TableView) -> None:
    def cut() -> list[str]:
        model, delegate = table.list_model, table.table_delegate
        shown = [place for place in range(4) if not table.isColumnHidden(place)]
        indexes = [model.index(row, place) for row in range(4) for place in shown]
        return [index.data() for index in indexes if delegate.lacks_room(index, table.visualRect(index))]

    one_line = table.rowHeight(0)
    table.resize(460, 300)
    assert table.rowHeight(0) > one_line
    assert cut() == []
    table.resize(320, 300)
    assert table.isColumnHidden(2)
    assert not table.isColumnHidden(3)  # what carries a mark is looked for first and goes last
    assert cut() == []
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
    assert "until" not in table.look.hidden
    assert table.shown_keys() == ["name", "kind", "pupils", "until"]
    table.resize(700, 300)
    assert not table.isColumnHidden(2)
    assert table.rowHeight(0) == one_line


def test_a_column_that_was_dragged_keeps_its_width_until_a_double_click(table: TableView) -> None:
    table.horizontalHeader().resizeSection(1, 177)
    table.resize(560, 300)
    assert table.columnWidth(1) == 177
    table.horizontalHeader().sectionHandleDoubleClicked.emit(1)
    assert table.columnWidth(1) < 120
    assert table.look.widths == {}


def test_a_long_list_is_measured_by_some_of_its_rows(table: TableView) -> None:
    rows = [(number, f"СОШ № {number}", "school", number, None) for number in range(20_000)]
    table.set_rows(rows)
    some = table.list_model.sample(240)
    assert len(some) < 300
    assert some[0] == rows[0]
    assert some[-1][0] > 19_000


def test_a_name_that_has_no_room_is_said_short_or_keeps_its_year(qtbot: QtBot) -> None:
    column = Column("school", "Organization", short=without_legal_form)
    made = TableView("Школы", [column, Column("plan", "Plan")])
    qtbot.addWidget(made)
    made.set_rows([(1, "МКОУ СОШ № 1 пгт Заречный", "Календарный план Заречного кластера на 2026 год")])
    delegate, row = made.table_delegate, made.list_model.row(0)
    assert delegate._lines(made.columns[0], row, 0, 150) == ["СОШ № 1 пгт Заречный"]
    [plan] = delegate._lines(made.columns[1], row, 1, 170)
    assert plan.startswith("Календар")
    assert plan.endswith("… на 2026 год")


def test_every_command_of_the_list_is_in_its_menu(table: TableView) -> None:
    table.go_to(1)
    words = [action.text() for action in table.make_menu().actions() if action.text()]
    assert words == ["Копировать таблицей", "Вставить строки", "Выделить всё", "Сортировать", "Столбцы"]


def test_cut_words_are_whole_in_a_tooltip(table: TableView) -> None:
    delegate = table.table_delegate
    index = table.list_model.index(0, 0)
    rect = table.visualRect(index)
    assert delegate.cut_text(index, rect) == ""
    rect.setWidth(90)
    assert delegate.cut_text(index, rect) == "СОШ № 10 пгт Заречный"


def test_a_long_title_takes_two_lines_and_is_then_cut(qtbot: QtBot) -> None:
    made = TableView("План", COLUMNS, lines=2)
    qtbot.addWidget(made)
    long = "Организация подвоза детей из близлежащих населённых пунктов двумя школьными автобусами"
    lines = made.table_delegate._lines(COLUMNS[0], (1, long), 0, 300)
    assert len(lines) == 2
    assert long.startswith(lines[0])
    assert made.verticalHeader().defaultSectionSize() >= 42


def test_all_is_painted_in_light_and_dark(table: TableView) -> None:
    from cluster_desk.ui.look import theme

    table.go_to(3)
    light = table.grab().toImage()
    theme.use("dark")
    dark = table.grab().toImage()
    assert light.pixelColor(650, 200).lightness() > 200
    assert dark.pixelColor(650, 200).lightness() < 80


def test_home_and_end_lead_to_the_first_and_the_last_row(table: TableView) -> None:
    assert table.go_to(2)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert (table.current_key(), table.chosen_keys()) == (4, [4])
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert (table.current_key(), table.chosen_keys()) == (1, [1])
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_keys() == [1, 2, 3, 4]
