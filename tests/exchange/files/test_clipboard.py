"""What Word, Excel, LibreOffice and browsers put into the clipboard becomes the grid of a document."""

from __future__ import annotations

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.layout.grids import Grid, Paragraph
from tests.probes import clipboard_items, clipboard_rows

_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=windows-1251>
<style>span.secret {display:none; mso-hide:all} .plain {color:red}</style></head><body><!--StartFragment-->
<?xml:namespace prefix = o />
<table class=MsoTableGrid border=1>
 <tr><td rowspan=2><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span
  style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]><o:p>&nbsp;</o:p></p></td>
  <td rowspan=2><p>Олимпиада <del cite="mailto:x">для старших</del><ins>для
   младших</ins><span class=secret>тайно</span></p><p>и конкурс<br>чтецов</p></td>
  <td>март <span style='mso-hide:all;display:none'>или май</span></td></tr>
 <tr><td class=plain>май</td></tr>
 <tr><td><p><del>2.</del></p></td><td><p><del>Снято</del></p></td><td><del>июнь</del></td></tr>
</table><!--EndFragment--></body></html>"""


def test_a_table_of_word_with_merged_cells_deletions_and_hidden_words() -> None:
    title = "Олимпиада для младших\nи конкурс\nчтецов"
    assert clipboard_rows(_WORD, "не то") == [[["", title, "март"], ["", title, "май"], ["", "", ""]]]
    [grid] = read_clipboard(_WORD, "").blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][1] is grid.rows[1][1]
    assert (grid.rows[0][0].number, grid.rows[0][0].rows, grid.rows[1][2].row) == ("1.", 2, 1)


def test_rows_under_a_merged_title_are_steps_line_by_line() -> None:
    html = _WORD.replace(
        "<table class=MsoTableGrid border=1>", "<table><tr><th>№<th>Наименование мероприятий<th>Сроки выполнения</tr>"
    )
    words = {"number": "1.", "title": "Олимпиада для младших\nи конкурс\nчтецов", "deadline": "март"}
    assert clipboard_items(html) == [{"section": "", **words, "steps": [{"deadline": "май"}]}]


def test_cells_over_columns_and_lists_in_cells() -> None:
    html = "<table><tr><td colspan=2>Раздел<td>x</tr><tr><td>a<td><ul><li>б<li>в</ul><td><ol><li>г</ol></table>"
    [grid] = read_clipboard(html, "").blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[0][1]
    assert [each.mark for each in (*grid.rows[1][1].paragraphs, *grid.rows[1][2].paragraphs)] == ["•", "•", "1."]
    assert clipboard_rows(html) == [[["Раздел", "Раздел", "x"], ["a", "б\nв", "г"]]]


def test_hidden_rows_are_not_taken_and_are_named() -> None:
    html = "<table><tr><td>а<td>б</tr><tr style='display: none'><td>в<td>г</tr><tr hidden><td>д</tr><tr><td>е</table>"
    assert clipboard_rows(html) == [[["а", "б"], ["е", ""]]]
    assert [each.name for each in read_clipboard(html, "").left_alone] == ["2 скрытые строки"]


def test_words_around_tables_and_a_table_that_only_arranges() -> None:
    html = "<p>План</p><table><tr><td><p>Слева</p><table><tr><td>а<td>б</table></td></tr></table>Подпись"
    blocks = read_clipboard(html, "").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["План", "Слева", "Подпись"]
    assert clipboard_rows(html) == [[["а", "б"]]]


def test_a_table_inside_a_cell_of_words_becomes_its_lines() -> None:
    html = "<table><tr><td>Слёт<table><tr><td>1<td>2</table><td>май<tr><td>Сбор<td>июнь</table>"
    assert clipboard_rows(html) == [[["Слёт\n1\n2", "май"], ["Сбор", "июнь"]]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('ООО "Ромашка"\tмай\n"Точка роста"\tиюнь', [['ООО "Ромашка"', "май"], ['"Точка роста"', "июнь"]]),
        ('"Слёт\r\n""юных"""\tмай\r\n', [['Слёт\n"юных"', "май"]]),
        ('"Слёт\tмай\nцентр "Восход"\tиюнь', [['"Слёт', "май"], ['центр "Восход"', "июнь"]]),
        ("Слёт\tмай\rСбор\tиюнь\r", [["Слёт", "май"], ["Сбор", "июнь"]]),
        ("Слёт\rюных\tмай\nСбор\tиюнь", [["Слёт\nюных", "май"], ["Сбор", "июнь"]]),
        ("Слёт\nСбор", [["Слёт"], ["Сбор"]]),
        ("Слёт\t\tмай\n\t\nСбор", [["Слёт", "", "май"], ["", "", ""], ["Сбор", "", ""]]),
    ],
    ids=[
        "quotation marks",
        "quoted cell",
        "mark never closed",
        "lone CR ends rows",
        "lone CR in a cell",
        "lines",
        "gaps",
    ],
)
def test_plain_text_is_read_as_typed(text: str, rows: list[list[str]]) -> None:
    assert clipboard_rows(text=text) == [rows]


def test_a_cell_far_beyond_the_limit_of_csv_is_whole() -> None:
    long = "слово " * 40_000
    assert clipboard_rows(text=f"{long}\tмай")[0][0][0] == long.strip()
    assert clipboard_rows(f"<table><tr><td>{long}<td>май</table>")[0][0][0] == long.strip()


def test_what_is_larger_than_any_table_is_told() -> None:
    with pytest.raises(UserError, match="буфер обмена"):
        read_clipboard("", "а\tб\n" * 60_000)
    with pytest.raises(UserError, match="буфер обмена"):
        read_clipboard("<table><tr><td>" + "<b>" * 300 + "а</table>", "")


def test_without_a_table_there_is_only_text() -> None:
    assert clipboard_rows("<p>Слёт <b>юных</b></p>", "Слёт юных") == [[["Слёт юных"]]]
    assert clipboard_rows("", "") == []
