"""Papers of the support school: certificates and thanks, sheets to sign in, acts of lending and return."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.events import Event, EventPerson
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.resources import Loan, Resource, ResourceKind
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document, PageBreak, Signature, Table
from cluster_desk.reports.document.sheets import lines_of
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.events import event_in
from tests.reports import texts


def _said(document: Document) -> list[str]:
    return [words for block in document.blocks for words in lines_of(block)]


def _event(desk: Desk, name: str, *people: EventPerson) -> str:
    [row] = desk.change("Добавлено", Event(name=name, day_words="24.03.2026", people=list(people)))
    return str(row)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Районный конкурс чтецов «Живое слово»", "районного конкурса чтецов «Живое слово»"),
        ("IV межрегиональный форум", "IV межрегионального форума"),
        ("День открытых дверей", "Дня открытых дверей"),
        ("Соревнования по лыжным гонкам", "соревнований по лыжным гонкам"),
        ("«Живое слово»", "мероприятия «Живое слово»"),
        ("О подготовке к экзаменам «Шаг»", "мероприятия «О подготовке к экзаменам „Шаг“»"),
        ("Мастер-класс", "мастер-класса"),
        ("Задача решается за счёт интерната", "мероприятия «Задача решается за счёт интерната»"),
        ("Конкурс «Ветер», посвящённый 1945 г.", "мероприятия «Конкурс „Ветер“, посвящённый 1945 г.»"),
        ("Районный конкурс на лучшее произведение", "районного конкурса на лучшее произведение"),
    ],
)
def test_an_event_inside_a_sentence(desk: Desk, name: str, expected: str) -> None:
    assert event_in(Cases(desk.read), name, Case.GENITIVE) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["СЕРТИФИКАТ", "победителя", "подтверждает, что", "является победителем районного конкурса «Слово»"]),
        ({"layout": "diploma"}, ["ДИПЛОМ", "победителя", "награждается", "победитель районного конкурса «Слово»"]),
        ({"kind": "award"}, ["ГРАМОТА", "награждается"]),
        ({"kind": "gratitude"}, ["БЛАГОДАРНОСТЬ", "Ершовой Полине", "за участие в районном конкурсе «Слово»"]),
        ({"kind": "thanks"}, ["БЛАГОДАРСТВЕННОЕ ПИСЬМО", "Ершовой Полине", "Уважаемая Полина!"]),
        ({"kind": "gratitude", "reason": "помощь в проведении"}, ["за помощь в проведении"]),
    ],
)
def test_what_is_given_and_in_which_words(desk: Desk, options: dict[str, str], expected: list[str]) -> None:
    person = EventPerson(words="Ершова Полина", role="победитель", nomination="Поэзия")
    event = _event(desk, "Районный конкурс «Слово»", person)
    said = _said(paper("certificates").build(desk.read, {"event": event, **options}))
    assert set(expected) <= set(said)
    assert "Администрация Заречного района Северной области" in said, "the support school gives it"
    assert "в номинации «Поэзия»" in said or "thanks" in options.values()


def test_a_list_of_participants_is_typed(desk: Desk, tmp_path: Path) -> None:
    event = _event(desk, "Районный конкурс «Слово»")
    people = "Лугов Пётр, 5 класс, МКОУ СОШ с. Ключи, призёр, II место\nБелых Инна, 7 класс"
    document = paper("certificates").build(desk.read, {"event": event, "people": people, "layout": "diploma"})
    said = _said(document)
    assert {"Лугов Пётр", "5 класс, МКОУ СОШ с. Ключи", "призёра", "II место", "Белых Инна", "участника"} <= set(said)
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    for ending in (".pdf", ".docx", ".html", ".xlsx"):
        write_paper(document, tmp_path / f"дипломы{ending}")
    assert len(PdfReader(tmp_path / "дипломы.pdf").pages) == 2, "each sheet is one page"
    assert 'class="page framed"' in (tmp_path / "дипломы.html").read_text(encoding="utf-8")
    with pytest.raises(UserError):
        paper("certificates").build(desk.read, {"event": event})


@pytest.mark.parametrize("layout", ["certificate", "diploma"])
def test_a_certificate_with_room_for_an_electronic_signature_stays_on_its_sheet(
    desk: Desk, tmp_path: Path, layout: str
) -> None:
    event = _event(desk, "Районный конкурс «Слово»")
    told = {"event": event, "people": "Лугов Пётр, призёр, II место", "layout": layout, "mark": "1"}
    document = paper("certificates").build(desk.read, told)
    assert [block.mark for block in document.blocks if isinstance(block, Signature)] == [True]
    assert "М.П." not in _said(document)
    write_paper(document, tmp_path / "c.pdf")
    assert len(PdfReader(tmp_path / "c.pdf").pages) == 1


def test_an_attendance_sheet_of_an_event(desk: Desk) -> None:
    event = _event(desk, "Районный конкурс «Слово»", EventPerson(words="Ершова Полина"))
    document = paper("attendance-event").build(desk.read, {"event": event, "blank": "4", "for": "pupils"})
    assert texts.headings(document) == ["ЛИСТ РЕГИСТРАЦИИ", "участников районного конкурса «Слово»"]
    assert [row[1] for row in texts.cells(document)] == ["Ершова Полина", "", "", "", ""]
    assert [str(column.title) for column in texts.table(document).columns][3] == "Класс"


def test_an_acknowledgement_sheet(desk: Desk) -> None:
    order = paper("acknowledgement").build(desk.read, {"blank": "2"})
    assert texts.lines(order)[0].startswith("с приказом от «____»")
    names = [row[1] for row in texts.cells(order)]
    assert names[:1] == ["Воронцова Марина Сергеевна"]
    assert names[-2:] == ["", ""]
    plan = paper("acknowledgement").build(desk.read, {"with": "2026", "who": "council"})
    assert texts.lines(plan)[0] == "с календарным планом Заречного образовательного кластера на 2026 год"
    told = paper("acknowledgement").build(desk.read, {"what": "от 12.10.2026 № 45-од «О форуме»", "who": "nobody"})
    assert texts.lines(told)[0] == "с приказом от 12.10.2026 № 45-од «О форуме»"


def _lent(desk: Desk, returned: int) -> str:
    school = int(desk.read.value("SELECT id FROM organizations WHERE short_name = 'МКОУ ООШ с. Ключи'"))
    loans = [Loan(organization_id=school, count=40, returned_count=returned)]
    desk.change("Добавлено", Resource(name="Учебники химии", kind=ResourceKind.TEXTBOOKS, unit="экз.", loans=loans))
    return str(school)


def _table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def test_acts_of_lending_and_return(desk: Desk) -> None:
    school = _lent(desk, 15)
    act = paper("loan-act").build(desk.read, {"organization": school, "until": "2027-05-31"})
    words = "\n".join(_said(act))
    assert "АКТ № ____" in words
    assert "в лице директора Воронцовой Марины Сергеевны, действующей на основании Устава" in words
    assert "2. Срок пользования: до 31 мая 2027 г." in words
    assert ".." not in words
    assert ("Учебники химии", "экз.", 40) in [row.cells[1:4] for row in _table(act).rows]  # type: ignore[union-attr]
    marked = "\n".join(_said(paper("loan-act").build(desk.read, {"organization": school, "mark": "1"})))
    assert "М.П." in words
    assert "М.П." not in marked
    back = paper("return-act").build(desk.read, {"organization": school})
    assert [row.cells[1:4] for row in _table(back).rows] == [("Учебники химии", "экз.", 15)]  # type: ignore[union-attr]
    assert "Получатель возвращает" in "\n".join(_said(back))
