"""What a document told is told alike afterwards: on the lists, on paper, on the opening screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.templates import ForWhom, Kept
from cluster_desk.data.queries.members import with_agreement
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasted_records import PastedList, targets_of
from cluster_desk.exchange.importing.pasting import pasted_tables
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.templates.facts import subjects
from cluster_desk.reports.catalog import paper
from cluster_desk.rules.log.events import event_doubts
from cluster_desk.rules.today import GroupKey, what_is_due
from tests.exchange.importing.test_offers import AGENDA, document
from tests.exchange.make_docx import Table
from tests.reports import texts


def test_what_the_review_does_not_doubt_of_the_log_is_not_doubted_afterwards(desk: Desk, tmp_path: Path) -> None:
    log = Table([
        ["Мероприятие", "Дата проведения", "Количество участников"],
        ["Слёт отрядов", "12.03.2031", "20 человек"],
        ["Кружок шахмат", "—", "15 человек"],
        ["Сбор макулатуры", "как получится", "30 человек"],
    ])  # fmt: skip
    proposal = propose(desk.read, document(tmp_path, "Отчёт о проведённых мероприятиях за 2031 год", log))
    rows = [row for part in proposal.parts if part.area == "log" for row in part.rows]
    assert [(row.said()[1], row.remark()) for row in rows] == [
        ("Слёт отрядов", "понятно"),
        ("Кружок шахмат", "день не указан"),
        ("Сбор макулатуры", "Даты не поняты: «как получится»."),
    ]
    import_document(desk, proposal)
    doubts = what_is_due(desk.read, dt.date(2031, 6, 1)).groups[GroupKey.DOUBTS].lines
    assert [one.title for one in doubts] == ["1 запись журнала: дата не понята"]
    [doubted] = (one for one in desk.read.load_all(Event) if event_doubts(one, dt.date(2031, 6, 1)))
    assert (doubted.name, doubts[0].rows) == ("Сбор макулатуры", (doubted.id,))


def test_a_day_whose_year_nobody_tells_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    log = Table([
        ["Мероприятие", "Дата проведения", "Количество участников"],
        ["Военные сборы", "Июнь", "20 человек"],
        ["Слёт", "12.03.2031", "15 человек"],
    ])  # fmt: skip
    proposal = propose(desk.read, document(tmp_path, "Отчёт о проведённых мероприятиях", log))
    rows = [row for part in proposal.parts if part.area == "log" for row in part.rows]
    year = desk.read.today().year
    assert [(row.said()[1], row.remark()) for row in rows] == [
        ("Военные сборы", f"В словах «Июнь» не назван год: взят {year}. Если год другой, исправьте дни."),
        ("Слёт", "понятно"),
    ]


def test_the_full_stop_of_a_label_s_sentence_is_no_part_of_a_place_or_a_theme(desk: Desk, tmp_path: Path) -> None:
    places = ["Место: актовый зал.", "Место: школа, пгт.", "Место: администрация, Южный р-н.", "Место: зал, 2-й эт."]
    for number, place in enumerate(places, 1):
        import_document(desk, document(tmp_path, f"Заседание совета № {number}", "Тема: О школах в 2031 г.", place,
                                       f"Дата: {number}.10.2031", AGENDA))  # fmt: skip
    agenda = ("Заседание совета № 9", "Тема: Итоги года.", "Место: актовый зал.", "Дата: 9.10.2031", AGENDA)
    import_document(desk, document(tmp_path, *agenda))
    assert not import_document(desk, document(tmp_path, *agenda)).changed
    assert [(one.place, one.theme) for one in desk.read.load_all(Meeting)] == [
        ("актовый зал", "О школах в 2031 г."),
        ("школа, пгт.", "О школах в 2031 г."),
        ("администрация, Южный р-н.", "О школах в 2031 г."),
        ("зал, 2-й эт.", "О школах в 2031 г."),
        ("актовый зал", "Итоги года"),
    ]


CONCLUDED = "Заключены соглашения о взаимодействии с организациями: МБОУ СОШ № 5, МКОУ СОШ с. Ключи."


def test_an_agreement_of_which_neither_number_nor_day_is_told_is_one_everywhere(desk: Desk, tmp_path: Path) -> None:
    import_document(desk, document(tmp_path, CONCLUDED))
    desk.change("Added", Organization(full_name="МКДОУ «Ёлочка»", short_name="МКДОУ «Ёлочка»"))
    assert len(with_agreement(desk.read)) == 2
    rows = texts.cells(paper("members").build(desk.read, {}))
    assert {row[1]: row[3] for row in rows} == {
        "МБОУ СОШ № 5": "заключено", "МКОУ СОШ с. Ключи": "заключено", "МКДОУ «Ёлочка»": "—",
    }  # fmt: skip
    kept = {one.title: (one.keeps(Kept.AGREEMENT), one.keeps(Kept.NO_AGREEMENT)) for one in
            subjects(desk.read, ForWhom.ORGANIZATION)}  # fmt: skip
    assert kept["МБОУ СОШ № 5"] == (True, False)
    assert kept["МКДОУ «Ёлочка»"] == (False, True)


def test_a_word_in_the_column_of_agreements_is_no_number(desk: Desk, tmp_path: Path) -> None:
    cells = {
        "заключено": [""],
        "Имеется.": [""],
        "+": [""],
        "б/н": [""],
        "заключено, без №": [""],
        "нет": [],
        "—": [],
        "не заключено": [],
        "№ 7": ["7"],
        "12/3-с": ["12/3-с"],
    }
    rows = [[str(n), f"МБОУ СОШ № {n}.", cell] for n, cell in enumerate(cells, 1)]
    told = document(tmp_path, "Список участников кластера", Table([["№", "Организация", "Соглашение"], *rows]))
    import_document(desk, told)
    made = {one.short_name: [each.number for each in one.agreements] for one in desk.read.load_all(Organization)}
    assert [made[row[1].rstrip(".")] for row in rows] == list(cells.values())
    pasted = "\n".join("\t".join(row) for row in (["№", "Организация", "Соглашение"], *rows)).replace("СОШ", "ООШ")
    columns = pasted_tables(read_clipboard("", pasted), targets_of(Organization), ())
    desk.change("Rows pasted", *PastedList(desk, Organization, columns).to_store()[0])
    made = {one.short_name: [each.number for each in one.agreements] for one in desk.read.load_all(Organization)}
    assert [made[row[1].replace("СОШ", "ООШ")] for row in rows] == list(cells.values())


def test_an_agreement_in_one_cell_is_taken_apart_and_known_again(desk: Desk, tmp_path: Path) -> None:
    """All of it was the number, and nobody was told that the agreement ends."""
    rows = [
        ["№", "Организация", "Соглашение"],
        ["1", "МКОУ СОШ с. Рожки", "№ 4 от 12.11.2025"],
        ["2", "МКДОУ детский сад «Теремок»", "договор № 15-К от 1 сентября 2024 г. до 31.08.2027"],
    ]
    for _time in range(2):
        import_document(desk, propose(desk.read, document(tmp_path, "Состав кластера", Table(rows))))
        made = [each for one in desk.read.load_all(Organization) for each in one.agreements]
        assert [(one.number, str(one.day), str(one.valid_until or "")) for one in made] == [
            ("4", "2025-11-12", ""),
            ("15-К", "2024-09-01", "2027-08-31"),
        ]
