"""One school written in two ways is one organization after one question, and is never asked about again."""

from __future__ import annotations

import pytest

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.members import Organization, OrganizationSpelling
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.proposal import Question
from cluster_desk.exchange.importing.propose import import_document, propose
from tests.exchange.drafts import a_member, a_seat

FULL = "Муниципальное казённое общеобразовательное учреждение средняя общеобразовательная школа с. Савинка"
OTHERWISE = "школа с. Савинка"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    import_document(desk, ParsedDocument(document="Первый.docx", members=[a_member(FULL, head="Громова Е.Н.")]))
    return desk


def _second() -> ParsedDocument:
    """The other document: the same school by another name, twice."""
    return ParsedDocument(
        document="Второй.docx",
        members=[a_member(OTHERWISE, phone="8 (00000) 2-00-20")],
        council=[a_seat("Громова Е.Н.", "директор", "член совета", OTHERWISE)],
    )


def _about_schools(desk: Desk) -> list[Question]:
    proposal = propose(desk.read, _second())
    return [one for row in proposal.rows() for one in row.questions if one.spelling]


def test_one_question_makes_it_one_organization(desk: Desk) -> None:
    proposal = propose(desk.read, _second())
    asked = [one for row in proposal.rows() for one in row.questions if one.spelling]
    assert len(asked) == 1
    proposal.answer(asked[0], 0)
    import_document(desk, proposal)
    assert [one.full_name for one in desk.read.load_all(Organization)] == [FULL]
    assert [one.spelling for one in desk.read.load_all(OrganizationSpelling)] == [OTHERWISE]
    assert _about_schools(desk) == []


def test_it_is_not_asked_again_in_a_later_document(desk: Desk) -> None:
    proposal = propose(desk.read, _second())
    proposal.answer(next(one for row in proposal.rows() for one in row.questions if one.spelling), 0)
    import_document(desk, proposal)
    later = propose(desk.read, ParsedDocument(document="Третий.docx", members=[a_member("Школа  с. Савинка")]))
    assert [one for row in later.rows() for one in row.questions] == []
    import_document(desk, later)
    assert len(desk.read.load_all(Organization)) == 1


def test_a_guess_that_nobody_settled_is_not_remembered(desk: Desk) -> None:
    import_document(desk, _second())
    assert desk.read.load_all(OrganizationSpelling) == []
    assert len(desk.read.load_all(Organization)) == 2


def test_a_deleted_school_takes_its_spellings_along(desk: Desk) -> None:
    school = desk.draft(Organization, full_name="Лицей с. Дальнее", short_name="Лицей с. Дальнее")
    desk.change("Kept", school, OrganizationSpelling(organization_id=school.id, spelling="лицей Дальнего"))
    desk.change("Deleted", remove=[school])
    assert desk.read.load_all(OrganizationSpelling) == []
    desk.undo()
    assert len(desk.read.load_all(OrganizationSpelling)) == 1
