"""The papers around a council meeting: invitations, attendance, minutes, extract, register."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.council import (
    AgendaItem,
    CouncilSeat,
    Decision,
    Executor,
    Meeting,
    MinutesState,
    Presence,
    Speaker,
)
from cluster_desk.core.records.members import Case, NameForm, Person
from cluster_desk.data.queries.minutes import roll_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.reports.catalog import PAPERS, paper
from cluster_desk.reports.formats import write_paper
from cluster_desk.rules.council.minutes import with_presence

HELD = {"meeting": "13"}


def printed(desk: Desk, tmp_path: Path, name: str, values: Mapping[str, str]) -> str:
    """The text of a paper as its PDF holds it, a space for every white space."""
    path = tmp_path / f"{name}.pdf"
    write_paper(paper(name).build(desk.read, values), path)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_minutes_tell_who_came_what_was_decided_and_how_it_was_voted(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "minutes", HELD)
    assert "ПРОТОКОЛ заседания координационного совета 27 августа 2026 г. № 13" in text
    assert "9 из 10 членов совета: Воронцова М.С., Громова Е.Н.," in text
    assert "Кворум имеется. Отсутствовали: Чернов С.И. (отпуск)" in text
    assert "1.1. Устранить замечания" in text
    assert "Срок: до 1 сентября" in text
    assert "Голосовали: за — 8, против — 0, воздержались — 1. Принято большинством голосов." in text
    assert "Выступлений не было" not in text  # nobody told so


def test_minutes_say_that_nobody_spoke_only_where_it_was_ticked(desk: Desk, tmp_path: Path) -> None:
    row = desk.read.value("SELECT id FROM meetings WHERE number = 15")
    meeting = desk.read.load(Meeting, row)
    assert meeting is not None
    first = meeting.agenda[0]
    first.no_speeches, first.spoke = True, "Лаптева О.Д.: поддерживает."
    with pytest.raises(Problems):
        desk.change("Minutes changed", meeting)
    first.spoke = ""
    desk.change("Minutes changed", meeting)
    text = printed(desk, tmp_path, "minutes", {"meeting": "15"})
    assert text.count("ВЫСТУПИЛИ: Выступлений не было.") == 1
    assert text.count("ВЫСТУПИЛИ:") == 4


def test_an_extract_holds_only_the_chosen_decision_with_its_number(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "extract", {**HELD, "decisions": "4.1", "case": "01-14"})
    assert "ВЫПИСКА ИЗ ПРОТОКОЛА" in text
    assert "4.1. Обновить составы РМО." in text
    assert "1.1." not in text
    assert "Верно" in text
    assert "в деле № 01-14 за 2026 год." in text


def test_a_decision_that_is_not_there_is_told_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(UserError) as raised:
        paper("extract").build(desk.read, {**HELD, "decisions": "9.9"})
    assert "9.9" in raised.value.what
    assert "4.1" in raised.value.do


def test_the_register_tells_states_and_counts_them(desk: Desk, tmp_path: Path) -> None:
    day = {"day": "2026-11-22"}
    everything = printed(desk, tmp_path, "decisions", day)
    assert "ПРОСРОЧЕНО на 23 дня" in everything
    assert "Всего: 17 решений; исполнено — 11, на контроле — 5 (из них просрочено — 3), снято — 1." in everything
    overdue = printed(desk, tmp_path, "decisions", {**day, "state": "overdue", "person": "лаптева"})
    assert "Всего: 1 решение;" in overdue
    assert "Обновить составы РМО" in overdue


def test_an_invitation_goes_to_each_in_the_right_case_with_the_agenda(desk: Desk, tmp_path: Path) -> None:
    values = {"meeting": "14", "day": "2026-10-15", "number": "21"}
    path = tmp_path / "i.pdf"
    write_paper(paper("invitations").build(desk.read, values), path)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert len(pages) == 16, "the chair and the secretary invite, and get no letter"
    first = pages[0]
    assert "15 октября 2026 г. № 21" in first
    assert "Директору лицея" in first
    assert "Лебедеву И.П." in first
    assert "Уважаемый Игорь Павлович!" in first
    assert "в заседании координационного совета Заречного образовательного кластера по теме «Итоги I четверти" in first
    assert "Просим Вас выступить по вопросу 2 повестки «О ходе школьного этапа" in first
    assert "по телефону 8 (00000) 2-00-12 до 20 октября 2026 г." in first
    assert "ПОВЕСТКА" in pages[1]
    assert pages[1].startswith("2 ")
    assert "№ 22" in pages[2]
    assert pages[3].startswith("2 "), "the pages of each letter are counted from 1"
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
    assert "Яковлева Д.А." in text
    assert "15." in text
    assert "16." not in text
    with pytest.raises(UserError):
        paper("attendance").build(desk.read, {**HELD, "blank": "много"})


def test_minutes_of_a_meeting_that_was_not_held_leave_lines_to_fill_in(desk: Desk, tmp_path: Path) -> None:
    text = printed(desk, tmp_path, "minutes", {"meeting": "15"})
    assert "____ из 10 членов совета" in text
    assert text.count("РЕШИЛИ: Голосовали: за — ____,") == text.count("СЛУШАЛИ:") == 4
    assert "Выступлений не было" not in text
    assert "ПРОЕКТ" not in text


def test_minutes_written_before_their_day_are_a_draft(desk: Desk, tmp_path: Path) -> None:
    desk.read.today = lambda: dt.date(2026, 8, 20)
    text = printed(desk, tmp_path, "minutes", HELD)
    assert text.startswith("ПРОЕКТ")
    assert "1.1. Устранить замечания" in text
    with pytest.raises(UserError, match="предстоит"):
        paper("extract").build(desk.read, HELD)


def test_no_extract_of_a_meeting_whose_day_is_over_and_whose_minutes_are_empty(desk: Desk) -> None:
    desk.read.today = lambda: dt.date(2026, 11, 20)
    with pytest.raises(UserError, match="ничего не записано"):
        paper("extract").build(desk.read, {"meeting": "14"})


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
    values = {"meeting": "14", "day": "2026-10-20", "enclosed": "\n".join(map(str, enclosed))}
    write_paper(paper("pack").build(desk.read, values), out)
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
    with pytest.raises(UserError) as raised:
        write_paper(paper("pack").build(desk.read, {"meeting": "14", "enclosed": str(broken)}), tmp_path / "x.pdf")
    assert "фото.pdf" in raised.value.what
    assert not (tmp_path / "x.pdf").exists()


def test_a_vote_on_what_nobody_wrote_down_is_printed(desk: Desk, tmp_path: Path) -> None:
    row = desk.change("Added", Meeting(number=40, day=dt.date(2026, 10, 22), agenda=[AgendaItem(topic="О форуме")]))[0]
    meeting = desk.read.load(Meeting, row)
    assert meeting
    for seat in [seat for seat in roll_of(desk.read, row).seats if seat.name][:8]:
        meeting = with_presence(meeting, seat, Presence.PRESENT)
    meeting.agenda[0].votes_for, meeting.agenda[0].votes_against = 7, 1
    desk.change("Voted", meeting)
    counted = "Голосовали: за — 7, против — 1, воздержались — 0. Принято большинством голосов."
    assert f"РЕШИЛИ: {counted}" in printed(desk, tmp_path, "minutes", {"meeting": "40"})
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.minutes_state = MinutesState.CONFIRMED
    desk.change("Confirmed", meeting)
    text = printed(desk, tmp_path, "minutes", {"meeting": "40"})
    assert counted in text
    assert "РЕШИЛИ" not in text


def a_long_meeting(desk: Desk) -> None:
    """Meeting № 40: eight questions, fifteen decisions, everybody present, one for another."""
    items = []
    for n in range(1, 9):
        decisions = [
            Decision(
                text=f"Выполнить поручение {n}.{k}",
                executors=[Executor(words="Лебедев Игорь Павлович")],
                due_words="до 1 марта 2027 г.",
            )
            for k in range(1, 3 if n < 8 else 2)
        ]
        speakers = [Speaker(words="Громова Елена Николаевна, директор СОШ с. Берёзовка")]
        items.append(
            AgendaItem(
                topic=f"О вопросе {n}", speakers=speakers, heard=f"о ходе {n}", decisions=decisions, votes_for=10
            )
        )
    row = desk.change("Added", Meeting(number=40, day=dt.date(2026, 12, 24), agenda=items))[0]
    meeting = desk.read.load(Meeting, row)
    assert meeting
    for seat in roll_of(desk.read, row).seats:
        if seat.name.startswith("Чернов"):
            meeting = with_presence(meeting, seat, Presence.STAND_IN, stand_in="Гусева Мария Олеговна")
        elif seat.name:
            meeting = with_presence(meeting, seat, Presence.PRESENT)
    desk.change("Called", meeting)


def words_of(path: Path) -> str:
    """The text of a Word file's body, a space between paragraphs."""
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    return " ".join(re.sub("<[^>]+>", "", body.replace("</w:p>", " ")).replace("\u00a0", " ").split())


