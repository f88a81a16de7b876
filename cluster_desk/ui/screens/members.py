"""The screen of the members: organizations with their agreements, people, and the consents that people gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Case, Organization, OrganizationKind, Person
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.names import shorten
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.data.queries.listing import row_class
from cluster_desk.data.queries.members import ORGANIZATIONS, PEOPLE, members_on, with_agreement
from cluster_desk.desk import Desk
from cluster_desk.rules.members import head_with_post, note_former_head
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.days import DayChip
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.list_screen import Condition, DeclaredList, ListSpec, ViewStack
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.ui.forms.editors import FieldEditor

SOON_DAYS = 60
"""An agreement that ends within so many days is marked."""

_SCHOOLS = {kind.value for kind in list(OrganizationKind)[:5]}
_WITHOUT_NEED = {OrganizationKind.DEPARTMENT.value, OrganizationKind.OTHER.value}
"""Kinds that may be in the cluster without an agreement."""

_KEYS = ORGANIZATIONS.row._fields
_HEAD, _AGREEMENT = _KEYS.index("head_id"), _KEYS.index("agreement_number")
_OrganizationRow = row_class([*_KEYS[:_AGREEMENT], "agreement", *_KEYS[_AGREEMENT:], "is_support"])
"""A row of the listing with the agreement in words before its parts."""


class MembersScreen(ViewStack):
    """Organizations, people and consents, each a list with a form."""

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        def consents() -> QWidget:
            from cluster_desk.ui.screens.consents import ConsentsList  # with all that a register of consents knows

            return ConsentsList(desk, settings, self.segments("consents"), requests, today)

        super().__init__(
            [
                (
                    "organizations",
                    _("Organizations"),
                    lambda: OrganizationsList(desk, settings, self.segments("organizations"), requests, today),
                ),
                (
                    "people",
                    _("People"),
                    lambda: _PeopleList(desk, settings, _PEOPLE, _("Members"), [self.segments("people")], requests),
                ),
                ("consents", _("Consents"), consents),
            ]
        )

    @property
    def organizations(self) -> OrganizationsList:
        """The list of organizations."""
        return cast("OrganizationsList", self.view("organizations"))

    @property
    def people(self) -> DeclaredList:
        """The list of people."""
        return cast("DeclaredList", self.view("people"))

    def show_record(self, kind: str, row: int) -> None:
        """Show an organization, a person or a consent."""
        key = {"Organization": "organizations", "Consent": "consents"}.get(kind, "people")
        self.show_view(key)
        cast("DeclaredList", self.view(key)).go_to(row)


class _AskedList(DeclaredList):
    """A list whose records the log can be asked about: `ASKED` is the option of the answer that a record is."""

    ASKED: ClassVar[str] = ""

    def _add_actions(self, actions: Sequence[QWidget], requests: Requests) -> None:
        self._answer = requests.answer
        super()._add_actions(actions, requests)

    def _fill_menu(self, menu: QMenu, keys: list[Any]) -> None:
        super()._fill_menu(menu, keys)
        if self._answer:
            asking = menu.addAction(_("Answer to a question of the log…"), lambda: self.ask(keys[0]))
            asking.setEnabled(len(keys) == 1)

    def ask(self, key: int) -> None:
        """Ask the log about a record."""
        if self._answer:
            self._answer({self.ASKED: self.asked_as(key)})

    def asked_as(self, key: int) -> object:
        """What the answer knows a record by."""
        return key


class _PeopleList(_AskedList):
    """The people; those whom plans and agendas name are offered."""

    ASKED = "person"

    def asked_as(self, key: int) -> object:
        return self.desk.read.value("SELECT name FROM people WHERE id = ?", key) or ""

    def offers(self, requests: Requests) -> list[Offer]:
        return [Offer(_("From the names in documents…"), self.take_names, "people"), *super().offers(requests)]

    def take_names(self) -> None:
        """Offer those who are only words so far."""
        from cluster_desk.ui.forms.names_dialog import offer_names_of_file

        offer_names_of_file(self.desk, self)

    def _add_actions(self, actions: Sequence[QWidget], requests: Requests) -> None:
        names = widgets.button(_("From the names in documents…"), self.take_names, icon="people")
        if self.desk.read_only:
            names.hide()
        super()._add_actions([*actions, names], requests)


class MemberForm(RecordForm):
    """The form of an organization or a person, with a button for the cases of its names."""

    def __init__(self, desk: Desk, record: type[Record], *, added: str, changed: str) -> None:
        super().__init__(desk, record, added=added, changed=changed)
        self.add_action(widgets.icon_button("local_language", _("Names in their cases…"), self._ask_cases))

    def _ask_cases(self) -> None:
        record = self.record
        if isinstance(record, Person):
            asked = [("person", record.name), ("post", record.position)]
        elif isinstance(record, Organization):
            asked = [("organization", record.short_name), ("organization", record.full_name)]
        else:
            return
        from cluster_desk.ui.forms.cases_dialog import CasesDialog

        dialog = CasesDialog(self._desk, [one for one in asked if one[1]], list(Case)[1:], self)
        dialog.show_over()


class OrganizationForm(MemberForm):
    """The form of an organization: a head that is replaced stays among the former ones."""

    FIRST = ("full_name", "short_name", "head_id", "head_since", "head_order", "phone")
    _watched: FieldEditor | None = None

    def __init__(self, *value: Any, today: Today, **more: Any) -> None:
        super().__init__(*value, **more)
        self._today = today

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        editors = self.pane.editors
        if editors["full_name"] is not self._watched:
            self._watched = editors["full_name"]
            editors["full_name"].left.connect(self._propose)

    def _propose(self) -> None:
        """The short name and the kind of a new organization, as its full name tells them, until they are typed."""
        short, kind = self.pane.editors["short_name"], self.pane.editors["kind"]
        full = str(self.pane.editors["full_name"].value())
        if self.record is None or self.record.id is not None or not full or short.value():
            return
        from cluster_desk.core.russian.organizations import guess_kind, short_name

        short.set_value(short_name(full))
        kind.set_value(guess_kind(full))
        self._was_edited()

    def prepare(self, before: Record, after: Record) -> None:
        if isinstance(before, Organization) and isinstance(after, Organization) and before.id is not None:
            note_former_head(before, after, self._today())
        elif after.id is None:
            after.id = self._desk.draft(Organization).id  # so that the head can be told to work there

    def also(self, record: Record, made: Sequence[Record]) -> list[Record]:
        return head_with_post(self._desk.read, made, record) if isinstance(record, Organization) else []


class OrganizationsList(_AskedList):
    """The organizations: what is odd about their agreements is marked; chips narrow them, and a day."""

    ASKED = "school"

    def __init__(
        self, desk: Desk, settings: Settings, segments: Segments, requests: Requests | None, today: Today
    ) -> None:
        self._today = today
        super().__init__(desk, settings, self._spec(), _("Members"), [segments], requests)

    def _spec(self) -> ListSpec:
        return ListSpec(
            "organizations",
            N_("Organizations"),
            ORGANIZATIONS,
            "people_team",
            N_("There are no members yet"),
            (N_("Organization added"), N_("Organization changed"), N_("Organization deleted")),
            frozenset({"members", "cluster"}),
            display={
                "short_name": {
                    "label": N_("Organization"),
                    "elastic": True,
                    "width": 250,
                    "strong": lambda row: row.is_support,
                    "short": without_legal_form,
                },
                "kind": {"width": 136, "quiet": True},
                "head_id": {"width": 126},
                "valid_until": {"width": 114, "chip": self._until_chip},
                "agreement_number": {"hidden": True},
                "agreement_day": {"hidden": True},
            },
            advice=N_(
                "Add the first organization, paste a table from Word or Excel (Ctrl+V), or read last year's plan."
            ),
            hint=N_("Name, head, №"),
            add=N_("Add an organization"),
            paper="members",
            pasted=N_("Organizations pasted"),
            counted=_organizations_words,
            chips=(
                ("all", N_("All"), lambda row: True),
                ("schools", N_("Schools"), lambda row: row.kind in _SCHOOLS),
                ("without", N_("Without agreement"), self._lacks_agreement),
                ("ending", N_("Ending"), self._ends),
            ),
            form=partial(OrganizationForm, today=self._today),
        )

    def made_columns(self, spec: ListSpec) -> list[Column]:
        made = super().made_columns(spec)
        made.insert(_AGREEMENT - 1, Column("agreement", N_("Agreement"), width=142, chip=self._agreement_chip))
        return made

    def offers(self, requests: Requests) -> list[Offer]:
        reading = requests.import_file
        offers = super().offers(requests)
        return [*offers, Offer(_("Read from Word or Excel…"), reading, "arrow_import")] if reading else offers

    def add_filters(self) -> None:
        super().add_filters()
        self.on_day = DayChip(self.narrow)
        self.list_page.filters.add(self.on_day.button)

    def show_all(self) -> None:
        if self.on_day.day is not None:
            self.on_day.take(None)
        super().show_all()

    def condition_of(self, chip: str) -> Condition | None:
        fits, day = super().condition_of(chip), self.on_day.day
        if day is None or fits is None:
            return fits
        inside = set(members_on(self.desk.read, day))
        return lambda row: fits(row) and row.id in inside

    def read_rows(self) -> list[Row]:
        support = self.desk.read.value("SELECT support_school_id FROM cluster")
        agreed = with_agreement(self.desk.read)
        return [
            _OrganizationRow(
                *row[:_HEAD],
                shorten(row.head_id) if row.head_id else "",
                *row[_HEAD + 1 : _AGREEMENT],
                _agreement_words(row.agreement_number, row.agreement_day) if row.id in agreed else "",
                *row[_AGREEMENT:],
                row.id == support,
            )
            for row in super().read_rows()
        ]

    def _agreement_chip(self, row: Row) -> Chip | None:
        if row.agreement:
            return None
        if row.is_support:
            return Chip(_("support school"), filled=False)
        if self._left(row):
            return Chip(_("left the cluster"), filled=False)
        if row.kind in _WITHOUT_NEED:
            return Chip(_("without agreement"), filled=False)
        return Chip(_("no agreement"), "bad", "warning", filled=False)

    def _until_chip(self, row: Row) -> Chip | None:
        if not row.valid_until:
            return Chip("—", filled=False) if self._lacks_agreement(row) else None
        day = dt.date.fromisoformat(row.valid_until)
        left = (day - self._today()).days
        if left < 0:
            return Chip(show_day(day), "bad", "error_circle", _("has ended"))
        return Chip(show_day(day), "warn", "clock", _("ends soon")) if left <= SOON_DAYS else None

    def _lacks_agreement(self, row: Row) -> bool:
        return not row.agreement and not row.is_support and row.kind not in _WITHOUT_NEED and not self._left(row)

    def _ends(self, row: Row) -> bool:
        soon = (self._today() + dt.timedelta(days=SOON_DAYS)).isoformat()
        return bool(row.valid_until and row.valid_until <= soon and not self._left(row))

    def _left(self, row: Row) -> bool:
        return bool(row.left and row.left < self._today().isoformat())


def _agreement_words(number: str | None, day: str | None) -> str:
    """An agreement as the list tells it: «№ 6 от 12.10.2026»; «заключено» where neither is known."""
    result = show_day(dt.date.fromisoformat(day)) if day else ""
    if number and result:
        return _("№\u00a0%(number)s of %(day)s") % {"number": number, "day": result}
    return f"№\u00a0{number}" if number else _("of %(day)s") % {"day": result} if result else _("concluded")


def _organizations_words(total: int, chosen: int) -> str:
    text = n_("%d organization", "%d organizations", total) % total
    if chosen > 1:
        text += ", " + n_("%d chosen|organization", "%d chosen|organizations", chosen).partition("|")[0] % chosen
    return text


def _people_words(total: int, chosen: int) -> str:
    text = n_("%d person", "%d people", total) % total
    if chosen > 1:
        text += ", " + n_("%d chosen|person", "%d chosen|people", chosen).partition("|")[0] % chosen
    return text


_PEOPLE = ListSpec(
    "people",
    N_("People"),
    PEOPLE,
    "person",
    N_("There are no people yet"),
    (N_("Person added"), N_("Person changed"), N_("Person deleted")),
    frozenset({"members"}),
    display={
        "name": {"elastic": True, "width": 240},
        "position": {"width": 180, "quiet": True},
        "organization_id": {"width": 185},
        "phone": {"width": 132},
        "email": {"hidden": True},
    },
    advice=N_("Add the first person, or paste a table from Word or Excel (Ctrl+V)."),
    hint=N_("Name, post, organization"),
    add=N_("Add a person"),
    paper="members",
    pasted=N_("People pasted"),
    counted=_people_words,
    form=MemberForm,
)
