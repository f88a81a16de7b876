"""The register of consents (реестр согласий) on a day: whose, for what, until when, what state each is in."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.data.queries.consents import ConsentFacts, consent_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import ON_DAY, Options, day_of, one_of
from cluster_desk.reports.document.text import bold
from cluster_desk.reports.shared.heads import list_titles, signed_by_author
from cluster_desk.rules.states import CONSENT_STATES, ConsentState, consent_state

STATE = one_of(
    "state",
    N_("Consents"),
    {"all": N_("All"), "in_force": N_("In force"), "over": N_("Ended or withdrawn")},
)
OPTIONS = (STATE, ON_DAY)

_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Фамилия, имя, отчество", 62),
    doc.Column("Класс, организация", 58),
    doc.Column("На что дано", 52),
    doc.Column("Дано", 24, "center"),
    doc.Column("Действует до", 30, "center"),
    doc.Column("Состояние", 31),
)
_OVER = (ConsentState.EXPIRED, ConsentState.WITHDRAWN)


def build(read: Reader, options: Options) -> doc.Document:
    """The register on a day. Raises UserError where it has none of those asked for."""
    day, wanted = day_of(options), options[STATE.name]
    listed = [
        (one, state)
        for one in consent_facts(read)
        if (state := consent_state(one, day)) is not ConsentState.NOT_YET
        and (wanted == "all" or (state in _OVER if wanted == "over" else state is ConsentState.IN_FORCE))
    ]
    if not listed:
        raise UserError(
            _("The register has no such consents on %s.") % day_in_figures(day),
            do=_("Enter them in the area “Members”, “Consents”."),
        )
    rows = tuple(_row(n, one, state) for n, (one, state) in enumerate(listed, 1))
    in_force = sum(state is ConsentState.IN_FORCE for _one, state in listed)
    blocks: tuple[doc.Block, ...] = (
        *list_titles("РЕЕСТР", "согласий на обработку и распространение персональных данных", on=day),
        doc.Table(_COLUMNS, rows, size=11),
        line(f"Всего согласий: {len(listed)}, из них действует: {in_force}.", size=12, before=8, keep_next=True),
        signed_by_author(read, day),
    )
    return doc.Document(f"Реестр согласий на {day_in_figures(day)}", blocks, doc.LANDSCAPE, size=12)


def _row(number: int, one: ConsentFacts, state: ConsentState) -> doc.Row:
    uses = (
        (one.for_keeping, "обработка"),
        (one.for_name, "публикация имени"),
        (one.for_photo, "публикация фото и видео"),
    )
    until: doc.Content = dt.date.fromisoformat(one.until) if one.until else one.until_words or "до отзыва"
    words = in_russian(CONSENT_STATES[state]).partition("|")[0]
    told: doc.Content = doc.Cell((bold(words),)) if state in _OVER else words
    if state is ConsentState.WITHDRAWN:
        told = doc.Cell((bold(f"{words} {day_in_figures(one.withdrawn_on)}"),))
    where = ", ".join(part for part in (one.about, one.organization) if part)
    given = dt.date.fromisoformat(one.given_on)
    return doc.Row(
        (number, one.whose, where, ", ".join(word for given_for, word in uses if given_for), given, until, told)
    )
