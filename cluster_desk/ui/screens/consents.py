"""The register of consents: whose, for what, until when; what ended, was withdrawn or is not understood is marked."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.consents import CONSENTS, consent_facts
from cluster_desk.data.queries.listing import row_class
from cluster_desk.desk import Desk
from cluster_desk.rules.consents import consent_doubts
from cluster_desk.rules.states import CONSENT_STATES, ConsentState, consent_state
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachingForm
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.look.tokens import Tone

_KEYS = CONSENTS.row._fields
_ConsentRow = row_class(["id", "whose", "state", *_KEYS[2:]])
"""A row of the listing with the state on the day behind the name."""
_LOOKS: dict[ConsentState, tuple[Tone, str]] = {
    ConsentState.IN_FORCE: ("ok", "checkmark_circle_filled"),
    ConsentState.UNCLEAR: ("warn", "question_circle_filled"),
    ConsentState.NOT_YET: ("neutral", "clock"),
    ConsentState.EXPIRED: ("bad", "error_circle_filled"),
    ConsentState.WITHDRAWN: ("bad", "dismiss_circle_filled"),
}
SOON_DAYS = 30
"""A consent that ends within so many days is marked."""


class ConsentForm(AttachingForm):
    """The form of a consent, with what looks odd in it on top."""

    def __init__(self, desk: Desk, record: type[Record], *, added: str, changed: str, today: Today) -> None:
        super().__init__(desk, record, added=added, changed=changed)
        self._today = today

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        if isinstance(record, Consent) and record.id is not None:
            self.whole.say("\n".join(consent_doubts(record, self._today())), "warn")


class ConsentsList(DeclaredList):
    """The consents with their states on this day."""

    def __init__(
        self, desk: Desk, settings: Settings, segments: QWidget, requests: Requests | None, today: Today
    ) -> None:
        self._today = today
        self._states: dict[int, ConsentState] = {}
        super().__init__(desk, settings, self._spec(), _("Members"), [segments], requests)

    def new_record(self) -> Consent:
        return Consent(given_on=self._today())

    def _spec(self) -> ListSpec:
        return ListSpec(
            "consents",
            N_("Consents"),
            CONSENTS,
            "document_text",
            N_("There are no consents yet"),
            (N_("Consent added"), N_("Consent changed"), N_("Consent deleted")),
            frozenset({"members"}),
            display={
                "whose": {"elastic": True, "width": 230},
                "about": {"width": 120, "quiet": True},
                "organization_id": {"width": 180},
                "for_keeping": {"hidden": True, "label": N_("For keeping")},
                "for_name": {"width": 80, "label": N_("For the name")},
                "for_photo": {"width": 80, "label": N_("For photos")},
                "given_on": {"width": 110},
                "until_words": {"width": 140},
                "withdrawn_on": {"hidden": True},
                "files": {"hidden": True},
            },
            advice=N_("Enter the consents that parents and colleagues have signed: nothing is published without one."),
            hint=N_("Name, class, school"),
            add=N_("Add a consent"),
            paper="consents",
            pasted=N_("Consents pasted"),
            chips=(
                ("all", N_("All"), lambda row: True),
                ("in_force", N_("In force"), lambda row: self._state(row) is ConsentState.IN_FORCE),
                ("over", N_("Ended or withdrawn"), lambda row: self._state(row) in _OVER),
                ("unclear", N_("To be made clear"), lambda row: self._state(row) is ConsentState.UNCLEAR),
            ),
            form=partial(ConsentForm, today=self._today),
        )

    def made_columns(self, spec: ListSpec) -> list[Column]:
        made = super().made_columns(spec)
        made.insert(1, Column("state", N_("State"), width=150, chip=self._chip))
        return made

    def read_rows(self) -> list[Row]:
        day = self._today()
        self._states = {one.id: consent_state(one, day) for one in consent_facts(self.desk.read)}
        words = {state: _(text).partition("|")[0] for state, text in CONSENT_STATES.items()}
        rows = super().read_rows()
        return [_ConsentRow(row.id, row.whose, words[self._state(row)], *row[2:]) for row in rows]

    def _state(self, row: Row) -> ConsentState:
        return self._states.get(row.id, ConsentState.NOT_YET)

    def _chip(self, row: Row) -> Chip:
        state = self._state(row)
        tone, icon = _LOOKS[state]
        if state is ConsentState.IN_FORCE and row.until:
            left = (dt.date.fromisoformat(row.until) - self._today()).days
            if left <= SOON_DAYS:
                return Chip(_("ends soon"), "warn", "clock", filled=False)
        return Chip(row.state, tone, icon, filled=False)


_OVER = (ConsentState.EXPIRED, ConsentState.WITHDRAWN)
