"""The papers that the office keeps: what follows from their facts, what is refused, what is doubted, what is sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.office_papers import (
    FileRole,
    Issuer,
    Keeping,
    OfficePaper,
    PaperKind,
    PaperState,
    kept_permanently,
)
from cluster_desk.data.blobs import drop_unused
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.office_papers import OFFICE_PAPERS, kept_beside, not_sent, register
from cluster_desk.desk import Desk
from cluster_desk.rules.office_papers import (
    paper_doubts,
    paper_file,
    read_signed,
    valid_files,
)
from cluster_desk.rules.states import paper_standing
from tests.builders import an_organization

TODAY = dt.date(2026, 10, 14)
PDF = b"%PDF-1.7\nscan"
DOCX = b"PK\x03\x04made"


def an_order(**values: Any) -> OfficePaper:
    return OfficePaper(**{"name": "О проведении слёта", "kind": PaperKind.ORDER, **values})


def stored(desk: Desk, paper: OfficePaper, *contents: bytes) -> OfficePaper:
    [row] = desk.change("Paper added", paper, contents=contents)
    record = desk.read.load(OfficePaper, row)
    assert record
    return record.copy()


def test_a_signed_file_makes_a_draft_signed_and_is_what_is_sent(desk: Desk, tmp_path: Path) -> None:
    paper = stored(desk, an_order(files=[paper_file("Приказ.docx", DOCX, FileRole.MADE, TODAY)]), DOCX)
    assert paper.state is PaperState.DRAFT
    assert [one.name for one in valid_files(paper)] == ["Приказ.docx"]
    scan, signature = tmp_path / "Приказ.pdf", tmp_path / "Приказ.pdf.sig"
    scan.write_bytes(PDF)
    signature.write_bytes(b"\x30\x82\x01\x02 der")
    contents = []
    for path in (scan, signature):
        file, content = read_signed(path, TODAY)
        paper.files.append(file)
        contents.append(content)
    paper = stored(desk, paper, *contents)
    assert paper.state is PaperState.SIGNED
    assert [(one.name, one.role) for one in valid_files(paper)] == [
        ("Приказ.pdf", FileRole.SIGNED),
        ("Приказ.pdf.sig", FileRole.SIGNATURE),
    ]
    assert [read_content(desk.read, one.digest) for one in paper.files] == [DOCX, PDF, b"\x30\x82\x01\x02 der"]
    assert drop_unused(desk._file.connection) == 0
    paper.state = PaperState.DRAFT
    with pytest.raises(Problems, match="не проект"):
        desk.change("Paper changed", paper)


def test_what_is_no_scan_is_refused(tmp_path: Path) -> None:
    for name, content in (("Приказ.pdf", b"<html>"), ("Приказ.sig", b"hello"), ("Приказ.exe", PDF), ("x.pdf", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError):
            read_signed(path, TODAY)


def test_a_day_of_publication_publishes_and_is_taken_back_first(desk: Desk) -> None:
    paper = stored(desk, an_order(state=PaperState.SIGNED))
    paper.published_on = TODAY
    paper = stored(desk, paper)
    assert paper.state is PaperState.PUBLISHED
    assert paper_standing(paper, TODAY - dt.timedelta(days=1)).state is PaperState.SIGNED
    paper.state = PaperState.SIGNED
    with pytest.raises(Problems, match="дата публикации"):
        desk.change("Paper changed", paper)


def test_a_number_given_twice_in_a_year_is_doubted(desk: Desk) -> None:
    stored(desk, an_order(number="14-ОД", day=dt.date(2026, 2, 3)))
    again = stored(desk, an_order(name="О подвозе", number="14-од", day=dt.date(2026, 9, 1)))
    assert paper_doubts(again, desk.read) == ["Тот же номер уже стоит на бумаге: О проведении слёта (03.02.2026)."]
    for other in (
        an_order(name="О подвозе", number="14-ОД", day=dt.date(2027, 1, 11)),
        an_order(name="О подвозе", number="14-ОД", day=dt.date(2026, 9, 1), issuer=Issuer.DEPARTMENT),
        an_order(name="О подвозе", number="14-ОД", day=dt.date(2026, 9, 1), kind=PaperKind.LETTER),
    ):
        assert paper_doubts(stored(desk, other), desk.read) == []


def test_one_letter_to_many_has_one_number(desk: Desk) -> None:
    letters = [
        OfficePaper(name="О семинаре", kind=PaperKind.LETTER, number="45", day=TODAY, addressee=f"Школа {n}")
        for n in range(3)
    ]
    desk.change("Papers kept", *letters)
    for letter in desk.read.load_all(OfficePaper):
        assert paper_doubts(letter, desk.read) == []


def test_what_looks_odd_is_told(desk: Desk) -> None:
    paper = an_order(number="5", sent_on=TODAY)
    assert paper_doubts(paper, desk.read) == [
        "Номер есть, а даты нет.",
        "Отправлена, но всё ещё проект: подписанная бумага не прикреплена.",
    ]
    paper = an_order(state=PaperState.SIGNED, day=TODAY, sent_on=TODAY - dt.timedelta(days=1))
    assert paper_doubts(paper, desk.read) == [
        "Подписан, но без номера: впишите номер после регистрации.",
        "Отправлена раньше своей даты.",
    ]


def test_what_is_not_sent_is_known_on_a_day(desk: Desk) -> None:
    names = {"А": None, "Б": TODAY, "В": dt.date(2026, 10, 20)}
    desk.change("Papers kept", *(OfficePaper(name=name, to_send=True, sent_on=day) for name, day in names.items()))
    desk.change("Papers kept", OfficePaper(name="Г"))
    assert [one.name for one in not_sent(desk.read, TODAY)] == ["А", "В"]
    papers = {one.name: paper_standing(one, TODAY).is_sent for one in desk.read.load_all(OfficePaper)}
    assert papers == {"А": False, "Б": True, "В": False, "Г": None}


def test_a_paper_stands_beside_its_record_and_outlives_it(desk: Desk) -> None:
    [school] = desk.change("Organization added", an_organization(short_name="Ольховка", full_name="Школа с. Ольховка"))
    [row] = desk.change("Paper kept", an_order(organization_id=school, kind=PaperKind.AGREEMENT))
    assert [one.id for one in kept_beside(desk.read, "Organization", school)] == [row]
    assert [one.id for one in register(desk.read, PaperKind.AGREEMENT)] == [row]
    from cluster_desk.core.records.members import Organization

    record = desk.read.load(Organization, school)
    assert record
    desk.change("Organization deleted", remove=[record])
    assert len(OFFICE_PAPERS.rows(desk.read)) == 1
    desk.undo()
    assert [one.id for one in kept_beside(desk.read, "Organization", school)] == [row]


def test_it_is_found_by_the_search(desk: Desk) -> None:
    stored(desk, an_order(number="14-ОД", addressee="Директору Тихонову А. В."))
    assert desk.read.search("слёт", 5) == [("OfficePaper", 1)]


def test_orders_are_kept_for_ever_letters_are_not() -> None:
    assert kept_permanently(an_order())
    assert not kept_permanently(an_order(keeping=Keeping.YEARS))
    assert not kept_permanently(an_order(kind=PaperKind.LETTER))
    assert kept_permanently(an_order(kind=PaperKind.LETTER, keeping=Keeping.PERMANENTLY))
