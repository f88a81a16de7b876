"""The commands of the search: the papers, what is made anew, the areas, the lines of the menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from cluster_desk.core.language import N_, _
from cluster_desk.data.queries.templates import own_templates
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import PAPERS
from cluster_desk.ui.frame.area import Options
from cluster_desk.ui.frame.commands import Command
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.lists.list_screen import ViewStack
from cluster_desk.ui.screens.papers.print_menu import fill_department_form, make_papers

_NEW = (
    (N_("New event"), "log", "entries"),
    (N_("New plan item"), "plan", ""),
    (N_("New meeting"), "council", "meetings"),
    (N_("New seat on the council"), "council", "seats"),
    (N_("New organization"), "members", "organizations"),
    (N_("New person"), "members", "people"),
    (N_("New resource"), "resources", "resources"),
    (N_("New club"), "resources", "clubs"),
    (N_("New indicator"), "indicators", "indicators"),
    (N_("New paper of the office"), "templates", "papers"),
)
FORM_WORDS = N_("fill table workbook list of events for the department report")
"""By what further words the department's form is asked for."""
_MENUS = ("file", "edit", "help")


def commands_of(
    shell: Shell,
    print_paper: Callable[[str, Options], object],
    answer: Callable[[str | Options], object],
    desk: Desk,
) -> list[Command]:
    """All commands of an open file."""
    commands = [Command(_("Answer to a question of the log…"), partial(answer, ""), _("ask how many"), "comment")]
    for paper in PAPERS:
        title = _("Print: %s") % _(paper.title)
        commands.append(Command(f"{title}…", partial(print_paper, paper.id, {}), _("paper report"), "print"))
    commands.append(
        Command(_("Fill in the department's form…"), partial(fill_department_form, shell), _(FORM_WORDS), "table")
    )
    for row, name in own_templates(desk.read):
        title = _("Make papers: %s") % name
        commands.append(Command(f"{title}…", partial(make_papers, shell, row), _("template print paper"), "document"))
    if not desk.read_only:
        commands += [Command(_(title), partial(_begin, shell, area, view), _("add create"), "add")
                     for title, area, view in _NEW]  # fmt: skip
    for area in shell.areas.values():
        go = partial(shell.go, area.key)
        commands.append(Command(_("Go to: %s") % _(area.title), go, _("open area screen"), area.icon))
    for key in _MENUS:
        commands += _of_menu(shell.strip.menus[key])
    return commands


def _of_menu(menu: QMenu) -> list[Command]:
    return [
        Command(action.text().replace("&", ""), action.trigger, icon="more_horizontal")
        for action in menu.actions()
        if not action.isSeparator() and action.menu() is None and action.isEnabled()
    ]


def _begin(shell: Shell, area: str, view: str) -> None:
    """Begin a new record in a view of an area."""
    if not shell.go(area):
        return
    screen: object = shell.screens[area]
    if view and isinstance(screen, ViewStack):
        screen.show_view(view)
        screen = screen.view(view)
    add = getattr(screen, "add", None)
    if add:
        add()