def test_minutes_of_a_real_length_are_read_back_from_pdf_and_word(desk: Desk, tmp_path: Path) -> None:
    a_long_meeting(desk)
    pdf = printed(desk, tmp_path, "minutes", {"meeting": "40"})
    word = tmp_path / "minutes.docx"
    write_paper(paper("minutes").build(desk.read, {"meeting": "40"}), word)
    said = words_of(word)
    for text in (pdf.replace("\u00a0", " "), said):
        assert "Докладчик — Е.Н. Громова, директор СОШ с. Берёзовка." in text
        assert "Гусева М.О. (за Чернова С.И.)" in text
        for n in range(1, 9):
            assert f"{n}. СЛУШАЛИ:" in text
            for k in range(1, 3 if n < 8 else 2):
                charge = "Ответственный: И.П. Лебедев. Срок: до 1 марта 2027 г."
                assert f"{n}.{k}. Выполнить поручение {n}.{k}. {charge}" in text
        assert text.count("Принято единогласно.") == 8


def test_an_agenda_in_word_is_read_back_with_its_day_theme_and_place(desk: Desk, tmp_path: Path) -> None:
    word = tmp_path / "agenda.docx"
    write_paper(paper("agenda").build(desk.read, {"meeting": "14"}), word)
    read = read_document(word)
    [meeting] = read.meetings
    stored = next(one for one in desk.read.load_all(Meeting) if one.number == 14)
    assert (meeting.record.day, meeting.record.theme) == (stored.day, stored.theme)
    assert meeting.record.place == stored.place
    assert meeting.record.time == stored.time
    assert not read.plans


