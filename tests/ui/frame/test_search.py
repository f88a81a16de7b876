"""The search in the strip: groups with headings, commands that run, papers under their kinds, Ctrl+P from any area."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cluster_desk.app import App
from cluster_desk.data.queries.search_hits import GROUPS as KINDS
from cluster_desk.data.queries.search_hits import Hit
from cluster_desk.reports.catalog import GROUPS, PAPERS
from cluster_desk.ui.frame.search_everywhere import SearchEverywhere
from cluster_desk.ui.screens.log.screen import LogScreen


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(App, "print_paper", lambda _app, paper, _options: asked.append(paper))
    return asked


def searched(app: App, words: str) -> SearchEverywhere:
    assert app.window.shell
    [search] = app.window.shell.findChildren(SearchEverywhere)
    search.field.setText(words)
    search.search()
    return search


def lines(search: SearchEverywhere) -> list[str]:
    return [search.hits.item(row).text() for row in range(search.hits.count())]


def test_hits_stand_in_groups_and_the_keyboard_passes_over_headings(app: App) -> None:
    search = searched(app, "Луговое")
    told = lines(search)
    assert told[:2] == ["Организации", "МКОУ СОШ с. Луговое"]
    assert search.hits.currentRow() == 1
    at = told.index("Мероприятия")
    for _press in range(at - 2):
        QTest.keyClick(search.field, Qt.Key.Key_Down)
    assert search.hits.currentItem().text() not in ("Организации", "Мероприятия")
    QTest.keyClick(search.field, Qt.Key.Key_Escape)
    assert not search.hits.isVisible()


def test_a_hit_of_every_kind_has_its_heading_and_its_picture(app: App) -> None:
    search = searched(app, "Луговое")
    search.hits.show_found([Hit(kind, 1, kind, "", "", "") for kind in KINDS], (), commands_first=False)
    assert len(lines(search)) == 2 * len(KINDS)
    assert not search.hits.grab().isNull()


@pytest.mark.parametrize("words", ["печать повестки", "gtxfnm gjdtcnrb", "напечатать повестку"])
def test_a_paper_is_a_command(app: App, words: str) -> None:
    search = searched(app, words)
    assert "Печать: Повестка заседания совета…" in lines(search)


def test_commands_run(app: App) -> None:
    shell = app.window.shell
    assert shell
    search = searched(app, "новое мероприятие")
    assert lines(search)[:2] == ["Команды", "Новое мероприятие"]
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert shell.current == "log"
    log = shell.screens["log"]
    assert isinstance(log, LogScreen)
    assert log.entries.form_is_open
    log.entries.close_form()
    search = searched(app, "показатели перейти")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert shell.current == "indicators"
    assert "Копии…" in lines(searched(app, "копии"))


def test_the_papers_stand_under_their_kinds(app: App) -> None:
    assert app.window.shell
    menu = app.window.shell.strip.menus["print"]
    menu.aboutToShow.emit()
    titles = [action.text().replace("&", "") for action in menu.actions()]
    assert titles == ["Совет", "План", "Журнал", "Участники", "На контроле", "Опорная школа", "Свои шаблоны"]
    menus = [each for action in menu.actions() if isinstance(each := action.menu(), QMenu)]
    inside = [one.text() for each in menus[:-1] for one in each.actions()]
    assert len(inside) == len(PAPERS) + 1  # the department's own form is no paper of ours
    assert "Бланк отдела (Excel)…" in inside
    assert [one.text() for one in menus[-1].actions()] == ["Все шаблоны"]
    assert all(paper.group in GROUPS for paper in PAPERS)


def test_ctrl_p_prints_what_the_screen_shows(printed: list[str], app: App) -> None:
    shell = app.window.shell
    assert shell
    lines_of_file = shell.strip.menus["file"].actions()
    action = next(one for one in lines_of_file if one.text().replace("&", "").startswith("Печать"))
    assert action.shortcut().toString() == "Ctrl+P"
    for area in ("plan", "calendar", "council", "log", "members", "resources", "indicators"):
        shell.go(area)
        action.trigger()
    expected = ["plan", "calendar", "agenda", "activity", "members", "resources", "indicators"]
    assert [one for one in printed if one] == expected
    shell.go("today")
    action.trigger()
    assert shell.current == "papers"
