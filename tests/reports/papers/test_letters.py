"""Letters: whose letterhead, who signs, whom they go to and how, their number, their sheets."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from cluster_desk.cli import main
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Guest, Meeting, SeatRole, Speaker
from cluster_desk.core.records.members import Person
from cluster_desk.core.russian.text import quoted
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Columns, Document, Letterhead, Signature
from cluster_desk.reports.document.sheets import lines_of
from cluster_desk.reports.formats import write_paper
from tests.builders import a_meeting

LATER = dt.date(2027, 3, 3)


def _invitations(desk: Desk, **values: str) -> Document:
    return paper("invitations").build(desk.read, {"meeting": LATER.isoformat(), **values})


def _with(desk: Desk, **values: object) -> Meeting:
    meeting = a_meeting(number=90, day=LATER, **values)
    desk.change("Добавлено", meeting)
    return meeting


def _addresses(document: Document) -> list[list[str]]:
    """The words of the right side of each letter's head."""
    heads = [block for block in document.blocks if isinstance(block, Columns)]
    return [[words for inner in head.sides[1].blocks for words in lines_of(inner)] for head in heads]


def _text(document: Document) -> str:
    return "\n".join(words for block in document.blocks for words in lines_of(block))


def test_the_school_writes_and_its_director_signs(desk: Desk) -> None:
    _with(desk)
    document = _invitations(desk)
    head = document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.above == ("Администрация Заречного района Северной области",)
    assert head.names[0].startswith("Муниципальное казённое общеобразовательное учреждение")
    assert head.address[0] == "(МКОУ СОШ № 1 пгт Заречный)"
    assert "ОГРН 1026000000011, ИНН/КПП 6000000019/600001001" in head.address[-1]
    signed = next(block for block in document.blocks if isinstance(block, Signature))
    assert (signed.position, signed.name) == ("Директор", "М.С. Воронцова"), "the letterhead names the school"
    assert "Исп. Орлова В.С., 8 (00000) 2-00-12" in _text(document)


def test_number_and_day_come_from_the_schools_journal(desk: Desk) -> None:
    _with(desk)
    assert "от ________________ № ________" in _text(_invitations(desk))
    assert "20 февраля 2027 г. № 7" in _text(_invitations(desk, day="2027-02-20", number="7"))


def test_nobody_writes_to_themselves_and_each_from_outside_gets_a_letter(desk: Desk) -> None:
    agenda = [
        AgendaItem(topic="О питании", speakers=[Speaker(words="О'Коннор Шон Петрович, начальник пожарной части № 12")]),
        AgendaItem(topic="Отчёт", speakers=[Speaker(words="Воронцова М. С.")]),
    ]
    _with(desk, agenda=agenda, guests=[Guest(words="Белоус М.Я., временно исполняющий обязанности главы района")])
    document = _invitations(desk, agenda="")
    addresses = _addresses(document)
    assert ["Начальнику пожарной части № 12", "О'Коннору Ш.П."] in addresses
    assert any(lines[0] == "Временно исполняющему обязанности главы района" for lines in addresses)
    names = [lines[-1] for lines in addresses]
    assert not {"Воронцовой М.С.", "Орловой В.С."} & set(names)
    assert len(names) == len(set(names))
    assert "Уважаемый Шон Петрович!" in _text(document)
    assert [doubt.words for doubt in document.doubts] == ["Белоус М.Я."], "what nobody is sure of is told"


@pytest.mark.parametrize(
    ("name", "dear"),
    [
        ("Жилина О.А.", "Уважаемая коллега!"),
        ("Громов П.А.", "Уважаемый коллега!"),
        ("Коваленко О.И.", "Уважаемые коллеги!"),
        ("Павел Кузьмич Лев", "Уважаемый Павел Кузьмич!"),
    ],
)
def test_how_somebody_is_addressed(desk: Desk, name: str, dear: str) -> None:
    [person] = desk.change("Добавлено", Person(name=name, position="директор школы (по согласованию)"))
    desk.change("Добавлено", CouncilSeat(role=SeatRole.MEMBER, person_id=person))
    _with(desk)
    document = _invitations(desk, to=f"id={person}", agenda="")
    assert dear in _text(document)
    assert _addresses(document)[0][0] == "Директору школы"


def test_a_long_agenda_is_counted_in_sheets(desk: Desk) -> None:
    _with(desk, agenda=[AgendaItem(topic="О подвозе обучающихся " * 12) for _ in range(40)])
    count = int(re.findall(r"повестка заседания на (\d+) л\.", _text(_invitations(desk)))[0])
    assert count > 2


def test_the_words_of_a_letter_have_one_full_stop_and_quotes_of_two_kinds(desk: Desk) -> None:
    _with(desk, theme="Роль центров «Точка роста» в работе кластера.", place="Актовый зал.", time="10:00")
    text = _text(_invitations(desk))
    assert "по теме «Роль центров „Точка роста“ в работе кластера»." in text
    assert ".." not in text
    assert "«««" not in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Итоги года.", "«Итоги года»"),
        ("«Итоги года»", "«Итоги года»"),
        ('Центр "Точка роста"', "«Центр „Точка роста“»"),
        ("«Заря» и «Север»", "«„Заря“ и „Север“»"),
    ],
)
def test_a_quotation(words: str, expected: str) -> None:
    assert quoted(words) == expected


def test_in_word_each_letter_is_a_section_counted_from_one(desk: Desk, tmp_path: Path) -> None:
    _with(desk)
    document = _invitations(desk)
    path = tmp_path / "письма.docx"
    write_paper(document, path)
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert body.count('<w:pgNumType w:start="1"/>') == len(_addresses(document)) == body.count("<w:sectPr>")


def test_a_place_for_the_mark_of_an_electronic_signature(desk: Desk, tmp_path: Path) -> None:
    _with(desk)
    document = _invitations(desk, mark="1")
    signatures = [block for block in document.blocks if isinstance(block, Signature)]
    by_letter, by_agenda = ([each.mark for each in signatures][n::2] for n in (0, 1))
    assert all(by_letter)
    assert not any(by_agenda), "the letter is signed, not what goes with it"
    for ending in (".pdf", ".docx", ".html"):
        write_paper(document, tmp_path / f"письма{ending}")
    assert "width:75mm;height:30mm" in (tmp_path / "письма.html").read_text(encoding="utf-8")


def test_who_presides_by_their_own_words_gets_no_letter(desk: Desk) -> None:
    words = "Лесной И.И., директор школы, председатель КС"
    _with(desk, agenda=[AgendaItem(topic="Отчёт", speakers=[Speaker(words=words)])])
    assert "Лесному И.И." not in [lines[-1] for lines in _addresses(_invitations(desk, agenda=""))]


def test_the_command_line_tells_what_to_look_at_and_takes_it(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with(desk, guests=[Guest(words="Белоус М.Я., методист")])
    path, out = str(desk.path), str(tmp_path / "письма.pdf")
    assert main(["print", path, "invitations", "--meeting", "2027-03-03", "--out", out]) == 0
    assert f'cluster-desk case "{path}" "Белоус М.Я." dative "…"' in capsys.readouterr().err
    desk.close()
    assert main(["case", path, "Белоус М.Я.", "dative", "Белоусу М.Я."]) == 0
    assert main(["print", path, "invitations", "--meeting", "2027-03-03", "--out", out]) == 0
    assert capsys.readouterr().err == ""
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert "Методисту Белоусу М.Я." in words
