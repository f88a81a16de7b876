"""Kept papers in the window: signed by a file, made ready to be sent, marked as sent, shown beside their records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.office_papers import OfficePaper, PaperKind, PaperState
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.beside import PapersBeside
from cluster_desk.ui.screens.papers.keeping import keep_paper
from cluster_desk.ui.screens.templates.area import LettersScreen
from cluster_desk.ui.screens.templates.papers_list import OfficePapersList
from cluster_desk.ui.screens.templates.sending_dialogs import PrepareDialog, SentDialog

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_of_module)
    opened.read.today = lambda: TODAY
    yield opened
    opened.close()


@pytest.fixture
def papers(qtbot: QtBot, desk: Desk) -> OfficePapersList:
    screen = LettersScreen(desk, Settings())
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.show_view("papers")
    return screen.papers


def test_chips_narrow_to_registers_and_to_what_is_not_sent(papers: OfficePapersList) -> None:
    shown = {}
    for chip in ("all", "orders", "letters", "drafts", "unsent"):
        papers.list_page.filters.choose_chip(chip)
        shown[chip] = papers.table.list_model.rowCount()
    assert shown == {"all": 7, "orders": 3, "letters": 3, "drafts": 1, "unsent": 2}


def test_a_scan_makes_it_signed_and_is_undone(papers: OfficePapersList, desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "Письмо.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    draft = next(one for one in desk.read.load_all(OfficePaper) if one.state is PaperState.DRAFT)
    papers.attach(draft, [scan])
    assert draft.id
    signed = desk.read.load(OfficePaper, draft.id)
    assert signed
    assert (signed.state, [one.name for one in signed.files]) == (PaperState.SIGNED, ["Письмо.pdf"])
    papers.go_to(draft.id)
    papers.open(draft.id)
    desk.undo()
    again = desk.read.load(OfficePaper, draft.id)
    assert again
    assert again.state is PaperState.DRAFT


def test_what_is_copied_and_marked_as_sent(qtbot: QtBot, papers: OfficePapersList, desk: Desk) -> None:
    unsent = [one for one in desk.read.load_all(OfficePaper) if one.to_send and one.sent_on is None and one.number]
    dialog = PrepareDialog(desk, unsent, papers)
    qtbot.addWidget(dialog)
    assert dialog.note.text() == "Заведующей МКОУ НОШ д. Ольховка Быстровой Л. К.: файл не прикреплён"
    dialog._copy(dialog.addresses)
    assert QGuiApplication.clipboard().text() == "olhovka@zarechny.example"
    asked = SentDialog(unsent, TODAY, papers)
    qtbot.addWidget(asked)
    asked.when.setText("31.12.2026")
    asked.take()
    assert asked.problem.text().startswith("Впишите день отправки")
    asked.when.setText("19.11")
    asked.how.setText("мессенджер")
    [told] = asked.papers_told()
    assert (told.sent_on, told.sent_by) == (dt.date(2026, 11, 19), "мессенджер")


def test_a_printed_paper_is_kept_beside_its_meeting(qtbot: QtBot, papers: OfficePapersList, desk: Desk) -> None:
    meeting = desk.read.load_all(Meeting)[-2]
    values = {"meeting": str(meeting.day)}
    kept = keep_paper(desk, "agenda", values, paper("agenda").build(desk.read, values))
    assert (kept.kind, kept.meeting_id, kept.files[0].media_type) == (PaperKind.MINUTES, meeting.id, "application/pdf")
    dialog = PapersBeside(desk, meeting, papers)
    qtbot.addWidget(dialog)
    assert [row[3] for row in dialog.table.list_model.rows][:1] == [kept.name]
    desk.undo()


def test_an_organization_shows_its_papers(qtbot: QtBot, papers: OfficePapersList, desk: Desk) -> None:
    school = next(one for one in desk.read.load_all(Organization) if one.short_name.endswith("Сосновый"))
    dialog = PapersBeside(desk, school, papers)
    qtbot.addWidget(dialog)
    assert [(row[1], row[3]) for row in dialog.table.list_model.rows] == [("6", "Соглашение о взаимодействии")]


def test_a_record_without_papers_says_so_and_offers_none_to_open(
    qtbot: QtBot, papers: OfficePapersList, desk: Desk
) -> None:
    school = next(one for one in desk.read.load_all(Organization) if one.short_name.endswith("Ключи"))
    dialog = PapersBeside(desk, school, papers)
    qtbot.addWidget(dialog)
    assert any(label.text() == "Бумаг здесь пока нет." for label in dialog.findChildren(QLabel))
    assert dialog.table.isHidden()
    assert not dialog.main.isEnabled()
