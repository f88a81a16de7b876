"""What is under control, and the register of consents: `control FILE`, `consents FILE`, the same as the window."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.data.queries.consents import ConsentFacts
    from cluster_desk.rules.control import ControlLine


def _control(asked: Namespace) -> None:
    from cluster_desk.rules.control import control_lines

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        lines = control_lines(desk.read, asked.day or desk.read.today())
    frame.answer(asked, [_described(one) for one in lines], [_line(one) for one in lines])


def _described(one: ControlLine) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.row,
        "visit_id": one.visit or None,
        "title": one.title,
        "where": one.where,
        "who": list(one.who),
        "due_words": one.due_words,
        "due": one.last.isoformat() if one.last else None,
        "haste": one.haste,
        "overdue_days": one.overdue_days,
        "state": _(one.state),
        "done": one.done,
    }


def _line(one: ControlLine) -> str:
    about = ", ".join(part for part in (one.where, "; ".join(one.who), _(one.state)) if part)
    return f"{f'{one.last:%d.%m.%Y}' if one.last else one.due_words or '—'}  {one.title} ({about})"


def _consents(asked: Namespace) -> None:
    from cluster_desk.data.queries.consents import consent_facts
    from cluster_desk.rules.states import CONSENT_STATES, consent_state

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        day = asked.day or desk.read.today()
        facts = [(one, consent_state(one, day)) for one in consent_facts(desk.read)]
    words = {state: _(text).partition("|")[0] for state, text in CONSENT_STATES.items()}
    described = [{**_consent(one), "state": state.value} for one, state in facts]
    lines = [f"{one.whose}, {one.about or one.organization}: {words[state]}" for one, state in facts]
    frame.answer(asked, described, lines)


def _consent(one: ConsentFacts) -> dict[str, Any]:
    days: dict[str, str] = {"given_on": one.given_on, "until": one.until, "withdrawn_on": one.withdrawn_on}
    return {
        "id": one.id,
        "whose": one.whose,
        "about": one.about,
        "organization": one.organization,
        "keeping": bool(one.for_keeping),
        "name": bool(one.for_name),
        "photo": bool(one.for_photo),
        "until_words": one.until_words,
        **{name: day or None for name, day in days.items()},
    }


_DAY = frame.argument("--day", "DATE", N_("another day than today, like 2026-01-31"), type=frame.iso_day)
COMMANDS = {
    "control": frame.Command(
        N_("what is under control: incoming papers, decisions, recommendations, plan items"),
        _control,
        frame.FILE,
        _DAY,
        frame.JSON,
    ),
    "consents": frame.Command(
        N_("the register of consents with the state of each on a day"), _consents, frame.FILE, _DAY, frame.JSON
    ),
}
