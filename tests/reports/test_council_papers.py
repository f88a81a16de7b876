"""The papers around a council meeting: invitations, attendance, minutes, extract, register."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.formats import write_paper

HELD = {"meeting": "13"}


def printed(desk: Desk, tmp_path: Path, name: str, told: Mapping[str, str]) -> str:
    """The text of a paper as its PDF holds it, a space for every white space."""
    path = tmp_path / f"{name}.pdf"
    write_paper(paper(name).build(desk.read, told), path)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_minutes_tell_who_came_what_was_decided_and_how_it_was_voted(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "minutes", HELD)
    assert "ПРОТОКОЛ заседания координационного совета 27 августа 2026 г. № 13" in text
    assert "9 из 10 членов совета: Воронцова М.С., Громова Е.Н.," in text
    assert "Кворум имеется Отсутствовали: Чернов С.И. (отпуск)" in text
    assert "1.1. Устранить замечания" in text
    assert "Срок: до 1 сентября" in text
    assert "Голосовали: за — 8, против — 0, воздержались — 1. Принято большинством голосов." in text
    assert "Выступлений не было." in text


def test_an_extract_holds_only_the_chosen_decision_with_its_number(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "extract", {**HELD, "decisions": "4.1", "case": "01-14"})
    assert "ВЫПИСКА ИЗ ПРОТОКОЛА" in text
    assert "4.1. Обновить составы РМО." in text
    assert "1.1." not in text
    assert "Верно" in text
    assert "в деле № 01-14 за 2026 год." in text


def test_a_decision_that_is_not_there_is_told_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(UserError) as told:
        paper("extract").build(desk.read, {**HELD, "decisions": "9.9"})
    assert "9.9" in told.value.what
    assert "4.1" in told.value.do


def test_the_register_tells_states_and_counts_them(desk: Desk, tmp_path: Path) -> None:
    day = {"day": "2026-11-22"}
    everything = printed(desk, tmp_path, "decisions", day)
    assert "ПРОСРОЧЕНО на 23 дня" in everything
    assert "Всего: 17 решений; исполнено — 11, не исполнено — 5, из них просрочено — 3." in everything
    overdue = printed(desk, tmp_path, "decisions", {**day, "state": "overdue", "person": "лаптева"})
    assert "Всего: 1 решение;" in overdue
    assert "Обновить составы РМО" in overdue


def test_an_invitation_goes_to_each_in_the_right_case_with_the_agenda(desk: Desk, tmp_path: Path) -> None:
    told = {"meeting": "14", "day": "2026-10-15", "number": "21"}
    path = tmp_path / "i.pdf"
    write_paper(paper("invitations").build(desk.read, told), path)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert len(pages) == 20
    first = pages[0]
    assert "15 октября 2026 г. № 21" in first
    assert "Директору опорной школы" in first
    assert "Воронцовой М.С." in first
    assert "Уважаемая Марина Сергеевна!" in first
    assert "в заседании координационного совета Заречного образовательного кластера по теме «Итоги I четверти" in first
    assert "Просим Вас выступить по вопросу 1 повестки «Итоги I четверти в школах кластера»." in first
    assert "до 20 октября 2026 г. по телефону" in first
    assert "ПОВЕСТКА" in pages[1]
    assert "№ 22" in pages[2]
    assert "Просим Вас выступить" not in pages[-2]


def test_an_invitation_to_one_person(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "invitations", {"meeting": "14", "to": "Лебедев И.П.", "agenda": ""})
    assert "Лебедеву И.П." in text
    assert "Уважаемый Игорь Павлович!" in text
    assert "Приложение" not in text


def test_the_attendance_sheet_has_everybody_and_blank_lines(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "attendance", {**HELD, "blank": "3"})
    assert "ЛИСТ РЕГИСТРАЦИИ" in text
    assert "Чернов Станислав Ильич" in text
    assert "Яковлева Д. А." in text
    assert "15." in text
    assert "16." not in text
    with pytest.raises(UserError):
        paper("attendance").build(desk.read, {**HELD, "blank": "много"})


def test_minutes_of_a_meeting_that_was_not_held_leave_lines_to_fill_in(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "minutes", {"meeting": "15"})
    assert "____ из 10 членов совета" in text
    assert "РЕШИЛИ" not in text


def a_pdf(path: Path, pages: int) -> Path:
    """Somebody else's PDF: sheets of another size with a word on each."""
    canvas = Canvas(str(path), pagesize=(500, 700))
    for number in range(pages):
        canvas.drawString(100, 300, f"Scan {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


def test_the_pack_has_contents_and_page_numbers_through_all(desk: Desk, tmp_path: Path) -> None:
    enclosed = [a_pdf(tmp_path / f"Справка {n}.pdf", 18) for n in (1, 2)]
    out = tmp_path / "пакет.pdf"
    told = {"meeting": "14", "day": "2026-10-20", "enclosed": "\n".join(map(str, enclosed))}
    write_paper(paper("pack").build(desk.read, told), out)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(out).pages]
    assert len(pages) >= 40
    assert "СОДЕРЖАНИЕ" in pages[0]
    starts = {
        title: next(n for n, page in enumerate(pages) if n and title in page) + 1 for title in ("ПОВЕСТКА", "ПРОТОКОЛ")
    }
    assert "Повестка заседания 22 октября 2026 г. 2" in pages[0]
    assert f"№ 13 {starts['ПРОТОКОЛ']}" in pages[0]
    first_scan = next(n for n, page in enumerate(pages) if "Scan 1" in page) + 1
    assert f"Справка 1 {first_scan}" in pages[0]
    assert all(str(n) in page.split() for n, page in enumerate(pages, 1) if n > 1)


def test_a_file_that_is_no_pdf_is_told(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "фото.pdf"
    broken.write_bytes(b"no pdf")
    with pytest.raises(UserError) as told:
        write_paper(paper("pack").build(desk.read, {"meeting": "14", "enclosed": str(broken)}), tmp_path / "x.pdf")
    assert "фото.pdf" in told.value.what
    assert not (tmp_path / "x.pdf").exists()
