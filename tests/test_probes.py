"""What outside scripts call does what its docstring says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from cluster_desk.core.records.fields import Kind
from tests import probes
from tests.builders import a_cluster
from tests.exchange.make_docx import Table, write_docx


@pytest.fixture
def made(tmp_path: Path) -> probes.Desk:
    school = probes.record("Organization", full_name="Заречная школа", short_name="Заречная школа")
    return probes.Desk.create(tmp_path / "файл.cdesk", a_cluster(), school)


def test_every_kind_of_record_can_be_made_and_told_of() -> None:
    for kind in probes.RECORDS:
        assert type(probes.record(kind.__name__)) is kind
        assert probes.fields_of(kind)
    assert probes.fields_of(type(probes.record("PlanItem")))["title"].kind is Kind.PROSE


def test_history_trash_and_earlier_states(made: probes.Desk) -> None:
    [row] = made.change("Meeting added", probes.record("Meeting", theme="Первая", day=dt.date(2026, 5, 5)))
    first = probes.history(made)[0].id
    made.change("Meeting changed", probes.record("Meeting", id=row, theme="Вторая", day=dt.date(2026, 5, 5)))
    assert [one.name for one in probes.states_of(made, "Meeting", row)] == ["Meeting changed", "Meeting added"]
    [change] = probes.rows_changed(made._file.connection, probes.history(made)[0].id)
    assert change[:2] == ("meetings", row)
    assert probes.bring_back(made, "Meeting", row, first) == []
    record = type(probes.record("Meeting"))
    meeting = made.read.load(record, row)
    assert meeting
    assert meeting.display_name() == "Первая"
    made.change("Meeting deleted", remove=[meeting])
    assert probes.trash(made) == ["Первая"]
    assert probes.undelete(made) == []
    assert made.read.load(record, row)
    assert made.undo()
    assert made.redo()
    made.close()


def test_copies_salvage_checksums_and_the_lock(made: probes.Desk, tmp_path: Path) -> None:
    copy = made.back_up(tmp_path / "копии")
    assert probes.backups_in(copy.path.parent) == [copy]
    assert probes.superfluous([copy], dt.datetime.now()) == []
    assert not probes.FileLock(made.path).take()
    made.close()
    assert probes.corrupt_pages(made.path) == frozenset()
    assert probes.restore(copy.path, made.path)
    assert probes.salvage(made.path, tmp_path / "спасённый.cdesk").whole


def test_documents_papers_and_the_departments_form(made: probes.Desk, tmp_path: Path) -> None:
    rows = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Слёт", "до 4 ноября", "директор"]]
    path = write_docx(tmp_path / "План.docx", ["План работы кластера на 2026 год", Table(rows)])
    assert probes.import_document(made, probes.propose(made.read, probes.read_document(path))).added["PlanItem"] == 1
    probes.print_paper(made, "plan", tmp_path / "план.html", day=dt.date(2026, 5, 5))
    assert "Слёт" in (tmp_path / "план.html").read_text(encoding="utf-8")
    made.close()
    form = Workbook()
    form.worksheets[0].append(["Проведено", 0])
    form.save(tmp_path / "форма.xlsx")
    [sheet] = probes.read_form(tmp_path / "форма.xlsx")
    filling = probes.Filling(sheet.name, "B1", probes.beside(sheet.rows, 0, 1), 7)
    probes.fill(tmp_path / "форма.xlsx", tmp_path / "готово.xlsx", [filling])
    assert probes.read_form(tmp_path / "готово.xlsx")[0].rows[0] == ("Проведено", "7")


def test_words(made: probes.Desk) -> None:
    assert probes.normalize("и\u0306  дём\u200b") == "й дём"
    assert probes.match(made, "Заречная школа") == {"person": None, "organization": 1}
    assert probes.parse_deadline("до 4 ноября", dt.date(2026, 1, 1), dt.date(2026, 12, 31)).kind == "by"
    assert probes.decline_person("Иванова Ирина", probes.Case.DATIVE)[0] == "Ивановой Ирине"
    assert probes.decline_post("директор школы", probes.Case.DATIVE)[0] == "директору школы"
    assert probes.decline_body("школьный совет", probes.Case.GENITIVE)[0] == "школьного совета"
    assert probes.cluster_genitive("Заречный образовательный кластер") == "Заречного образовательного кластера"
    assert probes.clipboard_rows("", "а\tб") == [[["а", "б"]]]
    made.close()
