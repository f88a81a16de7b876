"""How papers write a name is looked through, mended once and remembered; a replaced head stays in the history."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import CouncilSeat
from cluster_desk.core.records.members import Case, NameForm, Organization, Person
from cluster_desk.data.queries.matching import declension
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.cases_dialog import CasesDialog
from cluster_desk.ui.screens.council.dialogs import ask_cases
from cluster_desk.ui.screens.members import MembersScreen

TODAY = dt.date(2026, 11, 21)


def test_a_wrong_form_is_mended_once_and_remembered(qtbot: QtBot, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    name = "Стрелец Дмитрий Павлович"
    dialog = CasesDialog(desk, [("person", name)], [Case.GENITIVE, Case.DATIVE], parent)
    dialog.fields[name, Case.GENITIVE][0].setText("Стрельца Дмитрия Павловича")
    dialog.fields[name, Case.DATIVE][0].setText("Стрельцу Дмитрию Павловичу")
    dialog.take()
    result = declension(desk.read).person(name, Case.DATIVE)
    assert (result.words, result.sure) == ("Стрельцу Дмитрию Павловичу", True)
    again = CasesDialog(desk, [("person", name)], [Case.DATIVE], parent)
    again.fields[name, Case.DATIVE][0].setText("Стрелецу Дмитрию Павловичу")
    again.take()
    assert [one.corrected for one in desk.read.load_all(NameForm) if one.case is Case.DATIVE] == [
        "Стрелецу Дмитрию Павловичу"
    ]


def test_the_same_words_are_asked_once(qtbot: QtBot, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = [("person", "Стрелец Д. П."), ("organization", "Стрелец Д. П."), ("post", "директор")]
    dialog = CasesDialog(desk, asked, [Case.DATIVE], parent)
    assert [label.text() for label in dialog.findChildren(QLabel) if label.property("look") == "strong"] == [
        "Стрелец Д. П.", "директор",
    ]  # fmt: skip


def test_what_is_sure_is_not_kept(qtbot: QtBot, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    CasesDialog(desk, [("person", "Громова Елена Николаевна"), ("post", "директор")], [Case.DATIVE], parent).take()
    assert desk.read.load_all(NameForm) == []


def test_invitations_ask_only_about_doubtful_names_and_once(qtbot: QtBot, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    people = [desk.draft(Person, name=name) for name in ("Громов Пётр Андреевич", "Белоус М.Я")]
    desk.change("Added", *people, *(CouncilSeat(person_id=one.id, position="директор") for one in people))
    printed: list[str] = []
    dialog = ask_cases(desk, TODAY, parent, lambda: printed.append("printed"))
    assert dialog is not None
    assert [words for words, _case in dialog.fields] == ["Белоус М.Я"]
    dialog.fields["Белоус М.Я", Case.DATIVE][0].setText("Белоус М.Я.")
    dialog.take()
    assert printed == ["printed"]
    assert ask_cases(desk, TODAY, parent, lambda: printed.append("again")) is None
    assert printed == ["printed", "again"]


def test_a_replaced_head_stays_among_the_former_ones(qtbot: QtBot, desk: Desk) -> None:
    old, new = desk.draft(Person, name="Старый С. С."), desk.draft(Person, name="Новый Н. Н.")
    school = desk.draft(Organization, full_name="Школа", short_name="Школа", head_id=old.id)
    desk.change("Added", old, new, school)
    screen = MembersScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.show()
    screen.organizations.open(school.id or 0)
    form = screen.organizations.form
    form.pane.editors["head_id"].set_value(new.id)
    form.pane.editors["head_since"].set_value(dt.date(2026, 9, 1))
    assert form.save()
    stored = desk.read.load(Organization, school.id or 0)
    assert stored is not None
    assert [(one.person_id, one.until) for one in stored.former_heads] == [(old.id, dt.date(2026, 8, 31))]
