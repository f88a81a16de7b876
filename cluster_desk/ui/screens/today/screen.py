"""«Сегодня», the screen that a file opens with: what is due and late, the next meeting, decisions, copies.

Lines are grouped and few; all there are is one click further. What `rules.today` tells is only shown here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.russian.dates import describe_day, show_day, weekday_name
from cluster_desk.core.russian.short_names import short_plan_name
from cluster_desk.desk import Desk
from cluster_desk.rules.council.next_meeting import Check, NextMeeting
from cluster_desk.rules.today import (
    GROUP_TITLES,
    Group,
    GroupKey,
    OldPlan,
    Today,
    what_is_due,
)
from cluster_desk.rules.today_line import TodayLine
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.day_words import full_day
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.area import Today as Clock
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.frame.subscriptions import EVERYTHING, subscribe_seen
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.today.lines import Act, Card, Line, check_line, due_line, side_line, wrapped_label
from cluster_desk.ui.screens.today.settling import Settling
from cluster_desk.ui.screens.today.ways import Ways

_SIDE = 388
_ANY_WIDTH = 16_777_215
_MOST: dict[GroupKey, int] = {
    GroupKey.LATE: 5,
    GroupKey.WEEK: 7,
    GroupKey.NO_OUTCOME: 4,
    GroupKey.UNPUBLISHED: 3,
    GroupKey.UNSENT: 3,
    GroupKey.CONTROL: 5,
    GroupKey.DECISIONS: 4,
    GroupKey.CONSENTS: 3,
    GroupKey.AGREEMENTS: 3,
    GroupKey.ANSWERS: 3,
    GroupKey.SITE: 3,
    GroupKey.DOUBTS: 4,
}
"""So many lines of a group are shown; the others are a click further."""
_EMPTY_ADVICE = N_(
    "Read last year's plan from Word or Excel, or begin with the plan and the members: what is due stands here then."
)
_NO_PLAN = N_("There is no plan yet: what of it is due will stand here.")
_MAIN = (GroupKey.LATE, GroupKey.WEEK, GroupKey.NO_OUTCOME, GroupKey.UNPUBLISHED)
_SIDE_GROUPS = (
    GroupKey.CONTROL,
    GroupKey.DECISIONS,
    GroupKey.CONSENTS,
    GroupKey.AGREEMENTS,
    GroupKey.UNSENT,
    GroupKey.ANSWERS,
    GroupKey.SITE,
    GroupKey.DOUBTS,
)


@dataclass
class Copies:
    """What is known of the copies: words, whether that is well, more about it; and what can be done."""

    back_up: Callable[[], object]
    show: Callable[[], object]
    follow: Callable[[Callable[[str, bool, str], None]], object]


class TodayScreen(QWidget):
    """The opening screen. `told` is called with the day's facts whenever they were read."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        requests: Requests | None = None,
        ways: Ways | None = None,
        copies: Copies | None = None,
        today: Clock = dt.date.today,
        told: Callable[[Today], object] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._settings, self._today, self._told = desk, settings, today, told
        self._requests, self._copies = requests or Requests(), copies
        self.ways = ways or Ways(lambda: None)
        self.settling = Settling(desk, self, today, self._requests)
        self._copy = ("", True, "")
        self._main = widgets.stack(spacing=12)
        self._side = widgets.stack(spacing=12)
        self.cards: dict[str, Card] = {}
        self.page = Page(_("Today"), self._body())
        write = widgets.button(_("Write into the log…"), self.ways.write_log, look="primary", icon="add")
        if desk.read_only:
            write.hide()
        self.page.add_action(write)
        self.setLayout(widgets.stack(of=(self.page,)))
        subscribe_seen(desk, EVERYTHING, self.reload, self)
        if copies:
            copies.follow(self.show_copy)
        self.reload()

    @cached_property
    def empty(self) -> EmptyScreen:
        """What is shown in place of the cards where there is nothing to tell."""
        return EmptyScreen("home", _("There is nothing here yet"), _(_EMPTY_ADVICE), self._offers())

    def reload(self) -> None:
        """Read the day anew; what is seen and the keyboard stay at the same place."""
        if not self._desk.read.is_open:
            return
        place = self._let_go()
        self._printed = dict(self._settings.printed)
        self.day = what_is_due(self._desk.read, self._today(), self._printed)
        self.page.subtitle.set_whole(full_day(self.day.day))
        self._fill()
        self.page.show_empty(self.empty if self.day.is_empty else None)
        if place:
            self._go_back(place)
        if self._told:
            self._told(self.day)

    def showEvent(self, event: QShowEvent) -> None:
        """Papers made meanwhile are remembered beside the file: no change of it tells of them."""
        super().showEvent(event)
        if self._settings.printed != self._printed:
            self.reload()

    def show_copy(self, words: str, safe: bool, more: str) -> None:
        """Say how old the last copy is."""
        if (words, safe, more) == self._copy:
            return
        self._copy = (words, safe, more)
        if self.cards:
            place = self._let_go()
            old = self.cards.pop("copies", None)
            if old:
                self._side.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._put_copies()
            self._fit()
            self._fit_soon.start()
            if place:
                self._go_back(place)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the second column stands below the first."""
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._aside.setMinimumWidth(0 if narrow else _SIDE)
        self._aside.setMaximumWidth(_ANY_WIDTH if narrow else _SIDE)
        self._fit_soon.start()

    def lines(self) -> list[Line]:
        """All lines in the order of the eye."""
        return [line for card in self.cards.values() for line in card.lines]

    def focus_first(self) -> None:
        """Give the keyboard to the first line."""
        lines = self.lines()
        if lines:
            lines[0].take_focus()

    def _body(self) -> QWidget:
        self._aside = widgets.holder(widgets.stack(of=(self._side, widgets.GAP)))
        main = widgets.holder(widgets.stack(of=(self._main, widgets.GAP)))
        self._columns = widgets.row((MARGIN_LEFT, 14, MARGIN_RIGHT, 16), 16, of=((main, 1), self._aside))
        self._inside = widgets.holder(self._columns, "window")
        self._fit_soon = widgets.later(self, 0, self._fit)
        self.set_narrow(False)
        self.area = _CardsArea()
        self._seen = widgets.give_viewport(self.area)
        self.area.setProperty("ground", "window")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.resized.connect(self._fit_room)
        return self.area

    def _fit_room(self) -> None:
        if self.area.widget() is None:  # sooner Qt would lay all cards out at widths that nobody sees
            self.area.setWidget(self._inside)
        self._fit()

    def _fit(self) -> None:
        """Give the cards the height that they need at this width: Qt's own area asks for it too late after a change."""
        self._columns.invalidate()
        high = self._columns.totalHeightForWidth(self._seen.width())
        if high >= 0:  # else no card is seen yet: a page without height would be thrown to its top
            self._inside.setMinimumHeight(high)

    def _fill(self) -> None:
        for column in (self._main, self._side):
            widgets.clear(column)
        self.cards = {}
        day = self.day
        if day.old_plan:
            self._put(self._main, "old_plan", self._old_plan_card(day.old_plan))
        for key in _MAIN:
            self._put_group(self._main, day.groups[key])
        if not self.cards:
            self._put(self._main, "calm", self._calm_card())
        self._put(self._side, "meeting", self._meeting_card(day.meeting))
        for key in _SIDE_GROUPS:
            self._put_group(self._side, day.groups[key])
        self._put_copies()
        if self.isVisible():  # else its width is not known yet
            self._fit()
        self._fit_soon.start()

    def _put_copies(self) -> None:
        """The last card of the second column, which is put there anew when a copy was made."""
        if self._copy[0] and self._copies:
            self._put(self._side, "copies", self._copies_card(self._copies))

    def _put(self, column: QBoxLayout, key: str, card: Card) -> None:
        self.cards[key] = card
        column.addWidget(card)
        for line in card.lines:
            line.stepped.connect(partial(self._step, line))

    def _put_group(self, column: QBoxLayout, group: Group) -> None:
        if group.is_told:
            self._put(column, group.key.value, self._group_card(group))

    def _group_card(self, group: Group) -> Card:
        title = _(GROUP_TITLES[group.key]).partition("|")[0]
        if group.key is GroupKey.WEEK:
            title = week_title(self.day)
        card = Card(title, group.total, icon="warning" if group.key is GroupKey.LATE else "")
        make = due_line if group.key in _MAIN else side_line
        for line in group.lines[: _MOST[group.key]]:
            acts = self.settling.publish(line) if group.key is GroupKey.UNPUBLISHED else self._acts(line)
            card.add(make(line, acts, partial(self.ways.to, line)))
        shown = sum(max(1, len(line.rows)) if line.kind == "paper" else 1 for line in group.lines[: len(card.lines)])
        if group.total + group.earlier <= shown:
            return card
        if group.key is GroupKey.LATE:
            for plan in self.day.late_plans:  # at the turn of a year of two plans: each has a list of its own
                words = _("Show all %d") % plan.late
                named = words if len(self.day.late_plans) == 1 else f"{words} · {short_plan_name(plan.name)}"
                card.add_foot(named, partial(self.ways.late_items, plan.row))
        else:
            card.add_foot(_more_words(group, len(card.lines)), lambda: self.ways.everything(group.key))
        return card

    def _acts(self, line: TodayLine) -> Sequence[Act]:
        if line.kind in ("meeting", "organization", "plan", "log", "incoming", "visit", "consent"):
            words = {"meeting": _("Minutes…"), "log": _("Show")}.get(line.kind, _("Open"))
            return [Act(words, lambda: self.ways.to(line))]
        return self.settling.acts(line)

    def _old_plan_card(self, plan: OldPlan) -> Card:
        card = Card(_("The plan is over"))
        values = {"name": plan.name, "day": show_day(plan.end)}
        words = [_("The plan “%(name)s” ended on %(day)s.") % values]
        if plan.open_items:
            counted = n_("%d item of it has no mark.", "%d items of it have no mark.", plan.open_items)
            words.append(counted % plan.open_items)
        acts = (
            [] if self._desk.read_only else [Act(_("Plan for the next year…"), lambda: self.ways.next_year(plan.row))]
        )
        card.add(check_line(" ".join(words), "info", "info", acts, lambda: self.ways.record("Plan", plan.row)))
        return card

    def _calm_card(self) -> Card:
        card = Card(_("Nothing is due this week"))
        words = _("Nothing of the plan is late, and no outcome is missing.") if self.day.has_plan else _(_NO_PLAN)
        label = widgets.label(words, "quiet", wrap=True)
        card.add_words(label)
        return card

    def _meeting_card(self, meeting: NextMeeting | None) -> Card:
        if meeting is None:
            card = Card(_("Next meeting"))
            acts = [] if self._desk.read_only else [Act(_("Add…"), self.ways.new_meeting)]
            text = _("No meeting of the council is ahead")
            card.add(check_line(text, "circle", "text2", acts, lambda: self.ways.area("council")))
            return card
        card = Card(_("Next meeting"), aside=_days_left(meeting.days_left))
        number = f"№\u00a0{meeting.number} · " if meeting.number else ""
        when = f"{weekday_name(meeting.day)}, {describe_day(meeting.day, with_year=False)}"
        head = f"{number}{when}" + (f", {meeting.time}" if meeting.time else "")
        words: list[QWidget] = [wrapped_label(head, "strong")]
        if meeting.theme:
            words.append(wrapped_label(meeting.theme, "quiet"))
        card.add_words(*words)
        for check in meeting.checks:
            act, do = self._help(check, meeting)
            icon, ink = ("checkmark_circle_filled", "ok") if check.done else ("circle", "text2")
            acts = [Act(act, do)] if act else []
            card.add(check_line(check.text, icon, ink, acts, do))
        return card

    def _help(self, check: Check, meeting: NextMeeting) -> tuple[str, Callable[[], object]]:
        """What helps where something of a meeting is not ready: a button's words and what it does."""
        print_paper = self._requests.print_paper
        papers = {"invitations": "invitations", "papers": "agenda"}
        if check.key in papers and print_paper:
            return _("Print…"), lambda: print_paper(papers[check.key], {"meeting": meeting.row})
        if check.key == "names" and not self._desk.read_only:
            return _("Create seats…"), self.ways.council_names
        if check.key in ("seats", "names"):
            return _("Fill in…"), self.ways.council_seats
        words = {"agenda": _("Open"), "speakers": _("Name…"), "place": _("Fill in…")}.get(check.key, "")
        return words, lambda: self.ways.meeting(meeting.row, "agenda")

    def _copies_card(self, copies: Copies) -> Card:
        words, safe, more = self._copy
        card = Card(_("Copies"))
        icon, ink = ("shield_checkmark_filled", "ok") if safe else ("warning_filled", "warn")
        acts = [] if safe or self._desk.read_only else [Act(_("Copy now"), copies.back_up)]
        line = check_line(words, icon, ink, [*acts, Act(_("Copies…"), copies.show)], copies.show)
        line.setAccessibleDescription(more)
        line.setToolTip(widgets.tip(more))
        card.add(line)
        return card

    def _offers(self) -> list[Offer]:
        offers = []
        if not self._desk.read_only:
            if self._requests.import_file:
                offers.append(Offer(_("Read from Word or Excel…"), self._requests.import_file, "arrow_import"))
            offers.insert(0, Offer(_("Members"), lambda: self.ways.area("members"), "people_team"))
            offers.insert(0, Offer(_("Plan"), lambda: self.ways.area("plan"), "task_list_square_ltr"))
        return offers

    def _step(self, line: Line, step: int, at: int) -> None:
        lines = self.lines()
        to = lines.index(line) + step
        if 0 <= to < len(lines):
            lines[to].take_focus(at)
            self.area.ensureWidgetVisible(lines[to], 0, 40)

    def _let_go(self) -> _Place | None:
        """Where the keyboard is; the page itself holds it while the cards are made anew.

        From a line that goes Qt would hand it on through all that goes too, and scroll after it. While a dialog is
        open over the page the keyboard is where it will come back to.
        """
        focused = self.window().focusWidget()
        for at_line, (key, number, line) in enumerate(self._numbered()):
            if focused is line or focused in line.buttons:
                at = line.buttons.index(focused) if focused in line.buttons else -1
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                return _Place(key, number, at_line, at)
        return None

    def _numbered(self) -> Iterator[tuple[str, int, Line]]:
        for key, card in self.cards.items():
            for number, line in enumerate(card.lines):
                yield key, number, line

    def _go_back(self, place: _Place) -> None:
        """Give the keyboard to what stands where it was: a line of the same card, else the one below."""
        lines, number = self.cards[place.card].lines if place.card in self.cards else [], place.number
        if not lines:
            lines, number = self.lines(), place.at_line
        if lines:
            lines[min(number, len(lines) - 1)].take_focus(place.button)


class _CardsArea(QScrollArea):
    """The area that the cards are moved in; `resized` tells when the room that they are seen in is another one."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Place(NamedTuple):
    """Where the keyboard is: the card, which of its lines, which of all lines, which button of the line, or -1."""

    card: str
    number: int
    at_line: int
    button: int


def week_title(day: Today) -> str:
    """«На этой неделе», from a Friday on «До 22 ноября»."""
    if (day.until - day.day).days < 7:
        return _("This week")
    return _("Till %s") % describe_day(day.until, with_year=False)


def _days_left(days: int) -> str:
    if days < 2:
        return (_("today"), _("tomorrow"))[days]
    return n_("in %d day", "in %d days", days) % days


def _more_words(group: Group, shown: int) -> str:
    if group.total > shown:
        return _("Show all %d") % (group.total + group.earlier)
    return n_("%d earlier", "%d earlier ones", group.earlier) % group.earlier
