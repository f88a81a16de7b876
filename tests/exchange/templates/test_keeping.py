"""Papers of templates that are kept, whose order one is, and kept papers made ready to be sent."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.office_papers import FileRole, Issuer, OfficePaper, PaperKind, PaperState
from cluster_desk.core.records.templates import Template
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates import keeping
from cluster_desk.exchange.templates.filling import TemplateFiller, Told
from cluster_desk.exchange.templates.issuers import order_doubts
from cluster_desk.exchange.templates.keeping import Keeper, kind_of, uses_issuer
from cluster_desk.exchange.templates.kept_sending import letter_of, outgoing, outgoing_notes, write_outgoing
from cluster_desk.exchange.templates.places import read_template
from cluster_desk.exchange.templates.starter_set import starter_set, template_of
from cluster_desk.rules.office_papers import kind_of_title, paper_file
from tests.exchange.templates.test_places import MADE

TODAY = dt.date(2026, 11, 20)
KINDS = {
    "Приказ о подвозе детей": PaperKind.ORDER,
    "Соглашение о взаимодействии": PaperKind.AGREEMENT,
    "Дополнительное соглашение": PaperKind.AGREEMENT,
    "Договор о сетевой форме": PaperKind.AGREEMENT,
    "Положение о конкурсе": PaperKind.REGULATION,
    "Сопроводительное письмо к отчёту": PaperKind.LETTER,
    "Благодарственное письмо": PaperKind.CERTIFICATE,
    "Согласие на обработку": PaperKind.CONSENT,
    "Справка-подтверждение": PaperKind.CERTIFICATE,
    "Служебная записка": PaperKind.MEMO,
    "План на год": PaperKind.PLAN,
    "Что-то ещё": PaperKind.OTHER,
}


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_of_module)
    opened.read.today = lambda: TODAY
    made = [template_of(one) for one in starter_set()]
    opened.change("Ready papers taken", *(one for one, _bytes in made), contents=[content for _one, content in made])
    yield opened
    opened.close()


def a_template(desk: Desk, name: str) -> Template:
    return next(one for one in desk.read.load_all(Template) if one.name.startswith(name))


def words_of(content: bytes) -> str:
    return "\n".join(one.text for one in read_template(content, "x.docx").paragraphs).replace("\xa0", " ")


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_what_a_paper_is_is_told_by_its_name(title: str, kind: PaperKind) -> None:
    assert kind_of_title(title) is kind


def test_a_paper_without_a_telling_name_is_known_by_its_title() -> None:
    document = read_template(MADE.read_bytes(), MADE.name)
    assert kind_of(Template(name="agreement_yellow"), document) is PaperKind.AGREEMENT


def test_whose_order_it_is_changes_head_verbs_and_signature(desk: Desk) -> None:
    template = a_template(desk, "Приказ об утверждении плана")
    assert uses_issuer(template)
    words = {}
    for issuer in Issuer:
        filler = TemplateFiller(desk.read, template, Told(issuer=issuer))
        words[issuer] = words_of(filler.paper(filler.subjects()[0]).content)
    assert "Рекомендовать руководителям" in words[Issuer.SCHOOL]
    assert "М.С. Воронцова" in words[Issuer.SCHOOL]
    assert "Поручить руководителям" in words[Issuer.DEPARTMENT]
    assert words[Issuer.DEPARTMENT].startswith("Управление образования")
    assert "Г.Ф. Мельникова" in words[Issuer.DEPARTMENT]
    assert "РАСПОРЯЖЕНИЕ" in words[Issuer.MINISTRY]
    assert "исполнением распоряжения" in words[Issuer.MINISTRY]
    assert "Рекомендовать руководителям" in words[Issuer.MINISTRY]
    assert "Воронцова" not in words[Issuer.MINISTRY]


def test_an_order_of_a_school_that_orders_others_is_told() -> None:
    paper = [
        "Директорам школ стало известно",
        "ПРИКАЗЫВАЮ:",
        "1. Провести слёт.",
        "2. Руководителям организаций – участников кластера обеспечить участие.",
        "3. Рекомендовать руководителям школ направить детей.",
        "4. Заместителю директора Орловой В. С. подготовить зал.",
        "5. Обязать директоров школ кластера прислать отчёт.",
    ]
    assert [one.split("»: «")[1].rstrip("»") for one in order_doubts(paper, Issuer.SCHOOL)] == [paper[3], paper[6]]
    assert order_doubts(paper, Issuer.DEPARTMENT) == []


def test_starter_orders_do_not_order_other_schools(desk: Desk) -> None:
    for template in desk.read.load_all(Template):
        if template.name.startswith("Приказ"):
            filler = TemplateFiller(desk.read, template)
            texts = words_of(filler.paper(filler.subjects()[0]).content).split("\n")
            assert order_doubts(texts, Issuer.SCHOOL) == [], template.name


def test_papers_made_are_kept_beside_their_records(desk: Desk) -> None:
    template = a_template(desk, "Информационное письмо")
    filler = TemplateFiller(desk.read, template, Told({"paper.number": "71", "paper.day": TODAY}))
    keeper = Keeper(desk.read, template, filler.told.facts, kind_of(template), to_send=True)
    for paper in filler.papers(filler.subjects()):
        keeper.add(paper)
    before = desk.read.value("SELECT count(*) FROM office_papers")
    desk.change("Papers kept", *keeper.records, contents=keeper.contents)
    kept = desk.read.load_all(OfficePaper)[before:]
    assert len(kept) == 14
    assert {(one.number, one.day, one.kind, one.state) for one in kept} == {
        ("71", TODAY, PaperKind.LETTER, PaperState.DRAFT)
    }
    assert {one.organization_id for one in kept} == {one.id for one in desk.read.load_all(Organization)}
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM office_papers") == before


def test_more_than_the_file_takes_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    template = a_template(desk, "Информационное письмо")
    filler = TemplateFiller(desk.read, template)
    monkeypatch.setattr(keeping, "LARGEST_IN_ALL", 100)
    keeper = Keeper(desk.read, template, {}, PaperKind.LETTER)
    with pytest.raises(UserError, match="нельзя хранить"):
        keeper.add(filler.paper(filler.subjects()[0]))


def test_what_goes_out_is_the_signed_paper(desk: Desk, tmp_path: Path) -> None:
    made, scan, signature = b"PK\x03\x04made", b"%PDF-1.7 scan", b"\x30\x82sig"
    letter = OfficePaper(name="О слёте", kind=PaperKind.LETTER, number="72", day=TODAY, to_send=True)
    letter.organization_id = desk.read.value("SELECT id FROM organizations WHERE short_name LIKE '%Луговое'")
    letter.files = [
        paper_file("Письмо.docx", made, FileRole.MADE, TODAY),
        paper_file("Письмо № 72.pdf", scan, FileRole.SIGNED, TODAY),
        paper_file("Письмо № 72.pdf.sig", signature, FileRole.SIGNATURE, TODAY),
    ]
    [row] = desk.change("Paper kept", letter, contents=[made, scan, signature])
    papers = outgoing(desk.read, desk.read.load_all(OfficePaper, [row]))
    assert outgoing_notes(papers) == []
    told = letter_of(desk.read, papers)
    assert (told.addresses, told.subject) == ("lugovoe@zarechny.example", "О слёте (от 20.11.2026 № 72)")
    assert told.short.startswith("Здравствуйте! Направляем: О слёте")
    write_outgoing(desk.read, papers, tmp_path)
    [own] = [one for one in (tmp_path / "К отправке").iterdir() if one.is_dir()]
    assert sorted(one.name for one in own.iterdir()) == [
        "О слёте (от 20.11.2026 № 72).eml",
        "Письмо № 72.pdf",
        "Письмо № 72.pdf.sig",
    ]
    assert (own / "Письмо № 72.pdf").read_bytes() == scan
    content = (own / "О слёте (от 20.11.2026 № 72).eml").read_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    attached = {one.get_filename(): one.get_content() for one in message.iter_attachments()}
    assert attached == {"Письмо № 72.pdf": scan, "Письмо № 72.pdf.sig": signature}
    desk.undo()


def test_what_is_missing_for_sending_is_told(desk: Desk) -> None:
    letter = OfficePaper(name="О слёте", addressee="Родителям")
    assert outgoing_notes(outgoing(desk.read, [letter])) == [
        "Родителям: файл не прикреплён",
        "Родителям: нет адреса эл. почты",
        "Родителям: ещё проект, не подписано",
    ]
