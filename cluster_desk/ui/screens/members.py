"""The screen of the members: organizations with their agreements, and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QToolButton

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.names import shorten
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Case, Organization, OrganizationKind, Person
from cluster_desk.core.typed import show_day
from cluster_desk.data.queries.members import ORGANIZATIONS, PEOPLE, members_on
from cluster_desk.desk import Desk
from cluster_desk.rules.members import note_former_head
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.day_chip import DayChip
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.list_screen import ListScreen, Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import EmptyScreen, Offer, Page
from cluster_desk.ui.requests import Requests
from cluster_desk.ui.table.columns import Chip, Column, Row
from cluster_desk.ui.table.table_view import TableView
from cluster_desk.ui.table.told_columns import told_columns

SOON_DAYS = 60
"""An agreement that ends within so many days is marked."""

_SCHOOLS = {kind.value for kind in list(OrganizationKind)[:5]}
_WITHOUT_NEED = {OrganizationKind.DEPARTMENT.value, OrganizationKind.OTHER.value}
"""Kinds that may be in the cluster without an agreement."""

_KEYS = ["id", *(column.key for column in ORGANIZATIONS.columns)]
_AT = {key: place + (place > 3) for place, key in enumerate(_KEYS)}
"""Where each value stands in a row of the list: the agreement in words is put in as the fourth column."""
_SUPPORT = len(_KEYS) + 1
_VIEWS = (("organizations", N_("Organizations")), ("people", N_("People")))


class MembersScreen(QStackedWidget):
    """Organizations and people, each a list with a form."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        requests: Requests | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        super().__init__()
        self._desk, self._settings, self._requests, self._today = desk, settings, requests or Requests(), today
        self.organizations = self._make_organizations()
        self._narrow = False
        self.addWidget(self.organizations)

    @cached_property
    def people(self) -> ListScreen:
        """The list of people; made when it is asked for, so that the organizations are painted sooner."""
        made = self._make_people()
        made.set_narrow(self._narrow)
        self.addWidget(made)
        return made

    def show_view(self, key: str) -> None:
        """Show "organizations" or "people"."""
        current, wanted = self.currentWidget(), self.people if key == "people" else self.organizations
        if current is not wanted and self.may_leave():
            self.setCurrentWidget(wanted)
            wanted.table.setFocus()

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        current = self.currentWidget()
        return current.may_leave() if isinstance(current, ListScreen) else True

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        for each in self.findChildren(ListScreen):
            each.set_narrow(narrow)

    def _make_organizations(self) -> ListScreen:
        columns = self._organization_columns()
        table = TableView(
            _("Organizations"), columns, self._settings.list_look("organizations"), takes_rows=not self._desk.read_only
        )
        page = Page(_("Members"), table)
        empty = EmptyScreen(
            "people_team",
            _("There are no members yet"),
            _("Add the first organization, paste a table from Word or Excel (Ctrl+V), or read last year's plan."),
        )
        form = RecordForm(self._desk, Organization, added=N_("Organization added"), changed=N_("Organization changed"))
        screen = ListScreen(
            self._desk,
            page,
            table,
            form,
            self._organization_rows,
            record=Organization,
            areas=frozenset({"members", "cluster"}),
            removed=N_("Organization deleted"),
            empty=empty,
        )
        self._dress(screen, "organizations", _("Name, head, №"))
        offers = [Offer(_("Add an organization"), screen.add, "add")]
        if self._requests.read_document:
            offers.append(Offer(_("Read from Word or Excel…"), self._requests.read_document, "arrow_import"))
        empty.set_offers(offers)
        self._add_chips(screen)
        form.prepare = self._note_head
        form.add_action(self._cases_button(form, "organization"))
        screen.words_at_foot = _organizations_words
        order = ["short_name", "kind", "head_id", "agreement_number", "agreement_day", "valid_until"]
        table.rows_pasted.connect(
            lambda rows: _paste(screen, self._desk, Organization, rows, order, N_("Organizations pasted"))
        )
        screen.reload()
        return screen

    def _add_chips(self, screen: ListScreen) -> None:
        """Let chips narrow the list of organizations and say how many there are of each."""
        filters, table = screen.list_page.filters, screen.table
        for key, text in (("all", _("All")), ("schools", _("Schools")), ("without", _("Without agreement"))):
            filters.add_chip(key, text)
        filters.add_chip("ending", _("Ending"))

        def narrow() -> None:
            day, fits = self.on_day.day, self._condition(filters.chosen_chip())
            inside = set(members_on(self._desk.read, day)) if day else None
            table.narrow(lambda row: fits(row) and (inside is None or row[0] in inside))

        self.on_day = DayChip(narrow)
        filters.add(self.on_day.button)
        filters.chip_chosen.connect(lambda _key: narrow())
        screen.reloaded = lambda rows: filters.set_counts(
            {key: sum(map(self._condition(key), rows)) for key in ("all", "schools", "without", "ending")}
        )

    def _make_people(self) -> ListScreen:
        columns = told_columns(
            PEOPLE.columns,
            {
                "name": {"elastic": True, "width": 240},
                "position": {"width": 180, "quiet": True},
                "organization_id": {"width": 185},
                "phone": {"width": 132},
                "email": {"hidden": True},
            },
        )
        table = TableView(_("People"), columns, self._settings.list_look("people"), takes_rows=not self._desk.read_only)
        page = Page(_("Members"), table)
        empty = EmptyScreen(
            "person",
            _("There are no people yet"),
            _("Add the first person, or paste a table from Word or Excel (Ctrl+V)."),
        )
        form = RecordForm(self._desk, Person, added=N_("Person added"), changed=N_("Person changed"))
        screen = ListScreen(
            self._desk,
            page,
            table,
            form,
            lambda: PEOPLE.rows(self._desk.read),
            record=Person,
            areas=frozenset({"members"}),
            removed=N_("Person deleted"),
            empty=empty,
        )
        self._dress(screen, "people", _("Name, post, organization"))
        form.add_action(self._cases_button(form, "person"))
        empty.set_offers([Offer(_("Add a person"), screen.add, "add")])
        screen.words_at_foot = _people_words
        order = ["name", "position", "organization_id", "phone", "email"]
        table.rows_pasted.connect(lambda rows: _paste(screen, self._desk, Person, rows, order, N_("People pasted")))
        screen.reload()
        return screen

    def _note_head(self, before: Record, after: Record) -> None:
        """Let a head that is replaced stay among the former ones."""
        if isinstance(before, Organization) and isinstance(after, Organization) and before.id is not None:
            note_former_head(before, after, self._today())

    def _cases_button(self, form: RecordForm, kind: str) -> QToolButton:
        """Opens the cases of the name that the form shows, and of a person's post."""

        def ask() -> None:
            record = form.record
            if isinstance(record, Person):
                asked = [(kind, record.name), ("post", record.position)]
            elif isinstance(record, Organization):
                asked = [(kind, record.short_name), (kind, record.full_name)]
            else:
                return
            cases = list(Case)[1:]
            from cluster_desk.ui.forms.cases_dialog import CasesDialog

            dialog = CasesDialog(self._desk, [one for one in asked if one[1]], cases, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        return widgets.icon_button("local_language", _("Names in their cases…"), ask)

    def _dress(self, screen: ListScreen, view: str, hint: str) -> None:
        """Put the segments, the buttons and the field to look with into the page of `screen`."""
        page, requests = screen.list_page, self._requests
        page.add_action(Segments([(key, _(text)) for key, text in _VIEWS], view, self.show_view))
        if requests.print_paper:
            printing = requests.print_paper
            page.add_action(widgets.button(_("Print…"), lambda: printing("members", {}), icon="print"))
        add = widgets.button(_("Add…"), screen.add, look="primary", icon="add")
        add.setToolTip("Ctrl+N")
        add.setEnabled(not self._desk.read_only)
        page.add_action(add)
        page.filters.add_search(hint)
        page.filters.query_changed.connect(screen.table.search)

    def _organization_columns(self) -> list[Column]:
        made = told_columns(
            ORGANIZATIONS.columns,
            {
                "short_name": {"label": N_("Organization"), "elastic": True, "width": 250, "strong": _is_support},
                "kind": {"width": 136, "quiet": True},
                "head_id": {"width": 126},
                "valid_until": {"width": 114, "chip": self._until_chip},
                "agreement_number": {"hidden": True},
                "agreement_day": {"hidden": True},
            },
        )
        made.insert(3, Column("agreement", N_("Agreement"), width=142, chip=self._agreement_chip))
        return made

    def _organization_rows(self) -> list[Row]:
        support = self._desk.read.value("SELECT support_school_id FROM cluster")
        rows = []
        for row in ORGANIZATIONS.rows(self._desk.read):
            number, day = row[_AT["agreement_number"] - 1], row[_AT["agreement_day"] - 1]
            words = _agreement_words(number, day)
            rows.append((*row[:3], shorten(row[3] or ""), words, *row[4:], row[0] == support))
        return rows

    def _agreement_chip(self, row: Row) -> Chip | None:
        if row[4]:
            return None
        if row[_SUPPORT]:
            return Chip(_("support school"), filled=False)
        if self._left(row):
            return Chip(_("left the cluster"), filled=False)
        if row[2] in _WITHOUT_NEED:
            return Chip(_("without agreement"), filled=False)
        return Chip(_("no agreement"), "bad", "warning", filled=False)

    def _until_chip(self, row: Row) -> Chip | None:
        until = row[_AT["valid_until"]]
        if not until:
            return Chip("—", filled=False) if self._lacks_agreement(row) else None
        day = dt.date.fromisoformat(until)
        left = (day - self._today()).days
        if left < 0:
            return Chip(show_day(day), "bad", "error_circle", _("has ended"))
        return Chip(show_day(day), "warn", "clock", _("ends soon")) if left <= SOON_DAYS else None

    def _condition(self, key: str) -> Callable[[Row], bool]:
        """Which rows the chip `key` shows."""
        return {
            "schools": lambda row: row[2] in _SCHOOLS,
            "without": self._lacks_agreement,
            "ending": self._ends,
        }.get(key, lambda row: True)

    def _lacks_agreement(self, row: Row) -> bool:
        return not row[4] and not row[_SUPPORT] and row[2] not in _WITHOUT_NEED and not self._left(row)

    def _ends(self, row: Row) -> bool:
        until = row[_AT["valid_until"]]
        if not until:
            return False
        soon = (self._today() + dt.timedelta(days=SOON_DAYS)).isoformat()
        return bool(until <= soon and not self._left(row))

    def _left(self, row: Row) -> bool:
        left = row[_AT["left"]]
        return bool(left and left < self._today().isoformat())


def _paste(*told: Any) -> None:
    """Put pasted rows in; what understands them is imported by the first paste."""
    from cluster_desk.ui.forms.pasting import paste_into

    paste_into(*told)


def _is_support(row: Row) -> bool:
    return bool(row[_SUPPORT])


def _agreement_words(number: str | None, day: str | None) -> str:
    """«№ 6 от 12.10.2026»; what is not known is left out."""
    shown = show_day(dt.date.fromisoformat(day)) if day else ""
    if number and shown:
        return _("№\u00a0%(number)s of %(day)s") % {"number": number, "day": shown}
    return f"№\u00a0{number}" if number else _("of %(day)s") % {"day": shown} if shown else ""


def _organizations_words(total: int, chosen: int) -> str:
    text = n_("%d organization", "%d organizations", total) % total
    return f"{text}, {n_('%d chosen|organization', '%d chosen|organizations', chosen).partition('|')[0] % chosen}"


def _people_words(total: int, chosen: int) -> str:
    text = n_("%d person", "%d people", total) % total
    return f"{text}, {n_('%d chosen|person', '%d chosen|people', chosen).partition('|')[0] % chosen}"
