"""The menu «Печать»: the papers under the heads of their kinds, and what Ctrl+P prints."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QStackedWidget

from cluster_desk.core.language import _
from cluster_desk.data.queries.templates import own_templates
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import GROUPS, PAPERS
from cluster_desk.ui.frame.area import Options, PrintsShown
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.lists.list_screen import DeclaredList


def paper_menus(shell: Shell, print_paper: Callable[[str, Options], object]) -> list[QMenu]:
    """A menu a kind of papers."""
    menus = []
    for group, title in GROUPS.items():
        menu = QMenu(_(title), shell.strip.menus["print"])
        for paper in PAPERS:
            if paper.group == group:
                menu.addAction(f"{_(paper.title)}…", partial(print_paper, paper.id, {}))
        if group == "log":
            menu.addAction(_("Department's form (Excel)…"), partial(fill_department_form, shell))
        menus.append(menu)
    return menus


def fill_department_form(shell: Shell) -> None:
    """Fill in the department's own form, over the area of papers."""
    from cluster_desk.ui.screens.papers.screen import PapersScreen

    screen = shell.screens["papers"] if shell.go("papers") else None
    if isinstance(screen, PapersScreen):
        screen.fill_form()


def templates_menu(shell: Shell, desk: Desk) -> QMenu:
    """The menu of the office's own templates, as they are when it is opened, and the way to them."""
    menu = QMenu(_("Own templates"), shell.strip.menus["print"])

    def fill() -> None:
        menu.clear()
        for row, name in own_templates(desk.read):
            menu.addAction(f"{name}…", partial(make_papers, shell, row))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(_("All templates"), partial(shell.go, "templates"))

    menu.aboutToShow.connect(fill)
    fill()
    return menu


def make_papers(shell: Shell, template: int) -> None:
    """Make papers of a template, in its area."""
    from cluster_desk.ui.screens.templates.area import LettersScreen

    screen = shell.screens["templates"] if shell.go("templates") else None
    if isinstance(screen, LettersScreen):
        screen.make_papers(template)


def print_shown(shell: Shell, print_paper: Callable[[str, Options], object]) -> None:
    """Print what the screen shows; where no paper fits it, let one be chosen."""
    screen: object = shell.screens.get(shell.current)
    view: object = screen.currentWidget() if isinstance(screen, QStackedWidget) else screen
    for each in (screen, view):
        if isinstance(each, PrintsShown) and each.print_shown():
            return
    if isinstance(view, DeclaredList) and view.spec.paper:
        print_paper(view.spec.paper, view.paper_options())
    else:
        shell.go("papers")