def test_more_than_fifteen_are_listed_on_a_sheet_of_their_own(desk: Desk, tmp_path: Path) -> None:
    people = [desk.draft(Person, name=f"Новый{letter} Иван Петрович") for letter in "абвгдежз"]
    desk.change("Added", *people, *(CouncilSeat(person_id=one.id, position="учитель") for one in people))
    a_long_meeting(desk)
    text = printed(desk, tmp_path, "minutes", {"meeting": "40"})
    assert "18 из 18 членов совета (список прилагается). Кворум имеется." in text
    assert "Приложения: список присутствующих на 1 л. в 1 экз." in text
    listed = text[text.index("СПИСОК присутствующих") :]
    assert "Приложение к протоколу от 24 декабря 2026 г. № 40" in text
    assert "Воронцова Марина Сергеевна" in listed
    assert "Гусева Мария Олеговна (за Чернова Станислава Ильича)" in listed
    assert "Всего: 18 человек." in listed


def test_a_form_that_the_office_mended_stands_on_the_letter(desk: Desk, tmp_path: Path) -> None:
    mended = NameForm(words="Лебедев Игорь Павлович", case=Case.DATIVE, corrected="Лебедю Игорю Павловичу")
    desk.change("Kept", mended)
    text = printed(desk, tmp_path, "invitations", {"meeting": "14", "to": "Лебедев И.П.", "agenda": ""})
    assert "Лебедю И.П." in text


def test_every_paper_offers_what_can_be_ticked_of_whatever_is_chosen(desk: Desk) -> None:
    offered = [(one, option) for one in PAPERS for option in one.options if option.offers]
    assert {option.name for _paper, option in offered} >= {"decisions", "person"}
    for one, option in offered:
        assert option.offers
        for name, code in [
            ("", ""),
            *((each.name, code.code) for each in one.options for code in each.choices(desk.read)),
        ]:
            option.offers(desk.read, {name: code})
    [ticked] = [option for one, option in offered if one.id == "extract"]
    assert ticked.offers
    numbers = [choice.code for choice in ticked.offers(desk.read, {"meeting": "2026-08-27"})]
    assert numbers
    assert all(number.startswith(("1.", "2.", "3.", "4.", "5.")) for number in numbers)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_or_cut_scan_has_its_number_at_the_top_as_it_is_seen(desk: Desk, tmp_path: Path, turned: int) -> None:
    scan = PdfWriter()
    sheet = scan.add_blank_page(700, 900)
    sheet.cropbox = RectangleObject((50, 30, 650, 830))
    sheet.rotate(turned)
    scan.write(tmp_path / "скан.pdf")
    out = tmp_path / "пакет.pdf"
    write_paper(paper("pack").build(desk.read, {"meeting": "14", "enclosed": str(tmp_path / "скан.pdf")}), out)
    with closing(pypdfium2.PdfDocument(out)) as pack:
        picture = pack[len(pack) - 1].render(scale=1, grayscale=True)
        dark = [n for n, shade in enumerate(bytes(picture.buffer)) if shade < 128]
    rows, columns = {n // picture.stride for n in dark}, {n % picture.stride for n in dark}
    assert rows
    assert max(rows) < 60
    assert all(abs(column - picture.width / 2) < 20 for column in columns)
