"""The tabs of a meeting and the papers that each offers to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.lists.list_screen import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT

_VIEWS = (
    ("agenda", N_("Agenda")),
    ("attendance", N_("Attendance")),
    ("minutes", N_("Minutes|document")),
    ("decisions", N_("Decisions")),
)


@dataclass(frozen=True)
class _Offer:
    """A paper that a tab offers, its button's words (a msgid) and icon; the main one is blue."""

    tab: str
    paper: str
    words: str
    icon: str = "print"
    main: bool = False


_OFFERS: Sequence[_Offer] = (
    _Offer("agenda", "invitations", N_("Invite…"), "mail"),
    _Offer("agenda", "agenda", N_("Print the agenda…"), main=True),
    _Offer("attendance", "attendance", N_("Attendance sheet…"), main=True),
    _Offer("minutes", "minutes", N_("Print the minutes…")),
    _Offer("minutes", "extract", N_("Extract…"), "document"),
    _Offer("decisions", "extract", N_("Extract…"), "document"),
    _Offer("decisions", "decisions", N_("Register…")),
)


class MeetingTabs(QWidget):
    """«Повестка», «Присутствие», «Протокол», «Решения»; Alt+1 to Alt+4 lead there."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self._segments = Segments(
            [(key, _(text).partition("|")[0]) for key, text in _VIEWS], "agenda", choose, look="tab"
        )
        self.setLayout(widgets.row((MARGIN_LEFT - 4, 0, 0, 0), of=(self._segments, widgets.GAP)))
        for place, (key, _text) in enumerate(_VIEWS, start=1):
            QShortcut(QKeySequence(f"Alt+{place}"), self, lambda key=key: choose(key))
            self._segments.buttons[key].setToolTip(f"Alt+{place}")

    def choose(self, key: str) -> None:
        """Show the tab `key` as chosen."""
        self._segments.choose(key)


class MeetingActions:
    """The buttons of a meeting's papers in the page's header; those of papers that there are not are left out."""

    def __init__(self, page: Page, printing: Callable[[str], object] | None) -> None:
        from cluster_desk.reports.catalog import PAPERS

        there = {paper.id for paper in PAPERS} if printing else set()
        self._buttons: list[tuple[str, QPushButton]] = []
        for offer in _OFFERS:
            if printing and offer.paper in there:
                look = "primary" if offer.main else ""
                button = widgets.button(_(offer.words), partial(printing, offer.paper), look=look, icon=offer.icon)
                page.add_action(button)
                self._buttons.append((offer.tab, button))

    def show_for(self, tab: str) -> None:
        """Show the buttons of a tab."""
        for own, button in self._buttons:
            button.setVisible(own == tab)
