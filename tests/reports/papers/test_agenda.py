"""The agenda of a meeting: its words, its empty places, the meeting it is asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting, SeatRole, Speaker
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document
from cluster_desk.reports.formats import write_paper
from tests.builders import a_cluster, a_meeting
from tests.reports import texts

CHANGED = N_("Meeting changed")


def agenda(desk: Desk, **options: str) -> Document:
    """The paper with these options."""
    return paper("agenda").build(desk.read, options)


def with_meeting(tmp_path: Path, *meetings: Meeting, **cluster: str) -> Desk:
    """A new file with these meetings only."""
    desk = Desk.create(tmp_path / "new.cdesk", a_cluster(**cluster))
    desk.change(CHANGED, *meetings)
    return desk


def test_the_agenda_of_the_sample(desk: Desk) -> None:
    document = agenda(desk, meeting="2026-12-17", registration="9:30–10:00")
    assert texts.lines(document)[:2] == ["Заречный образовательный кластер", "КООРДИНАЦИОННЫЙ СОВЕТ"]
    assert texts.headings(document) == ["ПОВЕСТКА", "заседания координационного совета", "17 декабря 2026 г."]
    assert texts.facts(document) == {
        "Тема:": "Итоги работы кластера за год",
        "Место проведения:": "СОШ № 1 пгт Заречный, актовый зал",
        "Время проведения:": "17 декабря 2026 г. (четверг), начало в 10:00",
        "Регистрация:": "9:30–10:00",
    }
    assert texts.cells(document)[3] == (
        "4.",
        "О проекте плана работы на 2027 год",
        "Лаптева О.Д., заместитель директора опорной школы;\nруководители районных методических объединений",
    )
    assert texts.lines(document)[-1] == "Регламент: доклад — до 10 минут, выступление — до 5 минут."
    assert texts.signature(document) == ("Секретарь координационного совета", "В.С. Орлова")


def test_what_is_not_told_is_left_out_or_ruled(tmp_path: Path) -> None:
    desk = with_meeting(tmp_path, a_meeting(theme="", place="", time="", agenda=[AgendaItem(topic="Разное")]))
    document = agenda(desk)
    result = texts.facts(document)
    assert list(result) == ["Место проведения:", "Время проведения:"]
    assert set(result["Место проведения:"]) == {"_"}
    assert result["Время проведения:"] == "22 октября 2026 г. (четверг), начало в ________"
    assert texts.cells(document) == [("1.", "Разное", "")]
    _position, name = texts.signature(document)
    assert set(name) == {"_"}, "nobody sits as secretary: the name is written by hand"
    desk.close()


def test_words_of_an_old_document_stand_where_no_time_was_understood(tmp_path: Path) -> None:
    desk = with_meeting(tmp_path, a_meeting(time="", time_words="после уроков"))
    assert texts.facts(agenda(desk))["Время проведения:"].endswith("начало в после уроков")
    desk.close()


def test_numbers_as_typed_else_their_place(tmp_path: Path) -> None:
    items = [AgendaItem(number=number, topic=f"Вопрос {number}") for number in ("1", "", "2.1")]
    desk = with_meeting(tmp_path, a_meeting(agenda=items))
    assert [row[0] for row in texts.cells(agenda(desk))] == ["1", "2.", "2.1"]
    desk.close()


def test_time_limits_are_the_clusters_own(tmp_path: Path) -> None:
    desk = with_meeting(tmp_path, a_meeting(), regulation="доклад — до 15 минут")
    assert "Регламент: доклад — до 15 минут." in texts.lines(agenda(desk))
    desk.close()


def test_a_meeting_is_named_by_day_or_number(desk: Desk) -> None:
    titles = {agenda(desk, meeting=entry).title for entry in ("2026-12-17", "17.12.2026", "15", "№ 15", "№15")}
    assert titles == {"Повестка заседания 17 декабря 2026 г."}


def test_nothing_is_guessed_among_several_meetings(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"2026-12-17 \(17\.12\.2026, №\u00a015: Итоги работы кластера за год\)"):
        agenda(desk)
    with pytest.raises(UserError, match="Нет такого: --meeting 2031-01-01"):
        agenda(desk, meeting="2031-01-01")


def test_two_meetings_on_a_day_are_told_apart(tmp_path: Path) -> None:
    day = dt.date(2026, 10, 22)
    desk = with_meeting(tmp_path, a_meeting(number=1, day=day), a_meeting(number=2, day=day, theme="Вторая"))
    with pytest.raises(UserError, match=r"подходит несколько.*2 \(22\.10\.2026, №\u00a02: Вторая\)"):
        agenda(desk, meeting="2026-10-22")
    assert texts.facts(agenda(desk, meeting="2"))["Тема:"] == "Вторая"
    desk.close()


def test_a_file_without_meetings_says_so(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "new.cdesk", Cluster(name="Кластер"))
    with pytest.raises(UserError, match="Заседаний в файле ещё нет"):
        agenda(desk)
    desk.close()


def test_the_secretary_of_the_day_signs(desk: Desk) -> None:
    (seat,) = (seat for seat in desk.read.load_all(CouncilSeat) if seat.role is SeatRole.SECRETARY and not seat.body_id)
    seat.until = dt.date(2026, 12, 1)
    desk.change(CHANGED, seat)
    assert "Орлова" in texts.signature(agenda(desk, meeting="2026-10-22"))[1]
    assert "Орлова" not in texts.signature(agenda(desk, meeting="2026-12-17"))[1]


def test_the_pdf_holds_every_topic_and_speaker_whole(desk: Desk, tmp_path: Path) -> None:
    topic = "Об организации сетевого педагогического класса и подвозе обучающихся из населённых пунктов " * 3
    speaker = "Громова Е. Н., директор МКОУ СОШ с. Берёзовка"
    meeting = a_meeting(
        number=90,
        day=dt.date(2027, 3, 3),
        agenda=[AgendaItem(topic=topic, speakers=[Speaker(words=speaker)]) for _ in range(30)],
    )
    desk.change(CHANGED, meeting)
    write_paper(agenda(desk, meeting="2027-03-03"), tmp_path / "a.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages).split())
    assert text.count(topic.strip()) >= 28, "two may be torn by a page's number and header"
    assert text.count("Громова Е.Н., директор МКОУ СОШ с. Берёзовка") == 30
