"""Those who are only words in plans and agendas become people, members of the council, and links, in one change."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, Responsible
from cluster_desk.desk import Desk
from cluster_desk.rules.people_named import names_of_file, records_of
from cluster_desk.ui.forms.names_dialog import NamesDialog
from tests.builders import an_organization


def _filled(desk: Desk) -> None:
    desk.change("Added", an_organization(), Person(name="Зимина Анна Романовна"))
    speakers = [Speaker(words="Лугов П. К., директор МКОУ СОШ с. Луговое"), Speaker(words="Зимина А. Р.")]
    agenda = [AgendaItem(topic="О плане", speakers=speakers)]
    desk.change("Added", Meeting(day=dt.date(2026, 1, 9), agenda=agenda))
    [plan] = desk.change("Added", Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31)))
    [section] = desk.change("Added", PlanSection(plan_id=plan, name="Раздел"))
    people = [Responsible(name="П.К. Лугов", position=""), Responsible(name="Полева А.Б.", position="методист")]
    desk.change("Added", PlanItem(section_id=section, title="Слёт", responsible="П.К. Лугов", people=people))


def test_the_named_become_people_and_are_linked(desk: Desk) -> None:
    _filled(desk)
    names = names_of_file(desk.read)
    told = [(one.name, one.position, one.organization_id, one.speaks) for one in names]
    assert told == [
        ("Лугов П. К.", "директор МКОУ СОШ с. Луговое", 1, True),
        ("Полева А.Б.", "методист", None, False),
    ]
    desk.change("Made", *records_of(desk.draft, names, names[:1]))
    lugov = desk.read.value("SELECT id FROM people WHERE name = 'Лугов П. К.'")
    assert desk.read.rows("SELECT person_id, position, organization_id FROM council_seats") == [
        (lugov, "директор МКОУ СОШ с. Луговое", 1)
    ]
    assert desk.read.value("SELECT person_id FROM speakers WHERE words LIKE 'Лугов%'") == lugov
    assert desk.read.value("SELECT person_id FROM responsible WHERE name = 'П.К. Лугов'") == lugov
    assert names_of_file(desk.read) == []
    desk.undo()
    assert [one.name for one in names_of_file(desk.read)] == ["Лугов П. К.", "Полева А.Б."]


def test_the_dialog_offers_them_and_stores_one_change(qtbot: QtBot, desk: Desk) -> None:
    _filled(desk)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = NamesDialog(desk, parent)
    assert [(one.name, seat.isChecked()) for one, _box, seat in dialog.rows] == [
        ("Лугов П. К.", True),  # who speaks is proposed for a council without seats
        ("Полева А.Б.", False),
    ]
    assert dialog.main.text() == "Создать 2 человек"
    dialog.rows[1][1].setChecked(False)
    assert dialog.main.text() == "Создать 1 человека"
    dialog.take()
    assert desk.read.rows("SELECT name FROM people ORDER BY id") == [("Зимина Анна Романовна",), ("Лугов П. К.",)]
    assert desk.read.value("SELECT count(*) FROM council_seats") == 1
