"""The window of the check: it stands beside the work, leads to each place, and follows every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QStackedWidget, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.desk import Desk
from cluster_desk.rules.findings import Finding, FindingKind, judged_fine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.background import OneThread
from cluster_desk.ui.frame.page import EmptyScreen
from cluster_desk.ui.frame.subscriptions import EVERYTHING, subscribe
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets

KIND_ICONS: dict[FindingKind, str] = {
    FindingKind.YEAR: "history",
    FindingKind.OUTSIDE_PERIOD: "arrow_right",
    FindingKind.DEADLINE: "question_circle",
    FindingKind.DAY_OFF: "calendar_day",
    FindingKind.NUMBER: "arrow_sort",
    FindingKind.RESPONSIBLE: "person",
    FindingKind.RESULT: "document",
    FindingKind.THREE_PLACES: "people",
    FindingKind.BLANK: "edit",
    FindingKind.COPIED: "copy",
    FindingKind.REPEATED: "copy",
    FindingKind.SUM: "add_circle",
    FindingKind.STATE: "checkmark_circle",
    FindingKind.MEMBER: "people_team",
}
_KIND_WORDS: dict[FindingKind, str] = {
    FindingKind.YEAR: N_("year"),
    FindingKind.OUTSIDE_PERIOD: N_("outside the period"),
    FindingKind.DEADLINE: N_("deadline"),
    FindingKind.DAY_OFF: N_("day off"),
    FindingKind.NUMBER: N_("number"),
    FindingKind.RESPONSIBLE: N_("responsible"),
    FindingKind.RESULT: N_("result"),
    FindingKind.THREE_PLACES: N_("one person in three places"),
    FindingKind.BLANK: N_("left blank"),
    FindingKind.COPIED: N_("copied agenda"),
    FindingKind.REPEATED: N_("repetition"),
    FindingKind.SUM: N_("sum"),
    FindingKind.STATE: N_("mark"),
    FindingKind.MEMBER: N_("member"),
}


class _FindingRow(NamedTuple):
    id: str
    where: str
    text: str
    kind: FindingKind


class FindingsTable(TableView):
    """Findings in the order of the plan; each row is known by its finding's key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("where", N_("Where"), width=150, chip=_where),
            Column("text", N_("What looks wrong"), width=360, elastic=True),
        )
        super().__init__(_("What looks wrong"), columns, lines=2, parent=parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings: dict[str, Finding] = {}

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; the keyboard stays in its place when the row it was on has gone."""
        place = self.currentIndex().row()
        self.findings = {one.key: one for one in findings}
        self.set_rows([_FindingRow(key, one.where, one.text, one.kind) for key, one in self.findings.items()])
        last = self.list_model.rowCount() - 1
        if last >= 0 and not self.currentIndex().isValid():
            self.go_to(self.list_model.key(min(max(place, 0), last)))

    def chosen(self) -> list[Finding]:
        """The findings chosen, or the one that has the keyboard."""
        keys = self.chosen_keys() or [self.current_key()]
        return [self.findings[key] for key in keys if key in self.findings]


def _where(row: _FindingRow) -> Chip:
    return Chip(row.where, "warn", KIND_ICONS[row.kind], said=_(_KIND_WORDS[row.kind]), filled=False)


KEYS = "Ctrl+Shift+C"
_SIZE = (560, 460)
Search = Callable[[], list[Finding]]


class CheckWindow(QDialog):
    """Findings of `search` as a list; `go` leads to the place of one. It stays open while the user works."""

    def __init__(self, parent: QWidget, desk: Desk, search: Callable[[], Search], go: Callable[[Finding], object]):
        super().__init__(parent)
        self._screen, self._desk, self._search, self._go = parent, desk, search, go
        self._thread = OneThread(self)
        self.table = FindingsTable()
        self.count = widgets.label(_("Check before printing"), "item")
        self.empty = EmptyScreen("shield_checkmark", _("Nothing looks wrong"), _("The paper can be printed."))
        self._stack = QStackedWidget()
        self.setWindowTitle(_("Check before printing"))
        self.resize(*_SIZE)
        self._lay_out()
        self.table.opened.connect(lambda _key: self.go_to_chosen())
        self.table.delete_asked.connect(lambda _keys: self.judge_fine())
        self.table.rows_menu.connect(self._fill_menu)
        QShortcut(QKeySequence(KEYS), self, self.table.setFocus)
        subscribe(desk, EVERYTHING, self._changed, self)

    def come(self) -> None:
        """Check anew and come to the front with the keyboard in the list."""
        if not self.isVisible():
            self._stand_aside()
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()

    def refresh(self) -> None:
        """Check anew; the list follows when that is done."""
        self._thread.run(self._search(), self._show, self._show_error)

    def go_to_chosen(self) -> None:
        """Lead to the place of the finding that has the keyboard."""
        value = self.table.findings.get(self.table.current_key())
        if value is not None:
            self._go(value)
            self._screen.activateWindow()

    def judge_fine(self) -> None:
        """Keep the findings chosen quiet from now on, as one change."""
        chosen = self.table.chosen()
        if not chosen or self._desk.read_only:
            return
        subject = "; ".join(one.where for one in chosen[:3])
        with messages.show_trouble(self):
            self._desk.change(N_("Judged fine"), *(judged_fine(one) for one in chosen), subject=subject)

    def _lay_out(self) -> None:
        widgets.ground(self, "surface")
        self.fine: QPushButton = widgets.button(_("Mark as fine"), self.judge_fine)
        self.fine.setToolTip(_("It is no mistake: do not tell it again (Del)"))
        self.go: QPushButton = widgets.button(_("Go there"), self.go_to_chosen, look="primary")
        self.go.setToolTip("Enter")
        close = widgets.button(_("Close"), self.reject)
        foot = widgets.row((16, 10, 16, 10), of=(close, widgets.GAP, self.fine, self.go))
        ground = widgets.holder(foot, "surface2")
        head = widgets.stack(
            (18, 12, 18, 10),
            2,
            of=(
                self.count,
                widgets.label(_("Nothing is blocked: printing is possible all the same."), "small", wrap=True),
            ),
        )
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.setLayout(widgets.stack(of=(head, widgets.line(), (self._stack, 1), widgets.line(), ground)))

    def _stand_aside(self) -> None:
        """At the lower right of the window, over what is read least while the plan is looked through."""
        frame = self._screen.window().frameGeometry()
        self.move(frame.right() - self.width() - 24, frame.bottom() - self.height() - 56)

    def _show(self, findings: list[Finding]) -> None:
        self.table.show_findings(findings)
        self._stack.setCurrentWidget(self.table if findings else self.empty)
        self.count.setText(findings_words(len(findings)) if findings else _("Check before printing"))
        self.go.setEnabled(bool(findings))
        self.fine.setEnabled(bool(findings) and not self._desk.read_only)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_error(self, error: BaseException) -> None:
        if not isinstance(error, sqlite3.ProgrammingError):  # the file was closed meanwhile
            messages.show_any(self, error)

    def _fill_menu(self, menu: QMenu, _keys: list[str]) -> None:
        menu.addAction(_("Go there"), self.go_to_chosen).setShortcut(QKeySequence(Qt.Key.Key_Return))
        fine = menu.addAction(_("Mark as fine"), self.judge_fine)
        fine.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        fine.setEnabled(not self._desk.read_only)


def findings_words(count: int) -> str:
    """«Check: 3 findings»."""
    return n_("Check: %d finding", "Check: %d findings", count) % count


class Checker:
    """The key of a screen that opens its check, its button, and the window once it was asked for."""

    def __init__(
        self, screen: QWidget, desk: Desk, search: Callable[[], Search], go: Callable[[Finding], object]
    ) -> None:
        self._screen, self._desk, self._search, self._go = screen, desk, search, go
        self.window: CheckWindow | None = None
        widgets.on_keys(screen, KEYS, self.show)

    @cached_property
    def button(self) -> QPushButton:
        """For a screen that has room for it."""
        result = widgets.button(_("Check"), self.show, icon="shield_checkmark")
        result.setToolTip(f"{_('What looks wrong, before printing')} ({KEYS})")
        return result

    def show(self) -> None:
        """Open the window of the check, or bring it to the front."""
        if self.window is None:
            self.window = CheckWindow(self._screen, self._desk, self._search, self._go)
        self.window.come()

    def refresh(self) -> None:
        """Check anew where the window is open: the screen shows something else."""
        if self.window is not None and self.window.isVisible():
            self.window.refresh()
