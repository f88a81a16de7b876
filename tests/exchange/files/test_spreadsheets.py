"""Tables from Excel, LibreOffice and plain text, read as they show on the screen."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from cluster_desk.core.errors import UserError
from cluster_desk.core.parsed_document import ParsedDocument, Reason
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.exchange.files.number_formats import display, display_words
from cluster_desk.exchange.files.reader import read_document

REPEATED = "table:number-columns-repeated"
HEADER = ["№ п/п", "Мероприятие", "Срок проведения", "Ответственные"]


def workbook(path: Path, *sheets: Sequence[Sequence[object]], names: tuple[str, ...] = ()) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(names[place] if names else f"Лист{place + 1}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def items(result: ParsedDocument) -> list[PlanItem]:
    return [item.record for plan in result.plans for section in plan.sections for item in section.parts]


def test_words_above_the_table_are_the_papers_front(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = workbook(
        path,
        [
            ["СОГЛАСОВАНО", None, None, "УТВЕРЖДАЮ"],
            ["Глава совета", None, None, "Директор лицея"],
            ["_______ П.К. Лугов", None, None, "_______ А.Б. Полева"],
            [],
            ["План работы кластера на 2031 год"],
            [],
            HEADER,
            ["1. Методическая работа"],
            ["1.1", "Слёт", date(2031, 3, 5), "Лугов П.К.,\nдиректор"],
            [None, None, "июнь", "Совет"],
            ["2. Спорт"],
            ["2.10", "Забег", "май", "Школы"],
            [],
            [None, "Директор лицея", None, "А.Б. Полева"],
        ],
    )
    sheet = book.worksheets[0]
    for row in (5, 8, 11):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    sheet["C9"].number_format = "[$-419]d mmmm"
    book.save(path)
    document = read_document(path)
    assert document.title == "План работы кластера на 2031 год"
    assert [(each.kind, each.position, each.name) for each in (one.record for one in document.approvals)] == [
        ("СОГЛАСОВАНО", "Глава совета", "П.К. Лугов"),
        ("УТВЕРЖДАЮ", "Директор лицея", "А.Б. Полева"),
    ]
    (plan,) = document.plans
    assert [(each.record.name, [item.record.number for item in each.parts]) for each in plan.sections] == [
        ("1. Методическая работа", ["1.1"]),
        ("2. Спорт", ["2.10"]),
    ]
    first = plan.sections[0].parts[0]
    assert (first.record.deadline, first.record.deadline_day) == ("5 марта", date(2031, 3, 5))
    assert first.to_json()["deadline_date"] == "2031-03-05"
    assert [(person.name, person.position) for person in first.record.people] == [("Лугов П.К.", "директор")]
    assert [(step.record.deadline, step.record.responsible) for step in first.parts] == [("июнь", "Совет")]
    assert first.source.place() == "лист «Лист1», строка 9"


def test_texts_like_formulas_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = workbook(path, [HEADER, [1, "=1+1", "май", "@всем"], [2, "Слёт", "=TODAY()", "-"]])
    book.worksheets[0]["B2"].data_type = "s"
    book.save(path)
    first, second = items(read_document(path))
    assert (first.title, first.responsible) == ("=1+1", "@всем")
    assert second.deadline == ""


@pytest.mark.parametrize("lonely", ["=B2", "\u200b", " "])
def test_a_row_without_words_below_the_table_is_nothing(tmp_path: Path, lonely: str) -> None:
    path = tmp_path / "p.xlsx"
    workbook(path, [HEADER, ["1", "Слёт", "май", "Совет"], [], [None, lonely], [None, "Директор"]])
    assert [item.title for item in items(read_document(path))] == ["Слёт"]


def test_merged_cells_are_steps_and_columns_may_begin_later(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    rows = [[None, None, *row] for row in (HEADER, [1, "Слёт", "май", "завуч"], [None, None, "июнь", "совет"])]
    book = workbook(path, [[], *rows])
    book.worksheets[0].merge_cells("C3:C4")
    book.worksheets[0].merge_cells("D3:D4")
    book.save(path)
    (plan,) = read_document(path).plans
    (item,) = plan.sections[0].parts
    assert (item.record.number, item.record.title) == ("1", "Слёт")
    assert [step.record.deadline for step in item.parts] == ["июнь"]


def test_each_sheet_is_a_section_and_hidden_ones_are_named(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    row = [1, "Слёт", "5", "завуч"]
    book = workbook(path, [HEADER, row], [HEADER, row], [HEADER, row], names=("Январь", "Февраль", "Черновик"))
    book.worksheets[2].sheet_state = "hidden"
    book.save(path)
    document = read_document(path)
    assert [section.record.name for plan in document.plans for section in plan.sections] == ["Январь", "Февраль"]
    assert [(each.name, each.reason.value) for each in document.left_alone if each.is_wanting] == [
        ("Черновик", "hidden")
    ]


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (2.1, "0.00", "2.10"), (2.1, "General", "2.1"), (3.0, "General", "3"), (0.25, "0%", "25%"),
        (1234.5, "#,##0.00", "1 234.50"), (7, '0" чел."', "7 чел."), (7, '"№ "00', "№ 07"), (-3.0, "0;(0)", "(3)"),
        (1234567.0, "#,##0", "1 234 567"), (5, "@", "5"), (0.1 + 0.2, "General", "0.3"), (5, "0\\.", "5."),
        (1e308, "#,##0%", "1e+308"), (-1e308, "0.0%", "-1e+308"),
        (20262027, "0000\\/0000", "2026/2027"), (79001234567, "+0 (000) 000-00-00", "+7 (900) 123-45-67"),
        (930, "00\\:00", "09:30"), (12345678, "#,##0,", "12 346"), (12345678, '0.0,,"млн"', "12.3млн"),
        (0, "0;-0;;@", ""), (5, ";;;", ""), (0, "#", ""), (0, '_-* 0.00_-;-* 0.00_-;_-* "-"??_-', "-  "),
        (0.5, "# ?/?", "1/2"), (2.25, "# ??/??", "2 1/4"), (0.5, "?/8", "4/8"), (3, "# ?/?", "3"),
        (float("nan"), "General", "#NUM!"), (float("inf"), "0", "#NUM!"),
        (-1.5, "# ?/?", "-1 1/2"), (2.675, "0.00", "2.68"),
        (2345678, "[<=9999999]###-##-##;(###) ###-##-##", "234-56-78"), (3, "#.##", "3."),
        (4950000018, "[<=9999999]###-##-##;(###) ###-##-##", "(495) 000-00-18"),
        (0, '[=1]"да";[=0]"нет"', "нет"), (1, '[=1]"да";[=0]"нет"', "да"), (150, '[>=100]"много";0', "много"),
        (-5, '[<0]"минус" 0;0', "минус 5"), (-5, "[>100]0;0.0", "-5.0"), (12345, "0.00E+00", "1.23E+04"),
        (7 / 12, "[h]:mm:ss", "14:00:00"), (1.5, "[h]:mm", "36:00"), (0.02, "[mm]:ss", "28:48"),
    ],
)  # fmt: skip
def test_numbers_as_their_format_shows_them(number: float, code: str, words: str) -> None:
    assert display(number, code).text == words


@pytest.mark.parametrize(
    ("code", "words"),
    [("@", "Слёт"), ("0.00", "Слёт"), ('"№ "@', "№ Слёт"), (";;;", ""), ("0;-0;0;@", "Слёт"), ("dd.mm.yyyy;@", "Слёт")],
)
def test_words_as_their_format_shows_them(code: str, words: str) -> None:
    assert display_words("Слёт", code) == words


def test_hidden_rows_and_columns_are_named_not_read(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    rows: list[list[object]] = [
        [*HEADER],
        [1, "Слёт", "май", "завуч"],
        [2, "Черновик", "июнь", "завуч"],
        [3, "Сбор", "июль", "завуч"],
    ]
    book = workbook(path, [[*row, secret] for row, secret in zip(rows, "абвг", strict=True)])
    sheet = book.worksheets[0]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.save(path)
    document = read_document(path)
    assert [item.title for item in items(document)] == ["Слёт", "Сбор"]
    [left] = [each for each in document.left_alone if each.reason is Reason.HIDDEN]
    assert left.words == "а\nб\n2 | Черновик | июнь | завуч | в\nг"


def test_a_merged_cell_shows_in_what_is_seen_of_it(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = workbook(path, [HEADER, [None, "Слёт", "май", "завуч"], ["I. Общее"], [2, "Сбор", "июль", "завуч"]])
    book.worksheets[0].merge_cells("A3:D3")
    book.worksheets[0].column_dimensions["A"].hidden = True
    book.save(path)
    sections = [section.record.name for plan in read_document(path).plans for section in plan.sections]
    assert sections == ["", "I. Общее"]


def test_raised_figures_struck_words_and_hidden_zeros(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = workbook(path, [[*HEADER, "Результат"], [1, "Слёт", "май", "завуч", 0]])
    sheet = book.worksheets[0]
    raised = InlineFont(vertAlign="superscript")
    sheet["D2"] = CellRichText("завуч", TextBlock(raised, "1"))
    sheet["B2"].font = Font(strike=True)
    sheet.sheet_view.showZeros = False
    book.save(path)
    document = read_document(path)
    [item] = items(document)
    assert (item.title, item.responsible, item.result) == ("Слёт", "завуч¹", "")
    assert [doubt.sentence() for doubt in document.all_doubts()] == ["В документе зачёркнуто: «Слёт»."]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("dd.mm.yyyy", "05.09.2031"), ("[$-419]mmmm", "сентябрь"),
        ("[$-FC19]dd mmmm yyyy \\г.;@", "05 сентября 2031 г."),
        ("d/m/yy", "5/9/31"), ("mmm yyyy", "сен 2031"), ("dddd, d mmmm", "пятница, 5 сентября"),
        ("yyyy-mm-dd", "2031-09-05"),
        ("dd.mm.yyyy h:mm", "05.09.2031 14:30"), ("h:mm AM/PM", "2:30 PM"), ('d" сентября"', "5 сентября"),
    ],
)  # fmt: skip
def test_days_as_their_format_shows_them(code: str, words: str) -> None:
    serial = (datetime(2031, 9, 5, 14, 30) - datetime(1899, 12, 30)).total_seconds() / 86400
    assert display(serial, code).text == words
    assert display(serial - 1462, code, since_1904=True).text == words
    assert display(serial, code).day == (None if code.startswith("h") else "2031-09-05")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_tables_in_every_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    rows = [
        ["План работы лицея на 2031 год"],
        HEADER,
        ["Раздел I. Общее", "", "", ""],
        ["1", '"Слёт ""Заря"";\nсбор, старт"', "май; июнь", '"Лугов П.К., директор"'],
        ["2.10", "=1+1", "июль", "совет"],
    ]
    if separator == ";":
        rows[3][2] = '"май; июнь"'
    path = tmp_path / "p.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).replace("№", "N").encode(encoding))
    document = read_document(path)
    assert document.title == "План работы лицея на 2031 год"
    assert [section.record.name for section in document.plans[0].sections] == ["Раздел I. Общее"]
    assert [(item.number, item.title, item.deadline, item.responsible) for item in items(document)] == [
        ("1", 'Слёт "Заря";\nсбор, старт', "май; июнь", "Лугов П.К., директор"),
        ("2.10", "=1+1", "июль", "совет"),
    ]


def test_an_open_document_sheet(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    content = "".join(
        (
            row(*map(cell, HEADER)),
            row(cell("Общее", 'table:number-columns-spanned="4"'), f'<table:covered-table-cell {REPEATED}="3"/>'),
            row(cell("1"),
                cell('Слёт<text:s text:c="2"/>юных'), cell("Май", 'office:date-value="2031-05-01"'), cell("совет")),
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
        )
    )  # fmt: skip
    path = tmp_path / "p.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            '<office:d xmlns:table="t" xmlns:text="x" xmlns:office="o"><table:table table:name="План">'
            f"{content}</table:table></office:d>",
        )
    document = read_document(path)
    (item,) = items(document)
    assert (document.plans[0].sections[0].record.name, item.title, item.deadline) == ("Общее", "Слёт юных", "Май")
    assert item.deadline_day == date(2031, 5, 1)


def _sheet_with(path: Path, change: str, before: str = "</sheetData>") -> Path:
    workbook(path, [HEADER, [1, "Слёт", "май", "завуч"]])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(before.encode(), (change + before).encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


@pytest.mark.parametrize(
    ("change", "before", "sentence"),
    [
        ('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "<worksheet", "он ссылается на то, что лежит вне"),
        ('<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', "<worksheet", "он ссылается на то, что лежит вне"),
        (" " * 80_000_000, "</sheetData>", "при распаковке он становится слишком велик"),
        ("<row><c><v>", "</sheetData>", "повреждён"),
        (
            "".join(f"<row><c><v>{number}</v></c></row>" for number in range(100_010)),
            "</sheetData>",
            "он слишком велик",
        ),
    ],
    ids=["outside", "entities", "bomb", "broken", "endless"],
)
def test_a_hostile_sheet_is_told_in_a_sentence(change: str, before: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=sentence):
        read_document(_sheet_with(tmp_path / "p.xlsx", change, before))


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    workbook(path, [HEADER, [1, "Слёт", "май", "завуч"]])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(UserError, match="повреждён"):
        read_document(path)


def test_a_formula_without_a_result_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    workbook(path, [HEADER, [1, "Слёт", "=TODAY()", "завуч"]])
    assert [doubt.kind for doubt in read_document(path).all_doubts()] == ["missing"]


def test_merged_areas_over_a_million_rows_cost_nothing(tmp_path: Path) -> None:
    merged = "<mergeCells>" + '<mergeCell ref="E1:XFD1048576"/>' * 30_000 + "</mergeCells>"
    document = read_document(_sheet_with(tmp_path / "p.xlsx", merged, "<pageMargins"))
    assert [item.title for item in items(document)] == ["Слёт"]


def test_declared_rows_and_columns_cost_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    document = read_document(_sheet_with(tmp_path / "p.xlsx", far))
    assert [item.title for item in items(document)] == ["Слёт"]


def test_rows_of_another_encoding_glued_to_a_text_are_read_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "план.csv"
    head = "№;Мероприятие;Срок;Ответственный\n1;Конкурс чтецов;март;Директор\n2;Слёт;май;Завуч\n"
    path.write_bytes(head.encode() + "3;Форум;июнь;Методист\n".encode("cp1251"))
    (plan,) = read_document(path).plans
    assert [item.record.title for item in plan.sections[0].parts] == ["Конкурс чтецов", "Слёт", "Форум"]


def test_a_quotation_mark_that_nobody_closed_holds_its_own_cell(tmp_path: Path) -> None:
    rows = [HEADER, ["1", '"Лыжня', "май", "завуч"], ["2", "Слёт", "май", "завуч"], ["3", '"Старт', "май", "завуч"],
            ["4", 'Форум "Заря"', "май", "завуч"], ["5", '"Сбор;\nстарт"', "май", "завуч"]]  # fmt: skip
    path = tmp_path / "p.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert [item.title for item in items(read_document(path))] == [
        '"Лыжня', "Слёт", '"Старт', 'Форум "Заря"', "Сбор;\nстарт",
    ]  # fmt: skip


def test_hidden_sheets_rows_and_raised_figures_of_an_open_document(tmp_path: Path) -> None:
    def row(words: str, more: str = "") -> str:
        cells = "".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in words.split("|"))
        return f"<table:table-row {more}>{cells}</table:table-row>"

    shown = "".join(
        (row("|".join(HEADER)), row('1|Слёт<text:span text:style-name="T1">2</text:span>|май|завуч'),
         row("2|Сбор|май|завуч", 'table:visibility="filter"'))
    )  # fmt: skip
    styles = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    path = tmp_path / "p.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:d xmlns:table="t" xmlns:text="x" xmlns:office="o" xmlns:style="s">{styles}'
            f'<table:table table:name="План">{shown}</table:table>'
            f'<table:table table:name="Черновик" table:style-name="ta2">{shown}</table:table></office:d>',
        )
    document = read_document(path)
    assert [item.title for item in items(document)] == ["Слёт²"]
    hidden = [(each.name, each.words) for each in document.left_alone if each.reason is Reason.HIDDEN]
    assert hidden == [("Черновик", ""), ("1 скрытая строка", "2 | Сбор | май | завуч")]


def test_a_cell_that_shows_only_a_month_is_no_day_of_a_meeting(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    rows: list[list[object]] = [["План заседаний совета на 2031 год"], ["Дата заседания", "Вопрос", "Докладчик"]]
    rows += [[date(2031, 10, 1), "О форуме", "Лугов П.К."], [date(2031, 11, 1), "О плане", "Лугов П.К."]]
    book = workbook(path, rows)
    book.worksheets[0]["A3"].number_format = "mmmm yyyy"
    book.worksheets[0]["A4"].number_format = "d mmmm yyyy"
    book.save(path)
    days = [(meeting.record.day, meeting.record.day_words) for meeting in read_document(path).meetings]
    assert days == [(None, "октябрь 2031"), (date(2031, 11, 1), "1 ноября 2031")]
