"""Who came by school in one cell of a log: stored with its school; a number that is not understood is asked about."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.proposal import ProposedRow
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.make_docx import Table, write_docx


def a_log(folder: Path, *cells: str) -> ParsedDocument:
    rows: list[list[object]] = [["Дата", "Мероприятие", "Количество обучающихся"]]
    rows += [[f"0{n}.03.2031", f"Слёт {n}", cell] for n, cell in enumerate(cells, 1)]
    return read_document(write_docx(folder / "Отчёт.docx", ["Отчёт о мероприятиях за 2031 год", Table(rows)]))


def rows_of(desk: Desk, document: ParsedDocument) -> list[ProposedRow]:
    return next(part.rows for part in propose(desk.read, document).parts if part.area == "log")


def test_each_school_has_its_number_and_is_linked(desk: Desk, tmp_path: Path) -> None:
    luza = Organization(full_name="МКОУ ООШ с. Луза", short_name="МКОУ ООШ с. Луза")
    (school,) = desk.change("Organization added", luza)
    document = a_log(tmp_path, "СОШ – 15, ООШ с. Луза – 3")
    [row] = rows_of(desk, document)
    assert row.open_questions == []
    assert row.interpretation()[-1] == "СОШ: обучающиеся 15, ООШ с. Луза: обучающиеся 3"
    import_document(desk, document)
    [event] = desk.read.load_all(Event)
    assert event.people_count == 18
    told = [(one.organization_words, one.organization_id, one.count) for one in event.participations]
    assert told == [("СОШ", None, 15), ("ООШ с. Луза", school, 3)]
    assert rows_of(desk, document)[0].matched()


def test_a_number_not_understood_is_asked_about_once_a_cell(desk: Desk, tmp_path: Path) -> None:
    document = a_log(tmp_path, "15+3", "12 педагогов, ДК – 4", "40")
    asked = [[one.text for one in row.open_questions] for row in rows_of(desk, document)]
    assert asked == [["«15+3»: число не понято."], ["«12 педагогов, ДК – 4»: число не понято."], []]
    import_document(desk, document)
    assert [one.people_count for one in desk.read.load_all(Event)] == [None, 12, 40]
