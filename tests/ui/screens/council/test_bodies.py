"""Bodies beside the council in the window: chosen in one box, with meetings, members and decisions of their own."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QApplication

from cluster_desk.app import App
from cluster_desk.core.records.council import Body, CouncilSeat, Meeting
from cluster_desk.ui.forms.form import FormDialog
from cluster_desk.ui.screens.areas import go_to_record
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.papers.screen import PapersScreen


def test_a_body_is_chosen_and_has_its_own(app: App) -> None:
    shell, desk = app.window.shell, app.desk
    assert shell
    assert desk
    assert shell.go("council")
    screen = shell.screens["council"]
    assert isinstance(screen, CouncilScreen)
    council = [line.number for line in screen.meetings.list.items]
    [body] = desk.change("Added", Body(name="жюри конкурса чтецов"))
    box = screen.meetings.body_box
    assert [box.itemText(at) for at in range(box.count()) if box.itemText(at)] == [
        "Координационный совет",
        "жюри конкурса чтецов",
        "Оргкомитет форума «Ступени успеха»",
        "Другие органы…",
    ]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert screen.meetings.list.items == []
    screen.meetings.add()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible())
    dialog.form.pane.editors["day"].set_value(dt.date(2026, 12, 3))
    assert dialog.form.pane.editors["number"].value() == 1
    assert dialog.form.save()
    [line] = screen.meetings.list.items
    assert (line.number, line.day) == (1, dt.date(2026, 12, 3))
    made = desk.read.load(Meeting, line.id)
    assert made
    assert made.body_id == body

    screen.show_view("seats")
    assert screen.seats.body_box.currentText() == "жюри конкурса чтецов"
    assert screen.seats.read_rows() == []
    record = screen.seats.new_record()
    assert isinstance(record, CouncilSeat)
    assert record.body_id == body
    assert shell.go("today")

    go_to_record(shell, "Decision", 1)  # of the council: it is shown again
    assert screen.decisions.body_box.currentText() == "Координационный совет"
    assert [one.number for one in screen.meetings.list.items] == council


def test_the_last_line_leads_to_the_bodies_and_their_papers_are_printed(app: App) -> None:
    shell, desk = app.window.shell, app.desk
    assert shell
    assert desk
    [body] = desk.change("Added", Body(name="жюри конкурса чтецов"))
    desk.change("Added", CouncilSeat(body_id=body, person_id=1))
    assert shell.go("council")
    screen = shell.screens["council"]
    assert isinstance(screen, CouncilScreen)
    screen.meetings.body_box.activated.emit(screen.meetings.body_box.count() - 1)
    assert screen.currentWidget() is screen.bodies
    screen.bodies.shown.emit(body)
    screen.show_view("seats")
    app.print_paper("council", screen.seats.paper_options())
    papers = shell.screens["papers"]
    assert isinstance(papers, PapersScreen)
    assert papers.options.values()["body"] == str(body)
