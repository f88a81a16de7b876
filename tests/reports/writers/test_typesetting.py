"""Papers as a reader of the page sees them: nothing off the sheet, nothing torn, no rivers, no sign lost."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from cluster_desk.reports.document import (
    LANDSCAPE,
    Approval,
    Approvals,
    Bars,
    BlankLine,
    Block,
    Chart,
    Column,
    Document,
    Fact,
    Heading,
    Paragraph,
    Row,
    Sides,
    Signature,
    Spacer,
    Table,
    columns,
    line,
)
from cluster_desk.reports.document.typography import signs_of
from cluster_desk.reports.writers import pdf
from cluster_desk.reports.writers.pdf.text import balanced, wrap

PROSE = (
    "На 2022 год, областного образовательно-воспитательного округа и на базе муниципальных общеобразовательных "
    "организаций района в соответствии с учебно-методическими рекомендациями предусмотрено предоставление "
    "образовательным организациям кластера материально-технических и научно-методических ресурсов."
)


def pages(document: Document, folder: Path) -> list[str]:
    """The text of each page, white space made single spaces."""
    path = folder / "paper.pdf"
    pdf.write(document, path)
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def off_the_sheet(path: Path) -> list[str]:
    """Letters that lie outside their page."""
    lost = []
    with closing(pypdfium2.PdfDocument(path)) as whole:
        for page in whole:
            width, height = page.get_size()
            text = page.get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                if left < 0 or bottom < 0 or right > width or top > height:
                    lost.append(text.get_text_range(at, 1))
    return lost


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Итоги Ⅳ четверти и ⅻ века", "Итоги IV четверти и xii века"),
        ("① этап, ⑳ этап, ❸ этап", "(1) этап, (20) этап, (3) этап"),
        ("★ звезда ➔ далее ✔ да", "★ звезда ➔ далее ✔ да"),
        ("кафедра 🎓📚, дети 😀", "кафедра 🎓📚, дети 😀"),
        ("методи\u00adческий день\u200b, план\ufeff", "методический день, план"),
        ("Ｆｕｌｌ 𝐀 🇷🇺 1️⃣", "Full A RU 1"),
        ("семья 👨‍👩‍👧, рука 👍🏽", "семья 👨👩👧, рука 👍"),
        ("знак \U000f0000 свой", "знак □ свой"),
    ],
)
def test_no_sign_is_lost(typed: str, shown: str, tmp_path: Path) -> None:
    table = Table((Column("Что", 120),), (Row((typed,)),))
    (text,) = pages(Document("Знаки", (line(typed), Paragraph(typed), table)), tmp_path)
    assert text.count(shown) == 3
    assert "\u00ad" not in text


def test_a_soft_hyphen_is_drawn_only_where_its_word_is_parted() -> None:
    def shown(room: float) -> list[str]:
        return ["".join(signs_of(word)[0].text for piece in one.pieces for word in piece.text.split(" "))
                for one in wrap("Техно\u00adклуб\u00adный", 12, room)]  # fmt: skip

    assert shown(200) == ["Техноклубный"]
    assert shown(60) == ["Техноклуб-", "ный"]
    assert shown(46) == ["Техно-", "клубный"]


@pytest.mark.parametrize("room", range(230, 480, 12))
def test_no_line_of_prose_gapes(room: int) -> None:
    for text in (PROSE, PROSE.replace("материально", "https://example.org/a/long/address?of=page материально")):
        for one in wrap(text, 13, room, indent=35, prose=True, hyphenate=True):
            spaces = sum(piece.spaces for piece in one.pieces)
            assert one.last or (room - 35 - one.width) / max(spaces, 1) < 13 * 0.25 * 3.2


def test_a_word_is_parted_at_its_own_hyphen_without_another() -> None:
    said = {"".join(piece.text for piece in one.pieces)
            for room in range(200, 400, 5) for one in wrap(PROSE, 13, room, prose=True, hyphenate=True)}  # fmt: skip
    assert any(words.endswith("образовательно-") for words in said)
    assert not any("--" in words for words in said)


def test_a_title_has_no_word_alone_at_its_end() -> None:
    lines = balanced("Сведения о реализации программы развития образования в Озёрской области", 14, 470, strong=True)
    widths = [one.width for one in lines]
    assert len(widths) == 2
    assert min(widths) > max(widths) * 0.7


def test_the_number_of_a_row_and_addresses_stay_whole(tmp_path: Path) -> None:
    table = Table(
        (Column("№ п/п", 8), Column("Кто", 80), Column("Почта", 20), Column("Подпись", 30)),
        tuple(Row((f"{n}.", "Учитель начальных классов " * 3, f"school.number{n}@education.example", ""))
              for n in range(9)),
    )  # fmt: skip
    widths, size = columns.laid(table, 170)
    assert sum(widths) <= 170.01
    assert widths[3] == pytest.approx(30 * 170 / 138, abs=40)
    text = pages(Document("Список", (table,)), tmp_path)[0]
    assert "п/п" in text
    assert text.count("@education.example") == 9
    assert size >= columns.SMALLEST


def test_what_is_written_by_hand_keeps_its_column() -> None:
    rows = tuple(Row((f"{n}.", "Очень длинное название мероприятия " * 4, "", "")) for n in range(20))
    table = Table((Column("№", 12), Column("Что", 80), Column("Отметка", 50), Column("Подпись", 38)), rows)
    assert columns.laid(table, 180).widths == [12, 80, 50, 38]


def test_columns_follow_their_words() -> None:
    rows = tuple(Row((f"{n}.", "Семинар", "март", "Заместитель директора по учебной работе " * 3)) for n in range(20))
    table = Table((Column("№", 12), Column("Что", 80), Column("Срок", 50), Column("Кто", 38)), rows)
    widths, _size = columns.laid(table, 180)
    assert widths[3] > 80
    assert sum(widths) == pytest.approx(180)


LONG: tuple[Block, ...] = (
    Fact("Повестка:", " ".join(f"класс{n}" for n in range(1500))),
    Approvals((Approval("УТВЕРЖДАЮ", "Директор", " ".join(f"имя{n}" for n in range(30)), "приказ"),)),
    Sides(" ".join(f"лево{n}" for n in range(900)), "право"),
    BlankLine(" ".join(f"строка{n}" for n in range(40)), "чел."),
    Heading(" ".join(f"титул{n}" for n in range(1200))),
    Signature(" ".join(f"пост{n}" for n in range(60)), "И.О. Фамилия-Длиннейшая"),
    Table((Column("А", 40), Column("Б", 130)), (Row(("№", " ".join(f"ячейка{n}" for n in range(2500)))),)),
    Chart("Рисунок", tuple(f"ряд{n} с длинным названием показателя" for n in range(6)),
          tuple(Bars(f"полоса{n} " + "школа " * 9, (1.0,) * 6) for n in range(25))),
)  # fmt: skip


@pytest.mark.parametrize("block", LONG, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize("above", [0, 180])
def test_nothing_is_off_the_sheet_or_lost(block: Block, above: float, tmp_path: Path) -> None:
    words = re.findall(r"[а-яё]+\d+", str(block))
    text = " ".join(pages(Document("Длинное", (line("Начало"), Spacer(above), block, line("Конец"))), tmp_path))
    said = re.findall(r"[а-яё]+\d+", text)
    assert off_the_sheet(tmp_path / "paper.pdf") == []
    if isinstance(block, Chart):
        assert set(words) <= set(said)
    else:
        assert said == words


def rows(count: int, *more: Row) -> tuple[Row, ...]:
    return (*(Row((f"{n}.", f"строка {n}", n)) for n in range(1, count + 1)), *more)


COLUMNS = (Column("№", 12), Column("Что", 100), Column("Сколько", 40, "right"))


@pytest.mark.parametrize("count", range(28, 60))
def test_no_last_page_with_one_row_and_no_total_without_its_rows(count: int, tmp_path: Path) -> None:
    table = Table(COLUMNS, rows(count, Row(("", "Итого", count), total=True)))
    last = pages(Document("Итоги", (table,)), tmp_path)[-1]
    assert "Итого" in last
    assert f"строка {count}" in last
    table = Table(COLUMNS, rows(count))
    last = pages(Document("Итоги", (table,)), tmp_path)[-1]
    assert f"строка {count - 1}" in last


def test_a_paper_with_little_on_its_last_page_is_set_closer(tmp_path: Path) -> None:
    def counted(count: int) -> int:
        blocks = (Table(COLUMNS, rows(count)), Signature("Секретарь", "А.С. Ветрова"))
        return len(pages(Document("Лист", blocks), tmp_path))

    assert [counted(count) for count in (34, 35, 36, 37)] == [1, 1, 1, 2]


@pytest.mark.parametrize("above", range(0, 240, 30))
def test_a_chart_stands_whole_with_its_legend_and_caption(above: int, tmp_path: Path) -> None:
    chart = Chart(
        "Рисунок 1 — Участие", ("дети", "взрослые"), tuple(Bars(f"Школа № {n}", (n, n)) for n in range(1, 13))
    )
    texts = pages(Document("Отчёт", (line("Начало"), Spacer(above), chart)), tmp_path)
    (page,) = (text for text in texts if "Школа" in text)
    assert "взрослые" in page
    assert "Рисунок 1" in page
    assert "Школа № 12" in page


def test_a_chart_higher_than_a_page_tells_its_legend_again(tmp_path: Path) -> None:
    chart = Chart("Рисунок 1", ("дети", "взрослые"), tuple(Bars(f"Школа № {n}", (n, n)) for n in range(1, 90)))
    texts = pages(Document("Отчёт", (chart,)), tmp_path)
    assert len(texts) > 1
    assert all("взрослые" in text for text in texts)


def test_a_long_row_is_marked_where_it_goes_on_and_begins_below_its_header(tmp_path: Path) -> None:
    words = " ".join(f"слово{n}" for n in range(1500))
    table = Table((Column("№", 12), Column("Тема", 98), Column("Кто", 60)), (Row(("1.", words, "Иванова А.А.")),))
    texts = pages(Document("Повестка", (line("Начало"), table)), tmp_path)
    assert "слово0" in texts[0]
    assert all("(продолжение)" in text for text in texts[1:])
    assert "продолжение" not in texts[0]


def test_lines_to_write_on_and_a_signature_are_not_alone(tmp_path: Path) -> None:
    end: tuple[Block, ...] = (BlankLine(lines=3), Signature("Секретарь", "А.С. Ветрова"))
    for count in range(30, 44):
        document = Document("Отчёт", (*(line(f"строка {n}") for n in range(count)), *end))
        assert f"строка {count - 1}" in pages(document, tmp_path)[-1]


def test_a_dash_begins_no_line_and_a_number_keeps_its_noun() -> None:
    said = [
        "".join(piece.text for piece in one.pieces)
        for room in range(60, 200, 3)
        for one in wrap("конец августа – начало сентября, всего 29 обучающихся (20 человек) в 9 школах", 11, room)
    ]
    wide = [words for words in said if len(words) > 18]
    assert wide
    assert not any(words.startswith(("– ", "— ")) for words in wide)
    assert not any(re.search(r"(?<![\d.])\d+$", words) for words in wide)


def test_a_dash_is_never_alone_in_a_narrow_cell() -> None:
    for room in range(48, 120, 2):
        for one in wrap("Председатель — О.А. Жилина", 11, room):
            assert "".join(piece.text for piece in one.pieces) != "—"


def test_a_wide_landscape_table_stays_on_its_sheet(tmp_path: Path) -> None:
    table = Table(tuple(Column(f"Показатель {n}", 30) for n in range(16)),
                  tuple(Row(tuple("значение показателя" for _ in range(16))) for _ in range(4)))  # fmt: skip
    pages(Document("Широкая", (table,), page=LANDSCAPE), tmp_path)
    assert off_the_sheet(tmp_path / "paper.pdf") == []
